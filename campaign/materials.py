"""Missing materials 缺件: what a department says that the owner lacks, told to the owner once in full (D55, D58).

Only whole phrases name materials: ``尚缺社稳评估备案、勘测定界图，请业主于6月14日前提供``. Anything else is passed on
as the sentence that was written. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from campaign.campaign import Campaign
from campaign.days import days_written
from campaign.numbers import narrowed
from campaign.plain_words import has_open_end
from campaign.problem import OWNER, Lack, Problem
from campaign.text import essence

_CLAUSE = re.compile(r"[,，。；;！!：:\n]+")
_SENTENCE = re.compile(r"[。；;！!\n]+")
_OWNER = r"(?:项目)?(?:业主|建设单位|项目单位|代建单位)(?:单位)?"
_HAND_IN = r"(?:补齐|补充|补全|补报|补送|补交|补办|补正|提供|提交|报送|送达|送交|递交|完善)"
_LACKS = re.compile(
    rf"(?:(?<!不)(?:尚|还|仍|均|所|缺)缺(?:少)?|(?<!不)缺少|尚欠|(?:尚|还|仍)?未(?:能)?{_HAND_IN}|还?需(?:要)?{_HAND_IN})(?P<list>.+)$"
)
_ASKS = re.compile(rf"{_OWNER}.{{0,16}}?{_HAND_IN}(?P<list>.+)$")
_ASKS_OWNER = re.compile(rf"(?:请|要求|督促|催促){_OWNER}[^,，。；;]{{0,24}}?{_HAND_IN}")
_ABOUT_OWNER = re.compile(rf"{_OWNER}|{_HAND_IN}|缺")
_DOCUMENT = re.compile(
    r".{0,20}(?:材料|资料|图纸?|图件|图册|报告书?|表|意见书?|证明书?|批复|备案|合同|协议书?|方案|清单|证书?|函|承诺书?|纪要|概算|"
    r"预算书?|说明书?|复印件|原件|执照|批文|照片|公示|数据|成果|许可证?|申请书?|盖章页|文件|凭证|文本|评估|论证|书|单|册)"
)
_TAIL = re.compile(
    r"(?:等(?:共)?[\d一二三四五六七八九十两]*[项份个件]?|共?[\d一二三四五六七八九十两]+[项份个件])(?:相关|有关|所需)?(?:材料|资料)?$"
)
_APART = re.compile(r"、|以及|及|和|与")
_SUPPLIED = re.compile(
    rf"(?:已经?|均|都|现)(?:于[^,，。；;]{{2,14}}?|将[^,，。；;]{{2,24}}?)?(?:全部|一并|按要求|如数)?"
    rf"(?:{_HAND_IN}|上传|交至|寄出|盖章|送[至到往]?[^,，。；;]{{1,12}}(?:局|委|办|窗口|中心))"
)
_NOT_YET = re.compile(r"未|尚|没|拟|将于|计划|预计|准备|正在|待|争取|力争|无法|不能|才能|部分|是否|吗|[?？]")
_ALL = re.compile(r"全部|均已|都已|所有|一并")


def read_lack(texts: Iterable[str | None], today: date) -> Lack | None:
    """What is said to be lacking, the named materials first; None where nothing is said at all."""
    text = "。".join(written.strip() for written in texts if written and written.strip())
    if not text:
        return None
    clauses = [_without_days(clause, today) for clause in _CLAUSE.split(text) if clause.strip()]
    named = [name for pattern in (_LACKS, _ASKS) for clause in clauses for name in _listed(pattern, clause)]
    by = _wanted_by(text, today)
    if named:
        return Lack(tuple(dict.fromkeys(named)), True, by)
    about = [sentence.strip() for sentence in _SENTENCE.split(text) if _ABOUT_OWNER.search(sentence)]
    return Lack(("；".join(about) or text,), False, by)


def asks_owner(text: str) -> bool:
    """Whether it is said in so many words that the owner shall hand something in."""
    return bool(_ASKS_OWNER.search(text))


def _listed(pattern: re.Pattern[str], clause: str) -> Iterator[str]:
    """The materials of a clause; none where anything in the list is no document."""
    match = pattern.search(clause)
    if match is None:
        return
    written = match["list"].strip(" 的了")
    for apart in (_APART, re.compile("、"), re.compile("$^")):
        names = [_name(part) for part in apart.split(written)]
        if all(2 <= len(name) <= 24 and _DOCUMENT.fullmatch(name) for name in names):
            yield from names
            return


def _name(part: str) -> str:
    part = part.strip()
    without = _TAIL.sub("", part)
    return without if _DOCUMENT.fullmatch(without) else part


def _without_days(clause: str, today: date) -> str:
    """``请业主于6月14日前提供`` → ``请业主提供``."""
    text, cut = narrowed(clause).strip(), 0
    for day in days_written(text, today):
        start, end = day.start - cut, day.end - cut
        before = re.sub(r"[于在]$", "", text[:start])
        after = re.sub(r"^(?:\s|之|以)*(?:前|内)?", "", text[end:])
        cut += len(text) - len(before) - len(after)
        text = before + after
    return text


def _wanted_by(text: str, today: date) -> date | None:
    """The first day in a clause about the owner or about handing in that is still to come."""
    clauses = (narrowed(clause) for clause in _CLAUSE.split(text) if _ABOUT_OWNER.search(clause))
    days = (written.day for clause in clauses for written in days_written(clause, today))
    return next((day for day in days if day and day >= today), None)


def joined_lack(known: Lack | None, said: Lack | None) -> Lack | None:
    """What is lacking once more has been said: a list by name counts anew, other words change the date at most."""
    if known is None or said is None:
        return said or known
    if not said.named:
        return replace(known, by=said.by or known.by)
    is_known = set(said.materials) <= set(known.materials)
    return replace(said, by=said.by or (known.by if is_known else None))


def says_supplied(text: str) -> bool:
    """Whether an owner says that what was lacking has been handed in, all of it."""
    clauses = [clause for clause in _CLAUSE.split(narrowed(text)) if clause.strip()]
    done = any(_SUPPLIED.search(clause) and not _NOT_YET.search(clause) for clause in clauses)
    return done and not has_open_end(narrowed(text))


def meant(waiting: Collection[Problem], text: str, files: Iterable[str]) -> tuple[Problem, ...]:
    """Which numbers an answer without a number is about: the only one, all, or those whose materials it names."""
    if len(waiting) < 2 or _ALL.search(text):
        return tuple(waiting)
    said = essence(" ".join((text, *files)))
    return tuple(p for p in waiting if p.lack and any(essence(name) in said for name in p.lack.materials))


def owner_of(campaign: Campaign, problem: Problem) -> str | None:
    """Unit code of the project's owner; None where it is not in the directory, or is the responsible unit itself."""
    project = campaign.catalogue.by_code.get(problem.project_code or "")
    owner = project.owner if project else None
    return owner if owner != problem.responsible else None


@dataclass(frozen=True)
class Owed:
    """What one owner is told in one run: numbers for the first time (`fresh`), and again (`again`)."""

    owner: str
    fresh: tuple[Problem, ...]
    again: tuple[Problem, ...]


def to_tell(campaign: Campaign, problems: Iterable[Problem], now: datetime) -> Iterator[Owed]:
    """Owners to be told now, in directory order: a new list once in full, afterwards reminders (D58)."""
    waiting = [p for p in problems if p.is_open and p.waiting_on == OWNER and p.lack]
    for unit in campaign.directory.units:
        own = [p for p in waiting if owner_of(campaign, p) == unit.code]
        fresh = tuple(p for p in own if p.told_owner_at is None)
        again = tuple(p for p in own if p.told_owner_at and _is_to_remind(campaign, p, p.told_owner_at, now))
        if fresh or again:
            yield Owed(unit.code, fresh, again)


def _is_to_remind(campaign: Campaign, problem: Problem, told: datetime, now: datetime) -> bool:
    """On the last working day before the date, when the date has passed, and then with the feedback clock (A5)."""
    calendar, by = campaign.calendar, problem.lack.by if problem.lack else None
    today = calendar.local(now).date()
    last = calendar.local(problem.reminded_owner_at or told).date()
    if by is None or last == today:
        return False
    if not campaign.is_past(by, now):
        return last < eve(campaign, by) <= today
    gone = calendar.working_days_between(last, today)
    return last <= by or gone >= campaign.settings.clocks.feedback


def eve(campaign: Campaign, by: date) -> date:
    """The last working day before a date."""
    return campaign.calendar.last_working_day(date.fromordinal(by.toordinal() - 1))


def wanted_by(campaign: Campaign, problem: Problem, now: datetime) -> date:
    """Until when the owner is asked: the department's date, else the clock's working days, not after the due date."""
    today = campaign.calendar.local(now).date()
    if problem.lack and problem.lack.by:
        return problem.lack.by
    by = campaign.calendar.add_working_days(today, campaign.settings.clocks.owner_materials)
    expected = problem.next_date
    return expected if expected and today < expected < by else by
