"""What goes to whom: reminders, chase-ups, digests, lists for the offices, closing and carrying over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from campaign.affairs import Act, Affairs, Sort
from campaign.checks.result import CheckResult, Verdict
from campaign.directory import Unit
from campaign.events import Event, Kind
from campaign.evidence import Proof, Proofs
from campaign.expansion import candidates
from campaign.inspection import Inspection
from campaign.letters import Letter
from campaign.materials import Owed
from campaign.outcomes import Answer, AttachmentOutcome, OrderOutcome, Remark, RowOutcome, RowResult
from campaign.problem import Lack, Problem, Report, State
from campaign.questions import HeldMail, Questions
from campaign.rectification import Rectification
from campaign.reviews import Reviews
from campaign.standing import Cause, Reason, Standing
from reports.decisions import decisions
from reports.letters import (
    OutcomeItem,
    chase,
    closing_notices,
    county,
    digest,
    escalation,
    follow_up,
    handoff,
    master,
    notice,
    outcome_notice,
    receipt,
    reminder,
    summary,
    worklist,
)
from reports.letters.carry_over import carry_over_proposal
from reports.letters.circulars import circular_draft, circular_issued, rectification_failed, rectification_order
from reports.letters.closing import summary_addendum
from reports.letters.corrections import Corrected, correction
from reports.letters.escalations import reported_up, send_up, status_inquiry
from reports.letters.expansion import Coverage, expansion_confirmed, expansion_proposal
from reports.letters.inspection import inspection_list
from reports.letters.joint_reviews import Meeting, Proposed, review_conclusion, review_notice, review_proposal
from reports.letters.materials import missing_materials
from reports.letters.on_screen import decided_on_screen
from reports.letters.questions import questions
from reports.letters.reminders import progress_reminder
from reports.letters.reviews import review_request
from reports.letters.stages import last_call, recheck, stage_report
from reports.letters.supervision import Reminder, slip_returned, supervision_slip
from reports.rendering import built_in
from tests.reports.reading import attached, column
from tests.reports.sample import CUT_OFF, at, campaign, month, month_returns

LAND = tuple(p for p in month() if p.responsible == "A02" and p.counts)
NOON = at("06-19 08:30")
NOT_TAKEN = OutcomeItem("东岭农贸市场改造", "摊位费收取标准不明确", "不予受理", None, "理由:不属于审批服务问题")

CLOSED_ON_SCREEN = OrderOutcome("同意销号 GJ2018-0001", "同意销号", ("GJ2018-0001",))
SCAN = Proof("审核同意书.pdf", b"%PDF-1.4", "application/pdf", ("GJ2018-0001",))
STRANGER = HeldMail("<4@x.example>", "somebody@elsewhere.example", "问题汇总表", NOON, is_forged=False)


WRONG = Corrected(
    "huian-2018/M07/T01/9",
    "【审批服务攻坚】日报第9期（6月19日）",
    NOON,
    ("xzfw@huian.example",),
    ("zfb@huian.example",),
)


def unit(code: str) -> Unit:
    return campaign().directory[code]


def working(problem: Problem, state: State, **more: object) -> Problem:
    return replace(problem, state=state, ended_at=None, **more)  # type: ignore[arg-type]  # a test names any field


MIDPOINT = CheckResult("C2-4", NOON, Verdict.FAIL, ("A02",), ("GJ2018-0011", "GJ2018-0012"), "部门级问题40个")
ESCALATED = [
    working(p, State.ESCALATED, batch=1, superior="福建省国土资源厅", escalated_at=at("06-14 09:00"), waiting_on="上级")
    for p in LAND[:2]
]


def waiting_outside_the_catalogue() -> Problem:
    return Problem(90, Report("东岭农贸市场改造", problem="地块未纳入批次"), State.PENDING, reporters=("B13",))


def every_letter() -> list[Letter]:
    """One of each kind."""
    from campaign.figures import figures

    result = CheckResult("G1", at("06-09 08:30"), Verdict.WARN, detail="登记挂号66个；未报送：县公安消防大队")
    asked = (Remark("“存在问题”未填写，请补充。", 3, True),)
    rows = (RowOutcome("表.xlsx", "Sheet1", 5, RowResult.PENDING, remarks=asked),)
    scan = AttachmentOutcome("扫描件.pdf", "00", "refused", "scan", "没有可读取的表格")
    answer = Answer("HZ-001", "A02", "gtj@huian.example", "汇总表", NOON)
    return [
        notice(campaign(), unit("A02"), NOON),
        receipt(campaign(), replace(answer, zero=True), "<1@x.example>"),
        receipt(campaign(), replace(answer, rows=rows), "<2@x.example>"),
        receipt(campaign(), replace(answer, attachments=(scan,)), "<3@x.example>"),
        reminder(campaign(), unit("A02"), NOON, urgent=True),
        *chase(campaign(), [unit("A02")], 1, NOON),
        *master(campaign(), month(), month_returns(), result, NOON)[:1],
        handoff(campaign(), unit("A02"), LAND, NOON),
        digest(campaign(), unit("T02"), month(), [], n=9, now=NOON),
        outcome_notice(campaign(), unit("B13"), [NOT_TAKEN], NOON, cause="1@zdb.example"),
        decided_on_screen(
            campaign(), unit("T02"), CLOSED_ON_SCREEN, person="陈某", run="approval · 销号审核", cause="1f", now=NOON
        ),
        county(campaign(), LAND[:2], 1, NOON, before=LAND[1:3], told=at("06-12 09:00")),
        escalation(campaign(), LAND[:2], 1, NOON),
        reported_up(campaign(), unit("A02"), ESCALATED, NOON),
        status_inquiry(campaign(), unit("A02"), ESCALATED, NOON),
        send_up(campaign(), 1, ESCALATED, NOON),
        stage_report(campaign(), month(), month_returns(), [MIDPOINT], [], n=None, now=NOON),
        last_call(campaign(), unit("A02"), ESCALATED, MIDPOINT, NOON),
        recheck(campaign(), LAND[:2], Proofs((SCAN,), (SCAN,)), MIDPOINT, NOON),
        worklist(campaign(), unit("A02"), LAND, NOON),
        progress_reminder(campaign(), unit("A02"), [working(LAND[0], State.IN_PROGRESS)], [], [], NOON),
        review_request(campaign(), unit("T02"), Reviews((LAND[0],), (LAND[1],)), Proofs((), (SCAN,)), NOON),
        *closing_notices(campaign(), LAND[:1], approved=True, reason="", now=NOON),
        *closing_notices(campaign(), LAND[:1], approved=False, reason="佐证材料不足", now=NOON),
        summary(campaign(), figures(campaign(), month(), month_returns(), CUT_OFF), b"docx", b"xlsx", NOON),
        addendum(),
        follow_up(campaign(), unit("A02"), LAND, NOON),
        carry_over_proposal(campaign(), LAND, NOON),
        questions(campaign(), unit("T02"), Questions(held=(STRANGER,)), NOON),
        *expansion_letters(),
        missing_letter(),
        *review_letters(),
        *slip_letters(),
        correction(campaign(), WRONG, 1, [("登记挂号65个", "66个")], "T01", NOON),
        *circular_letters(),
    ]


def addendum() -> Letter:
    """M20b where a number more has been struck off since."""
    from campaign.figures import figures

    told = figures(campaign(), month(), month_returns(), CUT_OFF)
    return summary_addendum(campaign(), told, replace(told, totals=replace(told.totals, closed=48, carried=18)), NOON)


def circular_letters() -> tuple[Letter, ...]:
    """M19 with an earlier unit inspected, M22 to be signed, M22b signed, M23 ordered and found wanting."""
    cause = Cause(Reason.RED, "在办问题18个，其中红灯<b>4</b>个", tuple(p.number or "" for p in LAND[:2]))
    standing = Standing("A02", 2, (cause,))
    seen = Inspection(1, standing, NOON, date(2018, 6, 20), "材料<b>积压</b>", "限期办结", "T04")
    order, due = Rectification(1, standing, 1, NOON, at("06-29 17:30")), at("06-29 17:30")
    return (
        inspection_list(campaign(), [standing], LAND, [seen], 2, NOON),
        circular_draft(campaign(), [standing], ["A03"], b"docx", 1, NOON),
        circular_issued(campaign(), unit("A02"), b"docx", 1, NOON),
        rectification_order(campaign(), standing, LAND[:2], 1, due, NOON),
        rectification_failed(campaign(), order, due, "仍有<b>2个</b>红灯", NOON),
    )


def slip_letters() -> tuple[Letter, Letter]:
    """M17 督办通知单, and the answer to it sent back."""
    due, told = at("06-21 17:30"), {LAND[0].entry: (Reminder("交办", at("06-09 09:30")),)}
    return (
        supervision_slip(campaign(), unit("A02"), LAND[:2], 3, due, told, NOON),
        slip_returned(campaign(), unit("A02"), LAND[:1], 3, due, "未说明<b>原因</b>", NOON),
    )


def missing_letter() -> Letter:
    """M13b with a number for the first time and one that is reminded of."""
    lack = Lack(("社稳评估备案", "<b>勘测定界图</b>"), True, date(2018, 6, 12))
    fresh, again = (working(p, State.IN_PROGRESS, waiting_on="业主", lack=lack) for p in LAND[:2])
    owed = Owed("B11", (fresh,), (replace(again, told_owner_at=at("06-11 11:00")),))
    return missing_materials(campaign(), unit("B11"), owed, NOON)


def review_letters() -> tuple[Letter, Letter, Letter]:
    """M13a, M13, M13c of one project."""
    project = campaign().catalogue.by_code[LAND[0].project_code or ""]
    found = (LAND[0], replace(LAND[1], responsible="A04"))
    meeting = Meeting("1", project, date(2018, 6, 21), time(15), "中心三楼会议室", ("A02", "A04"))
    opinions = {found[0].number or "": ("县国土资源局容缺受理，6月25日前出具意见", date(2018, 6, 25))}
    return (
        review_proposal(campaign(), [Proposed("1", project, found)], NOON),
        review_notice(campaign(), meeting, found, NOON, before=""),
        review_conclusion(
            campaign(), meeting, found, opinions, NOON, whole="", absent=["县林业局"], cause="<9@x.example>"
        ),
    )


def expansion_letters() -> tuple[Letter, Letter]:
    """M18, and M18b as it was confirmed."""
    found = candidates(campaign(), month(), (), NOON.date())
    chosen, others, coverage = found[:8], found[8:], Coverage(0, 40)
    proposal = expansion_proposal(campaign(), chosen, others, 1, coverage, NOON, replaces="6月8日", in_time=False)
    return proposal, expansion_confirmed(campaign(), chosen, others, 1, coverage, NOON)


@pytest.mark.parametrize("letter", every_letter(), ids=lambda letter: f"{letter.kind} {letter.subject[8:20]}")
def test_every_kind_is_complete_in_text_and_html(letter: Letter) -> None:
    assert letter.html is not None
    assert letter.subject.startswith("【审批服务攻坚】")
    for text in (letter.subject, letter.text, letter.html):
        assert "None" not in text
        assert "{{" not in text
    for text in (letter.text, letter.html):
        assert "本邮件由系统自动发送，如有疑问请直接回复。" in text
        assert any(office in text for office in campaign().settings.letters.signature)
    assert "<style" not in letter.html, "styles are inlined: mail programs drop style sheets"


def test_every_kind_of_template_is_tried() -> None:
    kinds = {name.partition("/")[0] for name in built_in()} - {"_base"}
    assert {letter.kind for letter in every_letter()} == kinds


def test_the_same_letter_is_the_same_bytes() -> None:
    assert digest(campaign(), unit("T02"), month(), [], n=9, now=NOON) == digest(
        campaign(), unit("T02"), month(), [], n=9, now=NOON
    )


def test_a_reminder_says_what_is_missing_and_until_when() -> None:
    letter = reminder(campaign(), unit("A02"), at("06-07 15:00"), urgent=False)
    assert letter.subject == "【审批服务攻坚】提醒：贵单位尚未报送问题汇总表，截止时间6月8日18:00"
    assert letter.key == "huian-2018/M03/A02/2018-06-07T15:00"


def test_each_missing_unit_is_chased_with_copies_to_the_offices() -> None:
    letters = chase(campaign(), [unit("A02"), unit("B07")], 1, at("06-08 18:10"))
    assert [letter.to for letter in letters] == [("gtj@huian.example",), ("yanshi@owner.example",)]
    assert letters[0].cc == ("xzfw@huian.example", "zdb@huian.example", "zfb@huian.example")
    assert letters[0].subject == "【审批服务攻坚】催报单（第1号）：逾期未报送单位名单"


def test_telephones_go_to_the_two_offices_and_not_to_the_government_office() -> None:
    result = CheckResult("G1", at("06-09 08:30"), Verdict.PASS)
    offices, government = master(campaign(), month(), month_returns(), result, at("06-09 08:30"))
    told = [str([list(sheet.values) for sheet in attached(letter)]) for letter in (offices, government)]
    assert "项目股 0595" in told[0]
    assert "项目股 0595" not in told[1]


def test_the_master_workbook_holds_every_number_once() -> None:
    offices, _ = master(campaign(), month(), (), CheckResult("G1", NOON, Verdict.PASS), NOON)
    numbers = [n for n in column(attached(offices)["总台账"], "编号") if n]
    assert sorted(map(str, numbers)) == [campaign().number(n) for n in range(1, 67)]


def test_the_master_workbook_prints_on_a3_with_number_and_project_on_each_page() -> None:
    offices, _ = master(campaign(), month(), (), CheckResult("G1", NOON, Verdict.PASS), NOON)
    sheet = attached(offices)["总台账（全部栏目）"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.page_setup.scale or 0) * 11 / 100 >= 8, "points in print"
    assert sheet.print_title_cols == "$A:$B"


def test_a_formula_of_a_sender_stays_text() -> None:
    evil = "=cmd|' /C calc'!A0"
    problem = replace(LAND[0], report=replace(LAND[0].report, problem=evil, contact="+86 000"))
    offices, _ = master(campaign(), [problem], (), CheckResult("G1", NOON, Verdict.PASS), NOON)
    sheet = attached(offices)["总台账（全部栏目）"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == evil)
    assert cell.data_type == "s"
    assert cell.quotePrefix, "stays text when somebody edits it"


def test_a_digest_counts_all_and_lists_what_the_office_leads() -> None:
    mine = working(LAND[0], State.IN_PROGRESS, feedback_at=at("06-11 09:00"), due=at("06-15 00:00").date())
    letter = digest(campaign(), unit("T02"), (mine, *month()[1:]), [], n=9, now=NOON)
    assert letter.subject.startswith("【审批服务攻坚】日报第9期（6月19日）：挂号66，销号46，红灯1，待处理0项")
    assert "GJ2018-0001" in letter.text.partition("三、红灯问题")[2]
    assert [picture.cid for picture in letter.inline] == ["curve"]
    assert letter.html is not None
    assert 'src="cid:curve"' in letter.html


def test_a_digest_tells_what_changed_by_kind() -> None:
    events = [Event(p.entry, Kind.CLOSED, at("06-18 10:00"), "T02") for p in LAND[:4]]
    letter = digest(campaign(), unit("T02"), month(), events, n=9, now=NOON)
    assert "已对号销号4个：GJ2018-0001至GJ2018-0004" in letter.text


def test_decisions_come_with_the_words_to_reply() -> None:
    proposed = working(LAND[0], State.PROPOSED, batch=2)
    asked = working(LAND[1], State.CLOSE_REQ)
    back = working(LAND[2], State.REGISTERED, refused_by=("A02",))
    extension = working(LAND[3], State.IN_PROGRESS, request="延期至2018-06-22")
    entries = [waiting_outside_the_catalogue(), proposed, asked, back, extension]
    assert [d.replies[0] for d in decisions(campaign(), "T02", entries)] == [
        "纳入 东岭农贸市场改造",
        "改派 GJ2018-0003 〔单位名称〕",
        "延期 GJ2018-0004 至 2018年6月22日",
        "同意上报 第2批",
        "同意销号 GJ2018-0002",
    ]


def test_what_an_office_has_agreed_to_no_longer_waits_for_it() -> None:
    proposed = working(LAND[0], State.PROPOSED, batch=2, consents={"escalate": frozenset({"T02"})})
    assert decisions(campaign(), "T02", [proposed]) == ()
    assert decisions(campaign(), "T01", [proposed])[0].replies[0] == "同意上报 第2批"


def test_common_problems_stand_on_top_of_the_list_to_be_reported_up() -> None:
    alone = working(month()[20], State.PROPOSED, superior="福建省林业厅")
    shared = [working(p, State.PROPOSED, superior="福建省国土资源厅") for p in LAND[3:5]]
    letter = escalation(campaign(), [alone, *shared], 1, at("06-13 17:00"))
    assert letter.to == ("xzfw@huian.example", "zdb@huian.example")
    assert "同意上报 第1批" in letter.text
    workbook = attached(letter)
    assert column(workbook["上报清单"], "编号")[:3] == [p.number for p in (*shared, alone)]
    assert column(workbook["共性问题"], "涉及编号")[0] == "GJ2018-0004、GJ2018-0005"


def test_an_outsiders_markup_reaches_no_letter() -> None:
    problem = replace(LAND[0], report=replace(LAND[0].report, problem="<img src=x onerror=alert(1)>", ask="<script>"))
    for letter in (handoff(campaign(), unit("A02"), [problem], NOON), county(campaign(), [problem], 1, NOON)):
        assert letter.html is not None
        assert "<img src=x" not in letter.html
        assert "<script" not in letter.html


def test_what_merely_shares_a_category_is_no_common_problem() -> None:
    shared = [working(p, State.PROPOSED, superior="福建省国土资源厅") for p in LAND[3:5]]
    words = replace(shared[1].report, problem="农转用报批材料已报省厅三个月未批复", ask="请加快审批")
    letter = escalation(campaign(), [shared[0], replace(shared[1], report=words)], 1, NOON)
    assert "共性问题" not in letter.text


def test_the_same_words_for_one_project_are_no_common_problem() -> None:
    twice = [working(LAND[3], State.PROPOSED, superior="福建省国土资源厅", entry=entry) for entry in (4, 900)]
    assert "共性问题" not in escalation(campaign(), twice, 1, NOON).text


def test_a_digest_gives_the_reason_of_a_yellow_light() -> None:
    near = working(LAND[0], State.IN_PROGRESS, feedback_at=at("06-18 15:00"), due=date(2018, 6, 21))
    letter = digest(campaign(), unit("T02"), [near], [], n=9, now=NOON)
    assert "预警原因：临近时限（剩2个工作日）" in letter.text.partition("四、黄灯问题")[2]


def test_the_curve_of_a_digest_comes_from_the_whole_history() -> None:
    letter = digest(campaign(), unit("T02"), month(), [], n=9, now=NOON, history=[])
    assert letter.inline != digest(campaign(), unit("T02"), month(), [], n=9, now=NOON).inline


def test_the_list_for_the_ledger_says_what_to_reply_and_how_each_project_scored() -> None:
    proposal, _ = expansion_letters()
    assert proposal.subject == "【审批服务攻坚】第1批拟纳入台账管理项目名单（8个） [TZ-001]"
    assert "同意纳入台账 第1批" in proposal.text
    book = attached(proposal)
    assert book.sheetnames == ["第1批名单", "其余未纳入项目", "评分办法"]
    scores = [int(str(score)) for score in column(book["第1批名单"], "合计") if score]
    assert scores == sorted(scores, reverse=True)
    rest = [code for code in column(book["其余未纳入项目"], "项目编号") if code]
    assert len(rest) == 32


def test_the_centre_hears_of_a_week_without_a_new_project_in_the_ledger() -> None:
    proposal, confirmed = expansion_letters()
    assert proposal.cc == ("xzfw@huian.example",)
    assert confirmed.to == ("xzfw@huian.example",)
    assert "由0个增至8个" in confirmed.text


def test_the_master_workbook_has_the_approval_matters_of_each_project_with_their_numbers() -> None:
    taken = Act(Sort.BATCH, "1", "confirmed", at("06-08 16:00"), "T02", data={"codes": ["市2018-05"]})
    affairs = Affairs.fold([taken])
    offices, _ = master(campaign(), month(), (), CheckResult("G1", NOON, Verdict.PASS), NOON, affairs=affairs)
    sheet = attached(offices)["审批事项台账"]
    lines = list(zip(*(column(sheet, label) for label in ("项目编号", "审批事项", "状态", "台账批次")), strict=True))
    assert ("市2018-05", "工程规划许可", "未到期", "第1批，6月8日") in lines
    numbers = "、".join(str(n) for n in (*column(sheet, "未销号问题"), *column(sheet, "已销号及转后续")) if n)
    assert all(numbers.count(campaign().number(n)) == 1 for n in range(1, 67))


def test_a_correction_names_the_letter_without_the_token_of_its_replies() -> None:
    wrong = replace(WRONG, subject="【审批服务攻坚】联审联办通知：县医院新院区二期涉及国土2个事项 [LS-006]")
    letter = correction(campaign(), wrong, 1, [("三楼会议室", "二楼会议室")], "T01", NOON)
    assert letter.subject == "【审批服务攻坚】更正：联审联办通知：县医院新院区二期涉及国土2个事项 [GZ-001]"
    assert (letter.to, letter.cc) == (WRONG.to, WRONG.cc)
