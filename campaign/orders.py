"""Reading a coordinator's reply: lines of own text → orders (lifecycle.md, coordinator commands by reply).

Reading and doing are two steps: this module only understands. Where the verb is missing, doubled or negated
the line becomes an `Unclear`, and nothing is done about it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
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
_PREAMBLE = re.compile(r"(?:[\s\d.、()（）①-⑳一二三四五六七八九十:：-]|[我本][办委]|经[^，,。;；]{0,12}[，,]|[请现])*")
_NEGATION = re.compile(r"(?:不|未|勿|别|莫|暂缓|先不|不要|不能|无法|拒绝|取消)\s*$")
_QUESTION = re.compile(r"(?:是否|能否|可否|要不要).*|.*(?:[?]|吗|么)\s*$")
_EDGE = " \t,，。;；:：、()（）-—→>"


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
    if _NEGATION.search(rest[: match.start()]):
        return Unclear(line, f"“{match.group()}”前有否定词，未予执行")
    if _QUESTION.search(rest):
        return Unclear(line, "为询问语气，未予执行")
    leads = _leads(rest, match)
    if _second_order(line, prefix, width) or (not leads and _has_other_verb(rest, match)):
        return Unclear(line, "一行内有多个处理意见，请分行填写")
    before = "" if leads else rest[: match.start()] + " "
    return Order(Verb(match.group()), line, numbers, (before + rest[match.end() :]).strip(_EDGE))


def _second_order(line: str, prefix: str, width: int) -> bool:
    """Whether a further verb has numbers of its own: ``退回GJ…22 同意销号GJ…23``."""
    later = list(_VERBS.finditer(line))[1:]
    return any(find_numbers(line[verb.end() :], prefix, width)[0] for verb in later)


def _has_other_verb(rest: str, match: re.Match[str]) -> bool:
    return any(word != match.group() for word in _VERBS.findall(rest))


def _leads(rest: str, match: re.Match[str]) -> bool:
    """Whether the verb opens the line, so that what follows is its reason even if it contains another verb."""
    preamble = _PREAMBLE.match(rest)
    return preamble is not None and preamble.end() >= match.start()
