"""T7 台账扩围 and T8 督办、通报、整改 of the final summary (D61-D63, D68-D75)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from campaign.circular import Circular, circulars
from campaign.inspection import Inspection, inspections
from campaign.ledger_batches import LedgerBatch, ledger_batches
from campaign.rectification import Rectification, rectifications
from campaign.standing import Standing
from campaign.supervision import Slip, slips
from reports.summary.account import Account
from reports.summary.table import Table
from reports.views import unit_name
from reports.wording import excerpt, joined, moment, ranges, short_day
from reports.workbooks.book import Cell, Column

_ANSWER = 40


def batches(a: Account) -> tuple[LedgerBatch, ...]:
    return ledger_batches(a.campaign.catalogue, a.affairs, a.campaign.calendar, a.at)


def expansion(a: Account) -> Table:
    """T7: what was under the ledger before, then batch by batch; a project counts once."""
    columns = (
        Column("批次", "center", 14),
        Column("纳入日期", "date", 14),
        Column("项目数", "number", 9),
        Column("累计项目数", "number", 12),
        Column("项目", "text", 84),
    )
    rows: list[tuple[Cell, ...]] = [
        (batch_name(batch), batch.day, len(batch.codes), batch.total, _projects(a, batch)) for batch in batches(a)
    ]
    return Table("T7", "台账扩围情况", columns, tuple(rows), none="尚无项目纳入台账管理。")


def batch_name(batch: LedgerBatch) -> str:
    return f"第{batch.n}批" if batch.n else "目录原有"


def _projects(a: Account, batch: LedgerBatch) -> str:
    return joined(a.campaign.catalogue.by_code[code].name for code in batch.codes)


def supervision(a: Account) -> Table:
    """T8: every slip, inspection that was held, circular and order to rectify, with what came of it."""
    columns = (
        Column("类别", "center", 10),
        Column("编号", "center", 12),
        Column("日期", "date", 14),
        Column("单位", "text", 26),
        Column("事由", "text", 40),
        Column("反馈及办理情况", "text", 44),
    )
    rows = (
        *(_slip(a, one) for one in slips(a.affairs)),
        *(_inspection(a, one) for one in held(a)),
        *(_circular(a, one) for one in issued(a)),
        *(_rectification(a, one) for one in rectifications(a.affairs)),
    )
    return Table("T8", "督办、通报、整改情况", columns, rows, none="活动期间未发督办通知单、通报和整改通知。")


def slips_by_unit(a: Account) -> Counter[str]:
    """督办次数: unit code → slips sent to it."""
    return Counter(one.unit for one in slips(a.affairs))


def held(a: Account) -> tuple[Inspection, ...]:
    """Inspections of which an office has told what was found."""
    return tuple(one for one in inspections(a.affairs) if one.by)


def issued(a: Account) -> tuple[Circular, ...]:
    """Circulars that went out; drafts never appear in a report."""
    return tuple(one for one in circulars(a.affairs) if one.issued_at)


def _slip(a: Account, one: Slip) -> tuple[Cell, ...]:
    day = a.campaign.calendar.local(one.issued_at).date()
    reason = f"红灯问题{len(one.numbers)}个：{ranges(one.numbers)}"
    return "督办通知单", f"第{one.n}号", day, unit_name(a.campaign, one.unit), reason, "；".join(_of_slip(a, one))


def _of_slip(a: Account, one: Slip) -> Iterator[str]:
    if one.answered_at is None:
        late = one.is_overdue(a.at)
        yield f"{'逾期' if late else ''}未反馈（时限{moment(a.campaign.calendar.local(one.due))}）"
    else:
        how = "按期" if one.answered_on_time(a.at) else "逾期"
        yield f"{short_day(a.campaign.calendar.local(one.answered_at).date())}{how}反馈：{excerpt(one.answer, _ANSWER)}"
    if one.returns:
        yield f"退回{len(one.returns)}次"
    if one.concluded_at:
        yield "已办结"
    elif one.accepted_at:
        yield "已审核"


def _inspection(a: Account, one: Inspection) -> tuple[Cell, ...]:
    result = "；".join(filter(None, (excerpt(one.finding, _ANSWER), one.result)))
    return "专项督查", f"第{one.n}次", one.on, unit_name(a.campaign, one.unit), _causes([one.standing]), result


def _circular(a: Account, one: Circular) -> tuple[Cell, ...]:
    day = a.campaign.calendar.local(one.issued_at).date() if one.issued_at else None
    units = joined(unit_name(a.campaign, standing.unit) for standing in one.criticised)
    praised = joined(unit_name(a.campaign, code) for code in one.praised)
    parts = (f"通报批评{len(one.criticised)}个单位" if units else "", f"表扬{praised}" if praised else "")
    told = "；".join(filter(None, parts))
    return "通报", f"第{one.n}期", day, units or praised, _causes(one.criticised), told


def _rectification(a: Account, one: Rectification) -> tuple[Cell, ...]:
    day = a.campaign.calendar.local(one.ordered_at).date()
    told = "；".join(_of_order(a, one))
    return "整改通知", f"第{one.n}号", day, unit_name(a.campaign, one.unit), _causes([one.standing]), told


def _of_order(a: Account, one: Rectification) -> Iterator[str]:
    if one.answer:
        yield excerpt(one.answer, _ANSWER)
    if one.failures:
        yield f"复核未通过{len(one.failures)}次"
    if one.passed_at:
        yield "整改到位"
    elif one.is_unresolved(a.at):
        yield "逾期未整改到位"
    elif one.awaits_review:
        yield "已反馈，待复查"
    else:
        yield f"整改中（时限{moment(a.campaign.calendar.local(one.due))}）"


def _causes(standings: Iterable[Standing]) -> str:
    return joined(dict.fromkeys(cause.reason.chinese for standing in standings for cause in standing.causes))
