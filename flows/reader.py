"""`gongjian read`, and what a campaign tells the parsers."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from parsers.context import ReadContext
from parsers.limits import Limits
from parsers.reading import read_file
from parsers.result import FileReading

if TYPE_CHECKING:
    from campaign.campaign import Campaign
    from campaign.catalogue import Match


def context(campaign: Campaign, sender: str | None = None) -> ReadContext:
    """Synonyms, year, units, projects and limits of the campaign; `sender` is the unit whose files are read."""
    settings = campaign.settings
    known = ReadContext(
        formbook=campaign.forms,
        year=settings.campaign.year,
        month=settings.campaign.starts.month,
        begins=(settings.campaign.starts.year, settings.campaign.starts.month),
        number_prefix=settings.campaign.number_prefix,
        find_unit=campaign.directory.find,
        match_project=partial(_match_project, campaign, sender),
    )
    return known.within(limits(campaign))


def _match_project(campaign: Campaign, sender: str | None, name: str | None, code: str | None, owner: str) -> Match:
    """A row's project; its owner is the one that the row names, else whoever sends it."""
    named = campaign.directory.find(owner) if owner else None
    return campaign.catalogue.match(name, code, named.code if named else sender if not owner else None)


def limits(campaign: Campaign) -> Limits:
    """How much of a mail and its files the campaign reads."""
    return Limits(**campaign.settings.limits.model_dump())


def read_files(names: Sequence[str]) -> Iterator[FileReading]:
    """Each file read, with the campaign of GONGJIAN_CAMPAIGN where it is set, else with the generic synonyms."""
    what = _context()
    gc.set_threshold(50_000, 20, 20)  # readings hold no cycles: the collector goes over them in vain
    for name in names:
        yield read_file(Path(name).read_bytes(), name, what)


def _context() -> ReadContext:
    """Settings and the campaign folder are heavy to import, and wait until there can be a campaign."""
    if not Path(".env").exists() and not any(name.upper() == "GONGJIAN_CAMPAIGN" for name in os.environ):
        return ReadContext()
    from flows.environment import Environment
    from flows.folder import load_campaign

    folder = Environment().campaign
    return context(load_campaign(folder)) if folder else ReadContext()


def print_json(readings: Iterable[FileReading]) -> bool:
    """One JSON list, a line for each file, printed as soon as it is read; whether none was refused."""
    refused, before = 0, b"["
    for reading in readings:
        click.echo(before + b"\n" + orjson.dumps(reading.as_json()), nl=False)
        refused, before = refused + reading.refused, b","
    click.echo("\n]" if before == b"," else "[]")
    return not refused


def print_view(readings: Iterable[FileReading]) -> bool:
    """The readings as tables for a person, findings marked at their cells; whether none was refused."""
    from flows.reading_view import show_readings

    return show_readings(readings)
