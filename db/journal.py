"""The journal beside the raw mails: what was done, when and in which order, so that the ledger can be made again.

An entry's name is a serial taken in the transaction that it tells of. When that transaction fails the serial goes to
the next one, which writes over the entry: the journal says what was committed, in the order of the commits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from db.counters import take
from db.store import Store


@dataclass(frozen=True)
class Mail:
    """A message came to its end at `at`; the rest is what the server said of it.

    `released`: an operator vouched for its sender, as the unit (code) or, empty, as the one whose address it bears.
    """

    sha256: str
    mailbox: str
    uidvalidity: int
    uid: int
    received_at: datetime
    collected_at: datetime
    at: datetime
    released: str | None = None


@dataclass(frozen=True)
class Line:
    """A line of the agenda, owed since `due`, was carried out at `at`; `stale`: only ticked off."""

    do: str
    due: datetime
    at: datetime
    stale: bool


@dataclass(frozen=True)
class Decision:
    """An office decided on the screen about the matter `key`; `opinion` is what was filled in."""

    key: str
    opinion: Mapping[str, str]
    run: str
    run_id: str
    at: datetime


Entry: TypeAlias = Mail | Line | Decision
_KINDS: Mapping[str, type[Entry]] = {"mail": Mail, "line": Line, "decision": Decision}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_INSTANTS = ("received_at", "collected_at", "due", "at")


def note(session: Session, store: Store, campaign: str, entry: Entry) -> None:
    """Write down what the transaction did; the last thing before its commit."""
    serial = take(session, campaign, "journal")
    data = {"what": _NAMES[type(entry)], **asdict(entry)}
    data |= {name: data[name].isoformat() for name in _INSTANTS if name in data}
    store.note(f"{campaign}/{serial:09}.json", json.dumps(data, ensure_ascii=False).encode())


def entries(store: Store, campaign: str) -> Iterator[Entry]:
    """All that was done, in order. Raises ValueError for an entry that is none of ours."""
    for name, content in store.notes(campaign):
        try:
            yield _entry(json.loads(content))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"journal/{name} cannot be read: {error}") from error


def _entry(data: dict[str, Any]) -> Entry:
    kind = _KINDS[data.pop("what")]
    return kind(**data | {name: datetime.fromisoformat(data[name]) for name in _INSTANTS if name in data})
