"""通报 as an official document, drafted from the ledger (M22, letters.md 8.1, GB/T 9704): no number, no seal."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace

from campaign.campaign import Campaign
from campaign.checks.situation import Situation
from campaign.circular import signers
from campaign.figures import Figures, Tally, figures
from campaign.lights import Light, light
from campaign.problem import Problem
from campaign.standing import Reason, Standing
from reports.paper import Paper
from reports.views import oldest_first, unit_name, view
from reports.wording import joined, long_day, moment, percent
from reports.workbooks.book import Cell, Column

_MARK = "【代拟稿】"
_ORDER = ("一是", "二是", "三是", "四是", "五是", "六是")
_UNITS = (
    Column("责任单位", "text", 30),
    Column("挂号", "number", 9),
    Column("销号", "number", 9),
    Column("按期销号", "number", 11),
    Column("上报", "number", 9),
    Column("未结", "number", 9),
    Column("红灯", "number", 9),
    Column("销号率", "center", 11),
)
_RED = (
    Column("编号", "center", 18),
    Column("项目名称", "text", 26),
    Column("存在问题（摘要）", "text", 34),
    Column("责任单位", "text", 18),
    Column("办理时限", "center", 12),
    Column("红灯原因", "text", 20),
)


def circular_document(
    s: Situation, criticised: Sequence[Standing], praised: Sequence[str], unresolved: Sequence[str]
) -> bytes:
    """The docx of a draft. `unresolved`: unit codes ordered to rectify before and still not.

    Units alone are named, never persons (D73).
    """
    campaign, info = s.campaign, s.campaign.settings.campaign
    counted = figures(campaign, s.problems, s.returns.values(), s.now)
    red = [p for p in oldest_first(s.counted) if light(p, s.now, campaign) is Light.RED]
    paper = Paper("关于活动进展情况的通报")
    paper.draft_mark()
    paper.title(f"关于{info.title}", "进展情况的通报")
    paper.line(f"{campaign.settings.circulars.addressees}：")
    _overview(paper, s, counted, red)
    _praise(paper, campaign, counted, praised)
    _criticism(paper, s, criticised, unresolved)
    _demands(paper, s, criticised)
    paper.text("特此通报。")
    paper.line("")
    paper.line("附件：1.各单位办理情况一览表", indent=2)
    paper.line("　　　2.红灯问题清单", indent=2)
    for code in signers(campaign.settings):
        paper.line(unit_name(campaign, code), align="right")
    paper.line(long_day(s.today), align="right")
    _copies(paper, campaign)
    _annexes(paper, campaign, s, counted, red)
    return paper.bytes()


def _overview(paper: Paper, s: Situation, counted: Figures, red: Sequence[Problem]) -> None:
    t = counted.totals
    paper.heading("一、总体情况")
    paper.text(
        f"截至{moment(s.campaign.calendar.local(s.now))}，全县登记挂号审批服务问题{t.registered}个，已对号销号{t.closed}个，"
        f"销号率{percent(counted.all.rate)}；需市级以上部门协调解决并已汇总上报{t.escalated}个；在办{t.open}个，"
        f"其中红灯问题{len(red)}个。"
    )


def _praise(paper: Paper, campaign: Campaign, counted: Figures, praised: Sequence[str]) -> None:
    paper.heading("二、主要做法和成效")
    if not praised:
        paper.text("各有关单位按照活动部署，抓紧办理交办问题，逐个对号销号。〔由办公室补充〕")
        return
    told = "；".join(f"{unit_name(campaign, code)}{_closed(counted.by_unit[code])}" for code in praised)
    paper.text(f"下列单位主动作为、反馈及时、销号较快，予以通报表扬：{told}。")


def _closed(tally: Tally) -> str:
    return f"承办问题{tally.registered}个，已销号{tally.closed}个，销号率{percent(tally.rate)}"


#: reasons that are told together, and how the paragraph opens
_SECTIONS: tuple[tuple[frozenset[Reason], str], ...] = (
    (frozenset({Reason.LATE, Reason.ZERO}), "报送不及时、不准确"),
    (frozenset({Reason.SUPERVISION}), "反馈不到位"),
    (frozenset({Reason.RED}), "办理滞后，存在该批不批、该报不报情况"),
    (frozenset({Reason.EVIDENCE}), "销号把关不严"),
)


def _criticism(paper: Paper, s: Situation, criticised: Sequence[Standing], unresolved: Sequence[str]) -> None:
    campaign = s.campaign
    paper.heading("三、存在问题")
    owners = [one for one in criticised if _is_waited_for(s, one)]
    named = [one if one not in owners else _without_red(one) for one in criticised]
    paragraphs = [_section(campaign, named, reasons, title) for reasons, title in _SECTIONS]
    paragraphs.append(_section(campaign, owners, frozenset({Reason.RED}), "业主材料准备滞后"))
    if unresolved:
        named_again = joined(unit_name(campaign, code) for code in unresolved)
        paragraphs.append(f"整改不到位。{named_again}经责成整改，仍未整改到位。")
    told = [text for text in paragraphs if text]
    for order, text in zip(_ORDER, told, strict=False):
        paper.text(f"{order}{text}")
    if not told:
        paper.text("未发现突出问题。")


def _section(campaign: Campaign, criticised: Iterable[Standing], reasons: frozenset[Reason], title: str) -> str:
    causes = [(one, cause) for one in criticised for cause in one.causes if cause.reason in reasons]
    found = [f"{unit_name(campaign, one.unit)}{cause.words}" for one, cause in causes]
    return f"{title}。{'；'.join(found)}。" if found else ""


def _is_waited_for(s: Situation, one: Standing) -> bool:
    """Whether its red numbers are those of an owner who is waited for: what lags are materials (D55)."""
    red = {number for cause in one.causes if cause.reason is Reason.RED for number in cause.numbers}
    return bool(red) and not any(p.responsible == one.unit for p in s.counted if p.number in red)


def _without_red(one: Standing) -> Standing:
    return replace(one, causes=tuple(cause for cause in one.causes if cause.reason is not Reason.RED))


def _demands(paper: Paper, s: Situation, criticised: Sequence[Standing]) -> None:
    """The clock of an order begins when the circular is signed, so that no day can be named in the draft."""
    campaign, clocks = s.campaign, s.campaign.settings.clocks
    paper.heading("四、下一步要求")
    if criticised:
        named = joined(unit_name(campaign, one.unit) for one in criticised)
        paper.text(
            f"责成{named}针对通报的问题，自本通报印发之日起{clocks.rectification}个工作日内整改到位，并书面反馈整改情况；"
            "届时组织复查，整改不到位的继续通报。"
        )
    last = campaign.settings.closing.requests_by
    by = f"务必于{moment(last)}前" if s.now < campaign.instant(last) else "及时"
    paper.text(
        f"各单位要对照问题清单，至少每{clocks.feedback}个工作日反馈一次进展；具备条件的，{by}申请销号，并附佐证材料。"
        "属于本部门权限的，抓紧办理；需上级协调的，及时提出意见报送。"
    )


def _copies(paper: Paper, campaign: Campaign) -> None:
    codes = (*campaign.settings.circulars.copies, campaign.settings.offices.government)
    paper.line("")
    paper.line(f"抄送：{joined(unit_name(campaign, code) for code in dict.fromkeys(codes))}。", size=14)


def _annexes(paper: Paper, campaign: Campaign, s: Situation, counted: Figures, red: Sequence[Problem]) -> None:
    reds = [p.responsible for p in red]
    units: list[list[Cell]] = [
        [
            unit_name(campaign, code) or "未明确",
            t.registered,
            t.closed,
            t.on_time,
            t.escalated,
            t.unfinished,
            reds.count(code),
            percent(t.rate),
        ]
        for code, t in counted.by_unit.items()
    ]
    paper.turn()
    paper.line("附件1", "黑体")
    paper.table("各单位办理情况一览表", _UNITS, units)
    paper.page_break()
    paper.line("附件2", "黑体")
    items = [view(campaign, p, s.now) for p in red]
    lines = [[i.number, i.project, i.gist, i.unit, i.due, i.warnings] for i in items]
    paper.table("红灯问题清单", _RED, lines)
    paper.line("")


def without_draft_mark(docx: bytes) -> bytes:
    """The same document without the paragraph that says 【代拟稿】. Raises ValueError for what is no docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as source:
            parts = {info: source.read(info) for info in source.infolist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as broken:
        raise ValueError(str(broken)) from broken
    if not any(info.filename == _BODY for info in parts):
        raise ValueError(f"{_BODY} is missing")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for info, content in parts.items():
            text = _unmarked(content.decode("utf-8")).encode() if info.filename == _BODY else content
            target.writestr(zipfile.ZipInfo(info.filename, info.date_time), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


_BODY = "word/document.xml"
_PARAGRAPH = re.compile(r"<w:p[ >](?:(?!</w:p>).)*</w:p>", re.DOTALL)


def _unmarked(xml: str) -> str:
    return _PARAGRAPH.sub(lambda p: "" if re.sub(r"<[^>]+>|\s", "", p[0]) == _MARK else p[0], xml)
