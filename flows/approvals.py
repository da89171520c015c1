"""Approvals in the Prefect UI: every matter that waits for an office is one suspended run, which takes a decision.

Our database knows what waits; Prefect only shows it. A round brings the runs in line with it: a matter that waits gets
its run, a run whose matter has been decided by mail is completed. So nothing is lost with a run that was cancelled or
failed, and a suspended run has no time-out (`Suspended` without `timeout`, Prefect 3.8: none).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, FlowRunPolicy, State, StateType
from prefect.exceptions import ObjectNotFound
from prefect.input import RunInput, keyset_from_paused_state
from prefect.states import Completed, Suspended
from pydantic import Field, create_model

from db.session import lock
from flows.desk import Desk
from flows.stages.deciding import Opinion, waiting
from flows.stages.matters import NUMBERS, Matter, asked, tabled

DEPLOYMENT = "approval/approval"
#: one decision for each run; the name under which Prefect keeps what was asked and answered
PAUSE = "decision"
_PAGE = 200
_ENDED = [StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED, StateType.CANCELLING]


class Answer(RunInput):
    """What comes back from the form of any matter."""

    office: str
    choice: str
    numbers: str = ""
    reason: str = ""
    person: str = ""

    def opinion(self) -> Opinion:
        return Opinion(self.office, self.choice, self.numbers, self.reason, self.person)


def keep_waiting(desk: Desk, now: datetime, but: UUID | None = None) -> tuple[int, int]:
    """Bring the waiting runs in line with our database; how many were opened and how many completed.

    One round at a time, by a lock in our database. `but`: the run that asks, whose matter may have to be asked about
    again. Without the deployment nothing happens.
    """
    with desk.database.begin() as session, get_client(sync_client=True) as client:
        try:
            deployment = client.read_deployment_by_name(DEPLOYMENT).id
        except ObjectNotFound:
            return 0, 0
        lock(session, f"{desk.id}/approvals")
        found = {matter.key: matter for matter in waiting(desk.campaign, desk.ledger(session))}
        runs = [run for run in _whole(client, _unfinished(client, desk, deployment)) if run.id != but]
        over = [run for run in runs if run.state and run.state.is_paused() and run.parameters["matter"] not in found]
        for run in over:
            client.set_flow_run_state(run.id, Completed(name="Superseded", message="decided by mail, or changed since"))
        asked = {run.parameters["matter"] for run in runs}
        missing = [matter for key, matter in found.items() if key not in asked]
        for matter in missing:
            _open(client, desk, deployment, matter, now)
    return len(missing), len(over)


def _unfinished(client: SyncPrefectClient, desk: Desk, deployment: UUID) -> Iterator[FlowRun]:
    """This campaign's approvals that have not ended, page by page."""
    wanted = FlowRunFilter(
        tags=FlowRunFilterTags(all_=[desk.id]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(not_any_=_ENDED)),
    )
    of_ours = DeploymentFilter(id=DeploymentFilterId(any_=[deployment]))
    offset = 0
    while page := client.read_flow_runs(flow_run_filter=wanted, deployment_filter=of_ours, limit=_PAGE, offset=offset):
        yield from page
        offset += len(page)


def _whole(client: SyncPrefectClient, runs: Iterable[FlowRun]) -> list[FlowRun]:
    """Without those whose opening was interrupted: nobody could answer them, and they are opened again."""
    whole = []
    for run in runs:
        paused = run.state is not None and run.state.is_paused()
        if paused and PAUSE not in (run.empirical_policy.pause_keys or ()):
            client.delete_flow_run(run.id)
        else:
            whole.append(run)
    return whole


def _open(client: SyncPrefectClient, desk: Desk, deployment: UUID, matter: Matter, now: datetime) -> None:
    """A run that waits, as `suspend_flow_run` would have left it: suspended, its form kept, the pause noted.

    Done here, so that a matter is on the screen at once and costs no process before it is decided.
    """
    state: State[Any] = Suspended(pause_key=PAUSE, message=f"待{'、'.join(_offices(desk, matter))}处理")
    keyset = keyset_from_paused_state(state)
    state.state_details.run_input_keyset = {str(part): name for part, name in keyset.items()}
    run = client.create_flow_run_from_deployment(
        deployment, parameters={"matter": matter.key}, state=state, name=_name(desk, matter, now), tags=[desk.id]
    )
    _form(desk, matter, now).save(keyset, run.id)
    table = tabled(desk.campaign, matter, now)
    client.create_artifact(ArtifactCreate(key="approval", type="markdown", data=table, flow_run_id=run.id))
    client.update_flow_run(run.id, empirical_policy=FlowRunPolicy(pause_keys={PAUSE}))


def _name(desk: Desk, matter: Matter, now: datetime) -> str:
    info, local = desk.campaign.settings.campaign, desk.campaign.calendar.local(now)
    return f"approval · {info.county}{info.year} · {local:%m-%d %H:%M} · {matter.title}"


def _offices(desk: Desk, matter: Matter) -> Iterable[str]:
    return (desk.campaign.directory[code].name for code in matter.offices)


def _form(desk: Desk, matter: Matter, now: datetime) -> type[RunInput]:
    """The form that the UI shows: the fields of `Answer`, with the offices and choices of this matter to pick from."""
    numbers = [problem.number for problem in matter.problems if problem.number]
    fields: dict[str, Any] = {
        "office": _pick("以哪个单位名义", tuple(_offices(desk, matter))),
        "choice": _pick("处理意见", tuple(choice.label for choice in matter.choices)),
    }
    if len(numbers) > 1 and matter.is_divisible:
        hint = f"只对其中一部分提出意见时填写，如“{numbers[-1]}”；不填为全部"
        fields["numbers"] = (str, Field("", title="问题编号", description=hint))
    fields["reason"] = (str, Field("", title="原因或补充内容", description=_explained(matter)))
    hint = "本界面不核验身份：姓名由本人填写，连同意见一并告知该单位"
    fields["person"] = (str, Field(title="经办人姓名", description=hint, min_length=1))
    form = create_model("Answer", __base__=RunInput, **fields)
    form._description = asked(desk.campaign, matter, now)
    return form


def _explained(matter: Matter) -> str:
    """``退回：须写明原因``."""
    wanted = {choice.label: [want for want in choice.wants if want != NUMBERS] for choice in matter.choices}
    return "；".join(f"{label}：须写明{'、'.join(wants)}" for label, wants in wanted.items() if wants) or "可不填"


def _pick(title: str, values: tuple[str, ...]) -> tuple[type[str], Any]:
    """A drop-down list; what leaves no choice stands there already."""
    offered: dict[str, Any] = {"enum": list(values)}
    if len(values) == 1:
        return str, Field(values[0], title=title, json_schema_extra=offered)
    return str, Field(title=title, json_schema_extra=offered)
