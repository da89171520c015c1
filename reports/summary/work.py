"""Chapters 三 主要做法 and 四 主要成效 of the final summary."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.milestones import passed
from campaign.problem import Problem
from reports.paper import Paper
from reports.summary import practice
from reports.summary.account import Account
from reports.views import ProblemView, view
from reports.wording import joined, percent

#: examples told in the text; all are in T5
_EXAMPLES = 5


def measures(paper: Paper, a: Account) -> None:
    """三、主要做法: green channel, joint reviews, both sides pressed, ledger, inspection (D52-D75)."""
    paper.heading("三、主要做法")
    green = sum(project.green_channel for project in a.campaign.catalogue.projects)
    paper.lead_in("（一）敞开绿色通道。", f"目录内{green}个重点项目纳入绿色通道，优先受理、限时办结。")
    paper.lead_in("（二）落实联审联办。", practice.reviews(a))
    paper.lead_in("（三）坚持双向倒逼。", _both_sides(a))
    paper.lead_in("（四）健全服务台账。", practice.ledger(a))
    paper.lead_in("（五）加大督查力度。", practice.supervision(a))


def _both_sides(a: Account) -> str:
    waited = a.waited("业主")
    head = "既倒逼部门窗口快速跟进，又倒逼业主单位尽快取得并提供相应资料。"
    if not waited:
        return f"{head}没有因等待业主材料而停办的问题。"
    still = sum(a.still_waits(p, "业主") for p in waited)
    rest = f"，仍有{still}个待补齐" if still else ""
    return f"{head}先后有{len(waited)}个问题等待业主补充材料，其中{len(waited) - still}个已取得材料、恢复办理{rest}。"


def effects(paper: Paper, a: Account) -> None:
    """四、主要成效: what was solved, which nodes were passed, and examples with fact, date and document."""
    paper.heading("四、主要成效")
    projects = len({p.project_key for p in a.closed})
    if not projects:
        paper.text("截至目前尚无销号问题。")
        return
    paper.text(f"活动期间，共有{projects}个重点项目的{len(a.closed)}个审批服务问题得到解决。{''.join(_nodes(a))}")
    examples = _examples(a)
    if examples:
        paper.text("较有代表性的有：")
    for problem in examples:
        paper.text(_example(a, problem))


def _nodes(a: Account) -> Iterator[str]:
    """Projects that passed a node because of a closing, and the node plan as a whole (D9)."""
    names = [node.name for p in a.closed for node in passed(a.campaign, p, a.at)]
    if names:
        counts = joined(f"{name}{names.count(name)}个" for name in dict.fromkeys(names))
        projects = len({p.project_key for p in a.closed if passed(a.campaign, p, a.at)})
        yield f"其中{projects}个项目随问题销号通过了节点：{counts}。"
    nodes = a.counted.nodes
    if nodes.due:
        yield (
            f"据节点计划和佐证材料，活动期内到期的{len(nodes.due)}个节点已完成{len(nodes.done)}个，"
            f"节点达成率{percent(a.counted.node_share)}。"
        )


def _examples(a: Account) -> list[Problem]:
    """One a project: those that passed a node first, then those that were reported up, oldest number first."""
    proved = [p for p in a.closed if p.evidence]
    ordered = sorted(proved, key=lambda p: (not passed(a.campaign, p, a.at), not p.ever_escalated))
    first: dict[str, Problem] = {}
    for problem in ordered:
        first.setdefault(problem.project_key, problem)
    return list(first.values())[:_EXAMPLES]


def _example(a: Account, problem: Problem) -> str:
    item = view(a.campaign, problem, a.at)
    day = f"{item.done_on}" if item.done_on else "活动期间"
    nodes = joined(node.name for node in passed(a.campaign, problem, a.at))
    reached = f"，项目通过{nodes}节点" if nodes else ""
    return f"{item.titled}{_matter(item)}问题，{day}取得{item.evidence}{reached}（{item.number}）。"


def _matter(item: ProblemView) -> str:
    return item.matter or item.category
