"""T1 to T4: a row is received, waits for what it lacks, or gets its number."""

from __future__ import annotations

from tests.flows.county import FOREST, LABELS, County, sheet, words
from tests.flows.lifecycle.conftest import CENTRE, FORESTRY, OWNER, PROJECTS, problem

BARE = problem(
    "项目范围内文物勘探尚未开展，施工许可无法办理", "其他", "县住房和城乡规划建设局", **{"需协调解决（上报）事项": ""}
)
STRANGER = problem(
    "摊位费收取标准不明确，项目无法组织招标", "招投标", "县住房和城乡规划建设局", 项目名称="东岭农贸市场改造"
)


def report(town: County, *rows: list[str], when: str = "06-06 09:50", sender: str = OWNER) -> str:
    town.write(when, sender, files={"汇总表.xlsx": sheet(*rows)})
    town.run("intake", when)
    town.run("dispatch", when)
    return words(town.letters(sender)[-1])


def reply(town: County, sender: str, text: str, when: str = "06-07 09:00") -> str:
    town.write(when, sender, text)
    town.run("intake", when)
    town.run("dispatch", when)
    return words(town.letters(sender)[-1])


def states(town: County) -> list[str]:
    return [row["state"] for row in town.ledger()]


def test_t1_t4_a_complete_row_is_received_and_numbered_at_once(town: County) -> None:
    assert "GJ2018-0001" in report(town, [*FOREST])
    (row,) = town.ledger()
    assert [event["kind"] for event in row["events"]] == ["received", "registered"]


def test_t1_refused_a_stranger_reports_nothing(town: County) -> None:
    town.write("06-06 09:50", "nobody@stranger.example", files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 09:50")
    assert town.ledger() == []
    assert [mail["outcome"] for mail in town.inbox()] == ["held"]


def test_t1_refused_a_file_that_cannot_be_read_is_told_and_enters_nothing(town: County) -> None:
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": b"PK\x03\x04 broken"})
    town.run("intake", "06-06 09:50")
    town.run("dispatch", "06-06 09:50")
    assert town.ledger() == []
    assert town.letters(OWNER, "M02c")


def test_t2_a_row_without_its_ask_waits(town: County) -> None:
    assert "需协调解决" in report(town, BARE)
    assert states(town) == ["PENDING"]


def test_t2_refused_a_complete_row_does_not_wait(town: County) -> None:
    report(town, [*FOREST], BARE)
    assert states(town) == ["REGISTERED", "PENDING"]


def test_t3_the_reporter_completes_the_row(town: County) -> None:
    report(town, BARE)
    whole = [*BARE]
    whole[LABELS.index("需协调解决（上报）事项")] = "请县住建局会同文体新局明确勘探时间"
    report(town, whole, when="06-07 09:00")
    assert states(town) == ["REGISTERED"]


def test_t3_the_key_projects_office_takes_a_project_in(town: County) -> None:
    report(town, STRANGER)
    assert "GJ2018-0001" in reply(town, PROJECTS, "纳入 东岭农贸市场改造")
    assert states(town) == ["REGISTERED"]


def test_a_project_answered_before_is_not_said_to_wait_again(town: County) -> None:
    assert "未在重点项目目录中找到，待确认后登记" in report(town, STRANGER)
    reply(town, PROJECTS, "纳入 东岭农贸市场改造")
    further = problem("市场消防验收资料尚未补齐，无法申报验收", "其他", "县消防大队", 项目名称="东岭农贸市场改造")
    told = report(town, further, when="06-08 09:00")
    assert "GJ2018-0002" in told
    assert "已答复该项目目录外项目，予以纳入" in told
    assert "待确认后登记" not in told


def test_t3_refused_another_office_takes_nothing_in(town: County) -> None:
    report(town, STRANGER)
    reply(town, CENTRE, "纳入 东岭农贸市场改造")
    assert states(town) == ["PENDING"]


def test_t4_refused_the_same_sheet_again_gives_no_second_number(town: County) -> None:
    report(town, [*FOREST])
    report(town, [*FOREST], when="06-06 15:00")
    assert [row["number"] for row in town.ledger()] == ["GJ2018-0001"]


def test_t20_a_row_of_a_project_that_stays_out_ends_and_its_reporter_learns_why(town: County) -> None:
    report(town, STRANGER)
    reply(town, PROJECTS, "不纳入 东岭农贸市场改造，未列入重点项目目录")
    assert states(town) == ["REJECTED"]
    assert "未列入重点项目目录" in words(town.letters(OWNER, "M02d")[0])


def test_t20_refused_a_department_rejects_nothing(town: County) -> None:
    report(town, STRANGER)
    reply(town, FORESTRY, "不纳入 东岭农贸市场改造")
    assert states(town) == ["PENDING"]


def test_t20_refused_a_number_that_was_given_is_not_rejected(town: County) -> None:
    report(town, [*FOREST])
    assert "已编号的问题不适用此项意见" in reply(town, PROJECTS, "不予受理 GJ2018-0001")
    assert states(town) == ["REGISTERED"]
