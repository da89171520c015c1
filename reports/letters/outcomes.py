"""M02d 处理结果通知: a unit learns what was decided about rows it reported or numbers it works on (T3 to T22)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.letters import Letter
from reports.letters.base import Envelope, boxes, compose
from reports.wording import excerpt, joined, reason_alone


@dataclass(frozen=True)
class OutcomeItem:
    """One row decided on. `problem`: its text; `result`: Chinese, such as 不予受理; `reason` may be empty.

    `reported`: by the unit that is told; else it is the one that works on it, or the project's owner.
    """

    project_name: str
    problem: str
    result: str
    number: str | None
    reason: str
    reported: bool = True


@dataclass(frozen=True)
class _Line:
    project: str
    gist: str
    result: str
    number: str
    reason: str


def outcome_notice(
    campaign: Campaign, unit: Unit, items: Sequence[OutcomeItem], now: datetime, *, cause: str
) -> Letter:
    """M02d to the unit concerned; `cause` makes it unique, such as the id of the deciding message."""
    results = Counter(item.result for item in items)
    return compose(
        campaign,
        "M02d",
        Envelope(unit.code, cause, boxes([unit])),
        now,
        heading="处理结果通知",
        addressee=unit.name,
        context={
            "count": len(items),
            "whose": "贵单位报送的" if all(item.reported for item in items) else "涉及贵单位的",
            "results": joined(f"{result}{n}个" for result, n in results.items()),
            "items": tuple(map(_line, items)),
            "numbered": any(item.number for item in items),
        },
    )


def _line(item: OutcomeItem) -> _Line:
    gist = excerpt(item.problem, 60)
    return _Line(item.project_name, gist, item.result, item.number or "", reason_alone(item.reason))
