"""What the key projects office answers to a list of projects for the ledger (M18): all of it, all but some, some, none.

A reply is read clause by clause. What stands in a clause beside projects and known words makes the whole reply unclear,
and nothing changes; behind a refusal it is the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from campaign.catalogue import Project
from campaign.project_mentions import MARK, marked
from campaign.text import squeeze

_BATCH = re.compile(r"第([\d一二三四五六七八九十]+)批")
_APART = re.compile(r"[,;。!]")
_CONSENT = re.compile(r"同意|可以|准予|予以纳入")
_REFUSAL = re.compile(
    r"(?:暂|先|均)?(?:不(?:同意|予以?|宜|再)?|未|暂缓|缓)(?:纳入|列入|考虑)(?:总?台账)?(?:管理)?(?:范围)?|^(?:我办)?(?:暂|均)?不同意$"
)
_EXCEPTION = re.compile(
    rf"(?:除[^{MARK}]*)?(?P<these>{MARK}[、和及与◆()\"“”]*)(?:等\d*个?(?:项目)?)?(?:之外|以外|除外|外)"
)
_REST = re.compile(r"^(?:其余|其他|其它|剩余)")
_DOUBT = re.compile(r"[?？]|吗$|是否|[待如若]|再议|再定|原则")
_KNOWN = re.compile(
    rf"^\(?\d{{1,2}}[.、)]|{MARK}|第[\d一二三四五六七八九十]+批|同意|可以|准予|予以|纳入|列入|总?台账|管理|范围|名单|清单|[我本你贵]办|意见|经研究|经审核|以上|上述|所列|所附|"
    r"[整该本这]批|全部|全批|均|都|一并|[只仅先]|共?\d+个|项目|其余|其他|其它|剩余|[拟将把对的等和及与个现、:()\"“”.\s-]"
)
_TALK = re.compile(r"(?:谢谢|收到|此复|特此回复|您好|你好|请查收|请知悉|以上意见供参考|.{0,12}(?:值班|办公室))")


class Answer(Enum):
    ALL = auto()
    SOME = auto()
    NONE = auto()


@dataclass(frozen=True)
class BatchReply:
    """`codes`: the projects taken in, in the order of the list; `line`: the words that say so; `reason`: why not."""

    answer: Answer
    codes: tuple[str, ...]
    line: str
    reason: str = ""


@dataclass(frozen=True)
class UnclearReply:
    """Nothing is done; `why` is a Chinese clause."""

    line: str
    why: str


def read_batch_reply(
    text: str, n: int, listed: Sequence[str], projects: Sequence[Project]
) -> BatchReply | UnclearReply | None:
    """The answer to the list of 第n批; None where the text says nothing of it. `listed`: codes; `projects`: all."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    read = [(squeeze(line), codes) for line, codes in (marked(line, projects) for line in lines)]
    about = [at for at, (line, codes) in enumerate(read) if codes or _is_about(line)]
    if not any(_is_about(read[at][0]) for at in about):
        return None
    whole = "\n".join(lines[at] for at in about)
    reader = _Reader(n, listed)
    for at in about:
        reader.read(*read[at])
    return reader.result(whole)


def _is_about(line: str) -> bool:
    return bool(_CONSENT.search(line) or _REFUSAL.search(line) or re.search("纳入|除外", line))


class _Reader:
    """Gathers what the clauses of a reply say, in their order."""

    def __init__(self, n: int, listed: Sequence[str]) -> None:
        self._n, self._listed = n, listed
        self._all = self._none = False
        self._some: list[str] = []
        self._but: list[str] = []
        self._reason: list[str] = []
        self._last: list[str] | None = None
        self._why = ""
        self._odd: list[str] = []

    def read(self, line: str, codes: Sequence[str]) -> None:
        """One line, its projects marked."""
        left = iter(codes)
        for clause in filter(None, _APART.split(line)):
            self._clause(clause, [next(left) for _ in range(clause.count(MARK))])

    def _clause(self, clause: str, codes: list[str]) -> None:
        batch = _BATCH.search(clause)
        if batch and not self._gives_reason() and batch[1] not in {str(self._n), _chinese(self._n)}:
            self._why = f"待确认的是第{self._n}批，不是{batch[0]}"
        strange = [code for code in codes if code not in self._listed]
        if strange:
            self._why = f"{'、'.join(strange)}不在第{self._n}批名单内"
        for part, own in _split_exception(clause, codes):
            self._part(part, own)

    def _part(self, part: str, codes: list[str]) -> None:
        refusal = _REFUSAL.search(part)
        if part == _EXCEPTED:
            self._but += codes
        elif _DOUBT.search(part) and not self._gives_reason():
            self._why = self._why or "意见带有条件或询问，未予执行"
        elif refusal:
            self._refuse(part, refusal, codes)
        elif _CONSENT.search(part):
            self._consent(part, codes)
        elif codes and not _KNOWN.sub("", part) and self._last is not None:
            self._last += codes
        elif self._gives_reason():
            self._reason.append(part)
        elif codes or not (_TALK.fullmatch(part) or not _KNOWN.sub("", part)):
            self._odd.append(part.replace(MARK, ""))

    def _gives_reason(self) -> bool:
        """Whether free words stand behind a refusal."""
        return self._none or self._last is self._but

    def _refuse(self, part: str, refusal: re.Match[str], codes: list[str]) -> None:
        if codes:
            self._but += codes
            self._last = self._but
        else:
            self._none = True
        self._reason += filter(None, [_KNOWN.sub("", part[refusal.end() :])])

    def _consent(self, part: str, codes: list[str]) -> None:
        self._odd += filter(None, [_KNOWN.sub("", part)])
        self._some += codes
        self._all = self._all or not (codes or part.endswith(":"))
        self._last = self._some

    def result(self, line: str) -> BatchReply | UnclearReply:
        refused = self._none and not (self._all or self._some)
        odd = "" if refused or not self._odd else f"“{self._odd[0]}”不能理解，未予执行"
        why = self._why or odd or self._contradiction()
        if why:
            return UnclearReply(line, why)
        reason = "，".join((*self._odd, *self._reason))
        if self._none:
            return BatchReply(Answer.NONE, (), line, reason)
        chosen = self._some or self._listed
        codes = tuple(code for code in self._listed if code in chosen and code not in self._but)
        answer = Answer.ALL if len(codes) == len(self._listed) else Answer.SOME
        return BatchReply(answer, codes, line, reason)

    def _contradiction(self) -> str:
        if self._none and (self._all or self._some):
            return "既有同意又有不同意的意见，未予执行"
        if self._all and self._some:
            return "是整批纳入还是只纳入所列项目不明，未予执行"
        if self._but and not (self._all or self._some):
            return f"其余项目是否纳入未写明，未予执行；请写全，如“同意纳入台账 第{self._n}批，除……外”"
        if not (self._none or self._all or self._some):
            return f"未写明是否同意；请回复“同意纳入台账 第{self._n}批”"
        if set(self._listed) <= set(self._but):
            return "名单内项目均被除外，未予执行；不同意整批纳入的，请回复“不纳入台账”并写明原因"
        return ""


_EXCEPTED = "除外"


def _split_exception(clause: str, codes: list[str]) -> Iterator[tuple[str, list[str]]]:
    """``除甲外同意纳入`` is an exception and a consent."""
    match = _EXCEPTION.search(clause)
    if match is None:
        yield _REST.sub("", clause), codes
        return
    first, count = clause[: match.start()].count(MARK), match["these"].count(MARK)
    yield _EXCEPTED, codes[first : first + count]
    rest = clause[: match.start()] + clause[match.end() :]
    if _KNOWN.sub("", rest) or _CONSENT.search(rest):
        yield _REST.sub("", rest), codes[:first] + codes[first + count :]


def _chinese(n: int) -> str:
    """十二 of 12, up to 99."""
    tens, ones = divmod(n, 10)
    digits = "零一二三四五六七八九"
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones or not tens else "")
