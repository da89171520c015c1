"""A row being read: its fields by kind, and the findings on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaign.forms import Form
from parsers.canvas import text_of
from parsers.context import ReadContext
from parsers.dates import DateReader
from parsers.findings import Code, Finding, finding
from parsers.grid import Value


@dataclass(slots=True)  # not frozen: hundreds are made for every sheet
class Cell:
    """A cell under its label: the text as shown, and the value the file holds (a date, a number)."""

    label: str
    text: str
    value: Value = None


@dataclass(slots=True)
class Draft:
    """Fields and findings of one row; `given` are the fields that have a column, `told` those that have a finding of
    their own already. `fields` and `cells` begin as `parsers.filling.blank`. `known`: what cells of the table gave
    already, by field, label, text and value.
    """

    form: Form
    context: ReadContext
    dates: DateReader
    sheet: str
    row: int
    seq: str
    head: Mapping[str, str]
    given: frozenset[str]
    fields: dict[str, object]
    cells: dict[str, Cell]
    findings: list[Finding]
    known: dict[tuple[str, str, str, Value], Mapping[str, object]]
    told: set[str] = field(default_factory=set)
    part: int | None = None

    def cell(self, key: str) -> Cell | None:
        """The cell of a field as the sender knows it; None where the sheet has no such column."""
        return self.cells[key] if key in self.given else None

    def say(
        self,
        code: Code,
        key: str | None,
        cell: Cell | None,
        value: str | None = None,
        wanted: str = "",
        reason: str = "",
    ) -> None:
        """Add a finding about a field of this row."""
        label = (cell.label or None) if cell else None
        text = value if value is not None else (cell.text if cell else None)
        standard = self.form[key].label if key and not wanted else wanted
        self.findings.append(
            finding(
                code,
                sheet=self.sheet,
                row=self.row,
                seq=self.seq or None,
                column=label,
                field=key,
                value=text,
                wanted=standard,
                reason=reason,
            )
        )

    def read_date(self, key: str, cell: Cell) -> str | None:
        """The date of a cell in ISO; sets the field, and tells why there is none."""
        value = cell.value if cell.value is not None and text_of(cell.value) == cell.text else cell.text
        reading = self.dates.read(value)
        another_year = reading.code == Code.DATE_YEAR and self.form.code not in ("F1", "F2")
        if reading.code and not another_year:  # projects and their nodes rightly reach over years
            self.say(reading.code, key, cell)
            self.told.add(key)
        day = self.fields[key] = reading.iso
        return day

    def text(self, key: str) -> str:
        value = self.fields.get(key)
        return value if isinstance(value, str) else ""
