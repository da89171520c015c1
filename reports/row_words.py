"""What became of a row, in a few words: the receipt and the annotated workbook say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

from campaign.outcomes import RowOutcome, RowResult

_WORDS: Mapping[RowResult, tuple[str, str]] = {
    RowResult.REGISTERED: ("登记挂号", "good"),
    RowResult.SAME: ("已登记，内容一致", "good"),
    RowResult.REVISED: ("已登记，内容已更新", "good"),
    RowResult.MERGED: ("与已登记的同一问题合并", "good"),
    RowResult.PENDING: ("待确认", "warn"),
    RowResult.PROGRESS: ("进展已记录", "good"),
    RowResult.CLOSE_REQUESTED: ("销号申请已提交审核", "good"),
    RowResult.PREPARED: ("前期准备情况已登记", "good"),
    RowResult.KNOWN: ("与上次报送一致", "good"),
    RowResult.REFUSED: ("未采纳", "bad"),
    RowResult.SKIPPED: ("未采用（非数据行或未填写）", "dim"),
}
#: the name under which tables in the text of a mail are read
_BODY = "(body)"
_WHERE = re.compile(r"^第\d+行(?:（序号[^）]*）)?")
_OF_THE_ROW = ("为", "已加", "注明", "未填写")


def result_words(row: RowOutcome) -> tuple[str, str]:
    """Words and tone (good, warn, bad, dim). A waiting row waits for its unit 待补正, or for an office 待确认."""
    return ("待补正", "bad") if row.result is RowResult.PENDING and needs_sender(row) else _WORDS[row.result]


def needs_sender(row: RowOutcome) -> bool:
    """Whether the unit has to send the row again; a waiting row with nothing to complete waits for an office."""
    is_asked = row.result is RowResult.PENDING and any(remark.wanted for remark in row.remarks)
    return is_asked or row.result is RowResult.REFUSED


def at_the_row(sentence: str) -> str:
    """A sentence as it is said beside its row: without ``第5行（序号3）``."""
    text = _WHERE.sub("", sentence)
    return f"本行{text}" if text != sentence and text.startswith(_OF_THE_ROW) else text


def file_title(path: str) -> str:
    """A file as it is called in a letter; a table in the text of a mail has no name of its own."""
    return "邮件正文表格" if path == _BODY else path
