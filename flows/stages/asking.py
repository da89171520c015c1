"""What an office is asked by M09: what is open in the ledger, and what has come into the inbox since its last M09."""

from __future__ import annotations

from datetime import UTC, datetime

from campaign.questions import HeldMail, OtherUnit, Questions
from campaign.questions import questions as asked_of
from db import inbox, outbox
from flows.stages.speaking import OTHER_UNIT
from flows.stages.turn import Turn

_FORGED = "authentication_failed"
_HELD = (_FORGED, "unknown_sender")
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def questions(turn: Turn, office: str) -> Questions:
    """All that the office (unit code) is asked now."""
    since = outbox.last_composed(turn.session, turn.desk.id, f"{turn.desk.id}/M09/{office}/") or _EVER
    held = [
        HeldMail(m.message_id or "", m.sender or "", m.subject or "", m.received_at, m.code == _FORGED)
        for m in inbox.held_for(turn.session, turn.desk.id, _HELD, since)
    ]
    others = [
        OtherUnit(m.message_id or "", m.unit or "", attachment.name, attachment.message or "", m.received_at)
        for m, attachment in inbox.attachments_marked(turn.session, turn.desk.id, OTHER_UNIT, since)
    ]
    return asked_of(turn.campaign, office, turn.current.problems, held, others)
