"""Making copies in a child process with limits: a file that openpyxl cannot bear costs its copy and nothing else.

The child is started for the first file, kept warm, and replaced when it dies. It ends with this process.
"""

from __future__ import annotations

import logging
import os
import re
import resource
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import PurePosixPath

from campaign.letters import Attachment
from campaign.outcomes import Copy
from reports.annotated.job import Job
from reports.letters.base import XLSX
from reports.wording import one_line

_LOG = logging.getLogger("gongjian.annotated")
MAX_FILE = 2 * 2**20  # bytes
MAX_CELLS = 200_000  # of one file
MAX_ALL = 10 * 2**20  # bytes of all copies of one letter
_MEMORY = 1 << 30  # bytes
_CPU_SECONDS = 10  # of one file
_WALL_SECONDS = 60.0  # of one file
_MARK = "（已标注）"
_MARKED = re.compile(r"（已标注\d*）")

_pools: dict[int, ProcessPoolExecutor] = {}


def annotated_copies(jobs: Iterable[Job]) -> Iterator[Copy]:
    """A copy of each file, in order; without attachment where it is too large or could not be made."""
    taken: set[str] = set()
    left = MAX_ALL
    for job in jobs:
        content = _content(job)
        if content is None or len(content) > left:
            yield Copy(job.name, None)
            continue
        left -= len(content)
        name = _name(job.name, taken)
        taken.add(name)
        yield Copy(job.name, Attachment(name, content, XLSX))


def _content(job: Job) -> bytes | None:
    cells = sum(len(row) for grid in job.grids for row in grid.rows)
    if len(job.content) > MAX_FILE or cells > MAX_CELLS:
        return None
    in_place = _attempt(in_place_copy, job) if job.format == "xlsx" else None
    return in_place or _attempt(fresh_copy, job)


def _name(path: str, taken: set[str]) -> str:
    """``汇总表（已标注）.xlsx``, unique in the letter."""
    stem = _MARKED.sub("", PurePosixPath(one_line(path)).stem)[:80]
    name, number = f"{stem}{_MARK}.xlsx", 1
    while name in taken:
        number += 1
        name = f"{stem}（已标注{number}）.xlsx"
    return name


def in_place_copy(job: Job) -> bytes:
    _limit()
    from reports.annotated.inplace import annotate

    return annotate(job)


def fresh_copy(job: Job) -> bytes:
    _limit()
    from reports.annotated.fresh import rewrite

    return rewrite(job)


def _limit() -> None:
    """CPU time of the child from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + _CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _attempt(make: Callable[[Job], bytes], job: Job) -> bytes | None:
    """The copy, or None with the reason in the log: no file may stop its message."""
    try:
        future = _submit(make, job)
        error = future.exception(_WALL_SECONDS)
    except TimeoutError as late:
        error = late
    if error is None:
        return future.result()
    _LOG.warning("%s: no annotated copy by %s: %s: %s", job.name, make.__name__, type(error).__name__, error)
    if isinstance(error, (BrokenProcessPool, TimeoutError)):
        _end()
    return None


def _submit(make: Callable[[Job], bytes], job: Job) -> Future[bytes]:
    try:
        return _pool().submit(make, job)
    except BrokenProcessPool:  # it died while idle
        _end()
        return _pool().submit(make, job)


def _pool() -> ProcessPoolExecutor:
    """The child of this process; a forked process has its own."""
    if os.getpid() not in _pools:
        _pools[os.getpid()] = ProcessPoolExecutor(1, get_context("spawn"), _begin)
    return _pools[os.getpid()]


def _end() -> None:
    _pools.pop(os.getpid()).shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
