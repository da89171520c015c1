"""Rows below a header that are no data: totals, notes, examples, sections, numbered empty lines, deleted ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import islice

from campaign.blanks import is_blank, reports_none
from parsers.canvas import without_space
from parsers.findings import Code
from parsers.head import is_note
from parsers.sheet import Sheet
from parsers.zero import is_zero_report

_TOTAL = re.compile(
    r"^[(（【]?(?:合计|小计|总计|共计|累计|总合计|县合计|总数)|(?:合计|小计|总计)[：:]?(?:[(（][^)）]*[)）])?$|^共\d+[个项条]"
)
_EXAMPLE = re.compile(
    r"^[(（【\[]?(?:示例|样例|范例|例|填写示例|填报示例|举例|例如|如)[)）】\]：:\d]*(?:$|[：:）)])|示例|样例|范例|[（(]例[）)]"
)
#: what a text that says either of these holds
_SAYING = re.compile("[计总共例如]")
_CHINESE_SERIAL = re.compile("[（(]?[一二三四五六七八九十]+[）)]?[、.．]?")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_AMOUNT = re.compile(r"[\d,.]+[%％个项]?")
_SECTION = re.compile(r"^(?:[（(]?[一二三四五六七八九十]+[）)]?[、.．]?|[（(]\d+[)）]).{1,40}$")


def not_data(sheet: Sheet, number: int) -> Code | None:
    """Why a row is no data, or None when it is."""
    table, canvas = sheet.table, sheet.table.canvas
    if number in table.foot_rows:
        return Code.NOTE_ROW
    if number in table.again:
        return Code.HEADER_AGAIN
    texts = list(canvas.written(number).values())
    if not texts:
        return Code.EMPTY_ROW
    if not texts[0].isdigit() and is_note(texts, len(table.labels)):
        return Code.NOTE_ROW
    if reports_nothing(sheet, number):
        return None
    return _by_first_cells(sheet, number, texts) or _by_emptiness(sheet, number)


def _by_first_cells(sheet: Sheet, number: int, texts: list[str]) -> Code | None:
    if number in sheet.named and _is_over(sheet, number):
        return Code.SECTION_ROW
    leading = _leading(sheet, number, texts[0])
    said = [code for text in leading for code in _says(text)]
    if Code.TOTAL_ROW in said and not _has_problem(sheet, number):
        return Code.TOTAL_ROW
    if Code.EXAMPLE_ROW in said or _guides(sheet, number, texts):
        return Code.EXAMPLE_ROW
    if number == sheet.table.body[0] and len(texts) >= 5 and _counts(texts):
        return Code.COLUMN_NUMBERS
    heading = _stands_alone(sheet, number, leading[0]) or _heads_section(sheet, number, texts)
    return Code.SECTION_ROW if heading else None


@lru_cache(maxsize=4096)
def _says(text: str) -> tuple[Code, ...]:
    """What a leading cell says of its row: a total, an example."""
    if not _SAYING.search(text):
        return ()
    bare = without_space(text)
    total = len(bare) <= 20 and _TOTAL.search(bare) is not None
    said = ((Code.TOTAL_ROW, total), (Code.EXAMPLE_ROW, _EXAMPLE.search(bare) is not None))
    return tuple(code for code, holds in said if holds)


def _leading(sheet: Sheet, number: int, first: str) -> list[str]:
    """The cells by which a row is known: 序号, project, and the first one written."""
    canvas = sheet.table.canvas
    found = [canvas.text(number, column) for column in sheet.leading]
    return [text for text in found if text] + [first]


def _has_problem(sheet: Sheet, number: int) -> bool:
    """A row with a whole number as 序号 and a problem is data even if a word in it looks like a total."""
    canvas = sheet.table.canvas
    problem = [canvas.text(number, column.index) for column in sheet.layout.of("problem")]
    return sheet.seq(number).isdigit() and any(len(text) >= 10 for text in problem)


_GUIDE = re.compile(
    "^(?:请?(?:填写|填报|填|写清|写明|注明|说明|选填|选择)|从?下拉|按.{1,10}填|格式|[Xx×]+[年月日])|可多选|[/、]?选填$"
)


_BRACKETED = re.compile(r"[（(【\[].{2,}[)）】\]]", re.DOTALL)


def _guides(sheet: Sheet, number: int, texts: list[str]) -> bool:
    """A line just below the header that says how to fill in every column."""
    if number > sheet.table.header.bottom + 2 or sheet.seq(number).isdigit():
        return False
    written = [text for text in texts if not text.isdigit()]
    bracketed = len(written) > 3 and all(_BRACKETED.fullmatch(text) for text in written)
    return bracketed or 2 * sum(bool(_GUIDE.search(text)) for text in written) >= len(written) > 2


def _stands_alone(sheet: Sheet, number: int, text: str) -> bool:
    """The only cell of its line, numbered like a heading or merged over most of the columns."""
    canvas, width = sheet.table.canvas, len(sheet.table.labels)
    if len(canvas.written(number)) != 1 or width <= 2 or without_space(text).isdigit():
        return False
    cells = canvas.own(number)
    return _SECTION.match(without_space(text)) is not None or 4 * (cells[0].right - cells[0].left + 1) >= 3 * width


def _heads_section(sheet: Sheet, number: int, texts: list[str]) -> bool:
    """``一`` under 序号 and a heading beside it, perhaps with sums, where other rows have ordinary serials."""
    return (
        len(texts) >= 2
        and len(sheet.table.labels) > 4
        and _CHINESE_SERIAL.fullmatch(texts[0]) is not None
        and all(_AMOUNT.fullmatch(text) for text in texts[2:])
        and any(_first_text(sheet, other).isdigit() for other in sheet.table.body)
    )


def _first_text(sheet: Sheet, number: int) -> str:
    return next(iter(sheet.table.canvas.written(number).values()), "")


def _counts(texts: list[str]) -> bool:
    """Columns numbered 1, 2, 3 …, the first ones perhaps 甲, 乙 …, as statistics have it."""
    bare = [text.strip("()（）[]【】") for text in texts]
    stems = sum(text == stem for text, stem in zip(bare, _STEMS, strict=False))
    numbers = bare[stems:]
    first = numbers[0] if numbers else "1"
    return first in ("0", "1") and numbers == [str(int(first) + step) for step in range(len(numbers))]


def _by_emptiness(sheet: Sheet, number: int) -> Code | None:
    """Rows with a number only (pre-numbered), or struck out as a whole."""
    canvas = sheet.table.canvas
    problems = [canvas.text(number, column.index) for column in sheet.layout.of("problem")]
    if not canvas.grid.struck and not all(map(is_blank, problems)):
        return None
    written = canvas.written(number)
    content = {column: text for column, text in written.items() if sheet.keys.get(column) != "seq"}
    said = [column for column, text in content.items() if not is_blank(text)]
    if not said:
        return Code.EMPTY_ROW if sheet.seq(number) or content else Code.SECTION_ROW
    if _only_named(sheet, said):
        return Code.SECTION_ROW if _is_over(sheet, number) else Code.EMPTY_ROW
    struck = canvas.grid.struck
    if struck and all((number, column) in struck for column in said):
        return Code.STRUCK_ROW
    return None


#: what a form filled in beforehand already says of a project; a row that says no more has not been filled in
_GIVEN = frozenset({"seq", "project_name", "project_code", "level", "owner", "location", "stage_now", "node_target"})


def _is_over(sheet: Sheet, number: int) -> bool:
    """A line that names a project for rows below it, which have none of their own and are not counted on from it."""
    form, canvas = sheet.layout.form, sheet.table.canvas
    below = islice(sheet.table.body, bisect_right(sheet.table.body, number), None)
    following = next((row for row in below if row not in sheet.named), None)
    if form is None or form.code != "F1" or following is None:
        return False
    projects = [canvas.shown(following, column.index) for column in sheet.layout.of("project_name")]
    problems = [canvas.text(following, column.index) for column in sheet.layout.of("problem")]
    here, there = sheet.seq(number), sheet.seq(following)
    counted = here.isdigit() and there.isdigit() and int(there) == int(here) + 1
    headed = number in sheet.named or any(canvas.text(number, c.index) for c in sheet.layout.of("project_name"))
    return headed and all(map(is_blank, projects)) and not counted and (not projects or any(problems))


def _only_named(sheet: Sheet, columns: list[int]) -> bool:
    """A summary form's row that names its project and leaves the columns for the problem empty."""
    form = sheet.layout.form
    is_summary = form is not None and form.code == "F1" and "problem" in sheet.keys.values()
    return is_summary and {sheet.keys.get(column) for column in columns} <= _GIVEN


def reports_nothing(sheet: Sheet, number: int) -> bool:
    """A row that is a zero report as a whole: 无 and nothing else that says something, or a sentence (5.2)."""
    form, canvas = sheet.layout.form, sheet.table.canvas
    written = canvas.written(number)
    if form is None or form.code != "F1" or not written:
        return False
    if len(written) == 1 and is_zero_report(*written.values()):
        return True
    if not any(map(_none, [canvas.text(number, column) for column in sheet.naming])):
        return False
    problems = [canvas.text(number, column.index) for column in sheet.layout.of("problem")]
    return all(is_blank(text) or _none(text) for text in problems)


@lru_cache(maxsize=4096)
def _none(text: str) -> bool:
    return reports_none(text)


_LONG = frozenset({"problem", "ask", "stage_now", "node_target", "work_done", "note"})
_SENTENCE_END = ("。", "！", "？", "!", "?", ".")
_NUMBERED = re.compile(r"^(?:[（(]?\d{1,2}[)）.、．](?!\d)|[①-⑩]|[一二三四五六七八九十](?:是|、))")


def continues(sheet: Sheet, number: int, previous: int) -> bool:
    """The rest of a text that was typed on in the next line: neither 序号 nor project, only long texts, and the
    line above has not come to an end, or goes on counting.
    """
    canvas, form = sheet.table.canvas, sheet.layout.form
    if form is None or form.code != "F1" or not sheet.layout.of("seq") or sheet.table.cards:
        return False
    written = canvas.written(number)
    if not all(sheet.keys.get(column) in _LONG for column in written) or canvas.anchors(number) != canvas.own(number):
        return False
    return all(_goes_on(canvas.text(previous, column), text) for column, text in written.items())


def _goes_on(above: str, text: str) -> bool:
    return bool(above) and (bool(_NUMBERED.match(text)) or not above.endswith(_SENTENCE_END))
