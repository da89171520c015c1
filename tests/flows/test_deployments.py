"""The seven deployments as described in deployments/prefect.yaml, and flow runs on a real Prefect server."""

from __future__ import annotations

import pytest

from db.models import Delivery, LetterState
from tests.flows.county import FOREST, County, sheet
from tests.flows.test_cli import settings_of
from tests.servers import free_port


def test_each_flow_is_a_deployment_with_its_cron_and_never_runs_twice_at_once(server: str) -> None:
    from flows.deployments import deployments

    found = {deployment.name: deployment for _, deployment in deployments()}
    assert list(found) == ["intake", "phase-check", "dispatch", "digest", "escalation", "closeout", "approval"]
    assert not found.pop("approval").schedules
    for deployment in found.values():
        (schedule,) = deployment.schedules or []
        assert getattr(schedule.schedule, "timezone", None) == "Asia/Shanghai"
        assert deployment.concurrency_limit == 1
        assert deployment.concurrency_options.collision_strategy.value == "CANCEL_NEW"


def test_a_round_is_a_run_with_a_readable_name_and_an_artifact(served_town: County) -> None:
    from prefect.client.orchestration import get_client

    from flows.demo.prefect_runs import deployment_runner

    served_town.write("06-06 09:50", "jingbei@owner.example", files={"汇总表.xlsx": sheet(FOREST)})
    deployment_runner()("intake", served_town.set("06-06 10:00"))
    with get_client(sync_client=True) as client:
        runs = {flow_run.name: flow_run.id for flow_run in client.read_flow_runs()}
        artifacts = [(artifact.key, artifact.flow_run_id) for artifact in client.read_artifacts()]
    assert ("intake", runs["intake · 惠安县2018 · 06-06 10:00 · 1 mail"]) in artifacts
    assert [row["number"] for row in served_town.ledger()] == ["GJ2018-0001"]


def test_a_run_fails_loudly_when_the_mailbox_is_out_of_reach(
    server: str, town: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import campaign_flows
    from flows.demo.prefect_runs import FlowFailed, deployment_runner

    settings = {**settings_of(town), "imap_url": f"imap://a:b@127.0.0.1:{free_port()}/INBOX"}
    for name, value in settings.items():
        monkeypatch.setenv(f"GONGJIAN_{name.upper()}", value)
    campaign_flows._desk.cache_clear()
    monkeypatch.setattr(campaign_flows._collect, "retries", 0)
    with pytest.raises(FlowFailed, match="cannot be reached"):
        deployment_runner()("intake", town.set("06-06 10:00"))
    campaign_flows._desk.cache_clear()


def test_an_alarm_is_an_artifact_beside_the_run_that_raised_it(served_town: County) -> None:
    from prefect.client.orchestration import get_client

    from flows.demo.prefect_runs import deployment_runner

    served_town.run("check", "06-05 10:00")
    with served_town.desk.database.begin() as session:
        session.query(Delivery).filter(Delivery.id == 1).update({"state": LetterState.BOUNCED.value})
    deployment_runner()("intake", served_town.set("06-05 10:05"))
    with get_client(sync_client=True) as client:
        (alarm,) = [artifact for artifact in client.read_artifacts() if artifact.key == "alarm"]
    assert "[ops] letter M01 to " in str(alarm.data)
