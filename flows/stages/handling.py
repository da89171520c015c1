"""One message from a known unit: what it holds, what is done about it, and the letter that answers it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from campaign.outcomes import Answer, AttachmentOutcome, OrderOutcome, RowOutcome, RowResult
from db.counters import take
from flows.reader import context
from flows.stages import sheets
from flows.stages.amending import is_ledger, take_ledger_workbooks
from flows.stages.annotating import Answered, Shelf
from flows.stages.answering import take_answers
from flows.stages.case import Case
from flows.stages.consequences import consequences
from flows.stages.copies import PRINTED_COPY, is_copy, without_copies
from flows.stages.hearing import hear_orders, hear_unit, kinds_of
from flows.stages.keeping import is_courtesy_reply, keep, keep_unanswered
from flows.stages.owners import take_materials
from flows.stages.post import post
from flows.stages.preparing import take_preparations
from flows.stages.returning import take_return, zero_return
from flows.stages.speaking import compared
from flows.stages.supervising import note_feedback
from parsers.members import read_body
from parsers.message import Part
from parsers.reading import read_part
from parsers.result import FileReading, TableReading
from parsers.zero import is_zero_report
from reports.annotated import annotated_copies
from reports.letters.receipts import receipt

_NO_FORM = "文件可以打开，但其中没有找到汇总表、反馈表等表格，或没有填写数据行"


@dataclass(frozen=True)
class Done:
    """What has been done about a message so far; `kinds` are the inbound kinds I1-I11 of letters.md."""

    kinds: tuple[str, ...] = ()
    sheets: tuple[Answered, ...] = ()
    orders: tuple[OrderOutcome, ...] = ()
    zero: bool = False
    questions: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[RowOutcome, ...]:
        return tuple(row for sheet in self.sheets for row in sheet.outcomes)


def handle(case: Case) -> None:
    """Do what the message asks, keep what became of it, queue its one answer and what follows from it.

    Thanks for a letter of ours are kept and not answered: nobody waits for it.
    """
    shelf = Shelf()
    parts = [_read(case, part, shelf) for part in case.envelope.parts]
    if not any(reading for _, reading in parts):
        parts.extend(_read_body(case))
    parts = without_copies(parts)
    attachments = tuple(compared(case, outcome, reading) for outcome, reading in parts)
    readings = [reading for _, reading in parts if reading]
    done = Done()
    for step in _STEPS:
        done = step(case, readings, attachments, done)
    if not done.kinds and is_courtesy_reply(case):
        keep_unanswered(case, attachments)
        return
    if done.kinds:
        attachments = tuple(_as_evidence(outcome) for outcome in attachments)
    answer = _answer(case, attachments, done)
    keep(case, answer)
    copies = tuple(annotated_copies(shelf.jobs(case, done.sheets)))
    post(case.desk, case.session, receipt(case.desk.campaign, answer, case.message_id, copies), case.now)
    for letter in consequences(case.desk.campaign, case.ledger, case.row.unit or "", case.message_id, case.now):
        post(case.desk, case.session, letter, case.now)


def refuse(case: Case, code: str, told: str) -> None:
    """Answer a message that is not read at all (M02c)."""
    whole = AttachmentOutcome("（整封来件）", case.row.sha256, "refused", code, told)
    answer = _answer(case, (whole,), Done())
    post(case.desk, case.session, receipt(case.desk.campaign, answer, case.message_id), case.now)


def _read(case: Case, part: Part, shelf: Shelf) -> tuple[AttachmentOutcome, FileReading | None]:
    digest = hashlib.sha256(part.content).hexdigest()
    if part.inline and part.media.startswith("image/"):
        return AttachmentOutcome(part.name, digest, "ignored", "inline_image", "正文内嵌图片，不作为报送材料"), None
    reading = read_part(part, shelf.keeping(context(case.desk.campaign, case.row.unit)))
    if reading.reason:
        return AttachmentOutcome(part.name, digest, "refused", reading.reason.code, reading.reason.message), None
    rows = _rows_of_ours(reading)
    if rows is None:
        told = "\n".join([_NO_FORM, *sheets.members_refused(reading)])
        return AttachmentOutcome(part.name, digest, "refused", "no_form", told), None
    return AttachmentOutcome(part.name, digest, "read", message=sheets.file_notes(reading), rows=rows), reading


def _rows_of_ours(reading: FileReading) -> int | None:
    """Data rows in tables of our forms; None when there is no such table. Those of our own ledger are no rows."""
    ours = [(member, table) for member in reading.walk() for table in member.tables if table.form]
    return sum(len(table.data) for member, table in ours if not is_ledger(member)) if ours else None


def _read_body(case: Case) -> Iterator[tuple[AttachmentOutcome, FileReading]]:
    """A form of ours pasted into the text of the mail instead of being attached."""
    reading = read_body(case.envelope.html, context(case.desk.campaign, case.row.unit)) if case.envelope.html else None
    rows = _rows_of_ours(reading) if reading else None
    if reading and rows is not None:
        notes = sheets.file_notes(reading)
        yield AttachmentOutcome(reading.file, reading.sha256, "read", message=notes, rows=rows), reading


def _as_evidence(outcome: AttachmentOutcome) -> AttachmentOutcome:
    """What came beside a sheet that was read, a scan or a document without a form of ours, is proof."""
    is_document = outcome.code == "no_form" or outcome.name.lower().endswith(sheets.EVIDENCE)
    is_proof = outcome.outcome == "refused" and is_document
    return replace(outcome, outcome="evidence", code=None, message=None) if is_proof else outcome


def _tables(readings: Sequence[FileReading], *forms: str) -> list[tuple[FileReading, TableReading]]:
    """Tables of the forms in all files and in what is inside them; our own ledger and printed copies are left out."""
    files = [member for reading in readings for member in reading.walk() if not is_ledger(member)]
    own = [file for file in files if not is_copy(file, files)]
    return [(file, table) for file in own for table in file.tables if table.form in forms]


def _take_reports(
    case: Case, readings: Sequence[FileReading], attachments: Sequence[AttachmentOutcome], done: Done
) -> Done:
    """I1 汇总表 and its zero form I2 (F1, F1z)."""
    found = _tables(readings, "F1", "F1z")
    if not found or case.unit is None or _is_office(case):
        return done
    taken = take_return(case, found)
    if not taken.entered:
        return replace(done, sheets=done.sheets + taken.sheets)
    kinds = ("I2" if taken.zero else "I1",)
    return replace(done, kinds=kinds, sheets=taken.sheets, zero=taken.zero, questions=taken.questions)


def _take_feedback(
    case: Case, readings: Sequence[FileReading], attachments: Sequence[AttachmentOutcome], done: Done
) -> Done:
    """I3 进展反馈 (F2), with what it asks for: I4 销号申请, I5 提级, 延期 or 退回, I6 上级批复."""
    evidence, before = _evidence(attachments), len(case.ledger.recorded)
    found = _tables(readings, "F2")
    told = tuple(Answered(file, table, tuple(sheets.feedback(case, file, table, evidence))) for file, table in found)
    rows = [row for sheet in told for row in sheet.outcomes]
    if not any(row.result is not RowResult.SKIPPED for row in rows):
        return replace(done, sheets=done.sheets + told)
    kinds = tuple(dict.fromkeys((*done.kinds, "I3", *kinds_of(case, before))))
    return replace(done, kinds=kinds, sheets=done.sheets + told)


def _take_preparations(
    case: Case, readings: Sequence[FileReading], attachments: Sequence[AttachmentOutcome], done: Done
) -> Done:
    """I8 前期准备情况 (F5) of an owner's projects."""
    told = take_preparations(case, _tables(readings, "F5"))
    is_data = any(row.result is not RowResult.SKIPPED for sheet in told for row in sheet.outcomes)
    return replace(done, kinds=(*done.kinds, "I8") if is_data else done.kinds, sheets=done.sheets + told)


def _evidence(attachments: Sequence[AttachmentOutcome]) -> tuple[str, ...]:
    """Names of the files that came as proof; a printed copy of the sheet proves nothing."""
    kept = (a for a in map(_as_evidence, attachments) if a.outcome == "evidence")
    return tuple(a.name for a in kept if a.code != PRINTED_COPY)


def _take_ledger(
    case: Case, readings: Sequence[FileReading], attachments: Sequence[AttachmentOutcome], done: Done
) -> Done:
    """I7: an office decides in the ledger workbook that our letter carried (D84)."""
    outcomes = take_ledger_workbooks(case, readings) if _is_office(case) else ()
    return replace(done, kinds=(*done.kinds, "I7"), orders=(*done.orders, *outcomes)) if outcomes else done


def _take_answers(
    case: Case, readings: Sequence[FileReading], attachments: Sequence[AttachmentOutcome], done: Done
) -> Done:
    """What is said to an affair of the offices: I7 by an office, I3 by a unit that is concerned."""
    if case.unit is None:
        return done
    return _heard(done, take_answers(case, _evidence(attachments)), ("I7",) if _is_office(case) else ("I3",))


def _take_words(
    case: Case, readings: Sequence[FileReading], attachments: Sequence[AttachmentOutcome], done: Done
) -> Done:
    """I7: an office decides in the text of a reply (D84). I3-I6, I10: a unit says how its numbers stand."""
    if case.unit is None:
        return done
    if _is_office(case):
        return _heard(done, hear_orders(case, [order.line for order in done.orders]), ("I7",))
    before = len(case.ledger.recorded)
    told = {row.number for row in done.rows if row.number}
    orders = () if done.kinds else take_materials(case, _evidence(attachments))
    orders = orders or hear_unit(case, _evidence(attachments), told, alone=not done.kinds)
    if any(order.done for order in done.orders):  # the text has been taken as the answer to an affair
        orders = tuple(order for order in orders if order.verb)
    return _heard(done, orders, kinds_of(case, before) or ("I3",))


def _heard(done: Done, orders: tuple[OrderOutcome, ...], kinds: tuple[str, ...]) -> Done:
    if not orders:
        return done
    return replace(done, kinds=tuple(dict.fromkeys((*done.kinds, *kinds))), orders=(*done.orders, *orders))


def _take_slip_feedback(
    case: Case, readings: Sequence[FileReading], attachments: Sequence[AttachmentOutcome], done: Done
) -> Done:
    """What was said of the numbers under a 督办 answers it, whatever letter the mail replies to."""
    return _heard(done, note_feedback(case), ("I3",))


def _take_zero(
    case: Case, readings: Sequence[FileReading], attachments: Sequence[AttachmentOutcome], done: Done
) -> Done:
    """I2 零报告 by the words of the mail, where nothing else was found in it (A10)."""
    allowed = case.desk.campaign.settings.roster.zero_reports
    if done.kinds or done.rows or not allowed or not _says_zero(case):
        return done
    return replace(done, kinds=("I2",), zero=True, questions=zero_return(case))


_STEPS: tuple[Callable[[Case, Sequence[FileReading], Sequence[AttachmentOutcome], Done], Done], ...] = (
    _take_reports,
    _take_feedback,
    _take_preparations,
    _take_ledger,
    _take_answers,
    _take_words,
    _take_slip_feedback,
    _take_zero,
)


def _is_office(case: Case) -> bool:
    """The offices report nothing; a ledger workbook that comes back from one is no 汇总表."""
    return case.row.unit in case.desk.campaign.settings.offices.all


def _says_zero(case: Case) -> bool:
    return is_zero_report(case.envelope.text) or is_zero_report(case.envelope.subject)


def _answer(case: Case, attachments: tuple[AttachmentOutcome, ...], done: Done) -> Answer:
    serial = f"HZ-{take(case.session, case.desk.id, 'receipt'):03d}" if done.kinds else None
    return Answer(
        serial=serial,
        unit=case.row.unit,
        sender=case.envelope.sender or "",
        subject=case.envelope.subject,
        at=case.now,
        kinds=done.kinds,
        attachments=attachments,
        rows=done.rows,
        orders=done.orders,
        zero=done.zero,
        late=bool({"I1", "I2"} & set(done.kinds)) and case.desk.campaign.is_late(case.row.received_at),
        questions=done.questions,
    )
