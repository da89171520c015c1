"""Which letters a line of the agenda comes to (letters.md; calendar-and-checks.md 7.2, 7.3); the table is last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from campaign.carry_over import propose
from campaign.checks import CHECKS
from campaign.checks.result import Verdict
from campaign.checks.situation import Situation
from campaign.directory import Unit
from campaign.escalation import next_batch
from campaign.figures import figures
from campaign.handoff import accept_silently, hand_off
from campaign.letters import Letter
from campaign.problem import Problem, State
from campaign.vocabulary import TIERS
from db import records
from db.ledger import history
from flows.stages import asking, owners, reminding, reporting, reviewing, tracking
from flows.stages.batches import expansion
from flows.stages.circulating import scheduled_draft
from flows.stages.inspecting import inspection
from flows.stages.joint_reviewing import review_proposals
from flows.stages.supervising import supervision
from flows.stages.turn import Blocked, Turn
from flows.summary import final_summary as write_final_summary
from reports.letters import handoffs, notices, offices
from reports.letters.carry_over import carry_over_proposal
from reports.letters.closing import summary, summary_addendum
from reports.letters.questions import questions as questions_to


def notice(turn: Turn) -> Iterator[Letter]:
    """M01 to every unit that should report, and copies to the other addressees (D1, D25)."""
    campaign = turn.campaign
    if campaign.is_late(turn.now):
        return  # caught up too late to be of use; the chase list names who is missing
    for unit in (*campaign.should_report(), *campaign.notice_copies()):
        yield notices.notice(campaign, unit, turn.now)


def reminder(turn: Turn) -> Iterator[Letter]:
    """M03 to the units still missing (D30); urgent once the return rate has failed a check (C1-2)."""
    rate = records.latest_result(turn.session, turn.desk.id, "C1-2")
    urgent = rate is not None and rate.result is Verdict.FAIL
    for unit in turn.current.missing:
        yield notices.reminder(turn.campaign, unit, turn.now, urgent=urgent)


def chase(turn: Turn) -> Iterable[Letter]:
    """M04 催报单 to the units that missed the deadline; numbered only when there is somebody to chase."""
    missing = turn.current.missing
    return notices.chase(turn.campaign, missing, turn.serial("chase"), turn.now) if missing else ()


def master(turn: Turn) -> Iterable[Letter]:
    """M05 master workbook after gate G1 (D29)."""
    s = turn.current
    result = records.latest_result(turn.session, turn.desk.id, "G1") or CHECKS["G1"](s)
    return offices.master(turn.campaign, s.problems, s.returns.values(), result, turn.now, affairs=s.affairs)


def handoff(turn: Turn) -> Iterator[Letter]:
    """M06 for every number that can be handed off by rule; what was not refused in time counts as accepted (T6, T8)."""
    accept_silently(turn.ledger, turn.campaign, turn.now)
    for unit, problems in hand_off(turn.ledger, turn.campaign, turn.now).items():
        yield handoffs.handoff(turn.campaign, turn.campaign.directory[unit], problems, turn.now)


def digest(turn: Turn) -> Iterator[Letter]:
    """M07: one issue number a day, one letter for each office (D32, D81)."""
    since = turn.current.letters.get("M07")
    told = history(turn.session, turn.desk.id, turn.now)
    events = [event for event in told if since is None or event.at > since]
    issue, results = turn.serial("digest"), reporting.found_since(turn, since)
    for code in turn.campaign.settings.offices.coordinators:
        office = turn.campaign.directory[code]
        s = turn.current
        yield offices.digest(
            turn.campaign,
            office,
            s.problems,
            events,
            n=issue,
            now=turn.now,
            history=told,
            affairs=s.affairs,
            results=results,
            returns=s.returns,
        )


def questions(turn: Turn) -> Iterator[Letter]:
    """M09: what each of the two offices has to answer; a mail that was held is told once (A16, A17)."""
    for code in turn.campaign.settings.offices.coordinators:
        asked = asking.questions(turn, code)
        if asked:
            yield questions_to(turn.campaign, turn.campaign.directory[code], asked, turn.now)


def county(turn: Turn) -> Iterator[Letter]:
    """M11 to the county government, when something waits for it, with what has changed since the last one (D43)."""
    waiting = [p for p in turn.current.counted if _waits_for_county(p)]
    if not waiting:
        return
    told = turn.current.letters.get("M11")
    listed = {p.entry for p in turn.situation(told).counted if _waits_for_county(p)} if told else set()
    before = [p for p in turn.current.problems if p.entry in listed]
    yield offices.county(turn.campaign, waiting, turn.serial("county"), turn.now, before=before, told=told)


def _waits_for_county(problem: Problem) -> bool:
    return problem.is_open and TIERS[1] == problem.tier


def escalation(turn: Turn) -> Iterator[Letter]:
    """M12: the next batch, for both offices to confirm (D40, D41)."""
    listed = next_batch(turn.ledger, turn.now)
    if listed:
        batch, problems = listed
        yield offices.escalation(turn.campaign, problems, batch, turn.now)


def worklist(turn: Turn) -> Iterator[Letter]:
    """M14 to each responsible unit that has something left (D46, D51)."""
    left = [p for p in turn.current.counted if p.is_open]
    for unit, problems in _by_responsible(turn, left):
        yield handoffs.worklist(turn.campaign, unit, problems, turn.now)


def carry_over(turn: Turn) -> Iterator[Letter]:
    """T21: what would be carried over, for both offices to confirm."""
    proposed = propose(turn.ledger, turn.campaign, turn.now)
    if proposed:
        yield carry_over_proposal(turn.campaign, proposed, turn.now)


def final_summary(turn: Turn) -> Iterable[Letter]:
    """M20 on the data of the cut-off, or on today's where the books balance only now (C3-5).

    Raises Blocked while they do not balance (C3-2).
    """
    s = _summed_up(turn, turn.now)
    if s is None:
        raise Blocked(f"C3-2 failed, the final summary is blocked: {CHECKS['C3-2'](turn.current).detail}")
    made = write_final_summary(s, history(turn.session, turn.desk.id, s.now))
    return [summary(turn.campaign, made.counted, made.docx, made.xlsx, turn.now)]


def addendum(turn: Turn) -> Iterator[Letter]:
    """M20b to the readers of the final summary, where the ledger has other figures now than it told (C3-5)."""
    sent = turn.current.letters.get("M20")
    told = _summed_up(turn, sent) if sent else None
    if told is None or not _balances(turn.current):
        return
    before, after = (figures(s.campaign, s.problems, s.returns.values(), s.now) for s in (told, turn.current))
    if before.totals != after.totals:
        yield summary_addendum(turn.campaign, before, after, turn.now)


def _summed_up(turn: Turn, at: datetime) -> Situation | None:
    """What the final summary of an instant tells: the cut-off's situation where it balances, else the instant's."""
    cutoff = min(at, turn.campaign.instant(turn.campaign.settings.closing.cutoff))
    return next((s for s in map(turn.situation, (cutoff, at)) if _balances(s)), None)


def _balances(s: Situation) -> bool:
    return CHECKS["C3-2"](s).result is not Verdict.FAIL


def follow_up(turn: Turn) -> Iterator[Letter]:
    """M21 to units and owners with leftovers, and to both offices (D50)."""
    carried = [p for p in turn.current.counted if p.state is State.CARRIED]
    concerned: dict[str, list[Problem]] = {}
    for problem in carried:
        for code in _concerned(turn, problem):
            concerned.setdefault(code, []).append(problem)
    for code, problems in concerned.items():
        yield handoffs.follow_up(turn.campaign, turn.campaign.directory[code], problems, turn.now)


def _concerned(turn: Turn, problem: Problem) -> list[str]:
    project = turn.campaign.catalogue.by_code.get(problem.project_code or "")
    codes = (problem.responsible, project.owner if project else None, *turn.campaign.settings.offices.coordinators)
    return list(dict.fromkeys(code for code in codes if code))


def _by_responsible(turn: Turn, problems: list[Problem]) -> Iterator[tuple[Unit, list[Problem]]]:
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.responsible:
            groups.setdefault(problem.responsible, []).append(problem)
    for code, group in sorted(groups.items()):
        yield turn.campaign.directory[code], group


#: what the agenda calls it → what it composes
LETTERS: Mapping[str, Callable[[Turn], Iterable[Letter]]] = {
    "M01": notice,
    "M03": reminder,
    "M04": chase,
    "M05": master,
    "M06": handoff,
    "M07": digest,
    "M08": reporting.report,
    "M09": questions,
    "M10": reminding.progress,
    "M11": county,
    "M12": escalation,
    "M12b": tracking.track,
    "M13": review_proposals,
    "M13b": owners.chase_materials,
    "M14": worklist,
    "M15": reviewing.review,
    "M17": supervision,
    "M18": expansion,
    "M19": inspection,
    "M22": scheduled_draft,
    "T21": carry_over,
    "M20": final_summary,
    "M20b": addendum,
    "M21": follow_up,
}
