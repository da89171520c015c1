"""What a unit sends again: the same file, a newer version, an older one, a supplement, a zero report (A20)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.flows.county import FOREST, LABELS, County, sheet

FORESTRY = "lyj@huian.example"
OWNER = "jingbei@owner.example"


def row(serial: int, problem: str, **values: str) -> tuple[str, ...]:
    """A row like `FOREST` about something else; values by column label."""
    cells = dict(zip(LABELS, FOREST, strict=True)) | {"序号": str(serial), "存在问题": problem} | values
    return tuple(cells[label] for label in LABELS)


QUOTA = row(1, "使用林地面积11.2公顷，林地定额不足，无法组卷上报")
PUBLIC = row(2, "占用省级公益林3.1公顷，公益林调整方案尚未批复")
PERMIT = row(3, "隧道口段需采伐林木420立方米，采伐许可尚未办理")


def send(town: County, when: str, *rows: Sequence[str], name: str = "汇总表.xlsx", **more: str) -> str:
    """A sheet arrives and is taken; the text of its receipt."""
    sender = more.pop("sender", FORESTRY)
    town.write(when, sender, more.pop("text", "请查收。"), {name: sheet(*rows)}, **more)
    town.run("intake", when)
    town.run("dispatch", when)
    return town.letters(sender)[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def problems(town: County) -> dict[str, str]:
    """Number → what the ledger says."""
    return {row["number"]: row["problem"] for row in town.ledger() if row["number"]}


def test_the_same_file_again_is_acknowledged_and_adds_nothing(town: County) -> None:
    send(town, "06-06 10:00", QUOTA, PUBLIC)
    before = town.ledger()
    told = send(town, "06-06 11:00", QUOTA, PUBLIC)
    assert town.ledger() == before
    assert "此前已登记2个" in told
    assert "是否撤回" not in told


def test_a_newer_version_is_answered_row_by_row(town: County) -> None:
    send(town, "06-06 10:00", QUOTA, PUBLIC, PERMIT)
    changed = row(1, "使用林地面积12.4公顷，林地定额不足，无法组卷上报", 需协调层级="省级")
    new = row(4, "临时使用林地2.2公顷，恢复植被方案未审")
    told = send(town, "06-06 15:00", changed, PUBLIC, new)
    assert "更新：“存在问题”由“使用林地面积11.2公顷，林地定额不足，无法组…”改为“使用林地面积12.4公顷" in told
    assert "“需协调层级”由“部门级”改为“省级”" in told
    assert "本次未列GJ2018-0003（隧道口段需采伐林木420立方米，采伐许可尚未办理），是否撤回？" in told
    assert problems(town)["GJ2018-0001"].startswith("使用林地面积12.4公顷")
    assert problems(town)["GJ2018-0004"] == new[3]
    assert town.ledger()[2]["state"] == "REGISTERED", "what is not listed is not deleted"


def test_a_supplement_asks_nothing_about_the_rest(town: County) -> None:
    send(town, "06-06 10:00", QUOTA, PUBLIC)
    told = send(town, "06-06 15:00", PUBLIC, PERMIT, text="补充报送1个问题，请查收。")
    assert "是否撤回" not in told
    assert len(problems(town)) == 3


def test_a_new_sheet_about_something_else_asks_nothing(town: County) -> None:
    send(town, "06-06 10:00", QUOTA, PUBLIC)
    assert "是否撤回" not in send(town, "06-06 15:00", PERMIT)


def test_a_version_that_takes_the_place_of_the_other_asks_about_all_it_leaves_out(town: County) -> None:
    send(town, "06-06 10:00", QUOTA, PUBLIC)
    told = send(town, "06-06 15:00", PERMIT, text="前次报送有误，以本次报送为准。")
    assert "本次未列GJ2018-0001" in told
    assert "GJ2018-0002" in told


def test_the_corrected_rows_alone_answer_a_completion_letter(town: County) -> None:
    short = row(3, PERMIT[3], **{"需协调解决（上报）事项": ""})
    send(town, "06-06 10:00", QUOTA, PUBLIC, short)
    letter = town.letters(FORESTRY, "M02b")[-1]
    told = send(town, "06-06 15:00", PERMIT, In_Reply_To=letter["Message-ID"], subject=f"Re: {letter['Subject']}")
    assert "是否撤回" not in told
    assert len(problems(town)) == 3


def test_a_zero_report_after_problems_asks_about_their_numbers(town: County) -> None:
    send(town, "06-06 10:00", QUOTA, PUBLIC)
    town.write("06-06 15:00", FORESTRY, "我局零报告。")
    town.run("intake", "06-06 15:01")
    town.run("dispatch", "06-06 15:02")
    told = town.letters(FORESTRY)[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "本次为零报告，GJ2018-0001（" in told
    assert "是否撤回" in told
    assert {row["state"] for row in town.ledger()} == {"REGISTERED"}


def test_an_older_mail_that_comes_late_changes_nothing(town: County) -> None:
    newer = row(1, "使用林地面积12.4公顷，林地定额不足，无法组卷上报")
    send(town, "06-06 15:00", newer, Date="Wed, 06 Jun 2018 14:58:00 +0800")
    told = send(town, "06-06 16:00", QUOTA, Date="Wed, 06 Jun 2018 09:10:00 +0800", message_id="<late@lyj>")
    assert "已登记较新版本" in told
    assert list(problems(town).values()) == [newer[3]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("汇总表V2.xlsx", "汇总表V1.xlsx"),
        ("汇总表（第三稿）.xlsx", "汇总表（第二稿）.xlsx"),
        ("6.7汇总表.xlsx", "6.6汇总表.xlsx"),
    ],
)
def test_an_earlier_draft_does_not_overwrite_a_later_one(town: County, first: str, second: str) -> None:
    newer = row(1, "使用林地面积12.4公顷，林地定额不足，无法组卷上报")
    send(town, "06-07 10:00", newer, name=first)
    assert "已登记较新版本" in send(town, "06-07 11:00", QUOTA, name=second)
    assert list(problems(town).values()) == [newer[3]]


def test_parts_of_a_cell_keep_their_numbers_when_one_is_deleted_and_the_others_change_places(town: County) -> None:
    send(town, "06-06 10:00", row(1, f"1.{QUOTA[3]}\n2.{PUBLIC[3]}\n3.{PERMIT[3]}"))
    before = problems(town)
    told = send(town, "06-06 15:00", row(1, f"1.{PERMIT[3]}\n2.{QUOTA[3]}"))
    assert problems(town) == before
    assert "本次未列GJ2018-0002" in told


def test_sheets_of_one_mail_are_one_return(town: County) -> None:
    one = row(1, "一号弃渣场临时使用林地审批尚未办理")
    other = row(1, "目前一号弃渣场临时使用林地审批尚未办理完成")
    town.write("06-06 10:00", FORESTRY, files={"甲.xlsx": sheet(one), "乙.xlsx": sheet(other)})
    town.run("intake", "06-06 10:01")
    assert len(problems(town)) == 2, "what a mail lists beside each other is not one problem"
