"""M15: requests to close are put before those who review them, with the files that came as proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaign.events import Event, Kind
from campaign.evidence import Proof, Proofs, within
from campaign.letters import Letter
from campaign.problem import Problem
from campaign.reviews import reviews
from db import inbox, outbox
from db.ledger import last_of_kind
from flows.reader import limits
from flows.stages.turn import Turn
from parsers.message import read_message
from parsers.sandbox import in_child
from reports.letters.reviews import review_request


def review(turn: Turn) -> Iterator[Letter]:
    """M15 to each office, when something new waits for its review or something has waited for too long (C3-1)."""
    for code in turn.campaign.settings.offices.coordinators:
        asked = outbox.last_composed(turn.session, turn.desk.id, f"{turn.desk.id}/M15/{code}/")
        found = reviews(turn.campaign, turn.current.counted, code, asked, turn.now)
        if found.new or found.slow:
            office = turn.campaign.directory[code]
            yield review_request(turn.campaign, office, found, proofs(turn, found.new), turn.now)


def proofs(turn: Turn, problems: Sequence[Problem]) -> Proofs:
    """The files that came with the latest requests to close these problems, each once."""
    requests = last_of_kind(turn.session, turn.desk.id, Kind.CLOSE_REQUESTED, [p.entry for p in problems])
    numbers = {p.entry: p.number or "" for p in problems}
    by_mail: dict[str, list[Event]] = {}
    for event in requests:
        if event.message_id and event.data.get("files"):
            by_mail.setdefault(event.message_id, []).append(event)
    found = (proof for mail, events in by_mail.items() for proof in _of_mail(turn, mail, events, numbers))
    return within(found, turn.campaign.settings.letters.enclosed_bytes)


def _of_mail(turn: Turn, message_id: str, events: Sequence[Event], numbers: dict[int, str]) -> Iterator[Proof]:
    """Read again from the stored mail, as it was read when it came."""
    row = next(iter(inbox.by_message_ids(turn.session, turn.desk.id, [message_id])))
    envelope = in_child(read_message, turn.desk.store.get(row.sha256), limits(turn.campaign))
    for part in envelope.attachments:
        sent_for = tuple(numbers[event.entry] for event in events if part.name in event.data["files"])
        if sent_for:
            yield Proof(part.name, part.content, part.media, sent_for)
