"""Finding title, head block, header, rows and foot of what units send."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.forms import UNDERSTOOD_LABELS, FormBook
from parsers.context import ReadContext
from parsers.grid import Grid, Workbook, read_grids
from parsers.reading import read_book
from tests.parsers.books import GOOD, HEADER, book, codes, f1, line, read, saved, table

HEAD = "填报单位（盖章）：县林业局  填报日期：2018年6月7日"
FOOT = "填报人：办公室值班  联系电话：0595-00001111  审核（分管）领导：__"


def test_title_head_block_header_rows_and_foot() -> None:
    content = book(
        [
            ["附件"],
            ["2018年审批服务问题汇总表"],
            [HEAD],
            HEADER,
            line(),
            line(序号=2),
            [FOOT],
            ["填表说明：1.一行一个问题。"],
        ],
        ["A2:I2", "A3:I3", "A7:I7"],
    )
    found = table(content)
    assert found.form == "F1"
    assert found.title == "2018年审批服务问题汇总表"
    assert found.head == {"填报单位（盖章）": "县林业局", "填报日期": "2018年6月7日"}
    assert found.header_rows == (4,)
    assert [(row.row, row.verdict) for row in found.rows] == [
        (5, "accepted"),
        (6, "accepted"),
        (7, "skipped"),
        (8, "skipped"),
    ]
    assert found.foot == (FOOT, "填表说明：1.一行一个问题。")


@pytest.mark.parametrize(
    "lines",
    [
        [["填报单位：县林业局", None, None, "填报日期：6月7日"]],
        [["填报单位", "县林业局", None, "填报日期", "6月7日"]],
        [["填报单位：", "县林业局"], ["填报日期：", None, "6月7日"]],
        [["填 报 单 位：县林业局填报日期：6月7日"]],
        [["填报单位：县林业局"], ["填报日期：6月7日"]],
    ],
    ids=["two cells", "labels and values apart", "two lines", "no space between", "one above the other"],
)
def test_a_head_block_in_one_cell_or_several(lines: list[list[str | None]]) -> None:
    found = table(book([["问题汇总表"], *lines, HEADER, line()]))
    assert found.head == {"填报单位": "县林业局", "填报日期": "6月7日"}
    assert [row.verdict for row in found.rows] == ["accepted"]


def test_a_head_line_beside_the_merged_header() -> None:
    """The 序号 header is merged over the line that holds 填报人."""
    content = book(
        [["问题汇总表"], ["序号", "填报人：办公室值班"], [None, *HEADER[1:]], line()],
        ["A2:A3", "B2:I2"],
    )
    found = table(content)
    assert found.head == {"填报人": "办公室值班"}
    assert [column.label for column in found.columns] == HEADER
    assert found.header_rows == (2, 3)


def test_labels_lose_their_white_space_and_keep_everything_else() -> None:
    header = ["序 号", "项 目\n名　称", "问题类别", "存 在 问 题", *HEADER[4:]]
    found = table(book([header, [1, *line()[1:]]]))
    assert [column.label for column in found.columns][:4] == ["序号", "项目名称", "问题类别", "存在问题"]


def test_a_header_of_two_rows_with_a_merged_group_of_tick_columns() -> None:
    top = ["序号", "项目名称", "存在问题", "需协调事项", "需协调层级", None, None, "牵头单位", "联系人及电话"]
    below = [None, None, None, None, "县级", "市级", "省级"]
    row = [1, "城北路网工程", GOOD["存在问题"], GOOD["需协调事项"], "√", None, "√", "县林业局", GOOD["联系人及电话"]]
    content = book([["汇总表"], top, below, row], ["E2:G2", *(f"{c}2:{c}3" for c in "ABCDHI")])
    found = table(content)
    assert found.header_rows == (2, 3)
    assert [column.label for column in found.columns][4:7] == ["需协调层级/县级", "需协调层级/市级", "需协调层级/省级"]
    assert found.rows[0].fields["tier"] == "省级"
    assert found.rows[0].fields["tiers"] == ["县级", "省级"]


def test_the_same_header_typed_without_merges() -> None:
    top = ["序号", "项目名称", "存在问题", "需协调事项", "需协调层级", None, "牵头单位", "联系人及电话"]
    below = [None, None, None, None, "县级", "市级以上"]
    row = [1, "城北路网工程", GOOD["存在问题"], GOOD["需协调事项"], None, "√", "县林业局", GOOD["联系人及电话"]]
    found = table(book([top, below, row]))
    assert [column.label for column in found.columns][4:6] == ["需协调层级/县级", "需协调层级/市级以上"]
    assert found.rows[0].fields["tier"] == "市级"


def test_a_vertically_merged_project_applies_to_each_of_its_rows() -> None:
    rows = [line(), line(序号=2, 项目名称=None), line(序号=3, 项目名称=None)]
    found = table(book([HEADER, *rows], ["B2:B4"]))
    assert [row.fields["project_name"] for row in found.rows] == ["城北路网工程"] * 3
    assert [row.values["项目名称"] for row in found.rows] == ["城北路网工程"] * 3
    assert {row.verdict for row in found.rows} == {"accepted"}


def test_coordinates_are_those_the_sender_sees_even_if_the_table_starts_elsewhere() -> None:
    shifted = [[], [], *([None, None, *cells] for cells in (HEADER, line()))]
    found = table(book(shifted))
    assert found.header_rows == (3,)
    assert found.rows[0].row == 4
    assert found.columns[0].index == 2


def test_rows_that_are_no_data_are_skipped_with_their_reason() -> None:
    content = book(
        [
            HEADER,
            [1, 2, 3, 4, 5, 6, 7, 8, 9],
            line(序号="例", 项目名称="示例：某某工程"),
            ["一、省重点项目"],
            line(),
            [None],
            [2],
            line(序号="小计", 项目名称=None, 存在问题="1个问题", 需协调事项=None),
            HEADER,
            ["合计1个问题"],
            ["注：本表一式两份"],
        ]
    )
    found = table(content)
    skipped = {row.row: next(iter(codes(row))) for row in found.rows if row.verdict == "skipped"}
    assert skipped == {
        2: "column_numbers",
        3: "example_row",
        4: "section_row",
        7: "empty_row",
        8: "total_row",
        9: "header_again",
        10: "total_row",
        11: "note_row",
    }
    assert [row.row for row in found.data] == [5]


def test_a_problem_that_mentions_a_total_is_still_data() -> None:
    found = table(f1({"存在问题": "征地补偿款合计三百万元尚未拨付到位，无法交地"}))
    assert found.rows[0].verdict == "accepted"


def test_two_tables_in_a_sheet() -> None:
    second = ["项目编号", "项目名称", "建设性质", "行业类别", "总投资（万元）", "项目业主", "建设地点"]
    values = ["省2018-01", "码头工程", "预备", "交通", 12600, "码头公司", "净峰镇"]
    content = book([["问题汇总表"], HEADER, line(), [], ["重点项目目录"], second, values])
    first, other = read(content).tables
    assert (first.form, first.title, [row.row for row in first.rows]) == ("F1", "问题汇总表", [3])
    assert (other.form, other.title, [row.row for row in other.rows]) == ("F3", "重点项目目录", [7])


def test_every_sheet_is_read_and_a_hidden_one_is_said_to_be_hidden() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(book({"六月": [HEADER, line()], "上月": [HEADER, line()]})))
    workbook["上月"].sheet_state = "hidden"
    reading = read(saved(workbook))
    assert [found.sheet for found in reading.tables] == ["六月", "上月"]
    assert [(said.code, said.sheet) for said in reading.findings] == [("hidden_sheet", "上月")]


def test_hidden_rows_and_columns_are_read_and_said_to_be_hidden() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(f1({}, {"序号": 2})))
    workbook.active.row_dimensions[4].hidden = True
    workbook.active.column_dimensions["C"].hidden = True
    reading = read(saved(workbook))
    assert "hidden_column" in codes(reading)
    assert [codes(row) for row in reading.tables[0].rows] == [set(), {"hidden_row"}]


def test_a_row_struck_out_as_a_whole_is_deleted_and_a_struck_cell_is_asked_about() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(f1({}, {"序号": 2})))
    for cell in workbook.active[3]:
        cell.font = openpyxl.styles.Font(strike=True)
    workbook.active["D4"].font = openpyxl.styles.Font(strike=True)
    struck, partly = table(saved(workbook)).rows
    assert (struck.verdict, codes(struck)) == ("skipped", {"struck_row"})
    assert codes(partly) == {"struck_cell"}


def test_an_error_value_is_seen_and_told() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(f1({})))
    workbook.active["I3"] = "#REF!"
    (found,) = table(saved(workbook)).rows
    assert "error_cell" in codes(found)
    assert found.values["联系人及电话"] == "#REF!"


def test_an_empty_workbook_and_an_unfilled_template_are_read_and_said_to_be_empty() -> None:
    assert (read(book([])).outcome, codes(read(book([])))) == ("read", {"empty"})
    template = read(book([["问题汇总表"], HEADER]))
    assert (template.tables[0].form, template.tables[0].rows, codes(template)) == ("F1", (), {"empty"})


def test_any_sensible_table_is_read_though_it_is_none_of_our_forms() -> None:
    content = book(
        [["办公用品领用登记"], ["物品", "数量", "领用股室"], ["打印纸", 12, "办公室"], ["硒鼓", 2, "审批股"]]
    )
    found = table(content)
    assert (found.form, found.title, found.header_rows) == (None, "办公用品领用登记", (2,))
    assert [column.field for column in found.columns] == [None, None, None]
    assert [(row.values, row.verdict) for row in found.rows] == [
        ({"物品": "打印纸", "数量": "12", "领用股室": "办公室"}, "accepted"),
        ({"物品": "硒鼓", "数量": "2", "领用股室": "审批股"}, "accepted"),
    ]


def test_two_columns_of_one_name_and_a_column_without_a_name_lose_nothing() -> None:
    content = book([["名称", "数量", "备注", "备注"], ["纸", 1, "甲", "乙", "丙"], ["笔", 2, "丁", "戊", None]])
    assert table(content).rows[0].values == {"名称": "纸", "数量": "1", "备注": "甲", "备注（2）": "乙", "E列": "丙"}


def test_a_label_merged_over_two_columns_holds_for_both_when_both_are_filled() -> None:
    header = [*HEADER, None]
    content = book([header, [*line(联系人及电话="项目股"), "0595-00001234"]], ["I1:J1"])
    (found,) = table(content).rows
    assert found.fields["contact"] == "项目股 0595-00001234"
    assert found.fields["contact_phones"] == ["059500001234"]


PLAIN_LABELS = {
    "项目名称": ["工程名称", "重点项目名称", "项目（工程）名称"],
    "存在问题": ["存在困难和问题", "困难问题描述", "目前存在的主要问题", "问题具体描述"],
    "需协调事项": ["请求事项", "需协调解决的事项", "希望协调解决的问题"],
    "协调层级": ["需协调层级", "上报层级", "协调层级（部门/县/市/省）"],
    "牵头单位": ["需协调（牵头）单位", "责任部门", "牵头协调单位"],
    "解决时限": ["拟解决时限", "完成时限", "拟办结时间（月日）"],
    "联系人及电话": ["联系方式（手机）", "联系人", "联系人姓名及电话"],
}


@pytest.mark.parametrize(
    ("label", "written"), [(label, word) for label, words in PLAIN_LABELS.items() for word in words]
)
def test_labels_that_are_plain_to_a_human_are_placed(label: str, written: str) -> None:
    header = [written if item == label else item for item in HEADER]
    found = table(book([["汇总表"], header, line()]))
    standard = table(f1({}))
    assert [column.field for column in found.columns] == [column.field for column in standard.columns]


def test_a_label_placed_by_likeness_is_told() -> None:
    reading = read(book([["汇总表"], [*HEADER[:3], "困难问题描述", *HEADER[4:]], line()]))
    assert [(said.code, said.column, said.field) for said in reading.findings] == [
        ("column_inferred", "困难问题描述", "problem")
    ]


def test_a_column_that_cannot_be_placed_is_told_and_kept() -> None:
    reading = read(book([["汇总表"], [*HEADER, "天气"], [*line(), "晴"]]))
    assert [(said.code, said.column) for said in reading.findings] == [("column_unplaced", "天气")]
    assert reading.tables[0].rows[0].values["天气"] == "晴"
    assert reading.tables[0].rows[0].verdict == "accepted"


def test_the_campaigns_own_word_for_a_column() -> None:
    context = ReadContext(FormBook({"F1": {"problem": ["堵点"]}}), 2018, 6)
    found = table(book([["汇总表"], [*HEADER[:3], "堵点", *HEADER[4:]], line()]), context)
    assert found.columns[3].field == "problem"


TEXT = st.text(alphabet="甲乙丙丁戊己庚辛ABC123。，、（） ", min_size=1, max_size=12).filter(lambda text: text.strip())


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 4),
    st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=6),
)
def test_what_goes_in_comes_out(above: int, rows: list[list[str]]) -> None:
    content = book([*([["领用登记表"]] * bool(above)), *([[]] * above), ["物品", "规格型号", "领用股室"], *rows])
    (grid,) = read_grids(content, "x.xlsx").sheets
    header = above + bool(above)
    assert grid.rows[header] == ("物品", "规格型号", "领用股室")
    found = table(content)
    assert found.header_rows == (header + 1,)
    assert [list(row.values.values()) for row in found.rows] == [[cell.strip() for cell in cells] for cells in rows]


CELL = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), TEXT)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.one_of(CELL, st.sampled_from(HEADER)), max_size=9), max_size=8))
def test_reading_never_raises_and_never_loses_a_row(rows: list[list[object]]) -> None:
    reading = read(book(rows), context=ReadContext(read_grids=read_grids))
    assert reading.outcome == "read"
    reading.as_json()
    for found in reading.tables:
        assert all(row.verdict in ("accepted", "noted", "incomplete", "skipped") for row in found.rows)


def side_by_side() -> bytes:
    left, right = ["序号", "项目名称", "存在问题", "牵头单位"], ["序号", "项目名称", "存在问题", "解决时限"]
    blank = [None]
    first = [
        1,
        "码头工程",
        "用海预审尚未受理组卷上报",
        "县海洋局",
        *blank,
        1,
        "路网工程",
        "用地指标缺口一百二十亩未解决",
        "6月20日",
    ]
    second = [2, "水厂工程", "环评公示期间有群众反映意见", "县环保局"]
    return book([["审批服务问题汇总表"], [*left, *blank, *right], first, second], merges=["A1:I1"])


def test_tables_side_by_side_are_two_tables_with_the_places_the_sender_sees() -> None:
    left, right = read(side_by_side()).tables
    assert [(found.row, found.fields["project_name"]) for found in left.rows] == [(3, "码头工程"), (4, "水厂工程")]
    assert [(found.row, found.fields["project_name"]) for found in right.rows] == [(3, "路网工程")]
    assert (right.columns[0].index, right.columns[0].label) == (5, "序号")
    assert (left.title, right.title) == ("审批服务问题汇总表", "审批服务问题汇总表")


def test_the_same_header_twice_without_a_gap_is_two_tables() -> None:
    labels = ["项目名称", "存在问题", "牵头单位"]
    row = [
        "码头工程",
        "用海预审尚未受理组卷上报",
        "县海洋局",
        "路网工程",
        "用地指标缺口一百二十亩未解决",
        "县国土资源局",
    ]
    assert [found.rows[0].fields["project_name"] for found in read(book([labels * 2, row])).tables] == [
        "码头工程",
        "路网工程",
    ]


def test_a_blank_column_inside_a_table_does_not_part_it() -> None:
    content = book(
        [
            ["项目名称", "存在问题", None, "需协调事项", "牵头单位"],
            ["码头工程", "用海预审尚未受理", None, "请受理", "县海洋局"],
        ]
    )
    assert len(table(content).columns) == 4


JUNE = ReadContext(year=2018, month=6, begins=(2018, 6))
OTHER = {"项目名称": "路网工程", "存在问题": "用地指标缺口一百二十亩，无法组卷上报审批"}


def months(may: str, june: str, title: str = "审批服务问题汇总表") -> bytes:
    this, last = [[title], HEADER, line()], [[f"5月份{title}"], HEADER, line(), line(**OTHER)]
    return book({june: this, may: last})


@pytest.mark.parametrize("sheets", [("Sheet2", "Sheet1"), ("5月", "6月份")])
def test_a_sheet_of_last_month_is_read_and_told_and_not_taken_twice(sheets: tuple[str, str]) -> None:
    reading = read(months(*sheets), context=JUNE)
    assert [item.message for item in reading.findings if item.code == "other_period"] == [
        f"“{sheets[0]}”标注为2018年5月，不是本期表格，其内容仍已读取；如系误附，请告知。"
    ]
    _, last = reading.tables
    assert [(found.row, found.verdict) for found in last.rows] == [(3, "skipped"), (4, "accepted")]
    assert "repeated_row" in codes(last.rows[0])


def test_a_sheet_filled_in_before_the_campaign_is_told() -> None:
    content = book([["审批服务问题汇总表"], ["填报单位：县林业局  填报日期：2018年5月8日"], HEADER, line()])
    reading = read(content, context=JUNE)
    assert "other_period" in codes(reading)
    assert reading.tables[0].rows[0].verdict == "accepted"


@pytest.mark.parametrize(
    "title",
    [
        "截至5月底审批服务问题汇总表",
        "1-5月审批服务问题汇总表",
        "6月份审批服务问题汇总表",
        "审批服务问题汇总表（5月31日）",
    ],
)
def test_months_in_a_title_that_are_no_other_period(title: str) -> None:
    assert "other_period" not in codes(read(book([[title], HEADER, line()]), context=JUNE))


def test_a_signature_line_over_many_cells_is_the_foot() -> None:
    signed = ["填报人：", "工程股", "审核人：", "值班领导", "分管领导：", "值班领导", "联系电话：", "0595-00001234"]
    found = table(book([["问题汇总表"], HEADER, line(联系人及电话=None), signed]))
    assert found.foot == ("  ".join(signed),)
    assert [row.verdict for row in found.rows] == ["accepted", "skipped"]
    assert found.rows[0].fields["contact_phones"] == ["059500001234"]


def test_the_column_that_our_annotated_copy_adds_says_which_form_it_is() -> None:
    header = ["问题编号", "项目名称", "存在问题", "进展情况", "责任单位", "完成时间", "联系人及电话"]
    row = ["GJ2018-0001", "城北路网工程", GOOD["存在问题"], "在建", "县国土资源局", "6月20日", GOOD["联系人及电话"]]
    assert table(book([header, row])).form == "F2"
    assert table(book([[*header, UNDERSTOOD_LABELS["F1"]], [*row, "已登记"]])).form == "F1"


def test_running_numbers_under_a_doubtful_label_are_no_problem_numbers() -> None:
    header = ["编号", "项目名称", "存在问题", "进展情况", "责任单位", "完成时间", "联系人及电话"]
    rows = [[n, "城北路网工程", GOOD["存在问题"], "在建", "县国土局", "6月20日", GOOD["联系人及电话"]] for n in (1, 2)]
    assert table(book([["问题清单"], header, *rows])).form == "F1"
    assert table(book([["进展反馈表"], header, *rows])).form == "F2"


def test_a_node_plan_in_long_form_is_one_whatever_its_title() -> None:
    header = ["项目编号", "项目名称", "节点序号", "节点名称", "计划完成日期", "责任单位", "实际完成日期", "状态"]
    row = ["县2018-01", "城北路网工程", 1, "用地预审", date(2018, 6, 20), "县国土局", date(2018, 6, 8), "按期完成"]
    found = table(book([["节点计划"], header, row]))
    assert (found.form, [r.fields["node"] for r in found.rows]) == ("F4", ["用地预审"])


def test_plan_and_fact_of_a_node_in_two_columns_are_one_node() -> None:
    top = ["项目名称", "用地预审", None, "环评批复", None, "施工许可", None]
    below = [None, "计划", "实际", "计划", "实际", "计划", "实际"]
    content = book(
        [top, below, ["城北路网工程", "6.10", "6.8", "6.20", None, None, None]], ["A1:A2", "B1:C1", "D1:E1", "F1:G1"]
    )
    assert [(r.fields["node"], r.fields["node_due"], r.fields["done_on"]) for r in table(content).rows] == [
        ("用地预审", "2018-06-10", "2018-06-08"),
        ("环评批复", "2018-06-20", None),
    ]


def test_a_label_that_lists_what_may_be_written_is_no_tick_column() -> None:
    labels = ("序号", "项目名称", "项目级别（省/市/县）", "问题类别（用地/用林/用海）", "存在问题", "需协调事项")
    header = [*labels, "协调层级(部门/县/市/省)", "牵头单位", "联系人及电话"]
    told = ["市", "用地", GOOD["存在问题"], GOOD["需协调事项"], "部门"]
    found = table(book([header, [1, "城北路网工程", *told, "县林业局", GOOD["联系人及电话"]]]))
    fields = found.rows[0].fields
    assert (fields["level"], fields["category"], fields["tier"]) == ("市", "用地", "部门级")


def test_lines_that_only_look_like_a_further_header_are_rows_of_the_table_above() -> None:
    labels = [item.label for item in FormBook().form("F5").fields if not item.extra]
    lines = ((), (":", "合计", "合计"), ("0", "0"))
    sheet = Workbook("xlsx", (Grid("Sheet1", (tuple(labels), *lines)),))
    (found,) = read_book(sheet, "表.xlsx", "", ReadContext()).tables
    assert [row.row for row in found.rows] == [3, 4]
