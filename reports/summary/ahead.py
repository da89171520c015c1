"""Chapters 五 存在问题 and 六 下一步打算 of the final summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from campaign.problem import Problem
from reports.paper import Paper
from reports.summary.account import Account
from reports.summary.results import unit_words
from reports.views import unit_name
from reports.wording import joined, percent, ranges, short_day

_ORDINALS = "一二三四五六七八九"
#: categories that have most left over
_WORST = 3
#: feedback below this share is told among the troubles
_GOOD = 90.0


def troubles(paper: Paper, a: Account) -> None:
    """五、存在问题: resources, superiors, intermediaries, owners, reports and feedback; only what there was."""
    paper.heading("五、存在问题")
    told = [sentence for part in (_resources, _above, _intermediaries, _owners, _reports) for sentence in part(a)]
    for ordinal, sentence in zip(_ORDINALS, told, strict=False):
        paper.text(f"{ordinal}是{sentence}")
    if not told:
        paper.text("未见报送、反馈不及时的情况，也没有未销号的问题。")


def _resources(a: Account) -> Iterator[str]:
    worst = sorted(a.counted.by_category.items(), key=lambda item: -item[1].unfinished)[:_WORST]
    left = joined(f"{name or '未归类'}{line.unfinished}个" for name, line in worst if line.unfinished)
    if left:
        yield f"要素保障和审批瓶颈仍未全部突破。未销号的{len(a.left)}个问题主要集中在{left}。"


def _above(a: Account) -> Iterator[str]:
    if a.pending_above:
        days = [a.days_waited(p, "上级") for p in a.pending_above]
        longest = f"，等待最长的已达{max(days)}个工作日" if max(days) else ""
        yield f"上级审批周期较长。已上报的问题中仍有{len(a.pending_above)}个待批复{longest}。"


def _intermediaries(a: Account) -> Iterator[str]:
    waited = a.waited("中介")
    if waited:
        yield f"中介服务不够快捷。{_waiting(a, waited, '中介')}因等待中介机构编制、评审影响办理。"


def _owners(a: Account) -> Iterator[str]:
    waited = a.waited("业主")
    if waited:
        yield f"部分业主单位前期材料准备不足。{_waiting(a, waited, '业主')}因等待业主补充材料影响办理。"


def _waiting(a: Account, waited: Sequence[Problem], holder: str) -> str:
    days = sum(a.days_waited(p, holder) for p in waited)
    return f"先后有{len(waited)}个问题（累计{days}个工作日）"


def _reports(a: Account) -> Iterator[str]:
    due = {unit.code for unit in a.campaign.should_report()}
    late = joined(unit_name(a.campaign, r.unit) for r in a.returns if r.late and r.unit in due)
    missing = joined(u.name for u in a.campaign.should_report() if u.code not in {r.unit for r in a.returns})
    parts = [
        *([f"迟报的有{late}"] if late else []),
        *([f"未报的有{missing}"] if missing else []),
        *([f"反馈及时率{percent(a.counted.all.timely_rate)}"] if _is_slow(a) else []),
    ]
    if parts:
        yield f"个别单位报送、反馈不够及时。{'；'.join(parts)}。"


def _is_slow(a: Account) -> bool:
    rate = a.counted.all.timely_rate
    return rate is not None and rate < _GOOD


def next_steps(paper: Paper, a: Account) -> None:
    """六、下一步打算: leftovers by unit with the next date, the county's meeting, superiors, weekly until closed."""
    paper.heading("六、下一步打算")
    if not a.left:
        done = "登记挂号的问题已全部销号。对已销号问题适时开展回头看，防止反弹。"
        paper.text(done if a.known else "没有登记挂号的问题需继续办理。")
        return
    paper.lead_in(
        "（一）按单位抓落实。",
        f"对尚未销号的{len(a.left)}个问题，编号不变、责任不变，由各责任单位继续办理：{_by_unit(a)}（详见表6）。",
    )
    paper.lead_in("（二）提请研究一批。", _for_the_county(a))
    paper.lead_in("（三）跟踪上级批复。", _for_the_superiors(a))
    paper.lead_in("（四）每周调度。", "对未销号问题每周调度一次、通报一次进展，直至对号销号。")


def _by_unit(a: Account) -> str:
    groups: dict[str, list[Problem]] = {}
    for problem in a.left:
        groups.setdefault(problem.responsible or "", []).append(problem)
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    return joined(f"{unit_words(a, code)}{len(own)}个{_next_date(own)}" for code, own in ordered)


def _next_date(problems: Iterable[Problem]) -> str:
    first: date | None = min((p.next_date for p in problems if p.next_date), default=None)
    return f"（最近时限{short_day(first)}）" if first else ""


def _for_the_county(a: Account) -> str:
    found = a.for_the_county
    if not found:
        return "目前没有需提请县政府会议研究的问题。"
    return f"拟提请县政府协调会议研究{len(found)}个：{ranges(p.number or '' for p in found)}。"


def _for_the_superiors(a: Account) -> str:
    if not a.pending_above:
        return "目前没有待市级以上部门批复的问题。"
    days = a.campaign.settings.clocks.status_inquiry
    return f"对待批复的{len(a.pending_above)}个问题，每{days}个工作日跟踪一次批复进展，批复后及时办理后续手续。"
