"""M01, M03, M04: asking for the returns, reminding, chasing (D19-D30, calendar-and-checks.md 7.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.letters import Letter
from reports.letters.base import Envelope, boxes, compose, coordinators, office_units, workbook
from reports.wording import moment
from reports.workbooks.forms import F1_TITLE, summary_form


def notice(campaign: Campaign, unit: Unit, now: datetime) -> Letter:
    """M01 填报通知 with the F1 workbook filled in for the unit; without a duty to report, for information."""
    return compose(
        campaign,
        "M01",
        Envelope(unit.code, "notice", boxes([unit])),
        now,
        heading=f"关于报送{F1_TITLE}的通知",
        addressee=unit.name,
        context={
            "form": F1_TITLE,
            "deadline": moment(campaign.settings.reporting.remind_by),
            "on_duty": unit in campaign.should_report(),
            "own_projects": len(campaign.catalogue.of_owner(unit.code)),
            "all_projects": len(campaign.catalogue.projects),
            "zero_reports": campaign.settings.roster.zero_reports,
            "mailbox": campaign.settings.campaign.mailbox,
        },
        attachments=[workbook(F1_TITLE, summary_form(campaign, unit))],
    )


def reminder(campaign: Campaign, unit: Unit, now: datetime, *, urgent: bool) -> Letter:
    """M03 报送提醒 to a unit that has sent nothing yet; one per unit and beat."""
    local = campaign.calendar.local(now)
    return compose(
        campaign,
        "M03",
        Envelope(unit.code, f"{local:%Y-%m-%dT%H:%M}", boxes([unit])),
        now,
        heading="报送提醒",
        addressee=unit.name,
        context={
            "form": F1_TITLE,
            "urgent": urgent,
            "as_of": moment(local),
            "deadline": moment(campaign.settings.reporting.remind_by),
            "zero_reports": campaign.settings.roster.zero_reports,
            "mailbox": campaign.settings.campaign.mailbox,
        },
    )


def chase(campaign: Campaign, missing: Sequence[Unit], n: int, now: datetime) -> tuple[Letter, ...]:
    """M04 催报单 No. n to each unit that missed the deadline; copies to both offices and the government office."""
    copies = boxes([*coordinators(campaign), *office_units(campaign, campaign.settings.offices.government)])
    local = campaign.calendar.local(now)
    context = {
        "form": F1_TITLE,
        "n": n,
        "as_of": moment(local),
        "deadline": moment(campaign.settings.reporting.remind_by),
        "units": tuple(unit.name for unit in missing),
        "zero_reports": campaign.settings.roster.zero_reports,
        "mailbox": campaign.settings.campaign.mailbox,
    }
    return tuple(
        compose(
            campaign,
            "M04",
            Envelope(unit.code, f"{n}", boxes([unit]), copies),
            now,
            heading=f"催报单（第{n}号）",
            addressee=unit.name,
            context=context,
        )
        for unit in missing
    )
