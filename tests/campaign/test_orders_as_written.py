"""Replies as busy officials write them: what is meant was stated first, then compared with what is read."""

from __future__ import annotations

import pytest

from campaign.orders import Order, Unclear, Verb, read_orders

ABOUT = ("GJ2018-0012",)
LISTED = ("GJ2018-0003", "GJ2018-0007", "GJ2018-0012", "GJ2018-0013")
C, B, X = Verb.CLOSE, Verb.SEND_BACK, Verb.EXTEND
#: what is not done and must be told
ASKED = None

#: text, numbers of the letter answered, what is read of it: (verb, serials, what stands beside) or ASKED, in order
REPLIES: list[tuple[str, tuple[str, ...], list[tuple[Verb, tuple[int, ...], str] | None]]] = [
    ("同意销号GJ2018-0003", (), [(C, (3,), "")]),
    ("同意销号ＧＪ２０１８－０００３、０００７", (), [(C, (3, 7), "")]),
    ("同意销号 gj2018-3,gj2018-7.", (), [(C, (3, 7), "")]),
    ("GJ2018-0003至7号、9号同意销号", (), [(C, (3, 4, 5, 6, 7, 9), "")]),
    ("同意销号GJ2018-0003—0007", (), [(C, (3, 4, 5, 6, 7), "")]),
    ("同意销号 GJ2018-0003~0005", (), [(C, (3, 4, 5), "")]),
    ("同意销号：GJ2018-0003；GJ2018-0007", (), [(C, (3,), ""), ASKED]),
    ("同意销号：\nGJ2018-0003\nGJ2018-0007", (), [(C, (3, 7), "")]),
    ("GJ2018-0003\nGJ2018-0007\n以上同意销号", (), [(C, (3, 7), "")]),
    ("1、GJ2018-0003同意销号\n2、GJ2018-0007退回，材料不全", (), [(C, (3,), ""), (B, (7,), "材料不全")]),
    ("同意销号GJ2018-0003.谢谢!", (), [(C, (3,), "谢谢")]),
    ("同意销号GJ2018-0003\n\n发自我的iPhone", (), [(C, (3,), "")]),
    ("同意销号GJ2018-0003\n来自 华为手机\n县重点办 张主任 0595-00001234", (), [(C, (3,), "")]),
    ("同意销号GJ2018-0003\n—————\n惠安县重点办\n2018年6月13日", (), [(C, (3,), "")]),
    ("张主任：\n经研究，同意销号GJ2018-0003。\n此复", (), [(C, (3,), "")]),
    ("请查收。同意销号GJ2018-0003", (), [(C, (3,), "")]),
    ("好的，同意销号GJ2018-0003", (), [ASKED]),
    ("同意销号", ABOUT, [(C, (12,), "")]),
    ("同意销号。", ABOUT, [(C, (12,), "")]),
    ("材料齐全，同意销号", ABOUT, [(C, (12,), "")]),
    ("该问题同意销号", ABOUT, [ASKED]),
    ("同意", ABOUT, [ASKED]),
    ("同意！", ABOUT, [ASKED]),
    ("收到", ABOUT, []),
    ("已阅", ABOUT, []),
    ("退回，佐证材料为受理通知书", ABOUT, [(B, (12,), "佐证材料为受理通知书")]),
    ("退回", ABOUT, [(B, (12,), "")]),
    ("不同意销号", ABOUT, [ASKED]),
    ("原则同意销号", ABOUT, [ASKED]),
    ("暂缓，待补齐批复后再同意销号", ABOUT, [ASKED]),
    ("同意销号，但请补盖章", ABOUT, [ASKED]),
    ("同意销号吗？", ABOUT, [ASKED]),
    ("0012退回，材料不全；0013同意", LISTED, [(B, (12,), "材料不全"), ASKED]),
    ("0012退回，材料不全；0013同意销号", LISTED, [(B, (12,), "材料不全"), (C, (13,), "")]),
    ("0003、0007、0012-0013同意销号", LISTED, [(C, (3, 7, 12, 13), "")]),
    ("3号、7号同意销号", LISTED, [(C, (3, 7), "")]),
    ("1号、2号同意销号", LISTED, [ASKED]),
    ("第3项同意销号", LISTED, [ASKED]),
    ("同意以上销号", LISTED, [ASKED]),
    ("以上同意销号", LISTED, [(C, (), "")]),
    ("除0012外同意销号", LISTED, [ASKED]),
    ("除0012外，其余同意销号", LISTED, [ASKED]),
    ("同意销号0003、0007，0012除外", LISTED, [ASKED]),
    ("全部同意销号", LISTED, [ASKED]),
    ("0003同意销号，0012退回，缺批复", LISTED, [ASKED]),
    ("同意销号0003，退回0012", LISTED, [ASKED]),
    ("同意销号GJ2018-0003，0007号", (), [(C, (3, 7), "")]),
    ("同意销号GJ2018-0003。0007号也同意销号", (), [(C, (3,), ""), ASKED]),
    ("同意销号GJ2018-0003。0007号同意销号", (), [(C, (3,), ""), (C, (7,), "")]),
    ("0003同意销号", (), [ASKED]),
    ("同意销号GJ2018-0003(已核)", (), [(C, (3,), "(已核)")]),
    ("退回GJ2018-0003,缺批复文件!", (), [(B, (3,), "缺批复文件")]),
    ("退回 GJ2018-0003 原因：3号附件未盖章，第2号图纸缺页", (), [(B, (3,), "原因：3号附件未盖章，第2号图纸缺页")]),
    ("退回GJ2018-0003，惠林〔2018〕12号与本项目无关", (), [(B, (3,), "惠林〔2018〕12号与本项目无关")]),
    ("GJ2018-0003退回（材料不全）", (), [(B, (3,), "（材料不全）")]),
    ("延期GJ2018-0003至6.20", (), [(X, (3,), "至6.20")]),
    ("GJ2018-0003延期至6月20日，不再顺延。", (), [(X, (3,), "至6月20日，不再顺延")]),
    ("GJ2018-0003不得延期", (), [ASKED]),
    ("改派GJ2018-0003给住建局", (), [(Verb.REASSIGN, (3,), "给住建局")]),
    ("GJ2018-0003请改派住建局办理", (), [(Verb.REASSIGN, (3,), "住建局办理")]),
    ("不予受理GJ2018-0003？", (), [ASKED]),
    ("恢复GJ2018-0003：回头看未落实", (), [(Verb.REOPEN, (3,), "回头看未落实")]),
    ("提级县级GJ2018-0003、7号", (), [(Verb.RAISE, (3, 7), "县级")]),
    ("同意上报第一批", (), [(Verb.ESCALATE, (), "第一批")]),
    ("同意第一批上报", (), [ASKED]),
    ("同意上报第1批，GJ2018-0003除外", (), [ASKED]),
    ("合并GJ2018-0010到GJ2018-0003", (), [(Verb.MERGE, (10, 3), "")]),
    ("GJ2018-0010并入GJ2018-0003", (), [ASKED]),
    ("不合并GJ2018-0010和GJ2018-0003", (), [(Verb.DISTINGUISH, (10, 3), "")]),
    ("不宜合并GJ2018-0010和GJ2018-0003", (), [ASKED]),
    ("拆分GJ2018-0003：1.林地；2.用地", (), [(Verb.SPLIT, (3,), "1.林地；2.用地")]),
    (
        "拆分GJ2018-0003\n1.林地。\n2.用地。\n同意销号GJ2018-0007",
        (),
        [(Verb.SPLIT, (3,), "1.林地。\n2.用地"), (C, (7,), "")],
    ),
    ("上级批复GJ2018-0003，6月20日省厅同意", (), [(Verb.ANSWER, (3,), "6月20日省厅同意")]),
    ("上次退回的GJ2018-0003怎么样了", (), [ASKED]),
    ("请把GJ2018-0003的材料发我看看", (), [ASKED]),
    ("昨天同意销号的GJ2018-0003有问题，恢复", (), [ASKED]),
    ("GJ2018-0003、GJ2018-0007", (), [ASKED]),
]


@pytest.mark.parametrize(("text", "about", "meant"), REPLIES, ids=[reply[0] for reply in REPLIES])
def test_a_reply_is_read_as_it_is_meant(
    text: str, about: tuple[str, ...], meant: list[tuple[Verb, tuple[int, ...], str] | None]
) -> None:
    read = [
        (one.verb, tuple(int(number[-4:]) for number in one.numbers), one.rest) if isinstance(one, Order) else ASKED
        for one in read_orders(text, "GJ2018-", 4, about)
    ]
    assert read == meant


def test_there_are_more_than_sixty_of_them() -> None:
    assert len(REPLIES) > 60


def test_what_was_written_is_echoed_as_it_was_written() -> None:
    (order,) = read_orders("退回ＧＪ２０１８－０００３，材料（复印件）不全！", "GJ2018-", 4)
    assert isinstance(order, Order)
    assert (order.line, order.rest) == ("退回ＧＪ２０１８－０００３，材料（复印件）不全！", "材料（复印件）不全")


def test_consent_without_its_object_is_answered_with_what_to_write() -> None:
    (unclear,) = read_orders("同意", "GJ2018-", 4, ABOUT)
    assert isinstance(unclear, Unclear)
    assert "“同意销号 GJ2018-0012”" in unclear.why
