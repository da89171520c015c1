"""Table → rows: what is data and what is not, and each data row read by the fields of its form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from campaign.forms import Form
from campaign.vocabulary import is_blank, is_same_as_above, reports_none
from parsers.canvas import without_space
from parsers.cells import split_problems
from parsers.columns import Layout, Placed
from parsers.context import ReadContext
from parsers.dates import DateReader
from parsers.draft import Cell, Draft, fill
from parsers.findings import Code, Finding, finding
from parsers.head import is_remark, is_signature
from parsers.judge import judge
from parsers.result import Row
from parsers.table import Table

_TOTAL = re.compile(
    r"^[(（【]?(?:合计|小计|总计|共计|累计|总合计|县合计|总数)|(?:合计|小计|总计)[：:]?$|^共\d+[个项条]"
)
_EXAMPLE = re.compile(
    r"^[(（【\[]?(?:示例|样例|范例|例|填写示例|填报示例|举例|例如|如)[)）】\]：:\d]*(?:$|[：:）)])|示例|样例|范例|[（(]例[）)]"
)
_SECTION = re.compile(r"^(?:[（(]?[一二三四五六七八九十]+[）)]?[、.．]?|[（(]\d+[)）]).{1,40}$")
_TICKED = re.compile(r"^[√✓✔☑vVyY是1●■有需]$")


@dataclass(frozen=True)
class Sheet:
    """What the rows of one table share."""

    table: Table
    layout: Layout
    context: ReadContext
    dates: DateReader
    name: str


def read_rows(sheet: Sheet) -> tuple[Row, ...]:
    """Every non-blank row below the header, in order; several objects for several problems or nodes of a row."""
    rows: list[Row] = []
    above: dict[int, str] = {}
    for number in sheet.table.body:
        skipped = _not_data(sheet, number)
        if skipped:
            rows.append(Row(number + 1, None, _values(sheet, number), {}, (_say(sheet, skipped, number),)))
            continue
        cells, missing = _cells(sheet, number, above)
        rows += _read(sheet, number, cells, missing, above)
        above |= {index: cell.text for index, cell in cells.items() if cell.text}
    return tuple(rows)


def _say(sheet: Sheet, code: Code, number: int) -> Finding:
    return finding(code, sheet=sheet.name, row=number + 1, seq=_seq(sheet, number) or None)


def _values(sheet: Sheet, number: int) -> dict[str, str | None]:
    """The row as written, cells merged from above included, blank cells as None."""
    canvas = sheet.table.canvas
    return {
        label: canvas.text(canvas.source(number, column), column) or None
        for column, label in sheet.table.labels.items()
    }


def _seq(sheet: Sheet, number: int) -> str:
    """The 序号 of a row; empty where that cell holds a sentence instead."""
    columns = sheet.layout.of("seq")
    text = sheet.table.canvas.text(number, columns[0].index) if columns else ""
    return text if len(text) <= 8 else ""


def _not_data(sheet: Sheet, number: int) -> Code | None:
    """Why a row is no data, or None when it is."""
    table, canvas = sheet.table, sheet.table.canvas
    if number in table.foot_rows:
        return Code.NOTE_ROW
    if number in table.again:
        return Code.HEADER_AGAIN
    cells = canvas.own(number)
    texts = [cell.text for cell in cells]
    if not texts:
        return Code.EMPTY_ROW
    if len(texts) <= 3 and (is_remark(texts[0]) or is_signature(texts[0])):
        return Code.NOTE_ROW
    return _by_first_cells(sheet, number, texts) or _by_emptiness(sheet, number)


def _by_first_cells(sheet: Sheet, number: int, texts: list[str]) -> Code | None:
    leading = [without_space(text) for text in _leading(sheet, number)] or [without_space(texts[0])]
    if any(_TOTAL.search(text) and len(text) <= 20 for text in leading) and not _has_problem(sheet, number):
        return Code.TOTAL_ROW
    if any(_EXAMPLE.search(text) for text in leading):
        return Code.EXAMPLE_ROW
    if len(texts) >= 3 and [text for text in texts if text.isdigit()] == texts and _counts(texts):
        return Code.COLUMN_NUMBERS
    if len(texts) == 1 and len(sheet.table.labels) > 2 and _SECTION.match(leading[0]) and not leading[0].isdigit():
        return Code.SECTION_ROW
    return None


def _leading(sheet: Sheet, number: int) -> list[str]:
    """The cells by which a row is known: 序号, project, and the first one written."""
    canvas = sheet.table.canvas
    keys = ("seq", "project_name", "project_code", "number")
    columns = [column.index for key in keys for column in sheet.layout.of(key)]
    first = min(sheet.table.labels, default=0)
    found = [canvas.text(number, column) for column in dict.fromkeys([first, *columns])]
    own = canvas.own(number)
    return [text for text in [*found, own[0].text if own else ""] if text]


def _has_problem(sheet: Sheet, number: int) -> bool:
    """A row with a whole number as 序号 and a problem is data even if a word in it looks like a total."""
    canvas = sheet.table.canvas
    problem = [canvas.text(number, column.index) for column in sheet.layout.of("problem")]
    return _seq(sheet, number).isdigit() and any(len(text) >= 10 for text in problem)


def _counts(texts: list[str]) -> bool:
    numbers = [int(text) for text in texts]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in (0, 1)


def _by_emptiness(sheet: Sheet, number: int) -> Code | None:
    """Rows with a number only (pre-numbered), or struck out as a whole."""
    canvas = sheet.table.canvas
    numbering = {column.index for column in sheet.layout.of("seq")}
    written = [cell.left for cell in canvas.own(number) if cell.left not in numbering]
    content = [column for column in written if not is_blank(canvas.text(number, column))]
    if not content and not _says_none(sheet, number):
        return Code.EMPTY_ROW
    struck = canvas.grid.struck
    if content and all((number, column) in struck for column in content):
        return Code.STRUCK_ROW
    return None


def _says_none(sheet: Sheet, number: int) -> bool:
    """A zero report: 无 under 项目名称 or 存在问题, or alone at the start of the row (5.2)."""
    columns = [column.index for key in ("seq", "project_name", "problem") for column in sheet.layout.of(key)]
    return any(reports_none(sheet.table.canvas.text(number, column)) for column in columns)


def _cells(sheet: Sheet, number: int, above: Mapping[int, str]) -> tuple[dict[int, Cell], list[int]]:
    """The placed cells of a row, vertical merges and 同上 filled; and columns whose 同上 has nothing above."""
    canvas = sheet.table.canvas
    found: dict[int, Cell] = {}
    nothing: list[int] = []
    for column in sheet.layout.columns:
        row = canvas.source(number, column.index)
        text, value = canvas.text(row, column.index), canvas.value(row, column.index)
        if is_same_as_above(text):
            value = text = above.get(column.index, "")
            if not text:
                nothing.append(column.index)
        found[column.index] = Cell(column.label, text, value)
    return found, nothing


def _read(
    sheet: Sheet, number: int, cells: Mapping[int, Cell], nothing: list[int], above: Mapping[int, str]
) -> list[Row]:
    values = _values(sheet, number)
    form = sheet.layout.form
    if form is None:
        return [Row(number + 1, None, values, {}, tuple(_marks(sheet, number)))]
    if sheet.layout.wide:
        return _nodes(sheet, number, cells, values)
    by_key = _by_key(sheet.layout, cells)
    continued = _project_above(sheet, by_key, above)
    if continued:
        by_key["project_name"] = [continued]
    parts = _parts(form, by_key)
    rows = []
    for part, overrides in enumerate(parts, 1):
        draft = _draft(sheet, number, form)
        draft.findings += _marks(sheet, number)
        if len(parts) > 1:
            draft.part = part
            draft.say(Code.PROBLEMS_SPLIT, "problem", by_key["problem"][0], str(len(parts)))
        if continued:
            draft.say(Code.PROJECT_FROM_ABOVE, "project_name", continued)
        _tell_nothing_above(draft, sheet.layout, nothing, number)
        fill(draft, {**by_key, **overrides})
        rows.append(_finish(draft, values, part if len(parts) > 1 else None))
    return rows


def _project_above(sheet: Sheet, cells: Mapping[str, list[Cell]], above: Mapping[int, str]) -> Cell | None:
    """A further problem of the project above: neither 序号 nor project is written, but a problem is."""
    columns = sheet.layout.of("project_name")
    form = sheet.layout.form
    if form is None or form.code != "F1" or not columns or "seq" not in cells or "problem" not in cells:
        return None
    blank = not cells["seq"][0].text and not cells["project_name"][0].text
    project = above.get(columns[0].index, "")
    wanted = blank and cells["problem"][0].text and project and not is_blank(project)
    return Cell(columns[0].label, project, None) if wanted else None


def _draft(sheet: Sheet, number: int, form: Form) -> Draft:
    head = {**sheet.table.foot_pairs, **sheet.table.head}
    return Draft(form, sheet.context, sheet.dates, sheet.name, number + 1, _seq(sheet, number), head)


def _finish(draft: Draft, values: Mapping[str, str | None], part: int | None) -> Row:
    project = judge(draft)
    return Row(draft.row, part, values, draft.fields, tuple(draft.findings), project)


def _tell_nothing_above(draft: Draft, layout: Layout, nothing: list[int], number: int) -> None:
    for column in layout.columns:
        if column.index in nothing and column.key:
            draft.say(Code.NOTHING_ABOVE, column.key, Cell(column.label, "", None), "同上")
            draft.told.add(column.key)


def _by_key(layout: Layout, cells: Mapping[int, Cell]) -> dict[str, list[Cell]]:
    """Cells by field; a √ under a tick column becomes what the column stands for."""
    found: dict[str, list[Cell]] = {}
    for column in layout.columns:
        if column.key and not column.duplicate_of:
            found.setdefault(column.key, []).append(_ticked(column, cells[column.index]))
    return found


def _ticked(column: Placed, cell: Cell) -> Cell:
    if column.tick is None:
        return cell
    on = bool(_TICKED.match(cell.text)) or (not is_blank(cell.text) and cell.text not in ("否", "×", "0", "x", "X"))
    return Cell(column.label, column.tick if on else "", None)


def _parts(form: Form, cells: Mapping[str, list[Cell]]) -> list[dict[str, list[Cell]]]:
    """One override per problem of the problem cell; other cells with as many marks are shared out alike."""
    if form.code != "F1" or "problem" not in cells:
        return [{}]
    problems = split_problems(cells["problem"][0].text)
    if len(problems) == 1:
        return [{}]
    shared: dict[str, tuple[str, ...]] = {"problem": problems}
    for key in ("ask", "matter", "category", "tier", "body", "due"):
        pieces = split_problems(cells[key][0].text) if len(cells.get(key, ())) == 1 else ()
        if len(pieces) == len(problems):
            shared[key] = pieces
    return [
        {key: [Cell(cells[key][0].label, pieces[n], None)] for key, pieces in shared.items()}
        for n in range(len(problems))
    ]


def _marks(sheet: Sheet, number: int) -> list[Finding]:
    """What the sheet shows beside the text: hidden rows, error values, cells struck through."""
    grid, labels = sheet.table.canvas.grid, sheet.table.labels
    found = [_say(sheet, Code.HIDDEN_ROW, number)] if number in grid.hidden_rows else []
    if not grid.errors and not grid.struck:
        return found
    for column, label in labels.items():
        here = (number, column)
        for code, text in ((Code.ERROR_CELL, grid.errors.get(here)), (Code.STRUCK_CELL, _struck(sheet, here))):
            if text:
                found.append(finding(code, sheet=sheet.name, row=number + 1, column=label, value=text))
    return found


def _struck(sheet: Sheet, place: tuple[int, int]) -> str:
    return sheet.table.canvas.text(*place) if place in sheet.table.canvas.grid.struck else ""


_DONE = re.compile(r"^[√✓✔]|已办|已完成|已取得|完成$")
_NOT_NEEDED = re.compile(r"^(?:/|\\|-|—+|不涉及|无需|无)$")


def _nodes(sheet: Sheet, number: int, cells: Mapping[int, Cell], values: Mapping[str, str | None]) -> list[Row]:
    """A row of a wide F4: one object per node that has a date, a √ or a mark that it is not needed."""
    form = sheet.layout.form
    assert form is not None
    fixed = {column.key: [cells[column.index]] for column in sheet.layout.columns if column.key and column.node is None}
    rows: list[Row] = []
    nodes = [column for column in sheet.layout.columns if column.node]
    for order, column in enumerate(nodes, 1):
        cell = cells[column.index]
        if not cell.text:
            continue
        draft = _draft(sheet, number, form)
        fill(draft, fixed)
        draft.fields["node"], draft.fields["node_no"] = column.node, str(order)
        _node_cell(draft, cell)
        rows.append(_finish(draft, values, None))
    return rows


def _node_cell(draft: Draft, cell: Cell) -> None:
    if _NOT_NEEDED.match(cell.text):
        draft.fields["node_state"] = "不涉及"
    elif _DONE.search(cell.text):
        draft.fields["node_state"] = "已完成"
        draft.fields["done_on"] = draft.dates.read_text(re.sub(r"[√✓✔]|已办结?|已完成|已取得|完成", "", cell.text)).iso
    else:
        reading = draft.dates.read(cell.value if cell.value is not None else cell.text)
        draft.fields["node_due"] = reading.iso
        if reading.code:
            draft.say(reading.code, "node_due", cell)
