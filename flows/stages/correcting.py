"""M24 更正: an office corrects a letter that it answers, or an issue of the digest that it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from campaign.affairs import Act, Affair, Sort, token
from campaign.corrections import Correction, UnclearCorrection, next_serial, read_corrections
from campaign.outcomes import OrderOutcome
from db import affairs, outbox
from db.models import OutboxLetter
from flows.stages.case import Case
from flows.stages.post import post
from reports.letters.corrections import Corrected, correction
from reports.views import unit_name
from reports.wording import joined

_VERB = "更正"
#: one issue, a copy of it for each office
_ISSUES = frozenset({"M05", "M07"})


def take_corrections(case: Case, _: Affair | None, words: str) -> tuple[OrderOutcome, ...]:
    """What one of the two offices, in whose names letters go out, corrects in them."""
    if _VERB not in words or case.row.unit not in case.desk.campaign.settings.offices.coordinators:
        return ()
    return tuple(_take(case, one) for one in read_corrections(words))


def _take(case: Case, said: Correction | UnclearCorrection) -> OrderOutcome:
    if isinstance(said, UnclearCorrection):
        return OrderOutcome(said.line, _VERB, unclear=said.why)
    wrong = _issue(case, said.issue) if said.issue else _copies(case, case.answers)
    if not wrong:
        why = f"没有发出过日报第{said.issue}期" if said.issue else "未写明更正哪一封信函；请直接回复该信函"
        return OrderOutcome(said.line, _VERB, unclear=why)
    known = affairs.affairs_at(case.session, case.desk.id, case.now, Sort.CORRECTION)
    serial, office = next_serial(known), case.row.unit or ""
    data = {"letters": [one.key for one in wrong], "subject": wrong[0].subject, "items": list(map(list, said.items))}
    act = Act(Sort.CORRECTION, str(serial), "issued", case.now, office, case.message_id, data)
    affairs.record(case.session, case.desk.id, act)
    for one in wrong:
        post(
            case.desk, case.session, correction(case.desk.campaign, one, serial, said.items, office, case.now), case.now
        )
    return OrderOutcome(
        said.line, _VERB, (f"{token(Sort.CORRECTION, str(serial))}已发原收件单位：{_told(case, wrong)}",)
    )


def _issue(case: Case, n: int) -> list[Corrected]:
    """All copies of the digest's n-th issue."""
    offices = case.desk.campaign.settings.offices.coordinators
    keys = (f"{case.desk.id}/M07/{office}/{n}" for office in offices)
    return _corrected(outbox.by_key(case.session, case.desk.id, key) for key in keys)


def _copies(case: Case, letter: OutboxLetter | None) -> list[Corrected]:
    """The letter, with the other copies of its issue."""
    if letter is None or letter.kind not in _ISSUES:
        return _corrected([letter])
    return _corrected(outbox.composed_with(case.session, case.desk.id, letter))


def _corrected(letters: Iterable[OutboxLetter | None]) -> list[Corrected]:
    return [Corrected(one.key, one.subject, one.created_at, tuple(one.to), tuple(one.cc)) for one in letters if one]


def _told(case: Case, wrong: Sequence[Corrected]) -> str:
    known = case.desk.campaign.directory.by_address
    boxes = dict.fromkeys(box.lower() for one in wrong for box in (*one.to, *one.cc))
    units = (unit_name(case.desk.campaign, known[box].code) if box in known else box for box in boxes)
    return joined(dict.fromkeys(units))
