"""A problem 问题 as the ledger knows it: the fold of its events (lifecycle.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from campaign.text import essence
from campaign.versions import Version


class State(StrEnum):
    """States of lifecycle.md; the value is the code other programs see."""

    RECEIVED = "RECEIVED"
    PENDING = "PENDING"
    REGISTERED = "REGISTERED"
    ASSIGNED = "ASSIGNED"
    IN_PROGRESS = "IN_PROGRESS"
    COUNTY = "COUNTY"
    PROPOSED = "PROPOSED"
    ESCALATED = "ESCALATED"
    CLOSE_REQ = "CLOSE_REQ"
    CLOSED = "CLOSED"
    CARRIED = "CARRIED"
    MERGED = "MERGED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def chinese(self) -> str:
        return _CHINESE[self]


_CHINESE: Mapping[State, str] = {
    State.RECEIVED: "已收",
    State.PENDING: "待补正/待确认",
    State.REGISTERED: "已挂号",
    State.ASSIGNED: "已交办",
    State.IN_PROGRESS: "办理中",
    State.COUNTY: "县级协调",
    State.PROPOSED: "拟上报",
    State.ESCALATED: "已上报",
    State.CLOSE_REQ: "申请销号",
    State.CLOSED: "已销号",
    State.CARRIED: "转后续跟踪",
    State.MERGED: "已合并",
    State.REJECTED: "不予受理",
    State.WITHDRAWN: "已撤回",
}

#: numbered and still to be dealt with
OPEN = frozenset(
    {
        State.REGISTERED,
        State.ASSIGNED,
        State.IN_PROGRESS,
        State.COUNTY,
        State.PROPOSED,
        State.ESCALATED,
        State.CLOSE_REQ,
    }
)
OWNER = "业主"
#: while one of these holds the ball, the responsible unit's clock stands still (D44, D55)
ELSEWHERE = frozenset({OWNER, "中介", "上级"})
#: endings that keep a number in the count (D48); the rest are shown apart
ENDED = frozenset({State.CLOSED, State.CARRIED})
#: endings outside 登记总数 (final-summary.md, KPI definitions)
APART = frozenset({State.MERGED, State.REJECTED, State.WITHDRAWN})


@dataclass(frozen=True)
class Source:
    """Where a row came from. `row` is 1-based as the sender sees it; `part` 1, 2, 3 of a cell with several problems.

    `cell`: where its substance stands, ``D4``; `sha256` of the attachment, or of the file inside it.
    """

    message_id: str
    attachment: str
    sheet: str
    row: int
    part: int | None = None
    cell: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Report:
    """What a unit wrote in one row of F1, read: the substance of a problem (D77). Texts are verbatim (D18)."""

    project_name: str
    project_code: str | None = None
    category: str | None = None
    matter: str | None = None
    problem: str = ""
    ask: str = ""
    tier: str | None = None
    bodies: tuple[str, ...] = ()
    due: date | None = None
    contact: str | None = None
    node_target: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Lack:
    """What an owner is waited for 缺件 (D58). `named`: materials by name; else one sentence, as it was written.

    `by`: until when they are wanted, None where nobody has said so.
    """

    materials: tuple[str, ...]
    named: bool
    by: date | None = None


_FILLER = re.compile("项目|工程|建设")


def project_key(code: str | None, name: str) -> str:
    """What the entries of one project have in common: its code, and outside the catalogue its name."""
    if code:
        return code
    return "~" + _FILLER.sub("", essence(name))


@dataclass(frozen=True)
class Proposal:
    """疑似重复: an earlier number that may be the same problem; `decision` by a coordinator: merged, distinct, None."""

    number: str
    score: float
    decision: str | None = None


@dataclass(frozen=True)
class Problem:
    """State of one entry of the ledger. `entry` is its identity before it has a number (order of receipt)."""

    entry: int
    report: Report
    state: State = State.RECEIVED
    number: str | None = None
    pending: tuple[str, ...] = ()
    project_code: str | None = None
    #: the key projects office has said which project it is, or that it counts though outside the catalogue (A17)
    included: bool = False
    tier: str | None = None
    #: what the lead office has settled itself: ``category``, ``tier``; a unit's newer wording does not change it
    confirmed: Mapping[str, str] = field(default_factory=dict)
    lead: str | None = None
    responsible: str | None = None
    due: date | None = None
    due_changes: int = 0
    #: who holds the ball 当前等待方, and since when
    waiting_on: str | None = None
    waiting_since: datetime | None = None
    #: while the owner holds it: what it lacks, when it was told so in full, and when it was last reminded (D58)
    lack: Lack | None = None
    told_owner_at: datetime | None = None
    reminded_owner_at: datetime | None = None
    #: what the owner has reported that the responsible unit has not answered yet: a suggestion (D67)
    owner_word: str | None = None
    progress: str | None = None
    #: what the responsible unit itself said last 部门意见, without which nothing is raised (practice.md 4.6)
    opinion: str | None = None
    #: what the unit asks the lead office to decide: 改派, 提级, 延期至…
    request: str | None = None
    #: what the unit has asked for since the handoff: 延期, 提级
    asked: frozenset[str] = frozenset()
    #: why a reporting unit asks to withdraw the problem (T19)
    withdrawal: str | None = None
    next_step: str | None = None
    next_date: date | None = None
    superior: str | None = None
    batch: int | None = None
    #: what the superior body replied, and the day of its reply (T14)
    superior_reply: str | None = None
    replied_on: date | None = None
    #: the day of the county's meeting; what it or a joint review concluded last, and on which day
    meeting_on: date | None = None
    meeting_note: str | None = None
    conferred_on: date | None = None
    #: who applied for 销号: the responsible unit, or the owner for what lies with it
    applicant: str | None = None
    evidence: str | None = None
    done_on: date | None = None
    merged_into: str | None = None
    merged: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    #: every wording of the problem by the unit that wrote it, and the version of its sheet that counts
    wordings: tuple[str, ...] = ()
    version: Version | None = None
    reporters: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    refused_by: tuple[str, ...] = ()
    consents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: when the first of the consents was given
    consented_at: Mapping[str, datetime] = field(default_factory=dict)
    received_at: datetime | None = None
    registered_at: datetime | None = None
    assigned_at: datetime | None = None
    feedback_at: datetime | None = None
    #: when the ball came back to the unit: sent back, reopened, answered from above, given back by the owner
    returned_at: datetime | None = None
    escalated_at: datetime | None = None
    close_requested_at: datetime | None = None
    ended_at: datetime | None = None
    #: who had applied, one for each request to close that was refused (T17, A8 d)
    refused_applicants: tuple[str, ...] = ()
    #: the 督办 slip it is under, and until when that has to be answered; None once it has been (D54)
    slip: int | None = None
    slip_due: datetime | None = None
    reopened: int = 0
    carry_proposed: bool = False

    @property
    def project_key(self) -> str:
        return project_key(self.project_code, self.report.project_name)

    @property
    def category(self) -> str | None:
        """问题类别: the lead office's where it has settled it, else the reporting unit's."""
        return self.confirmed.get("category") or self.report.category

    @property
    def clock_at(self) -> datetime | None:
        """Since when the responsible unit's own clock runs: handoff, its last word, the ball coming back to it (A5)."""
        return max(filter(None, (self.assigned_at, self.feedback_at, self.returned_at)), default=None)

    @property
    def close_refusals(self) -> int:
        return len(self.refused_applicants)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def counts(self) -> bool:
        """Part of 登记总数: numbered, and not merged, rejected or withdrawn."""
        return self.number is not None and self.state not in APART

    @property
    def ever_escalated(self) -> bool:
        return self.escalated_at is not None
