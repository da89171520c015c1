"""An approval waits in the Prefect UI, says what it is about, and takes a decision there as a mail would be taken."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.county import FOREST, County, asks_to_close, attached, fill_in, sheet

OWNER, FORESTRY, PROJECTS = "jingbei@owner.example", "lyj@huian.example", "zdb@huian.example"
CENTRE_NAME, PROJECTS_NAME = "县行政服务中心管委会", "县重点项目建设领导小组办公室"


def handed_off(town: County) -> None:
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 10:00")
    town.run("check", "06-09 09:30")
    town.run("dispatch", "06-09 09:35")


def requests_to_close(town: County) -> None:
    (letter,) = town.letters(FORESTRY, "M06")
    filled = asks_to_close(letter, "惠林〔2018〕12号 使用林地审核同意书", "已出具审核同意书")
    town.write("06-13 10:00", FORESTRY, files={"反馈表.xlsx": filled})


def run(deployment: str, town: County, when: str) -> None:
    from flows.demo.prefect_runs import deployment_runner

    deployment_runner()(deployment, town.set(when))


def waiting() -> list[Any]:
    """The runs that wait for a decision."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return [one for one in client.read_flow_runs() if one.state and one.state.name == "Suspended"]


def submit(run: Any, at: str, **form: str) -> Any:
    """What the UI's Resume does, and then a worker; the state of the run at its end."""
    from prefect.client.orchestration import get_client
    from prefect.flow_engine import run_flow

    from flows.campaign_flows import approval

    with get_client(sync_client=True) as client:
        taken = client.resume_flow_run(run.id, run_input={"person": "陈某", **form})
        assert taken.status.value == "ACCEPT", taken
        resumed = client.read_flow_run(run.id)
    return run_flow(approval, flow_run=resumed, parameters={**run.parameters, "at": at}, return_type="state")


@pytest.fixture
def closing(served_town: County) -> County:
    """A county where the forestry bureau asks to close a number and the flows have seen it."""
    handed_off(served_town)
    requests_to_close(served_town)
    run("intake", served_town, "06-13 10:05")
    return served_town


def test_a_request_to_close_waits_without_a_time_out_and_shows_what_it_is_about(closing: County) -> None:
    from prefect.client.orchestration import get_client

    (approval,) = waiting()
    assert approval.name == "approval · 惠安县2018 · 06-13 10:05 · 销号审核 GJ2018-0001"
    assert approval.state.state_details.pause_timeout is None
    keys = approval.state.state_details.run_input_keyset
    with get_client(sync_client=True) as client:
        shown = client.read_flow_run_input(approval.id, keys["description"])
        form = client.read_flow_run_input(approval.id, keys["schema"])
    for said in (
        "GJ2018-0001",
        "滨海通道崇武至山霞段工程",
        "林地定额不足",
        "惠林〔2018〕12号",
        "县林业局",
        PROJECTS_NAME,
    ):
        assert said in shown
    assert all(choice in form for choice in ("同意销号", "退回"))


def test_a_decision_in_the_ui_is_the_office_s_decision_and_the_office_is_told(closing: County) -> None:
    (approval,) = waiting()
    state = submit(approval, "2018-06-13T15:00", office=PROJECTS_NAME, choice="同意销号")
    assert (state.name, state.message) == ("Decided", f"{PROJECTS_NAME}：同意销号 GJ2018-0001")
    closing.set("06-13 15:00")
    (row,) = closing.ledger()
    assert row["state"] == "CLOSED"
    event = row["events"][-1]
    assert (event["kind"], event["actor"]) == ("closed", "T02")
    assert event["message_id"] == f"Prefect UI run {approval.name} ({approval.id})"
    closing.run("dispatch", "06-13 15:05")
    (told,) = closing.letters(PROJECTS, "M02e")
    text = told.get_body(("plain",)).get_content()
    assert all(said in text for said in ("陈某", "同意销号 GJ2018-0001", "已执行"))
    assert closing.letters(FORESTRY, "M16")
    assert waiting() == []


def test_what_was_decided_by_mail_is_not_decided_again(closing: County) -> None:
    (approval,) = waiting()
    closing.write("06-13 14:00", PROJECTS, "退回 GJ2018-0001 佐证材料为受理通知书")
    closing.run("intake", "06-13 14:05")
    state = submit(approval, "2018-06-13T15:00", office=PROJECTS_NAME, choice="同意销号")
    assert state.name == "Not decided"
    assert "decided by mail meanwhile" in state.message
    assert [row["state"] for row in closing.ledger()] == ["IN_PROGRESS"]


def test_a_round_completes_the_runs_whose_matter_was_decided_by_mail(closing: County) -> None:
    from prefect.client.orchestration import get_client

    (approval,) = waiting()
    closing.write("06-13 14:00", PROJECTS, "同意销号 GJ2018-0001")
    run("intake", closing, "06-13 14:05")
    with get_client(sync_client=True) as client:
        assert client.read_flow_run(approval.id).state_name == "Superseded"
    assert waiting() == []


def test_a_matter_has_one_run_however_many_rounds_and_gets_another_when_that_is_cancelled(closing: County) -> None:
    from prefect.client.orchestration import get_client
    from prefect.states import Cancelled

    from flows import approvals

    (first,) = waiting()
    assert approvals.keep_waiting(closing.desk, closing.clock[0]) == (0, 0)
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(first.id, Cancelled())
    assert approvals.keep_waiting(closing.desk, closing.clock[0]) == (1, 0)
    (second,) = waiting()
    assert second.parameters == first.parameters


def test_a_refusal_without_its_reason_does_nothing_and_asks_again(closing: County) -> None:
    (approval,) = waiting()
    state = submit(approval, "2018-06-13T15:00", office=PROJECTS_NAME, choice="退回")
    assert (state.name, state.message) == ("Not decided", "nothing was done: 请填写原因或补充内容")
    (again,) = waiting()
    state = submit(again, "2018-06-13T15:10", office=PROJECTS_NAME, choice="退回", reason="佐证为受理通知书。请补批复")
    assert state.name == "Decided"
    closing.set("06-13 15:10")
    assert closing.ledger()[0]["events"][-1]["note"] == "佐证为受理通知书。请补批复"


def test_where_both_offices_must_agree_the_second_is_asked_after_the_first(served_town: County) -> None:
    handed_off(served_town)
    (letter,) = served_town.letters(FORESTRY, "M06")
    opinion = {"办理状态": "办理中", "进展情况": "我局同意，县级定额已用完，须由市级追加"}
    served_town.write(
        "06-11 10:00", FORESTRY, files={"反馈表.xlsx": fill_in(attached(letter), "GJ2018-0001", **opinion)}
    )
    served_town.write("06-12 10:00", PROJECTS, "提级 市级 泉州市林业局 GJ2018-0001")
    served_town.run("check", "06-13 09:00")
    served_town.run("intake", "06-13 09:05")
    run("escalation", served_town, "06-13 15:00")
    (approval,) = waiting()
    submit(approval, "2018-06-13T15:30", office=CENTRE_NAME, choice="同意上报 第1批")
    served_town.set("06-13 15:30")
    assert served_town.ledger()[0]["state"] == "PROPOSED"
    (second,) = waiting()
    assert second.state.message == f"待{PROJECTS_NAME}处理"
    submit(second, "2018-06-13T15:40", office=PROJECTS_NAME, choice="同意上报 第1批")
    served_town.set("06-13 15:40")
    assert served_town.ledger()[0]["state"] == "ESCALATED"


def test_an_opening_that_was_interrupted_is_done_again(closing: County, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.client.orchestration import SyncPrefectClient, get_client

    from flows import approvals

    (approval,) = waiting()
    with get_client(sync_client=True) as client:
        client.delete_flow_run(approval.id)
    with monkeypatch.context() as broken, pytest.raises(ConnectionError):
        broken.setattr(SyncPrefectClient, "update_flow_run", lambda *_, **__: (_ for _ in ()).throw(ConnectionError()))
        approvals.keep_waiting(closing.desk, closing.clock[0])
    assert approvals.keep_waiting(closing.desk, closing.clock[0]) == (1, 0)
    assert len(waiting()) == 1


def test_two_numbers_that_may_be_one_are_merged_whole_in_the_direction_shown(served_town: County) -> None:
    from prefect.client.orchestration import get_client

    served_town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    alike = [*FOREST[:3], f"{FOREST[3]}，急需追加", *FOREST[4:]]
    served_town.write("06-06 09:55", FORESTRY, files={"汇总表.xlsx": sheet(alike)})
    run("intake", served_town, "06-06 10:00")
    (approval,) = waiting()
    assert approval.name.endswith("疑似重复 GJ2018-0002、GJ2018-0001")
    with get_client(sync_client=True) as client:
        form = client.read_flow_run_input(approval.id, approval.state.state_details.run_input_keyset["schema"])
    assert "不合并 GJ2018-0002→GJ2018-0001" in form and "问题编号" not in form
    state = submit(approval, "2018-06-06T11:00", office=PROJECTS_NAME, choice="合并 GJ2018-0002→GJ2018-0001")
    assert state.name == "Decided"
    served_town.set("06-06 11:00")
    assert [row["state"] for row in served_town.ledger()] == ["REGISTERED", "MERGED"]
    assert waiting() == []
