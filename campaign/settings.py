"""campaign.toml as typed, frozen values. A plan's numbers live there, each with its clause, never in code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from campaign.agenda import AgendaItem
from campaign.forms import FORMS
from campaign.text import squeeze
from campaign.vocabulary import LEVELS, TIERS

Family = Literal["审批服务", "前期工作"]


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is not None:
        raise ValueError("write local time, without an offset")
    return moment


def _known_tier(name: str) -> str:
    if name not in TIERS:
        raise ValueError(f"not a tier; one of {'、'.join(TIERS)}")
    return name


def _known_level(name: str) -> str:
    if name not in LEVELS:
        raise ValueError(f"not a level; one of {'、'.join(LEVELS)}")
    return name


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as refusal:
        raise ValueError("not a time zone; write for example Asia/Shanghai") from refusal
    return name


Tier = Annotated[str, AfterValidator(_known_tier)]
LocalTime = Annotated[datetime, AfterValidator(_local)]
UnitKind = Annotated[str, AfterValidator(squeeze)]
Share = Annotated[float, Field(ge=0, le=1)]
Days = Annotated[int, Field(ge=0)]
Labels = Mapping[str, tuple[str, ...]]


class CampaignInfo(Section):
    """What the campaign is (D3-D6). `starts` and `ends` are both included (A1)."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    programme: str
    county: str
    year: int
    starts: date
    ends: date
    timezone: Annotated[str, AfterValidator(_known_zone)]
    number_prefix: str
    number_width: int = Field(ge=1, le=8)
    mailbox: str
    authserv_id: str | None = None
    issuer: str
    issued_on: date
    sender_name: str
    phone: str


class Offices(Section):
    """Unit codes of the offices that run the campaign (D3, D28, D69)."""

    centre: str
    projects: str
    government: str
    efficiency: str
    inspection: str

    @property
    def coordinators(self) -> tuple[str, str]:
        """The two offices of one truth, 管委会 first (D40, D81)."""
        return self.centre, self.projects

    @property
    def all(self) -> tuple[str, ...]:
        return self.centre, self.projects, self.government, self.efficiency, self.inspection


class Roster(Section):
    """The classes 类别 that report, those that get a copy of the notice, and whether 零报告 counts (A10)."""

    report_kinds: tuple[UnitKind, ...]
    notice_kinds: tuple[UnitKind, ...]
    zero_reports: bool


class Phase(Section):
    """`starts` and `ends` are both included."""

    key: str
    title: str
    starts: date
    ends: date


class Reporting(Section):
    """`remind_by`: the cut-off told to units. A return at or after `late_after` is 迟报 (A2)."""

    remind_by: LocalTime
    late_after: LocalTime


class Due(Section):
    """Due dates by tier (forms.md row 15), last day to ask for 提级, last day of an extension (T22)."""

    by_tier: Mapping[Tier, date]
    escalation_requests: date
    last_extension: date

    @model_validator(mode="after")
    def _every_tier(self) -> Self:
        missing = [tier for tier in TIERS if tier not in self.by_tier]
        if missing:
            raise ValueError(f"by_tier lacks {'、'.join(missing)}")
        return self


class Closing(Section):
    """End of the campaign: last close request, last review, cut-off of the summary's data (C3-3, C3-5)."""

    requests_by: LocalTime
    reviews_by: LocalTime
    cutoff: LocalTime


class Clocks(Section):
    """Working days allowed for each step (calendar-and-checks.md 7.4); what is due on a day is due by `day_ends`.

    A due date on a day off rolls to `rolled_until` of the next working day (C2-5). `owner_materials`: how long an owner
    has for what it lacks, where the department sets no date (D55).
    """

    acceptance: Days
    refusal: Days
    feedback: Days
    supervision_reply: Days
    completion: Days
    review: Days
    second_confirmation: Days
    upward_report: Days
    status_inquiry: Days
    rectification: Days
    superior_reply: Days
    owner_materials: Days = 3
    day_ends: time = time(17, 30)
    rolled_until: time = time(12)


class Lights(Section):
    """Working days of silence that turn a number yellow and red; days left that count as near due."""

    yellow_after: Days
    red_after: Days
    near_due: Days

    @model_validator(mode="after")
    def _yellow_before_red(self) -> Self:
        if self.yellow_after >= self.red_after:
            raise ValueError("yellow_after must be smaller than red_after")
        return self


class Nodes(Section):
    """Days before a node's planned date on which its owner is reminded (D64); once more when it has passed."""

    remind_before: tuple[Days, ...] = (7, 3, 0)


class Thresholds(Section):
    """Shares are 0 to 1 (C1-1, C1-2, C2-4, C3-4)."""

    return_rate_yellow: Share
    return_rate_red: Share
    midpoint_rate: Share
    recheck_share: Share
    recheck_min: int = Field(ge=0)


class Points(Section):
    """What each reason of A8 (a) to (e) counts in a unit's score."""

    late: int = 1
    red: int = 1
    supervision: int = 1
    evidence: int = 1
    zero: int = 1


class Inspection(Section):
    """突出问题 (A8): how late a return, how many red numbers or what share of those open and then how many at least,
    how many refused requests to close.
    """

    late_days: Days = 1
    red_items: int = Field(default=3, gt=0)
    red_share: Share = 0.3
    red_least: int = Field(default=2, gt=0)
    refusals: int = Field(default=2, gt=0)
    points: Points = Field(default_factory=Points)


class Circulars(Section):
    """通报 (D73, D75, A15). `signers`: the offices that may sign, `signatures`: how many of them must.

    `addressees`: 主送; `copies`: unit codes of 抄送. A unit is praised that has closed so many, so great a share of its
    numbers, and has no red light.
    """

    signers: tuple[Literal["centre", "efficiency", "projects"], ...] = ("centre", "efficiency", "projects")
    signatures: int = Field(default=1, ge=1, le=3)
    addressees: str = "各有关单位"
    copies: tuple[str, ...] = ()
    praise_closed: int = Field(default=3, gt=0)
    praise_rate: Share = 0.8

    @model_validator(mode="after")
    def _enough_signers(self) -> Self:
        if self.signatures > len(set(self.signers)):
            raise ValueError("signatures is greater than the number of signers")
        return self


class Category(Section):
    """A 问题类别: family (D8), leading office (A3), the department that usually solves it, words, matters."""

    name: str
    family: Family
    lead: Literal["centre", "projects"]
    unit: str | None = None
    keywords: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()


class Tiers(Section):
    """`bodies`: tier → official name of a superior body → how else it is written. 上报 begins at 市级 (A7)."""

    bodies: Mapping[Tier, Labels] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _above_the_county(self) -> Self:
        if below := [tier for tier in self.bodies if tier in TIERS[:2]]:
            raise ValueError(f"{'、'.join(below)} is not above the county: list bodies of 市级 and above only")
        return self


class ProjectNames(Section):
    """`score`: the least likeness of a name that is taken for the catalogue's; `margin`: how far the next is behind."""

    score: Share = 0.90
    margin: Share = 0.06


class Aliases(Section):
    """`projects`: code → other names. `ambiguous`: names that mean several units; the sender decides."""

    projects: Labels = Field(default_factory=dict)
    ambiguous: tuple[str, ...] = ()


class Wording(Section):
    """Words of the office used in every letter, and the notes 填表说明 printed under the summary form.

    `reminders_a_day`: no unit is sent more reminders on one day (8, anti-noise rules). `enclosed_bytes`: as much of
    the evidence goes along with a letter to those who review (M15).
    """

    prefix: str
    plan: str
    signature: tuple[str, ...]
    automatic: str
    form_notes: tuple[str, ...]
    reminders_a_day: int = Field(default=2, gt=0)
    enclosed_bytes: int = Field(default=15_000_000, gt=0)


class Limits(Section):
    """What is still read; anything beyond is refused with the reason. Bytes, or counts."""

    mail_bytes: int = Field(default=50_000_000, gt=0)
    parts: int = Field(default=200, gt=0)
    attachment_bytes: int = Field(default=30_000_000, gt=0)
    members: int = Field(default=200, gt=0)
    depth: int = Field(default=3, gt=0)
    cells: int = Field(default=2_000_000, gt=0)


class Sending(Section):
    """What the mail provider lets one account send, None where it sets no limit; and a backstop against any loop of
    mails: so many letters to one address a day, the rest are held for a person.
    """

    per_minute: int | None = Field(default=None, gt=0)
    per_hour: int | None = Field(default=None, gt=0)
    per_day: int | None = Field(default=None, gt=0)
    to_an_address_a_day: int = Field(default=100, gt=0)


class Identity(Section):
    """0 to 1 (forms.md 5.7): how alike a unit's newer text is to its old one to be its revision, two texts of a
    project to be proposed as 疑似重复, and two problems of several projects to be one 共性问题.
    """

    revision: Share = 0.6
    proposal: Share = 0.1
    group: Share = 0.8


Level = Annotated[str, AfterValidator(_known_level)]
Score = Annotated[int, Field(ge=0)]


class Expansion(Section):
    """Points by which projects are selected for the ledger 台账 (A6, D61): most of a `batch` first.

    `near_days`: days to a node's planned date that count as near. `problem`: for each open one, up to `problems_most`.
    One point for each `investment_per` (万元) of the year's planned investment, up to `investment_most`.
    """

    batch: int = Field(default=8, gt=0)
    level: Mapping[Level, Score] = Field(default_factory=lambda: {"省": 6, "市": 4, "县": 2})
    node_overdue: Score = 5
    node_near: Score = 3
    near_days: int = Field(default=10, ge=0)
    problem: Score = 2
    problems_most: Score = 6
    investment_per: float = Field(default=10_000, gt=0)
    investment_most: Score = 4


class Reviews(Section):
    """联审联办 (D53): proposed from so many open `problems` in so many `departments` on, so many projects `at_once`."""

    problems: int = Field(default=2, gt=0)
    departments: int = Field(default=2, gt=0)
    at_once: int = Field(default=5, gt=0)


class Settings(Section):
    """The whole of campaign.toml."""

    campaign: CampaignInfo
    offices: Offices
    roster: Roster
    phases: tuple[Phase, ...] = Field(min_length=1)
    reporting: Reporting
    due: Due
    closing: Closing
    clocks: Clocks
    lights: Lights
    thresholds: Thresholds
    inspection: Inspection = Field(default_factory=Inspection)
    circulars: Circulars = Field(default_factory=Circulars)
    nodes: Nodes = Field(default_factory=Nodes)
    categories: tuple[Category, ...] = Field(min_length=1)
    letters: Wording
    agenda: tuple[AgendaItem, ...] = ()
    tiers: Tiers = Field(default_factory=Tiers)
    synonyms: Mapping[str, Labels] = Field(default_factory=dict)
    aliases: Aliases = Field(default_factory=Aliases)
    catalogue: ProjectNames = Field(default_factory=ProjectNames)
    holidays: Mapping[date, bool] = Field(default_factory=dict)
    limits: Limits = Field(default_factory=Limits)
    sending: Sending = Field(default_factory=Sending)
    identity: Identity = Field(default_factory=Identity)
    expansion: Expansion = Field(default_factory=Expansion)
    reviews: Reviews = Field(default_factory=Reviews)

    @field_validator("synonyms")
    @classmethod
    def _synonyms_of_known_fields(cls, synonyms: Mapping[str, Labels]) -> Mapping[str, Labels]:
        known = {form.code: form.by_key for form in FORMS}
        wrong = [
            f"{code}.{key}" for code, fields in synonyms.items() for key in fields if key not in known.get(code, {})
        ]
        if wrong:
            raise ValueError(f"no such form and field: {', '.join(wrong)}")
        return synonyms

    @model_validator(mode="after")
    def _phases_fill_the_campaign(self) -> Self:
        """D78: in order, without gap or overlap, from the campaign's first day to its last."""
        expected, wrong = self.campaign.starts, []
        for phase in self.phases:
            if phase.starts != expected:
                wrong.append(f"phase {phase.key} should start on {expected}, not on {phase.starts}")
            if phase.ends < phase.starts:
                wrong.append(f"phase {phase.key} ends on {phase.ends}, before it starts")
            expected = phase.ends + timedelta(days=1)
        if expected != self.campaign.ends + timedelta(days=1):
            wrong.append(f"the last phase should end on {self.campaign.ends}, the campaign's last day")
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    @model_validator(mode="after")
    def _names_once(self) -> Self:
        for what, names in (
            ("phase key", [phase.key for phase in self.phases]),
            ("category", [category.name for category in self.categories]),
        ):
            repeated = sorted({name for name in names if names.count(name) > 1})
            if repeated:
                raise ValueError(f"{what} given twice: {'、'.join(repeated)}")
        return self
