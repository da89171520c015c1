"""Loads a campaign folder: campaign.toml, directory.xlsx, catalogue.xlsx, nodes.xlsx, templates/ → one `Campaign`.

Everything wrong is collected and told at once, each with file, place and remedy.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from campaign.calendar import Calendar
from campaign.campaign import Campaign
from campaign.catalogue import Catalogue
from campaign.directory import Directory
from campaign.project_names import Naming
from campaign.settings import Settings
from campaign.templates import Templates
from campaign.text import squeeze
from flows.folder_checks import campaign_faults
from flows.folder_values import nodes_of, projects_of, units_of


class CampaignFolderError(Exception):
    """The folder cannot be used; `faults` are sentences, each with file, place and remedy."""

    def __init__(self, folder: Path, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        listed = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"the campaign folder {folder} cannot be used until this is mended:\n{listed}")


def load_campaign(folder: Path) -> Campaign:
    """The campaign in `folder`. Raises CampaignFolderError with everything that is wrong."""
    faults: list[str] = []
    settings = _settings(folder / "campaign.toml", faults)
    units = units_of(folder / "directory.xlsx", settings, faults)
    if settings is None or not units:
        raise CampaignFolderError(folder, faults)
    directory = Directory(units, frozenset(squeeze(name) for name in settings.aliases.ambiguous))
    projects = projects_of(folder / "catalogue.xlsx", settings, directory, faults)
    if not projects:
        raise CampaignFolderError(folder, faults)
    nodes = nodes_of(folder / "nodes.xlsx", settings, directory, projects, faults)
    calendar = Calendar(settings.campaign.timezone, settings.holidays)
    naming = Naming(settings.campaign.county, directory.towns, settings.catalogue.score, settings.catalogue.margin)
    templates = _templates(folder / "templates")
    campaign = Campaign(settings, directory, Catalogue(projects, nodes, naming), calendar, templates)
    faults += campaign_faults(campaign)
    if faults:
        raise CampaignFolderError(folder, faults)
    return campaign


def _templates(folder: Path) -> Templates:
    """An office's own templates, taken as they are: a broken one is doctor's business and holds nothing up."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return Templates({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


def _settings(path: Path, faults: list[str]) -> Settings | None:
    try:
        return Settings.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
    except FileNotFoundError:
        faults.append(f"campaign.toml is missing: put it into {path.parent}")
    except UnicodeDecodeError:
        faults.append("campaign.toml is not UTF-8: save it again with the encoding UTF-8")
    except tomllib.TOMLDecodeError as error:
        faults.append(f"campaign.toml is not valid TOML: {error}; mend that line")
    except ValidationError as error:
        faults.extend(_sentence(detail) for detail in error.errors())
    return None


def _sentence(detail: ErrorDetails) -> str:
    place = ".".join(f"{part + 1}" if isinstance(part, int) else part for part in detail["loc"]) or "as a whole"
    if detail["type"] == "missing":
        return f"campaign.toml, {place}: missing, add it"
    if detail["type"] == "extra_forbidden":
        return f"campaign.toml, {place}: no such setting, correct its name or remove it"
    message = detail["msg"].removeprefix("Value error, ")
    return f"campaign.toml, {place}: {message}" + (
        "" if detail["type"] == "value_error" else f"; {detail['input']!r} is given, correct it"
    )
