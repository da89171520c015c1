"""What an office says in a reply about affairs beside the problems: 督办, 督查, 通报, 整改 (D54, D69-D74, D84).

One line says one thing: ``认可 督办第1号``, ``退回 督办第1号 原因``, ``督查 单位 6月20日 发现：… 结果：…``, ``拟通报``,
``签发``, ``不予签发 原因``, ``整改到位 单位``, ``整改不到位 单位 原因``. A line that begins so and goes on otherwise is
an `Unclear`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from campaign.orders import Unclear


class Say(StrEnum):
    """The words offices use."""

    ACCEPT = "认可"
    RETURN = "退回"
    INSPECTED = "督查"
    DRAFT = "拟通报"
    SIGN = "签发"
    REFUSE = "不予签发"
    PASSED = "整改到位"
    FAILED = "整改不到位"


@dataclass(frozen=True)
class Said:
    """One line as written. `serials`: the affairs named by 第n号; `rest`: a unit, a day, a reason."""

    say: Say
    line: str
    serials: tuple[int, ...] = ()
    rest: str = ""


_LEAD = (
    r"\s*(?:[(（]?\d{1,2}[.．、)）]\s*)?"
    r"(?:经?(?:审核|研究|复核|核实)[，,后]?|[我本]办(?:意见)?[：:，,]?|请|现|均?同意(?=签发|认可))*\s*"
)
_ONE = r"第?\s*\d+\s*号"
_MANY = rf"(?:第?\s*\d+\s*号?\s*[、，,和及]\s*(?:督办)?)*{_ONE}"
#: what follows stands apart: ``整改到位后报我办`` and ``整改到位了吗`` say nothing of the kind
_APART = r"(?:[，,：:；;\s]+(?P<rest>.*?))?"
_END = r"[\s。．.!！;；]*"
_AS_REVISED = r"[，,]?\s*(?:请|并)?按(?:所附|附件)?的?修改稿(?:印发|发出|为准)?"
_FORMS: tuple[tuple[Say, re.Pattern[str]], ...] = tuple(
    (say, re.compile(f"{_LEAD}{form}{_END}", re.DOTALL))
    for say, form in (
        (Say.ACCEPT, rf"(?:认可|同意|通过)\s*督办(?:通知单)?\s*(?P<n>{_MANY})\s*(?:的?反馈(?:情况)?)?"),
        (Say.ACCEPT, rf"督办(?:通知单)?\s*(?P<n>{_MANY})\s*(?:的?反馈(?:情况)?)?[，,：:\s]*(?:予以)?(?:认可|通过)"),
        (Say.RETURN, rf"退回\s*督办(?:通知单)?\s*(?P<n>{_MANY})\s*(?:的?反馈(?:情况)?)?[，,：:；;\s]*(?P<rest>.*?)"),
        (Say.INSPECTED, r"督查[\s：:]+(?P<rest>.+?)"),
        (Say.DRAFT, r"(?:拟|起草|代拟)(?:发)?通报"),
        (Say.REFUSE, rf"(?:不予|不同意|暂不|暂缓)签发\s*(?:通报)?\s*(?P<n>{_ONE})?[，,：:；;\s]*(?P<rest>.*?)"),
        (Say.SIGN, rf"(?:可以|准予)?签发\s*(?:通报)?\s*(?P<n>{_ONE})?(?:{_AS_REVISED})?"),
        (Say.FAILED, rf"整改\s*(?P<n>{_ONE})?\s*(?:[不未]|尚未)到位{_APART}"),
        (Say.PASSED, rf"整改\s*(?P<n>{_ONE})?\s*(?:已)?到位{_APART}"),
    )
)
#: how a line of these begins that may say something else
_NEARLY = re.compile(
    rf"{_LEAD}(?:督办\s*{_ONE}|[^，,。]{{0,6}}督办\s*第\s*\d+\s*号|[^，,。]{{0,6}}签发|整改[^，,。]{{0,6}}到位)"
)


def read_office_words(text: str) -> Iterator[Said | Unclear]:
    """What a mail's own text says of affairs, line by line; other lines are passed over."""
    for line in filter(None, map(str.strip, text.splitlines())):
        said = _read(line)
        if said is not None:
            yield said
        elif _NEARLY.match(line):
            yield Unclear(line, "未能理解，未予执行；请按来件所列写法逐行回复")


def _read(line: str) -> Said | None:
    for say, form in _FORMS:
        match = form.fullmatch(line)
        if match:
            named = match.groupdict()
            rest = re.sub(r"^(?:原因|理由)\s*[：:]\s*", "", (named.get("rest") or "").strip())
            return Said(say, line, _serials(named.get("n")), rest)
    return None


def _serials(written: str | None) -> tuple[int, ...]:
    return tuple(dict.fromkeys(map(int, re.findall(r"\d+", written or ""))))
