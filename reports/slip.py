"""督办通知单 to be printed and passed on (letters.md 8.1): one page, no 发文字号, no seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.campaign import Campaign
from campaign.directory import Unit
from reports.paper import Paper
from reports.wording import long_day, moment
from reports.workbooks.book import Column


@dataclass(frozen=True)
class SlipItem:
    """One number of a slip, every column a finished string."""

    number: str
    project: str
    gist: str
    cause: str
    request: str
    reminded: str


CLOSING = "请以单位名义书面反馈，逾期未反馈的，将列入专项督查和通报范围。"

_COLUMNS = (
    Column("督办事项", "text", 42),
    Column("督办原因", "text", 18),
    Column("办理要求", "text", 26),
    Column("前次提醒记录", "text", 20),
)


def slip_document(
    campaign: Campaign, unit: Unit, items: Sequence[SlipItem], n: int, due: datetime, now: datetime
) -> bytes:
    """The docx of 督办第n号."""
    local = campaign.calendar.local
    paper = Paper(f"督办通知单（第{n}号）")
    paper.title("督办通知单")
    paper.line(f"督办编号：督办第{n}号")
    paper.line(f"承办单位：{unit.name}")
    paper.line(f"反馈时限：{moment(local(due))}")
    paper.table("督办事项", _COLUMNS, [[_matter(item), item.cause, item.request, item.reminded] for item in items])
    paper.line("")
    paper.text(CLOSING)
    paper.line("")
    for name in campaign.settings.letters.signature:
        paper.line(name, align="right")
    paper.line(long_day(local(now).date()), align="right")
    return paper.bytes()


def _matter(item: SlipItem) -> str:
    return f"{item.number}　{item.project}\n{item.gist}"
