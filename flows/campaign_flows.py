"""The seven flows. Each is a thin shell around stages that know nothing of Prefect (decision in docs/decisions/).

Idempotency and locks live in our own database; a run that is killed is simply run again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from prefect import flow, get_run_logger, runtime, suspend_flow_run, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import approvals, artifacts
from flows.alarms.watch import watched
from flows.clock import instant
from flows.desk import Desk, open_desk
from flows.rounds import told_agenda, told_dispatch, told_intake
from flows.stages.agenda import Kept, run_agenda
from flows.stages.collect import Collected, collect
from flows.stages.deciding import decide
from flows.stages.dispatch import Dispatched
from flows.stages.dispatch import dispatch as send_letters
from flows.stages.process import Processed, process


@lru_cache(maxsize=1)
def _desk() -> Desk:
    """Opened once per process; a deployment's run is a process of its own."""
    return open_desk()


def _label(now: datetime) -> str:
    info = _desk().campaign.settings.campaign
    return f"{info.county}{info.year} · {_desk().campaign.calendar.local(now):%m-%d %H:%M}"


def _rename(now: datetime, what: str) -> None:
    """Name the run by what came of it: ``intake · 某县2018 · 06-08 18:00 · 14 mails``."""
    if runtime.flow_run.id:
        with get_client(sync_client=True) as client:
            client.update_flow_run(runtime.flow_run.id, name=f"{runtime.flow_run.flow_name} · {_label(now)} · {what}")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


@task(name="collect", cache_policy=NO_CACHE, retries=2, retry_delay_seconds=10)
def _collect(now: datetime) -> Collected:
    return collect(_desk(), now)


@task(name="process", cache_policy=NO_CACHE)
def _process(now: datetime) -> Processed:
    return process(_desk(), now)


@task(name="run-agenda", cache_policy=NO_CACHE)
def _run_agenda(now: datetime, flows: Collection[str] | None) -> list[Kept]:
    return run_agenda(_desk(), now, flows)


@task(name="send", cache_policy=NO_CACHE)
def _send(now: datetime) -> Dispatched:
    return send_letters(_desk(), now)


@task(name="approvals", cache_policy=NO_CACHE)
def _keep_approvals(now: datetime) -> None:
    opened, over = approvals.keep_waiting(_desk(), now)
    get_run_logger().info("approvals in this UI: %s opened, %s decided elsewhere", opened, over)


@flow(name="intake", flow_run_name="intake")
def intake(at: str | None = None) -> str:
    """收件: collect new mails, bring each to its named outcome, prove the balance."""
    now = instant(at, _desk().campaign)
    with watched(_desk(), "intake", now, artifacts.alarm):
        collected, processed = _collect(now), _process(now)
        _rename(now, _counted(processed.total, "mail"))
        artifacts.inbox_round(_desk(), now, processed)
        if processed.total:
            _keep_approvals(now)
        return _said(told_intake(collected, processed))


@flow(name="dispatch", flow_run_name="dispatch")
def dispatch(at: str | None = None) -> str:
    """发件: send the letters that are due, one recipient per SMTP transaction."""
    now = instant(at, _desk().campaign)
    with watched(_desk(), "dispatch", now, artifacts.alarm):
        sent = _send(now)
        _rename(now, _counted(sent.sent, "letter"))
        artifacts.outbox_round(_desk(), now, sent)
        return _said(told_dispatch(sent))


def _agenda_round(at: str | None, flows: Collection[str] | None, key: str) -> str:
    now = instant(at, _desk().campaign)
    with watched(_desk(), "check" if flows is None else key, now, artifacts.alarm):
        kept = _run_agenda(now, flows)
        _rename(now, "、".join(dict.fromkeys(one.beat.do for one in kept)) or "nothing due")
        artifacts.agenda_round(_desk(), now, kept, key)
        if kept:
            _keep_approvals(now)
        return _said(told_agenda(kept))


@flow(name="phase-check", flow_run_name="phase-check")
def phase_check(at: str | None = None, everything: bool = False) -> str:
    """阶段检查: checks, gates, reminders and handoffs; with `everything` the whole agenda (`gongjian check`)."""
    return _agenda_round(at, None if everything else {"phase_check"}, "phase-check")


@flow(name="digest", flow_run_name="digest")
def digest(at: str | None = None) -> str:
    """日报: the coordinators' digest of the day."""
    return _agenda_round(at, {"digest"}, "digest")


@flow(name="escalation", flow_run_name="escalation")
def escalation(at: str | None = None) -> str:
    """提级上报: the county list and the batches that both offices confirm."""
    return _agenda_round(at, {"escalation"}, "escalation")


@flow(name="closeout", flow_run_name="closeout")
def closeout(at: str | None = None) -> str:
    """扫尾: worklists, reconciliation, gate G3, the final summary and the follow-up lists."""
    return _agenda_round(at, {"closeout"}, "closeout")


@flow(name="approval")
def approval(matter: str, at: str | None = None) -> State[str]:
    """审批: a matter that waits for an office; "Resume" takes a decision, carried out as if it had come by mail.

    Rounds open these runs; one started by hand waits with a form that offers nothing to pick from.
    """
    answer = suspend_flow_run(wait_for_input=approvals.Answer, key=approvals.PAUSE)
    assert answer is not None  # a run without its input does not come here
    now, info = instant(at, _desk().campaign), runtime.flow_run
    decided = decide(_desk(), matter, answer.opinion(), info.name, info.id, now)
    artifacts.decision(answer.opinion(), matter, decided.told)
    approvals.keep_waiting(_desk(), now, but=UUID(info.id))
    return Completed(name="Decided" if decided.done else "Not decided", message=_said(decided.told))


def _said(line: str) -> str:
    get_run_logger().info(line)
    return line


def _check_everything(at: str | None = None) -> str:
    return phase_check(at=at, everything=True)


#: the verbs of the command line that run as flows
FLOWS: Mapping[str, Callable[..., str]] = {"intake": intake, "check": _check_everything, "dispatch": dispatch}
