"""What an office writes about a joint review 联审联办会商 (D53): when and where, not at all, or what was concluded.

Only what is complete and clear is taken; anything else is an `UnclearReview` and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum, auto

from campaign.appointments import appointment, filled_in
from campaign.catalogue import Project
from campaign.days import days_written
from campaign.numbers import find_numbers, narrowed
from campaign.orders import Verb
from campaign.project_mentions import MARK, marked
from campaign.text import squeeze


@dataclass(frozen=True)
class Subject:
    """Which review is meant: `serial` of LS-003 or 第3号, `codes` of projects; both empty for the one answered."""

    serial: str | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Convene:
    """同意会商: `chair` is the lead unit as written, empty when none is named."""

    line: str
    about: Subject
    day: date
    at: time
    place: str
    chair: str = ""


@dataclass(frozen=True)
class Decline:
    """不会商."""

    line: str
    about: Subject
    reason: str


@dataclass(frozen=True)
class Conclusion:
    """What was concluded on some numbers, on all for none. `due`: until when."""

    numbers: tuple[str, ...]
    text: str
    due: date | None


@dataclass(frozen=True)
class Conclude:
    """会商结论. `absent`: units that did not come, as written."""

    line: str
    about: Subject
    conclusions: tuple[Conclusion, ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnclearReview:
    """`why`: a Chinese clause."""

    line: str
    why: str


ReviewWord = Convene | Decline | Conclude | UnclearReview


class _Sort(Enum):
    CONVENE = auto()
    DECLINE = auto()
    CONCLUDE = auto()


_MEETING = r"(?:联审联办|联审)?(?:会商|联审联办|联审会)(?:会议|会)?"
_CONCLUDE = re.compile(rf"{_MEETING}(?:结论|意见|纪要|结果|议定事项)(?:如下)?\s*(?:[:：为]|$)")
_DECLINE = re.compile(
    rf"(?:暂不|不(?:同意|予|再|宜|需要?|必|用)?|无需|毋需|暂缓|取消)(?:召开|组织|开展|进行|安排)?(?:本次|此次)?{_MEETING}"
)
_CONVENE = re.compile(
    rf"(?:同意|定于|拟于|拟定于|安排在|安排于|改于|改期至|改为)(?:[^销上纳转。;]|(?<!以)上|上(?=午)){{0,40}}?{_MEETING}"
)
_SERIAL = re.compile(r"\[?LS-?0*([1-9]\d*)\]?|第([1-9]\d*)号")
#: lines that go with 同意会商
_DETAIL = re.compile(r"^(?:\d{1,2}[.、)])?(?:会议|会商)?(?:时间|日期|地点|地址|牵头|主持)")
_CHAIR = re.compile(
    r"(?:牵头(?:窗口|单位|部门)?[:为]|由(?=[^,，。;；]{2,16}牵头))(?P<unit>[^,，。;；、\s]{2,20}?)(?:窗口)?(?:牵头|主持|$|[,，。;；\s])"
)
_DOUBT = re.compile(r"[?？]|是否|待定|另行通知|再定|视情况|原则上|如[有果需]")
_PLACE_LABEL = re.compile(r"(?:会议|会商)?(?:时间|日期|地点|地址)\s*[:：]?")
_PLACE_WORDS = re.compile(
    rf"{_MEETING}|同意|定于|拟定?于|安排[在于]|改[于为]|改期至|召开|组织|开展|进行|举行|项目|请各?(?:有关|相关)?窗口[^,，。;；]*|请[^,，。;；]*(?:参加|准备|通知)[^,，。;；]*|"
    rf"谢谢|特此(?:回复|通知)|此复|[我你]委|经研究|\[?LS-?\d+\]?|第\d+号|{MARK}|[我本]办"
)
_EDGE = " \t,，。;；:：、()（）【】于在至-"
_ABSENT = re.compile(r"^(?:缺席|未到会|未参加|未参会|请假)(?:的?(?:窗口|单位|部门))?\s*[:：为]\s*(?P<units>.+)$")
_ITEM = re.compile(r"^\s*(?:\d{1,2}\s*[.、)）]|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]、)\s*")
_POLITE = re.compile(r"^(?:谢谢|特此.{0,4}|此复|以上.{0,12}|请(?:知悉|查收|予?转发|通知).{0,12})[。.!！]?$")
#: another order begins
_ORDERS = tuple(verb.value for verb in Verb)
_TELEPHONE = re.compile(r"电话|联系人|^\d{4}年\d{1,2}月\d{1,2}日$|^[-_—]{2,}$")


@dataclass(frozen=True)
class Reader:
    """`prefix` and `width`: how problem numbers look; `units`: names under which a mail may be signed."""

    projects: Sequence[Project]
    prefix: str
    width: int
    today: date
    units: frozenset[str] = frozenset()

    def read(self, text: str) -> list[ReviewWord]:
        """What the own text of a mail says of joint reviews, block by block."""
        return [self._word(sort, lines) for sort, lines in self._blocks(text.splitlines())]

    def _blocks(self, lines: Sequence[str]) -> Iterator[tuple[_Sort, list[str]]]:
        at = 0
        while at < len(lines):
            sort = _sort(lines[at])
            at, first = at + 1, at
            if sort is None:
                continue
            at = self._end(sort, lines, at)
            yield sort, [line.strip() for line in lines[first:at] if line.strip()]

    def _end(self, sort: _Sort, lines: Sequence[str], at: int) -> int:
        """Where a block ends: a meeting has its details, a conclusion all lines up to a blank one or a signature."""
        begun = sort is _Sort.CONCLUDE and bool(_CONCLUDE.sub("", squeeze(lines[at - 1])))
        while at < len(lines):
            line = squeeze(lines[at]) or self._next_item(lines[at:])
            if sort is not _Sort.CONCLUDE and not _DETAIL.match(line):
                break
            if sort is _Sort.CONCLUDE and (_sort(line) or self._is_over(line, begun)):
                break
            begun, at = begun or bool(line), at + 1
        return at

    def _next_item(self, lines: Sequence[str]) -> str:
        """The line behind blank ones, where it goes on about a number."""
        line = next(filter(None, map(squeeze, lines)), "")
        return line if find_numbers(line, self.prefix, self.width)[0] else ""

    def _is_over(self, line: str, begun: bool) -> bool:
        if not line:
            return begun
        return line in self.units or line.startswith(_ORDERS) or bool(_POLITE.match(line) or _TELEPHONE.search(line))

    def _word(self, sort: _Sort, lines: list[str]) -> ReviewWord:
        whole = "\n".join(lines)
        if sort is _Sort.CONCLUDE:
            return self._conclude(whole, lines)
        plain, codes = marked(filled_in("，".join(lines)), self.projects)
        serial = _SERIAL.search(plain)
        about = Subject((serial[1] or serial[2]) if serial else None, tuple(dict.fromkeys(codes)))
        if _DOUBT.search(plain):
            return UnclearReview(whole, "意见带有条件、询问或待定内容，未予执行")
        if sort is _Sort.DECLINE:
            reason = _DECLINE.sub("", plain).replace(serial[0] if serial else MARK, "").replace(MARK, "")
            return Decline(whole, about, re.sub(r"^(?:原因|理由)[:：]?", "", reason.strip(_EDGE)).strip(_EDGE))
        return self._convene(whole, about, plain)

    def _convene(self, whole: str, about: Subject, plain: str) -> ReviewWord:
        chair = _CHAIR.search(plain)
        if chair:
            plain = plain[: chair.start()] + "，" + plain[chair.end() :]
        found = appointment(plain, self.today)
        if isinstance(found, str):
            return UnclearReview(whole, f"{found}，未予执行；请写明日期、时间和地点")
        if found.day < self.today:
            return UnclearReview(whole, f"所写日期{found.day.month}月{found.day.day}日已过，未予执行")
        place = _place(found.rest)
        if not place:
            return UnclearReview(whole, "未写明地点，未予执行；请写明日期、时间和地点")
        return Convene(whole, about, found.day, found.at, place, chair["unit"] if chair else "")

    def _conclude(self, whole: str, lines: list[str]) -> ReviewWord:
        head = _CONCLUDE.search(narrowed(lines[0]))
        assert head is not None
        before, codes = marked(lines[0][: head.start()], self.projects)
        serial = _SERIAL.search(before)
        about = Subject((serial[1] or serial[2]) if serial else None, codes)
        said = [line for line in (lines[0][head.end() :].strip(_EDGE), *lines[1:]) if line]
        absent = [match for line in said if (match := _ABSENT.match(narrowed(line)))]
        conclusions = tuple(self._conclusions([line for line in said if not _ABSENT.match(narrowed(line))]))
        if not conclusions:
            return UnclearReview(whole, "未写明会商结论")
        if re.search("[?？]", whole):
            return UnclearReview(whole, "意见带有询问，未予执行")
        units = tuple(
            unit for match in absent for unit in re.split(r"[、,，;；\s]+", match["units"].strip("。")) if unit
        )
        return Conclude(whole, about, conclusions, units)

    def _conclusions(self, lines: Sequence[str]) -> Iterator[Conclusion]:
        """One for each line that names numbers; lines without any go with the one before, or mean all numbers."""
        gathered: list[tuple[tuple[str, ...], list[str]]] = []
        for line in lines:
            text = _ITEM.sub("", line)
            numbers = find_numbers(text, self.prefix, self.width)[0]
            if numbers or not gathered:
                gathered.append((numbers, [text]))
            else:
                gathered[-1][1].append(line)
        for numbers, said in gathered:
            yield Conclusion(numbers, self._said("\n".join(said)), self._due("\n".join(said)))

    def _said(self, text: str) -> str:
        """The words behind the numbers at the beginning: ``GJ2018-0003、0004：``."""
        head = re.match(r"^[^:：]{0,80}[:：]", text)
        if head and find_numbers(head[0], self.prefix, self.width)[0] and text[head.end() :].strip():
            return text[head.end() :].strip()
        return text.strip()

    def _due(self, text: str) -> date | None:
        days = [one.day for one in days_written(narrowed(text), self.today) if one.day]
        return max(days, default=None)


def _sort(line: str) -> _Sort | None:
    plain = squeeze(line)
    if _CONCLUDE.search(plain):
        return _Sort.CONCLUDE
    if _DECLINE.search(plain):
        return _Sort.DECLINE
    return _Sort.CONVENE if _CONVENE.search(plain) else None


def _place(rest: str) -> str:
    """What is left beside day, time and the words of consent."""
    bare = _PLACE_WORDS.sub(" ", _PLACE_LABEL.sub(" ", rest))
    parts = (re.sub(r"\s+", "", part).strip(_EDGE) for part in re.split(r"[,，;；。!！]", bare))
    return "，".join(part for part in parts if part)
