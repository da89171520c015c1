"""The deployments of deployments/prefect.yaml as objects: one description for `serve`, `deploy` and the demo."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from flows.described import described


def deployments(paused: bool = False) -> list[tuple[Flow[..., Any], RunnerDeployment]]:
    """Each flow with its deployment, in the order of the file; `paused`: registered, but not run by schedule."""
    return [_deployment(one, paused) for one in described()]


def _deployment(one: dict[str, Any], paused: bool) -> tuple[Flow[..., Any], RunnerDeployment]:
    path, _, name = one["entrypoint"].partition(":")
    flow: Flow[..., Any] = getattr(import_module(path.removesuffix(".py").replace("/", ".")), name)
    schedules = [Cron(s["cron"], timezone=s["timezone"], slug=s["slug"]) for s in one["schedules"]]
    limit = one.get("concurrency_limit")
    deployment = flow.to_deployment(
        one["name"],
        schedules=schedules,
        paused=paused,
        concurrency_limit=ConcurrencyLimitConfig(**limit) if limit else None,
        description=one["description"],
        tags=one["tags"],
    )
    assert isinstance(deployment, RunnerDeployment)  # outside an event loop Prefect's call is not a coroutine
    return flow, deployment
