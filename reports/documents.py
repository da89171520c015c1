"""M20's document: the final summary 扫尾总结 as a draft for the office to finish (final-summary.md, GB/T 9704)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from campaign.campaign import Campaign
from campaign.figures import Figures, Tally, tally
from campaign.problem import Problem, State
from campaign.returns import Return
from campaign.vocabulary import TIERS
from reports import charts
from reports.paper import Paper
from reports.summary_tables import tables
from reports.views import LEVEL_WORDS, oldest_first, unit_name, view
from reports.wording import cut_off, joined, long_day, percent, short_day

_EXAMPLES = 3
#: categories told in the text; the rest are in the table
_MAIN = 4
#: what only the office can write
_OPEN = "〔由办公室补充〕"


def summary_document(
    campaign: Campaign, counted: Figures, problems: Sequence[Problem], returns: Sequence[Return]
) -> bytes:
    """The docx as of `counted.at`: two pages of text, then charts and tables. Figures are the tables' own."""
    info = campaign.settings.campaign
    paper = Paper(f"{info.title}扫尾总结")
    paper.draft_mark()
    paper.title(info.title, "扫尾总结")
    paper.line(f"{campaign.directory[campaign.settings.offices.government].name}：")
    known = oldest_first([p for p in problems if p.counts])
    _situation(paper, campaign, counted)
    _results(paper, campaign, counted, known)
    _measures(paper, campaign)
    _effects(paper, campaign, counted, known)
    _troubles(paper, campaign, counted, returns)
    _next_steps(paper, campaign, counted)
    paper.text("特此报告。")
    paper.line("")
    paper.line("附件：统计图表", indent=2)
    for name in campaign.settings.letters.signature:
        paper.line(name, align="right")
    paper.line(long_day(campaign.calendar.local(counted.at).date()), align="right")
    _annex(paper, campaign, counted, problems, returns)
    return paper.bytes()


def _situation(paper: Paper, campaign: Campaign, counted: Figures) -> None:
    info, t = campaign.settings.campaign, counted.totals
    paper.heading("一、基本情况")
    levels = joined(f"{LEVEL_WORDS.get(level, '其他')}{n}个" for level, n in counted.projects.items())
    paper.text(
        f"{short_day(info.starts)}至{short_day(info.ends)}，各要素审批部门、重点项目业主单位共报送审批服务问题{t.rows}条，"
        f"经去重、核实，登记挂号{t.registered}个，涉及{sum(counted.projects.values())}个重点项目"
        f"{f'（{levels}）' if levels else ''}。"
        f"截至{cut_off(campaign.calendar.local(counted.at))}，已对号销号{t.closed}个，销号率{percent(counted.all.rate)}；"
        f"需市级以上部门协调解决并已汇总上报{t.escalated}个，其中已批复销号{counted.all.replied}个；{_leftovers(counted)}。"
    )
    paper.text(
        f"应报单位{counted.should_report}个，按时报送{t.on_time_units}个，迟报{t.late_units}个，未报{t.missing_units}个，"
        f"其中实行零报告{t.zero_units}个；报送率{percent(counted.reported_share)}，按时率{percent(counted.on_time_share)}。"
        f"报送的{t.rows}条问题中，合并{t.merged}条，不予受理{t.rejected}条，撤回{t.withdrawn}条，均不计入登记总数。"
    )


def _leftovers(counted: Figures) -> str:
    t = counted.totals
    parts = [f"转入后续跟踪推进{t.carried}个"] if t.carried or not t.open else []
    return "，".join([*parts, *([f"尚未办结{t.open}个"] if t.open else [])])


def _results(paper: Paper, campaign: Campaign, counted: Figures, problems: Sequence[Problem]) -> None:
    whole = counted.all
    paper.heading("二、办理结果")
    paper.lead_in("（一）分层级看。", f"{_told(counted.by_tier)}。")
    most = sorted(counted.by_category.items(), key=lambda item: -item[1].registered)
    paper.lead_in("（二）分类别看。", f"{_told(dict(most[:_MAIN]))}；其余{len(most[_MAIN:])}类见附表。")
    levels = {LEVEL_WORDS.get(level, "其他"): line for level, line in counted.by_level.items()}
    paper.lead_in("（三）分项目级别看。", f"{_told(levels)}。")
    department = tally(campaign, [p for p in problems if p.tier == TIERS[0]])
    paper.lead_in(
        "（四）办理质效。",
        f"部门级问题销号率{percent(department.rate)}；已销号问题中按期销号{whole.on_time}个、超期销号{whole.overdue}个；"
        f"{f'从交办到申请销号平均{whole.days}个工作日；' if whole.days is not None else ''}"
        f"恢复办理（回弹）{whole.reopened}个。",
    )


def _told(lines: Mapping[str, Tally]) -> str:
    return "；".join(f"{name or '未明确'}挂号{t.registered}个、销号{t.closed}个" for name, t in lines.items())


def _measures(paper: Paper, campaign: Campaign) -> None:
    paper.heading("三、主要做法")
    green = sum(project.green_channel for project in campaign.catalogue.projects)
    for heading, text in (
        ("（一）敞开绿色通道。", f"纳入绿色通道的重点项目{green}个。"),
        ("（二）落实联审联办。", ""),
        ("（三）双向倒逼。", "既倒逼部门窗口快速跟进，又倒逼业主单位尽快取得并提供相应资料。"),
        ("（四）健全服务台账。", "问题统一编号、逐条交办、对号销号，台账每个工作日更新。"),
        ("（五）加大督查力度。", ""),
    ):
        paper.lead_in(heading, f"{text}{_OPEN}")


def _effects(paper: Paper, campaign: Campaign, counted: Figures, problems: Sequence[Problem]) -> None:
    paper.heading("四、主要成效")
    proved = [p for p in problems if p.state is State.CLOSED and p.evidence]
    projects = len({p.project_code for p in problems if p.state is State.CLOSED})
    paper.text(f"活动期间，共有{projects}个重点项目的审批服务问题得到解决。{'例如：' if proved else _OPEN}")
    examples: dict[str | None, Problem] = {}
    for problem in proved:
        examples.setdefault(problem.project_code, problem)
    for problem in list(examples.values())[:_EXAMPLES]:
        item = view(campaign, problem, counted.at)
        paper.text(f"{item.project}{item.matter or item.category}问题，{item.done_on}取得{item.evidence}。")


def _troubles(paper: Paper, campaign: Campaign, counted: Figures, returns: Iterable[Return]) -> None:
    paper.heading("五、存在问题")
    worst = sorted(counted.by_category.items(), key=lambda item: -item[1].unfinished)[:3]
    left = joined(f"{name}{line.unfinished}个" for name, line in worst if line.unfinished)
    if left:
        paper.text(f"一是部分要素审批问题尚未解决，主要集中在{left}。{_OPEN}")
    late = joined(
        unit_name(campaign, r.unit)
        for r in returns
        if r.late and campaign.directory[r.unit] in campaign.should_report()
    )
    if late:
        paper.text(f"二是个别单位报送不够及时，迟报的有{late}。")
    if not left and not late:
        paper.text(_OPEN)


def _next_steps(paper: Paper, campaign: Campaign, counted: Figures) -> None:
    paper.heading("六、下一步打算")
    left = {code: line.unfinished for code, line in counted.by_unit.items() if line.unfinished}
    if left:
        told = joined(f"{unit_name(campaign, code) or '未明确责任单位'}{n}个" for code, n in left.items())
        paper.text(f"对尚未销号的{sum(left.values())}个问题，按责任单位继续跟踪推进，编号不变、销号为止：{told}。")
    paper.text(f"对需市级以上部门协调的，持续跟踪批复进展；对需县政府研究的，适时提请协调会议研究。{_OPEN}")


def _annex(
    paper: Paper, campaign: Campaign, counted: Figures, problems: Sequence[Problem], returns: Iterable[Return]
) -> None:
    """附件: the figures, then the tables; a Word document must not end with a table."""
    paper.page_break()
    paper.line("附件", "黑体")
    phases = [(phase.title, phase.starts) for phase in campaign.settings.phases]
    units = {unit_name(campaign, code): line for code, line in counted.by_unit.items()}
    paper.picture(charts.curve(counted.curve, phases), "图1　逐日挂号、销号情况")
    paper.picture(charts.by_category(counted.by_category), "图2　各类问题办理情况")
    paper.picture(charts.by_unit(units), "图3　各责任单位办理情况")
    paper.picture(charts.funnel(counted.totals), "图4　问题办理总体情况")
    paper.turn()
    made = tables(campaign, counted, problems, returns)
    for table in made:
        if not table.wide:
            paper.table(f"{table.label}　{table.title}", table.columns, table.rows)
            paper.line("")
    elsewhere = joined(f"{table.label}（{table.title}）" for table in made if table.wide)
    paper.line(f"注：{elsewhere}见附表工作簿。", "仿宋_GB2312", 12)
    paper.line("注：销号率＝已销号÷登记挂号，合并、不予受理、撤回的不计入。", "仿宋_GB2312", 12)
