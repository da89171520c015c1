"""The time that one file may take, with everything inside it, whatever else the machine is doing.

It begins where the reading of the file begins, and holds for all that is done for it on the way: archives, mails,
documents that are converted, rows that are read.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from parsers.refusal import Refusal, Refused

CPU_SECONDS = 5  # of one step of it in the child
WALL_SECONDS = 7.5  # of the file as a whole

_ends: ContextVar[float | None] = ContextVar("ends", default=None)


@contextmanager
def one_file() -> Iterator[None]:
    """What is done within it is done for one file; a file inside another has no time of its own."""
    if _ends.get() is not None:
        yield
        return
    token = _ends.set(time.monotonic() + WALL_SECONDS)
    try:
        yield
    finally:
        _ends.reset(token)


def remaining() -> float:
    """Seconds that are left; all of them outside a file. Raises Refused too_large when there are none."""
    ends = _ends.get()
    if ends is None:
        return WALL_SECONDS
    left = ends - time.monotonic()
    if left <= 0:
        raise out_of_time()
    return left


def out_of_time() -> Refused:
    return Refused(Refusal.TOO_LARGE, "读取所需的时间或内存")
