"""What an operator finds beside a run in the Prefect UI: what came in and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from prefect import get_run_logger
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from sqlalchemy import select

from campaign.lights import light
from db.ledger import ledger_at
from db.models import Delivery, InboxMessage, OutboxLetter
from db.outbox import state_of
from flows.alarms.telling import Notice
from flows.desk import Desk
from flows.stages.agenda import Kept
from flows.stages.deciding import Opinion
from flows.stages.dispatch import Dispatched
from flows.stages.process import Processed


def inbox_round(desk: Desk, now: datetime, processed: Processed) -> None:
    """The messages of this round with their outcomes, and the balance of the whole inbox."""
    balance = ", ".join(f"{count} {outcome}" for outcome, count in processed.balance.items())
    if not processed.total:
        create_markdown_artifact(f"No new mail. Balance of the inbox: {balance}.", key="intake")
        return
    with desk.database() as session:
        query = select(InboxMessage).where(InboxMessage.campaign == desk.id, InboxMessage.processed_at == now)
        rows = [_message(desk, row) for row in session.scalars(query.order_by(InboxMessage.id))]
    create_table_artifact(rows, key="intake", description=f"What came in and what became of it. Balance: {balance}.")


def _message(desk: Desk, row: InboxMessage) -> dict[str, Any]:
    unit = desk.campaign.directory.by_code.get(row.unit or "")
    return {
        "received": f"{desk.campaign.calendar.local(row.received_at):%m-%d %H:%M}",
        "from": row.sender,
        "unit": unit.name if unit else None,
        "subject": row.subject,
        "kinds": " ".join(row.kinds),
        "outcome": row.outcome,
        "reason": row.code,
        "files": "、".join(f"{part.name}（{part.outcome}）" for part in row.attachments),
    }


def outbox_round(desk: Desk, now: datetime, sent: Dispatched) -> None:
    """The letters that left in this round."""
    if sent == Dispatched():
        return
    with desk.database() as session:
        query = select(OutboxLetter).join(OutboxLetter.deliveries).where(OutboxLetter.campaign == desk.id)
        letters = session.scalars(query.where(Delivery.sent_at == now).distinct().order_by(OutboxLetter.id))
        rows = [
            {"kind": one.kind, "to": "、".join(one.to), "subject": one.subject, "state": state_of(one).value}
            for one in letters
        ]
    create_table_artifact(rows, key="dispatch", description=f"Letters sent: {sent.sent}, refused: {sent.refused}.")


def agenda_round(desk: Desk, now: datetime, kept: list[Kept], key: str) -> None:
    """Results of the checks carried out, and where the ledger stands."""
    if not kept:
        return
    lines = ["| agenda | result | letters | detail |", "| --- | --- | --- | --- |"]
    lines += [_line(one) for one in kept]
    create_markdown_artifact("\n".join([*lines, "", _standing(desk, now)]), key=key)


def alarm(notice: Notice) -> None:
    """An alarm beside the run that raised or cleared it."""
    create_markdown_artifact(f"**{notice.subject}**\n\n{notice.text}\n\n`{notice.key}` {notice.at}", key="alarm")
    get_run_logger().warning(notice.subject)


def decision(opinion: Opinion, matter: str, told: str) -> None:
    """Who decided what about a matter in this UI, and what came of it."""
    rows = {
        "matter": matter,
        "office": opinion.office,
        "decision": opinion.choice,
        "numbers": opinion.numbers,
        "reason": opinion.reason,
        "person": opinion.person,
        "outcome": told,
    }
    create_table_artifact([rows], key="approval", description="A decision taken in this UI.")


def _line(one: Kept) -> str:
    if one.result is None:
        return f"| {one.beat.do} | composed | {one.letters} | |"
    return f"| {one.result.code} | {one.result.result} | | {one.result.detail} |"


def _standing(desk: Desk, now: datetime) -> str:
    with desk.database() as session:
        problems = [p for p in ledger_at(session, desk.id, now) if p.counts]
    states = _count(p.state.chinese for p in problems)
    lights = _count(str(colour) for p in problems if (colour := light(p, now, desk.campaign)))
    return f"**Ledger** {len(problems)}: {states or 'empty'}. **Lights** {lights or 'none'}."


def _count(words: Any) -> str:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return "，".join(f"{word} {count}" for word, count in counts.items())
