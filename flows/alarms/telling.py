"""The ways in which an alarm leaves: log, webhook, another mailbox. One that fails is tried again by the next round."""

from __future__ import annotations

import json
import logging
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from campaign.letters import Letter
from db import alarms
from db.models import Alarm
from db.session import lock
from flows.desk import Desk
from mail.compose import compose, message_id
from mail.sender import Sender

_LOG = logging.getLogger("gongjian.alarm")
_LOG.addHandler(logging.NullHandler())  # stderr belongs to the verbs; a log that is configured gets it all the same

_PATIENCE = 15.0
#: how long an alarm that could not be told is still news
_NEWS = timedelta(days=1)
_SUBJECT = 120


@dataclass(frozen=True)
class Notice:
    """One thing to tell: `state` is raised or cleared; `subject` as in letters.md M25."""

    campaign: str
    key: str
    state: str
    at: str
    subject: str
    text: str


Channel = Callable[[Desk, Notice, datetime], object]


def tell(desk: Desk, now: datetime, told_here: Callable[[Notice], object] | None = None) -> None:
    """Tell what has not been told yet, by each channel once; `told_here` is one more, of the running flow.

    Marked as told before it leaves, so that two rounds do not both tell it; a channel that fails takes the mark back.
    An alarm that came and went before it could be told is told as both.
    """
    channels = dict(_channels(desk)) | ({"run": lambda _desk, one, _now: told_here(one)} if told_here else {})
    for alarm_id, name, notice in _claim(desk, channels, now):
        try:
            channels[name](desk, notice, now)
        except Exception as error:  # noqa: BLE001 - whatever a channel fails with, the round has done its work
            _LOG.error("alarm %s not told by %s: %s", notice.key, name, desk.environment.discreet(str(error)))
            _take_back(desk, alarm_id, f"{name}:{notice.state}")


def _claim(desk: Desk, channels: Iterable[str], now: datetime) -> list[tuple[int, str, Notice]]:
    claimed = []
    with desk.database.begin() as session:
        lock(session, f"alarms/{desk.id}")
        for alarm in alarms.lately(session, desk.id, now - _NEWS):
            for notice in _notices(desk, alarm):
                new = [name for name in channels if f"{name}:{notice.state}" not in alarm.told]
                alarm.told = [*alarm.told, *(f"{name}:{notice.state}" for name in new)]
                claimed += [(alarm.id, name, notice) for name in new]
    return claimed


def _take_back(desk: Desk, alarm_id: int, mark: str) -> None:
    with desk.database.begin() as session:
        alarm = session.get_one(Alarm, alarm_id)
        alarm.told = [one for one in alarm.told if one != mark]


def _notices(desk: Desk, alarm: Alarm) -> Iterator[Notice]:
    states = {"raised": alarm.raised_at} | ({"cleared": alarm.cleared_at} if alarm.cleared_at else {})
    text = desk.environment.discreet(" ".join(alarm.text.split()))
    for state, at in states.items():
        what = text.partition("; ")[0].partition(". ")[0]
        subject = f"[ops] {'cleared: ' if state == 'cleared' else ''}{what}"
        yield Notice(desk.id, alarm.key, state, desk.campaign.calendar.local(at).isoformat(), subject[:_SUBJECT], text)


def _channels(desk: Desk) -> Iterator[tuple[str, Channel]]:
    yield "log", _log
    if desk.environment.alarm_log:
        yield "file", _write
    if desk.environment.alarm_webhook_url:
        yield "webhook", _post
    if desk.environment.alarm_mail_to:
        yield "mail", _mail


def _log(_desk: Desk, notice: Notice, _now: datetime) -> None:
    level = logging.WARNING if notice.state == "raised" else logging.INFO
    _LOG.log(level, "%s", json.dumps(asdict(notice), ensure_ascii=False))


def _write(desk: Desk, notice: Notice, _now: datetime) -> None:
    assert desk.environment.alarm_log is not None
    with desk.environment.alarm_log.open("a", encoding="utf-8") as log:
        log.write(json.dumps(asdict(notice), ensure_ascii=False) + "\n")


def _post(desk: Desk, notice: Notice, _now: datetime) -> None:
    url, body = desk.environment.alarm_webhook_url or "", json.dumps(asdict(notice), ensure_ascii=False).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json; charset=utf-8"})
    with urllib.request.urlopen(request, timeout=_PATIENCE):
        pass


def _mail(desk: Desk, notice: Notice, now: datetime) -> None:
    """By the server of the alarms, or the campaign's; never by the outbox, which may be what is amiss."""
    settings, info = desk.environment, desk.campaign.settings.campaign
    ours, to = settings.alarm_mail_from or info.mailbox, settings.alarm_mail_to or ""
    key = f"{desk.id}/M25/{notice.key}/{notice.state}/{notice.at}"
    text = f"{notice.text}\n\n{info.title}\n{notice.state} {notice.at}\n{notice.key}\n"
    letter = Letter("M25", key, (to,), notice.subject, text)
    raw = compose(
        letter,
        sender_name="gongjian",
        sender_address=ours,
        message_id=message_id(key, ours.rpartition("@")[2]),
        at=desk.campaign.calendar.local(now),
        auto="auto-generated",
    )
    with Sender(settings.alarm_smtp_url or settings.smtp(), _PATIENCE) as sender:
        sender.send(raw, ours, to, lambda: None)
