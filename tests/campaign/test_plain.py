"""What a unit writes in the text of a mail, and what is understood: stated first, then read."""

from __future__ import annotations

from datetime import date

import pytest

from campaign.orders import Unclear
from campaign.plain import Request, Statement, read_statements
from campaign.plain_words import only_asks
from campaign.vocabulary import Status

TODAY = date(2018, 6, 13)
ASKED_ABOUT = ("GJ2018-0012",)


def read(text: str, about: tuple[str, ...] = ()) -> list[Statement | Unclear]:
    return read_statements(text, "GJ2018-", 4, TODAY, about)


def one(text: str, about: tuple[str, ...] = ()) -> Statement:
    (statement,) = read(text, about)
    assert isinstance(statement, Statement), statement
    return statement


def numbers(*serials: int) -> tuple[str, ...]:
    return tuple(f"GJ2018-{n:04d}" for n in serials)


@pytest.mark.parametrize(
    ("written", "meant", "says"),
    [
        ("GJ2018-0003、7—9号已解决，批复文号惠国土资〔2018〕12号", (3, 7, 8, 9), Status.DONE),
        ("GJ2018-0003已办结，审核同意书见附件。", (3,), Status.DONE),
        ("我局承办的GJ2018-0003、GJ2018-0005问题均已于6月12日办结，申请销号。", (3, 5), Status.DONE),
        ("GJ2018-0003使用林地审核同意书已取得，申请销号。", (3,), Status.DONE),
        ("1.GJ2018-0003 已取得惠林〔2018〕12号审核同意书", (3,), Status.DONE),
        ("ＧＪ２０１８－０００３已批复，文号：惠发改〔2018〕45号", (3,), Status.DONE),
        ("GJ2018-0003：经局务会研究，问题已妥善解决。复函见附件", (3,), Status.DONE),
        ("GJ2018-0003正在办理，林业局已受理，预计6月20日办结，目前等业主补材料", (3,), Status.WORKING),
        ("GJ2018-0003尚未解决", (3,), Status.WORKING),
        ("GJ2018-0003还没有办结，拟于本周五现场核查", (3,), Status.WORKING),
        ("GJ2018-0003将于6月20日解决", (3,), Status.WORKING),
        ("GJ2018-0003预计下周可办结", (3,), Status.WORKING),
        ("GJ2018-0003部分已解决，剩余2户仍在协商", (3,), Status.WORKING),
        ("GJ2018-0003基本办结", (3,), Status.WORKING),
        ("GJ2018-0003待业主补齐材料后办结", (3,), Status.WORKING),
        ("GJ2018-0003专家评审已完成，报告正在修改", (3,), Status.WORKING),
        ("GJ2018-0003已报省林业厅，待批复", (3,), Status.WORKING),
        ("GJ2018-0003用地指标已落实，但选址意见书还在办理", (3,), Status.WORKING),
        ("GJ2018-0003 争取6月18日前办结", (3,), Status.WORKING),
        ("GJ2018-0005 非我局职责，应由住建局办理", (5,), Status.NOT_OURS),
        ("GJ2018-0005不属于我单位职责范围，建议改派县发改局。", (5,), Status.NOT_OURS),
        ("经核，GJ2018-0005控制价调整不在我局权限，建议转由发改局承办", (5,), Status.NOT_OURS),
        ("关于GJ2018-0007，申请延期至6月20日，原因：专家评审会改期", (7,), Status.EXTEND),
        ("GJ2018-0007因公示期未满，申请延期至6月20日", (7,), Status.EXTEND),
        ("GJ2018-0007 需提级协调，请市林业局支持", (7,), Status.ESCALATE),
        ("GJ2018-0002我局撤回，项目已取消", (2,), Request.WITHDRAW),
        ("GJ2018-0007涉及补偿标准，单靠部门难以推进，请县政府协调", (7,), Status.ESCALATE),
        ("GJ2018-0003我局已办理完毕，批复文号惠发改〔2018〕45号，原件已交业主", (3,), Status.DONE),
        ("GJ2018-0003-0005均已办结，批复惠林〔2018〕1-3号", (3, 4, 5), Status.DONE),
        ("GJ2018-0003无需延期，已办结，惠林〔2018〕1号", (3,), Status.DONE),
        ("问题编号：GJ2018-0003\n办理状态：已办结\n办结日期：6月12日\n佐证材料：惠林〔2018〕12号", (3,), Status.DONE),
        ("GJ2018-0003并未解决", (3,), Status.WORKING),
        ("GJ2018-0003已基本解决", (3,), Status.WORKING),
        ("GJ2018-0003，已完成80%", (3,), Status.WORKING),
        ("GJ2018-0003已受理", (3,), Status.WORKING),
        ("GJ2018-0003争取6月20日前办结，届时申请销号", (3,), Status.WORKING),
        ("GJ2018-0003已提请市局协调，市局正在审查", (3,), Status.WORKING),
        ("GJ2018-0003属我局职责，正在办理", (3,), Status.WORKING),
        ("GJ2018-0003省林业厅6月12日批复同意", (3,), Status.WORKING),
        ("GJ2018-0003建议由县政府协调解决", (3,), Status.ESCALATE),
        ("GJ2018-0003未办结，申请延期到6.25，因为村民公示期未满", (3,), Status.EXTEND),
        ("撤回 GJ2018-0001 项目已调整", (1,), Request.WITHDRAW),
        ("GJ2018-0001申请撤回，原因：项目退出年度计划", (1,), Request.WITHDRAW),
        ("我局接受交办：GJ2018-0001、0002", (1, 2), Request.ACCEPT),
    ],
)
def test_one_statement(written: str, meant: tuple[int, ...], says: Status | Request) -> None:
    statement = one(written)
    assert (statement.numbers, statement.says) == (numbers(*meant), says)


@pytest.mark.parametrize(
    "written",
    [
        "GJ2018-0003是否已解决？",
        "GJ2018-0003能否延期",
        "若林业局同意，GJ2018-0003可申请销号",
        "GJ2018-0003如能取得批复则申请销号",
        "GJ2018-0003请尽快回复",
        "请贵办协助推进GJ2018-0003",
        "同意销号 GJ2018-0003",
        "GJ2018-0003已办结，GJ2018-0005的批复也适用于GJ2018-0006情况同GJ2018-0003",
        "GJ2018-0003已办结，申请延期至6月20日",
        "GJ2018-0003不申请延期",
        "GJ2018-0003不撤回",
        "GJ2018-0003不需要提级",
        "GJ2018-0003同上",
        "GJ2018-0003暂不具备销号条件",
        "GJ2018-0003与GJ2018-0005重复，建议合并",
        "GJ2018-0003合并到GJ2018-0005",
        "其余问题均已解决，另GJ2018-0003",
    ],
)
def test_a_question_a_condition_or_a_contradiction_is_no_statement(written: str) -> None:
    assert all(isinstance(found, Unclear) for found in read(written))
    assert read(written)


@pytest.mark.parametrize(
    "written",
    [
        "收到，谢谢！",
        "您好！报送材料见附件，请查收。",
        "县林业局\n2018年6月13日\n联系人：资源股 0595-00003032",
        "经三路3号地块问题正在办理",
        "惠林〔2018〕12号已印发",
        "发自我的iPhone",
    ],
)
def test_a_mail_about_no_number_says_nothing(written: str) -> None:
    assert read(written) == []


def test_a_short_number_without_any_full_one_is_asked_about() -> None:
    (unclear,) = read("0012号正在办理，林业局已受理")
    assert isinstance(unclear, Unclear)
    assert "请写完整编号" in unclear.why


def test_a_short_number_is_one_of_the_letter_that_is_answered() -> None:
    assert one("0012号正在办理，林业局已受理", ASKED_ABOUT).numbers == ASKED_ABOUT
    assert one("12号正在办理", ASKED_ABOUT).numbers == ASKED_ABOUT
    assert all(isinstance(found, Unclear) for found in read("3号正在办理", ASKED_ABOUT))


def test_an_answer_without_a_number_means_the_only_one_of_the_letter() -> None:
    assert one("已取得批复，文号惠林〔2018〕12号。", ASKED_ABOUT).numbers == ASKED_ABOUT


def test_an_answer_without_a_number_to_a_letter_about_several_is_asked_about() -> None:
    (unclear,) = read("均已办结，批复见附件。", ("GJ2018-0012", "GJ2018-0013"))
    assert isinstance(unclear, Unclear)


def test_each_number_of_a_batch_gets_what_is_said_of_it() -> None:
    told = read(
        "GJ2018-0003已解决，批复文号惠国土资〔2018〕12号；0005号正在办理，预计6月20日办结。0007非我局职责，属住建局。"
    )
    assert [(s.numbers, s.says) for s in told if isinstance(s, Statement)] == [
        (numbers(3), Status.DONE),
        (numbers(5), Status.WORKING),
        (numbers(7), Status.NOT_OURS),
    ]


def test_two_numbers_in_one_sentence_are_told_apart_at_the_comma() -> None:
    told = read("GJ2018-0003已办结，批复见附件，GJ2018-0005正在办理")
    assert [s.says for s in told if isinstance(s, Statement)] == [Status.DONE, Status.WORKING]


def test_the_next_sentence_goes_on_about_the_same_number() -> None:
    statement = one("GJ2018-0003：\n正在组织专家评审。\n预计6月20日办结，目前等待业主补充材料。\n特此报告\n县林业局")
    assert (statement.row.eta, statement.row.waiting_on) == (date(2018, 6, 20), "业主")
    assert "县林业局" not in statement.line


def test_numbers_on_lines_of_their_own_are_summed_up_below() -> None:
    statement = one("GJ2018-0003\nGJ2018-0005\n以上均已办结，批复文号惠林〔2018〕12号、13号。")
    assert (statement.numbers, statement.says) == (numbers(3, 5), Status.DONE)


def test_others_without_a_number_are_nobodys() -> None:
    done, others = read("GJ2018-0003已办结，批复见附件。其余问题正在办理。")
    assert isinstance(done, Statement)
    assert isinstance(others, Unclear)


def test_what_was_written_is_kept_with_its_marks() -> None:
    statement = one("GJ2018-0003，正在办理（林业局已受理），预计6月20日办结")
    assert statement.line == "GJ2018-0003，正在办理（林业局已受理），预计6月20日办结"
    assert statement.row.progress == "正在办理（林业局已受理），预计6月20日办结"


def test_the_day_and_the_paper_of_a_solution_are_read_out_of_the_sentence() -> None:
    row = one("GJ2018-0003已于6月12日办结，批复文号：惠国土资〔2018〕12号").row
    assert (row.done_on, row.evidence) == (date(2018, 6, 12), "批复文号：惠国土资〔2018〕12号")


def test_a_solution_without_a_day_is_of_the_day_of_the_mail_and_says_so() -> None:
    statement = one("GJ2018-0003已办结，批复文号惠国土资〔2018〕12号")
    assert statement.row.done_on == TODAY
    assert statement.assumed == ("未写明办结日期，按来件日期2018-06-13登记",)


def test_an_extension_has_its_day_and_its_reason() -> None:
    row = one("关于GJ2018-0007，申请延期至6月20日，原因：专家评审会改期，业主尚未补件").row
    assert (row.eta, row.reason_next) == (date(2018, 6, 20), "专家评审会改期，业主尚未补件")


def test_what_is_partly_done_is_told_to_be_taken_as_under_way() -> None:
    assert one("GJ2018-0003已办结，但权证还在办理").assumed == ("来件同时写有已完成和未完成的内容，按办理中登记",)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("附件打不开怎么办？", True),
        ("请问材料是否齐全？能否延期？", True),
        ("材料已齐全。是否可以销号？", False),
        ("", False),
    ],
)
def test_a_text_that_only_asks_tells_nothing(text: str, asks: bool) -> None:
    assert only_asks(text) is asks
