"""Carrying out what an office says about affairs beside the problems (`campaign.office_words`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.acts import Refused
from campaign.affairs import Affair
from campaign.office_words import Said, Say, read_office_words
from campaign.orders import Unclear
from campaign.outcomes import OrderOutcome
from flows.stages.case import Case
from flows.stages.circulating import draft_on_demand, refuse, sign
from flows.stages.inspecting import record_inspection
from flows.stages.rectifying import judge
from flows.stages.supervising import review_slips

_Doing = Callable[[Case, Affair | None, Said], OrderOutcome]

_DOING: Mapping[Say, _Doing] = {
    Say.ACCEPT: lambda case, affair, said: review_slips(case, said),
    Say.RETURN: lambda case, affair, said: review_slips(case, said),
    Say.INSPECTED: record_inspection,
    Say.DRAFT: draft_on_demand,
    Say.SIGN: sign,
    Say.REFUSE: refuse,
    Say.PASSED: judge,
    Say.FAILED: judge,
}


def take_office_words(case: Case, affair: Affair | None, words: str) -> tuple[OrderOutcome, ...]:
    """What an office says of affairs in its own words; `affair`: the one whose letter it answers."""
    if case.row.unit not in case.desk.campaign.settings.offices.all:
        return ()
    return tuple(_carry_out(case, affair, said) for said in read_office_words(words))


def _carry_out(case: Case, affair: Affair | None, said: Said | Unclear) -> OrderOutcome:
    if isinstance(said, Unclear):
        return OrderOutcome(said.line, None, unclear=said.why)
    try:
        return _DOING[said.say](case, affair, said)
    except Refused as refused:
        return OrderOutcome(said.line, said.say.value, unclear=refused.reason)
