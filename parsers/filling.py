"""Cells → the fields of a row: every field of the form once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from campaign.blanks import is_error
from campaign.forms import FORMS, Field, Form, Kind
from parsers.cells import chosen
from parsers.draft import Cell, Draft
from parsers.findings import Code
from parsers.kinds import COMPANIONS, READERS, Reader

#: kinds of few values, which most columns repeat
_REPEATED = frozenset(Kind) - {Kind.SEQ, Kind.NUMBER, Kind.TEXT, Kind.LONG, Kind.PROJECT, Kind.CODE, Kind.CONTACT}
#: kinds whose cells may hold little boxes, one ticked
_CHOSEN = frozenset({Kind.TIER, Kind.CATEGORY, Kind.LEVEL, Kind.STATUS, Kind.WAITING, Kind.CHOICE})


class _Step(NamedTuple):
    """How a field is read; `also` gives the fields that come with it. `repeated`: its readings are remembered."""

    key: str
    item: Field
    read: Reader
    boxes: bool
    repeated: bool
    also: Callable[[Cell], dict[str, object]] | None


_STEPS: Mapping[str, tuple[_Step, ...]] = {
    form.code: tuple(
        _Step(
            item.key,
            item,
            READERS[item.kind],
            item.kind in _CHOSEN,
            item.kind in _REPEATED,
            COMPANIONS.get(item.key),
        )
        for item in form.fields
    )
    for form in FORMS
}


@lru_cache(maxsize=256)
def blank(form: Form, columns: tuple[tuple[str, str], ...]) -> tuple[Mapping[str, object], Mapping[str, Cell]]:
    """Fields and cells of a row in which nothing is written: None. `columns`: key and label of the fields that have
    one; extra fields are absent without it.
    """
    labels = dict(columns)
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
    for step in _STEPS[draft.form.code]:
        cell = cells.get(step.key)
        if cell is None:
            continue
        fields |= _remembered(draft, step, cell) if step.repeated else _read(draft, step, cell)
    if draft.part is not None and draft.text("seq"):
        draft.fields["seq"] = f"{draft.text('seq')}-{draft.part}"


def _remembered(draft: Draft, step: _Step, cell: Cell) -> Mapping[str, object]:
    """What the same cell gave in a row before; one of which something is told is read in every row."""
    same = step.key, cell.label, cell.text, cell.value
    known = draft.known.get(same)
    if known is None:
        told = len(draft.findings)
        known = _read(draft, step, cell)
        if len(draft.findings) == told and draft.cells[step.key] is cell:
            draft.known[same] = known
    return known


def _read(draft: Draft, step: _Step, cell: Cell) -> dict[str, object]:
    """The field, and those that come with it."""
    key, item = step.key, step.item
    if cell.text[0] == "#" and is_error(cell.text):
        cell = draft.cells[key] = _without_error(draft, item, cell)
    elif step.boxes and (text := chosen(cell.text)) != cell.text:
        cell = draft.cells[key] = Cell(cell.label, text, cell.value)
    found = {key: step.read(draft, item, cell) if cell.text else None}
    return found | step.also(cell) if step.also else found


def _without_error(draft: Draft, item: Field, cell: Cell) -> Cell:
    """``#REF!`` kept as text (csv, HTML) is told like the error of a formula, and is no content."""
    if not any(said.code == Code.ERROR_CELL and said.column == cell.label for said in draft.findings):
        draft.say(Code.ERROR_CELL, item.key, cell)
    return Cell(cell.label, "")
