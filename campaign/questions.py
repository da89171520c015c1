"""What waits for a coordinator's answer 待确认事项 (M09): projects, repeated problems, held mails, doubtful units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.answers import name_key
from campaign.campaign import Campaign
from campaign.catalogue import Candidate
from campaign.corrections import Doubtful
from campaign.identity import undecided
from campaign.preparation import Conflict
from campaign.problem import Problem
from campaign.waiting import is_unlisted


@dataclass(frozen=True)
class ProjectQuestion:
    """A project that the catalogue does not name so; `code`: what stands in the row as its code."""

    name: str
    code: str | None
    rows: tuple[Problem, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Repeat:
    """疑似重复: `later` may be the same problem as `earlier`; `score`: 0-1 how alike."""

    later: Problem
    earlier: Problem
    score: float


@dataclass(frozen=True)
class HeldMail:
    """A mail that is not acted on. `is_forged`: the sender's authentication failed; else the sender is unknown."""

    message_id: str
    sender: str
    subject: str
    at: datetime
    is_forged: bool


@dataclass(frozen=True)
class OtherUnit:
    """A file whose head or name tells another unit than the one that sent it (unit code); `told`: what it was told."""

    message_id: str
    unit: str
    attachment: str
    told: str
    at: datetime


@dataclass(frozen=True)
class Questions:
    """All that one office is asked at one time."""

    projects: tuple[ProjectQuestion, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    held: tuple[HeldMail, ...] = ()
    others: tuple[OtherUnit, ...] = ()
    digests: tuple[Doubtful, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def __len__(self) -> int:
        kinds = (self.projects, self.repeats, self.held, self.others, self.digests, self.conflicts)
        return sum(map(len, kinds))

    @property
    def identity(self) -> tuple[object, ...]:
        """The same only for the same set of questions."""
        return (
            *((q.name, q.code, *(p.entry for p in q.rows)) for q in self.projects),
            *((r.later.number, r.earlier.number) for r in self.repeats),
            *(mail.message_id for mail in self.held),
            *((other.message_id, other.attachment) for other in self.others),
            *(digest.n for digest in self.digests),
            *((c.problem.number, c.problem.state.value, c.told.key, c.told.status, c.since) for c in self.conflicts),
        )


def questions(
    campaign: Campaign,
    office: str,
    problems: Sequence[Problem],
    held: Iterable[HeldMail],
    others: Iterable[OtherUnit],
    digests: Iterable[Doubtful] = (),
    conflicts: Iterable[Conflict] = (),
) -> Questions:
    """What the office (unit code) is asked: projects are the key projects office's, repeats the lead office's.

    The mailbox is kept by the Centre: it hears of held mails, of doubtful units and digests. Where an owner contradicts
    the ledger (`conflicts`), the lead office hears of it (D67).
    """
    offices = campaign.settings.offices
    return Questions(
        projects=_projects(campaign, problems) if office == offices.projects else (),
        repeats=repeats(office, problems),
        held=tuple(held) if office == offices.centre else (),
        others=tuple(others) if office == offices.centre else (),
        digests=tuple(digests) if office == offices.centre else (),
        conflicts=tuple(conflict for conflict in conflicts if conflict.problem.lead == office),
    )


def repeats(office: str, problems: Iterable[Problem]) -> tuple[Repeat, ...]:
    """The pairs that the office (unit code) decides: it leads the later of the two (forms.md 5.7)."""
    return tuple(Repeat(*pair) for pair in undecided(problems) if pair[0].lead == office)


def _projects(campaign: Campaign, problems: Iterable[Problem]) -> tuple[ProjectQuestion, ...]:
    """One question for each way of naming a project, in order of receipt."""
    groups: dict[str, list[Problem]] = {}
    for problem in filter(is_unlisted, problems):
        groups.setdefault(name_key(problem.report.project_name, problem.report.project_code), []).append(problem)
    return tuple(_project(campaign, rows) for rows in groups.values())


def _project(campaign: Campaign, rows: Sequence[Problem]) -> ProjectQuestion:
    name, code = rows[0].report.project_name, rows[0].report.project_code
    return ProjectQuestion(name, code, tuple(rows), campaign.catalogue.match(name, code).candidates)
