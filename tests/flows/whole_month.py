"""The whole month of the demo through the stages, without Prefect: its real mails, a post office, a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db import outbox
from flows.demo.month import Month, steps
from flows.demo.script_folder import load_script
from flows.rounds import ROUNDS
from flows.stages.agenda import run_agenda
from tests.campaign.small import HERE, at
from tests.flows.county import County, county

#: from, to: the machine is off from the one to the other, as local times
Off = tuple[str, str]


@dataclass(frozen=True)
class Played:
    """The county at the month's end, what people wrote to it (when it arrived, its bytes), and when it was looked."""

    town: County
    mails: list[tuple[datetime, bytes]]
    looks: list[datetime]


class _Clock:
    """Sets the county's clock; never back."""

    def __init__(self, town: County) -> None:
        self._town = town

    def set(self, now: datetime) -> None:
        self._town.clock[0] = max(self._town.clock[0], now)


@contextmanager
def june(folder: Path) -> Iterator[Played]:
    """The month with the machine always on, people answering the letters they get."""
    with county(folder) as town:
        script = load_script(HERE / "demo", town.mailbox)
        month = Month(town.desk, script, town.office, _Clock(town), _runner(town))
        story = list(steps(town.desk, script))
        for step in story:
            month.play(step)
        raws = town.office.messages(town.mailbox)
        mails = [(mail.at, raw) for mail, raw in zip(script.mails, raws, strict=True)]
        yield Played(town, mails, [step.at for step in story])


def _runner(town: County) -> Callable[[str, datetime], None]:
    """Whatever flow is due, the whole agenda is looked at, as `gongjian check` does."""

    def run(name: str, now: datetime) -> None:
        if name in ROUNDS:
            ROUNDS[name](town.desk, now)
        if name != "dispatch":
            run_agenda(town.desk, now)

    return run


@contextmanager
def june_again(folder: Path, played: Played, off: Sequence[Off]) -> Iterator[County]:
    """The same mails at the same times in a fresh county whose machine is off at times, and looks when it is back."""
    with county(folder) as town:
        mails, downtimes = list(played.mails), [(at(begin), at(end)) for begin, end in off]
        for now in sorted({*played.looks, *(end for _, end in downtimes)}):
            while mails and mails[0][0] <= now:
                arrived, raw = mails.pop(0)
                town.office.deliver(raw, town.mailbox, arrived)
            if not any(begin <= now < end for begin, end in downtimes):
                _round(town, now)
        yield town


def _round(town: County, now: datetime) -> None:
    town.clock[0] = now
    ROUNDS["intake"](town.desk, now)
    run_agenda(town.desk, now)
    with town.desk.database() as session:
        waits = outbox.waits(session, town.desk.id)
    if waits:
        ROUNDS["dispatch"](town.desk, now)
