"""`gongjian trace`: the life of one problem, down to the mails and cells it came from and who decided what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import click
from sqlalchemy.orm import Session

from campaign.lifecycle import SYSTEM
from campaign.numbers import find_numbers
from db import inbox
from db.models import InboxMessage
from flows import listings
from flows.desk import Desk
from flows.printing import show

_PROVISIONAL = re.compile(r"暂编\s*0*(\d+)")
Life = dict[str, Any]


def life(desk: Desk, session: Session, name: str, now: datetime) -> Life | None:
    """A row of `gongjian ledger` with its mails, and the lives of what was merged into it; None for an unknown name.

    `name`: a number as people write it, or 暂编0012 for a row that has none yet.
    """
    rows = listings.ledger(desk, session, now)
    wanted = _meant(desk, name)
    found = next((row for row in rows if wanted in {row["number"], row["provisional"]}), None)
    if found is None:
        return None
    merged = [row for row in rows if found["number"] and row["merged_into"] == found["number"]]
    mails = _mails(desk, session, [found, *merged])
    return {**_told(desk, found, mails), "absorbed": [_told(desk, row, mails) for row in merged], "mails": mails}


def _meant(desk: Desk, name: str) -> str:
    waiting = _PROVISIONAL.search(name)
    if waiting:
        return f"暂编{int(waiting[1]):04d}"
    info = desk.campaign.settings.campaign
    numbers, _ = find_numbers(name, info.number_prefix, info.number_width)
    return numbers[0] if numbers else name


def _told(desk: Desk, row: Life, mails: Sequence[Life]) -> Life:
    """Events with the name of who acted and the number of the mail in the list."""
    place = {mail["message_id"]: n for n, mail in enumerate(mails, 1)}
    events = [
        {**event, "by": _name(desk, event["actor"]), "mail": place.get(event["message_id"])} for event in row["events"]
    ]
    return {**row, "events": events}


def _name(desk: Desk, actor: str) -> str:
    return "系统" if actor == SYSTEM else desk.campaign.directory[actor].name


def _mails(desk: Desk, session: Session, rows: Iterable[Life]) -> list[Life]:
    """Every mail that the rows' events and sources name, oldest first."""
    named = {event["message_id"] for row in rows for event in row["events"]}
    found = inbox.by_message_ids(session, desk.id, [identity for identity in named if identity])
    return [_mail(desk, message) for message in found]


def _mail(desk: Desk, message: InboxMessage) -> Life:
    return {
        "message_id": message.message_id,
        "from": message.sender,
        "unit": message.unit,
        "subject": message.subject,
        "received_at": desk.campaign.calendar.local(message.received_at).isoformat(),
        "sha256": message.sha256,
        "stored": desk.store.where(message.sha256),
        "attachments": [{"name": part.name, "sha256": part.sha256} for part in message.attachments],
    }


def print_life(told: Mapping[str, Any]) -> None:
    """For people: the problem, its events, the rows it came from, the mails that carried them."""
    name = told["number"] or told["provisional"]
    click.echo(f"{name} {told['project']} · {told['state']}\n{told['problem']}\n请求：{told['ask']}")
    place = {mail["message_id"]: n for n, mail in enumerate(told["mails"], 1)}
    for row in (told, *told["absorbed"]):
        if row is not told:
            click.echo(f"\nmerged: {row['number'] or row['provisional']} {row['problem']}")
        sources = [{**source, "mail": place.get(source["message_id"])} for source in row["sources"]]
        show(sources, "table", ["mail", "attachment", "sheet", "row", "part", "cell", "sha256"])
        events = [{**event, "cell": _cell(event), **_from(event)} for event in row["events"]]
        show(events, "table", ["at", "kind", "by", "mail", "cell", "from", "to", "note", "through"])
    mails = [{**mail, "mail": n} for n, mail in enumerate(told["mails"], 1)]
    show(mails, "table", ["mail", "received_at", "from", "subject", "message_id", "stored"])


def _cell(event: Mapping[str, Any]) -> str | None:
    """``反馈表.xlsx 反馈!H5``."""
    source = event["source"]
    return f"{source['attachment']} {source['sheet']}!{source.get('cell') or source['row']}" if source else None


def _from(event: Mapping[str, Any]) -> dict[str, str | None]:
    """What carried an act that no mail of the inbox did: a run of the Prefect UI."""
    return {"through": event["message_id"] if event["mail"] is None else None}
