"""拟纳入台账管理项目名单 as a workbook (D61-D63, M18): the list with its points, who is not in, how it is scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from campaign.campaign import Campaign
from campaign.catalogue import Project
from campaign.expansion import Candidate
from reports.views import LEVEL_WORDS, unit_name
from reports.wording import joined
from reports.workbooks.book import Book, Cell, Column
from reports.workbooks.page import page

_LIST = (
    Column("序号", "center", 6),
    Column("项目编号", "center", 12),
    Column("项目名称", "text", 28),
    Column("级别", "center", 8),
    Column("项目业主单位", "text", 24),
    Column("级别得分", "number", 9),
    Column("节点得分", "number", 9),
    Column("问题得分", "number", 9),
    Column("投资得分", "number", 9),
    Column("合计", "number", 8),
    Column("筛选理由", "text", 46),
)
_RULES = (Column("项目", "text", 30), Column("得分", "center", 16), Column("说明", "text", 70))


def expansion_list(
    campaign: Campaign, chosen: Sequence[Candidate], others: Sequence[Candidate], n: int, now: datetime
) -> bytes:
    """第n批 proposed or confirmed, and apart from it every other project that is not under the ledger (D63)."""
    heading = f"第{n}批纳入台账管理项目名单"
    book = Book(heading)
    page(book, f"第{n}批名单", campaign, heading=heading, now=now, columns=_LIST, rows=_rows(campaign, chosen))
    rest = _rows(campaign, others)
    page(book, "其余未纳入项目", campaign, heading="尚未纳入台账管理的其余项目", now=now, columns=_LIST, rows=rest)
    page(
        book, "评分办法", campaign, heading="台账扩围筛选评分办法", now=now, columns=_RULES, rows=list(_rules(campaign))
    )
    return book.bytes()


def _rows(campaign: Campaign, found: Sequence[Candidate]) -> list[list[Cell]]:
    return [
        [
            serial,
            one.project.code,
            one.project.name,
            level_words(one.project),
            owner_name(campaign, one.project),
            one.level,
            one.nodes,
            one.problems,
            one.investment,
            one.score,
            "；".join(one.reasons),
        ]
        for serial, one in enumerate(found, 1)
    ]


def level_words(project: Project) -> str:
    """``省级``; several levels as ``省级、市级``."""
    return joined(LEVEL_WORDS[level] for level in project.levels)


def owner_name(campaign: Campaign, project: Project) -> str:
    """The owner as the directory calls it, else as the catalogue has it."""
    return unit_name(campaign, project.owner) or project.owner_text


def _rules(campaign: Campaign) -> Iterator[list[Cell]]:
    w = campaign.settings.expansion
    for level, points in w.level.items():
        yield [f"{LEVEL_WORDS[level]}重点项目", points, "项目有多个级别的，按最高级别计"]
    yield ["节点逾期", w.node_overdue, "节点计划中有逾期未完成的节点"]
    yield ["节点临近", w.node_near, f"没有逾期节点，但有{w.near_days}日内到期的节点"]
    yield ["未销号问题", f"每个{w.problem}，最多{w.problems_most}", "本次活动中登记挂号、尚未销号的问题"]
    yield ["投资", f"最多{w.investment_most}", f"年度计划投资每满{w.investment_per:g}万元计1分"]
    yield ["每批个数", w.batch, "按得分从高到低筛选；得分相同的，按重点项目目录顺序"]
