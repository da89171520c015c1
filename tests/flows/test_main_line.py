"""One straight line through every room: a sheet comes in by mail and is struck off three weeks later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import DataError

from campaign.settings import Limits
from db import inbox
from flows.rounds import SetAside
from flows.stages import handling
from parsers.context import ReadContext
from parsers.message import Part
from parsers.result import FileReading
from tests.flows.county import FOREST, LABELS, County, asks_to_close, attached, fill_in, sheet

FORESTRY, OWNER, PROJECTS = "lyj@huian.example", "jingbei@owner.example", "zdb@huian.example"


def reported(town: County) -> None:
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 10:00")


def handed_off(town: County) -> None:
    reported(town)
    town.run("check", "06-09 09:30")
    town.run("dispatch", "06-09 09:35")


def test_a_sheet_is_registered_and_answered_row_by_row(town: County) -> None:
    reported(town)
    (row,) = town.ledger()
    assert (row["number"], row["state"], row["reporters"]) == ("GJ2018-0001", "REGISTERED", ["B08"])
    town.run("dispatch", "06-06 10:05")
    (receipt,) = town.letters(OWNER, "M02")
    assert "GJ2018-0001" in receipt.get_body(("plain",)).get_content()
    assert receipt["In-Reply-To"] == "<06-06-09-50.jingbei@owner.example>"
    assert "[HZ-001]" in receipt["Subject"]


def test_a_row_that_lacks_its_ask_waits_and_m02b_says_what_to_add(town: County) -> None:
    bare = [*FOREST]
    bare[LABELS.index("需协调解决（上报）事项")] = ""
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(bare)})
    town.run("intake", "06-06 10:00")
    assert [row["state"] for row in town.ledger()] == ["PENDING"]
    (letter,) = town.outbox()
    assert letter["kind"] == "M02b"
    assert "第4行" in letter["subject"]


def test_the_completed_sheet_is_the_same_row_with_a_number(town: County) -> None:
    bare = [*FOREST]
    bare[LABELS.index("需协调解决（上报）事项")] = ""
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(bare)})
    town.run("intake", "06-06 10:00")
    town.write("06-06 11:00", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 11:05")
    assert [(row["number"], row["state"]) for row in town.ledger()] == [("GJ2018-0001", "REGISTERED")]


def test_a_mail_without_a_sheet_is_told_what_to_send(town: County) -> None:
    town.write("06-06 09:50", OWNER, "汇总表见附件", files={})
    town.run("intake", "06-06 10:00")
    assert [letter["kind"] for letter in town.outbox()] == ["M02c"]
    assert [(m["outcome"], m["reason"]["code"]) for m in town.inbox()] == [("rejected", "no_attachment")]


def test_an_unreadable_file_is_kept_listed_and_answered_while_others_are_processed(town: County) -> None:
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": b"PK\x03\x04 broken"})
    town.write("06-06 09:51", FORESTRY, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 10:00")
    assert [m["outcome"] for m in town.inbox()] == ["rejected", "accepted"]
    assert [letter["kind"] for letter in town.outbox()] == ["M02c", "M02"]


@pytest.mark.parametrize(
    "error", [RuntimeError("a defect nobody knew"), DataError("a defect nobody knew", None, ValueError())]
)
def test_an_error_of_ours_sets_one_message_aside_and_the_others_are_processed(
    town: County, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    original = handling.read_part

    def trips(part: Part, context: ReadContext) -> FileReading:
        if part.name == "poison.xlsx":
            raise error
        return original(part, context)

    monkeypatch.setattr(handling, "read_part", trips)
    town.write("06-06 09:50", OWNER, files={"poison.xlsx": sheet(FOREST)})
    town.write("06-06 09:51", FORESTRY, files={"汇总表.xlsx": sheet(FOREST)})
    with pytest.raises(SetAside, match="a defect nobody knew"):
        town.run("intake", "06-06 10:00")
    assert [(m["outcome"], (m["reason"] or {}).get("code")) for m in town.inbox()] == [
        ("held", "processing_failed"),
        ("accepted", None),
    ]
    assert [letter["to"] for letter in town.outbox()] == [[FORESTRY]]


def test_a_mail_beyond_the_limit_is_told_so(town: County) -> None:
    settings = town.desk.campaign.settings
    small = replace(town.desk.campaign, settings=settings.model_copy(update={"limits": Limits(mail_bytes=1000)}))
    town.desk = replace(town.desk, campaign=small)
    town.write("06-06 09:50", OWNER, files={"大.xlsx": b"x" * 2000})
    town.run("intake", "06-06 10:00")
    assert [(m["outcome"], m["reason"]["code"]) for m in town.inbox()] == [("rejected", "mail_too_large")]
    assert [letter["kind"] for letter in town.outbox()] == ["M02c"]


def test_a_zero_report_by_words_counts_as_a_return(town: County) -> None:
    town.write("06-06 09:50", FORESTRY, "经排查，我局零报告。")
    town.run("intake", "06-06 10:00")
    town.run("check", "06-06 17:00")
    rate = next(check for check in town.checks() if check["code"] == "C1-1")
    assert "A04" not in rate["units"]


def test_a_zero_report_by_sheet_counts_as_a_return_and_enters_no_row(town: County) -> None:
    town.write("06-06 09:50", FORESTRY, files={"汇总表.xlsx": sheet(("1", "无"))})
    town.run("intake", "06-06 10:00")
    assert town.ledger() == []
    assert [(m["outcome"], m["kinds"]) for m in town.inbox()] == [("accepted", ["I2"])]


def test_a_second_copy_of_a_mail_is_ignored_and_never_answered(town: County) -> None:
    for minute in (50, 52):
        town.write(f"06-06 09:{minute}", OWNER, files={"汇总表.xlsx": sheet(FOREST)}, message_id="<one@owner>")
    town.run("intake", "06-06 10:00")
    assert [(m["outcome"], (m["reason"] or {}).get("code")) for m in town.inbox()] == [
        ("accepted", None),
        ("ignored", "copy"),
    ]
    assert len(town.outbox()) == 1


def test_an_out_of_office_answer_is_never_answered(town: County) -> None:
    town.write("06-06 09:50", OWNER, "我出差在外", Auto_Submitted="auto-replied")
    town.run("intake", "06-06 10:00")
    assert [m["outcome"] for m in town.inbox()] == ["ignored"]
    assert town.outbox() == []


def test_the_handoff_goes_to_the_unit_with_a_sheet_to_fill_in(town: County) -> None:
    handed_off(town)
    (letter,) = town.letters(FORESTRY, "M06")
    assert "1个问题" in letter["Subject"]
    assert town.ledger()[0]["state"] == "ASSIGNED"


def test_from_handoff_to_strike_off(town: County) -> None:
    handed_off(town)
    (letter,) = town.letters(FORESTRY, "M06")
    filled = asks_to_close(letter, "惠林〔2018〕12号 使用林地审核同意书")
    town.write("06-13 10:00", FORESTRY, files={"反馈表.xlsx": filled})
    town.run("intake", "06-13 10:05")
    assert town.ledger()[0]["state"] == "CLOSE_REQ"
    town.write("06-13 15:00", PROJECTS, "同意销号 GJ2018-0001")
    town.run("intake", "06-13 15:05")
    assert town.ledger()[0]["state"] == "CLOSED"
    town.run("dispatch", "06-13 15:10")
    assert "已对号销号" in town.letters(FORESTRY, "M16")[0]["Subject"]


def test_a_document_beside_the_sheet_is_evidence(town: County) -> None:
    handed_off(town)
    (letter,) = town.letters(FORESTRY, "M06")
    filled = asks_to_close(letter, "使用林地审核同意书")
    certificate = sheet(labels=("名称", "内容"))
    town.write("06-13 10:00", FORESTRY, files={"反馈表.xlsx": filled, "审核同意书.xlsx": certificate})
    town.run("intake", "06-13 10:05")
    assert [a["outcome"] for a in town.inbox()[-1]["attachments"]] == ["read", "evidence"]
    assert town.ledger()[0]["state"] == "CLOSE_REQ"


def test_an_office_is_told_what_was_done_and_what_was_not(town: County) -> None:
    reported(town)
    town.write("06-08 15:00", PROJECTS, "同意销号 GJ2018-0001、0042\n\n> 旧邮件：同意销号 GJ2018-0001")
    town.run("intake", "06-08 15:05")
    town.run("dispatch", "06-08 15:10")
    text = town.letters(PROJECTS, "M02")[0].get_body(("plain",)).get_content()
    assert "总台账中没有此编号" in text
    assert town.ledger()[0]["state"] == "REGISTERED"


def test_the_words_of_an_order_from_a_department_are_no_order(town: County) -> None:
    handed_off(town)
    town.write("06-13 15:00", FORESTRY, "同意销号 GJ2018-0001")
    town.run("intake", "06-13 15:05")
    assert town.ledger()[0]["state"] == "ASSIGNED"


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_running_everything_again_changes_nothing_and_mails_nothing(town: County, rounds: int) -> None:
    reported(town)
    for _ in range(rounds):
        town.run("intake", "06-09 09:40")
        town.run("check", "06-09 09:40")
        town.run("dispatch", "06-09 09:40")
    keys = [letter["key"] for letter in town.outbox()]
    assert len(keys) == len(set(keys))
    assert len(town.letters(FORESTRY, "M06")) == 1
    assert len(town.letters(OWNER, "M02")) == 1


def test_an_office_that_only_says_thanks_below_a_quoted_letter_decides_nothing(town: County) -> None:
    handed_off(town)
    (letter,) = town.letters(FORESTRY, "M06")
    filled = asks_to_close(letter, "惠林〔2018〕12号 使用林地审核同意书")
    town.write("06-13 10:00", FORESTRY, files={"反馈表.xlsx": filled})
    town.run("intake", "06-13 10:05")
    town.run("check", "06-14 08:30")
    town.run("dispatch", "06-14 08:35")
    digest = town.letters(PROJECTS, "M07")[-1]
    old = digest.get_body(("plain",)).get_content()
    town.write("06-14 09:00", PROJECTS, f"收到，谢谢。\n\n{old}", In_Reply_To=str(digest["Message-ID"]))
    town.run("intake", "06-14 09:05")
    assert town.ledger()[0]["state"] == "CLOSE_REQ"


def test_a_ledger_workbook_that_comes_back_from_an_office_reports_nothing(town: County) -> None:
    reported(town)
    town.run("check", "06-09 08:30")
    town.run("dispatch", "06-09 08:35")
    workbook = attached(town.letters(PROJECTS, "M05")[0])
    town.write("06-09 09:00", PROJECTS, "总表已阅。", files={"问题总台账.xlsx": workbook})
    town.run("intake", "06-09 09:05")
    assert len(town.ledger()) == 1


def test_t20_the_reporter_is_told_why_its_row_was_not_taken(town: County) -> None:
    stranger = [*FOREST]
    stranger[1] = "东岭农贸市场改造"
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(stranger)})
    town.run("intake", "06-06 10:00")
    town.write("06-08 15:00", PROJECTS, "不纳入 东岭农贸市场改造，未列入重点项目目录")
    town.run("intake", "06-08 15:05")
    town.run("dispatch", "06-08 15:10")
    (notice,) = town.letters(OWNER, "M02d")
    assert "不予受理" in notice.get_body(("plain",)).get_content()


def test_t19_a_unit_asks_to_withdraw_and_the_lead_office_decides(town: County) -> None:
    reported(town)
    town.write("06-08 10:00", OWNER, "撤回 GJ2018-0001 项目已调整")
    town.run("intake", "06-08 10:05")
    assert town.ledger()[0]["state"] == "REGISTERED"
    town.write("06-08 11:00", PROJECTS, "撤回 GJ2018-0001 同意业主意见，项目已调整")
    town.run("intake", "06-08 11:05")
    assert town.ledger()[0]["state"] == "WITHDRAWN"


def test_a_mail_whose_server_asks_for_silence_is_a_return_all_the_same(town: County) -> None:
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(FOREST)}, X_Auto_Response_Suppress="All")
    town.run("intake", "06-06 10:00")
    assert [m["outcome"] for m in town.inbox()] == ["accepted"]


def test_a_held_message_is_taken_up_again_after_retry(town: County, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(handling, "read_part", lambda *_: 1 / 0)
        name = town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
        with pytest.raises(SetAside):
            town.run("intake", "06-06 10:00")
    with town.desk.database.begin() as session:
        assert inbox.retry(session, town.desk.id, name)
    town.run("intake", "06-06 10:05")
    assert [row["number"] for row in town.ledger()] == ["GJ2018-0001"]


def test_a_template_filled_in_part_registers_only_what_was_filled_in(town: County) -> None:
    town.run("check", "06-05 10:00")
    town.run("dispatch", "06-05 10:01")
    template = attached(town.letters(OWNER, "M01")[0])
    filled = fill_in(
        template,
        "滨海通道崇武至山霞段工程",
        问题类别="用林",
        存在问题="使用林地面积11.2公顷，林地定额不足，无法组卷上报",
        **{"需协调解决（上报）事项及建议": "请县林业局提前介入、容缺受理"},
        需协调层级="部门级",
        **{"需协调（牵头）单位": "县林业局"},
        联系人及电话="项目股 0595-00001234",
    )
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": filled})
    town.run("intake", "06-06 09:05")
    assert [(row["number"], row["state"]) for row in town.ledger()] == [("GJ2018-0001", "REGISTERED")]


def test_a_table_pasted_into_the_mail_is_read(town: County) -> None:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in (LABELS, FOREST))
    table = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    town.write("06-06 09:50", OWNER, "请见正文表格", html=f"<p>请见表格</p>{table}")
    town.run("intake", "06-06 10:00")
    assert [(row["number"], row["sources"][0]["attachment"]) for row in town.ledger()] == [("GJ2018-0001", "(body)")]
