"""Real flow runs of the deployments, in this process: one run per beat instead of one process per run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.deployments.runner import RunnerDeployment
from prefect.flow_engine import run_flow
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from flows.deployments import deployments


def _identity(deployment: RunnerDeployment) -> UUID:
    identity = deployment.apply()
    assert isinstance(identity, UUID)  # outside an event loop Prefect's call is not a coroutine
    return identity


class FlowFailed(Exception):
    """A flow run of the demo did not complete."""


def deployment_runner() -> Callable[[str, datetime], None]:
    """Register the deployments, paused, and give a function that runs one of them at an instant."""
    registered = {deployment.name: (flow, _identity(deployment)) for flow, deployment in deployments(paused=True)}

    def run(name: str, at: datetime) -> None:
        flow, deployment = registered[name]
        parameters = {"at": at.isoformat()}
        # heartbeats make a run wait a second for their thread; here nobody can be left behind
        quick = {PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
        with temporary_settings(quick), get_client(sync_client=True) as client:
            flow_run = client.create_flow_run_from_deployment(deployment, parameters=parameters, name=name)
            state = run_flow(flow, flow_run=flow_run, parameters=parameters, return_type="state")
        if not isinstance(state, State) or not state.is_completed():
            raise FlowFailed(f"{name} at {at.isoformat()}: {state}")

    return run
