"""A row being read: its fields by kind, and the findings on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from campaign.forms import Field, Form, Kind
from campaign.text import essence, squeeze
from campaign.vocabulary import (
    TIERS,
    Status,
    category_written,
    highest_tier,
    is_blank,
    levels_written,
    status_written,
    tier_of_body,
    tiers_written,
    waiting_on_written,
)
from parsers.canvas import text_of
from parsers.cells import chosen, money, money_unit, phones, units
from parsers.context import ReadContext
from parsers.dates import DateReader
from parsers.findings import Code, Finding, finding
from parsers.grid import Value


class Cell(NamedTuple):
    """A cell under its label: the text as shown, and the value the file holds (a date, a number)."""

    label: str
    text: str
    value: Value


@dataclass
class Draft:
    """Fields and findings of one row; `told` are fields that have a finding of their own already."""

    form: Form
    context: ReadContext
    dates: DateReader
    sheet: str
    row: int
    seq: str
    head: Mapping[str, str]
    part: int | None = None
    fields: dict[str, object] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

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
        label = cell.label if cell else None
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
        self.fields[key] = reading.iso
        return reading.iso

    def text(self, key: str) -> str:
        value = self.fields.get(key)
        return value if isinstance(value, str) else ""


#: kinds whose cells may hold little boxes, one ticked
_CHOSEN = frozenset({Kind.TIER, Kind.CATEGORY, Kind.LEVEL, Kind.STATUS, Kind.WAITING, Kind.CHOICE})
_Reader = Callable[[Draft, Field, Cell], object]


def fill(draft: Draft, cells: Mapping[str, Sequence[Cell]]) -> None:
    """Read every field of the form; fields without a column are None, extra ones then absent."""
    fields, read = draft.fields, draft.cells
    for item in draft.form.fields:
        key = item.key
        given = cells.get(key)
        if given is None and item.extra:
            continue
        cell = _joined(item, given or ())
        if item.kind in _CHOSEN:
            cell = cell._replace(text=chosen(cell.text))
        read[key] = cell
        fields[key] = _READERS[item.kind](draft, item, cell) if cell.text else None
        if key in _COMPANIONS:
            fields |= _COMPANIONS[key](cell)
    if draft.part is not None and draft.text("seq"):
        draft.fields["seq"] = f"{draft.text('seq')}-{draft.part}"


def _joined(item: Field, cells: Sequence[Cell]) -> Cell:
    """Several columns of one field as one cell: name and telephone, tick columns."""
    if len(cells) == 1:
        return cells[0]
    written = [cell for cell in cells if cell.text and not is_blank(cell.text)]
    if len(written) == 1:
        return written[0]
    if not written:
        return cells[0] if cells else Cell(item.label, "", None)
    texts = list(dict.fromkeys(cell.text for cell in written))
    return Cell(written[0].label, ("、" if item.kind != Kind.CONTACT else " ").join(texts), None)


def _text(draft: Draft, item: Field, cell: Cell) -> object:
    return None if is_blank(cell.text) and item.kind != Kind.SEQ else cell.text


def _project(draft: Draft, item: Field, cell: Cell) -> object:
    return None if is_blank(cell.text) else " ".join(cell.text.split())


def _number(draft: Draft, item: Field, cell: Cell) -> object:
    """A problem number; told when it is none. A bare 12 stays as written: the ledger knows the prefix."""
    key = re.sub("[‐-―−－]", "-", squeeze(cell.text)).upper().strip("。.;,、")
    if is_blank(key):
        return None
    if not re.fullmatch(r"[A-Z]{1,6}\d{4}-?\d{1,6}|\d{1,6}", key):
        draft.say(Code.NUMBER_UNREADABLE, item.key, cell)
    return key


def _date(draft: Draft, item: Field, cell: Cell) -> object:
    return draft.read_date(item.key, cell)


def _money(draft: Draft, item: Field, cell: Cell) -> object:
    if is_blank(cell.text):
        return None
    unit = money_unit(cell.label) or next(
        (money_unit(v) for k, v in draft.head.items() if k.endswith("单位") and v), None
    )
    amount = money(cell.text, unit)
    if amount is None:
        draft.say(Code.MONEY_UNREADABLE, item.key, cell)
    return amount


def _category(draft: Draft, item: Field, cell: Cell) -> object:
    categories = draft.context.formbook.categories
    if any(category.name == cell.text for category in categories):
        return cell.text
    text = cell.text.replace("其它", "其他")
    named = category_written(text, categories) or category_written(essence(text), categories)
    if len(named) > 1:
        draft.say(Code.CATEGORY_SEVERAL, item.key, cell, wanted=named[0])
    return named[0] if named else None


def _tier(draft: Draft, item: Field, cell: Cell) -> object:
    return highest_tier(_tiers_written(cell.text)) or tier_of_body(cell.text)


@lru_cache(maxsize=4096)
def _tiers_written(text: str) -> tuple[str, ...]:
    """The tiers of a cell, traditional characters included."""
    return tiers_written(text) or tiers_written(essence(text))


def _level(draft: Draft, item: Field, cell: Cell) -> object:
    levels = _levels(cell.text)
    return levels[0] if levels else None


@lru_cache(maxsize=4096)
def _levels(text: str) -> tuple[str, ...]:
    return levels_written(text)


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[str, ...]:
    """The units of a cell where there is no directory to ask."""
    return units(text, lambda name: False)


def _unit(draft: Draft, item: Field, cell: Cell) -> object:
    if is_blank(cell.text):
        return None
    find = draft.context.find_unit
    if find is not None and not any(find(name) for name in (cell.text, *units(cell.text, lambda n: bool(find(n))))):
        draft.say(Code.UNIT_UNKNOWN, item.key, cell)
    return cell.text


def _units(draft: Draft, item: Field, cell: Cell) -> object:
    """Names, the lead first, abbreviations expanded by the directory; a superior body need not be in it."""
    find = draft.context.find_unit
    if find is None:
        return list(_names(cell.text)) or None
    names = units(cell.text, lambda name: find(name) is not None)
    full: list[str] = []
    for name in names:
        unit = find(name)
        if unit is None and tier_of_body(name) is None:
            draft.say(Code.UNIT_UNKNOWN, item.key, cell, name)
        full.append(unit.name if unit else name)
    return list(dict.fromkeys(full)) or None


def _contact(draft: Draft, item: Field, cell: Cell) -> object:
    if is_blank(cell.text):
        return None
    found = phones(cell.text)
    for code, texts in ((Code.PHONE_LOST, found.lost), (Code.PHONE_ODD, found.odd)):
        for text in texts:
            draft.say(code, item.key, cell, text)
    if not (found.numbers or found.lost or found.odd):
        draft.say(Code.PHONE_MISSING, item.key, cell)
    return " ".join(cell.text.split())


def _status(draft: Draft, item: Field, cell: Cell) -> object:
    if is_blank(cell.text):
        return None
    status = status_written(cell.text) or status_written(essence(cell.text))
    if status is None:
        draft.say(Code.STATUS_UNKNOWN, item.key, cell, wanted="、".join(Status))
        draft.told.add(item.key)
    return status.value if status else None


def _waiting(draft: Draft, item: Field, cell: Cell) -> object:
    if is_blank(cell.text):
        return None
    holder = waiting_on_written(cell.text)
    if holder is None:
        draft.say(Code.VALUE_UNKNOWN, item.key, cell, wanted="部门、业主、中介、县级、上级")
    return holder.value if holder else None


_SAME_CHOICE = {"续建": "在建(续建)", "新开工": "在建(新开工)", "新建": "在建(新开工)", "前期": "预备", "储备": "预备"}


def _choice(draft: Draft, item: Field, cell: Cell) -> object:
    """One of the field's values, as it is spelled there; anything else is kept as written and told."""
    if is_blank(cell.text):
        return None
    key = squeeze(cell.text)
    exact = next((choice for choice in item.choices if squeeze(choice) == key), None)
    alike = [choice for choice in item.choices if squeeze(choice) in key]
    alike += [choice for word, choice in _SAME_CHOICE.items() if word in key and choice in item.choices]
    chosen = exact or next(iter(alike), None) or ("是" if "是" in item.choices and key in ("√", "✓", "1") else None)
    if chosen is None:
        draft.say(Code.VALUE_UNKNOWN, item.key, cell, wanted="、".join(item.choices))
    return chosen or cell.text


_READERS: Mapping[Kind, _Reader] = {
    Kind.SEQ: _text,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.PROJECT: _project,
    Kind.CODE: _text,
    Kind.UNIT: _unit,
    Kind.UNITS: _units,
    Kind.DATE: _date,
    Kind.MONEY: _money,
    Kind.CATEGORY: _category,
    Kind.TIER: _tier,
    Kind.LEVEL: _level,
    Kind.CONTACT: _contact,
    Kind.STATUS: _status,
    Kind.WAITING: _waiting,
    Kind.CHOICE: _choice,
}


def _tiers(cell: Cell) -> dict[str, object]:
    found = {*_tiers_written(cell.text), *filter(None, [tier_of_body(cell.text) if cell.text else None])}
    return {"tiers": [tier for tier in TIERS if tier in found] or None}


#: fields that come with another one: all levels, all tiers, the digits of a contact
_COMPANIONS: Mapping[str, Callable[[Cell], dict[str, object]]] = {
    "level": lambda cell: {"levels": list(_levels(cell.text)) or None},
    "tier": _tiers,
    "contact": lambda cell: {"contact_phones": list(phones(cell.text).numbers) or None},
}
