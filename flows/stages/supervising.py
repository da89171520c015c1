"""督办 M17 (D54): slips raised and concluded by the calendar, answered by units, reviewed by the Centre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from campaign.acts import Refused
from campaign.affairs import Act, Affair, Sort
from campaign.campaign import Campaign
from campaign.courtesy import is_courtesy
from campaign.events import Event, Kind
from campaign.ledger import Ledger
from campaign.letters import Letter
from campaign.lifecycle import SYSTEM
from campaign.lights import Light, light
from campaign.office_words import Said, Say
from campaign.outcomes import OrderOutcome
from campaign.plain_words import tells_something
from campaign.problem import Problem
from campaign.supervision import Slip, reply_due, slip, slips
from db import affairs, outbox
from flows.stages.case import Case
from flows.stages.post import post
from flows.stages.turn import Turn
from reports.letters.supervision import Reminder, slip_returned, supervision_slip
from reports.wording import excerpt, joined

_VERB = "督办反馈"
#: the least that says how a matter stands (forms.md 5.3, 进展情况)
#: what the unit says of a number that is an answer to the slip it stands under
_FEEDBACK = frozenset({Kind.PROGRESSED, Kind.CLOSE_REQUESTED, Kind.PROPOSED, Kind.HANDED_BACK, Kind.ANSWERED})
_REMINDERS = ("M10", "M14")


def supervision(turn: Turn) -> Iterator[Letter]:
    """M17 on working days: one slip for each unit with red numbers under none; what is settled is concluded."""
    if not turn.campaign.calendar.is_working_day(turn.current.today):
        return
    _conclude(turn)
    red: dict[str, list[Problem]] = {}
    for problem in turn.situation(turn.now).counted:
        if problem.responsible and problem.slip is None and _is_red(turn, problem):
            red.setdefault(problem.responsible, []).append(problem)
    for unit, problems in sorted(red.items()):
        yield _issue(turn, unit, problems)


def _is_red(turn: Turn, problem: Problem) -> bool:
    return light(problem, turn.now, turn.campaign) is Light.RED


def _issue(turn: Turn, unit: str, problems: Sequence[Problem]) -> Letter:
    n, due = turn.serial("supervision"), _due(turn.campaign, turn.now)
    centre = turn.campaign.settings.offices.centre
    data = {"unit": unit, "numbers": [p.number for p in problems], "due": due.isoformat()}
    turn.record(Act(Sort.SUPERVISION, str(n), "issued", turn.now, centre, data=data))
    under = {"slip": n, "due": due.isoformat()}
    for problem in problems:
        turn.ledger.record(Event(problem.entry, Kind.SUPERVISED, turn.now, centre, data=under))
    told = _reminders(turn, unit, problems)
    return supervision_slip(turn.campaign, turn.campaign.directory[unit], problems, n, due, told, turn.now)


def _due(campaign: Campaign, at: datetime) -> datetime:
    return reply_due(campaign, at, campaign.settings.clocks.supervision_reply)


def _reminders(turn: Turn, unit: str, problems: Iterable[Problem]) -> dict[int, tuple[Reminder, ...]]:
    """What the unit had been told of each number (entry) before: handed off, reminded, supervised."""
    sent = outbox.composed_dates(turn.session, turn.desk.id, unit, _REMINDERS)
    earlier = slips(turn.current.affairs)
    found: dict[int, tuple[Reminder, ...]] = {}
    for p in problems:
        handed = [Reminder("交办", p.assigned_at)] if p.assigned_at else []
        reminded = [Reminder("提醒", at) for at in sent if p.assigned_at and at >= p.assigned_at]
        supervised = [Reminder(f"督办第{one.n}号", one.issued_at) for one in earlier if p.number in one.numbers]
        found[p.entry] = (*handed, *reminded, *supervised)
    return found


def _conclude(turn: Turn) -> None:
    """A slip is done with when its numbers have ended or gone elsewhere, or it is answered and none is red any more."""
    known = {p.number: p for p in turn.current.problems}
    for one in slips(turn.current.affairs):
        under = [p for number in one.numbers if (p := known.get(number)) and p.slip == one.n]
        is_settled = one.answered_at is not None and not any(_is_red(turn, p) for p in under)
        if one.is_open and (is_settled or not any(p.is_open for p in under)):
            turn.record(Act(Sort.SUPERVISION, str(one.n), "concluded", turn.now, SYSTEM))
            for problem in under:
                turn.ledger.record(Event(problem.entry, Kind.SUPERVISED, turn.now, SYSTEM))


def take_slip_answer(case: Case, affair: Affair, words: str, evidence: Sequence[str]) -> tuple[OrderOutcome, ...]:
    """A unit answers its slip in its reply: in words, by a document attached, or by feedback on a number under it."""
    one = slip(affair)
    if case.row.unit != one.unit or is_courtesy(words, case.envelope.sender_name):
        return ()
    line = excerpt(words, 60)
    if not one.is_open:
        return (OrderOutcome(line, _VERB, unclear=f"督办第{one.n}号已办结，无需再反馈"),)
    fed = any(after.slip == one.n for after in _fed_back(case))
    if not (fed or evidence or tells_something(words)):
        return (OrderOutcome(line, _VERB, unclear="督办反馈请写明办理情况，未按期办结的说明原因和下一步措施"),)
    return (_answered(case, one, words.strip() or f"见附件{joined(evidence)}", line, evidence),)


def note_feedback(case: Case) -> tuple[OrderOutcome, ...]:
    """Feedback on every number under a slip is its answer, whatever letter the mail replies to."""
    fed = dict.fromkeys(after.slip for after in _fed_back(case) if after.slip and after.slip_due)
    known = (affairs.affair(case.session, case.desk.id, Sort.SUPERVISION, str(n)) for n in fed)
    told = (_if_whole(case, affair) for affair in known if affair)
    return tuple(outcome for outcome in told if outcome)


def _if_whole(case: Case, affair: Affair) -> OrderOutcome | None:
    one = slip(affair)
    since = max(act.at for act in affair.acts if act.kind in {"issued", "returned"})
    under = _under(case.ledger, one)
    if not all(p.feedback_at and p.feedback_at >= since for p in under):
        return None
    said = "；".join(f"{p.number}：{p.progress}" for p in under if p.progress)
    return _answered(case, one, said, f"督办第{one.n}号所列问题进展反馈", ())


def _fed_back(case: Case) -> list[Problem]:
    """The numbers of which this mail says how they stand."""
    mine = case.row.unit
    return [after for _, event, after in case.ledger.recorded if event.actor == mine and event.kind in _FEEDBACK]


def _under(ledger: Ledger, one: Slip) -> list[Problem]:
    return [p for p in map(ledger.numbered, one.numbers) if p and p.slip == one.n]


def _answered(case: Case, one: Slip, said: str, line: str, evidence: Sequence[str]) -> OrderOutcome:
    data = {"files": list(evidence)} if evidence else {}
    _act(case, one.n, "answered", said, **data)
    for problem in _under(case.ledger, one):
        _mark(case, problem, slip=one.n)
    centre = case.desk.campaign.directory[case.desk.campaign.settings.offices.centre].name
    return OrderOutcome(line, _VERB, (f"督办第{one.n}号（反馈已登记，由{centre}审核）",))


def review_slips(case: Case, said: Said) -> OrderOutcome:
    """认可 or 退回 by the supervising office, slip by slip (practice.md 4.3)."""
    centre = case.desk.campaign.settings.offices.centre
    if case.row.unit != centre:
        raise Refused(f"应由{case.desk.campaign.directory[centre].name}提出")
    if said.say is Say.RETURN and not said.rest:
        raise Refused("未写明退回原因")
    done, refused = [], []
    for n in said.serials:
        affair = affairs.affair(case.session, case.desk.id, Sort.SUPERVISION, str(n))
        why = _why_not(affair)
        if affair is None or why:
            refused.append((f"督办第{n}号", why))
            continue
        done.append(_review(case, slip(affair), said))
    return OrderOutcome(said.line, said.say.value, tuple(done), tuple(refused))


def _why_not(affair: Affair | None) -> str:
    if affair is None:
        return "没有此督办单"
    one = slip(affair)
    if one.awaits_review:
        return ""
    return "尚未收到反馈" if one.is_open and one.answered_at is None else "反馈已审核，或督办已办结"


def _review(case: Case, one: Slip, said: Said) -> str:
    if said.say is Say.ACCEPT:
        _act(case, one.n, "accepted")
        return f"督办第{one.n}号（反馈已认可，所列问题销号、转后续或解除红灯后自动办结）"
    campaign = case.desk.campaign
    due = _due(campaign, case.now)
    _act(case, one.n, "returned", said.rest, due=due.isoformat())
    under = _under(case.ledger, one)
    for problem in under:
        _mark(case, problem, slip=one.n, due=due.isoformat())
    letter = slip_returned(campaign, campaign.directory[one.unit], under, one.n, due, said.rest, case.now)
    post(case.desk, case.session, letter, case.now)
    return f"督办第{one.n}号（已退回{campaign.directory[one.unit].name}重新反馈）"


def _act(case: Case, n: int, kind: str, note: str | None = None, **data: object) -> None:
    act = Act(Sort.SUPERVISION, str(n), kind, case.now, case.row.unit or "", case.message_id, data, note)
    affairs.record(case.session, case.desk.id, act)


def _mark(case: Case, problem: Problem, **data: object) -> None:
    case.ledger.record(Event(problem.entry, Kind.SUPERVISED, case.now, case.row.unit or "", case.message_id, data))
