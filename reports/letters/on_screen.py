"""M02e: an office learns by mail what was decided in its name in the Prefect UI."""

from __future__ import annotations

from datetime import datetime

from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.letters import Letter
from campaign.outcomes import OrderOutcome
from reports.letters.base import Envelope, boxes, compose
from reports.wording import joined, moment, one_line


def decided_on_screen(
    campaign: Campaign, office: Unit, outcome: OrderOutcome, *, person: str, run: str, cause: str, now: datetime
) -> Letter:
    """To the office's registered mailboxes. `person`: the name typed in; `run` and `cause`: the flow run and its id."""
    return compose(
        campaign,
        "M02e",
        Envelope(office.code, cause, boxes([office])),
        now,
        heading="处理意见执行回执",
        addressee=office.name,
        context={
            "at": moment(campaign.calendar.local(now)),
            "person": one_line(person),
            "run": one_line(run),
            "line": outcome.line,
            "done": joined(outcome.done),
            "refused": tuple(f"{number}：{why}" for number, why in outcome.refused),
            "unclear": outcome.unclear or "",
        },
    )
