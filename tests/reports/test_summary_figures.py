"""Text, tables, notes and the numbers behind them say the same of the sample month."""

from __future__ import annotations

import re

from campaign.events import fold
from campaign.figures import Tally, figures
from reports.summary.account import Account
from reports.summary.detail import detail, durations, intervals
from reports.summary.document import summary_document
from reports.summary.terms import terms
from reports.workbooks.summary import summary_workbook
from tests.reports.reading import book, document
from tests.reports.sample import CUT_OFF, at, campaign, month, month_events, month_returns


def account() -> Account:
    counted = figures(campaign(), month(), month_returns(), CUT_OFF, month_events())
    return Account(campaign(), counted, month(), month_returns())


def text(a: Account) -> str:
    return "\n".join(paragraph.text for paragraph in document(summary_document(a)).paragraphs)


def behind() -> dict[str, int]:
    return {figure.label: len(figure.numbers) for figure in detail(account())}


def test_leftovers_are_eleven_above_five_of_the_county_three_of_departments() -> None:
    a = account()
    rest = [p for p in a.left if p not in a.pending_above and p not in a.for_the_county]
    assert (len(a.left), len(a.pending_above), len(a.for_the_county), len(rest)) == (19, 11, 5, 3)


def test_units_are_those_of_the_plan() -> None:
    counts = behind()
    assert (counts["应报单位"], counts["按时报送单位"], counts["迟报单位"], counts["零报告单位"]) == (25, 23, 2, 4)
    assert "应报单位25个，按时报送23个，迟报2个" in text(account())
    assert "报送率100.0%，按时率92.0%" in text(account())


def test_every_figure_of_a_tally_has_its_numbers_behind_it() -> None:
    a, counts = account(), behind()
    groups = {"合计": a.counted.all}
    groups |= {f"类别·{name}": line for name, line in a.counted.by_category.items()}
    groups |= {f"上级部门·{name}": line for name, line in a.counted.by_superior.items()}
    groups |= {f"层级·{name}": line for name, line in a.counted.by_tier.items()}
    for head, line in groups.items():
        assert {name: counts.get(f"{head}·{name}", 0) for name in _measures(line)} == _measures(line), head


def _measures(line: Tally) -> dict[str, int]:
    return {
        "挂号": line.registered,
        "销号": line.closed,
        "按期销号": line.on_time,
        "超期销号": line.overdue,
        "提前办结": line.early,
        "上报": line.escalated,
        "已批复": line.answered,
        "已批复销号": line.replied,
        "转后续": line.carried,
        "未结（含转后续）": line.unfinished,
        "恢复办理": line.reopened,
    }


def test_rows_are_numbers_merged_and_rejected() -> None:
    counts = behind()
    assert (counts["报送条数"], counts["合计·挂号"], counts["报送条数·合并"], counts["报送条数·不予受理"]) == (
        *(83, 66, 13, 4),
    )


def test_measures_of_time_are_counted_from_the_rows_of_their_sheets() -> None:
    a = account()
    days = [row[5] for row in durations(a) if isinstance(row[5], int)]
    own = [row[6] for row in durations(a) if isinstance(row[6], int)]
    assert (round(sum(days) / 47, 1), round(sum(own) / 47, 1)) == (a.counted.all.days, a.counted.all.own_days)
    judged = [row[5] for row in intervals(a)]
    assert (len(judged), judged.count("及时")) == (a.counted.all.intervals, a.counted.all.timely)


def test_terms_are_those_of_the_plan() -> None:
    told = {term.name: (term.value, term.parts) for term in terms(account())}
    assert told["销号率"] == ("71.2%", "47÷66")
    assert told["部门级销号率"] == ("93.6%", "44÷47")
    assert told["上报占比"] == ("21.2%", "14÷66")
    assert told["回弹率"] == ("2.1%", "1÷47")
    assert {"报送率", "按时率", "按期销号率", "提前办结", "节点达成率", "平均办理工作日", "反馈及时率"} <= told.keys()


def test_measures_are_told_in_the_text_with_the_same_values() -> None:
    told = text(account())
    for name in ("反馈及时率", "按期销号率", "节点达成率"):
        value = next(term.value for term in terms(account()) if term.name == name)
        assert f"{name}{value}" in told, name


def test_what_did_not_occur_has_a_sentence_of_its_own() -> None:
    told = text(account())
    for sentence in ("活动期间没有联审联办会商记录。", "活动期间未发督办通知单。", "未印发通报。", "未发整改通知。"):
        assert sentence in told


def test_every_leftover_is_in_table_six_and_the_county_s_are_proposed_for_its_meeting() -> None:
    a = account()
    sheet = book(summary_workbook(a))["表6 后续跟踪推进问题清单"]
    listed = [row[0] for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
    assert listed == [p.number for p in a.left]
    assert "拟提请县政府协调会议研究5个" in text(a)


def test_a_month_in_which_nothing_was_reported_reads() -> None:
    a = Account(campaign(), figures(campaign(), (), (), CUT_OFF, ()), (), ())
    assert "截至目前尚无销号问题。" in text(a)
    assert "登记挂号的问题已全部销号" not in text(a)
    assert len(book(summary_workbook(a)).sheetnames) == 15


def test_in_mid_campaign_open_numbers_are_not_said_to_be_carried_over() -> None:
    then = at("06-20 08:30")
    events = tuple(event for event in month_events() if event.at <= then)
    problems = tuple(fold(events).values())
    counted = figures(campaign(), problems, month_returns(), then, events)
    told = text(Account(campaign(), counted, problems, month_returns()))
    assert f"尚未办结{counted.totals.open}个" in told
    assert not re.search("转入后续跟踪推进[1-9]", told)
