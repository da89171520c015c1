"""M15 销号审核请求: what an office has to review, with what was done and what proves it (D47, T15, C3-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.evidence import Proof, Proofs
from campaign.letters import Attachment, Letter
from campaign.lifecycle import reviewers
from campaign.problem import Problem
from campaign.reviews import Reviews
from reports.letters.base import Envelope, boxes, compose
from reports.views import ProblemView, oldest_first, unit_name, view
from reports.wording import joined, moment, one_line


@dataclass(frozen=True)
class Line:
    """A request to close. `files`: names of what is enclosed for it; `waited`: ``已待审核2个工作日``, or empty."""

    item: ProblemView
    applicant: str
    files: str
    waited: str


def review_request(campaign: Campaign, office: Unit, found: Reviews, proofs: Proofs, now: datetime) -> Letter:
    """M15 to one of the two offices; the evidence of what is new goes along, that of what is slow went before."""
    local = campaign.calendar.local(now)
    asked = oldest_first([*found.new, *found.slow])
    both = [p for p in asked if len(reviewers(p, campaign.settings.offices)) > 1]
    token = f" [{asked[0].number}]" if len(asked) == 1 else ""
    return compose(
        campaign,
        "M15",
        Envelope(office.code, f"{local:%Y-%m-%dT%H:%M}", boxes([office])),
        now,
        heading="销号审核请求",
        addressee=office.name,
        context={
            "count": len(asked),
            "token": token,
            "new": tuple(_line(campaign, p, proofs.enclosed, now) for p in oldest_first(found.new)),
            "slow": tuple(_line(campaign, p, (), now) for p in oldest_first(found.slow)),
            "enclosed": len(proofs.enclosed),
            "left_out": joined(f"“{one_line(proof.name)}”（{_numbers(proof)}）" for proof in proofs.left_out),
            "most": f"{campaign.settings.letters.enclosed_bytes / 1e6:.0f}MB",
            "days": campaign.settings.clocks.review,
            "reviews_by": _reviews_by(campaign, now),
            "numbers": joined(p.number or "" for p in asked),
            "example": asked[0].number,
            "both": joined(p.number or "" for p in both),
        },
        attachments=[enclosure(proof) for proof in proofs.enclosed],
    )


def _line(campaign: Campaign, problem: Problem, enclosed: Sequence[Proof], now: datetime) -> Line:
    days = campaign.calendar.working_days_since(problem.close_requested_at, now) if problem.close_requested_at else 0
    return Line(
        item=view(campaign, problem, now),
        applicant=unit_name(campaign, problem.applicant or problem.responsible),
        files=joined(one_line(proof.name) for proof in enclosed if problem.number in proof.numbers),
        waited=f"已待审核{days}个工作日",
    )


def enclosure(proof: Proof) -> Attachment:
    """``GJ2018-0001等3个_批复.pdf``: by its numbers a file is told from others of the same name."""
    return Attachment(f"{_numbers(proof)}_{one_line(proof.name)}", proof.content, proof.media)


def _numbers(proof: Proof) -> str:
    return proof.numbers[0] if len(proof.numbers) == 1 else f"{proof.numbers[0]}等{len(proof.numbers)}个"


def _reviews_by(campaign: Campaign, now: datetime) -> str:
    """``6月29日17:00前``, the end of reviews (C3-3), from the campaign's last phase on; else empty."""
    last = campaign.settings.closing.reviews_by
    in_last_phase = campaign.calendar.local(now).date() >= campaign.settings.phases[-1].starts
    return f"{moment(last)}前" if in_last_phase and now <= campaign.instant(last) else ""
