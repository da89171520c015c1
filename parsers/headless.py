"""Lists without a header line: copied out of another file, or the second half of one that was sent before.

Such a list begins with a row of values like those below it. Its columns are called by their number, and what they
are is told by what their values look like; what is told so is inferred, and the sender is asked for the header.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from campaign.forms import FormBook
from campaign.vocabulary import tiers_written
from campaign.wordings import status_written
from parsers.canvas import Anchor, Canvas
from parsers.columns import Layout, Placed
from parsers.context import ReadContext
from parsers.dates import DateReader
from parsers.labels import is_label, is_plain
from parsers.projectnames import is_project_name

_LOOK_AHEAD = 6
_DATES = DateReader(2000, 1)
_NUMBER = re.compile(r"[A-Z]{1,6}20\d\d-?\d{3,6}")
_UNIT = re.compile("(?:局|委|办|厅|公司|镇|乡|街道|管委会|中心|政府|委员会|办公室)$")
_LEVELS = re.compile("[省市县区]级?重?点?|国家级|(?:部门|[省市县])级")
_ASKS = re.compile("^(?:恳?请|建议|希望|要求|望|申请|协调|需|提请|商请)|尽快|支持|给予|予以")
_IN_A_FEEDBACK = {"problem": "progress", "ask": "reason_next", "body": "unit", "due": "eta"}
_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_LONG = 10  # characters of a problem, in the middle of its column


def begins_with_values(canvas: Canvas, book: FormBook, row: int) -> bool:
    """Whether a line is a row of values, though there is no header over it."""
    cells = canvas.own(row)
    if len(cells) < 3 or 4 * sum(is_label(c.text, book) or is_plain(c.text) for c in cells) > len(cells):
        return False
    below = [line for line in _below(canvas, row) if 2 * len(line) >= len(cells)]
    alike = sum(_alike(cell, below) for cell in cells)
    if not below:
        return len(cells) >= 5 and len({kind for cell in cells if (kind := _looks(cell.text))}) >= 4
    return alike >= 2 or (alike >= 1 and _counts_on(cells, below[0]))


def by_number(canvas: Canvas, row: int) -> dict[int, str]:
    """The columns written in from a row on, called 第1列, 第2列 …"""
    written = {cell.left for line in range(row, canvas.height) for cell in canvas.own(line)}
    return {column: f"第{column + 1}列" for column in sorted(written)}


def _below(canvas: Canvas, row: int) -> Iterator[tuple[Anchor, ...]]:
    return islice((line for other in range(row + 1, canvas.height) if (line := canvas.own(other))), _LOOK_AHEAD)


def _alike(cell: Anchor, below: Sequence[Sequence[Anchor]]) -> bool:
    kind = _looks(cell.text)
    others = [_looks(other.text) for line in below for other in line if other.left == cell.left]
    return kind is not None and 2 * others.count(kind) > len(others) > 0


def _counts_on(cells: Sequence[Anchor], below: Sequence[Anchor]) -> bool:
    first, second = cells[0], below[0]
    numbers = first.text.isdigit() and second.text.isdigit() and first.left == second.left
    return numbers and int(second.text) == int(first.text) + 1


@lru_cache(maxsize=4096)
def _looks(text: str) -> str | None:
    """What a value says of itself; None for what may be anything."""
    if text.isdigit() and len(text) < 7:
        return None
    if _DATES.read_text(text).day:
        return "due"
    if len(re.sub(r"\D", "", text)) >= 7 and len(text) <= 40 and not _NUMBER.fullmatch(text):
        return "contact"
    return next((key for key, test in _TESTS if test(text)), None)


_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("number", lambda text: _NUMBER.fullmatch(text) is not None),
    ("tier", lambda text: len(text) <= 8 and bool(tiers_written(text) or _LEVELS.fullmatch(text))),
    ("status", lambda text: len(text) <= 12 and status_written(text) is not None),
    ("project_name", is_project_name),
    ("body", lambda text: len(text) <= 24 and _UNIT.search(text) is not None),
    ("problem", lambda text: len(text) >= _LONG),
)


def lay_out_by_values(labels: Mapping[int, str], values: Callable[[int], list[str]], context: ReadContext) -> Layout:
    """The fields of columns that have no labels, all of them inferred; a column that says too little has none."""
    texts = {index: values(index) for index in labels}
    keys = _told(texts, context)
    code = "F2" if {"number", "status"} <= set(keys.values()) else "F1"
    if code == "F2":
        keys = {index: _IN_A_FEEDBACK.get(key, key) for index, key in keys.items()}
        keys = {index: key for index, key in keys.items() if key in context.formbook.form("F2").by_key}
    elif not {"problem", "project_name"} <= set(keys.values()):
        return Layout(None, tuple(Placed(index, label, None) for index, label in labels.items()))
    columns = (
        Placed(index, label, keys.get(index), "inferred" if index in keys else None) for index, label in labels.items()
    )
    return Layout(context.formbook.form(code), tuple(columns))


def _told(texts: Mapping[int, Sequence[str]], context: ReadContext) -> dict[int, str]:
    """Column → field: each field once, the first column that shows it, those of long texts by what they ask for."""
    names = {category.name for category in context.formbook.categories}
    found: dict[int, str] = {}
    for index, column in texts.items():
        key = _kind_of(column, names, context)
        if key and key not in ("problem", *found.values()):
            found[index] = key
    long = [index for index, column in texts.items() if index not in found and _most(column, lambda t: len(t) >= _LONG)]
    asks = [index for index in long if _most(texts[index], lambda text: bool(_ASKS.search(text)))]
    problems = [index for index in long if index not in asks] or asks[:1]
    found |= dict.fromkeys(problems[:1], "problem")
    found |= dict.fromkeys([index for index in asks if index not in found][:1], "ask")
    return _in_their_places(found, texts)


def _kind_of(column: Sequence[str], categories: set[str], context: ReadContext) -> str | None:
    if column and all(text.isdigit() for text in column) and _follow(column):
        return "seq"
    if _most(column, lambda text: text in categories):
        return "category"
    match = context.match_project
    if match and _most(column, lambda text: len(text) >= 4 and match(text, None, "").project is not None):
        return "project_name"
    kinds = [_looks(text) for text in column]
    return next((key for key in dict.fromkeys(kinds) if key and 3 * kinds.count(key) >= 2 * len(kinds)), None)


def _follow(column: Sequence[str]) -> bool:
    return len(column) > 1 and [int(text) - int(column[0]) for text in column] == list(range(len(column)))


def _most(column: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(column) and 3 * sum(map(test, column)) >= 2 * len(column)


def _in_their_places(found: Mapping[int, str], texts: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Before the problem, a level is the project's and a unit its owner; a name beside a telephone is the contact's."""
    problem = next((index for index, key in found.items() if key == "problem"), -1)
    before = {"tier": "level", "body": "owner"}
    keys = {index: before.get(key, key) if index < problem else key for index, key in found.items()}
    if "project_name" not in keys.values():
        keys |= dict.fromkeys(_called(texts, keys, problem)[:1], "project_name")
    contact = next((index for index, key in keys.items() if key == "contact"), -1)
    if contact - 1 not in keys and _most(texts.get(contact - 1, ()), lambda text: _NAME.fullmatch(text) is not None):
        keys[contact - 1] = "contact"
    return keys


def _called(texts: Mapping[int, Sequence[str]], keys: Mapping[int, str], problem: int) -> list[int]:
    """Columns before the problem that may hold the projects: of names, one of them called as projects are."""
    free = [index for index in texts if index < problem and index not in keys]
    names = [index for index in free if _most(texts[index], lambda text: 4 <= len(text) <= 40)]
    return [index for index in names if any(map(is_project_name, texts[index]))]
