"""What owners owe 业主缺件: told by the calendar (M13b), and what an owner's answer hands in (D55, D58)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaign.events import Event, Kind
from campaign.feedback import Feedback, take_feedback
from campaign.letters import Letter
from campaign.lifecycle import SYSTEM
from campaign.materials import meant, says_supplied, to_tell, wanted_by
from campaign.numbers import find_numbers
from campaign.outcomes import OrderOutcome, RowResult
from campaign.plain_words import has_open_end
from campaign.problem import OWNER, Problem
from campaign.vocabulary import Status, WaitingOn
from flows.stages.case import Case
from flows.stages.hearing import actor_of, listed_in, new_words, series
from flows.stages.reminding import has_room
from flows.stages.turn import Turn
from reports.letters.materials import missing_materials

_WHICH = "来信所列问题不止一个，请写明问题编号或所报材料名称"


def chase_materials(turn: Turn) -> Iterator[Letter]:
    """M13b to each owner that is waited for: new lists in full, old ones as reminders; one letter for each.

    An owner that has had its reminders of the day is told by the next run.
    """
    for owed in to_tell(turn.campaign, turn.current.counted, turn.now):
        if not has_room(turn, "M13b", owed.owner):
            continue
        yield missing_materials(turn.campaign, turn.campaign.directory[owed.owner], owed, turn.now)
        for problem in (*owed.fresh, *owed.again):
            by = wanted_by(turn.campaign, problem, turn.now)
            data = {"owner": owed.owner, "by": by.isoformat()}
            turn.ledger.record(Event(problem.entry, Kind.OWNER_ASKED, turn.now, SYSTEM, data=data))


def take_materials(case: Case, evidence: Sequence[str]) -> tuple[OrderOutcome, ...]:
    """An owner's answer to M13b that names no number: files, or words that all has been handed in.

    Empty where it says neither; what it says of numbers by name is taken like any other words.
    """
    letter = case.answers
    if letter is None or letter.kind != "M13b":
        return ()
    text = new_words(case, letter).strip()
    if find_numbers(text, *series(case))[0] or not (evidence or says_supplied(text)):
        return ()
    waiting = [p for p in _listed(case) if p.waiting_on == OWNER]
    found = meant(waiting, text, evidence)
    line = " ".join(text.split()) or f"附件：{'、'.join(evidence)}"
    if waiting and not found:
        return (OrderOutcome(line, None, unclear=_WHICH),)
    return tuple(_take(case, problem, line, evidence, is_whole=not has_open_end(text)) for problem in found)


def _listed(case: Case) -> list[Problem]:
    found = (case.ledger.numbered(number) for number in listed_in(case))
    return [problem for problem in found if problem]


def _take(case: Case, problem: Problem, line: str, evidence: Sequence[str], *, is_whole: bool) -> OrderOutcome:
    """The ball goes back to the responsible unit unless the owner says that something is still to come."""
    holder = WaitingOn.DEPARTMENT if is_whole else WaitingOn.OWNER
    number = problem.number or ""
    row = Feedback(number, Status.WORKING, line, holder.value, attached=tuple(evidence))
    told = take_feedback(actor_of(case), row)
    if told.result is RowResult.REFUSED:
        return OrderOutcome(line, Status.WORKING.value, refused=((number, "；".join(told.notes)),))
    what = "材料已登记，转承办单位继续办理" if is_whole else "已登记，请抓紧补齐其余材料"
    return OrderOutcome(line, Status.WORKING.value, (f"{number}（{what}）",))
