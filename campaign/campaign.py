"""One campaign as one frozen value: settings, directory, catalogue and calendar, asked together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from campaign.agenda import Beat, due
from campaign.calendar import Calendar
from campaign.catalogue import Catalogue
from campaign.directory import Directory, Unit
from campaign.forms import FormBook
from campaign.settings import Category, Phase, Settings
from campaign.templates import Templates
from campaign.text import squeeze
from campaign.vocabulary import TIERS, tier_of_body
from campaign.vocabulary import Category as CategoryWords


@dataclass(frozen=True)
class Superior:
    """A body above the departments, of the tier dictionary: e.g. 市级, 泉州市国土资源局."""

    tier: str
    name: str


@dataclass(frozen=True)
class Campaign:
    """Everything an office can change, loaded and checked."""

    settings: Settings
    directory: Directory
    catalogue: Catalogue
    calendar: Calendar
    templates: Templates = field(default_factory=Templates)

    def should_report(self) -> tuple[Unit, ...]:
        """The units that owe a return, in directory order (D20, D21, A9).

        These are the departments and owners, and whoever owns or is responsible for a catalogue project, but
        never the offices that run the campaign.
        """
        kinds = frozenset(self.settings.roster.report_kinds)
        involved = {project.owner for project in self.catalogue.projects} | self._responsible
        return tuple(
            unit
            for unit in self.directory.units
            if unit.code not in self.settings.offices.all and (unit.kinds & kinds or unit.code in involved)
        )

    def notice_copies(self) -> tuple[Unit, ...]:
        """The other addressees of the notice (D1, D2, M01)."""
        reporting = self.should_report()
        kinds = self.settings.roster.notice_kinds
        return tuple(unit for unit in self.directory.of_kinds(kinds) if unit not in reporting)

    @cached_property
    def _responsible(self) -> frozenset[str]:
        units = (self.directory.find(project.unit_text) for project in self.catalogue.projects)
        return frozenset(unit.code for unit in units if unit)

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        return {category.name: category for category in self.settings.categories}

    def category(self, name: str) -> Category:
        """KeyError for a name that campaign.toml does not list."""
        return self.categories[name]

    def lead_office(self, category: str | None) -> str:
        """Unit code of the office that leads the category's problems; the Centre while undecided (A3)."""
        offices = self.settings.offices
        if category is None:
            return offices.centre
        return offices.centre if self.category(category).lead == "centre" else offices.projects

    def category_unit(self, category: str | None) -> str | None:
        """Unit code of the department that usually solves the category (practice.md 4.9), if there is one."""
        return self.category(category).unit if category else None

    @cached_property
    def forms(self) -> FormBook:
        """The forms as this campaign's units fill them in: its own header words and its own categories."""
        return form_book(self.settings)

    def number(self, serial: int) -> str:
        """``GJ2018-0001`` of 1 (forms.md 5.8)."""
        info = self.settings.campaign
        return f"{info.number_prefix}{serial:0{info.number_width}d}"

    def superiors(self, text: str) -> tuple[Superior, ...]:
        """The superior bodies (市级 and above) named in a text, highest tier first."""
        written = squeeze(text)
        return tuple(body for body, pattern in self._superiors if pattern.search(written))

    def tier_of_body(self, text: str) -> str | None:
        """The tier of a named body: by the tier dictionary, 部门级 for a unit of the directory, else by its wording."""
        named = self.superiors(text)
        if named:
            return named[0].tier
        return TIERS[0] if self.directory.find(text) else tier_of_body(text)

    @cached_property
    def _superiors(self) -> tuple[tuple[Superior, re.Pattern[str]], ...]:
        tiers = sorted(self.settings.tiers.bodies.items(), key=lambda item: TIERS.index(item[0]), reverse=True)
        return tuple(
            (Superior(tier, name), _naming(name, *others)) for tier, bodies in tiers for name, others in bodies.items()
        )

    def phase_of(self, day: date) -> Phase | None:
        """The phase a date falls in; None outside the campaign."""
        return next((phase for phase in self.settings.phases if phase.starts <= day <= phase.ends), None)

    def phase(self, key: str) -> Phase:
        """The phase with a key of campaign.toml; KeyError when there is none."""
        return {phase.key: phase for phase in self.settings.phases}[key]

    def default_due(self, tier: str | None, at: datetime) -> date | None:
        """The due date of a row registered at the instant that states none; None while its tier is undecided.

        By tier (forms.md row 15). A row that comes after that day (A19) is due when its first feedback is (A5, 7.4),
        before the campaign's end; after that it has the clock's working days, as what goes on afterwards has.
        """
        if tier is None:
            return None
        today, by_tier = self.calendar.local(at).date(), self.settings.due.by_tier[tier]
        if today <= by_tier:
            return by_tier
        due = self.calendar.add_working_days(today, self.settings.clocks.feedback)
        ends = self.settings.campaign.ends
        return min(due, ends) if today <= ends else due

    def instant(self, moment: datetime) -> datetime:
        """The UTC instant of a local time of campaign.toml."""
        return self.calendar.instant(moment.date(), moment.time())

    def is_late(self, at: datetime) -> bool:
        """Whether a return received at the instant is 迟报 (A2)."""
        return at >= self.instant(self.settings.reporting.late_after)

    def is_past(self, due: date, at: datetime) -> bool:
        """Whether a due date is past at the instant: it lasts its whole day, and one on a day off rolls on (C2-5).

        The last days of the phases are the plan's own dates and do not roll (A13).
        """
        local = self.calendar.local(at)
        if local.date() <= due:
            return False
        if self.calendar.is_working_day(due) or any(phase.ends == due for phase in self.settings.phases):
            return True
        rolled = datetime.combine(self.calendar.next_working_day(due), self.settings.clocks.rolled_until)
        return at >= self.instant(rolled)

    def is_over(self, at: datetime) -> bool:
        """Whether the campaign's last day has passed (A12)."""
        return at >= self.calendar.instant(self.settings.campaign.ends + timedelta(days=1), time.min)

    def due_beats(self, since: datetime, now: datetime) -> list[Beat]:
        """What the agenda owes with since < at <= now."""
        return due(self.settings.agenda, self.calendar, since, now)


def form_book(settings: Settings) -> FormBook:
    """The forms with a campaign's own header words and categories."""
    words = (CategoryWords(c.name, c.keywords + c.matters) for c in settings.categories)
    return FormBook(settings.synonyms, tuple(words))


def _naming(*names: str) -> re.Pattern[str]:
    """Any of the names, but not 交通运输部 in 交通运输部门."""
    return re.compile(f"(?:{'|'.join(re.escape(squeeze(name)) for name in names)})(?!门)")
