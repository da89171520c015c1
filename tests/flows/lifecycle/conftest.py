"""The county on the morning of 9 June, its problems handed off: made once, copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.flows.county import FOREST, LABELS, County, attached, county, fill_in, sheet, words

OWNER, CENTRE, PROJECTS = "jingbei@owner.example", "xzfw@huian.example", "zdb@huian.example"
FORESTRY, LAND, HOUSING = "lyj@huian.example", "gtj@huian.example", "zjj@huian.example"
EFFICIENCY = "xnb@huian.example"
#: 重点办 leads the first two and the fourth, 管委会 the third and the fifth; nobody is responsible for the fifth yet
WOOD, SOIL, PLAN, QUOTA, OTHER = (f"GJ2018-{n:04d}" for n in range(1, 6))
APPROVED = "惠林〔2018〕12号 使用林地审核同意书"


def problem(text: str, category: str, body: str, tier: str = "部门级", **other: str) -> list[str]:
    """A row of the summary form about 滨海通道."""
    row = [*FOREST]
    values = {"存在问题": text, "问题类别": category, "牵头单位": body, "需协调层级": tier, **other}
    for label, value in values.items():
        row[LABELS.index(label)] = value
    return row


ROWS = (
    FOREST,
    problem("用地预审材料已报两个月，规划布局图未能落实，无法办理选址", "用地", "县国土资源局"),
    problem("控制性详细规划图则与现状道路红线不一致，规划条件无法出具", "规划", "县住房和城乡规划建设局"),
    problem(
        "沿海基干林带占用4.1公顷，本县定额已用完，须由上级调剂", "用林", "县林业局", "省级", 拟解决时限="6月20日前"
    ),
    problem("沿线文物勘探费用分担尚未明确，勘探单位不进场", "其他", "勘探单位", 拟解决时限="6月25日前"),
)


@dataclass
class Desks:
    """The county, and everybody who writes in these examples. `sheets`: the feedback sheet each unit got on 9 June."""

    town: County
    sheets: dict[str, bytes]

    def say(
        self, when: str, sender: str, text: str = "见附件", files: dict[str, bytes] | None = None, **headers: str
    ) -> str:
        """Somebody mails us; the text of the receipt that comes back."""
        self.town.write(when, sender, text, files, **headers)
        self.town.run("intake", when)
        self.town.run("dispatch", when)
        return words(self.town.letters(sender)[-1])

    def feed_back(self, when: str, sender: str, number: str, **cells: str) -> str:
        """A unit fills in a line of its feedback sheet and sends it back; the receipt's text."""
        filled = fill_in(self.sheets[sender], number, **{"进展情况": "已组织专家评审并完成修改", **cells})
        return self.say(when, sender, files={"反馈表.xlsx": filled})

    def asks_to_close(self, when: str, sender: str = FORESTRY, number: str = WOOD, evidence: str = APPROVED) -> str:
        return self.feed_back(
            when, sender, number, 办理状态="已办结（申请销号）", 办结日期="2018-06-11", 佐证材料名称及文号=evidence
        )

    def calendar(self, when: str) -> None:
        """A round of the calendar: checks and the letters they owe."""
        self.town.run("check", when)
        self.town.run("dispatch", when)

    def of(self, number: str) -> dict[str, Any]:
        return next(row for row in self.town.ledger() if row["number"] == number)

    def state(self, number: str) -> str:
        return str(self.of(number)["state"])

    def letters(self, address: str, kind: str) -> list[EmailMessage]:
        return self.town.letters(address, kind)


@pytest.fixture(scope="session")
def ninth_of_june(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A folder with the database and the store, and the sheets that went to the units."""
    folder = tmp_path_factory.mktemp("ninth-of-june")
    with county(folder) as town:
        town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(*ROWS)})
        town.run("intake", "06-06 10:00")
        town.run("check", "06-09 09:30")
        town.run("dispatch", "06-09 09:35")
        sheets = {unit: attached(town.letters(unit, "M06")[-1]) for unit in (FORESTRY, LAND, HOUSING)}
    return folder, sheets


@contextmanager
def copied(folder: Path, sheets: dict[str, bytes], to: Path, when: str) -> Iterator[Desks]:
    """The county of a folder, gone on in a copy from `when`."""
    shutil.copytree(folder, to)
    with county(to) as town:
        town.set(when)
        yield Desks(town, sheets)


@pytest.fixture
def desks(ninth_of_june: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Iterator[Desks]:
    with copied(*ninth_of_june, tmp_path / "county", "06-09 10:00") as it:
        yield it


def propose(desks: Desks) -> str:
    """The forestry bureau asks for the province's help; the receipt's text."""
    return desks.feed_back(
        "06-12 10:00",
        FORESTRY,
        QUOTA,
        办理状态="需提级协调",
        进展情况="现状调查表已编制。部门意见：线位无法避让，同意按程序上报",
        未办结原因及下一步措施="拟报请福建省林业厅调剂林地定额4.1公顷",
    )


@pytest.fixture(scope="session")
def thirteenth_of_june(ninth_of_june: tuple[Path, dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("thirteenth-of-june") / "county"
    with copied(*ninth_of_june, folder, "06-09 10:00") as it:
        propose(it)
        it.calendar("06-13 15:00")
    return folder


@pytest.fixture
def listed(thirteenth_of_june: Path, ninth_of_june: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Iterator[Desks]:
    """On 13 June: the fourth number is on the list of batch 1, which has gone to both offices."""
    with copied(thirteenth_of_june, ninth_of_june[1], tmp_path / "county", "06-13 15:10") as it:
        yield it


@pytest.fixture
def reported_up(listed: Desks) -> Desks:
    """Both offices have agreed to batch 1."""
    listed.say("06-13 15:30", CENTRE, "同意上报 第1批")
    listed.say("06-14 09:00", PROJECTS, "我办同意上报第一批。")
    return listed
