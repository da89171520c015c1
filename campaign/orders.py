"""Reading a coordinator's reply: lines of own text → orders (lifecycle.md, coordinator commands by reply).

Reading and doing are two steps: this module only understands. What may stand before a verb and beside it is listed;
where anything else stands there the line becomes an `Unclear`, and nothing is done about it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from campaign.numbers import find_numbers


class Verb(StrEnum):
    """The words offices use; longer ones first where one contains another."""

    CLOSE = "同意销号"
    ESCALATE = "同意上报"
    CARRY = "同意转后续"
    REJECT = "不予受理"
    EXCLUDE = "不纳入"
    INCLUDE = "纳入"
    SEND_BACK = "退回"
    REASSIGN = "改派"
    MERGE = "合并"
    RAISE = "提级"
    EXTEND = "延期"
    REOPEN = "恢复"
    WITHDRAW = "撤回"


@dataclass(frozen=True)
class Order:
    """One understood line. `rest` is what stands beside verb and numbers: a reason, a unit, a date, a project name."""

    verb: Verb
    line: str
    numbers: tuple[str, ...]
    rest: str


@dataclass(frozen=True)
class Unclear:
    """A line that looks like an order and cannot be taken as one; `why` is a Chinese clause."""

    line: str
    why: str


_VERBS = re.compile("|".join(verb.value for verb in Verb))
#: what may stand before a verb; anything else (不宜, 待补齐材料后, 昨日会上, 除…外) leaves the order undone
_ASIDE = (
    r"(?:佐证)?材料(?:均|已)?(?:齐全|属实|有效)|情况(?:属实|复杂)|已?经?核实?|"
    r"[^\s，,。;；:：不未除若待先勿]{0,4}已(?:经)?(?:核实?|审核)"
)
_PREAMBLE = re.compile(
    r"(?:[\s\d.、,，()（）①-⑳一二三四五六七八九十:：-]|[我本][办委]|值班处理|关于|[请现将把对均]|(?:以上|以下|上述)(?:问题)?|"
    rf"经[^，,。;；不未除若待]{{0,8}}[，,]|已(?:取得|办结|完成)[^，,。;；不未除若待]{{0,10}}[，,]|{_ASIDE})*"
)
_QUESTION = re.compile(r"[?]|(?:吗|么)\s*$")
_BATCH = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*批")
_EDGE = " \t,，。;；:：、()（）-—→>"

_POLITE = r"请[^不未除但若待暂外]{0,24}(?:抓紧|推进|衔接|跟踪|落实)[^不未除但若待暂外]{0,10}|特此回复|谢谢"
_NOTHING = re.compile(rf"(?:[等共]?\d*[个项]?问题|{_ASIDE}|{_POLITE}|[\s,，()（）])*")
_BATCH_NAME = re.compile(
    rf"(?:第?\s*[\d一二三四五六七八九十]+\s*批|上报|清单|问题|全部|整批|共?\d+[个项]|{_POLITE}|[\s,，()（）的])*"
)
_WHOLE_LIST = re.compile(rf"(?:跟踪|推进|清单|整份|全部|问题|{_POLITE}|[\s,，()（）的])*")
_ARROW = re.compile(r"[\s→>=至到入并为、,，-]*")
_ANYTHING = re.compile(r".*")

#: what may stand beside verb and numbers; a verb that gives consent takes no conditions and no exceptions
_ARGUMENT: Mapping[Verb, re.Pattern[str]] = {
    Verb.CLOSE: _NOTHING,
    Verb.ESCALATE: _BATCH_NAME,
    Verb.CARRY: _WHOLE_LIST,
    Verb.MERGE: _ARROW,
    Verb.REJECT: _ANYTHING,
    Verb.EXCLUDE: _ANYTHING,
    Verb.INCLUDE: _ANYTHING,
    Verb.SEND_BACK: _ANYTHING,
    Verb.REASSIGN: _ANYTHING,
    Verb.RAISE: _ANYTHING,
    Verb.EXTEND: _ANYTHING,
    Verb.REOPEN: _ANYTHING,
    Verb.WITHDRAW: _ANYTHING,
}


def read_orders(text: str, prefix: str, width: int) -> list[Order | Unclear]:
    """Orders in a mail's own text (quoted parts already removed), one per line or clause ended by ``；`` or ``。``.

    Lines without verb and without a number are small talk and are passed over.
    """
    read = (_read_line(line, prefix, width) for line in _lines(text))
    return [order for order in read if order is not None]


def _lines(text: str) -> Iterator[str]:
    for line in re.split(r"[\r\n。；;]+", unicodedata.normalize("NFKC", text).replace("。", "\n")):
        if line.strip():
            yield line.strip()


def _read_line(line: str, prefix: str, width: int) -> Order | Unclear | None:
    numbers, rest = find_numbers(line, prefix, width)
    match = _VERBS.search(rest)
    if match is None:
        return Unclear(line, "未写明处理意见") if numbers else None
    before = _PREAMBLE.fullmatch(rest[: match.start()])
    if before is None or _QUESTION.search(rest):
        small_talk = not numbers and not _BATCH.search(rest)
        return None if small_talk else Unclear(line, "意见带有条件、否定或询问，未予执行；请以处理意见开头")
    if _second_order(line, prefix, width):
        return Unclear(line, "一行内有多个处理意见，请分行填写")
    verb, argument = Verb(match.group()), rest[match.end() :].strip(_EDGE)
    if not _ARGUMENT[verb].fullmatch(argument):
        return Unclear(line, f"“{argument}”不能理解，未予执行；如有例外或条件，请逐个编号另行回复")
    return Order(verb, line, numbers, argument)


def _second_order(line: str, prefix: str, width: int) -> bool:
    """Whether a further verb has numbers of its own: ``退回GJ…22 同意销号GJ…23``."""
    later = list(_VERBS.finditer(line))[1:]
    return any(find_numbers(line[verb.end() :], prefix, width)[0] for verb in later)
