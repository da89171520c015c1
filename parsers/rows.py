"""Table → rows: every line below the header in order, each data row read by the fields of its form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from campaign.blanks import is_blank
from campaign.forms import Form
from parsers.budget import remaining
from parsers.draft import Cell, Draft
from parsers.filling import blank, fill
from parsers.findings import Code, Finding, finding
from parsers.judge import contact_of_head, judge
from parsers.leads import set_leads
from parsers.nodes import read_nodes
from parsers.notdata import continues, not_data, reports_nothing
from parsers.numbering import split_problems
from parsers.result import Row
from parsers.rowcells import RowCells, row_cells
from parsers.sections import Section, section_of
from parsers.sheet import Sheet


def read_rows(sheet: Sheet) -> tuple[Row, ...]:
    """Every non-blank row below the header, in order; several objects for several problems or nodes of a row."""
    reasons = {number: not_data(sheet, number) for number in sheet.table.body}
    continued = _continued(sheet, reasons)
    under = _under_sections(sheet, reasons)
    rows: list[Row] = []
    above: dict[int, Cell] = {}
    headed = False  # by a section, since a row has named its project
    for number, reason in reasons.items():
        remaining()
        if reason is not None:
            rows.append(_skipped(sheet, number, reason))
            headed = headed or reason is Code.SECTION_ROW
        elif number in continued:
            rows.append(_skipped(sheet, number, Code.CONTINUATION_ROW, str(continued[number] + 1)))
        else:
            more = [line for line, first in continued.items() if first == number]
            cells = row_cells(sheet, number, above, more)
            rows += _read(sheet, number, cells, {} if headed else above, under.get(number))
            headed = headed and not _names_project(sheet, cells)
            above |= cells.by_column
    return tuple(rows)


def _continued(sheet: Sheet, reasons: Mapping[int, Code | None]) -> dict[int, int]:
    """Rows that only go on with the text of a row above → that row."""
    found: dict[int, int] = {}
    previous: int | None = None
    for number, reason in reasons.items():
        if reason is not None:
            previous = None
        elif previous is not None and continues(sheet, number, previous):
            found[number] = found.get(previous, previous)
            previous = number
        else:
            previous = number
    return found


def _names_project(sheet: Sheet, cells: RowCells) -> bool:
    return any(column.index in cells.by_column for column in sheet.layout.of("project_name"))


def _under_sections(sheet: Sheet, reasons: Mapping[int, Code | None]) -> dict[int, str]:
    """Data row → the project that the heading over it names; a heading of the same depth without one ends it."""
    found: dict[int, str] = {}
    over: Section | None = None
    for number, reason in reasons.items():
        if reason is Code.SECTION_ROW:
            heading = _heading(sheet, number)
            if heading.project or (over and heading.depth <= over.depth):
                over = heading
        elif reason is None and over and over.project:
            found[number] = over.project
    return found


def _heading(sheet: Sheet, number: int) -> Section:
    """A heading; where there is a column for the project, what stands in it."""
    heading = sheet.named.get(number) or section_of(sheet.table.canvas.own(number), sheet.context)
    columns = [] if len(sheet.table.canvas.own(number)) == 1 else sheet.layout.of("project_name")
    written = [sheet.table.canvas.text(number, column.index) for column in columns]
    return replace(heading, project=heading.project or next(filter(None, written), None))


def _skipped(sheet: Sheet, number: int, code: Code, value: str | None = None) -> Row:
    return Row(number + 1, None, sheet.values(number), {}, (sheet.say(code, number, value),))


def _read(sheet: Sheet, number: int, cells: RowCells, above: Mapping[int, Cell], heading: str | None) -> list[Row]:
    form = sheet.layout.form
    if form is None:
        return [Row(number + 1, None, sheet.values(number), {}, tuple(_marks(sheet, number)))]
    if reports_nothing(sheet, number):
        return [_nothing(sheet, number, form, cells)]
    if sheet.layout.wide:
        drafts = read_nodes(sheet, cells, lambda: _draft(sheet, number, form))
        return [_finish(sheet, number, draft) for draft in drafts]
    return _problems(sheet, number, form, cells, above, heading)


def _nothing(sheet: Sheet, number: int, form: Form, cells: RowCells) -> Row:
    """A row that is a zero report as a whole: somebody answers for it (5.2), the rest says nothing."""
    draft = _draft(sheet, number, form)
    draft.fields = dict(blank(form, ())[0])
    fill(draft, {key: cell for key, cell in cells.by_key.items() if key == "contact"})
    contact_of_head(draft)
    fields = draft.fields | {"seq": sheet.seq(number) or None}
    return Row(number + 1, None, sheet.values(number), fields, (sheet.say(Code.NO_PROBLEM, number),))


def _problems(
    sheet: Sheet, number: int, form: Form, cells: RowCells, above: Mapping[int, Cell], heading: str | None
) -> list[Row]:
    """A row of a form, once per problem in it."""
    inherited = _inherited(sheet, cells.by_key, above, heading)
    by_key = {**cells.by_key, "project_name": inherited[1]} if inherited else cells.by_key
    parts = _parts(sheet, form, by_key)
    drafts: list[Draft] = []
    for part, overrides in enumerate(parts, 1):
        draft = _draft(sheet, number, form)
        if len(parts) > 1:
            draft.part = part
            draft.say(Code.PROBLEMS_SPLIT, "problem", by_key["problem"], str(len(parts)))
        if inherited:
            draft.say(inherited[0], "project_name", inherited[1])
            draft.given |= {"project_name"}
        _tell_unfilled(draft, sheet, cells)
        fill(draft, {**by_key, **overrides} if overrides else by_key)
        drafts.append(draft)
    if len(parts) > 1 and "body" not in parts[0]:
        set_leads(drafts, own_asks="ask" in parts[0])
    return [_finish(sheet, number, draft) for draft in drafts]


def _draft(sheet: Sheet, number: int, form: Form) -> Draft:
    fields, cells = sheet.blank
    findings = _marks(sheet, number)
    if sheet.table.headless:
        findings.append(sheet.say(Code.WITHOUT_HEADER, number))
    return Draft(
        form,
        sheet.context,
        sheet.dates,
        sheet.name,
        number + 1,
        sheet.seq(number),
        sheet.head,
        sheet.given,
        dict(fields),
        dict(cells),
        findings,
        sheet.known,
    )


def _finish(sheet: Sheet, number: int, draft: Draft) -> Row:
    project = judge(draft)
    return Row(number + 1, draft.part, sheet.values(number), draft.fields, tuple(draft.findings), project)


def _inherited(
    sheet: Sheet, cells: Mapping[str, Cell], above: Mapping[int, Cell], heading: str | None
) -> tuple[Code, Cell] | None:
    """The project of a row that names none: that of the row above or of its heading, and how that is told."""
    if cell := _project_above(sheet, cells, above):
        return Code.PROJECT_FROM_ABOVE, cell
    form = sheet.layout.form
    if heading is None or form is None or form.code != "F1":
        return None
    if not all(is_blank(cells[key].text) for key in ("project_name", "project_code") if key in cells):
        return None
    columns = sheet.layout.of("project_name")
    return Code.PROJECT_FROM_SECTION, Cell(columns[0].label if columns else "", heading)


def _project_above(sheet: Sheet, cells: Mapping[str, Cell], above: Mapping[int, Cell]) -> Cell | None:
    """A further problem of the project above: its 序号 is blank or counts under that one, and only a problem stands."""
    form = sheet.layout.form
    if form is None or form.code != "F1" or "project_name" in cells or "problem" not in cells:
        return None
    if not {"project_name", "seq"} <= sheet.given:
        return None
    before, project = (_last(sheet, key, above) for key in ("seq", "project_name"))
    follows = "seq" not in cells or (before is not None and _counts_under(cells["seq"].text, before.text))
    if not follows or project is None or is_blank(project.text) or not _same_code(sheet, cells, above):
        return None
    return Cell(project.label, project.text)


def _last(sheet: Sheet, key: str, above: Mapping[int, Cell]) -> Cell | None:
    """What was last written in a field's column."""
    columns = sheet.layout.of(key)
    return above.get(columns[0].index) if columns else None


def _same_code(sheet: Sheet, cells: Mapping[str, Cell], above: Mapping[int, Cell]) -> bool:
    """No code of a project of its own stands in the row."""
    code, before = cells.get("project_code"), _last(sheet, "project_code", above)
    return code is None or is_blank(code.text) or (before is not None and before.text == code.text)


_SUBSERIAL = re.compile(r"[（(]?(\d{1,3})[）)]?(?:[-－—.．、（(](\d{1,3})[）)]?)?")


def _counts_under(serial: str, above: str) -> bool:
    """``1.1`` or ``1-1`` below 1 or another number that begins with 1."""
    here, there = _SUBSERIAL.fullmatch(serial), _SUBSERIAL.fullmatch(above)
    return bool(here and there and here[2] and here[1] == there[1])


def _tell_unfilled(draft: Draft, sheet: Sheet, cells: RowCells) -> None:
    for column in sheet.layout.columns if cells.unfilled else ():
        if column.index in cells.unfilled and column.key:
            draft.say(Code.NOTHING_ABOVE, column.key, Cell(column.label, ""), "同上")
            draft.told.add(column.key)


def _parts(sheet: Sheet, form: Form, cells: Mapping[str, Cell]) -> list[dict[str, Cell]]:
    """One override per problem of the problem cell; other cells with as many marks are shared out alike."""
    if form.code != "F1" or "problem" not in cells:
        return [{}]
    problems = split_problems(cells["problem"].text)
    if len(problems) == 1:
        return [{}]
    shared: dict[str, tuple[str, ...]] = {"problem": problems}
    for key in ("ask", "matter", "category", "tier", "body", "due"):
        alone = key in cells and len(sheet.shared.get(key, ())) <= 1
        pieces = split_problems(cells[key].text) if alone else ()
        if len(pieces) == len(problems):
            shared[key] = pieces
    return [{key: Cell(cells[key].label, pieces[n]) for key, pieces in shared.items()} for n in range(len(problems))]


def _marks(sheet: Sheet, number: int) -> list[Finding]:
    """What the sheet shows beside the text: hidden rows, error values, cells struck through."""
    grid, canvas = sheet.table.canvas.grid, sheet.table.canvas
    found = [sheet.say(Code.HIDDEN_ROW, number)] if number in grid.hidden_rows else []
    if not grid.errors and not grid.struck:
        return found
    for column, label in sheet.table.labels.items():
        here = (number, column)
        struck = canvas.text(*here) if here in grid.struck else ""
        for code, text in ((Code.ERROR_CELL, grid.errors.get(here)), (Code.STRUCK_CELL, struck)):
            if text:
                found.append(finding(code, sheet=sheet.name, row=number + 1, column=label, value=text))
    return found
