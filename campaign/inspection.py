"""专项督查 (D68-D71): units proposed for inspection by list 第n次, and what the inspection found.

Acts of an affair, one for each list: ``proposed`` (units: standings as JSON), ``inspected`` (unit, on, finding, result)
by an office.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from campaign.affairs import Act, Affair, Affairs, Sort
from campaign.standing import Standing


@dataclass(frozen=True)
class Inspection:
    """One unit of list 第n次. `on`, `finding`, `result`, `by` (unit code) are empty until an office tells them."""

    n: int
    standing: Standing
    proposed_at: datetime
    on: date | None = None
    finding: str = ""
    result: str = ""
    by: str | None = None

    @property
    def unit(self) -> str:
        return self.standing.unit


def inspections(affairs: Affairs) -> tuple[Inspection, ...]:
    """Every unit of every list, in order."""
    return tuple(one for affair in affairs.of(Sort.INSPECTION) for one in of_list(affair))


def of_list(affair: Affair) -> tuple[Inspection, ...]:
    """The units of one list; what was told last of a unit counts."""
    proposed = affair.acts[0]
    told = {act.data["unit"]: act for act in affair.all("inspected")}
    units = map(Standing.of, proposed.data["units"])
    return tuple(_inspection(int(affair.key), unit, proposed.at, told.get(unit.unit)) for unit in units)


def _inspection(n: int, standing: Standing, at: datetime, told: Act | None) -> Inspection:
    if told is None:
        return Inspection(n, standing, at)
    day = told.data["on"]
    on = date.fromisoformat(day) if day else None
    return Inspection(n, standing, at, on, told.data["finding"], told.data["result"], told.actor)
