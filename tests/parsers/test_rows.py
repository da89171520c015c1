"""Row acceptance by forms.md 5.1-5.5: accepted, noted, incomplete, skipped, and exactly why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaign.catalogue import Catalogue, Match, Project
from campaign.directory import Directory, Unit
from tests.parsers.books import CONTEXT, GOOD, HEADER, book, codes, f1, line, read, row, table

DIRECTORY = Directory(
    (
        Unit("A02", "县国土资源局", "要素审批", aliases=("国土局", "国土")),
        Unit("A05", "县海洋与渔业局", "要素审批", aliases=("海渔局",)),
        Unit("B01", "城投公司", "业主"),
    ),
    frozenset({"管委会"}),
)
WITH_UNITS = replace(CONTEXT, find_unit=DIRECTORY.find)


def test_a_complete_row_is_accepted_and_its_fields_are_typed() -> None:
    found = row(f1({"牵头单位": "县国土资源局、县林业局"}))
    assert (found.verdict, found.findings) == ("accepted", ())
    assert found.fields == {
        "seq": "1",
        "project_name": "城北路网工程",
        "project_code": None,
        "level": None,
        "levels": None,
        "owner": None,
        "location": None,
        "stage_now": None,
        "node_target": None,
        "category": "用地",
        "matter": None,
        "problem": GOOD["存在问题"],
        "ask": GOOD["需协调事项"],
        "tier": "部门级",
        "tiers": ["部门级"],
        "body": ["县国土资源局", "县林业局"],
        "due": "2018-06-20",
        "contact": "项目股 0595-00001234",
        "contact_phones": ["059500001234"],
        "note": None,
    }
    assert found.values["解决时限"] == "6月20日"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"项目名称": None}, {"missing"}),
        ({"存在问题": None}, {"missing"}),
        ({"存在问题": "无"}, {"missing"}),
        ({"需协调事项": "/"}, {"missing"}),
        ({"牵头单位": "——"}, {"missing"}),
        ({"联系人及电话": None}, {"missing"}),
        ({"存在问题": "用地问题"}, {"problem_too_short"}),
        ({"存在问题": "详见附件"}, {"problem_vague"}),
        ({"项目名称": "同上"}, {"nothing_above"}),
        (
            {"问题类别": "天气", "存在问题": "连续下雨影响了路面摊铺的进度安排", "需协调事项": "请气象台预报"},
            {"category_unknown"},
        ),
        ({"协调层级": "很高"}, {"tier_unknown"}),
    ],
)
def test_rows_that_need_completion(changes: dict[str, object], expected: set[str]) -> None:
    found = row(f1(changes))
    assert (found.verdict, codes(found)) == ("incomplete", expected)


@pytest.mark.parametrize(
    ("changes", "code", "key", "value"),
    [
        ({"问题类别": None}, "category_inferred", "category", "用地"),
        ({"问题类别": "土地要素"}, "category_inferred", "category", "用地"),
        ({"问题类别": "用地、用林"}, "category_several", "category", "用地"),
        ({"协调层级": None}, "tier_inferred", "tier", "部门级"),
        ({"协调层级": None, "牵头单位": "县林业局、省林业厅"}, "tier_inferred", "tier", "省级"),
        ({"协调层级": None, "需协调事项": "请县政府召开专题会议研究"}, "tier_inferred", "tier", "县级"),
        ({"协调层级": "市级以上", "牵头单位": "省林业厅"}, "tier_inferred", "tier", "省级"),
        ({"解决时限": None}, "due_default", "due", None),
        ({"解决时限": "尽快"}, "date_words", "due", None),
        ({"解决时限": "6.31"}, "date_invalid", "due", None),
        ({"解决时限": "2081年6月20日"}, "date_year", "due", "2081-06-20"),
        ({"联系人及电话": "项目股 1.38E+10"}, "phone_lost", "contact_phones", None),
        ({"联系人及电话": "项目股"}, "phone_missing", "contact_phones", None),
        ({"联系人及电话": "1380000000"}, "phone_odd", "contact_phones", None),
        ({"需协调事项": GOOD["存在问题"]}, "ask_repeats_problem", "ask", GOOD["存在问题"]),
    ],
)
def test_rows_that_are_accepted_with_a_note(changes: dict[str, object], code: str, key: str, value: object) -> None:
    found = row(f1(changes))
    assert (found.verdict, codes(found)) == ("noted", {code})
    assert found.fields[key] == value


@pytest.mark.parametrize("phone", [13800000001, 13800000001.0, "13800000001"])
def test_a_telephone_held_as_a_number(phone: object) -> None:
    found = row(f1({"联系人及电话": phone}))
    assert (found.verdict, found.fields["contact_phones"]) == ("accepted", ["13800000001"])


@pytest.mark.parametrize(("due", "day"), [(43271, "2018-06-20"), ("6月底前", "2018-06-30"), ("6.20", "2018-06-20")])
def test_dates_in_a_sheet(due: object, day: str) -> None:
    assert row(f1({"解决时限": due})).fields["due"] == day


def test_several_tiers_give_the_highest_and_keep_all() -> None:
    found = row(f1({"协调层级": "县级、市级"}))
    assert (found.fields["tier"], found.fields["tiers"]) == ("市级", ["县级", "市级"])


def test_same_as_above_copies_the_cell_above() -> None:
    first, second = table(f1({}, {"序号": 2, "项目名称": "同上", "牵头单位": "同上", "解决时限": "同上"})).rows
    assert second.verdict == "accepted"
    assert second.values["项目名称"] == "同上"
    assert {key: second.fields[key] for key in ("project_name", "body", "due")} == {
        key: first.fields[key] for key in ("project_name", "body", "due")
    }


def test_same_as_above_reaches_over_rows_that_are_no_data() -> None:
    content = book([HEADER, line(), ["二、市重点项目"], line(序号=2, 项目名称="同上")])
    assert table(content).data[1].fields["project_name"] == "城北路网工程"


def test_a_further_problem_without_number_and_project_belongs_to_the_project_above() -> None:
    second = table(f1({}, {"序号": None, "项目名称": None})).rows[1]
    assert (second.fields["project_name"], codes(second)) == ("城北路网工程", {"project_from_above"})


def test_a_text_typed_on_in_the_next_line_is_joined_to_its_row() -> None:
    rest = dict.fromkeys(HEADER) | {"存在问题": "另缺口水田指标三十五亩"}
    first, second = table(f1({}, rest)).rows
    assert first.fields["problem"] == GOOD["存在问题"] + "\n另缺口水田指标三十五亩"
    assert (second.verdict, codes(second)) == ("skipped", {"continuation_row"})


def test_problems_numbered_over_several_lines_are_told_apart() -> None:
    rest = dict.fromkeys(HEADER) | {"存在问题": "2.使用林地定额不足尚未取得审核同意"}
    rows = table(f1({"存在问题": "1.新增建设用地计划指标缺口较大。"}, rest)).data
    assert [(found.row, found.part) for found in rows] == [(3, 1), (3, 2)]


def test_three_problems_in_a_cell_are_three_objects_of_one_row() -> None:
    problem = "1.新增建设用地计划指标缺口较大无法上报\n2.使用林地定额不足尚未取得审核同意\n3.环评报告书尚未取得批复"
    ask = "1.请国土局安排指标\n2.请林业局追加定额\n3.请环保局受理"
    found = table(
        f1(
            {
                "序号": 3,
                "问题类别": None,
                "存在问题": problem,
                "需协调事项": ask,
                "牵头单位": "1.国土局\n2.林业局\n3.环保局",
            }
        )
    )
    assert [(r.row, r.part, r.fields["seq"]) for r in found.rows] == [(3, 1, "3-1"), (3, 2, "3-2"), (3, 3, "3-3")]
    assert [r.fields["category"] for r in found.rows] == ["用地", "用林", "环评"]
    assert [r.fields["ask"] for r in found.rows] == ["请国土局安排指标", "请林业局追加定额", "请环保局受理"]
    assert [r.fields["body"] for r in found.rows] == [["国土局"], ["林业局"], ["环保局"]]
    assert {r.values["存在问题"] for r in found.rows} == {problem}


def test_the_contact_of_head_or_foot_serves_rows_without_one() -> None:
    head = "填报单位：县林业局 联系人：办公室值班 联系电话：0595-00001111"
    assert row(book([["汇总表"], [head], HEADER, line(联系人及电话=None)])).fields["contact_phones"] == ["059500001111"]
    foot = row(book([["汇总表"], HEADER, line(联系人及电话=None), ["填报人：办公室值班  联系电话：0595-00001111"]]))
    assert (foot.fields["contact"], foot.verdict) == ("办公室值班 0595-00001111", "accepted")


@pytest.mark.parametrize("word", ["无", "零报告", "无问题", "暂无需协调的问题"])
def test_a_zero_report(word: str) -> None:
    content = book([["汇总表"], ["填报单位：县林业局"], HEADER, [1, word], [2], ["填报人：值班 电话：0595-00001111"]])
    found = table(content)
    assert found.form == "F1z"
    assert [r.verdict for r in found.rows] == ["accepted", "skipped", "skipped"]


def test_a_zero_report_written_across_the_row() -> None:
    assert table(book([["汇总表"], HEADER, ["零报告"]], ["A3:I3"])).form == "F1z"


def test_a_zero_report_keeps_who_answers_for_it() -> None:
    found = table(f1({"项目名称": "无", "存在问题": "/", "需协调事项": "/", "解决时限": "/"}))
    assert (found.form, found.rows[0].verdict) == ("F1z", "accepted")
    assert found.rows[0].fields["contact"] == GOOD["联系人及电话"]


def test_a_sheet_that_is_only_a_sentence() -> None:
    reading = read(book([["审批服务问题汇总表"], ["填报单位：县林业局"], ["经排查，我局无需协调解决的问题。"]]))
    assert [(found.form, found.head) for found in reading.tables] == [("F1z", {"填报单位": "县林业局"})]
    assert reading.findings == ()


def test_nothing_and_something_in_one_sheet_is_asked_about() -> None:
    reading = read(f1({"项目名称": "无", "存在问题": None, "需协调事项": None}, {"序号": 2}))
    assert reading.tables[0].form == "F1"
    assert [r.verdict for r in reading.tables[0].rows] == ["skipped", "accepted"]
    assert codes(reading) == {"zero_and_rows"}


def test_a_project_without_a_problem_is_not_registered() -> None:
    rows = table(f1({}, {"序号": 2, "项目名称": "停车楼", "存在问题": "无", "需协调事项": "无"})).rows
    assert [(r.verdict, codes(r)) for r in rows] == [("accepted", set()), ("skipped", {"no_problem"})]


def test_short_names_of_units_are_expanded_and_unknown_ones_told() -> None:
    found = row(f1({"牵头单位": "国土、海渔局，某某局"}), WITH_UNITS)
    assert found.fields["body"] == ["县国土资源局", "县海洋与渔业局", "某某局"]
    assert [(said.code, said.value) for said in found.findings] == [("unit_unknown", "某某局")]


def test_a_part_is_led_by_the_body_that_it_names_in_any_of_its_names() -> None:
    problems = "1.用海手续尚未批复，无法进场施工；2.用地指标缺口一百二十亩，无法组卷上报"
    asks = "1.请县海洋与渔业局尽快批复；2.请统筹安排用地指标"
    content = f1({"存在问题": problems, "需协调事项": asks, "牵头单位": "国土局、海渔局"})
    first, second = table(content, WITH_UNITS).data
    assert first.fields["body"] == ["县海洋与渔业局", "县国土资源局"]
    assert second.fields["body"] == ["县国土资源局", "县海洋与渔业局"]
    assert (codes(first), codes(second)) == ({"problems_split"}, {"problems_split", "bodies_shared"})


def test_a_name_that_several_units_bear_is_asked_about() -> None:
    reading = read(book([["汇总表"], ["填报单位：管委会"], HEADER, line(牵头单位="管委会")]), context=WITH_UNITS)
    assert codes(reading) == {"filling_unit_unknown"}
    assert codes(reading.tables[0].rows[0]) == {"unit_unknown"}


def test_a_superior_body_need_not_be_in_the_directory() -> None:
    assert row(f1({"协调层级": "省级", "牵头单位": "省林业厅"}), WITH_UNITS).verdict == "accepted"


def _match(name: str | None, code: str | None, owner: str) -> Match:
    known = {"城北路网工程": Match(Project("市2018-01", "城北路网工程"), "exact")}
    return known.get(name or "", Match())


def test_an_unknown_project_is_told_and_never_refused() -> None:
    context = replace(CONTEXT, match_project=_match)
    found = row(f1({"项目名称": "农贸市场改造"}), context)
    assert (found.verdict, codes(found), found.project) == ("noted", {"project_unknown"}, None)
    assert row(f1({}), context).project == "市2018-01"


def test_what_the_catalogue_remarks_is_passed_on() -> None:
    context = replace(CONTEXT, match_project=lambda *_: Match(note="项目编号与名称不一致，请核对"))
    found = row(f1({}), context)
    assert found.findings[0].message == "第3行（序号1）项目编号与名称不一致，请核对"


CATALOGUE = Catalogue((Project("市2018-01", "城北路网工程"), Project("市2018-02", "农贸市场改造工程")))
WITH_PROJECTS = replace(CONTEXT, match_project=CATALOGUE.match)
CODED = [*HEADER, "项目编号"]
ONLY_CODED = [label for label in CODED if label != "项目名称"]


@pytest.mark.parametrize(("header", "column"), [(CODED, "项目名称"), (ONLY_CODED, None)])
def test_the_code_alone_names_a_project_of_the_catalogue(header: list[str], column: str | None) -> None:
    found = row(f1({"项目名称": None, "项目编号": "市2018-02"}, header=header), WITH_PROJECTS)
    assert (found.verdict, found.project, found.fields["project_name"]) == ("noted", "市2018-02", "农贸市场改造工程")
    (said,) = found.findings
    assert (said.code, said.column, said.value) == ("project_note", column, "市2018-02")
    assert said.message.endswith("项目名称未填，按项目编号“市2018-02”理解为目录内“农贸市场改造工程”，如有不符请更正")


def test_a_code_of_its_own_is_not_the_project_above() -> None:
    further = {"序号": None, "项目名称": None, "项目编号": "市2018-02", "存在问题": "预算送审二十个工作日未出结论"}
    first, second = table(f1({"项目编号": "市2018-01"}, further, header=CODED), WITH_PROJECTS).rows
    assert (first.project, second.project, codes(second)) == ("市2018-01", "市2018-02", {"project_note"})


def test_a_code_outside_the_catalogue_names_no_project() -> None:
    found = row(f1({"项目名称": None, "项目编号": "市2018-09"}, header=CODED), WITH_PROJECTS)
    assert (found.verdict, codes(found)) == ("incomplete", {"missing", "project_note"})
    assert found.fields["project_name"] is None


F2_HEADER = ["问题编号", "项目名称", "存在问题（摘要）", "责任单位", "办理时限", "办理状态", "进展情况", "当前等待方"]
F2_HEADER += ["未办结原因及下一步措施", "预计办结日期", "办结日期", "佐证材料名称及文号", "填报人及电话"]
SHOWN = ["GJ2018-0001", "城北路网工程", "用地指标缺口", "县国土资源局", "2018-06-20"]


def f2(*rows: list[object]) -> bytes:
    return book([["审批服务问题进展反馈（销号申请）表"], F2_HEADER, *([*SHOWN, *row] for row in rows)])


def test_a_returned_f2_with_progress_and_with_a_close_request() -> None:
    working = ["办理中", "已组卷上报市局，等待审查", "上级", None, "6.28", None, None, "值班 0595-00001111"]
    done = [
        "已办结",
        "用地批复已取得并送达业主",
        None,
        None,
        None,
        "6月18日",
        "惠国土资〔2018〕1号 批复",
        "值班 0595-00001111",
    ]
    found = table(f2(working, done))
    assert found.form == "F2"
    assert [r.verdict for r in found.rows] == ["accepted", "accepted"]
    first, second = (r.fields for r in found.rows)
    assert (first["number"], first["status"], first["waiting_on"], first["eta"]) == (
        "GJ2018-0001",
        "办理中",
        "上级",
        "2018-06-28",
    )
    assert (second["status"], second["done_on"]) == ("已办结（申请销号）", "2018-06-18")
    assert second["evidence"] == "惠国土资〔2018〕1号 批复"


@pytest.mark.parametrize(
    ("filled", "verdict", "expected"),
    [
        ([], "incomplete", {"missing"}),
        (["办理中", None, "部门", None, "6.28"], "incomplete", {"missing"}),
        (["看情况", "正在按程序推进有关工作"], "incomplete", {"status_unknown"}),
        (["已办结", "批复已取得并已送达业主"], "incomplete", {"missing"}),
        (["办理中", "正在办理", "部门", None, "6.28"], "noted", {"progress_short"}),
        (["办理中", "正在按程序推进有关工作"], "noted", {"advised"}),
        (["非本部门职责", "该事项属于住建部门职责"], "accepted", set()),
    ],
)
def test_what_a_returned_f2_lacks(filled: list[object], verdict: str, expected: set[str]) -> None:
    contact = ["值班 0595-00001111"]
    found = row(f2([*filled, *[None] * (7 - len(filled)), *contact]))
    assert (found.verdict, codes(found)) == (verdict, expected)


def test_a_catalogue() -> None:
    header = [
        "编号",
        "项目名称",
        "级别",
        "建设性质",
        "所属行业",
        "业主单位",
        "总投资（亿元）",
        "计划开工",
        "计划竣工",
        "是否绿色通道",
    ]
    values = ["省2018-01", "码头工程", "省、市", "新开工", "交通", "码头公司", 12.6, "2018年3月", "2020年", "是"]
    fields = row(book([["重点项目目录"], header, values])).fields
    assert (fields["level"], fields["levels"], fields["project_type"]) == ("省", ["省", "市"], "在建(新开工)")
    assert (fields["total_investment"], fields["planned_start"], fields["green_channel"]) == (
        126000.0,
        "2018-03-31",
        "是",
    )


def test_a_node_plan_in_long_form() -> None:
    header = [
        "项目编号",
        "项目名称",
        "节点序号",
        "节点名称",
        "计划完成日期",
        "责任单位",
        "配合单位",
        "实际完成日期",
        "状态",
        "备注",
    ]
    values = ["省2018-01", "码头工程", 5, "环评批复", "6.25", "县环保局", "业主、环评单位", None, "未到期", None]
    found = table(book([["节点计划"], header, values]))
    assert found.form == "F4"
    assert found.rows[0].fields["node_due"] == "2018-06-25"
    assert found.rows[0].fields["cooperating"] == ["业主", "环评单位"]


def test_a_node_plan_in_wide_form_gives_an_object_per_project_and_node() -> None:
    header = ["序号", "项目编号", "项目名称", "用地预审", "环评批复", "施工许可", "备注"]
    content = book([["节点计划表"], header, [1, "省2018-01", "码头工程", "√", "6.25", "/", None]])
    found = table(content)
    assert found.form == "F4"
    nodes = [(r.row, r.fields["node"], r.fields["node_due"], r.fields["node_state"]) for r in found.rows]
    assert nodes == [
        (3, "用地预审", None, "已完成"),
        (3, "环评批复", "2018-06-25", None),
        (3, "施工许可", None, "不涉及"),
    ]


def test_preparation_sheets() -> None:
    header = [
        "项目编号",
        "审批事项",
        "材料准备状态",
        "中介机构",
        "计划取得日期",
        "实际取得日期",
        "文号",
        "缺少材料",
        "备注",
    ]
    found = table(
        book([["前期准备情况表"], header, ["省2018-01", "环评", "编制中", "环评单位", "6月底", None, None, "公示证明"]])
    )
    assert found.form == "F5"
    assert (found.rows[0].fields["preparation"], found.rows[0].fields["planned_on"]) == ("编制中", "2018-06-30")


def test_a_table_with_a_node_column_has_an_object_per_row_whatever_dates_and_title_it_has() -> None:
    header = ["项目名称", "项目级别", "项目类型", "总投资", "节点名称", "计划完成日期", "开工日期", "竣工日期"]
    values = ["码头工程", "省级", "交通", "5亿", "环评批复", "2018-06-25", "2018-07-01", "2018-12-31"]
    assert len(table(book([["重点项目节点计划"], header, values])).rows) == 1


@pytest.mark.parametrize("prefix", ["YH24-", "惠攻2024-", "XM"])
def test_the_number_of_another_campaigns_series_is_read(prefix: str) -> None:
    header = ["问题编号", "项目名称", "办理状态", "进展情况", "当前等待方", "预计办结日期"]
    row = [f"{prefix.lower()}0012", "城北路网工程", "办理中", "已受理，正在组织专家评审", "部门", "6月20日"]
    found = table(book([header, row]), replace(CONTEXT, number_prefix=prefix)).rows[0]
    assert found.fields["number"] == f"{prefix}0012"
    assert "number_unreadable" not in {said.code for said in found.findings}
