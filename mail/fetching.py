"""What a server answers to FETCH (RFC 3501 7.4.2), as imaplib hands it over, sorted by UID.

An answer may be cut into a tuple (text before a literal, literal) and the text after it; the UID stands
before or after the body; other clients' changes slip in as answers without a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

#: what imaplib returns for FETCH: bytes, (bytes, literal), or None for no answer at all
Data = Sequence[bytes | tuple[bytes, bytes] | None]

_BEGINS = re.compile(rb"\d+ \(")
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_RECEIVED = re.compile(rb'\bINTERNALDATE "([^"]+)"')
_EMPTY_BODY = re.compile(rb'BODY\[\] ""')  # NIL is no empty mail: that is what a vanished one may give (RFC 2180)


@dataclass(frozen=True)
class Fetched:
    """One mail as the server holds it: exact bytes, and when they were received (INTERNALDATE, in UTC)."""

    uid: int
    raw: bytes
    received_at: datetime


@dataclass(frozen=True)
class Answer:
    """One ``* n FETCH (…)``: its text without the literal, and the literal."""

    text: bytes
    body: bytes | None

    @property
    def uid(self) -> int | None:
        return _number(_UID, self.text)

    @property
    def size(self) -> int | None:
        return _number(_SIZE, self.text)

    @property
    def received_at(self) -> datetime | None:
        match = _RECEIVED.search(self.text)
        return _instant(match[1].decode("ascii", "replace")) if match else None

    def fetched(self, uid: int) -> Fetched | None:
        """The mail in this answer, or None where it carries no body or no date."""
        received_at = self.received_at
        body = b"" if self.body is None and _EMPTY_BODY.search(self.text) else self.body
        return None if body is None or received_at is None else Fetched(uid, body, received_at)


def answers(data: Data) -> Iterator[Answer]:
    """Put the pieces of each answer together again."""
    text, body = b"", None
    for piece in data:
        if piece is None:
            continue
        words, literal = piece if isinstance(piece, tuple) else (piece, None)
        if text and _BEGINS.match(words):
            yield Answer(text, body)
            text, body = b"", None
        text += words
        body = body if literal is None else literal
    if text:
        yield Answer(text, body)


def mails(data: Data, wanted: Iterable[int]) -> dict[int, Fetched]:
    """The mails asked for, by UID; an answer that does not name its UID belongs to nobody."""
    known = frozenset(wanted)
    found = {}
    for answer in answers(data):
        uid = answer.uid
        if uid in known and uid is not None and (mail := answer.fetched(uid)):
            found[uid] = mail
    return found


def sizes(data: Data) -> dict[int, int]:
    """RFC822.SIZE in bytes by UID."""
    return {answer.uid: answer.size for answer in answers(data) if answer.uid is not None and answer.size is not None}


def batches(uids: Sequence[int], size_of: dict[int, int], most: int, most_bytes: int) -> Iterator[list[int]]:
    """Cut `uids` into lists of at most `most` mails and `most_bytes` bytes; a bigger mail comes alone."""
    batch: list[int] = []
    held = 0
    for uid in uids:
        size = size_of.get(uid, 0)
        if batch and (len(batch) == most or held + size > most_bytes):
            yield batch
            batch, held = [], 0
        batch.append(uid)
        held += size
    if batch:
        yield batch


def _number(pattern: re.Pattern[bytes], text: bytes) -> int | None:
    match = pattern.search(text)
    return int(match[1]) if match else None


def _instant(internal_date: str) -> datetime | None:
    """`` 8-Jun-2018 18:00:00 +0800`` in UTC, or None where the server writes something else."""
    try:
        return datetime.strptime(internal_date, "%d-%b-%Y %H:%M:%S %z").astimezone(UTC)
    except ValueError:
        return None
