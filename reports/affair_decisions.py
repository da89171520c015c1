"""What waits for an office in affairs beside the problems, with the words it can reply (D54, D73, D74, D84)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from campaign.affairs import Affairs
from campaign.campaign import Campaign
from campaign.circular import circulars, signers
from campaign.rectification import rectifications
from campaign.supervision import Slip, slips
from reports.decisions import Decision
from reports.views import unit_name
from reports.wording import excerpt, joined, moment, one_line

_GIST = 60


def affair_decisions(campaign: Campaign, office: str, affairs: Affairs, now: datetime) -> tuple[Decision, ...]:
    """Slips, drafts and orders that wait for the office (unit code) at `now`; slips unanswered in time are told."""
    return (
        *_slips(campaign, office, affairs, now),
        *_circulars(campaign, office, affairs),
        *_rectifications(campaign, office, affairs, now),
    )


def _slips(campaign: Campaign, office: str, affairs: Affairs, now: datetime) -> Iterable[Decision]:
    """Answers are reviewed by the Centre; an unanswered slip may be drafted into a circular by whoever may sign one."""
    for one in slips(affairs):
        unit = unit_name(campaign, one.unit)
        if one.awaits_review and office == campaign.settings.offices.centre:
            replies = (f"认可 督办第{one.n}号", f"退回 督办第{one.n}号 〔原因〕")
            yield _decision("督办审核", one, f"{unit}反馈：{excerpt(one.answer, _GIST)}", replies)
        elif one.is_overdue(now) and office in signers(campaign.settings):
            due = moment(campaign.calendar.local(one.due))
            yield _decision("督办未反馈", one, f"{unit}应于{due}前反馈，逾期未反馈：{joined(one.numbers)}", ("拟通报",))


def _decision(matter: str, one: Slip, detail: str, replies: tuple[str, ...]) -> Decision:
    return Decision(matter, f"督办第{one.n}号", one_line(detail), replies, ())


def _circulars(campaign: Campaign, office: str, affairs: Affairs) -> Iterable[Decision]:
    for one in circulars(affairs):
        if one.is_waiting and office in signers(campaign.settings) and office not in one.signed_by:
            named = joined(unit_name(campaign, standing.unit) for standing in one.criticised)
            replies = (f"签发 通报第{one.n}号", f"不予签发 通报第{one.n}号 〔原因〕")
            yield Decision("通报签发", f"通报第{one.n}号", f"代拟稿待签发，拟批评：{named or '无'}", replies, ())


def _rectifications(campaign: Campaign, office: str, affairs: Affairs, now: datetime) -> Iterable[Decision]:
    for one in rectifications(affairs):
        if office not in signers(campaign.settings) or not (one.awaits_review or one.is_overdue(now)):
            continue
        told = f"反馈：{excerpt(one.answer, _GIST)}" if one.awaits_review else "逾期未反馈整改情况"
        replies = (f"整改第{one.n}号到位", f"整改第{one.n}号不到位 〔原因〕")
        yield Decision("整改复查", f"整改第{one.n}号", one_line(f"{unit_name(campaign, one.unit)}{told}"), replies, ())
