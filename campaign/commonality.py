"""共性问题: what several projects meet with in nearly the same words (forms.md 5.7). They are grouped, never merged."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from zlib import crc32

from rapidfuzz import fuzz

from campaign.problem import Problem
from campaign.text import essence

_AMOUNT = re.compile(r"[\d.]+")
#: texts of one substance share one of so many of their bigrams, chosen for all texts alike
_SKETCH = 8
#: bigrams of more than this share of the texts of a category tell nothing
_COMMON = 0.02
_FEW = 50


def common_groups(problems: Sequence[Problem], least: float) -> tuple[tuple[Problem, ...], ...]:
    """Groups alike in category and substance from `least` (0-1) on, each of two or more projects, in order given.

    What is alike is measured against the first problem of a group, so that later ones never change an earlier group.
    """
    blocks: dict[str | None, list[Problem]] = defaultdict(list)
    for problem in problems:
        blocks[problem.category].append(problem)
    groups = [group for block in blocks.values() for group in _groups(block, least * 100)]
    common = [group for group in groups if len({problem.project_key for problem in group}) > 1]
    place = {problem.entry: n for n, problem in enumerate(problems)}
    return tuple(tuple(group) for group in sorted(common, key=lambda group: place[group[0].entry]))


def group_numbers(problems: Iterable[Problem], least: float) -> Mapping[int, str]:
    """Entry → the number of the first problem of its group, for every problem of the ledger that is in one."""
    groups = common_groups([problem for problem in problems if problem.counts], least)
    return {problem.entry: group[0].number or "" for group in groups for problem in group}


def _groups(problems: Sequence[Problem], least: float) -> list[list[Problem]]:
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(_substance(problem), []).append(problem)
    holding: dict[str, list[str]] = defaultdict(list)
    leaders: dict[str, list[Problem]] = {}
    for text, sketch in _sketches(groups).items():
        near = dict.fromkeys(leader for gram in sketch for leader in holding[gram])
        leader = next((leader for leader in near if fuzz.ratio(leader, text, score_cutoff=least)), None)
        if leader is not None:
            leaders[leader].extend(groups[text])
            continue
        leaders[text] = groups[text]
        for gram in sketch:
            holding[gram].append(text)
    return list(leaders.values())


def _sketches(texts: Iterable[str]) -> Mapping[str, list[str]]:
    grams = {text: frozenset(text[n : n + 2] for n in range(len(text) - 1)) for text in texts}
    frequency = Counter(gram for each in grams.values() for gram in each)
    shared = {gram: crc32(gram.encode()) for gram, n in frequency.items() if n > 1}
    most = max(_FEW, _COMMON * len(grams))
    telling = {gram: place for gram, place in shared.items() if frequency[gram] <= most}
    chosen = {text: each & telling.keys() or each & shared.keys() for text, each in grams.items()}
    return {text: nsmallest(_SKETCH, each, key=shared.__getitem__) for text, each in chosen.items()}


def _substance(problem: Problem) -> str:
    """What is asked and why, without the project's name and without amounts."""
    said = essence(problem.report.problem + problem.report.ask)
    return _AMOUNT.sub("", said.replace(essence(problem.report.project_name) or "\0", ""))
