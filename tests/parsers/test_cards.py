"""Forms filled in downwards, as rows of the same contract."""

from __future__ import annotations

from parsers.result import Row
from tests.parsers.books import GOOD, book, codes, read, table

CARD = {label: GOOD[label] for label in ("项目名称", "问题类别", "存在问题", "需协调事项", "协调层级", "牵头单位")}


def card(**changes: str) -> list[list[str]]:
    """A label and a value a line, the contact last."""
    return [
        [label, value]
        for label, value in {**CARD, "解决时限": "6月20日", "联系电话": "0595-00001234", **changes}.items()
    ]


def said(row: Row) -> list[tuple[str, int | None, str | None]]:
    return [(finding.code.value, finding.row, finding.column) for finding in row.findings]


def test_a_card_is_a_row_that_begins_where_its_values_do() -> None:
    found = table(book([["问题登记卡"], [], *card()]))
    assert (found.form, found.title, found.header_rows) == ("F1", "问题登记卡", ())
    assert [(row.row, row.part, row.verdict) for row in found.rows] == [(3, None, "accepted")]
    assert found.rows[0].fields["due"] == "2018-06-20"
    assert {column.index for column in found.columns} == {1}


def test_a_finding_speaks_of_the_row_in_which_the_value_stands() -> None:
    found = table(book([["问题登记卡"], *card(), [], *card(解决时限="6月31日")]))
    assert [row.row for row in found.rows] == [2, 11]
    assert said(found.rows[1]) == [("date_invalid", 17, "解决时限")]
    assert found.rows[1].findings[0].message.startswith("第17行")


def test_cards_that_begin_in_one_row_are_told_apart_by_their_part() -> None:
    columns = [[label, value, value] for label, value in card()]
    found = table(book(columns))
    assert [(row.row, row.part, row.fields["project_name"]) for row in found.rows] == [
        (1, 1, GOOD["项目名称"]),
        (1, 2, GOOD["项目名称"]),
    ]


def test_that_a_table_was_read_as_cards_is_told() -> None:
    reading = read(book([*card(), [], *card()]))
    assert [finding.message for finding in reading.findings if finding.code == "read_as_cards"] == [
        "“Sheet1”栏目名称在左、内容在右，已按每项一条读取，共2条；如有不符，请改用汇总表模板填报。"
    ]


def test_lines_of_the_head_above_a_table_are_no_card() -> None:
    content = book(
        [
            ["项目名称", "城北路网工程"],
            ["业主单位", "交建公司"],
            ["联系电话", "0595-00001234"],
            ["序号", "存在问题", "需协调事项", "协调层级", "牵头单位", "解决时限"],
            [1, GOOD["存在问题"], GOOD["需协调事项"], "县级", "县国土资源局", "6月20日"],
        ]
    )
    reading = read(content)
    (found,) = reading.tables
    assert (found.form, found.header_rows) == ("F1", (4,))
    assert found.rows[0].fields["project_name"] == "城北路网工程"
    assert "column_missing" not in codes(reading)
