"""更正 of a letter that has gone out (M24), as an office writes it: ``更正：登记挂号65个应为66个``.

An affair of sort CORRECTION is keyed by its serial number; its one act is ``issued`` (letters, items, subject).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from campaign.affairs import Affairs, Sort
from campaign.checks.result import CheckResult, Verdict

_START = re.compile(r"^(?:现将?|请)?更正(?:启事|通知|说明|如下)?(?=[\s:：，,日]|$)")
_ISSUE = re.compile(r"日报[(（]?第\s*(\d+)\s*期[)）]?")
_RIGHT = re.compile(r"[，,]?\s*(?:现?(?:应(?:该)?(?:更正|改)?为|更正为|改为))\s*[:：]?\s*")
_DIGEST_KEY = re.compile(r"/M07/[^/]+/(\d+)$")
_ITEM = re.compile(r"^\s*(?:\d{1,2}\s*[.、)）]|[一二三四五六七八九十]、)\s*")
#: as our letter prints it, with nothing filled in
_UNFILLED = re.compile("〔(?:原文|正确内容)〕")
_QUOTES = ' \t　，,。；;：:“”"「」‘’'


@dataclass(frozen=True)
class Correction:
    """`issue`: of the digest 日报第n期 that is named, None for the letter answered. `items`: wrong and right words."""

    line: str
    issue: int | None
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class UnclearCorrection:
    """`why`: a Chinese clause."""

    line: str
    why: str


def read_corrections(text: str) -> Iterator[Correction | UnclearCorrection]:
    """Blocks that begin with 更正, each up to a blank line; other lines are passed over."""
    block: list[str] = []
    for line in [*map(str.strip, text.splitlines()), ""]:
        if _START.match(line) or (block and not line):
            yield from _read(block)
            block = [line] if line else []
        elif block:
            block.append(line)


def _read(block: list[str]) -> Iterator[Correction | UnclearCorrection]:
    if not block:
        return
    # a signature below the items says nothing of what is right
    last = max((at for at, line in enumerate(block) if _RIGHT.search(line)), default=len(block) - 1)
    whole = "\n".join(block[: last + 1])
    body = _START.sub("", whole, count=1)
    issue = _ISSUE.search(body.partition("\n")[0])
    said = _ISSUE.sub("", body, count=1) if issue else body
    clauses = [_ITEM.sub("", clause).strip(_QUOTES) for clause in re.split(r"[\n；;。]", said)]
    items = [tuple(part.strip(_QUOTES) for part in _RIGHT.split(clause, maxsplit=1)) for clause in clauses if clause]
    pairs = tuple((item[0].removeprefix("原").strip(_QUOTES), item[1]) for item in items if len(item) == 2)
    if _UNFILLED.search(said) or not pairs or len(pairs) < len(items) or not all(map(all, pairs)):
        yield UnclearCorrection(whole, "未写明何处有误、应为什么，未予执行；请逐项写作“更正：原文应为正确内容”")
        return
    yield Correction(whole, int(issue[1]) if issue else None, pairs)


@dataclass(frozen=True)
class Doubtful:
    """日报第`n`期, which left while the books did not balance (C3-2); `detail`: what was wrong with them."""

    n: int
    at: datetime
    detail: str


def doubtful(results: Sequence[CheckResult], issues: Mapping[int, datetime], affairs: Affairs) -> list[Doubtful]:
    """The issues of the digest to be looked at again once the books balance, as long as nobody has corrected them.

    `results` of C3-2, oldest first; `issues`: number → when it was composed. Nothing while the newest result fails, or
    when it does not end a failure.
    """
    failed = list(takewhile(lambda r: r.result is Verdict.FAIL, reversed(results[:-1])))
    if not failed or results[-1].result is Verdict.FAIL:
        return []
    first, mended = failed[-1], results[-1]
    corrected = {key for affair in affairs.of(Sort.CORRECTION) for act in affair.acts for key in act.data["letters"]}
    told = {int(match[1]) for key in corrected if (match := _DIGEST_KEY.search(key))}
    found = sorted((n, at) for n, at in issues.items() if first.at <= at < mended.at and n not in told)
    return [Doubtful(n, at, first.detail) for n, at in found]


def next_serial(affairs: Affairs) -> int:
    """The number of the next correction."""
    return 1 + max((int(affair.key) for affair in affairs.of(Sort.CORRECTION)), default=0)
