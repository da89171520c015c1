"""What the offices did beside the numbers, in tables 7 and 8 and in chapter three (D53, D61-D63, D68-D75)."""

from __future__ import annotations

from datetime import date

from campaign.affairs import Act, Affairs, Sort
from campaign.figures import figures
from campaign.standing import Cause, Reason, Standing
from reports.summary import practice
from reports.summary.account import Account
from reports.summary.document import summary_document
from reports.summary.office_tables import expansion, supervision
from reports.summary.tables import tables
from reports.workbooks.summary import summary_workbook
from tests.reports.reading import book, document
from tests.reports.sample import CUT_OFF, at, campaign, month, month_events, month_returns

LATE = Standing("A02", 3, (Cause(Reason.RED, "红灯3个", ("GJ2018-0011",)),)).data
HOSTILE = '=HYPERLINK("http://x") <script>{{ 7*7 }}\r\nBcc: x@x.example'


def act(sort: Sort, key: str, kind: str, when: str, actor: str = "T01", note: str | None = None, **data: object) -> Act:
    return Act(sort, key, kind, at(when), actor, data=data, note=note)


def affairs(answer: str = "已组卷上报") -> Affairs:
    new = [project.code for project in campaign().catalogue.projects if not project.ledger_batch][:8]
    first = act(Sort.SUPERVISION, "1", "issued", "06-19 09:00", unit="A02", numbers=["GJ2018-0011"], due=due("06-21"))
    second = act(Sort.SUPERVISION, "2", "issued", "06-20 09:00", unit="A04", numbers=["GJ2018-0024"], due=due("06-22"))
    return Affairs.fold(
        [
            first,
            second,
            act(Sort.SUPERVISION, "1", "answered", "06-20 15:00", "A02", note=answer),
            act(
                Sort.REVIEW, "1", "accepted", "06-12 09:00", project="省2018-02", numbers=["GJ2018-0001", "GJ2018-0032"]
            ),
            act(Sort.REVIEW, "1", "concluded", "06-13 17:00", items=["限时办结"], absent=[]),
            act(Sort.REVIEW, "2", "proposed", "06-14 09:00", project="省2018-03", numbers=["GJ2018-0002"]),
            act(Sort.CIRCULAR, "1", "drafted", "06-22 09:00", criticised=[LATE], praised=["A07"]),
            act(Sort.CIRCULAR, "1", "issued", "06-22 16:00"),
            act(Sort.CIRCULAR, "2", "drafted", "06-28 09:00", criticised=[LATE], praised=[]),
            act(Sort.RECTIFICATION, "1", "ordered", "06-22 16:10", standing=LATE, due=due("06-27"), circular=1),
            act(Sort.RECTIFICATION, "1", "answered", "06-26 10:00", "A02", note="已整改"),
            act(Sort.RECTIFICATION, "1", "passed", "06-27 10:00"),
            act(Sort.BATCH, "2", "proposed", "06-15 15:00", codes=new),
            act(Sort.BATCH, "2", "confirmed", "06-15 17:00", "T02", codes=new),
        ]
    )


def due(day: str) -> str:
    return at(f"{day} 17:30").isoformat()


def account(told: Affairs) -> Account:
    counted = figures(campaign(), month(), month_returns(), CUT_OFF, month_events())
    return Account(campaign(), counted, month(), month_returns(), told)


def test_a_batch_that_was_confirmed_is_a_line_of_table_seven() -> None:
    before, batch = expansion(account(affairs())).rows
    assert before[0] == "目录原有"
    assert (batch[0], batch[1], batch[2]) == ("第2批", date(2018, 6, 15), 8)
    assert batch[3] == before[2] + 8  # type: ignore[operator]


def test_the_ledger_grew_from_so_many_to_so_many() -> None:
    had = sum(bool(project.ledger_batch) for project in campaign().catalogue.projects)
    assert f"由{had}个增至{had + 8}个，活动期间分1批纳入8个" in practice.ledger(account(affairs()))
    assert f"仍为{had}个" in practice.ledger(account(Affairs()))


def test_slips_circulars_and_orders_are_lines_of_table_eight_and_drafts_are_not() -> None:
    rows = supervision(account(affairs())).rows
    assert [row[:2] for row in rows] == [
        ("督办通知单", "第1号"),
        ("督办通知单", "第2号"),
        ("通报", "第1期"),
        ("整改通知", "第1号"),
    ]
    assert rows[0][5] == "6月20日按期反馈：已组卷上报"
    assert rows[1][5] == "逾期未反馈（时限6月22日17:30）"
    assert rows[3][5] == "已整改；整改到位"


def test_chapter_three_counts_what_table_eight_lists() -> None:
    told = practice.supervision(account(affairs()))
    assert "向2个单位发出督办通知单2份，已反馈1份，其中按期反馈1份。" in told
    assert "印发通报1期，通报批评单位1个。" in told
    assert "发出整改通知1份，已整改到位1份。" in told


def test_a_proposal_that_nobody_took_up_was_no_meeting() -> None:
    told = practice.reviews(account(affairs()))
    assert told == "召开联审联办会商1次，涉及1个项目2个事项，其中形成会商结论1次、明确办理事项1项。"


def test_a_unit_s_slips_are_counted_beside_its_numbers() -> None:
    units = next(table for table in tables(account(affairs())) if table.code == "T3")
    column = [c.label for c in units.columns].index("督办次数")
    assert {row[1]: row[column] for row in units.rows if row[column]} == {"县国土资源局": 1, "县林业局": 1, "合计": 2}


def test_words_from_outside_stay_words_in_document_and_workbook() -> None:
    a = account(affairs(answer=HOSTILE))
    cells = [cell for sheet in book(summary_workbook(a)) for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert any("<script>" in str(cell.value) for cell in cells)
    tables_of_it = document(summary_document(a)).tables
    assert any("<script>" in cell.text for table in tables_of_it for cell in table._cells)
