"""What a reading returns: the JSON contract of `gongjian read` as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from parsers.findings import Finding, verdict


@dataclass(frozen=True)
class Column:
    """`index` is 0-based from column A; `field` our key, None for a column that is none of the form's."""

    index: int
    label: str
    field: str | None

    def as_json(self) -> dict[str, object]:
        return {"index": self.index, "label": self.label, "field": self.field}


@dataclass(frozen=True)
class Row:
    """One problem, node or project of a sheet. `row` is 1-based as the sender sees it; `values` as written.

    `project`: the code of the catalogue's project, where a catalogue was asked and knew it.
    """

    row: int
    part: int | None
    values: Mapping[str, str | None]
    fields: Mapping[str, object]
    findings: tuple[Finding, ...] = ()
    project: str | None = None

    @property
    def verdict(self) -> str:
        """accepted · noted · incomplete · skipped."""
        return verdict(self.findings) if self.findings else "accepted"

    def text(self, key: str) -> str:
        """A text field; empty when absent."""
        value = self.fields.get(key)
        return value if isinstance(value, str) else ""

    def names(self, key: str) -> tuple[str, ...]:
        """A list field (body, cooperating, tiers, levels, contact_phones); empty when absent."""
        value = self.fields.get(key)
        return tuple(str(item) for item in value) if isinstance(value, (list, tuple)) else ()

    def as_json(self) -> dict[str, object]:
        return {
            "row": self.row,
            "part": self.part,
            "values": dict(self.values),
            "fields": dict(self.fields),
            "verdict": self.verdict,
            "findings": [item.as_json() for item in self.findings],
        }


@dataclass(frozen=True)
class TableReading:
    """`form`: F1 F1z F2 F3 F4 F5, None for any other table. `header_rows` are 1-based."""

    sheet: str
    form: str | None
    title: str | None
    head: Mapping[str, str | None]
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[str, ...]

    @property
    def data(self) -> tuple[Row, ...]:
        """The rows that are data, whether complete or not."""
        return tuple(row for row in self.rows if row.verdict != "skipped")

    def as_json(self) -> dict[str, object]:
        return {
            "sheet": self.sheet,
            "form": self.form,
            "title": self.title,
            "head": dict(self.head),
            "header_rows": list(self.header_rows),
            "columns": [column.as_json() for column in self.columns],
            "rows": [row.as_json() for row in self.rows],
            "foot": list(self.foot),
        }


@dataclass(frozen=True)
class Reason:
    """Why a file was refused: a code of docs/findings.md and the sentence for its sender."""

    code: str
    message: str

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, "message": self.message}


@dataclass(frozen=True)
class FileReading:
    """One file. `outcome`: read or refused, then with `reason`. `members`: what is inside a zip or mail."""

    file: str
    sha256: str
    format: str | None
    outcome: str
    reason: Reason | None = None
    members: tuple[FileReading, ...] = ()
    tables: tuple[TableReading, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def refused(self) -> bool:
        return self.outcome == "refused"

    def walk(self) -> Iterator[FileReading]:
        """The file and everything inside it, outermost first."""
        yield self
        for member in self.members:
            yield from member.walk()

    def as_json(self) -> dict[str, object]:
        return {
            "file": self.file,
            "sha256": self.sha256,
            "format": self.format,
            "outcome": self.outcome,
            "reason": self.reason.as_json() if self.reason else None,
            "members": [member.as_json() for member in self.members],
            "tables": [table.as_json() for table in self.tables],
            "findings": [item.as_json() for item in self.findings],
        }
