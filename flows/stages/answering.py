"""A mail that answers a letter about an affair 事项 (督办反馈, 签发, 会商结论 …), known by the token of its subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from campaign.affairs import Affair, Sort, named_by
from campaign.outcomes import OrderOutcome
from db import affairs
from flows.stages.batches import take_batch_reply
from flows.stages.case import Case
from flows.stages.hearing import answered, new_words

#: the affair, the sender's own words, and the names of what came as proof → what became of each line
_Handler = Callable[[Case, Affair, str, Sequence[str]], tuple[OrderOutcome, ...]]

HANDLERS: Mapping[Sort, _Handler] = {
    Sort.BATCH: take_batch_reply,
}


def take_answers(case: Case, evidence: Sequence[str]) -> tuple[OrderOutcome, ...]:
    """What the mail says to the affair that it answers; empty where it answers none."""
    letter = answered(case)
    named = named_by(letter.subject if letter else "") or named_by(case.envelope.subject)
    affair = affairs.affair(case.session, case.desk.id, *named) if named else None
    if affair is None or affair.sort not in HANDLERS:
        return ()
    return HANDLERS[affair.sort](case, affair, new_words(case, letter), evidence)
