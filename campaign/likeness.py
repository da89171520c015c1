"""How much two descriptions of a problem are alike.

Likeness never merges anything: it recognises a unit's own rewording and picks what is shown to a coordinator
(forms.md 5.7).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nlargest
from itertools import chain

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Opcode

from campaign.marks import other_approval, told_apart
from campaign.text import essence, simplified

#: words that say how things stand, not what stands so; and amounts with their measures
_ASIDE = re.compile(
    r"目前|现在|现已|仍然|还是|一直|迟迟|至今|已经|未能|没有|无法|不能|不予|暂不|暂未|尚未|需要|要求|必须|应当|由于|因为|"
    r"全部|部分|比较|较大|较多|大约|左右|以上|经核实|据反映|[未没尚仍还已拟现的了须需因约近共及和与]|"
    r"[\d.]+(?:余|多)?(?:%|亩|公顷|平方米|平方公里|公里|千米|米|吨|万元|亿元|万|元|个工作日|个月|天|个|项|条|处|户|栋|幢|座|株|人|次)?|"
    r"[一二三四五六七八九十两几](?:个工作日|个月|个|项|条|处|户|栋|次|天|成)"
)
_CLAUSE = re.compile(r"[，,。；;：:、！!？?\s]+")


def ratio(one: str, other: str) -> float:
    """0-1, by the edits from one text to the other."""
    return fuzz.ratio(essence(one), essence(other)) / 100


def rewording(one: str, other: str) -> float:
    """0-1, how probably one of the texts of a unit is the other in newer words; 0 when they speak of two things."""
    if told_apart(one, other) or other_approval(one, other) or not _of_one_thing(one, other):
        return 0.0
    return ratio(one, other)


def _of_one_thing(one: str, other: str) -> bool:
    """Whether what differs is how things stand. What stands so is named first, and before the rest of its clause:

    other words at the beginning, or in place of others within a clause, name another thing.
    """
    first, second = sorted((_core(one), _core(other)))
    return not any(
        followed and (at_start or (before and after)) for before, after, at_start, followed in _changes(first, second)
    )


@lru_cache(maxsize=8192)
def _core(text: str) -> str:
    """Clauses joined by ``|``, without what is said aside."""
    clauses = (_ASIDE.sub("", clause) for clause in _CLAUSE.split(simplified(text).casefold()))
    return "|".join(clause for clause in clauses if clause)


def _changes(first: str, second: str) -> Iterator[tuple[str, str, bool, bool]]:
    """What stands in the first for what in the second, whether at the very start, whether its clause goes on alike."""
    steps = [step for step in Indel.opcodes(first, second) if step.tag != "equal"]
    start = 0
    while start < len(steps):
        end = start
        while end + 1 < len(steps) and _touch(steps[end], steps[end + 1]):
            end += 1
        before = first[steps[start].src_start : steps[end].src_end]
        after = second[steps[start].dest_start : steps[end].dest_end]
        going_on = first[steps[end].src_end : steps[end].src_end + 1]
        at_start = steps[start].src_start == steps[start].dest_start == 0
        yield before.strip("|"), after.strip("|"), at_start, going_on not in {"", "|"} and not _closes(before, after)
        start = end + 1


def _touch(step: Opcode, following: Opcode) -> bool:
    return step.src_end == following.src_start and step.dest_end == following.dest_start


def _closes(before: str, after: str) -> bool:
    return before.endswith("|") or after.endswith("|")


#: so many texts that share most are weighed
_WEIGHED = 20


class Neighbours:
    """The texts of one project by what they share: cosine of character 1-2-grams weighed by their rarity there."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        """Pairs of entry and essence; an entry may have several wordings."""
        self._grams = [(entry, _grams(text)) for entry, text in texts]
        frequency = Counter(chain.from_iterable(grams for _, grams in self._grams))
        total = len(self._grams) + 2
        self._weight = {gram: (math.log(total / (1 + n)) + 1) ** 2 for gram, n in frequency.items()}
        self._rare = (math.log(total) + 1) ** 2

    def near(self, text: str, least: float = 0.0) -> list[tuple[int, float]]:
        """(entry, 0-1) of all that share so much at least, the nearest first; the best wording of an entry counts."""
        wanted = _grams(text)
        length = self._length(wanted)
        best: dict[int, float] = {}
        for entry, grams in nlargest(_WEIGHED, self._grams, key=lambda pair: _overlap(wanted, pair[1])):
            shared = self._length(wanted & grams) ** 2
            score = shared / (length * self._length(grams)) if shared else 0.0
            if score > least:
                best[entry] = max(score, best.get(entry, 0.0))
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))

    def _length(self, grams: Iterable[str]) -> float:
        return math.sqrt(sum(self._weight.get(gram, self._rare) for gram in grams))


def _overlap(wanted: frozenset[str], grams: frozenset[str]) -> float:
    return len(wanted & grams) / math.sqrt(len(grams) or 1)


@lru_cache(maxsize=8192)
def _grams(text: str) -> frozenset[str]:
    return frozenset(text).union(text[n : n + 2] for n in range(len(text) - 1))
