"""The demo's month: units' mails and the flows' beats in the order of the simulated clock."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from campaign.agenda import Beat
from db import outbox
from db.ledger import ledger_at
from flows.demo.actors import compose_mail, places
from flows.demo.clock import SimulatedClock
from flows.demo.script import Mail, Script
from flows.desk import Desk
from mail.postoffice import PostOffice

#: how often the mailbox is looked at in the simulated month
_SLOT = timedelta(minutes=15)
#: the line of the agenda that is due every hour
_HOURLY = "M15"

#: runs a flow by the name of its deployment at an instant
RunFlow = Callable[[str, datetime], None]


@dataclass(frozen=True)
class Step:
    """An instant of the month: mails that have arrived by then, and lines of the agenda that are due."""

    at: datetime
    mails: tuple[Mail, ...]
    beats: tuple[Beat, ...]


def steps(desk: Desk, script: Script) -> Iterator[Step]:
    """The month cut at every agenda instant and at the mailbox's next look after a mail."""
    info, calendar = desk.campaign.settings.campaign, desk.campaign.calendar
    begin = calendar.instant(info.starts, time.min)
    end = calendar.instant(info.ends + timedelta(days=1), time.min) - timedelta(minutes=1)
    beats = list(_worth_a_run(desk.campaign.due_beats(begin, end), script.mails))
    instants = sorted({beat.at for beat in beats} | {_next_look(mail.at) for mail in script.mails})
    previous = begin - timedelta(days=1)
    for at in instants:
        mails = tuple(mail for mail in script.mails if previous < mail.at <= at)
        yield Step(at, mails, tuple(beat for beat in beats if beat.at == at))
        previous = at


def _worth_a_run(beats: Sequence[Beat], mails: Sequence[Mail]) -> Iterator[Beat]:
    """Without the hours in which nobody wrote: after the day's first look there is nothing new to review (M15)."""
    hour = beats[0].at
    for beat in beats:
        if beat.do != _HOURLY:
            yield beat
        else:
            if beat.at.date() != hour.date() or any(hour < mail.at <= beat.at for mail in mails):
                yield beat
            hour = beat.at


def _next_look(at: datetime) -> datetime:
    seconds = _SLOT.total_seconds()
    return datetime.fromtimestamp(-(-at.timestamp() // seconds) * seconds, at.tzinfo)


class Month:
    """Plays the steps: people write by SMTP, flows run, letters arrive."""

    def __init__(self, desk: Desk, script: Script, office: PostOffice, clock: SimulatedClock, run: RunFlow) -> None:
        self._desk, self._office, self._clock, self._run = desk, office, clock, run
        self._places = places(script)

    def play(self, step: Step) -> None:
        """One instant: mails in, the flows that have something to do, letters out."""
        for mail in step.mails:
            self._clock.set(mail.at)
            self._write(mail)
        self._clock.set(step.at)
        if step.mails:
            self._run("intake", step.at)
        for flow in dict.fromkeys(beat.flow.replace("_", "-") for beat in step.beats):
            self._run(flow, step.at)
        if self._letters_wait():
            self._run("dispatch", step.at)

    def _letters_wait(self) -> bool:
        with self._desk.database() as session:
            return outbox.waits(session, self._desk.id)

    def _write(self, mail: Mail) -> None:
        raw = compose_mail(mail, self._office.messages(mail.mailbox), self._numbers().get)
        with smtplib.SMTP("127.0.0.1", self._office.smtp_port) as link:
            link.sendmail(mail.sender.address, list(mail.recipients), raw)

    def _numbers(self) -> dict[str, str]:
        """Key of a reported row → the number it has by now: what a person would look up in the ledger workbook."""
        with self._desk.database() as session:
            problems = ledger_at(session, self._desk.id)
        return {
            self._places[place]: number
            for problem in problems
            for source in problem.sources
            if (place := (source.message_id, source.row, source.part)) in self._places
            and (number := problem.merged_into or problem.number)
        }
