"""What became of the rows of a message, as a receipt shows it: sheet by sheet, long sheets with like rows together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from campaign.outcomes import RowOutcome, RowResult
from reports.row_words import at_the_row, file_title, needs_sender, result_words
from reports.wording import excerpt, joined, ranges

#: a sheet of more rows than this is shown shortened
_LONG = 30
#: rows of a long sheet that are shown one by one, where its copy tells the others
_MOST = 60
_RUN = 3  # like rows in a row that become one line
_NAMED = 12  # row numbers that one sentence names


@dataclass(frozen=True)
class RowView:
    label: str
    project: str
    gist: str
    result: str
    tone: str
    number: str
    notes: str


@dataclass(frozen=True)
class SheetView:
    """Rows of one sheet of one attachment. `left_out`: what is no data and why; `rest`: rows told in its copy only."""

    attachment: str
    sheet: str
    rows: tuple[RowView, ...]
    left_out: str
    rest: int


def sheet_views(rows: Sequence[RowOutcome], copied: Collection[str]) -> Iterator[SheetView]:
    """`copied`: the attachments of which an annotated copy goes along."""
    seen: Counter[tuple[str, str]] = Counter()
    for group in by_sheet(rows):
        name, sheet = group[0].attachment, group[0].sheet
        seen[name, sheet] += 1
        again = f"，第{seen[name, sheet]}份" if seen[name, sheet] > 1 else ""
        data = [row for row in group if row.result is not RowResult.SKIPPED]
        shown = _shortened(data, name in copied) if len(data) > _LONG else [[row] for row in data]
        yield SheetView(
            attachment=file_title(name) + again,
            sheet=sheet,
            rows=tuple(_run_view(run) if len(run) > 1 else _row_view(run[0]) for run in shown),
            left_out=_left_out([row for row in group if row.result is RowResult.SKIPPED]),
            rest=len(data) - sum(map(len, shown)),
        )


def by_sheet(rows: Sequence[RowOutcome]) -> list[list[RowOutcome]]:
    """Rows in order, apart for each sheet of each file; where the count starts again, another file has that name."""
    groups: list[list[RowOutcome]] = []
    for row in rows:
        last = groups[-1][-1] if groups else None
        is_next = last and (last.attachment, last.sheet) == (row.attachment, row.sheet) and _place(last) < _place(row)
        if is_next:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _place(row: RowOutcome) -> tuple[int, int]:
    return row.row, row.part or 0


def row_label(row: RowOutcome) -> str:
    """``第4行（序号2）``, as the sender sees it; with the part of a cell that held several problems."""
    part = f"之{row.part}" if row.part else ""
    return f"第{row.row}行{part}（序号{row.seq}）" if row.seq else f"第{row.row}行{part}"


def row_names(rows: Sequence[RowOutcome], among: Sequence[RowOutcome]) -> str:
    """``第4、6行``; with file or sheet where `among` are several, shortened where there are many. Empty for none."""
    groups, places = by_sheet(rows), {(row.attachment, row.sheet) for row in among}
    if len(groups) > _NAMED // 3:
        return f"{len(groups)}张工作表共{sum(len({row.row for row in group}) for group in groups)}行"
    is_one_file = len({attachment for attachment, _ in places}) == 1
    lines = []
    for group in groups:
        title = group[0].sheet if is_one_file else file_title(group[0].attachment)
        line = _numbers(sorted({row.row for row in group}))
        lines.append(line if len(places) == 1 else f"“{excerpt(title, 20)}”{line}")
    return "，".join(lines)


def _numbers(numbers: Sequence[int]) -> str:
    named = joined(map(str, numbers[:_NAMED]))
    return f"第{named}行" if len(numbers) <= _NAMED else f"第{named}等{len(numbers)}行"


def _shortened(rows: Sequence[RowOutcome], has_copy: bool) -> list[list[RowOutcome]]:
    """Rows in order that need no word of their own as runs, the others one by one; rows to complete are never cut."""
    runs: list[list[RowOutcome]] = []
    for key, group in groupby(rows, key=lambda row: None if _notes(row) else row.result):
        like = list(group)
        runs += [like] if key and not needs_sender(like[0]) and len(like) >= _RUN else [[row] for row in like]
    singles = [run for run in runs if len(run) == 1]
    if not has_copy or len(singles) <= _MOST:
        return runs
    asked = sum(needs_sender(run[0]) for run in singles)
    kept = {id(run) for run in sorted(singles, key=lambda run: not needs_sender(run[0]))[: max(_MOST, asked)]}
    return [run for run in runs if len(run) > 1 or id(run) in kept]


def _run_view(run: Sequence[RowOutcome]) -> RowView:
    words, tone = result_words(run[0])
    label = f"第{run[0].row}至{run[-1].row}行"
    numbers = ranges({row.number for row in run if row.number})
    return RowView(label, f"共{len(run)}个问题", "", words, tone, numbers, "")


def _row_view(row: RowOutcome) -> RowView:
    words, tone = result_words(row)
    return RowView(
        label=row_label(row),
        project=row.project_name,
        gist=excerpt(row.problem, 40),
        result=words,
        tone=tone,
        number=row.number or row.provisional or "",
        notes=_notes(row),
    )


def _notes(row: RowOutcome) -> str:
    """What is to be completed first, then what is only remarked."""
    wanted = {remark.text.rstrip("。；") for remark in row.remarks if remark.wanted}
    notes = [at_the_row(note).rstrip("。；") for note in row.notes]
    return "；".join(sorted(notes, key=lambda note: note not in wanted))


def _left_out(rows: Sequence[RowOutcome]) -> str:
    """``第10行为合计行，不作为数据；第12、13行未填写内容，不作为数据``."""
    by_reason: dict[str, list[int]] = {}
    for row in rows:
        reason = "；".join(at_the_row(note).rstrip("。；").removeprefix("本行") for note in row.notes)
        by_reason.setdefault(reason or "不作为数据", []).append(row.row)
    return "；".join(f"{_numbers(sorted(set(numbers)))}{reason}" for reason, numbers in by_reason.items())
