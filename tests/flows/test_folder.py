"""A campaign folder is read whole, and everything wrong with it is told at once with its remedy."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from campaign.campaign import Campaign
from flows.folder import CampaignFolderError, load_campaign

HUIAN = Path(__file__).resolve().parents[2] / "deployments" / "campaigns" / "huian-2018"


@pytest.fixture(scope="module")
def huian() -> Campaign:
    return load_campaign(HUIAN)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the folder to spoil."""
    for name in ("campaign.toml", "directory.xlsx", "catalogue.xlsx", "nodes.xlsx"):
        shutil.copy(HUIAN / name, tmp_path)
    return tmp_path


def put(path: Path, cells: dict[str, str | None]) -> None:
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)


def reword(folder: Path, old: str, new: str) -> None:
    path = folder / "campaign.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(CampaignFolderError) as refused:
        load_campaign(folder)
    assert str(folder) in str(refused.value)
    return refused.value.faults


def test_the_campaign_of_2018_has_thirty_units_of_which_twenty_five_report(huian: Campaign) -> None:
    assert len(huian.directory.units) == 30
    codes = [unit.code for unit in huian.should_report()]
    assert codes == [f"A{n:02d}" for n in range(1, 13)] + [f"B{n:02d}" for n in range(1, 14)]
    assert [unit.code for unit in huian.notice_copies()] == ["T01", "T02", "T03", "T04", "T05"]


def test_it_has_forty_projects_each_with_an_owner_and_nodes(huian: Campaign) -> None:
    projects = huian.catalogue.projects
    assert [sum(level in p.levels for p in projects) for level in "省市县"] == [6, 12, 22]
    assert all(project.owner and huian.catalogue.nodes_of(project.code) for project in projects)


def test_a_project_is_read_with_money_dates_and_the_aliases_of_the_settings(huian: Campaign) -> None:
    road = huian.catalogue.by_code["市2018-08"]
    assert (road.name, road.owner, road.type, road.green_channel) == ("斗尾疏港路延伸段工程", "B08", "预备", True)
    assert (road.total_investment, road.year_investment) == (41000, 11000)
    assert (road.planned_start, road.planned_finish) == (date(2018, 12, 31), date(2021, 3, 31))
    assert huian.catalogue.match("疏港路延伸工程").project == road


def test_nodes_are_read_in_order_with_their_dates(huian: Campaign) -> None:
    nodes = huian.catalogue.nodes_of("省2018-01")
    assert [(n.no, n.name, n.due) for n in nodes][:2] == [
        (1, "水保批复", date(2018, 5, 25)),
        (2, "海域使用批复", date(2018, 6, 25)),
    ]
    assert (nodes[0].done_on, nodes[0].state, nodes[1].state) == (date(2018, 5, 24), "按期完成", "未到期")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("县林业局", "A04"),
        ("惠安县林业局", "A04"),
        ("林业局", "A04"),
        ("县住建局", "A03"),
        ("县林业局资源股", "A04"),
        ("发改委", "A01"),
        ("崇武镇政府", "B13"),
        ("鹭汀城市建设投资有限公司", "B01"),
        ("县行政服务中心管委会", "T01"),
        ("泉惠管委会", "B11"),
        ("GTJ@huian.example", "A02"),
        ("ck-gtj@huian.example", "A02"),
        ("管委会", None),
        ("某某局", None),
    ],
)
def test_a_unit_is_known_by_what_people_call_it(huian: Campaign, written: str, code: str | None) -> None:
    unit = huian.directory.find(written)
    assert (unit.code if unit else None) == code


def test_the_template_marks_of_the_sheets_are_not_data(huian: Campaign) -> None:
    assert not any("说明" in unit.code for unit in huian.directory.units)
    assert not any("说明" in project.code for project in huian.catalogue.projects)


def test_a_wide_node_plan_is_read_as_well(folder: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["重点项目节点计划"])
    sheet.append(["项目编号", "项目名称", "用地预审", "施工许可", "开工"])
    sheet.append(["市2018-08", "斗尾疏港路延伸段工程", "已办", date(2018, 6, 29), "/"])
    book.save(folder / "nodes.xlsx")
    nodes = load_campaign(folder).catalogue.nodes_of("市2018-08")
    assert [(node.name, node.due, node.is_done) for node in nodes] == [
        ("用地预审", None, True),
        ("施工许可", date(2018, 6, 29), False),
    ]


def test_everything_wrong_is_told_at_once_with_file_sheet_row_and_remedy(folder: Path) -> None:
    put(folder / "directory.xlsx", {"D10": None, "D11": "lyj.huian.example"})
    put(folder / "catalogue.xlsx", {"A5": "省2018-01", "F6": "无名公司", "C7": "乡"})
    put(folder / "nodes.xlsx", {"A5": "省2018-77", "E6": "尽快"})
    reword(folder, 'unit = "A06"', 'unit = "A66"')
    told = faults(folder)
    for sentence in (
        "catalogue.xlsx, sheet 重点项目目录, row 5: 项目编号 省2018-01 is also in",
        "catalogue.xlsx, sheet 重点项目目录, row 6: 项目业主 “无名公司” is not in directory.xlsx, add the unit",
        "catalogue.xlsx, sheet 重点项目目录, row 7: 项目级别 names none of 省, 市, 县, correct it",
        "nodes.xlsx, sheet 节点计划, row 5: 项目编号 省2018-77 is not in catalogue.xlsx",
        "nodes.xlsx, sheet 节点计划, row 6: 计划完成日期 “尽快” is not a date, write it like 2018-06-20",
        "campaign.toml, [[categories]] 环评, unit: A66 is not a 编号 of directory.xlsx",
        "directory.xlsx, sheet 通讯录, row 11: lyj.huian.example is not a mail address, correct it",
        "directory.xlsx: A02 县国土资源局 has no 报送邮箱, fill it in",
    ):
        assert any(fault.startswith(sentence) for fault in told), (sentence, told)


def test_units_that_cannot_be_told_apart_are_refused(folder: Path) -> None:
    put(folder / "directory.xlsx", {"A10": "A01", "D11": "lyj@huian.example", "D12": "lyj@huian.example", "B13": None})
    told = faults(folder)
    place = "directory.xlsx, sheet 通讯录, row"
    for sentence in (
        f"{place} 10: 编号 A01 is also in {place} 9",
        f"{place} 12: lyj@huian.example is also a mailbox in {place} 11",
        f"{place} 13: 单位名称 is empty",
    ):
        assert any(fault.startswith(sentence) for fault in told), (sentence, told)


def test_a_name_of_two_units_is_refused_unless_it_is_declared_ambiguous(folder: Path) -> None:
    put(folder / "directory.xlsx", {"F10": "国土局、环保局"})
    assert any("“环保局” stands for both A02 and A06" in fault for fault in faults(folder))
    reword(folder, 'ambiguous = ["管委会"]', 'ambiguous = ["管委会", "环保局", "县环保局", "惠安县环保局"]')
    assert load_campaign(folder).directory.find("环保局") is None


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('county = "惠安县"\n', "", "campaign.toml, campaign.county: missing, add it"),
        ("acceptance = 1", "acceptence = 1", "campaign.toml, clocks.acceptence: no such setting, correct its name"),
        ("red_after = 6", 'red_after = "六"', "campaign.toml, lights.red_after: Input should be a valid integer"),
        (
            "ends = 2018-06-22",
            "ends = 2018-06-21",
            "campaign.toml, as a whole: phase closing should start on 2018-06-22",
        ),
        ('do = "G1"', 'do = "G9"', "campaign.toml, agenda.12.do: G9 cannot be scheduled; known are"),
        ("[clocks]", "[clocks", "campaign.toml is not valid TOML: "),
    ],
)
def test_a_mistake_in_the_settings_is_named(folder: Path, old: str, new: str, sentence: str) -> None:
    reword(folder, old, new)
    assert any(fault.startswith(sentence) for fault in faults(folder))


def test_settings_saved_in_another_encoding_are_refused_with_the_remedy(folder: Path) -> None:
    path = folder / "campaign.toml"
    path.write_text(path.read_text("utf-8"), "gb18030")
    assert faults(folder) == ("campaign.toml is not UTF-8: save it again with the encoding UTF-8",)


def test_settings_saved_by_a_windows_editor_are_read(folder: Path) -> None:
    path = folder / "campaign.toml"
    path.write_text(path.read_text("utf-8"), "utf-8-sig")
    assert load_campaign(folder).settings.campaign.id == "huian-2018"


def test_files_that_are_missing_or_not_workbooks_are_named(folder: Path) -> None:
    (folder / "catalogue.xlsx").unlink()
    (folder / "nodes.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert any(fault.startswith("catalogue.xlsx is missing: put it into") for fault in faults(folder))
    shutil.copy(HUIAN / "catalogue.xlsx", folder)
    assert any(fault.startswith("nodes.xlsx cannot be read") and fault.endswith(".xlsx") for fault in faults(folder))


def test_a_campaign_of_a_year_without_holiday_notice_is_refused(folder: Path) -> None:
    path = folder / "campaign.toml"
    path.write_text(path.read_text("utf-8").replace("2018-06", "2027-06"), "utf-8")
    assert any("no official working-day data for 2027" in fault for fault in faults(folder))


def test_the_templates_of_an_office_come_along_as_they_are(folder: Path) -> None:
    (folder / "templates" / "M01").mkdir(parents=True)
    (folder / "templates" / "M01" / "subject.txt").write_bytes(b"{% if")
    assert load_campaign(folder).templates.files == {"M01/subject.txt": b"{% if"}
