"""Around every round: its pulse is kept, what is amiss raises alarms, what is mended clears them, and both are told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from db import alarms
from flows.alarms.causes import causes
from flows.alarms.keys import blocked_key
from flows.alarms.telling import Notice, tell
from flows.desk import Desk
from flows.stages.outcome import InboxGap, SetAside
from flows.stages.turn import Blocked

_LOG = logging.getLogger("gongjian.alarm")


@contextmanager
def watched(
    desk: Desk, name: str, now: datetime, told_here: Callable[[Notice], object] | None = None
) -> Iterator[None]:
    """A round of a name. Its error goes on; trouble with the alarms themselves is logged and fails nothing."""
    _quietly(lambda: _started(desk, name, now))
    try:
        yield
    except Exception as error:
        ended = error
        _quietly(lambda: _ended(desk, name, now, ended, told_here))
        raise
    _quietly(lambda: _ended(desk, name, now, None, told_here))


def _quietly(act: Callable[[], object]) -> None:
    try:
        act()
    except SQLAlchemyError as error:
        _LOG.error("alarms could not be kept: %s", type(error).__name__)


def _started(desk: Desk, name: str, now: datetime) -> None:
    with desk.database.begin() as session:
        alarms.start_round(session, desk.id, name, now)


def _ended(
    desk: Desk, name: str, now: datetime, error: Exception | None, told_here: Callable[[Notice], object] | None
) -> None:
    with desk.database.begin() as session:
        failed = None if error is None or isinstance(error, (Blocked, InboxGap, SetAside)) else _words(desk, error)
        alarms.end_round(session, desk.id, name, now, failed, _troubles(desk, error))
        session.flush()
        alarms.stand(session, desk.id, causes(desk, session, now), now)
    tell(desk, now, told_here)


def _words(desk: Desk, error: Exception) -> str:
    return desk.environment.discreet(" ".join(str(error).split()) or type(error).__name__)


def _troubles(desk: Desk, error: Exception | None) -> dict[str, str]:
    """What the round was carried out with; a message set aside is found in the inbox."""
    if isinstance(error, Blocked):
        return {blocked_key(do, at): f"{do} blocked: {desk.environment.discreet(why)}" for do, at, why in error.lines}
    return {"inbox-gap": f"inbox does not balance: {error}"} if isinstance(error, InboxGap) else {}
