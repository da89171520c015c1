"""What the key projects office has answered about names outside the catalogue (A17): asked once, known for good.

An answer is an event on each row that waited (纳入: included, 不纳入: rejected), so the answers at an instant are a
fold of the events up to it. A later row that names its project in the same way is taken as the answer says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from campaign.campaign import Campaign
from campaign.catalogue import code_key
from campaign.events import Event, Kind
from campaign.problem import Report
from campaign.text import essence

if TYPE_CHECKING:
    from campaign.intake import Incoming

#: the kinds of events that may hold an answer
ANSWERS = frozenset({Kind.INCLUDED, Kind.REJECTED})


@dataclass(frozen=True)
class Answer:
    """`project_code` is the catalogue's project that is meant; None with `included`: a project outside it counts."""

    included: bool
    project_code: str | None
    at: datetime
    reason: str | None = None


def asked_about(report: Report) -> dict[str, Any]:
    """What an answering event keeps of the row: the project as the unit wrote it."""
    return {"name": report.project_name, "code": report.project_code}


def name_key(name: str, code: str | None) -> str:
    """Rows of one key name their project in the same way."""
    return f"{essence(name)} {code_key(code or '')}".strip()


def answered(events: Iterable[Event]) -> Mapping[str, Answer]:
    """`name_key` → the latest answer; events in the order in which they were recorded."""
    found: dict[str, Answer] = {}
    for event in events:
        if event.kind in ANSWERS and event.data.get("name"):
            key = name_key(event.data["name"], event.data.get("code"))
            included = event.kind is Kind.INCLUDED
            found[key] = Answer(included, event.data.get("project_code"), event.at, event.note)
    return found


def with_answers(rows: Sequence[Incoming], events: Callable[[], Iterable[Event]]) -> Sequence[Incoming]:
    """The rows; those of projects outside the catalogue with what has been answered about their names."""
    unlisted = [row.project_code is None and bool(row.report.project_name) for row in rows]
    known = answered(events()) if any(unlisted) else {}
    return [_answered(row, known) if unknown else row for row, unknown in zip(rows, unlisted, strict=True)]


def _answered(row: Incoming, known: Mapping[str, Answer]) -> Incoming:
    answer = known.get(name_key(row.report.project_name, row.report.project_code))
    return replace(row, project_code=answer.project_code, answer=answer) if answer else row


def answer_words(answer: Answer, campaign: Campaign) -> str:
    """What the office has answered, as a unit is told it about a later row."""
    office = campaign.directory[campaign.settings.offices.projects].name
    day = campaign.calendar.local(answer.at).date()
    project = campaign.catalogue.by_code.get(answer.project_code or "")
    meaning = f"即目录内“{project.name}”（{project.code}）" if project else "目录外项目，予以纳入"
    if not answer.included:
        meaning = f"不纳入：{answer.reason}" if answer.reason else "不纳入"
    return f"{office}{day.month}月{day.day}日已答复该项目{meaning}"
