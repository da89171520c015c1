"""M24 更正: exactly those who had a letter are told what in it was wrong and what is right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.affairs import Sort, token
from campaign.campaign import Campaign
from campaign.letters import Letter
from reports.letters.base import Envelope, compose
from reports.views import unit_name
from reports.wording import excerpt, joined, long_day

_SUBJECT = 40
#: what a reply is known by is no part of a letter's name
_TOKEN = re.compile(r"\s*\[[A-Z]+[\d-]+\]\s*$")


@dataclass(frozen=True)
class Corrected:
    """The letter that was wrong, as it went out."""

    key: str
    subject: str
    at: datetime
    to: tuple[str, ...]
    cc: tuple[str, ...]


def correction(
    campaign: Campaign, wrong: Corrected, serial: int, items: Sequence[tuple[str, str]], office: str, now: datetime
) -> Letter:
    """M24 No. `serial` for one letter, by an office (unit code). `items`: what was said, and what is right."""
    known = campaign.directory.by_address
    units = dict.fromkeys(known[box.lower()].name if box.lower() in known else box for box in wrong.to)
    title = _TOKEN.sub("", wrong.subject.removeprefix(campaign.settings.letters.prefix))
    return compose(
        campaign,
        "M24",
        Envelope(wrong.key.partition("/")[2], f"{serial}", wrong.to, wrong.cc),
        now,
        heading="更正",
        addressee=joined(units),
        context={
            "short": excerpt(title, _SUBJECT),
            "title": title,
            "sent": long_day(campaign.calendar.local(wrong.at).date()),
            "office": unit_name(campaign, office),
            "items": tuple(items),
            "token": token(Sort.CORRECTION, str(serial)),
        },
    )
