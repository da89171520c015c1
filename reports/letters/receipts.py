"""M02, M02b, M02c: exactly one answer to each message, row by row (idea 2: nothing is dropped, everything is told)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campaign.campaign import Campaign
from campaign.forms import F2, UNDERSTOOD_LABELS
from campaign.letters import Attachment, Letter
from campaign.outcomes import Answer, AttachmentOutcome, Copy, RowOutcome, RowResult
from reports.letters.base import Envelope, compose, workbook
from reports.letters.row_views import row_names, sheet_views
from reports.row_words import file_title, needs_sender
from reports.wording import excerpt, joined, moment, one_line, short_day
from reports.workbooks.forms import F1_TITLE, summary_form

_ATTACHMENT_WORDS: Mapping[str, tuple[str, str]] = {
    "read": ("已读取", "good"),
    "refused": ("无法读取", "bad"),
    "evidence": ("作为佐证材料存档", "good"),
    "ignored": ("未读取（签名图片等）", "dim"),
}
_REPORTED = (
    RowResult.REGISTERED,
    RowResult.SAME,
    RowResult.REVISED,
    RowResult.MERGED,
    RowResult.PENDING,
)
#: files that one sentence names
_NAMED = 3
_FED_BACK = (RowResult.PROGRESS, RowResult.CLOSE_REQUESTED)


@dataclass(frozen=True)
class FileView:
    name: str
    result: str
    tone: str
    message: str


@dataclass(frozen=True)
class CopiesView:
    """What is said of the annotated copies. `sent`: any goes along; `without`: the files that have none.

    `columns`: the labels of those that were added.
    """

    sent: bool
    columns: str
    without: str
    wanted: bool
    noted: bool
    numbered: bool


@dataclass(frozen=True)
class OrderView:
    line: str
    done: str
    refused: tuple[str, ...]
    unclear: str


def receipt(campaign: Campaign, answer: Answer, message_id: str, copies: Sequence[Copy] = ()) -> Letter:
    """The answer to one message: M02c when nothing in it could be used, M02b when something is lacking, else M02.

    `copies` are the sender's own files with our remarks; they go with it.
    """
    kind = _kind(answer)
    envelope = Envelope(answer.unit or answer.sender, message_id.strip("<>"), (answer.sender,), answers=message_id)
    return compose(
        campaign,
        kind,
        envelope,
        answer.at,
        heading={"M02": "收件回执", "M02b": "补正通知", "M02c": "退回通知"}[kind],
        addressee=campaign.directory[answer.unit].name if answer.unit else answer.sender,
        context=_context(campaign, answer, copies) | {"copies": _copies_view(answer, copies)},
        attachments=[*(copy.attachment for copy in copies if copy.attachment), *_forms(campaign, answer, kind)],
    )


def _forms(campaign: Campaign, answer: Answer, kind: str) -> Iterable[Attachment]:
    """The form to fill in, for a unit whose mail held none of ours."""
    if kind == "M02c" and answer.unit and not _decides(campaign, answer):
        yield workbook(F1_TITLE, summary_form(campaign, campaign.directory[answer.unit]))


def _kind(answer: Answer) -> str:
    used = answer.zero or answer.orders or answer.count(*(set(RowResult) - {RowResult.SKIPPED}))
    if not used and not any(a.outcome == "evidence" for a in answer.attachments):
        return "M02c"
    return "M02b" if any(map(needs_sender, answer.rows)) or _refused_files(answer) else "M02"


def _refused_files(answer: Answer) -> list[AttachmentOutcome]:
    return [a for a in answer.attachments if a.outcome == "refused"]


def _context(campaign: Campaign, answer: Answer, copies: Sequence[Copy]) -> dict[str, Any]:
    local = campaign.calendar.local(answer.at)
    data = _data(answer)
    copied = {copy.original for copy in copies if copy.attachment}
    return {
        "received": moment(local),
        "original": one_line(answer.subject) or "（无主题）",
        "headline": f"{campaign.directory[answer.unit].name if answer.unit else ''}{_told(campaign, answer)}",
        "told": _told(campaign, answer),
        "lacking": _lacking(answer),
        "registered": answer.count(RowResult.REGISTERED),
        "late": answer.late and not campaign.is_over(answer.at),
        "zero": answer.zero,
        "by": _completion(campaign, answer),
        "deadline": moment(campaign.settings.reporting.remind_by),
        "handed_off": answer.at >= campaign.instant(campaign.settings.reporting.late_after),
        "reason": _reason(answer),
        "files": tuple(_file_view(a) for a in answer.attachments),
        "sheets": tuple(sheet_views(answer.rows, copied)),
        "waiting": row_names(_waiting(answer), data),
        "noted": row_names(_noted(answer), data),
        "deciding": campaign.directory[campaign.settings.offices.projects].name,
        "orders": tuple(_order_views(answer)),
        "decides": _decides(campaign, answer),
        "questions": answer.questions,
        "mailbox": campaign.settings.campaign.mailbox,
        "token": f" [{answer.serial}]" if answer.serial else "",
    }


def _told(campaign: Campaign, answer: Answer) -> str:
    """What was understood, in numbers: ``报送问题5个，已登记挂号5个``."""
    words = _orders_part(answer, decides=_decides(campaign, answer))
    reported = (*_report_part(answer), *_ended_part(campaign, answer), *_prepared_part(answer))
    return "，".join([*reported, *_feedback_part(answer), *words]) or "来件已存档"


def _ended_part(campaign: Campaign, answer: Answer) -> Iterable[str]:
    """A new problem that comes after the campaign's last day (A12)."""
    if campaign.is_over(answer.at) and answer.count(RowResult.REGISTERED):
        yield "活动已结束，已转后续跟踪登记"


def _decides(campaign: Campaign, answer: Answer) -> bool:
    """Whether the words of the mail are an office's decisions; a unit's tell how its numbers stand."""
    return answer.unit in campaign.settings.offices.all


def _report_part(answer: Answer) -> Iterable[str]:
    if answer.zero:
        yield "零报告已登记"
    reported = answer.count(*_REPORTED)
    counts = (
        ("已登记挂号{}个", answer.count(RowResult.REGISTERED)),
        ("此前已登记{}个", answer.count(RowResult.SAME)),
        ("更新{}个", answer.count(RowResult.REVISED)),
        ("合并{}个", answer.count(RowResult.MERGED)),
        ("需补正{}个", reported and sum(map(needs_sender, answer.rows))),
        ("待确认{}个", len(_waiting(answer))),
    )
    if reported:
        yield f"报送问题{reported}个"
        yield from (words.format(count) for words, count in counts if count)


def _data(answer: Answer) -> list[RowOutcome]:
    return [row for row in answer.rows if row.result is not RowResult.SKIPPED]


def _waiting(answer: Answer) -> list[RowOutcome]:
    """Rows that an office decides on; the unit has nothing to complete."""
    return [row for row in answer.rows if row.result is RowResult.PENDING and not needs_sender(row)]


def _noted(answer: Answer) -> list[RowOutcome]:
    """Rows in the ledger about which there is something to check."""
    taken = set(_REPORTED) - {RowResult.PENDING}
    return [row for row in answer.rows if row.result in taken and row.remarks]


def _feedback_part(answer: Answer) -> Iterable[str]:
    progress, closing = answer.count(RowResult.PROGRESS), answer.count(RowResult.CLOSE_REQUESTED)
    if progress:
        yield f"反馈进展{progress}条已记录"
    if closing:
        yield f"申请销号{closing}个已提交审核"


def _prepared_part(answer: Answer) -> Iterable[str]:
    taken, known = answer.count(RowResult.PREPARED), answer.count(RowResult.KNOWN)
    if taken or known:
        same = f"，与上次一致{known}项" if known else ""
        yield f"报送前期准备情况{taken + known}项，登记更新{taken}项{same}"


def _orders_part(answer: Answer, *, decides: bool) -> Iterable[str]:
    done = sum(len(order.done) for order in answer.orders)
    left = sum(len(order.refused) + (order.unclear is not None) for order in answer.orders)
    if answer.orders:
        did, what = ("执行", "处理意见") if decides else ("登记", "反馈事项")
        yield f"{what}{did}{done}项" + (f"、未{did}{left}项" if left else "")


def _lacking(answer: Answer) -> str:
    """What the subject of an M02b says: which rows (as numbered in the sheet), or which files."""
    rows = [row for row in answer.rows if needs_sender(row)]
    files = _refused_files(answer)
    named = joined(f"“{excerpt(file_title(a.name), 30)}”" for a in files[:_NAMED])
    unread = f"附件{named}{f'等{len(files)}个文件' if len(files) > _NAMED else ''}无法读取"
    asked = f"{row_names(rows, _data(answer))}{_asked_of(rows)}" if rows else ""
    return "，".join(filter(None, [asked, unread if files else ""]))


def _asked_of(rows: Sequence[RowOutcome]) -> str:
    """``需补充“联系人及电话”`` where that is all that any of the rows lacks."""
    wanted = [remark for row in rows for remark in row.remarks if remark.wanted]
    labels = tuple(dict.fromkeys(remark.missing for remark in wanted))
    is_told = labels and all(labels) and len(wanted) == len(rows) * len(labels) and len(labels) <= _NAMED
    return f"需补充{joined(f'“{label}”' for label in labels)}" if is_told else "需补正"


def _completion(campaign: Campaign, answer: Answer) -> str:
    """Until when: the same day while reporting lasts, else within the completion clock (calendar-and-checks.md 7.4)."""
    clocks, local = campaign.settings.clocks, campaign.calendar.local(answer.at)
    if local < _local_deadline(campaign) and local.time() < clocks.day_ends:
        return f"今日{clocks.day_ends:%H:%M}"
    day = campaign.calendar.add_working_days(local.date(), clocks.completion)
    return f"{short_day(day)}{clocks.day_ends:%H:%M}"


def _local_deadline(campaign: Campaign) -> datetime:
    return campaign.calendar.local(campaign.instant(campaign.settings.reporting.remind_by))


def _reason(answer: Answer) -> str:
    """Why nothing could be used, for the subject of an M02c."""
    refused = _refused_files(answer)
    if refused:
        return f"附件“{excerpt(file_title(refused[0].name), 30)}”无法读取"
    if any(a.outcome == "read" for a in answer.attachments):
        return "附件表格内未填写问题"
    return "未发现可读取的汇总表附件"


def _file_view(outcome: AttachmentOutcome) -> FileView:
    words, tone = _ATTACHMENT_WORDS[outcome.outcome]
    rows = f"，读到{outcome.rows}行" if outcome.rows else ""
    return FileView(file_title(outcome.name), words + rows, tone, outcome.message or "")


def _copies_view(answer: Answer, copies: Sequence[Copy]) -> CopiesView:
    remarks = [remark for row in _data(answer) for remark in row.remarks]
    numbered = answer.count(*_REPORTED) > 0
    fed_back = answer.count(*_FED_BACK) > 0 or not numbered
    labels = [F2["number"].label, UNDERSTOOD_LABELS["F1"]] if numbered else []
    labels += [UNDERSTOOD_LABELS["F2"]] if fed_back else []
    return CopiesView(
        sent=any(copy.attachment for copy in copies),
        columns=joined(f"“{label}”" for label in labels),
        without=joined(f"“{excerpt(file_title(copy.original), 40)}”" for copy in copies if copy.attachment is None),
        wanted=any(remark.wanted for remark in remarks),
        noted=any(not remark.wanted and remark.column is not None for remark in remarks),
        numbered=numbered,
    )


def _order_views(answer: Answer) -> Iterable[OrderView]:
    for order in answer.orders:
        refused = tuple(f"{number}：{why}" for number, why in order.refused)
        yield OrderView(order.line, joined(order.done), refused, order.unclear or "")
