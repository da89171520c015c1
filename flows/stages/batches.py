"""M18 台账扩围: the weekly list for the key projects office, and what follows from its answer (A6, D61-D63)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta

from campaign.affairs import Act, Affair, Sort
from campaign.batch_replies import Answer, BatchReply, UnclearReply, read_batch_reply
from campaign.campaign import Campaign
from campaign.expansion import Candidate, candidates
from campaign.ledger_batches import covered, grown_since, ledger_batches, next_number, waiting
from campaign.letters import Letter
from campaign.lifecycle import SYSTEM
from campaign.outcomes import OrderOutcome
from db import affairs
from db.ledger import ledger_at
from flows.stages.case import Case
from flows.stages.post import post
from flows.stages.turn import Turn
from reports.letters.expansion import Coverage, expansion_confirmed, expansion_proposal
from reports.wording import short_day

_VERB = "纳入台账"
_WEEK = timedelta(days=7)


def expansion(turn: Turn) -> Iterator[Letter]:
    """M18: the best scored projects outside the ledger, when there are any."""
    s, campaign = turn.current, turn.campaign
    batches = ledger_batches(campaign.catalogue, s.affairs, campaign.calendar, turn.now)
    under = covered(batches)
    found = candidates(campaign, s.problems, under, s.today)
    chosen, others = found[: campaign.settings.expansion.batch], found[campaign.settings.expansion.batch :]
    if not chosen:
        return
    n = next_number(campaign.catalogue, s.affairs)
    earlier = s.affairs.find(Sort.BATCH, str(n))
    asked = waiting(earlier) if earlier else None
    codes = [one.project.code for one in chosen]
    turn.record(Act(Sort.BATCH, str(n), "proposed", turn.now, SYSTEM, data={"codes": codes}))
    yield expansion_proposal(
        campaign,
        chosen,
        others,
        n,
        Coverage(len(under), len(campaign.catalogue.projects)),
        turn.now,
        replaces=short_day(campaign.calendar.local(asked.at).date()) if asked else "",
        in_time=any(grown_since(s.affairs, batches, turn.now - _WEEK, s.today - _WEEK + timedelta(days=1))),
    )


def take_batch_reply(case: Case, affair: Affair, words: str, evidence: Sequence[str]) -> tuple[OrderOutcome, ...]:
    """What the key projects office says to the list of 第n批; its projects are under the ledger from now on."""
    campaign, listed = case.desk.campaign, waiting(affair)
    codes = tuple((listed or affair.acts[-1]).data.get("codes", ()))
    reply = read_batch_reply(words, int(affair.key), codes, campaign.catalogue.projects)
    if reply is None:
        return ()
    if isinstance(reply, UnclearReply):
        return (OrderOutcome(reply.line, _VERB, unclear=reply.why),)
    refused = _refusal(campaign, case.row.unit or "", affair.key, is_open=listed is not None)
    if refused:
        return (OrderOutcome(reply.line, _VERB, unclear=refused),)
    if reply.answer is Answer.NONE:
        _record(case, affair, "declined", reply, [])
        return (OrderOutcome(reply.line, _VERB, (f"第{affair.key}批不纳入，下一次重新筛选",)),)
    return (_confirm(case, affair, reply, codes),)


def _refusal(campaign: Campaign, unit: str, key: str, *, is_open: bool) -> str:
    office = campaign.settings.offices.projects
    if unit != office:
        return f"应由{campaign.directory[office].name}提出"
    return "" if is_open else f"第{key}批已确认或已答复，未再改变；其余项目在下一批名单中提出"


def _confirm(case: Case, affair: Affair, reply: BatchReply, listed: Sequence[str]) -> OrderOutcome:
    campaign = case.desk.campaign
    known = affairs.affairs_at(case.session, case.desk.id, case.now, Sort.BATCH)
    before = covered(ledger_batches(campaign.catalogue, known, campaign.calendar, case.now))
    taken, others = _apart(case, before, reply.codes)
    _record(case, affair, "confirmed", reply, reply.codes)
    coverage = Coverage(len(before), len(campaign.catalogue.projects))
    post(
        case.desk,
        case.session,
        expansion_confirmed(campaign, taken, others, int(affair.key), coverage, case.now),
        case.now,
    )
    left = [code for code in listed if code not in reply.codes]
    done = f"第{affair.key}批{len(reply.codes)}个项目自即日起纳入台账管理"
    return OrderOutcome(reply.line, _VERB, (done, *([f"{'、'.join(left)}未纳入"] if left else [])))


def _apart(case: Case, under_ledger: Collection[str], codes: Sequence[str]) -> tuple[list[Candidate], list[Candidate]]:
    """The projects of a batch as they score today, and the others outside the ledger."""
    today = case.desk.campaign.calendar.local(case.now).date()
    problems = ledger_at(case.session, case.desk.id, case.now)
    found = candidates(case.desk.campaign, problems, under_ledger, today)
    taken = [one for one in found if one.project.code in codes]
    return taken, [one for one in found if one.project.code not in codes]


def _record(case: Case, affair: Affair, kind: str, reply: BatchReply, codes: Sequence[str]) -> None:
    data, unit = {"codes": list(codes)} if codes else {}, case.row.unit or ""
    act = Act(Sort.BATCH, affair.key, kind, case.now, unit, case.message_id, data, reply.reason or None)
    affairs.record(case.session, case.desk.id, act)
