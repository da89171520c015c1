"""Reminders 提醒 and the rule that no unit gets too many of them on one day (letters.md, anti-noise rules)."""

from __future__ import annotations

from datetime import datetime

from campaign.campaign import Campaign

#: kinds by which the calendar reminds a unit. What answers a mail, tells of a decision or is a formal slip (M04 催报单,
#: M17 督办通知单) is none
REMINDERS = ("M03", "M10", "M12b", "M13b", "M14")


def may_remind(campaign: Campaign, kind: str, sent_today: int) -> bool:
    """Whether the calendar may send the unit a letter of the kind, after so many reminders on the same day."""
    return kind not in REMINDERS or sent_today < campaign.settings.letters.reminders_a_day


def begin_of_day(campaign: Campaign, now: datetime) -> datetime:
    """The instant at which the local day of `now` began, from which its reminders are counted."""
    return campaign.calendar.instant(campaign.calendar.local(now).date())
