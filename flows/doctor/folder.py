"""The campaign folder: does it load, is everything scheduled, are its days known, are its templates sound."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from campaign import agenda
from campaign.calendar import NoHolidayData
from campaign.campaign import Campaign
from flows.doctor.finding import Finding, fail, ok, warn
from flows.environment import Environment, SettingMissing
from flows.folder import CampaignFolderError, load_campaign
from reports.template_trial import template_faults

_FOLDER = ("campaign", "活动文件夹")
_AGENDA = ("agenda", "日程")
_CALENDAR = ("calendar", "工作日历")
_TEMPLATES = ("templates", "信件模板")
#: days after the campaign on which what goes on afterwards can become due
_AFTERWARDS = timedelta(days=60)


def folder(environment: Environment) -> tuple[Campaign | None, list[Finding]]:
    """The campaign, None when it does not load, and a line for everything wrong with its files."""
    try:
        campaign = load_campaign(environment.campaign_folder())
    except SettingMissing as error:
        return None, [fail(*_FOLDER, str(error), "set it in the environment or in .env")]
    except CampaignFolderError as error:
        return None, [fail(*_FOLDER, fault, f"edit it in {environment.campaign}") for fault in error.faults]
    units, projects, nodes = campaign.directory.units, campaign.catalogue.projects, campaign.catalogue.nodes
    told = f"{campaign.settings.campaign.title}: {len(units)} units, {len(projects)} projects, {len(nodes)} nodes"
    found = [ok(*_FOLDER, told)]
    if not nodes:
        found.append(fail("nodes", "节点计划", "nodes.xlsx has no node", "fill it in (form F4)"))
    return campaign, found


def contents(campaign: Campaign) -> Iterator[Finding]:
    """Agenda, calendar and templates of a campaign that loads."""
    yield from _agenda(campaign)
    yield _calendar(campaign)
    yield from templates(campaign)


def _agenda(campaign: Campaign) -> Iterator[Finding]:
    scheduled = {item.do for item in campaign.settings.agenda}
    missing = [code for code in agenda.CHECKS + agenda.LETTERS if code not in scheduled]
    remedy = "add [[agenda]] entries to campaign.toml, or leave it so if the plan does without them"
    if not scheduled:
        yield fail(*_AGENDA, "nothing is scheduled: no check and no letter would ever come", remedy)
        return
    info = campaign.settings.campaign
    fixed = [(item.do, at) for item in campaign.settings.agenda for at in item.at]
    outside = [f"{do} {at:%Y-%m-%d %H:%M}" for do, at in fixed if not info.starts <= at.date() <= info.ends]
    if outside:
        yield warn(*_AGENDA, f"outside the campaign's days: {', '.join(outside)}", "correct the dates in campaign.toml")
    if missing:
        yield warn(*_AGENDA, f"not scheduled: {', '.join(missing)}", remedy)
    if not (outside or missing):
        yield ok(*_AGENDA, f"all {len(scheduled)} checks and letters are scheduled within the campaign")


def _calendar(campaign: Campaign) -> Finding:
    """The campaign's own days are known, or it would not have loaded."""
    info, calendar = campaign.settings.campaign, campaign.calendar
    try:
        calendar.working_days(info.ends, info.ends + _AFTERWARDS)
    except NoHolidayData as error:
        what = f"the days after the campaign, from {error.day} on, are not known: due dates cannot be reckoned there"
        return warn(*_CALENDAR, what, "list them under [holidays] of campaign.toml, or upgrade chinesecalendar")
    days = calendar.working_days(info.starts, info.ends)
    return ok(*_CALENDAR, f"{info.starts} to {info.ends}: {days} working days")


def templates(campaign: Campaign) -> Iterator[Finding]:
    """A line for every fault of the office's own templates."""
    faults = [
        fail(*_TEMPLATES, fault, "mend the file; until then the built-in words go out")
        for fault in template_faults(campaign.templates)
    ]
    own = len(campaign.templates.files)
    yield from faults or [ok(*_TEMPLATES, f"{own} of the campaign's own, sound" if own else "built-in")]
