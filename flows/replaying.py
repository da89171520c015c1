"""A campaign once more: from its raw mails and their journal, exactly as it was; or from any archive of mails, as a
rehearsal under a simulated clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, select

from campaign.agenda import Beat
from db import journal
from db.inbox import take_up
from db.journal import Entry, Line, Mail
from db.models import InboxMessage
from db.store import Store
from flows.desk import Desk
from flows.stages.agenda import carry_out, run_agenda
from flows.stages.deciding import Opinion, decide
from flows.stages.process import process
from flows.stages.turn import Blocked


class NotEmpty(Exception):
    """The database already has messages of this campaign: a replay would mix two campaigns."""


class NoArchive(Exception):
    """A folder holds neither a store of ours nor mails."""


@dataclass(frozen=True)
class Replayed:
    """`blocked`: lines of the agenda that could not be carried out in a rehearsal, one sentence each."""

    mails: int
    lines: int
    decisions: int
    blocked: tuple[str, ...] = ()


def replay(desk: Desk, archive: str) -> Replayed:
    """Into the desk's empty database. Raises NotEmpty, NoArchive; ValueError for a journal that cannot be read."""
    with desk.database() as session:
        if session.scalar(select(func.count()).where(InboxMessage.campaign == desk.id)):
            raise NotEmpty(f"the database has messages of {desk.id}: give an empty one in GONGJIAN_DATABASE_URL")
    source = Store(archive)
    done = Counter(_again(desk, source, entry) for entry in journal.entries(source, desk.id))
    if done:
        return Replayed(done["mail"], done["line"], done["decision"])
    return _rehearse(desk, list(_mails(desk, Path(archive))))


def _again(desk: Desk, source: Store, entry: Entry) -> str:
    if isinstance(entry, Mail):
        _receive(desk, source.get(entry.sha256), entry)
        return "mail"
    if isinstance(entry, Line):
        carry_out(desk, _beat(desk, entry), entry.at, entry.stale)
        return "line"
    decide(desk, entry.key, Opinion(**entry.opinion), entry.run, entry.run_id, entry.at)
    return "decision"


def _beat(desk: Desk, line: Line) -> Beat:
    owed = desk.campaign.due_beats(line.due - timedelta(seconds=1), line.due)
    beat = next((beat for beat in owed if (beat.do, beat.at) == (line.do, line.due)), None)
    if beat is None:
        raise ValueError(f"the campaign's agenda no longer has {line.do} at {line.due.isoformat()}")
    return beat


def _receive(desk: Desk, raw: bytes, mail: Mail) -> None:
    """Put the message into the inbox, or take it up again there, and bring it to its end."""
    desk.store.put(raw)
    where = {"mailbox": mail.mailbox, "uidvalidity": mail.uidvalidity, "uid": mail.uid}
    with desk.database.begin() as session:
        row = session.scalar(select(InboxMessage).filter_by(campaign=desk.id, **where))
        if row is None:
            times = {"received_at": mail.received_at, "collected_at": mail.collected_at}
            row = InboxMessage(campaign=desk.id, **where, sha256=mail.sha256, **times)
            session.add(row)
        take_up(row, released=mail.released is not None, unit=mail.released or None)
    process(desk, mail.at)


def _rehearse(desk: Desk, mails: list[tuple[Mail, bytes]]) -> Replayed:
    """Every mail at its own time, every line of the agenda at its instant, to the campaign's last."""
    campaign, blocked, lines = desk.campaign, list[str](), 0
    begin = campaign.calendar.instant(campaign.settings.campaign.starts, time.min) - timedelta(seconds=1)
    end = campaign.calendar.instant(campaign.settings.campaign.ends + timedelta(days=1), time.min)
    steps: list[tuple[datetime, tuple[Mail, bytes] | None]] = [(mail.at, (mail, raw)) for mail, raw in mails]
    steps += [(at, None) for at in dict.fromkeys(beat.at for beat in campaign.due_beats(begin, end))]
    for at, arrived in sorted(steps, key=lambda step: step[0]):
        if arrived:
            _receive(desk, arrived[1], arrived[0])
        else:
            lines += _kept(desk, at, blocked)
    return Replayed(len(mails), lines, 0, tuple(dict.fromkeys(blocked)))


def _kept(desk: Desk, at: datetime, blocked: list[str]) -> int:
    try:
        return len(run_agenda(desk, at))
    except Blocked as why:
        blocked.append(str(why))
        return 0


def _mails(desk: Desk, folder: Path) -> Iterator[tuple[Mail, bytes]]:
    """The mails of a folder and of those inside it, ``*.eml``, by the time at which the last server took them."""
    found = sorted(folder.rglob("*.eml"))
    if not found:
        raise NoArchive(f"{folder} holds no journal of {desk.id} and no *.eml files")
    for uid, path in enumerate(found, 1):
        raw = path.read_bytes()
        at = _taken_at(message_from_bytes(raw)) or datetime.fromtimestamp(path.stat().st_mtime, UTC)
        yield Mail(sha256(raw).hexdigest(), str(folder), 1, uid, at, at, at), raw


def _taken_at(mail: Message) -> datetime | None:
    """By the topmost Received line, which the last server wrote, else by the sender's own clock."""
    lines = [str(line).rpartition(";")[2] for line in mail.get_all("Received", [])[:1]]
    for written in (*lines, str(mail["Date"] or "")):
        try:
            at = parsedate_to_datetime(written.strip())
        except ValueError:
            continue
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return None
