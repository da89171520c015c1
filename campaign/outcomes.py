"""What became of a message, as values: the receipt tells it, the inbox keeps it (idea 2: everything is told)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from campaign.letters import Attachment


class RowResult(StrEnum):
    """The end of one row of a sheet."""

    REGISTERED = "registered"  # 登记挂号
    SAME = "same"  # 已登记过，内容一致
    REVISED = "revised"  # 已登记过，按新内容更新
    MERGED = "merged"  # 与其他单位报送的同一问题合并
    PENDING = "pending"  # 待补正或待确认
    PROGRESS = "progress"  # 进展已记录
    CLOSE_REQUESTED = "close_requested"  # 销号申请已提交审核
    PREPARED = "prepared"  # 前期准备情况已登记
    KNOWN = "known"  # 前期准备情况与上次报送一致
    REFUSED = "refused"  # 不予采纳，理由见 notes
    SKIPPED = "skipped"  # 非数据行


@dataclass(frozen=True)
class Change:
    """One field of a row, by its Chinese label, as it was registered and as it is written now; empty when blank."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Remark:
    """A sentence for a cell, or for the whole row (`column` None, else 0-based). `wanted`: it asks to complete it.

    `missing`: the label of what is not there at all.
    """

    text: str
    column: int | None
    wanted: bool
    missing: str = ""


@dataclass(frozen=True)
class RowOutcome:
    """`row` is the sheet's own row number, `seq` the 序号 the sender wrote; `notes` are Chinese sentences.

    `provisional`: by what a row without a number is known again; `remarks`: the notes that belong to cells.
    `changes`: what a newer version says otherwise than the one before.
    """

    attachment: str
    sheet: str
    row: int
    result: RowResult
    seq: str | None = None
    part: int | None = None
    project_name: str = ""
    problem: str = ""
    number: str | None = None
    notes: tuple[str, ...] = ()
    provisional: str | None = None
    remarks: tuple[Remark, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Copy:
    """A sheet file that was read, and the copy with our remarks that goes back; None where none could be made."""

    original: str
    attachment: Attachment | None


@dataclass(frozen=True)
class AttachmentOutcome:
    """`outcome`: read · refused · evidence (kept as proof) · ignored (signature picture and the like)."""

    name: str
    sha256: str
    outcome: str
    code: str | None = None
    message: str | None = None
    rows: int = 0


@dataclass(frozen=True)
class OrderOutcome:
    """What became of one line of a coordinator's reply: numbers done, refused with reason, or not understood."""

    line: str
    verb: str | None
    done: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    unclear: str | None = None


@dataclass(frozen=True)
class Answer:
    """All that a receipt (M02, M02b, M02c) tells. `questions` are Chinese sentences the unit is asked to answer."""

    serial: str | None
    unit: str | None
    sender: str
    subject: str
    at: datetime
    kinds: tuple[str, ...] = ()
    attachments: tuple[AttachmentOutcome, ...] = ()
    rows: tuple[RowOutcome, ...] = ()
    orders: tuple[OrderOutcome, ...] = ()
    zero: bool = False
    late: bool = False
    questions: tuple[str, ...] = ()

    def count(self, *results: RowResult) -> int:
        return sum(row.result in results for row in self.rows)
