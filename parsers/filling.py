"""Cells → the fields of a row: every field of the form once, several columns of one field joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from campaign.blanks import is_blank, is_error
from campaign.forms import Field, Form, Kind
from parsers.cells import chosen
from parsers.draft import Cell, Draft
from parsers.findings import Code
from parsers.kinds import COMPANIONS, READERS

#: kinds whose cells may hold little boxes, one ticked
_CHOSEN = frozenset({Kind.TIER, Kind.CATEGORY, Kind.LEVEL, Kind.STATUS, Kind.WAITING, Kind.CHOICE})


def blank(form: Form) -> tuple[dict[str, object], dict[str, Cell]]:
    """Fields and cells of a row without any column: None, and extra ones absent."""
    cells = {item.key: Cell(item.label, "", None) for item in form.fields if not item.extra}
    fields: dict[str, object] = {}
    for key, cell in cells.items():
        fields[key] = None
        if key in COMPANIONS:
            fields |= COMPANIONS[key](cell)
    return fields, cells


def fill(draft: Draft, cells: Mapping[str, Sequence[Cell]]) -> None:
    """Read every field that has a column; the draft begins as `blank`."""
    fields, read = draft.fields, draft.cells
    draft.given = frozenset(cells)
    for item in draft.form.fields:
        key = item.key
        given = cells.get(key)
        if given is None:
            continue
        cell = given[0] if len(given) == 1 else _joined(item, given)
        if cell.text[:1] == "#" and is_error(cell.text):
            cell = _without_error(draft, item, cell)
        if item.kind in _CHOSEN and (text := chosen(cell.text)) != cell.text:
            cell = cell._replace(text=text)
        read[key] = cell
        fields[key] = READERS[item.kind](draft, item, cell) if cell.text else None
        if key in COMPANIONS:
            fields |= COMPANIONS[key](cell)
    if draft.part is not None and draft.text("seq"):
        draft.fields["seq"] = f"{draft.text('seq')}-{draft.part}"


def _joined(item: Field, cells: Sequence[Cell]) -> Cell:
    """Several columns of one field as one cell: name and telephone, tick columns."""
    written = [cell for cell in cells if cell.text and not is_blank(cell.text)]
    if len(written) == 1:
        return written[0]
    if not written:
        return cells[0]
    texts = list(dict.fromkeys(cell.text for cell in written))
    return Cell(written[0].label, ("、" if item.kind != Kind.CONTACT else " ").join(texts), None)


def _without_error(draft: Draft, item: Field, cell: Cell) -> Cell:
    """``#REF!`` kept as text (csv, HTML) is told like the error of a formula, and is no content."""
    if not any(said.code == Code.ERROR_CELL and said.column == cell.label for said in draft.findings):
        draft.say(Code.ERROR_CELL, item.key, cell)
    return cell._replace(text="", value=None)
