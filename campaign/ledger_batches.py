"""台账批次: which projects are under the ledger since when (D61-D63): what the catalogue says, then what was confirmed.

An affair of sort BATCH is keyed by its number n of 第n批. Its acts: ``proposed`` (M18, `data`: codes), the latest of
which counts; ``confirmed`` (`data`: codes) by the key projects office; ``declined``, after which another list follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from campaign.affairs import Act, Affair, Affairs, Sort
from campaign.calendar import Calendar
from campaign.catalogue import Catalogue, Project

_NUMBER = re.compile(r"第\s*(\d+)\s*批")


@dataclass(frozen=True)
class LedgerBatch:
    """A line of table T7: on `day` the projects `codes` came under the ledger, `total` are under it since then.

    `n`: 第n批, None for what the catalogue had without a number; `day`: None where the catalogue tells none. `codes`
    are project codes in catalogue order.
    """

    n: int | None
    day: date | None
    codes: tuple[str, ...]
    total: int


def ledger_batches(
    catalogue: Catalogue, affairs: Affairs, calendar: Calendar, until: datetime
) -> tuple[LedgerBatch, ...]:
    """All batches up to the instant, oldest first. A project counts once: as confirmed, else by the catalogue."""
    today, groups = calendar.local(until).date(), dict[tuple[date, int], list[str]]()
    confirmed = _confirmed(affairs, calendar, until)
    for project in catalogue.projects:
        n, day = confirmed.get(project.code) or _written(project)
        known = project.code in confirmed or project.ledger_batch
        if known and (day is None or day <= today):
            groups.setdefault((day or date.min, n or 0), []).append(project.code)
    batches, total = [], 0
    for (day, n), codes in sorted(groups.items()):
        total += len(codes)
        batches.append(LedgerBatch(n or None, None if day == date.min else day, tuple(codes), total))
    return tuple(batches)


def covered(batches: Iterable[LedgerBatch]) -> frozenset[str]:
    """Codes of the projects under the ledger."""
    return frozenset(code for batch in batches for code in batch.codes)


def next_number(catalogue: Catalogue, affairs: Affairs) -> int:
    """The number of the next 批: that of a list which waits for its confirmation or was declined, else a new one."""
    written = (_written(project)[0] or 0 for project in catalogue.projects)
    taken = (int(affair.key) for affair in affairs.of(Sort.BATCH) if affair.last("confirmed"))
    return 1 + max((*written, *taken), default=0)


def waiting(affair: Affair) -> Act | None:
    """The list that waits for its confirmation; None when none does."""
    latest = affair.acts[-1]
    return latest if latest.kind == "proposed" else None


def _confirmed(affairs: Affairs, calendar: Calendar, until: datetime) -> Mapping[str, tuple[int, date]]:
    """Project code → number and local day of the batch that took it in."""
    acts = (act for affair in affairs.of(Sort.BATCH) for act in affair.all("confirmed") if act.at <= until)
    return {code: (int(act.key), calendar.local(act.at).date()) for act in acts for code in act.data["codes"]}


def _written(project: Project) -> tuple[int | None, date | None]:
    """Number and day in the catalogue's own words: ``2018-03-30``, ``第1批``."""
    text = project.ledger_batch or ""
    number = _NUMBER.search(text)
    try:
        return int(number[1]) if number else None, date.fromisoformat(text)
    except ValueError:
        return int(number[1]) if number else None, None


def grown_since(affairs: Affairs, batches: Iterable[LedgerBatch], since: datetime, first: date) -> Iterator[str]:
    """Codes that were confirmed after the instant, or that the catalogue dates on `first` or later."""
    for affair in affairs.of(Sort.BATCH):
        for act in affair.all("confirmed"):
            if act.at > since:
                yield from act.data["codes"]
    yield from (
        code for batch in batches if batch.n is None and batch.day and batch.day >= first for code in batch.codes
    )
