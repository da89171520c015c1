"""The numbers behind the figures of a digest or a master workbook: each count as the list it is the length of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from campaign.campaign import Campaign
from campaign.lights import Light, light
from campaign.problem import Problem, State
from campaign.vocabulary import TIERS
from reports.figure import Figure
from reports.views import LIGHTS, oldest_first, unit_name

#: the columns of the digest's table
_COLUMNS: tuple[tuple[str, Callable[[Problem], bool]], ...] = (
    ("挂号", lambda p: True),
    ("销号", lambda p: p.state is State.CLOSED),
    ("上报", lambda p: p.ever_escalated),
    ("未结", lambda p: p.is_open or p.state is State.CARRIED),
)


def behind(campaign: Campaign, problems: Iterable[Problem], now: datetime, *offices: str) -> tuple[Figure, ...]:
    """Every count at `now`: of all, by light, by tier, by category, and what each office (unit code) leads."""
    counted = [p for p in oldest_first(problems) if p.counts]
    lights = {p.entry: light(p, now, campaign) for p in counted}
    return (
        _figure("登记挂号", counted),
        _figure("已销号", [p for p in counted if p.state is State.CLOSED]),
        _figure("在办", [p for p in counted if p.is_open]),
        *(_figure(LIGHTS[shade], [p for p in counted if lights[p.entry] is shade]) for shade in LIGHTS),
        *(figure for tier in (*TIERS, None) for figure in _tier(tier, [p for p in counted if p.tier == tier])),
        *_tier("合计", counted),
        *(_figure(f"{category}·挂号", of_it) for category in campaign.categories if (of_it := _of(category, counted))),
        *(figure for code in offices for figure in _led(campaign, code, counted, lights)),
    )


def _of(category: str, problems: Sequence[Problem]) -> list[Problem]:
    return [p for p in problems if p.report.category == category]


def _figure(label: str, problems: Sequence[Problem]) -> Figure:
    return Figure(label, tuple(p.number or "" for p in problems))


def _tier(tier: str | None, problems: Sequence[Problem]) -> Iterable[Figure]:
    if problems:
        for label, belongs in _COLUMNS:
            yield _figure(f"{tier or '未明确'}·{label}", [p for p in problems if belongs(p)])


def _led(
    campaign: Campaign, office: str, counted: Sequence[Problem], lights: dict[int, Light | None]
) -> Iterable[Figure]:
    name, own = unit_name(campaign, office), [p for p in counted if p.lead == office]
    yield _figure(f"{name}牵头在办", [p for p in own if p.is_open])
    for shade in (Light.RED, Light.YELLOW):
        yield _figure(f"{name}牵头{LIGHTS[shade]}", [p for p in own if lights[p.entry] is shade])
