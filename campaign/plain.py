"""What a unit says about numbers in the text of a mail → statements, as strict as orders of offices (I3-I6, I10).

``GJ2018-0003、7—9号已解决，批复文号惠国土资〔2018〕12号`` asks to close four numbers, ``0012号正在办理`` tells
progress. What cannot be taken as one of the states of the feedback form becomes an `Unclear`, and nothing is done.
Pure: quoted mails have been removed before; texts are kept as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from campaign import plain_words as words
from campaign.courtesy import is_courtesy
from campaign.days import days_written
from campaign.feedback import Feedback
from campaign.numbers import Found, blanked, narrowed, places
from campaign.orders import Unclear
from campaign.replies import tells_reply
from campaign.vocabulary import Status, chinese_length
from campaign.wordings import waiting_on_written


class Request(StrEnum):
    """What a unit may say beside the six states of the form."""

    WITHDRAW = "撤回"
    ACCEPT = "接受交办"


@dataclass(frozen=True)
class Statement:
    """`line` as written. `row`: the feedback for each of the numbers, its own number left empty. `assumed`: to tell."""

    line: str
    numbers: tuple[str, ...]
    says: Status | Request
    row: Feedback
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Piece:
    """Words about numbers; `written` has spaces in the place of the numbers."""

    line: str
    numbers: tuple[str, ...]
    written: str


_SPACES = re.compile(r"[ \t\u3000]{2,}")
_SENTENCE = re.compile(r"[^。；;！!\r\n]+[。；;！!]?|[\r\n]+")
_SMALL_TALK = re.compile(
    r"^\s*(?:特此|此致|敬礼|谢谢|祝好?|顺祝|联系|电话|手机|经办|填报|发自|来自|以上(?:情况|内容)?(?:请|特|如)|妥否|如有|请查收|您好|你好|各位)"
    r"|^\s*\d{4}年\d{1,2}月\d{1,2}日\s*$|^[-—_=*\s]*$"
)
_SIGNATURE = re.compile(r"^[\w（）() ]{2,24}(?:局|委|办|中心|公司|政府|股|科|室|管委会|大队|站)$|\d{7,}\D{0,4}$")
_OTHERS = re.compile(r"^\s*(?:其余|其他|剩余|其它|另外?(?:的|有)|余下)")
_SUMMARY = re.compile(r"^\s*(?:(?:以上|上述|前述)(?:各?(?:编号|问题|事项))?)")
_LEAD_IN = re.compile(r"[\s\d.、)）①-⑳]*(?:其中|另外?|关于|而|但|以及|同时|问题|编号|第)?[\s、]*")
_JOINER = re.compile(r"[\s、,，和及与;；至到号—–~→>-]*(?:等\d*[个项]?(?:问题|编号)?)?")
_TRIM = " \t\u3000\r\n，,。.;；:：、"


def read_statements(
    text: str, prefix: str, width: int, today: date, about: Sequence[str] = ()
) -> list[Statement | Unclear]:
    """Statements in a mail's own text, in order. Sentences about no number are passed over.

    `about`: the numbers of the letter that is answered; the only one is meant where none is written. A sentence
    without a number goes on with what stands before it.
    """
    segments = _segments(text, prefix, width, tuple(about))
    gathered = _gathered(segments, tuple(about))
    return [one if isinstance(one, Unclear) else _understood(one, today) for one in gathered]


def _segments(text: str, prefix: str, width: int, about: tuple[str, ...]) -> Iterator[_Piece | Unclear]:
    """Sentences; one that says different things of several numbers is cut before each of them."""
    written = False
    for sentence in map(str.strip, filter(str.strip, _SENTENCE.findall(text))):
        found = places(sentence, prefix, width, written or bool(about), () if written else about)
        written = written or bool(places(sentence, prefix, width))
        hidden = [] if found else places(sentence, prefix, width, known=True)
        if hidden and _says_something(sentence):
            short = sentence[hidden[0].start : hidden[0].end].strip()
            yield Unclear(sentence, f"“{short}”请写完整编号，如“{hidden[0].numbers[0]}”")
        elif found:
            yield from _cut(sentence, found)
        else:
            yield _Piece(sentence, (), sentence)


def _cut(sentence: str, found: list[Found]) -> Iterator[_Piece | Unclear]:
    """One piece for each group of numbers that has words of its own."""
    groups = [[found[0]]]
    starts = [0]
    for one in found[1:]:
        between = sentence[groups[-1][-1].end : one.start]
        comma = max(between.rfind("，"), between.rfind(","))
        if _JOINER.fullmatch(between):
            groups[-1].append(one)
        elif comma >= 0 and _LEAD_IN.fullmatch(narrowed(between[comma + 1 :])):
            starts.append(groups[-1][-1].end + comma + 1)
            groups.append([one])
        else:
            yield Unclear(sentence, "一句内提到几个编号，所指不明；请逐个编号分行填写")
            return
    for group, start, end in zip(groups, starts, [*starts[1:], len(sentence)], strict=True):
        numbers = tuple(dict.fromkeys(number for one in group for number in one.numbers))
        yield _Piece(sentence[start:end].strip(), numbers, _SPACES.sub(" ", blanked(sentence, group)[start:end]))


def _gathered(segments: Iterator[_Piece | Unclear], about: tuple[str, ...]) -> list[_Piece | Unclear]:
    """Pieces with all that is said of their numbers, also in sentences that do not name them."""
    pieces: list[_Piece | Unclear] = []
    for segment in segments:
        if isinstance(segment, Unclear) or segment.numbers:
            pieces.append(segment)
            continue
        if _is_small_talk(segment.written):
            continue
        last = pieces[-1] if pieces else None
        if _OTHERS.search(segment.written) or isinstance(last, Unclear):
            pieces.extend(_nobodys(segment, "未写明问题编号"))
        elif _SUMMARY.search(segment.written):
            pieces = _summed_up(pieces, segment)
        elif isinstance(last, _Piece):
            pieces[-1] = _Piece(f"{last.line}{segment.line}", last.numbers, f"{last.written}\n{segment.written}")
        elif len(about) == 1:
            pieces.append(replace(segment, numbers=about))
        elif about:
            pieces.extend(_nobodys(segment, "来信所列问题不止一个，请写明编号"))
    return pieces


def _is_small_talk(text: str) -> bool:
    return bool(_SMALL_TALK.search(text) or _SIGNATURE.search(text)) or is_courtesy(text)


def _nobodys(segment: _Piece, why: str) -> list[Unclear]:
    return [Unclear(segment.line, why)] if _says_something(segment.written) else []


def _says_something(text: str) -> bool:
    """Whether a sentence tells how a problem stands, or asks for something."""
    clauses = words.CLAUSES.split(narrowed(text))
    return words.is_finished(clauses) or any(pattern.search(text) for pattern in (*_SAYS.values(), words.UNDER_WAY))


def _summed_up(pieces: list[_Piece | Unclear], segment: _Piece) -> list[_Piece | Unclear]:
    """``以上均已办结``: said of the numbers above that stand there without a word."""
    bare = [one for one in pieces if isinstance(one, _Piece) and not one.written.strip(_TRIM + "号等")]
    if not bare:
        return pieces + _nobodys(segment, "“以上”所指编号不明，请逐个写明编号")
    numbers = tuple(dict.fromkeys(number for one in bare for number in one.numbers))
    line = "".join(f"{one.line} " for one in bare) + segment.line
    return [one for one in pieces if one not in bare] + [_Piece(line, numbers, segment.written)]


_SAYS: Mapping[Status | Request, re.Pattern[str]] = {
    Request.WITHDRAW: words.WITHDRAW,
    Status.NOT_OURS: words.NOT_OURS,
    Status.EXTEND: words.EXTEND,
    Status.ESCALATE: words.ESCALATE,
}


def _understood(piece: _Piece, today: date) -> Statement | Unclear:
    text = narrowed(piece.written)
    clauses = words.CLAUSES.split(text.replace("\n", ","))
    if _OTHERS.match(text) and not text.lstrip().startswith("另"):
        return Unclear(piece.line, "“其余”所指编号不明，请逐个写明编号")
    if words.QUESTION.search(text):
        return Unclear(piece.line, "含有询问，未予登记；请写明办理情况")
    if words.OFFICES.search(text):
        return Unclear(piece.line, "此项意见由活动统筹单位作出，贵单位来件未予执行")
    said = [says for says, pattern in _SAYS.items() if any(map(pattern.search, clauses))]
    finished, open_end = words.is_finished(clauses), words.has_open_end(text)
    conditional = bool(words.CONDITION.search(text))
    if finished and not open_end and not conditional:
        said.append(Status.DONE)
    if len(said) > 1:
        both = "”“".join(one.value for one in said)
        return Unclear(piece.line, f"同时写有“{both}”，未予登记；请分别说明")
    if said and not conditional:
        return _statement(piece, said[0], clauses, today)
    return _under_way(piece, clauses, today, conditional=bool(said) or conditional, finished=finished)


def _under_way(
    piece: _Piece, clauses: list[str], today: date, *, conditional: bool, finished: bool
) -> Statement | Unclear:
    text = narrowed(piece.written)
    if any(map(words.ACCEPT.search, clauses)):
        return _statement(piece, Request.ACCEPT, clauses, today)
    if conditional:
        return Unclear(piece.line, "带有条件，未予登记；请写明目前办理情况")
    if not words.UNDER_WAY.search(text) and not tells_reply(text):
        return Unclear(piece.line, "未能判断办理状态；请写明已办结、办理中、需提级协调、申请延期或非本部门职责")
    told = _statement(piece, Status.WORKING, clauses, today)
    note = "来件同时写有已完成和未完成的内容，按办理中登记"
    return replace(told, assumed=(*told.assumed, note)) if finished else told


def _statement(piece: _Piece, says: Status | Request, clauses: list[str], today: date) -> Statement:
    reason = _reason(piece, says)
    row = Feedback(
        number="",
        status=says if isinstance(says, Status) else None,
        progress=" ".join(piece.written.strip(_TRIM).split()) or None,
        reason_next=reason,
    )
    if says is Status.DONE:
        return _with_evidence(Statement(piece.line, piece.numbers, says, row), piece, clauses, today)
    holder = words.waited_for(narrowed(piece.written))
    waiting = waiting_on_written(holder) if holder else None
    phrases = re.split(r"[,\n]", narrowed(piece.written))
    expected = (phrase for phrase in phrases if says is Status.EXTEND or words.is_expected(phrase))
    row = replace(row, waiting_on=waiting.value if waiting else None, eta=_first_day(expected, today, past=False))
    return Statement(piece.line, piece.numbers, says, row)


def _first_day(clauses: Iterator[str] | list[str], today: date, *, past: bool) -> date | None:
    """The first day written that has come (`past`), or that is still to come."""
    days = (written.day for clause in clauses for written in days_written(clause, today))
    return next((day for day in days if day and (day <= today if past else day >= today)), None)


def _with_evidence(statement: Statement, piece: _Piece, clauses: list[str], today: date) -> Statement:
    """办结日期 and 佐证 out of the sentence; where no day is written it is the day of the mail, which is told."""
    day = _first_day(clauses, today, past=True)
    later = _first_day(clauses, today, past=False)
    parts = re.split(r"[，,\n]", piece.written)
    evidence = "，".join(part.strip(_TRIM) for part in parts if words.names_evidence(narrowed(part)))
    assumed = () if day or later else (f"未写明办结日期，按来件日期{today.isoformat()}登记",)
    row = replace(statement.row, done_on=day or later or today, evidence=evidence or None)
    return replace(statement, row=row, assumed=assumed)


def _reason(piece: _Piece, says: Status | Request) -> str | None:
    """What stands behind 原因 or 因; for a request else whatever is said beside it."""
    pattern = _SAYS.get(says)
    place = words.reason_place(narrowed(piece.written))
    if place:
        return _beside(piece.written[place[0] : place[1]], pattern)
    if pattern is None:
        return None
    if says in {Status.NOT_OURS, Status.ESCALATE}:
        return piece.written.strip(_TRIM)
    beside = _beside(piece.written, pattern)
    if says is Request.WITHDRAW and not beside:
        beside = pattern.sub("", narrowed(piece.written), count=1).strip(_TRIM)
    return beside if chinese_length(beside) >= 4 else None


def _beside(text: str, pattern: re.Pattern[str] | None) -> str:
    """The clauses that are not the request itself."""
    clauses = [clause.strip(_TRIM) for clause in re.split(r"[，,\n]", text)]
    return "，".join(clause for clause in clauses if clause and not (pattern and pattern.search(narrowed(clause))))
