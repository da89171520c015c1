"""The only place that reads the clock; everything below is given `now`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from campaign.campaign import Campaign

#: how long a round may take
_PRESENT = timedelta(hours=1)


def instant(at: str | None, campaign: Campaign) -> datetime:
    """`--at` as an aware instant, in the campaign's zone where no offset is given; the present without it."""
    if at is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise click.BadParameter(f"--at {at!r} is no date and time; write it as 2018-06-08T18:00") from error
    return moment.astimezone(UTC) if moment.tzinfo else campaign.calendar.instant(moment.date(), moment.time())


def is_present(now: datetime) -> bool:
    """Whether an instant is the present, and not one that was set."""
    return abs(datetime.now(UTC) - now) < _PRESENT
