"""A decision taken on the screen, carried out like one that came by mail (`campaign.decisions.carry_out`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from campaign.acts import Actor
from campaign.campaign import Campaign
from campaign.decisions import carry_out
from campaign.directory import Unit
from campaign.ledger import Ledger
from campaign.numbers import find_numbers
from campaign.orders import Order, Verb
from campaign.outcomes import OrderOutcome
from campaign.problem import OPEN, State
from db import journal, outbox
from db.journal import Decision
from db.ledger import SqlLedger
from flows.desk import Desk
from flows.stages.consequences import consequences
from flows.stages.matters import NUMBERS, Choice, Matter, matters
from flows.stages.post import post
from reports.letters.on_screen import decided_on_screen
from reports.wording import one_line

#: verbs beside which a reason may stand; the others take none (`campaign.orders`)
_EXPLAINED = frozenset(
    {Verb.SEND_BACK, Verb.REASSIGN, Verb.EXTEND, Verb.REOPEN, Verb.WITHDRAW, Verb.REJECT, Verb.EXCLUDE}
)
_WANTED = {NUMBERS: "问题编号", "原因": "原因或补充内容", "单位名称": "原因或补充内容（写明单位名称）"}


@dataclass(frozen=True)
class Opinion:
    """What a person filled in. `office` and `choice` as the form offered them; `person` is a name, by her own word."""

    office: str
    choice: str
    numbers: str
    reason: str
    person: str


@dataclass(frozen=True)
class Decided:
    """`done`: something was carried out; `told`: one line for whoever looks at the run."""

    done: bool
    told: str


class Overreach(Exception):
    """An order would have changed what the person was not shown; nothing was done."""


def waiting(campaign: Campaign, ledger: Ledger) -> list[Matter]:
    """What waits for the offices now."""
    return matters(campaign, ledger.where(OPEN | {State.PENDING}))


def decide(desk: Desk, key: str, opinion: Opinion, run: str, run_id: str, now: datetime) -> Decided:
    """Carry out an opinion on the matter that was shown, in one transaction, once for each run.

    `run` is the run's name, `run_id` what makes it unique. Raises Overreach.
    """
    with desk.database.begin() as session:
        ledger = desk.ledger(session)
        office = desk.campaign.directory.find(opinion.office)
        if office and outbox.holds(session, desk.id, _letter_key(desk, office, run_id)):
            return Decided(True, "this decision has been carried out before; nothing was done again")
        matter = next((one for one in waiting(desk.campaign, ledger) if one.key == key), None)
        if matter is None:
            return Decided(False, "decided by mail meanwhile, or changed since it was shown; nothing was done")
        order = _order(desk.campaign, matter, opinion)
        if isinstance(order, str) or office is None or office.code not in matter.offices:
            return Decided(False, f"nothing was done: {order if isinstance(order, str) else '处理单位不在此事项之列'}")
        actor = Actor(desk.campaign, ledger, office.code, now, f"Prefect UI run {run} ({run_id})")
        outcome = carry_out(actor, order)
        _only(matter, office, ledger)
        _tell(desk, session, ledger, office, outcome, opinion, run, run_id, now)
        journal.note(session, desk.store, desk.id, Decision(key, asdict(opinion), run, run_id, now))
    return Decided(bool(outcome.done), f"{office.name}：{_told(outcome)}")


def _letter_key(desk: Desk, office: Unit, run_id: str) -> str:
    return f"{desk.id}/M02e/{office.code}/{run_id}"


def _order(campaign: Campaign, matter: Matter, opinion: Opinion) -> Order | str:
    """The order as a mail would have said it; or a Chinese clause, what is lacking or wrong."""
    choice = next((one for one in matter.choices if one.label == opinion.choice), None)
    if choice is None:
        return f"“{opinion.choice}”不在可选意见之列"
    info = campaign.settings.campaign
    numbers, _ = find_numbers(opinion.numbers, info.number_prefix, info.number_width)
    foreign = set(numbers) - {problem.number for problem in matter.problems}
    if foreign or (opinion.numbers.strip() and not numbers):
        return f"问题编号“{one_line(opinion.numbers)}”不在此事项之列"
    lacking = list(_lacking(choice, numbers, opinion.reason))
    if lacking:
        return f"请填写{'、'.join(lacking)}"
    order = replace(choice.order, numbers=numbers or choice.order.numbers)
    if order.verb in _EXPLAINED:
        order = replace(order, rest=f"{order.rest} {one_line(opinion.reason)}".strip())
    return replace(order, line=" ".join((order.verb.value, *order.numbers, order.rest)).strip())


def _lacking(choice: Choice, numbers: tuple[str, ...], reason: str) -> Iterable[str]:
    for wanted in choice.wants:
        given = numbers if wanted == NUMBERS else reason.strip()
        if not given:
            yield _WANTED[wanted]


def _only(matter: Matter, office: Unit, ledger: SqlLedger) -> None:
    """What the system makes of it, such as a row that is another's problem, follows as it does from a mail."""
    shown = {problem.entry for problem in matter.problems}
    acts = ((event.actor, after) for _, event, after in ledger.recorded)
    others = [after.number or "" for actor, after in acts if actor == office.code and after.entry not in shown]
    if others:
        raise Overreach(f"the order would also have changed {', '.join(others)}; decide by mail")


def _tell(
    desk: Desk,
    session: Session,
    ledger: SqlLedger,
    office: Unit,
    outcome: OrderOutcome,
    opinion: Opinion,
    run: str,
    run_id: str,
    now: datetime,
) -> None:
    """The office learns by mail what was decided in its name; the others what follows from it."""
    letter = decided_on_screen(desk.campaign, office, outcome, person=opinion.person, run=run, cause=run_id, now=now)
    post(desk, session, letter, now)
    for follows in consequences(desk.campaign, ledger, office.code, run_id, now):
        post(desk, session, follows, now)


def _told(outcome: OrderOutcome) -> str:
    refused = [f"{number}：{why}" for number, why in outcome.refused]
    done = [f"{outcome.verb} {'、'.join(outcome.done)}"] if outcome.done else []
    return "；".join([*done, *refused, *([outcome.unclear] if outcome.unclear else [])])
