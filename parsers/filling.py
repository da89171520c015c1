"""Cells → the fields of a row: every field of the form once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from campaign.blanks import is_error
from campaign.forms import FORMS, Field, Form, Kind
from parsers.cells import chosen
from parsers.draft import Cell, Draft
from parsers.findings import Code
from parsers.kinds import COMPANIONS, READERS, Reader

#: kinds whose cells may hold little boxes, one ticked
_CHOSEN = frozenset({Kind.TIER, Kind.CATEGORY, Kind.LEVEL, Kind.STATUS, Kind.WAITING, Kind.CHOICE})


class _Step(NamedTuple):
    """How a field is read; `also` gives the fields that come with it."""

    key: str
    item: Field
    read: Reader
    boxes: bool
    also: Callable[[Cell], dict[str, object]] | None


_STEPS: Mapping[str, tuple[_Step, ...]] = {
    form.code: tuple(
        _Step(item.key, item, READERS[item.kind], item.kind in _CHOSEN, COMPANIONS.get(item.key))
        for item in form.fields
    )
    for form in FORMS
}


def blank(form: Form, labels: Mapping[str, str]) -> tuple[dict[str, object], dict[str, Cell]]:
    """Fields and cells of a row in which nothing is written: None. `labels`: of the fields that have a column; extra
    fields are absent without one.
    """
    items = [item for item in form.fields if not item.extra]
    items += [item for item in form.fields if item.extra and item.key in labels]
    cells = {item.key: Cell(labels.get(item.key, item.label), "") for item in items}
    fields: dict[str, object] = {}
    for key, cell in cells.items():
        fields[key] = None
        if key in COMPANIONS:
            fields |= COMPANIONS[key](cell)
    return fields, cells


def fill(draft: Draft, cells: Mapping[str, Cell]) -> None:
    """Read every field that is written; the draft begins as `blank`."""
    fields = draft.fields
    draft.cells |= cells
    for key, item, read, boxes, also in _STEPS[draft.form.code]:
        cell = cells.get(key)
        if cell is None:
            continue
        if cell.text[0] == "#" and is_error(cell.text):
            cell = draft.cells[key] = _without_error(draft, item, cell)
        elif boxes and (text := chosen(cell.text)) != cell.text:
            cell = draft.cells[key] = Cell(cell.label, text, cell.value)
        fields[key] = read(draft, item, cell) if cell.text else None
        if also:
            fields |= also(cell)
    if draft.part is not None and draft.text("seq"):
        draft.fields["seq"] = f"{draft.text('seq')}-{draft.part}"


def _without_error(draft: Draft, item: Field, cell: Cell) -> Cell:
    """``#REF!`` kept as text (csv, HTML) is told like the error of a formula, and is no content."""
    if not any(said.code == Code.ERROR_CELL and said.column == cell.label for said in draft.findings):
        draft.say(Code.ERROR_CELL, item.key, cell)
    return Cell(cell.label, "")
