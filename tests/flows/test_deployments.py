"""The six deployments as described in deployments/prefect.yaml, and flow runs on a real Prefect server."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from flows.prefect_server import prefect_server
from tests.flows.county import FOREST, County, sheet
from tests.flows.test_cli import settings_of
from tests.servers import free_port


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Prefect server of the test's own; the process forgets it afterwards."""
    before = dict(os.environ)
    with prefect_server(tmp_path_factory.mktemp("prefect"), free_port()) as ui:
        from prefect.settings import PREFECT_API_URL, temporary_settings

        with temporary_settings({PREFECT_API_URL: f"{ui}/api"}):
            yield ui
    os.environ.clear()
    os.environ.update(before)


def test_each_flow_is_a_deployment_with_its_cron_and_never_runs_twice_at_once(server: str) -> None:
    from flows.deployments import deployments

    found = {deployment.name: deployment for _, deployment in deployments()}
    assert list(found) == ["intake", "phase-check", "dispatch", "digest", "escalation", "closeout"]
    for deployment in found.values():
        (schedule,) = deployment.schedules or []
        assert getattr(schedule.schedule, "timezone", None) == "Asia/Shanghai"
        assert deployment.concurrency_limit == 1
        assert deployment.concurrency_options.collision_strategy.value == "CANCEL_NEW"


def test_a_round_is_a_run_with_a_readable_name_and_an_artifact(
    server: str, town: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.client.orchestration import get_client

    from flows.demo.prefect_runs import deployment_runner

    town.write("06-06 09:50", "jingbei@owner.example", files={"汇总表.xlsx": sheet(FOREST)})
    for name, value in settings_of(town).items():
        monkeypatch.setenv(f"GONGJIAN_{name.upper()}", value)
    run = deployment_runner()
    run("intake", town.set("06-06 10:00"))
    with get_client(sync_client=True) as client:
        names = [flow_run.name for flow_run in client.read_flow_runs()]
        artifacts = [artifact.key for artifact in client.read_artifacts()]
    assert names == ["intake · 惠安县2018 · 06-06 10:00 · 1 mail"]
    assert artifacts == ["intake"]
    assert [row["number"] for row in town.ledger()] == ["GJ2018-0001"]


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
