"""How well written project names find their projects, on own labelled sets of invented names.

<set>_catalogue.csv: the projects; <set>_queries.csv: names as people write them, each with the project meant (none for
names that are not in the catalogue), the owner that the row or its sender tells, and in what the writing differs.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaign.catalogue import Catalogue, Match, Project
from campaign.project_names import Naming

HERE = Path(__file__).parent / "projects"
#: set → the county, and the towns that its directory knows
SETS: Mapping[str, Naming] = {
    "tuned_on": Naming(
        "云屿县",
        frozenset(["青鹭", "白沙", "石坞", "云岭", "东浦", "东埔", "南垵", "北垵", "溪口", "港头", "柳营", "梅岭"]),
    ),
    "held_out": Naming("清河县", frozenset(["龙潭", "石门", "凤山", "双溪"])),
}


@dataclass(frozen=True)
class Query:
    """`code` is empty for a project outside the catalogue, `owner` where neither row nor sender tells it."""

    written: str
    code: str
    owner: str
    change: str


@dataclass(frozen=True)
class Figures:
    """Counts over a set. `right`, `wrong`: accepted automatically; `proposed`: right among up to three candidates."""

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


def catalogue(name: str) -> Catalogue:
    projects = (Project(code=code, name=title, owner=owner) for code, title, owner in _lines(f"{name}_catalogue.csv"))
    return Catalogue(tuple(projects), naming=SETS[name])


def queries(name: str) -> list[Query]:
    return [Query(*line) for line in _lines(f"{name}_queries.csv")]


def _lines(name: str) -> Iterator[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        yield from lines


def measure(known: Catalogue, asked: Sequence[Query]) -> Figures:
    """Every name looked up as a row of a sheet would be."""
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


def lines(name: str) -> list[str]:
    """The figures of a set as lines of a Markdown table."""
    known, asked = catalogue(name), queries(name)
    found = measure(known, asked)
    figures = (
        ("project names / in a catalogue of", f"{len(asked)} / {len(known.projects)}"),
        ("of these not in the catalogue", f"{found.outside}"),
        ("accepted automatically", f"{found.right + len(found.wrong)}"),
        ("precision of these", f"{found.precision:.3f}"),
        ("accepted, or among the three proposed", f"{found.found:.3f}"),
    )
    return [f"| {name} | {what} | {value} |" for what, value in figures]


def main() -> None:
    """Print the figures, by the kind of writing too, and every name that went wrong."""
    for name in SETS:
        known, asked = catalogue(name), queries(name)
        print("\n".join(lines(name)))
        for change, count in Counter(one.change for one in asked).items():
            part = measure(known, [one for one in asked if one.change == change])
            ends = f"accepted {part.right:3}  proposed {part.proposed:3}  missed {len(part.missed)}"
            print(f"    {change:22}{count:4}  {ends}")
        found = measure(known, asked)
        for what, ones in (("wrong", found.wrong), ("missed", found.missed)):
            for one in ones:
                print(f"  {what}: {one.written} ({one.code or 'not in the catalogue'})")


if __name__ == "__main__":
    main()
