"""When two entries are one problem (forms.md 5.7, A16; T4, T5), and what is shown to a coordinator as 疑似重复.

Only the same words make one problem of the rows of two units, and only within a project. What is merely alike is
proposed. Which states count for what is said here once:

* `LIVING` entries take their unit's newer wording;
* `OPEN` ones take in what others say in the same words (T5: the survivor is open);
* `ENDED` ones are told to whoever says them again, and take in nothing;
* `FORGOTTEN` ones say nothing any more: whoever says it again reports a new problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime

from campaign.acts import Actor, Refused
from campaign.campaign import Campaign
from campaign.events import Event, Kind
from campaign.ledger import Ledger
from campaign.lifecycle import SYSTEM, Role, refusal
from campaign.likeness import Neighbours
from campaign.marks import told_apart
from campaign.problem import OPEN, Problem, State
from campaign.text import essence
from campaign.vocabulary import highest_tier

LIVING = OPEN | {State.RECEIVED, State.PENDING, State.MERGED}
FORGOTTEN = frozenset({State.REJECTED, State.WITHDRAWN})
#: how many earlier numbers are proposed for one problem
CANDIDATES = 3
#: with how many of a project's newest wordings a new one is compared
_COMPARED = 100
#: and none that is less than this part as alike as the likest
_BESIDE_THE_LIKEST = 0.5


class Identity:
    """The rules on one ledger at one instant; `message_id` is the mail by which things happen, if it is one."""

    def __init__(self, campaign: Campaign, ledger: Ledger, at: datetime, message_id: str | None = None) -> None:
        self._campaign, self._ledger, self._at, self._message_id = campaign, ledger, at, message_id
        self._known: dict[str, Neighbours] = {}

    def root(self, problem: Problem) -> Problem:
        """The entry that an entry has been merged into, at the end of the chain; itself when it has not."""
        while problem.merged_into and (survivor := self._ledger.numbered(problem.merged_into)):
            problem = survivor
        return problem

    def admit(self, problem: Problem, project_code: str | None, beside: AbstractSet[int] = frozenset()) -> Problem:
        """Number a row that lacks nothing (T3, T4), or merge it with the one that says the same (T5); the survivor.

        `beside`: entries that stand in the same mail and are not the same problem, or their unit would not list both.
        """
        survivor = self._twin(problem, problem.report.problem)
        if survivor is not None:
            return self._absorb(problem, survivor)
        registered = self._register(problem, project_code)
        self.propose(registered, beside)
        return registered

    def reconsider(self, problem: Problem, beside: AbstractSet[int] = frozenset()) -> Problem:
        """After new words: merge the entry's problem with the one that says the same, else propose; the survivor."""
        joined = self.join(problem)
        if joined.entry == problem.entry and joined.is_open:
            self.propose(problem, beside)
        return joined

    def join(self, problem: Problem) -> Problem:
        """Merge the entry's problem with the one of another unit that says, or said, any of its words; the survivor."""
        for words in problem.wordings:
            own = self.root(problem)
            twin = self._twin(problem, words)
            if twin is not None and own.is_open:
                self._unite(own, twin)
        return self.root(self._ledger.problem(problem.entry) or problem)

    def propose(self, problem: Problem, beside: AbstractSet[int] = frozenset()) -> None:
        """Record the earlier numbers of the project that may be the same problem, the likest first."""
        likest: dict[int, tuple[Problem, float]] = {}
        for other, score in self._near(problem):
            if other.entry not in {problem.entry, *beside}:
                likest.setdefault(other.entry, (other, score))
        best = max((score for _, score in likest.values()), default=0.0)
        for other, score in list(likest.values())[:CANDIDATES]:
            if score >= best * _BESIDE_THE_LIKEST and not _between(problem, other):
                self._suspect(problem, other, score)

    def _near(self, problem: Problem) -> Iterator[tuple[Problem, float]]:
        least = self._campaign.settings.identity.proposal
        near = dict(self._neighbours(problem.project_key).near(essence(problem.report.problem), least))
        for known, score in zip(self._ledger.problems(near), near.values(), strict=True):
            other = self.root(known)
            if other.is_open and not told_apart(problem.report.problem, known.report.problem):
                yield other, score

    def _neighbours(self, key: str) -> Neighbours:
        """Rows taken after the first question are not among them: they are of the same mail."""
        if key not in self._known:
            self._known[key] = Neighbours((said.entry, said.text) for said in self._ledger.said_lately(key, _COMPARED))
        return self._known[key]

    def _suspect(self, problem: Problem, other: Problem, score: float) -> None:
        self._record(problem, Kind.SUSPECTED, number=other.number, score=round(score, 2))

    def _twin(self, problem: Problem, words: str) -> Problem | None:
        """The other open problem of the project that says the same in the words of another unit.

        Words that count now come before words that were replaced, and earlier entries before later ones.
        """
        text = essence(words)
        if not text:
            return None
        own, unit = self.root(problem).entry, problem.reporters[0]
        others = (
            known
            for said in self._ledger.said(problem.project_key, text)
            if said.unit != unit and (known := self._ledger.problem(said.entry)) and known.state not in FORGOTTEN
        )
        found = [(essence(known.report.problem) != text, self.root(known)) for known in others]
        found = [(past, root) for past, root in found if root.is_open and root.entry != own]
        return min(found, key=lambda pair: (pair[0], pair[1].entry), default=(False, None))[1]

    def _unite(self, one: Problem, other: Problem) -> None:
        """Merge two numbers, the later into the earlier if its state allows; else it is proposed to a coordinator."""
        earlier, later = sorted((one, other), key=lambda p: p.entry)
        for survivor, absorbed in ((earlier, later), (later, earlier)):
            if refusal(absorbed, Kind.MERGED, frozenset({Role.SYSTEM})) is None:
                self._absorb(absorbed, survivor)
                return
        if not _between(earlier, later):
            self._suspect(later, earlier, 1.0)

    def _absorb(self, problem: Problem, survivor: Problem) -> Problem:
        """One problem with all reporters; the stricter tier wins until it is confirmed (A16)."""
        self._record(problem, Kind.MERGED, into=survivor.number)
        tier = {} if "tier" in survivor.confirmed else {"tier": _stricter(survivor.tier, problem.tier)}
        number = {"number": problem.number} if problem.number else {}
        for reporter, source in _voices(problem):
            survivor = self._record(survivor, Kind.REPORTED, reporter=reporter, source=source, **tier, **number)
        return survivor

    def _register(self, problem: Problem, project_code: str | None) -> Problem:
        """Give the row its number, lead office, tier and due date (A3, A7, forms.md row 15)."""
        tier = problem.tier or problem.report.tier
        due = problem.report.due or self._campaign.default_due(tier, self._at)
        return self._record(
            problem,
            Kind.REGISTERED,
            number=self._ledger.next_number(),
            project_code=project_code,
            tier=tier,
            lead=self._campaign.lead_office(problem.report.category),
            due=due.isoformat() if due else None,
        )

    def _record(self, problem: Problem, kind: Kind, **data: object) -> Problem:
        return self._ledger.record(Event(problem.entry, kind, self._at, SYSTEM, self._message_id, data))


def _voices(problem: Problem) -> Iterator[tuple[str, dict[str, object]]]:
    """Every reporter once, and every source; a unit that has sent several times has several."""
    for index in range(max(len(problem.reporters), len(problem.sources))):
        reporter = problem.reporters[min(index, len(problem.reporters) - 1)]
        yield reporter, vars(problem.sources[min(index, len(problem.sources) - 1)])


def _stricter(*tiers: str | None) -> str | None:
    return highest_tier(tier for tier in tiers if tier)


def _between(one: Problem, other: Problem) -> bool:
    """Whether a proposal or a decision between the two is on record."""
    return any(p.number == other.number for p in one.proposals) or any(p.number == one.number for p in other.proposals)


def distinguish(actor: Actor, one: Problem, other: Problem) -> None:
    """不合并: an office says that two numbers are two problems; they are never proposed again. Raises Refused."""
    if actor.unit not in actor.campaign.settings.offices.coordinators:
        raise Refused(f"应由{Role.OFFICE.value}提出")
    if one.entry == other.entry:
        raise Refused("合并与否须写明两个不同的编号")
    merged = next((p for p in (one, other) if p.state is State.MERGED), None)
    if merged is not None:
        raise Refused(f"{merged.number}已并入{merged.merged_into}")
    earlier, later = sorted((one, other), key=lambda p: p.entry)
    if any(proposal.number == later.number for proposal in earlier.proposals):
        earlier, later = later, earlier
    actor.record(later, Kind.DISTINGUISHED, number=earlier.number)


def undecided(problems: Iterable[Problem]) -> list[tuple[Problem, Problem, float]]:
    """Pairs of open numbers that wait for a coordinator: the one proposed, the one it may repeat, 0-1 how alike."""
    numbered = {p.number: p for p in problems if p.number and p.is_open}
    return [
        (problem, numbered[proposal.number], proposal.score)
        for problem in numbered.values()
        for proposal in problem.proposals
        if proposal.decision is None and proposal.number in numbered
    ]
