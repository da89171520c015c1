"""The sheets that go out to be filled in."""

from __future__ import annotations

from campaign.forms import F1, F2
from campaign.problem import State
from reports.letters import handoff, notice, worklist
from tests.reports.reading import attached, column
from tests.reports.sample import at, campaign, month


def test_an_owner_finds_its_projects_filled_in() -> None:
    letter = notice(campaign(), campaign().directory["B08"], at("06-05 10:00"))
    sheet = attached(letter)["汇总表"]
    names = [project.name for project in campaign().catalogue.of_owner("B08")]
    assert column(sheet, "项目名称")[: len(names)] == names
    assert "6月15日前完成" in str(column(sheet, "节点计划目标")[0])
    assert f"共{len(names)}个，已预填在附件表格中" in letter.text


def test_a_department_finds_empty_rows_and_the_whole_catalogue() -> None:
    workbook = attached(notice(campaign(), campaign().directory["A04"], at("06-05 10:00")))
    assert not any(column(workbook["汇总表"], "项目名称"))
    assert len(list(filter(None, column(workbook["重点项目目录"], "项目名称")))) == 40


def test_the_summary_form_has_the_seventeen_columns_of_the_plan() -> None:
    sheet = attached(notice(campaign(), campaign().directory["A04"], at("06-05 10:00")))["汇总表"]
    labels = [field.label for field in F1.fields if not field.extra]
    assert [cell.value for cell in sheet[4]] == labels
    assert len(labels) == 17


def test_the_summary_form_offers_choices_and_prints_on_one_page_wide() -> None:
    sheet = attached(notice(campaign(), campaign().directory["A04"], at("06-05 10:00")))["汇总表"]
    sources = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert '"部门级,县级,市级,省级,国家级"' in sources
    assert any("重点项目目录" in source for source in sources)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0, "as many pages long as it takes"
    assert sheet.print_title_rows == "$4:$4"


def test_the_notes_of_the_campaign_stand_under_the_form() -> None:
    sheet = attached(notice(campaign(), campaign().directory["A04"], at("06-05 10:00")))["汇总表"]
    foot = [str(row[0].value) for row in sheet.iter_rows() if row[0].value]
    assert any(line.startswith("填表说明：1.一行一个问题") for line in foot)


def test_a_unit_without_duty_gets_the_notice_for_information() -> None:
    letter = notice(campaign(), campaign().directory["T05"], at("06-05 10:00"))
    assert "不作硬性报送要求" in letter.text


def test_a_handoff_shows_the_numbers_locked_and_asks_for_the_rest() -> None:
    problems = [p for p in month() if p.responsible == "A04"]
    letter = handoff(campaign(), campaign().directory["A04"], problems, at("06-09 09:30"))
    sheet = attached(letter)["反馈表"]
    assert [cell.value for cell in sheet[4]] == [field.label for field in F2.fields if not field.extra]
    assert len([n for n in column(sheet, "问题编号") if str(n).startswith("GJ2018-")]) == len(problems)
    assert sheet.protection.sheet
    assert sheet["A5"].protection.locked
    assert not sheet["F5"].protection.locked
    assert "已办结（申请销号）" in str(sheet.data_validations.dataValidation[0].formula1)


def test_a_handoff_states_the_deadlines_of_the_campaign() -> None:
    problems = [p for p in month() if p.responsible == "A04"]
    letter = handoff(campaign(), campaign().directory["A04"], problems, at("06-09 09:30"))
    assert letter.subject == f"【审批服务攻坚】交办单：请县林业局牵头办理{len(problems)}个问题（6月20日前）"
    assert "请于6月15日前协调解决" in letter.text
    assert "请于6月13日前填报“需提级协调”" in letter.text


def test_a_late_handoff_does_not_set_a_deadline_in_the_past() -> None:
    problems = [p for p in month() if p.responsible == "A04"]
    letter = handoff(campaign(), campaign().directory["A04"], problems, at("06-19 09:30"))
    assert "6月15日" not in letter.text
    assert "请尽快协调解决" in letter.text


def test_contacts_of_reporters_are_not_shown_to_the_responsible_unit() -> None:
    problems = [p for p in month() if p.responsible == "A04"]
    letter = handoff(campaign(), campaign().directory["A04"], problems, at("06-09 09:30"))
    assert "项目股" not in letter.text
    assert "项目股" not in str(list(attached(letter)["反馈表"].values))


def test_the_worklist_names_the_last_day_for_close_requests() -> None:
    problems = [p for p in month() if p.state is State.CARRIED and p.responsible == "A02"]
    letter = worklist(campaign(), campaign().directory["A02"], problems, at("06-23 09:00"))
    assert letter.subject == "【审批服务攻坚】扫尾清单：贵单位尚有8个问题未销号，6月27日18:00前申请销号"
