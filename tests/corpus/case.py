"""A case of the corpus: a file, and what must come out of it. Only what a case states is compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from parsers.context import ReadContext
from parsers.grid import read_grids
from parsers.reading import read_file
from parsers.result import FileReading, Row, TableReading
from tests.corpus.sheets import xlsx

#: the campaign's own year and month complete dates; file reading itself runs in this process, for speed
CONTEXT = ReadContext(year=2018, month=6, read_grids=read_grids)
VERDICTS = {"+": "accepted", "~": "noted", "!": "incomplete", "-": "skipped"}


@dataclass(frozen=True)
class Sheet:
    """What is expected of one table.

    `keys`: the field of every column in order, ``.`` for none, ``?`` after one that was inferred (compared where one
    is stated). `rows`: verdict and codes of every row:
    ``5+ 6~due_default 7!missing 8-total_row 9/1~problems_split`` (``5+`` alone allows no codes; ``*`` any).
    `fields` and `values`: by row (``5`` or ``5/1``), those that matter.
    """

    form: str | None
    header: str = ""
    keys: str = ""
    rows: str | None = None
    fields: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    title: str = ""
    head: Mapping[str, str | None] = field(default_factory=dict)
    labels: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Case:
    """`make` gives the bytes of the file `file`; `expect` is one `Sheet` per table, in order, members included.

    `findings`: codes of the file's own findings that must be among them; `none`: codes that must not.
    `members`: their paths in order; `reason`: of the refusal; `wrong`: what the parsers still get wrong here.
    """

    name: str
    make: Callable[[], bytes]
    expect: tuple[Sheet, ...]
    file: str = "汇总表.xlsx"
    findings: str = ""
    none: str = ""
    members: str = ""
    reason: str = ""
    wrong: str = ""


def drawn(name: str, drawing: str, *expect: Sheet, at: tuple[int, int] = (1, 1), hide: str = "", **more: str) -> Case:
    """A case whose file is an xlsx of one drawing."""
    return Case(name, lambda: xlsx(drawing, hide=hide, at=at), expect, **more)


def check(case: Case) -> list[str]:
    """Everything in which a reading differs from what is expected."""
    reading = read_file(case.make(), case.file, CONTEXT)
    tables = [table for one in reading.walk() for table in one.tables]
    wrong = _of_file(case, reading)
    if len(tables) != len(case.expect):
        return [*wrong, f"{len(tables)} tables: {[(t.form, t.title, t.header_rows) for t in tables]}"]
    inferred = {f.column for one in reading.walk() for f in one.findings if f.code == "column_inferred"}
    for expected, table in zip(case.expect, tables, strict=True):
        wrong += _of_table(expected, table, {label for label in inferred if label}) + _of_rows(expected, table)
    return wrong


def _of_file(case: Case, reading: FileReading) -> list[str]:
    codes = {finding.code.value for one in reading.walk() for finding in one.findings}
    wrong = [f"no finding {code} in {sorted(codes)}" for code in case.findings.split() if code not in codes]
    wrong += [f"finding {code}" for code in case.none.split() if code in codes]
    members = " ".join(one.file for one in reading.walk() if one is not reading)
    if case.members and members != case.members:
        wrong.append(f"members {members}")
    code = next((one.reason.code for one in reading.walk() if one.reason), "")
    return wrong if code == case.reason else [*wrong, f"refused: {code or 'no'}"]


def _of_table(expected: Sheet, table: TableReading, inferred: set[str]) -> list[str]:
    got = {
        "form": table.form,
        "header": " ".join(map(str, table.header_rows)),
        "keys": " ".join((c.field or ".") + ("?" if c.field and c.label in inferred else "") for c in table.columns),
        "title": table.title,
        "labels": " ".join(column.label for column in table.columns),
        "sheet": table.sheet,
    }
    wanted = {name: getattr(expected, name) for name in got}
    if "?" not in expected.keys:
        got["keys"] = str(got["keys"]).replace("?", "")
    wrong = [
        f"{name}: {got[name]!r}" for name, text in wanted.items() if (text or name == "form") and text != got[name]
    ]
    return wrong + [f"head {k}: {table.head.get(k, '—')!r}" for k, v in expected.head.items() if table.head.get(k) != v]


def _of_rows(expected: Sheet, table: TableReading) -> list[str]:
    wrong: list[str] = []
    by_place = {_place(row): row for row in table.rows}
    if expected.rows is not None:
        stated = expected.rows.split()
        got = [_shown(row, any_code=text.endswith("*")) for row, text in zip(table.rows, stated, strict=False)]
        if got != [text.rstrip("*") for text in stated] or len(table.rows) != len(stated):
            wrong.append("rows: " + " ".join(_shown(row) for row in table.rows))
    for place, fields in expected.fields.items():
        row = by_place.get(place)
        wrong += [f"{place}.{key}: {_field(row, key)!r}" for key, value in fields.items() if _field(row, key) != value]
    for place, values in expected.values.items():
        row = by_place.get(place)
        read = row.values if row else {}
        wrong += [
            f"{place}.{key}: {read.get(key, '—')!r}" for key, value in values.items() if read.get(key, "—") != value
        ]
    return wrong


def _field(row: Row | None, key: str) -> object:
    value = row.fields.get(key, "—") if row else "no such row"
    return list(value) if isinstance(value, (list, tuple)) else value


def _place(row: Row) -> str:
    return f"{row.row}/{row.part}" if row.part else str(row.row)


def _shown(row: Row, *, any_code: bool = False) -> str:
    mark = next(mark for mark, verdict in VERDICTS.items() if verdict == row.verdict)
    codes = "" if any_code else ",".join(sorted({finding.code.value for finding in row.findings}))
    return f"{_place(row)}{mark}{codes}"
