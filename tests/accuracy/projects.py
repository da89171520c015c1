"""How well written project names find their projects, on an own labelled set of invented names.

catalogue.csv: the projects; queries.csv: names as people write them, each with the project meant (none for names that
are not in the catalogue), the owner that the row or its sender tells, and in what the writing differs.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaign.catalogue import Catalogue, Match, Project
from campaign.project_names import Naming

HERE = Path(__file__).parent / "projects"
COUNTY = "云屿县"
TOWNS = frozenset(["青鹭", "白沙", "石坞", "云岭", "东浦", "东埔", "南垵", "北垵", "溪口", "港头", "柳营", "梅岭"])


@dataclass(frozen=True)
class Query:
    """`code` is empty for a project outside the catalogue, `owner` where neither row nor sender tells it."""

    written: str
    code: str
    owner: str
    change: str


@dataclass(frozen=True)
class Figures:
    """Counts over the set. `right`, `wrong`: accepted automatically; `proposed`: right among up to three candidates."""

    within: int
    outside: int
    right: int
    proposed: int
    wrong: tuple[Query, ...]
    missed: tuple[Query, ...]

    @property
    def precision(self) -> float:
        accepted = self.right + len(self.wrong)
        return self.right / accepted if accepted else 1.0

    @property
    def found(self) -> float:
        """The share of names in the catalogue whose project is accepted, or among the candidates proposed."""
        return (self.right + self.proposed) / self.within


def catalogue() -> Catalogue:
    projects = (Project(code=code, name=name, owner=owner) for code, name, owner in _lines("catalogue.csv"))
    return Catalogue(tuple(projects), naming=Naming(COUNTY, TOWNS))


def queries() -> list[Query]:
    return [Query(*line) for line in _lines("queries.csv")]


def _lines(name: str) -> Iterator[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        yield from lines


def measure(asked: Sequence[Query]) -> Figures:
    """Every name looked up as a row of a sheet would be."""
    known = catalogue()
    answers = [(one, known.match(one.written, owner=one.owner or None)) for one in asked]
    within = [(one, match) for one, match in answers if one.code]
    return Figures(
        within=len(within),
        outside=len(answers) - len(within),
        right=sum(_is_right(one, match) for one, match in within),
        proposed=sum(match.project is None and _is_proposed(one, match) for one, match in within),
        wrong=tuple(one for one, match in answers if match.project and not _is_right(one, match)),
        missed=tuple(one for one, match in within if match.project is None and not _is_proposed(one, match)),
    )


def _is_right(one: Query, match: Match) -> bool:
    return match.project is not None and match.project.code == one.code


def _is_proposed(one: Query, match: Match) -> bool:
    return any(candidate.project.code == one.code for candidate in match.candidates)


def main() -> None:
    """Print the figures, and every name that went wrong."""
    asked = queries()
    found = measure(asked)
    print(f"Project names: {len(asked)} ({found.outside} not in the catalogue) against {len(catalogue().projects)}")
    print(f"  accepted automatically  {found.right + len(found.wrong):4}  precision {found.precision:.3f}")
    print(f"  accepted or among three {found.right + found.proposed:4}  of {found.within}: {found.found:.3f}")
    for change, count in Counter(one.change for one in asked).items():
        part = measure([one for one in asked if one.change == change])
        print(
            f"    {change:22}{count:4}  accepted {part.right:3}  proposed {part.proposed:3}  missed {len(part.missed)}"
        )
    for what, ones in (("wrong", found.wrong), ("missed", found.missed)):
        for one in ones:
            print(f"  {what}: {one.written} ({one.code or 'not in the catalogue'})")


if __name__ == "__main__":
    main()
