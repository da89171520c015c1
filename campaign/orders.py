"""Reading a coordinator's reply: lines of own text → orders (lifecycle.md, coordinator commands by reply).

Reading and doing are two steps: this module only understands. What may stand before a verb and beside it is listed;
where anything else stands there the line becomes an `Unclear`, and nothing is done about it. Texts are kept as they
were written; only the comparison is with half-width forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from campaign.numbers import Found, blanked, narrowed, places


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
    DISTINGUISH = "不合并"
    MERGE = "合并"
    SPLIT = "拆分"
    RAISE = "提级"
    EXTEND = "延期"
    REOPEN = "恢复"
    WITHDRAW = "撤回"
    ANSWER = "上级批复"


@dataclass(frozen=True)
class Order:
    """One understood line, as written. `rest` stands beside verb and numbers: a reason, a unit, a date, a name.

    `before`: what stands before 纳入 or 不纳入 and may name projects; only who knows the names can tell.
    """

    verb: Verb
    line: str
    numbers: tuple[str, ...]
    rest: str
    before: str = ""


@dataclass(frozen=True)
class Unclear:
    """A line that looks like an order and cannot be taken as one; `why` is a Chinese clause."""

    line: str
    why: str


@dataclass(frozen=True)
class _Series:
    """How problem numbers look; `about`: those of the letter answered; `written`: a full one stands above."""

    prefix: str
    width: int
    about: Sequence[str]
    written: bool = False

    def places(self, line: str) -> list[Found]:
        among = () if self.written else self.about
        return places(line, self.prefix, self.width, self.written or bool(self.about), among)


#: 不纳入 in the words of a refused consent
_NOT_INCLUDED = r"不(?:同意|予以?)纳入"
_VERBS = re.compile("|".join([_NOT_INCLUDED, *(verb.value for verb in Verb)]))
#: verbs about projects: their names may stand before them, and consent adds nothing to them
_OF_PROJECTS = frozenset({Verb.INCLUDE, Verb.EXCLUDE})
#: what may stand before a verb; anything else (不宜, 待补齐材料后, 昨日会上, 除…外) leaves the order undone
_ASIDE = (
    r"(?:佐证)?材料(?:均|已)?(?:齐全|属实|有效)|情况(?:属实|复杂)|已?经?核实?|"
    r"[^\s，,。;；:：不未除若待先勿原]{0,4}已(?:经)?(?:核实?|审核)"
)
_PREAMBLE = re.compile(
    r"(?:[\s.、,，()（）①-⑳一二三四五六七八九十:：-]|(?<!\d)\d{1,2}(?!\d)|[我本][办委局]|值班处理|关于|[请现将把对均]|(?:以上|以下|上述)(?:问题)?|"
    rf"经[^，,。;；不未除若待原]{{0,8}}[，,]|经研究|已(?:取得|办结|完成)[^，,。;；不未除若待]{{0,10}}[，,]|{_ASIDE})*"
)
_CONSENT = re.compile(rf"{_PREAMBLE.pattern}(?:均|都|全部)?(?:同意|可以?|予以|准予)*")
#: another decision on a project; 未纳入年度计划 and 已纳入 are reasons
_SECOND = re.compile(r"(?<![未已有])纳入")
_QUESTION = re.compile(r"[?？]|(?:吗|么)\s*[。.!！]?\s*$")
_SHORT_NUMBER = re.compile(r"\s*\d{2,}")
_BATCH = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*批")
_EDGE = " \t\r\n\u3000,，。;；:：、-—→>.!！"
#: consent whose words stand in another order, or that does not say to what
_NEARLY = re.compile(r"同意[^，,。;；]{1,12}(?:销号|上报|转后续)")
_BARE_CONSENT = re.compile(r"(?:^|[\s,，、:：])(?:均|都|全部)?同意\s*[。.!！]?$")

_POLITE = r"请[^不未除但若待暂外]{0,24}(?:抓紧|推进|衔接|跟踪|落实)[^不未除但若待暂外]{0,10}|特此回复|谢谢|妥否|此复"
_NOTHING = re.compile(rf"(?:[等共]?\d*[个项]?问题|{_ASIDE}|{_POLITE}|[\s,，()（）。.!！])*")
_BATCH_NAME = re.compile(
    rf"(?:第?\s*[\d一二三四五六七八九十]+\s*批|上报|清单|问题|全部|整批|共?\d+[个项]|{_POLITE}|[\s,，()（）的。.!！])*"
)
_WHOLE_LIST = re.compile(rf"(?:跟踪|推进|清单|整份|全部|问题|{_POLITE}|[\s,，()（）的。.!！])*")
_ARROW = re.compile(r"[\s→>=至到入并为和与、,，-]*")
_ANYTHING = re.compile(r".*", re.DOTALL)
#: 不纳入与否再议, 不纳入的话, 不纳入暂缓: nothing is decided
_HEDGED = re.compile(r"与否|的话|也[可行]|暂缓|待(?:定|[^，,]*(?:研究|明确|确定|核))")

#: what may stand beside verb and numbers; a verb that gives consent takes no conditions and no exceptions
_ARGUMENT: Mapping[Verb, re.Pattern[str]] = {
    **dict.fromkeys(Verb, _ANYTHING),
    Verb.CLOSE: _NOTHING,
    Verb.ESCALATE: _BATCH_NAME,
    Verb.CARRY: _WHOLE_LIST,
    Verb.MERGE: _ARROW,
    Verb.DISTINGUISH: _ARROW,
}
#: verbs that need a number, and take the only one of the letter answered where none is written
_NUMBERED = frozenset(Verb) - {
    Verb.ESCALATE,
    Verb.CARRY,
    Verb.REJECT,
    Verb.EXCLUDE,
    Verb.INCLUDE,
    Verb.MERGE,
    Verb.DISTINGUISH,
}
_ENUMERATION = re.compile(r"[\s\d.、,，()（）①-⑳:：-]*")
_ENUMERATED = re.compile(r"\s*(?:[(（]?\d{1,2}[)）.．、]|[①-⑳])")


def read_orders(text: str, prefix: str, width: int, about: Sequence[str] = ()) -> list[Order | Unclear]:
    """Orders in a mail's own text (quoted parts already removed), one per line or clause ended by ``；`` or ``。``.

    Lines without verb and without a number are small talk and are passed over. `about`: the numbers of the letter
    that is answered. The only one of them is meant where none is written; with it, or once a full number has been
    written, short ones are numbers, too.
    """
    found: list[Order | Unclear] = []
    series = _Series(prefix, width, about)
    for line in _joined(list(_lines(text)), series):
        order = _read_line(line, series)
        if places(line, prefix, width):
            series = replace(series, written=True)
        if order is not None:
            found.append(order)
    return found


def _joined(lines: list[str], series: _Series) -> Iterator[str]:
    """Numbers on their own lines go with the verb on the line before (``同意销号：``) or behind (``以上同意销号``)."""
    kinds = [_kind(line, series) for line in lines]
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and kinds[end] == "numbers" and kinds[start] in {"numbers", "verb"}:
            end += 1
        if end < len(lines) and kinds[start] == "numbers" and kinds[end] == "verb":
            end += 1
        yield "\n".join(lines[start:end])
        start = end


def _kind(line: str, series: _Series) -> str:
    """``numbers``: nothing but numbers; ``verb``: an order without a number; else empty."""
    found = series.places(line)
    rest = narrowed(blanked(line, found))
    if found and _ENUMERATION.fullmatch(rest):
        return "numbers"
    verb = _VERBS.search(rest)
    return "verb" if verb and not found and _verb(verb[0]) in _NUMBERED else ""


def _lines(text: str) -> Iterator[str]:
    """Lines and clauses; a 拆分 is one with its enumeration, however it is laid out."""
    whole = ""
    for line in re.split(r"[\r\n]+", text):
        if whole and _ENUMERATED.match(line):
            whole += f"\n{line.strip()}"
            continue
        yield from _whole(whole)
        whole = line.strip() if Verb.SPLIT.value in line else ""
        if not whole:
            yield from (clause.strip() for clause in re.split(r"[。；;]+", line) if clause.strip())
    yield from _whole(whole)


def _whole(line: str) -> Iterator[str]:
    if line:
        yield line


def _read_line(line: str, series: _Series) -> Order | Unclear | None:
    found = series.places(line)
    numbers = tuple(dict.fromkeys(number for one in found for number in one.numbers))
    written = blanked(line, found)
    rest = narrowed(written)
    match = _VERBS.search(rest)
    if match is None:
        return _without_verb(line, rest, numbers, series)
    verb = _verb(match[0])
    is_opening = verb in _OF_PROJECTS or _PREAMBLE.fullmatch(rest[: match.start()])
    if not is_opening or _QUESTION.search(rest):
        meant = numbers or _SHORT_NUMBER.match(rest) or _BATCH.search(rest)
        small_talk = not meant and not (series.about and match[0].startswith("同意"))
        return None if small_talk else Unclear(line, "意见带有条件、否定或询问，未予执行；请以处理意见开头")
    if any(one.start >= later.start() for later in list(_VERBS.finditer(rest))[1:] for one in found):
        return Unclear(line, "一行内有多个处理意见，请分行填写")
    argument = written[match.end() :].strip(_EDGE)
    if verb in _OF_PROJECTS:
        return _about_projects(verb, line, numbers, written[: match.start()], argument)
    if not _ARGUMENT[verb].fullmatch(narrowed(argument)):
        return Unclear(line, f"“{argument}”不能理解，未予执行；如有例外或条件，请逐个编号另行回复")
    return _meant(Order(verb, line, numbers, argument), series.about)


def _verb(written: str) -> Verb:
    return Verb.EXCLUDE if re.fullmatch(_NOT_INCLUDED, written) else Verb(written)


def _about_projects(verb: Verb, line: str, numbers: tuple[str, ...], before: str, argument: str) -> Order | Unclear:
    if _SECOND.search(narrowed(argument)):
        return Unclear(line, "一行内有多个处理意见，请分行填写")
    if _HEDGED.match(narrowed(argument)):
        return Unclear(line, "意见带有条件、否定或询问，未予执行；请以处理意见开头")
    named = "" if _CONSENT.fullmatch(narrowed(before)) else before.strip(_EDGE)
    return Order(verb, line, numbers, argument, named)


def _without_verb(line: str, rest: str, numbers: tuple[str, ...], series: _Series) -> Unclear | None:
    bare = _BARE_CONSENT.search(rest)
    if _NEARLY.search(rest) or (bare and (numbers or series.about)):
        number = (*numbers, *series.about, f"{series.prefix}{1:0{series.width}d}")[0]
        return Unclear(line, f"同意何事、哪些编号不明，未予执行；请写全，如“{Verb.CLOSE.value} {number}”")
    return Unclear(line, "未写明处理意见") if numbers else None


def _meant(order: Order, about: Sequence[str]) -> Order:
    """The order with the number of the letter that it answers, where it names none and the letter is about one."""
    alone = not order.numbers and order.verb in _NUMBERED and len(about) == 1
    return replace(order, numbers=(about[0],)) if alone else order
