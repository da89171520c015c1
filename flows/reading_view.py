"""The human view of `gongjian read`: tables in the sender's own columns, every finding marked at its cell."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.box import ROUNDED
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from parsers.findings import Finding, Weight
from parsers.refusal import Refusal
from parsers.result import Column, FileReading, Row, TableReading

_PIPE = 160  # columns where nobody says how wide the screen is
_LONGEST = 60  # characters of a text before it is cut
_SHORT = 12  # the same in a row that is no data
_WIDEST, _NARROWEST = 30, 12  # of a column whose texts are long
_EDGE = 26  # the columns of the row's number and of its verdict

_VERDICTS = {
    "accepted": ("green", "registered as it is (挂号)"),
    "noted": ("yellow", "registered, its sender is told of the notes"),
    "incomplete": ("red", "waits for its sender to complete it (待补正)"),
    "skipped": ("bright_black", "no data row, left out"),
}
_COLOURS = {Weight.INFO: "cyan", Weight.NOTE: "yellow", Weight.INCOMPLETE: "bold red", Weight.SKIP: "bright_black"}

#: why a file is refused, for the operator; its sender gets the Chinese sentence with M02c
_WHY = {
    Refusal.EMPTY_FILE: "it has no content at all (0 bytes)",
    Refusal.ENCRYPTED: "it opens only with a password, and the well-known default password is not the one",
    Refusal.NOT_A_SPREADSHEET: "it holds no table that could be a 汇总表; it is kept as it came",
    Refusal.DAMAGED: "it is broken off or damaged, no reader opens it",
    Refusal.TOO_LARGE: "it is larger than this campaign reads ([limits] in campaign.toml)",
    Refusal.LOCK_FILE: "it is the lock file (~$…) of an open workbook, not the workbook",
    Refusal.TOO_DEEP: "archives and mails are packed into one another too deeply ([limits] in campaign.toml)",
    Refusal.TOO_MANY: "there are more files inside than this campaign reads ([limits] in campaign.toml)",
    Refusal.SCANNED: "it is a scan or a picture without text; kept as the 盖章扫描件, the xlsx is asked for",
    Refusal.UNSUPPORTED_ARCHIVE: "this kind of archive cannot be unpacked here; a zip is asked for",
    Refusal.LINKED_ATTACHMENT: "it is only a link to a 超大附件, and links are never fetched",
    Refusal.TRUNCATED_MAIL: "the mail was cut off on its way, the attachment is not whole",
    Refusal.ENCRYPTED_MAIL: "the mail itself is encrypted",
}

#: the columns that are shown first where the screen is too narrow for all of them
_FIRST = ("number", "project_name", "problem", "ask", "status", "progress", "tier", "body", "due", "node", "category")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def show_readings(readings: Iterable[FileReading]) -> bool:
    """The readings for a person; whether none was refused."""
    known_width = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(width=None if known_width else _PIPE, highlight=False)
    outcomes: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for reading in readings:
        outcomes[reading.outcome] += 1
        for member in reading.walk():
            inside = reading.file if member is not reading else ""
            console.print(*_file(member, inside, console.width), sep="\n")
            rows.update(row.verdict for table in member.tables for row in table.rows)
    console.print(*_legend(outcomes, rows), sep="\n")
    return not outcomes["refused"]


def _plain(text: str) -> str:
    """Nothing in a foreign text may steer the terminal or turn it round."""
    return _HIDDEN.sub("�", text)


def _file(reading: FileReading, inside: str, width: int) -> Iterator[RenderableType]:
    title = Text.assemble(
        (f"{_plain(inside)} → " if inside else "", "bright_black"),
        (_plain(reading.file), "bold"),
        (f"  {reading.format or 'unknown format'}", "bright_black"),
    )
    yield Rule(title, align="left", style="red" if reading.refused else "bright_black")
    if reading.reason:
        why = _WHY[Refusal(reading.reason.code)]
        yield Text.assemble(("refused", "bold red"), f" ({reading.reason.code}): {why}.")
        yield Text.assemble(("its sender is told: ", "bright_black"), _plain(reading.reason.message))
    if reading.findings:
        yield _listed([("·", finding) for finding in reading.findings])
    for table in reading.tables:
        yield from _sheet(table, width)
    yield Text()


def _sheet(table: TableReading, width: int) -> Iterator[RenderableType]:
    name = f"{table.form}" if table.form else "none of the forms F1–F5"
    yield Text()
    yield Text.assemble(
        (_plain(table.sheet), "bold"), "  ", (name, "bold cyan"), "  ", _plain(table.title or "(no title)")
    )
    if table.head:
        pairs = (f"{_plain(label)} {_plain(value or '—')}" for label, value in table.head.items())
        yield Text("  ".join(pairs), style="bright_black")
    yield _counts(Counter(row.verdict for row in table.rows), "row")
    if table.rows:
        view = _View(table, width)
        yield view.table()
        yield _listed([(f"[{number}]", finding) for number, finding in view.marked])


def _counts(verdicts: Mapping[str, int], noun: str) -> Text:
    number = sum(verdicts.values())
    text = Text(f"{number} {noun}{'' if number == 1 else 's'}")
    there = [verdict for verdict in _VERDICTS if verdicts.get(verdict)]
    for joint, verdict in zip([": ", *[" · "] * len(there)], there, strict=False):
        text.append(joint).append(f"{verdicts[verdict]} {verdict}", _VERDICTS[verdict][0])
    return text


def _listed(findings: Sequence[tuple[str, Finding]]) -> RenderableType:
    """Mark, sentence and code of each finding, in columns."""
    lines = Table.grid(padding=(0, 2, 0, 0))
    lines.add_column(justify="right", no_wrap=True)
    lines.add_column(overflow="fold")
    lines.add_column(no_wrap=True, style="bright_black")
    for mark, finding in findings:
        lines.add_row(Text(mark, _COLOURS[finding.weight]), Text(_plain(finding.message)), finding.code.value)
    return Padding(lines, (0, 0, 0, 2))


@dataclass
class _View:
    """One table on a screen of `width`; `marked` are the findings in the order of their marks."""

    reading: TableReading
    width: int
    marked: list[tuple[int, Finding]] = field(default_factory=list)

    def table(self) -> Table:
        columns, left_out = self._columns()
        caption = (
            f"no room here for {', '.join(c.label for c in left_out)}; --format json has all" if left_out else None
        )
        view = Table(box=ROUNDED, border_style="bright_black", show_lines=True, header_style="bold")
        view.caption, view.caption_justify = caption and _plain(caption), "left"
        view.add_column("row", justify="right", no_wrap=True)
        view.add_column("verdict", max_width=14)
        for column in columns:
            view.add_column(
                _heading(column, self.reading.form), overflow="fold", max_width=_WIDEST, min_width=_narrowest(column)
            )
        for row in self.reading.rows:
            view.add_row(*self._line(row, columns), style="bright_black" if row.verdict == "skipped" else "")
        return view

    def _columns(self) -> tuple[list[Column], list[Column]]:
        """The columns that fit, in sheet order, and those that do not: the empty ones and the less telling first."""
        used = {label for row in self.reading.rows for label, value in row.values.items() if value}
        told = {finding.column for row in self.reading.rows for finding in row.findings}
        wanted = [column for column in self.reading.columns if column.label in used | told]
        room = self.width - _EDGE
        fitting: list[Column] = []
        for column in sorted(wanted, key=lambda column: _rank(column, told)):
            room -= min(self._need(column), _NARROWEST) + 3
            if room >= 0 or not fitting:
                fitting.append(column)
        return [c for c in wanted if c in fitting], [c for c in wanted if c not in fitting]

    def _need(self, column: Column) -> int:
        texts = (row.values.get(column.label) or "" for row in self.reading.rows)
        return max(cell_len(text) for text in (column.label, column.field or "", *texts))

    def _line(self, row: Row, columns: Sequence[Column]) -> Iterator[Text]:
        marks = self._marks(row, columns)
        colour = _VERDICTS[row.verdict][0]
        yield Text(f"{row.row}.{row.part}" if row.part else str(row.row))
        yield Text(row.verdict, colour).append_text(_signs(marks.get(None, ())))
        for column in columns:
            here = marks.get(column.label, ())
            text = _cell(row, column)
            text.stylize(_heaviest(here))
            yield text.append_text(_signs(here))

    def _marks(self, row: Row, columns: Sequence[Column]) -> dict[str | None, list[tuple[int, Finding]]]:
        """Findings by the label of their column; those of no column that is shown stand at the verdict."""
        shown = {column.field: column.label for column in reversed(columns)}
        labels = {column.label for column in columns}
        places = {column.label: place for place, column in enumerate(columns)}
        found: dict[str | None, list[tuple[int, Finding]]] = {}
        at = [(f.column if f.column in labels else shown.get(f.field) if f.field else None, f) for f in row.findings]
        for label, finding in sorted(at, key=lambda item: places.get(item[0] or "", -1)):
            found.setdefault(label, []).append(self._mark(finding))
        return found

    def _mark(self, finding: Finding) -> tuple[int, Finding]:
        """The next number, or that of the same sentence before."""
        same = next((mark for mark in reversed(self.marked) if mark[1].message == finding.message), None)
        if same is None:
            same = (len(self.marked) + 1, finding)
            self.marked.append(same)
        return same


def _rank(column: Column, told: set[str | None]) -> tuple[bool, int, int]:
    place = _FIRST.index(column.field) if column.field in _FIRST else len(_FIRST) + (column.field is None)
    return (column.label not in told and place >= 3, place, column.index)


def _narrowest(column: Column) -> int:
    """Our key of the column stays in one line."""
    return min(len(column.field or ""), _NARROWEST)


def _heading(column: Column, form: str | None) -> Text:
    key = f"\n{column.field or '—'}" if form else ""
    return Text.assemble(_plain(column.label), (key, "not bold bright_black"))


def _cell(row: Row, column: Column) -> Text:
    """What is written, and what it is understood as where that is something else; of several problems, the one."""
    written = row.values.get(column.label) or ""
    if row.verdict == "skipped" or column.field in (None, "seq"):
        return Text(_cut(_plain(written), _SHORT if row.verdict == "skipped" else _LONGEST))
    understood = _understood(row.fields.get(column.field))
    if not understood or "".join(understood.split()) == "".join(written.split()):
        return Text(_cut(_plain(written), _LONGEST))
    shown = "" if row.part and understood in written else f"{_cut(_plain(written), _LONGEST)} "
    return Text.assemble(shown.lstrip(), (f"→{_cut(_plain(understood), _LONGEST)}", "cyan"))


def _understood(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}万元"
    return "" if value is None else str(value)


def _cut(text: str, longest: int) -> str:
    one = " ".join(text.split())
    return one if len(one) <= longest else one[:longest] + "…"


def _heaviest(marks: Sequence[tuple[int, Finding]]) -> str:
    weights = [finding.weight for _, finding in marks]
    return next((_COLOURS[weight] for weight in (Weight.INCOMPLETE, Weight.NOTE) if weight in weights), "")


def _signs(marks: Sequence[tuple[int, Finding]]) -> Text:
    signs = Text()
    for number, finding in marks:
        signs.append(f" [{number}]", _COLOURS[finding.weight])
    return signs


def _legend(outcomes: Mapping[str, int], rows: Mapping[str, int]) -> Iterator[RenderableType]:
    """What became of it all, and what the words mean."""
    files = f"{outcomes.get('read', 0)} read"
    refused = Text(f", {outcomes['refused']} refused", "bold red") if outcomes.get("refused") else Text()
    yield Rule(style="bright_black")
    yield Text.assemble("Files: ", files, refused, "   ", _counts(rows, "row"))
    for verdict, (colour, meaning) in _VERDICTS.items():
        if rows.get(verdict):
            yield Text.assemble("  ", (f"{verdict:<10}", colour), f"  {meaning}")
    if rows:
        yield Text.assemble(
            ("  →           ", "cyan"), "as it is understood   ", ("[1]", "yellow"), " the finding below the table"
        )
