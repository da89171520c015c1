"""The life of a problem can be opened down to mail, attachment, sheet, row and cell, and who decided what."""

from __future__ import annotations

import hashlib
import json
import re
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from flows import listings
from flows.tracing import life
from tests.flows.county import FOREST, LABELS, County, asks_to_close, attached, sheet
from tests.flows.test_cli import gongjian, settings_of

FORESTRY, OWNER, PROJECTS = "lyj@huian.example", "jingbei@owner.example", "zdb@huian.example"


def traced(town: County, name: str) -> dict[str, Any]:
    with town.desk.database() as session:
        found = life(town.desk, session, name, town.clock[0])
    assert found is not None
    return found


@pytest.fixture
def closed(town: County) -> County:
    """A number reported, handed off, asked to be closed by a sheet and closed by a mail."""
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(FOREST)}, subject="径北交建报送")
    town.run("intake", "06-06 10:00")
    town.run("check", "06-09 09:30")
    town.run("dispatch", "06-09 09:35")
    (letter,) = town.letters(FORESTRY, "M06")
    filled = asks_to_close(letter, "惠林〔2018〕12号 使用林地审核同意书", "已出具审核同意书")
    town.write("06-13 10:00", FORESTRY, files={"反馈表.xlsx": filled})
    town.run("intake", "06-13 10:05")
    town.write("06-13 15:00", PROJECTS, "同意销号 GJ2018-0001")
    town.run("intake", "06-13 15:05")
    return town


def test_a_row_is_traced_to_its_cell_and_the_bytes_of_its_attachment(town: County) -> None:
    content = sheet(FOREST)
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": content}, subject="径北交建报送")
    town.run("intake", "06-06 10:00")
    told = traced(town, "gj2018—1号")
    (source,) = told["sources"]
    assert source["sha256"] == hashlib.sha256(content).hexdigest()
    book = load_workbook(BytesIO(content))
    assert book[source["sheet"]][source["cell"]].value == told["problem"] == FOREST[LABELS.index("存在问题")]


def test_its_mail_can_be_opened_from_the_store(town: County) -> None:
    identity = town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(FOREST)}, subject="径北交建报送")
    town.run("intake", "06-06 10:00")
    (mail,) = traced(town, "GJ2018-0001")["mails"]
    assert (mail["from"], mail["subject"], mail["message_id"]) == (OWNER, "径北交建报送", identity)
    assert mail["received_at"] == "2018-06-06T09:50:00+08:00"
    raw = Path(mail["stored"]).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == mail["sha256"]
    assert identity.encode() in raw


def test_the_life_says_who_did_what_by_which_mail_and_cell(closed: County) -> None:
    told = traced(closed, "GJ2018-0001")
    events = {event["kind"]: (event["by"], event["mail"]) for event in told["events"]}
    assert events["received"] == ("惠安径北交通建设有限公司", 1)
    assert events["assigned"] == ("系统", None)
    assert events["close_requested"] == ("县林业局", 2)
    assert events["closed"] == ("县重点项目建设领导小组办公室", 3)
    (source,) = [event["source"] for event in told["events"] if event["kind"] == "close_requested"]
    assert source["attachment"] == "反馈表.xlsx"
    assert re.fullmatch(r"[A-Z]+\d+", source["cell"])


def test_what_was_merged_into_a_number_has_its_life_below_it(town: County) -> None:
    for minute, sender in ((50, OWNER), (55, FORESTRY)):
        town.write(f"06-06 09:{minute}", sender, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 10:00")
    told = traced(town, "GJ2018-0001")
    (absorbed,) = told["absorbed"]
    assert [event["kind"] for event in absorbed["events"]] == ["received", "merged"]
    assert {mail["from"] for mail in told["mails"]} == {OWNER, FORESTRY}


def test_a_row_without_a_number_is_found_by_its_provisional_one(town: County) -> None:
    stranger = [*FOREST]
    stranger[1] = "东岭农贸市场改造"
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(stranger)})
    town.run("intake", "06-06 10:00")
    told = traced(town, "暂编0001")
    assert (told["number"], told["state"], told["project"]) == (None, "PENDING", "东岭农贸市场改造")


def test_the_verb_prints_it_for_people_and_programs(closed: County, tmp_path: Path) -> None:
    settings = settings_of(closed)
    table = gongjian("trace", "GJ2018-0001", folder=tmp_path, **settings).stdout
    for said in ("径北交建报送", "汇总表.xlsx", "Sheet!D4", "县重点项目建设领导小组办公室", "closed"):
        assert said in table
    told = json.loads(gongjian("trace", "GJ2018-0001", "--format", "json", folder=tmp_path, **settings).stdout)
    assert [event["kind"] for event in told["events"]][-1] == "closed"
    unknown = gongjian("trace", "GJ2018-0099", folder=tmp_path, **settings)
    assert (unknown.returncode, unknown.stderr) == (1, "gongjian: no problem has the number GJ2018-0099\n")


def listed(letter: EmailMessage) -> dict[str, tuple[int, str]]:
    """Figure → count and numbers, as the sheet 数字明细 of the letter's workbook has them."""
    page = load_workbook(BytesIO(attached(letter)))["数字明细"]
    rows = list(page.iter_rows(min_row=4, values_only=True))
    return {str(label): (int(str(count)), str(numbers or "")) for label, count, numbers in rows if label}


def expanded(numbers: str) -> int:
    """How many numbers ``GJ2018-0001至GJ2018-0003、GJ2018-0007`` names."""
    count = 0
    for part in filter(None, numbers.split("、")):
        first, _, last = part.partition("至")
        count += int((last or first)[-4:]) - int(first[-4:]) + 1
    return count


def test_every_figure_of_the_digest_is_the_count_of_the_numbers_listed(closed: County) -> None:
    rows = [[str(n), FOREST[1], "用地", f"第{n}地块权属纠纷{'甲乙丙丁'[n] * 12}", *FOREST[4:]] for n in range(4)]
    closed.write("06-14 09:00", OWNER, files={"汇总表.xlsx": sheet(*rows)})
    closed.run("intake", "06-14 09:05")
    closed.run("check", "06-15 09:00")
    closed.run("dispatch", "06-15 09:05")
    letter = closed.letters(PROJECTS, "M07")[-1]
    figures = listed(letter)
    assert all(count == expanded(numbers) for count, numbers in figures.values())
    text = letter.get_body(("plain",)).get_content()
    for label, written in (("登记挂号", "登记挂号"), ("已销号", "已销号"), ("在办", "；在办"), ("红灯", "其中红灯")):
        said = re.search(rf"{written}(\d+)个", text)
        assert said is not None
        assert figures[label][0] == int(said[1])
    lights = re.search(r"黄灯(\d+)个、绿灯(\d+)个、蓝灯（已上报待批复）(\d+)个。由贵单位牵头在办(\d+)个", text)
    assert lights is not None
    own = "县重点项目建设领导小组办公室牵头在办"
    assert [figures[name][0] for name in ("黄灯", "绿灯", "蓝灯", own)] == list(map(int, lights.groups()))
    for tier in ("部门级", "合计"):
        line = re.search(rf"^.*{tier}.*$", text, re.MULTILINE)
        assert line is not None
        said_counts = list(map(int, re.findall(r"(\d+)(?![\d.%])", line[0])))[:4]
        assert [figures[f"{tier}·{column}"][0] for column in ("挂号", "销号", "上报", "未结")] == said_counts


def test_an_operator_lists_the_same_figures(closed: County) -> None:
    with closed.desk.database() as session:
        figures = {one["figure"]: one for one in listings.figures(closed.desk, session, closed.clock[0])}
    assert figures["已销号"]["numbers"] == ["GJ2018-0001"]
    assert figures["在办"]["count"] == 0
