"""What is put on a sheet: a number and a result for every data row, remarks at the cells they speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from campaign.forms import F2, UNDERSTOOD_LABELS
from campaign.outcomes import Remark, RowOutcome, RowResult
from reports.annotated.job import Table
from reports.row_words import result_words
from reports.wording import excerpt, joined, printable

NUMBER = F2["number"].label
#: pale red: to be completed; pale yellow: inferred or noted
WANTED, NOTED = "FBE0DD", "FFF3CC"
#: half-width characters
NUMBER_WIDTH, UNDERSTOOD_WIDTH = 14.0, 32.0
_REASON = 90

Place = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """The two added cells of a row. `colour` of the result, None for a row that is in order."""

    row: int
    number: str
    result: str
    colour: str | None


@dataclass(frozen=True)
class Said:
    """What is said at one cell. `colour` None: a comment only."""

    text: str
    colour: str | None


def understood_label(table: Table) -> str:
    return UNDERSTOOD_LABELS["F2" if table.has_numbers else "F1"]


def legend(table: Table) -> str:
    """What the colours mean and what to do, as the comment of our own header."""
    colours = {colour for line in lines(table) if (colour := line.colour)}
    colours |= {NOTED for o in table.outcomes for r in o.remarks if r.column is not None and not r.wanted}
    said = [
        "红色单元格须补正，要求见该单元格批注。" if WANTED in colours else "",
        "黄色单元格为推定或提示内容，请核对。" if NOTED in colours else "",
        "请直接在本表改正后回复邮件。" if colours else "各行均已登记，无需补正。",
        "" if table.has_numbers else f"“{NUMBER}”（含“暂编”号）用于识别该行，请勿改动。",
    ]
    return "\n".join(filter(None, said))


def lines(table: Table) -> Iterator[Line]:
    """One for every row that is data."""
    for row, outcomes in _by_row(table):
        told = [outcome for outcome in outcomes if outcome.result is not RowResult.SKIPPED]
        if told:
            colours = [colour for outcome in told if (colour := _colour(outcome))]
            worst = WANTED if WANTED in colours else next(iter(colours), None)
            results = _listed(told, lambda outcome: _result(outcome, table.columns))
            yield Line(row, _listed(told, _number), results, worst)


def remarks(table: Table) -> Mapping[Place, Sequence[Remark]]:
    """(row, column) → what is to be said there, each sentence once; a skipped row is told at its first cell."""
    found: dict[Place, dict[str, Remark]] = {}
    for outcome in table.outcomes:
        skipped = outcome.result is RowResult.SKIPPED
        for remark in outcome.remarks:
            column = min(table.columns) if skipped and remark.column is None else remark.column
            if column is not None:
                found.setdefault((outcome.row, column), {})[remark.text] = remark
    return {place: tuple(texts.values()) for place, texts in found.items()}


def said(remarks: Sequence[Remark], skipped: bool) -> Said:
    """The remarks at one cell as one comment; a row left out is commented and keeps its looks."""
    text = "\n".join(dict.fromkeys(printable(remark.text) for remark in remarks))
    colour = WANTED if any(remark.wanted for remark in remarks) else NOTED
    return Said(text, None if skipped else colour)


def skipped_rows(table: Table) -> frozenset[int]:
    return frozenset(o.row for o in table.outcomes if o.result is RowResult.SKIPPED)


def _by_row(table: Table) -> Iterator[tuple[int, list[RowOutcome]]]:
    for row, outcomes in groupby(table.outcomes, key=lambda outcome: outcome.row):
        yield row, list(outcomes)


def _listed(outcomes: Sequence[RowOutcome], text_of: Callable[[RowOutcome], str]) -> str:
    """The text of a row; of a cell that held several problems one line each, ``1. GJ2018-0001``."""
    if len(outcomes) == 1:
        return text_of(outcomes[0])
    return "\n".join(f"{outcome.part}. {text_of(outcome)}" for outcome in outcomes)


def _number(outcome: RowOutcome) -> str:
    return outcome.number or outcome.provisional or ""


def _result(outcome: RowOutcome, labels: Mapping[int, str]) -> str:
    """``待补正：存在问题；请核对：拟解决时限``: the words, cells to complete, the row as a whole, cells to check."""
    words, _ = result_words(outcome)
    cells = _cells(outcome, labels, wanted=True) or joined(change.label for change in outcome.changes)
    whole = dict.fromkeys(r.text.rstrip("。") for r in outcome.remarks if r.column is None)
    reason = excerpt("；".join(filter(None, [cells, *whole])), _REASON)
    noted = "" if outcome.part else _cells(outcome, labels, wanted=False)
    return "；".join([f"{words}：{reason}" if reason else words, *([f"请核对：{noted}"] if noted else [])])


def _cells(outcome: RowOutcome, labels: Mapping[int, str], *, wanted: bool) -> str:
    """The columns that are spoken of, by their labels."""
    found = (labels.get(r.column, "") for r in outcome.remarks if r.wanted is wanted and r.column is not None)
    return joined(filter(None, dict.fromkeys(found)))


def _colour(outcome: RowOutcome) -> str | None:
    tone = result_words(outcome)[1]
    if tone == "bad" or any(remark.wanted for remark in outcome.remarks):
        return WANTED
    return NOTED if tone == "warn" else None
