"""The only place that reads the clock; everything below is given `now`."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from campaign.campaign import Campaign


def instant(at: str | None, campaign: Campaign) -> datetime:
    """`--at` as an aware instant, in the campaign's zone where no offset is given; the present without it."""
    if at is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise click.BadParameter(f"--at {at!r} is no date and time; write it as 2018-06-08T18:00") from error
    return moment.astimezone(UTC) if moment.tzinfo else campaign.calendar.instant(moment.date(), moment.time())
