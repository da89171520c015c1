"""What an office is asked by M09: what is open in the ledger, and what has come into the inbox since its last M09."""

from __future__ import annotations

from datetime import UTC, datetime

from campaign.corrections import Doubtful, doubtful
from campaign.preparation import conflicts
from campaign.questions import HeldMail, OtherUnit, Questions
from campaign.questions import questions as asked_of
from db import inbox, outbox, records
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
    new = [one for one in conflicts(turn.current.affairs, turn.current.problems) if one.since > since]
    return asked_of(turn.campaign, office, turn.current.problems, held, others, _digests(turn), new)


def _digests(turn: Turn) -> list[Doubtful]:
    """Issues of the digest that left before today's reconciliation balanced again (C3-2, M24)."""
    local = turn.campaign.calendar.local
    results = [r for r in records.results(turn.session, turn.desk.id, turn.now) if r.code == "C3-2"]
    if not results or local(results[-1].at).date() != local(turn.now).date():
        return []
    prefix = f"{turn.desk.id}/M07/{turn.campaign.settings.offices.centre}/"
    sent = (m for m in outbox.listing(turn.session, turn.desk.id, turn.now) if m.key.startswith(prefix))
    return doubtful(results, {int(m.key.removeprefix(prefix)): m.created_at for m in sent}, turn.current.affairs)
