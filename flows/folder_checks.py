"""What must agree between the files of a campaign folder, as sentences with file, place and remedy."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.calendar import NoHolidayData
from campaign.campaign import Campaign


def campaign_faults(campaign: Campaign) -> Iterator[str]:
    """Everything that does not agree between campaign.toml, directory.xlsx, catalogue.xlsx and the calendar."""
    yield from _unknown_units(campaign)
    yield from _unknown_projects(campaign)
    yield from _ambiguous_names(campaign)
    yield from _without_mailbox(campaign)
    yield from _unknown_year(campaign)


def _unknown_units(campaign: Campaign) -> Iterator[str]:
    settings = campaign.settings
    named = {f"[offices] {role}": code for role, code in settings.offices}
    named["[campaign] issuer"] = settings.campaign.issuer
    named |= {f"[[categories]] {c.name}, unit": c.unit for c in settings.categories if c.unit}
    for place, code in named.items():
        if code not in campaign.directory.by_code:
            yield f"campaign.toml, {place}: {code} is not a 编号 of directory.xlsx, correct it or add the unit there"


def _unknown_projects(campaign: Campaign) -> Iterator[str]:
    for code in campaign.settings.aliases.projects:
        if code not in campaign.catalogue.by_code:
            yield f"campaign.toml, [aliases.projects]: {code} is not a 项目编号 of catalogue.xlsx, correct or remove it"


def _ambiguous_names(campaign: Campaign) -> Iterator[str]:
    """A name of two units would always mean the first of them."""
    directory = campaign.directory
    for unit in directory.units:
        for name in (unit.name, *unit.aliases):
            meant = directory.find(name)
            if meant is not None and meant is not unit:
                yield (
                    f"directory.xlsx: “{name}” stands for both {meant.code} and {unit.code}, "
                    f"remove it from one, or add it to [aliases] ambiguous of campaign.toml"
                )


def _without_mailbox(campaign: Campaign) -> Iterator[str]:
    offices = (campaign.directory.by_code.get(code) for code in campaign.settings.offices.all)
    for unit in (*campaign.should_report(), *(office for office in offices if office)):
        if not unit.mailboxes:
            yield f"directory.xlsx: {unit.code} {unit.name} has no 报送邮箱, fill it in"


def _unknown_year(campaign: Campaign) -> Iterator[str]:
    info = campaign.settings.campaign
    try:
        campaign.calendar.working_days(info.starts, info.ends)
    except NoHolidayData as error:
        yield f"campaign.toml: {error}"
