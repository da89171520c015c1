"""All checks of `gongjian doctor`, in the order in which things are mended."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from flows.doctor.finding import Finding, Health
from flows.doctor.folder import contents, folder
from flows.doctor.operation import channels, operation
from flows.doctor.prefect import prefect
from flows.doctor.programs import programs
from flows.doctor.servers import database, mailbox, sender, store
from flows.environment import Environment


def examine(environment: Environment, now: datetime) -> Iterator[Finding]:
    """One finding after the other; nothing is created, sent or changed."""
    campaign, found = folder(environment)
    yield from found
    if campaign is not None:
        yield from contents(campaign)
    found_there = database(environment)
    yield found_there
    yield store(environment)
    yield from mailbox(environment, now)
    if campaign is not None:
        yield sender(environment, campaign.settings.campaign.mailbox)
    yield prefect()
    if campaign is not None and found_there.result is Health.OK:
        yield from operation(environment, campaign, now)
    yield channels(environment)
    yield from programs()


def line(one: Finding) -> str:
    """``fail  database 数据库: its schema is 0001 … → run `gongjian db upgrade```."""
    told = " ".join(f"{one.detail} → {one.remedy}".split()) if one.remedy else " ".join(one.detail.split())
    return f"{one.result:4}  {one.check} {one.term}: {told}"


def as_json(found: Sequence[Finding]) -> str:
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2)


def is_ill(found: Sequence[Finding]) -> bool:
    """Whether an operator must act."""
    return any(one.result is Health.FAIL for one in found)
