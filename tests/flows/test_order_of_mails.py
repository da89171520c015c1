"""Mails of several units in any order, one of them twice, one of them interrupted: the same problems in the ledger."""

from __future__ import annotations

import pytest

from campaign.text import essence
from flows.stages import handling
from tests.flows.county import County, sheet
from tests.flows.test_resends import FORESTRY, OWNER, PERMIT, PUBLIC, QUOTA, row

LAND = "gtj@huian.example"
NEWER = row(1, "使用林地面积12.4公顷，林地定额不足，无法组卷上报")
CELL = row(1, f"1.{PERMIT[3]}\n2.{NEWER[3]}")
#: sender, day it was written, rows
MAILS = (
    (FORESTRY, 4, (QUOTA, PUBLIC)),
    (FORESTRY, 5, (NEWER, PUBLIC)),
    (OWNER, 5, (CELL,)),
    (LAND, 6, (QUOTA,)),
    (OWNER, 6, (PERMIT, NEWER, PUBLIC)),
)
ORDERS = ((0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3), (1, 0, 3, 4, 2), (3, 2, 0, 4, 1, 0))


def written(town: County, mail: int, when: str, copy: int = 0) -> None:
    sender, day, rows = MAILS[mail]
    date, identity = f"{day} Jun 2018 09:00 +0800", f"<{mail}.{copy}@order>"
    town.write(when, sender, files={"汇总表.xlsx": sheet(*rows)}, message_id=identity, Date=date)


def problems(town: County) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    """Project, all that has been said, by whom: of each number that is not merged into another."""
    ledger = town.ledger()
    said: dict[str, set[str]] = {}
    for entry in ledger:
        number = entry["merged_into"] or entry["number"]
        replaced = {event["from"] for event in entry["events"] if event["kind"] == "revised"}
        said.setdefault(number, set()).update(map(essence, {entry["problem"], *replaced}))
    alive = [entry for entry in ledger if entry["number"] and entry["state"] != "MERGED"]
    return {(e["project_code"], frozenset(said[e["number"]]), frozenset(e["reporters"])) for e in alive}


EXPECTED = {
    ("省2018-03", frozenset(map(essence, (QUOTA[3], NEWER[3]))), frozenset({"A02", "A04", "B08"})),
    ("省2018-03", frozenset({essence(PUBLIC[3])}), frozenset({"A04", "B08"})),
    ("省2018-03", frozenset({essence(PERMIT[3])}), frozenset({"B08"})),
}


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "".join(map(str, order)))
def test_the_order_of_mails_makes_no_difference(order: tuple[int, ...], town: County) -> None:
    for n, mail in enumerate(order):
        written(town, mail, f"06-06 1{n}:00", copy=n)
        town.run("intake", f"06-06 1{n}:00")
    assert problems(town) == EXPECTED


def test_a_mail_that_was_interrupted_is_taken_as_if_it_had_not_been(
    town: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    for mail in (0, 1, 2):
        written(town, mail, "06-06 10:00")
    with monkeypatch.context() as broken:
        broken.setattr(handling, "receipt", power_cut)
        with pytest.raises(OSError, match="power cut"):
            town.run("intake", "06-06 10:10")
    assert town.ledger() == []
    for mail in (3, 4):
        written(town, mail, "06-06 11:00")
    town.run("intake", "06-06 11:10")
    assert problems(town) == EXPECTED
    numbers = sorted(row["number"] for row in town.ledger() if row["number"])
    assert numbers == [f"GJ2018-{n:04}" for n in range(1, len(numbers) + 1)]


def power_cut(*_: object) -> None:
    raise OSError("power cut")
