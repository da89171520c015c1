"""The county's meeting 县级会议 (D43, C2-6, G2): its day and what it concluded, as an office writes them by number.

``县级会议 GJ2018-0003、0007 6月21日``; ``县级会议意见 GJ2018-0003：由山霞镇6月25日前完成交地``. One line each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from campaign.acts import Actor
from campaign.appointments import filled_in
from campaign.days import days_written
from campaign.events import Kind
from campaign.numbers import blanked, narrowed, places
from campaign.outcomes import OrderOutcome
from campaign.problem import Problem, State
from campaign.vocabulary import TIERS

_MEETING = r"(?:县级|县政府|县里)(?:专题|协调)?(?:协调会|会议|会)(?:议)?"
_CONCLUDED = re.compile(rf"{_MEETING}(?:研究)?(?:意见|结论|纪要|议定事项)")
_SET = re.compile(rf"{_MEETING}")
_OPENING = re.compile(r"^(?:\s|\d{1,2}[.、)]|[现将]|关于|经研究[,，]?)*")
_DOUBT = re.compile(r"[?？]|是否|待定|再定|另行通知|暂定|拟|争取")
#: a conclusion may speak of 拟 and 争取, but is no question
_NOT_YET = re.compile(r"[?？]|待定|另行(?:通知|印发)")
_BESIDE = re.compile(
    r"(?:定于|时间|日期|召开|研究|协调|问题|事项|第?\d*次?|上午|下午|[:：,，。;；、()（）\s将于在为至的])*"
)
_EDGE = " \t:：,，。;；"


def hear_county(actor: Actor, text: str) -> Iterator[OrderOutcome]:
    """What became of each line about the county's meeting; lines about anything else are passed over."""
    info, written = actor.campaign.settings.campaign, False
    for line in filter(None, map(str.strip, filled_in(text).splitlines())):
        found = places(line, info.number_prefix, info.number_width, written)
        plain = narrowed(blanked(line, found))
        numbers = tuple(dict.fromkeys(number for one in found for number in one.numbers))
        begins = _OPENING.sub("", plain, count=1)
        verb = _CONCLUDED.match(begins) or _SET.match(begins)
        if verb is None:
            continue
        written = written or bool(numbers)
        rest = begins[verb.end() :]
        act = _conclude if _CONCLUDED.match(begins) else _set_day
        yield act(actor, line, numbers, rest) if numbers else OrderOutcome(line, "县级会议", unclear="未写明问题编号")


def _set_day(actor: Actor, line: str, numbers: tuple[str, ...], rest: str) -> OrderOutcome:
    days = list(days_written(rest, actor.today))
    why = (
        "意见带有条件、询问或待定内容，未予执行"
        if _DOUBT.search(rest)
        else _no_day(days[0].day if days else None, actor)
    )
    if not why and (len(days) > 1 or not _BESIDE.fullmatch(rest[: days[0].start] + " " + rest[days[0].end :])):
        why = "除日期外还有其他内容，未予执行；会议意见请另行回复“县级会议意见 编号：内容”"
    if why or days[0].day is None:
        return OrderOutcome(line, "县级会议", unclear=why)
    day = days[0].day
    return _each(actor, line, numbers, Kind.MEETING_SET, f"定于{day.month}月{day.day}日", None, on=day.isoformat())


def _no_day(day: date | None, actor: Actor) -> str:
    if day is None:
        return "未写明会议日期，未予执行"
    return f"所写日期{day.month}月{day.day}日已过，未予执行" if day < actor.today else ""


def _conclude(actor: Actor, line: str, numbers: tuple[str, ...], rest: str) -> OrderOutcome:
    words = rest.strip(_EDGE)
    if words in {"", "意见"}:
        return OrderOutcome(line, "县级会议意见", unclear="未写明会议意见")
    if _NOT_YET.search(words):
        return OrderOutcome(line, "县级会议意见", unclear="意见带有询问或待定内容，未予执行")
    today = actor.today.isoformat()
    return _each(actor, line, numbers, Kind.CONFERRED, "会议意见已记录", words, on=today)


def _each(
    actor: Actor, line: str, numbers: tuple[str, ...], kind: Kind, remark: str, note: str | None, **data: str
) -> OrderOutcome:
    done, refused = [], []
    for number in numbers:
        problem = actor.ledger.numbered(number)
        why = _refusal(problem)
        if problem is None or why:
            refused.append((number, why))
            continue
        actor.record(problem, kind, note, **data)
        done.append(f"{number}（{remark}）")
    return OrderOutcome(line, "县级会议", tuple(done), tuple(refused))


def _refusal(problem: Problem | None) -> str:
    if problem is None:
        return "总台账中没有此编号"
    at_county = problem.state is State.COUNTY or problem.tier == TIERS[1]
    if not problem.is_open or not at_county:
        return f"不是县级协调的在办问题（当前状态“{problem.state.chinese}”）"
    return ""
