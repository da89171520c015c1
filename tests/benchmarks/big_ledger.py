"""A desk whose ledger holds many problems, written in bulk: what the rules would have recorded, mail by mail.

Every problem has a text of its own, unlike all others; projects and reporting units take turns.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from campaign.catalogue import Catalogue, Project
from campaign.directory import Unit
from campaign.events import Event, Kind, fold, report_data
from campaign.problem import Problem, Report, Source
from campaign.text import essence
from db.ledger import digest, stored_key
from db.models import (
    Base,
    Counter,
    Delivery,
    InboxAttachment,
    InboxMessage,
    LedgerEntry,
    LedgerEvent,
    LedgerWording,
    OutboxLetter,
    Submission,
)
from flows.desk import Desk
from tests.campaign.small import at

ROWS = 30
_ALPHABET = [chr(code) for code in range(0x4E00, 0x4E00 + 1500)]
_CATEGORIES = ("用地", "用林", "环评", "财政评审")
_BEGIN = at("06-06 09:00")
_PROJECTS_PER_MAIL = 5
#: one row in so many still waits for its completion
_WAITING = 200


def with_projects(desk: Desk, projects: int) -> Desk:
    """The desk with a catalogue of so many projects, the owners taking turns."""
    owners = reporters(desk)
    made = tuple(
        Project(f"县2018-{n:05}", f"{text(n, 8)}项目", levels=("县",), owner=owners[n % len(owners)].code)
        for n in range(projects)
    )
    return replace(desk, campaign=replace(desk.campaign, catalogue=Catalogue(made)))


def reporters(desk: Desk) -> tuple[Unit, ...]:
    return desk.campaign.directory.of_kinds({"业主"})


def text(seed: int, length: int = 32) -> str:
    """Characters at random: unlike every other text, of the length of a problem."""
    return "".join(random.Random(seed).choices(_ALPHABET, k=length))


def report(desk: Desk, serial: int, project: Project) -> Report:
    """What a unit wrote as its problem No. `serial`."""
    return Report(
        project_name=project.name,
        project_code=project.code,
        category=_CATEGORIES[serial % len(_CATEGORIES)],
        matter="使用林地审核",
        problem=text(serial + 10**7),
        ask="请统筹安排，于6月20日前出具意见",
        tier="部门级",
        bodies=("县林业局",),
        contact="项目股 0595-00001234",
    )


def project_of(desk: Desk, serial: int) -> Project:
    """Problems are spread over all projects; a mail's are of five projects of one owner, however many there are."""
    projects, owners = desk.campaign.catalogue.projects, len(reporters(desk))
    mail, row = divmod(serial, ROWS)
    place = mail // owners * _PROJECTS_PER_MAIL + row % _PROJECTS_PER_MAIL
    return projects[(mail % owners + owners * place) % (len(projects) // owners * owners)]


def fill(desk: Desk, problems: int) -> None:
    """Problems with their events, mails, returns and letters, and the counters as they would stand."""
    with desk.database.begin() as session:
        numbers = 0
        for mail in range(problems // ROWS):
            events = list(_mail_events(desk, mail, numbers))
            entries = fold(events)
            numbers += sum(p.number is not None for p in entries.values())
            _buffered(session, LedgerEvent, [_event(desk, event) for event in events])
            _buffered(session, LedgerEntry, [_entry(desk, problem) for problem in entries.values()])
            _buffered(session, LedgerWording, [_wording(desk, problem) for problem in entries.values()])
            _mail(session, desk, mail)
        for name, value in (("entry", problems // ROWS * ROWS), ("number", numbers), ("receipt", problems // ROWS)):
            session.add(Counter(campaign=desk.id, name=name, value=value))
    with desk.database.begin() as session:
        session.connection().exec_driver_sql("ANALYZE")


def _buffered(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    session.execute(insert(model), list(rows))


def _when(mail: int) -> datetime:
    return _BEGIN + timedelta(seconds=mail)


def _mail_events(desk: Desk, mail: int, numbers: int) -> Iterator[Event]:
    unit, identity, when = _unit(desk, mail), f"<{mail}@bulk>", _when(mail)
    for row in range(ROWS):
        serial = mail * ROWS + row
        project = project_of(desk, serial)
        said, source = report(desk, serial, project), Source(identity, "汇总表.xlsx", "Sheet1", row + 4)
        data = {
            "report": report_data(said),
            "reporter": unit.code,
            "source": asdict(source),
            "project_code": project.code,
        }
        yield Event(serial + 1, Kind.RECEIVED, when, unit.code, identity, data)
        if serial % _WAITING == 0:
            yield Event(serial + 1, Kind.PENDED, when, "system", identity, {"reasons": ["请填写“需协调事项”"]})
            continue
        numbers += 1
        settled = {
            "number": desk.campaign.number(numbers),
            "project_code": project.code,
            "tier": said.tier,
            "lead": desk.campaign.lead_office(said.category),
            "due": "2018-06-15",
        }
        yield Event(serial + 1, Kind.REGISTERED, when, "system", identity, settled)
        yield Event(serial + 1, Kind.ASSIGNED, when, "system", None, {"unit": "A04", "due": "2018-06-15"})


def _unit(desk: Desk, mail: int) -> Unit:
    owners = reporters(desk)
    return owners[mail % len(owners)]


def _event(desk: Desk, event: Event) -> dict[str, Any]:
    return {
        "campaign": desk.id,
        "entry": event.entry,
        "kind": event.kind.value,
        "at": event.at,
        "actor": event.actor,
        "message_id": event.message_id,
        "data": dict(event.data),
        "note": event.note,
    }


def _entry(desk: Desk, problem: Problem) -> dict[str, Any]:
    return {
        "campaign": desk.id,
        "entry": problem.entry,
        "number": problem.number,
        "state": problem.state.value,
        "project": stored_key(problem.project_key),
        "unit": problem.reporters[0],
    }


def _wording(desk: Desk, problem: Problem) -> dict[str, Any]:
    said = essence(problem.report.problem)
    return {
        "campaign": desk.id,
        "entry": problem.entry,
        "digest": digest(said),
        "project": stored_key(problem.project_key),
        "unit": problem.reporters[0],
        "text": said,
    }


def _mail(session: Session, desk: Desk, mail: int) -> None:
    """The mail itself with its attachment, the return it was, and the receipt that answered it."""
    unit, when, digest = _unit(desk, mail), _when(mail), sha256(str(mail).encode()).hexdigest()
    row = InboxMessage(
        campaign=desk.id,
        mailbox="bulk",
        uidvalidity=1,
        uid=mail + 1,
        sha256=digest,
        received_at=when,
        collected_at=when,
        attempts=1,
        message_id=f"<{mail}@bulk>",
        sender=unit.mailboxes[0],
        subject="报送",
        unit=unit.code,
        verdict="unverified",
        kinds=["I1"],
        outcome="accepted",
        processed_at=when,
    )
    row.attachments = [InboxAttachment(position=0, name="汇总表.xlsx", sha256=digest, outcome="read", rows=ROWS)]
    session.add(row)
    session.flush()
    session.add(
        Submission(
            campaign=desk.id, inbox_id=row.id, unit=unit.code, at=when, rows=ROWS, incomplete=0, zero=False, late=False
        )
    )
    letter = OutboxLetter(
        campaign=desk.id,
        kind="M02",
        key=f"{desk.id}/M02/{unit.code}/{mail}@bulk",
        to=list(unit.mailboxes),
        cc=[],
        subject="回执",
        attachments=[],
        message_id=f"<{mail}.receipt@bulk>",
        in_reply_to=f"<{mail}@bulk>",
        created_at=when,
        raw=b"x" * 4000,
    )
    letter.deliveries = [Delivery(address=unit.mailboxes[0], state="sent", attempts=1, due_at=when, sent_at=when)]
    session.add(letter)
    session.flush()
    session.expunge_all()
