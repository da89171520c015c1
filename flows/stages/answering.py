"""A mail that answers a letter about an affair 事项 (督办反馈, 签发, 会商结论 …), known by the token of its subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from campaign.affairs import Affair, Sort, named_by
from campaign.county_meetings import hear_county
from campaign.outcomes import OrderOutcome
from db import affairs
from flows.stages.batches import take_batch_reply
from flows.stages.case import Case
from flows.stages.circulating import take_revision
from flows.stages.correcting import take_corrections
from flows.stages.hearing import actor_of, new_words, without
from flows.stages.joint_reviewing import take_review_words
from flows.stages.office_words import take_office_words
from flows.stages.rectifying import take_rectification
from flows.stages.supervising import take_slip_answer

#: the affair, the sender's own words, and the names of what came as proof → what became of each line
_Handler = Callable[[Case, Affair, str, Sequence[str]], tuple[OrderOutcome, ...]]

#: the affair answered, if one is, and the sender's own words, for what is said of an affair without its letter
_Listener = Callable[[Case, Affair | None, str], tuple[OrderOutcome, ...]]

HANDLERS: Mapping[Sort, _Handler] = {
    Sort.BATCH: take_batch_reply,
    Sort.SUPERVISION: take_slip_answer,
    Sort.CIRCULAR: take_revision,
    Sort.RECTIFICATION: take_rectification,
}


def _county_words(case: Case, affair: Affair | None, words: str) -> tuple[OrderOutcome, ...]:
    """The day and the conclusions of the county's meeting, from the two offices or the government office."""
    offices = case.desk.campaign.settings.offices
    if case.row.unit not in (*offices.coordinators, offices.government):
        return ()
    return tuple(hear_county(actor_of(case), words))


LISTENERS: tuple[_Listener, ...] = (take_corrections, take_review_words, _county_words, take_office_words)


def take_answers(case: Case, evidence: Sequence[str]) -> tuple[OrderOutcome, ...]:
    """What the mail says to the affair that it answers, or of affairs that it names itself; empty where of none."""
    letter = case.answers
    named = named_by(letter.subject if letter else "") or named_by(case.envelope.subject)
    affair = affairs.affair(case.session, case.desk.id, *named) if named else None
    words = new_words(case, letter)
    handler = HANDLERS.get(affair.sort) if affair else None
    told = handler(case, affair, words, evidence) if affair and handler else ()
    for listener in LISTENERS:
        told += listener(case, affair, without(words, [order.line for order in told]))
    return told
