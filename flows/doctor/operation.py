"""How the rounds are doing: alarms that are open, rounds that are missed, and whom an alarm would reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from campaign.campaign import Campaign
from db.alarms import open_alarms, pulses
from db.schema import HEAD
from db.session import open_database, standing
from flows.alarms.causes import silent
from flows.doctor.finding import Finding, ok, warn
from flows.environment import Environment

_ALARMS = ("alarms", "运行告警")
_ROUNDS = ("rounds", "运行心跳")
_CHANNELS = ("alarm-channels", "告警渠道")


def operation(environment: Environment, campaign: Campaign, now: datetime) -> Iterator[Finding]:
    """Of a database that has our schema already."""
    if standing(environment.database_url) != HEAD:
        return
    name = campaign.settings.campaign.id
    with open_database(environment.database_url)() as session:
        still_open = [
            environment.discreet(f"{one.raised_at:%m-%d %H:%M} UTC {one.text}") for one in open_alarms(session, name)
        ]
        runs = pulses(session, name)
    missed = [text for _, text in silent(runs, now, environment.alarm_silence)]
    yield from [warn(*_ALARMS, text, "it clears by itself once mended") for text in still_open] or [
        ok(*_ALARMS, "none")
    ]
    yield from [warn(*_ROUNDS, text, "start `gongjian serve` or a worker") for text in missed] or [
        ok(*_ROUNDS, f"{len(runs)} rounds known, none missed")
    ]


def channels(environment: Environment) -> Finding:
    """The log is always one; it reaches nobody by itself."""
    webhook, mail = environment.alarm_webhook_url, environment.alarm_mail_to
    if not webhook and not mail:
        remedy = "set GONGJIAN_ALARM_WEBHOOK_URL or GONGJIAN_ALARM_MAIL_TO (and GONGJIAN_ALARM_SMTP_URL)"
        return warn(*_CHANNELS, "alarms go to the log alone", remedy)
    if mail and not webhook and not environment.alarm_smtp_url:
        remedy = "set GONGJIAN_ALARM_SMTP_URL to another server"
        return warn(*_CHANNELS, "alarms leave by the campaign's own SMTP server, which may be what is amiss", remedy)
    return ok(*_CHANNELS, "log" + (", webhook" if webhook else "") + (f", mail to {mail}" if mail else ""))
