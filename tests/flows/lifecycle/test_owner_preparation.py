"""F5 by mail: row by row into the affairs, a suggestion to the department, a question to the office (D66, D67)."""

from __future__ import annotations

from openpyxl import Workbook

from tests.flows.county import saved, words
from tests.flows.lifecycle.conftest import CENTRE, FORESTRY, LAND, OWNER, PROJECTS, SOIL, Desks

LABELS = ("项目编号", "项目名称", "审批事项", "材料准备状态", "计划取得日期", "实际取得日期", "文号", "缺少材料")
ROAD = ("省2018-03", "滨海通道崇武至山霞段工程")
IN_WORK = (*ROAD, "用地预审", "编制中", "6月25日", "", "", "规划布局图")
OBTAINED = (*ROAD, "用地预审", "已取得", "6月25日", "2018-06-12", "惠国土资预〔2018〕29号", "")


def preparation(*rows: tuple[str, ...]) -> dict[str, bytes]:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["审批前期准备工作情况表"], ["填报单位：惠安径北交通建设有限公司"], LABELS, *rows):
        page.append(list(row))
    return {"前期准备情况.xlsx": saved(book)}


def test_a_sheet_is_taken_row_by_row_and_every_row_is_told(desks: Desks) -> None:
    foreign = ("省2018-01", "泉惠石化园区公用码头工程", "用海预审", "已受理", "", "", "", "")
    told = desks.say("06-11 10:00", OWNER, files=preparation(IN_WORK, foreign, (*ROAD, "", "已受理", "", "", "", "")))
    assert "报送前期准备情况1项，登记更新1项" in told
    assert "前期准备情况应由业主单位报送" in told
    assert "请填写“审批事项”" in told
    assert "“材料准备状态”不在可选范围内" in desks.say(
        "06-11 10:30", OWNER, files=preparation((*ROAD, "施工许可", "很快", "", "", "", ""))
    )
    assert desks.town.inbox()[-1]["kinds"] == ["I8"]


def test_only_changes_are_kept_and_said(desks: Desks) -> None:
    desks.say("06-11 10:00", OWNER, files=preparation(IN_WORK))
    assert "与上次一致1项" in desks.say("06-11 11:00", OWNER, files=preparation(IN_WORK))
    told = desks.say("06-12 16:00", OWNER, files=preparation(OBTAINED))
    assert "“材料准备状态”由“编制中”改为“已取得”" in told
    assert f"已提示责任单位核实：{SOIL}" in told
    assert "迟报" not in told


def test_what_is_told_a_day_late_is_noted(desks: Desks) -> None:
    assert "本项迟报" in desks.say("06-13 09:00", OWNER, files=preparation(OBTAINED))


def test_the_department_reads_it_beside_its_number_and_nothing_is_closed(desks: Desks) -> None:
    desks.say("06-12 16:00", OWNER, files=preparation(OBTAINED))
    assert desks.state(SOIL) == "ASSIGNED"
    told = desks.feed_back("06-13 10:00", LAND, SOIL, 办理状态="办理中", 当前等待方="部门", 预计办结日期="2018-06-20")
    assert "业主报告“用地预审”已取得（6月12日，惠国土资预〔2018〕29号），请核实" in told
    again = desks.feed_back("06-14 10:00", LAND, SOIL, 办理状态="办理中", 当前等待方="部门", 预计办结日期="2018-06-20")
    assert "业主报告" not in again, "said once, the unit has answered"


def test_the_office_that_leads_hears_of_the_contradiction_once(desks: Desks) -> None:
    desks.say("06-12 14:00", OWNER, files=preparation(OBTAINED))
    for when in ("06-12 15:00", "06-13 08:30", "06-13 15:00"):
        desks.calendar(when)
    (letter,) = [m for m in desks.letters(PROJECTS, "M09") if "口径不一致" in words(m)]
    assert letter["Subject"] == "【审批服务攻坚】请确认：1项业主与部门口径不一致，请核实"
    assert "惠安径北交通建设有限公司：已取得（6月12日，惠国土资预〔2018〕29号）" in words(letter)
    assert not [m for m in desks.letters(CENTRE, "M09") if "口径不一致" in words(m)], "重点办 leads it"
    desks.say("06-13 16:00", OWNER, files=preparation(IN_WORK))
    desks.say("06-14 16:00", OWNER, files=preparation(OBTAINED))
    desks.calendar("06-15 08:30")
    assert len([m for m in desks.letters(PROJECTS, "M09") if "口径不一致" in words(m)]) == 2, "it changed meanwhile"


def test_another_unit_reports_nothing_of_the_owner_s_project(desks: Desks) -> None:
    assert "前期准备情况应由业主单位报送" in desks.say("06-12 10:00", FORESTRY, files=preparation(OBTAINED))
