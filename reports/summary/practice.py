"""What the offices did beside the numbers, in sentences: 联审联办, 台账, 督查 (chapter 三; D53, D61-D63, D68-D75)."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.affairs import Affair, Sort
from campaign.joint_reviews import told_numbers
from campaign.ledger_batches import LedgerBatch
from campaign.rectification import rectifications
from campaign.supervision import slips
from reports.summary.account import Account
from reports.summary.office_tables import batches, held, issued


def reviews(a: Account) -> str:
    """联审联办: meetings, projects and matters (D53); a proposal that nobody took up was no meeting."""
    convened = [affair for affair in a.affairs.of(Sort.REVIEW) if affair.last("accepted") or affair.last("concluded")]
    if not convened:
        return "活动期间没有联审联办会商记录。"
    concluded = [affair for affair in convened if affair.last("concluded")]
    projects = len({affair.acts[0].data["project"] for affair in convened})
    matters = len(frozenset[str]().union(*map(told_numbers, convened)))
    return (
        f"召开联审联办会商{len(convened)}次，涉及{projects}个项目{matters}个事项，"
        f"其中形成会商结论{len(concluded)}次{_items(concluded)}。"
    )


def _items(concluded: list[Affair]) -> str:
    items = sum(len(act.data["items"]) for affair in concluded if (act := affair.last("concluded")))
    return f"、明确办理事项{items}项" if items else ""


def ledger(a: Account) -> str:
    """台账: from how many projects to how many, in how many batches (D59-D63)."""
    starts, found = a.campaign.settings.campaign.starts, batches(a)
    grown = [batch for batch in found if batch.day and batch.day >= starts]
    before = _total([batch for batch in found if batch not in grown])
    head = "问题统一编号、逐条交办、对号销号。"
    if not grown:
        return f"{head}活动期间未新增台账管理项目，台账管理项目仍为{before}个。"
    return (
        f"{head}台账管理项目由{before}个增至{_total(found)}个，活动期间分{len(grown)}批纳入{_total(grown)}个（见表7）。"
    )


def _total(found: list[LedgerBatch] | tuple[LedgerBatch, ...]) -> int:
    return sum(len(batch.codes) for batch in found)


def supervision(a: Account) -> str:
    """督查: slips, inspections, circulars, rectification (D68-D75); each has its sentence also where there was none."""
    return "".join(
        f"{sentence}。" for part in (_slips, _inspections, _circulars, _rectifications) for sentence in part(a)
    )


def _slips(a: Account) -> Iterator[str]:
    found = slips(a.affairs)
    if not found:
        yield "活动期间未发督办通知单"
        return
    answered = sum(one.answered_at is not None for one in found)
    on_time = sum(one.answered_on_time(a.at) for one in found)
    units = len({one.unit for one in found})
    yield f"向{units}个单位发出督办通知单{len(found)}份，已反馈{answered}份，其中按期反馈{on_time}份"


def _inspections(a: Account) -> Iterator[str]:
    found = held(a)
    yield f"开展专项督查，督查单位{len(found)}个次" if found else "没有专项督查记录"


def _circulars(a: Account) -> Iterator[str]:
    found = issued(a)
    criticised = len({standing.unit for one in found for standing in one.criticised})
    yield f"印发通报{len(found)}期，通报批评单位{criticised}个" if found else "未印发通报"


def _rectifications(a: Account) -> Iterator[str]:
    found = rectifications(a.affairs)
    passed = sum(one.passed_at is not None for one in found)
    yield f"发出整改通知{len(found)}份，已整改到位{passed}份" if found else "未发整改通知"
