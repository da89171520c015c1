"""通报 M22 (D73-D75): drafted, signed by reply, sent to all, and the units criticised ordered to rectify (M23)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from campaign.acts import Refused
from campaign.affairs import Act, Affair, Sort
from campaign.agenda import Beat
from campaign.campaign import Campaign
from campaign.checks.prominence import is_red_for, lies_with, standings
from campaign.checks.situation import Situation
from campaign.circular import Circular, circular, circulars, signers
from campaign.directory import Unit
from campaign.figures import figures
from campaign.letters import Letter
from campaign.lifecycle import SYSTEM
from campaign.office_words import Said
from campaign.outcomes import OrderOutcome
from campaign.rectification import rectifications, unresolved
from campaign.standing import Standing
from campaign.supervision import reply_due
from db import affairs
from flows.stages.case import Case
from flows.stages.inspecting import entitled
from flows.stages.post import post
from flows.stages.turn import Turn
from reports.circular import circular_document, without_draft_mark
from reports.letters.circulars import circular_draft, circular_issued, rectification_order
from reports.wording import joined

_DOCX = ".docx"


def scheduled_draft(turn: Turn) -> Iterator[Letter]:
    """M22: a draft when units stand to be criticised and no other draft waits to be signed."""
    if not any(one.is_waiting for one in circulars(turn.current.affairs)) and _criticised(turn.current):
        yield _draft(turn)


def _criticised(s: Situation) -> tuple[Standing, ...]:
    """Units with a reason of A8, and those ordered to rectify before and still not rectified (D74)."""
    found = standings(s)
    named = {one.unit for one in found}
    left = unresolved(rectifications(s.affairs), s.now)
    return (*found, *(one.standing for one in left if one.unit not in named))


def _praised(s: Situation, criticised: Sequence[Standing]) -> tuple[str, ...]:
    """Units that have closed many of their numbers and have no red light (D75)."""
    limits, named = s.campaign.settings.circulars, {one.unit for one in criticised}
    tallies = figures(s.campaign, s.problems, s.returns.values(), s.now).by_unit
    good = [
        code
        for code, t in tallies.items()
        if code and t.closed >= limits.praise_closed and (t.rate or 0) >= limits.praise_rate * 100
    ]
    return tuple(code for code in good if code not in named and not _has_red(s, code))


def _has_red(s: Situation, unit: str) -> bool:
    return any(is_red_for(p, unit, s.now, s.campaign) for p in s.counted)


def _draft(turn: Turn) -> Letter:
    s, campaign = turn.current, turn.campaign
    criticised = _criticised(s)
    praised = _praised(s, criticised)
    left = [one.unit for one in unresolved(rectifications(s.affairs), s.now)]
    document = circular_document(s, criticised, praised, left)
    n = turn.serial("circular")
    data = {
        "criticised": [one.data for one in criticised],
        "praised": list(praised),
        "sha256": turn.desk.store.put(document),
    }
    turn.record(Act(Sort.CIRCULAR, str(n), "drafted", turn.now, SYSTEM, data=data))
    return circular_draft(campaign, criticised, praised, document, n, turn.now)


def _rectify_by(campaign: Campaign, at: datetime) -> datetime:
    return reply_due(campaign, at, campaign.settings.clocks.rectification)


def draft_on_demand(case: Case, affair: Affair | None, said: Said) -> OrderOutcome:
    """拟通报 by one of the three bodies."""
    entitled(case)
    turn = Turn(case.desk, case.session, case.ledger, Beat("M22", "closeout", case.now), case.now)
    waiting = next((one for one in circulars(turn.current.affairs) if one.is_waiting), None)
    if waiting:
        raise Refused(f"通报第{waiting.n}号代拟稿尚待签发")
    post(case.desk, case.session, _draft(turn), case.now)
    return OrderOutcome(said.line, said.say.value, ("通报代拟稿已生成，另行送审",))


def take_revision(case: Case, affair: Affair, words: str, evidence: Sequence[str]) -> tuple[OrderOutcome, ...]:
    """An office sends its own text of a draft: that is what will go out."""
    files = [part for part in case.envelope.parts if part.name.lower().endswith(_DOCX)]
    if not files or case.row.unit not in signers(case.desk.campaign.settings):
        return ()
    name, content = files[-1].name, files[-1].content
    if not circular(affair).is_waiting:
        return (OrderOutcome(name, "修改稿", unclear="该通报已签发或不予签发，修改稿未采用"),)
    try:
        without_draft_mark(content)
    except ValueError:
        return (OrderOutcome(name, "修改稿", unclear="修改稿无法打开，未采用，请以docx格式重新发送"),)
    _act(case, affair.key, "revised", sha256=case.desk.store.put(content))
    return (OrderOutcome(name, "修改稿", ("已采用，签发后以修改稿印发",)),)


def sign(case: Case, affair: Affair | None, said: Said) -> OrderOutcome:
    """签发: once enough of the three bodies have signed, the circular goes to all, and the orders to rectify follow."""
    entitled(case)
    one = _meant(case, affair, said)
    _act(case, str(one.n), "signed")
    settings, signed = case.desk.campaign.settings, {*one.signed_by, case.row.unit}
    if len(signed) < settings.circulars.signatures:
        left = [case.desk.campaign.directory[code].name for code in signers(settings) if code not in signed]
        return OrderOutcome(said.line, said.say.value, (f"通报第{one.n}号（待{joined(left)}签发）",))
    units = _issue(case, one)
    orders = _order(case, one)
    told = f"通报第{one.n}号（已印发{units}个单位{f'，责成{joined(orders)}整改' if orders else ''}）"
    return OrderOutcome(said.line, said.say.value, (told,))


def refuse(case: Case, affair: Affair | None, said: Said) -> OrderOutcome:
    """不予签发: the draft is laid aside."""
    entitled(case)
    if not said.rest:
        raise Refused("未写明不予签发的原因")
    one = _meant(case, affair, said)
    _act(case, str(one.n), "refused", said.rest)
    return OrderOutcome(said.line, said.say.value, (f"通报第{one.n}号（不予签发，未发出）",))


def _meant(case: Case, affair: Affair | None, said: Said) -> Circular:
    """The draft that is named, or whose letter is answered; of a mail that answers no letter, the one that waits."""
    known = {one.n: one for one in circulars(affairs.affairs_at(case.session, case.desk.id, case.now, Sort.CIRCULAR))}
    if said.serials:
        found = known.get(said.serials[0])
    elif affair is not None and affair.sort is Sort.CIRCULAR:
        found = known[int(affair.key)]
    elif case.answers is not None:
        raise Refused("所回复的不是通报送审件，请写明是第几号通报，如“签发 通报第1号”")
    else:
        found = next((one for one in reversed(known.values()) if one.is_waiting), None)
    if found is None:
        raise Refused("没有待签发的通报")
    if not found.is_waiting:
        raise Refused(f"通报第{found.n}号已{'印发' if found.issued_at else '不予签发'}")
    return found


def _issue(case: Case, one: Circular) -> int:
    """The text that was signed, without the mark of a draft, to every addressee of the notice and to 抄送."""
    affair = affairs.affair(case.session, case.desk.id, Sort.CIRCULAR, str(one.n))
    assert affair is not None
    text = without_draft_mark(case.desk.store.get(one.text or affair.acts[0].data["sha256"]))
    addressees = _addressees(case.desk.campaign)
    for unit in addressees:
        post(case.desk, case.session, circular_issued(case.desk.campaign, unit, text, one.n, case.now), case.now)
    _act(case, str(one.n), "issued")
    return len(addressees)


def _addressees(campaign: Campaign) -> list[Unit]:
    copies = (*campaign.settings.circulars.copies, campaign.settings.offices.government)
    units = (*campaign.should_report(), *campaign.notice_copies(), *(campaign.directory[code] for code in copies))
    return list(dict.fromkeys(units))


def _order(case: Case, one: Circular) -> list[str]:
    """M23 to each unit that the circular criticises (D74); the units' names."""
    campaign = case.desk.campaign
    turn = Turn(case.desk, case.session, case.ledger, Beat("M22", "closeout", case.now), case.now)
    for standing in one.criticised:
        n, due = turn.serial("rectification"), _rectify_by(campaign, case.now)
        data = {"standing": standing.data, "due": due.isoformat(), "circular": one.n}
        turn.record(Act(Sort.RECTIFICATION, str(n), "ordered", case.now, case.row.unit or "", case.message_id, data))
        open_ = [p for p in turn.current.counted if p.number in standing.numbers and p.is_open]
        own = [p for p in open_ if lies_with(p, standing.unit, campaign)]
        letter = rectification_order(campaign, standing, own, n, due, case.now)
        post(case.desk, case.session, letter, case.now)
    return [campaign.directory[standing.unit].name for standing in one.criticised]


def _act(case: Case, key: str, kind: str, note: str | None = None, **data: object) -> None:
    act = Act(Sort.CIRCULAR, key, kind, case.now, case.row.unit or "", case.message_id, data, note)
    affairs.record(case.session, case.desk.id, act)
