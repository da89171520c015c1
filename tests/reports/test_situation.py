"""What the offices get to know of checks and of who has reported: in the digest and in the master workbook."""

from __future__ import annotations

from campaign.checks.result import CheckResult, Verdict
from campaign.matrix import Part, Standing
from reports.letters import digest, master
from reports.workbooks.situation import told
from tests.reports.reading import attached, column
from tests.reports.sample import at, campaign, month, month_returns
from tests.reports.test_letters import unit

SUSPECTED = CheckResult("C1-4", at("06-07 17:00"), Verdict.WARN, ("B08",), detail="2个节点疑似应报未报")
NOTICE = CheckResult("C0-2", at("06-05 15:00"), Verdict.PASS, detail="填报通知应送达邮箱25个")


def test_c1_4_the_digest_tells_both_offices_what_the_checks_have_found() -> None:
    for office in ("T01", "T02"):
        results = [NOTICE, SUSPECTED]
        letter = digest(campaign(), unit(office), month(), [], n=3, now=at("06-08 08:30"), results=results)
        assert column(attached(letter)["检查情况"], "涉及单位")[:2] == [None, unit("B08").name]


def test_d30_the_master_workbook_has_every_unit_phase_by_phase() -> None:
    result = CheckResult("G1", at("06-09 08:30"), Verdict.WARN, detail="登记挂号66个")
    letter, _ = master(campaign(), month(), month_returns(), result, at("06-11 17:00"))
    page = attached(letter)["报送情况"]
    assert len(column(page, "单位名称")) == 25
    sorting, coordination, closing = (column(page, phase.title) for phase in campaign().settings.phases)
    assert sorting[-3:] == ["零报告", "已报送，迟报", "零报告，迟报"]
    assert coordination[1] == "未反馈"
    assert set(closing) == {"—"}


def test_a_part_in_words() -> None:
    assert told(None, is_first=True) == "—"
    assert told(Part(Standing.SILENT), is_first=True) == "未报送"
    assert told(Part(Standing.ZERO, late=True), is_first=True) == "零报告，迟报"
    assert told(Part(Standing.PARTIAL, late=True, asked=5, done=3), is_first=False) == "部分反馈（尚缺2项），有超期反馈"
