"""The figures of docs/accuracy.md. Run as a script; prints them, and with `--write` records them.

    python -m tests.accuracy.measure

The rows are written by hand, in the words of many offices: `project, unit, day, problem, text`. Rows of one project
with one `problem` are the same problem in the judgement of the person who wrote them; the rules never see that column.
All rows of a unit and a day are one mail. Thresholds were chosen on `tuned_on.csv`; `held_out.csv` only measures.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import combinations, groupby
from pathlib import Path

from campaign.campaign import Campaign
from campaign.identity import Identity
from campaign.intake import Incoming, Intake
from campaign.ledger import MemoryLedger
from campaign.problem import Problem, Source
from campaign.text import essence
from tests.accuracy import projects
from tests.campaign.small import at, ledger, report, small_campaign

HERE = Path(__file__).parent
SETS = ("tuned_on", "held_out")
DOCUMENT = HERE.parents[1] / "docs" / "accuracy.md"


@dataclass(frozen=True)
class Labelled:
    """One row of the set; `problem` is the label."""

    project: str
    unit: str
    day: int
    problem: str
    text: str

    @property
    def truth(self) -> tuple[str, str]:
        return self.project, self.problem


def rows_of(name: str) -> list[Labelled]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [Labelled(r["project"], r["unit"], int(r["day"]), r["problem"], r["text"]) for r in csv.DictReader(file)]


@dataclass(frozen=True)
class Measured:
    """A set after its mails have been taken: each row with the entry that it became part of."""

    taken: Sequence[tuple[Labelled, Problem]]
    book: MemoryLedger
    campaign: Campaign

    def root(self, problem: Problem) -> Problem:
        return Identity(self.campaign, self.book, at("06-09 09:00")).root(self.book.entries[problem.entry])

    @cached_property
    def merged(self) -> list[tuple[Labelled, Labelled]]:
        """Pairs of rows in other words or of other units that became one problem without a person's decision."""
        pairs = combinations(self.taken, 2)
        return [(a, b) for (a, one), (b, other) in pairs if self.root(one).entry == self.root(other).entry]

    @property
    def wrongly_merged(self) -> list[tuple[Labelled, Labelled]]:
        return [(a, b) for a, b in self.merged if a.truth != b.truth]

    @cached_property
    def duplicates(self) -> list[tuple[Labelled, bool]]:
        """Rows whose problem another unit had reported before, and whether they were merged with it or proposed."""
        return list(self._duplicates())

    def _duplicates(self) -> Iterator[tuple[Labelled, bool]]:
        for index, (row, problem) in enumerate(self.taken):
            before = [(a, p) for a, p in self.taken[:index] if a.truth == row.truth]
            others = {self.root(p).number for a, p in before if a.unit != row.unit}
            if others and not any(a.unit == row.unit for a, _ in before):
                own = self.root(problem)
                yield row, own.number in others or any(p.number in others for p in own.proposals)

    @cached_property
    def revisions(self) -> list[tuple[Labelled, bool]]:
        """Rows by which a unit rewrites a row of its own, and whether they kept its number."""
        return list(self._revisions())

    def _revisions(self) -> Iterator[tuple[Labelled, bool]]:
        for index, (row, problem) in enumerate(self.taken):
            own = [(a, p) for a, p in self.taken[:index] if a.truth == row.truth and a.unit == row.unit]
            if own and all(essence(a.text) != essence(row.text) for a, _ in own):
                yield row, any(self.root(p).entry == self.root(problem).entry for _, p in own)

    @property
    def proposals(self) -> int:
        return sum(len(problem.proposals) for problem in self.book.entries.values())

    @property
    def idle_proposals(self) -> int:
        """Proposals of two problems that are different in the judgement of a person."""
        meant: dict[str | None, set[tuple[str, str]]] = {}
        for row, problem in self.taken:
            meant.setdefault(self.root(problem).number, set()).add(row.truth)
        return sum(
            not meant[self.root(problem).number] & meant[self.root(other).number]
            for problem in self.book.entries.values()
            for proposal in problem.proposals
            if (other := self.book.numbered(proposal.number))
        )


def measure(rows: Sequence[Labelled]) -> Measured:
    """Take the rows as the mails that they stand for, in the order of days and of the file."""
    campaign, book = small_campaign(), ledger()
    taken: list[tuple[Labelled, Problem]] = []
    mails = sorted(rows, key=lambda row: (row.day, row.unit))
    for (day, unit), mail in groupby(mails, key=lambda row: (row.day, row.unit)):
        listed = list(mail)
        now = at("06-05 09:00") + timedelta(days=day)
        intake = Intake(campaign, book, unit, now, f"<{day}.{unit}>")
        outcomes = intake.take([_incoming(row, n) for n, row in enumerate(listed)])
        taken.extend(zip(listed, (outcome.problem for outcome in outcomes), strict=True))
    return Measured(taken, book, campaign)


def _incoming(row: Labelled, n: int) -> Incoming:
    said = report(row.text, project_name=row.project, category=None, ask="请协调解决")
    return Incoming(said, Source("<m>", "汇总表.xlsx", "Sheet1", n + 4), row.project)


def lines(name: str, measured: Measured) -> list[str]:
    """One line of the table for each figure."""
    found = sum(seen for _, seen in measured.duplicates)
    kept = sum(seen for _, seen in measured.revisions)
    right = len(measured.merged) - len(measured.wrongly_merged)
    rows = len(measured.taken)
    figures = (
        ("rows / projects", f"{rows} / {len({row.project for row, _ in measured.taken})}"),
        ("merged automatically, pairs of rows", f"{len(measured.merged)}"),
        ("precision of automatic merges", f"{right / len(measured.merged):.3f}"),
        ("reported by another unit before, rows", f"{len(measured.duplicates)}"),
        ("of these merged or proposed", f"{found / len(measured.duplicates):.3f}"),
        ("revisions, rows", f"{len(measured.revisions)}"),
        ("revisions recognised", f"{kept / len(measured.revisions):.3f}"),
        ("proposals per 100 rows", f"{100 * measured.proposals / rows:.0f}"),
        ("of these idle, per 100 rows", f"{100 * measured.idle_proposals / rows:.0f}"),
    )
    return [f"| {name} | {what} | {value} |" for what, value in figures]


def misses(measured: Measured) -> Iterator[str]:
    for one, other in measured.wrongly_merged:
        yield f"merged wrongly: {one.text} | {other.text}"
    for row, seen in measured.duplicates:
        if not seen:
            yield f"duplicate not found: {row.project} {row.unit} {row.text}"
    for row, seen in measured.revisions:
        if not seen:
            yield f"revision not recognised: {row.project} {row.unit} {row.text}"


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true", help="record the figures in docs/accuracy.md")
    options.add_argument("--only", choices=SETS, help="one of the sets")
    options.add_argument("--misses", action="store_true", help="list what was not recognised")
    chosen = options.parse_args(arguments)
    table = ["| set | figure | value |", "| --- | --- | --- |"]
    for name in [chosen.only] if chosen.only else SETS:
        measured = measure(rows_of(name))
        table += [*lines(name, measured), *projects.lines(name)]
        if chosen.misses:
            print("\n".join(misses(measured)))
    print("\n".join(table))
    if chosen.write:
        DOCUMENT.write_text(_INTRODUCTION + "\n".join(table) + "\n", encoding="utf-8")


_INTRODUCTION = """# How well problems are recognised

Made by `make accuracy` from `tests/accuracy/*.csv`; do not edit. The rows are invented, written one by one in the words
of different offices: exact copies by other units, the same matter in quite different words, revisions, and near misses
(the same sentence for another section, plot, building, side or project). Rules and thresholds (`[identity]` in
campaign.toml) were made on `tuned_on`. `held_out` was written apart, but its rows were looked at twice before the last
change to the rules: its figures show that the rules are not cut to one set, not how they do on rows never seen.

Nothing is merged by a score: only the same words of two units within one project, and a unit's own rewording of a row
that its mail no longer lists and that speaks of the same thing. What else is alike is proposed to a coordinator, at
most three earlier numbers for one. A revision that is not recognised becomes a number of its own, and is proposed.

"""

if __name__ == "__main__":
    main()
