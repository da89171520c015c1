"""拆分: one number turns out to be several problems (D77); the first part keeps it, each further part gets its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from campaign.acts import Actor
from campaign.events import Event, Kind, report_data
from campaign.identity import Identity
from campaign.problem import Problem

_POINT = re.compile(r"(?:^|[\s:：；;。，,、])[(（]?(?P<n>\d{1,2}|[①-⑳])(?:[)）.．、]|(?<=[①-⑳]))\s*(?!\d)")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def parts_written(text: str) -> list[str]:
    """The points of ``1.甲；2.乙``, numbered one after the other from 1; what is not enumerated so gives none."""
    points, expected = [], 1
    for match in _POINT.finditer(text):
        n = _CIRCLED.find(match["n"]) + 1 if match["n"] in _CIRCLED else int(match["n"])
        if n == expected:
            points.append(match)
            expected += 1
    if not points or text[: points[0].start()].strip(" \t，,:：。为成"):
        return []
    ends = [point.start() for point in points[1:]] + [len(text)]
    parts = [text[point.end() : end].strip(" \t\n；;。，,") for point, end in zip(points, ends, strict=True)]
    return parts if all(parts) else []


def split(actor: Actor, problem: Problem, text: str) -> Sequence[Problem]:
    """Split the problem by the points of the text; the further parts with their numbers. Raises Refused.

    Each has the project, category, tier, reporters and sources of the first, and is handed off like a new one.
    """
    first, *others = parts_written(text) or [""]
    kept = actor.act(problem, Kind.SPLIT, parts=[first, *others])
    family = {kept.entry}
    return [_further(actor, kept, part, family) for part in others]


def _further(actor: Actor, problem: Problem, words: str, family: set[int]) -> Problem:
    """`family`: the entries of the other parts, which are never the same problem as this one."""
    report = report_data(replace(problem.report, problem=words, category=problem.category, tier=problem.tier))
    told = {"report": report, "source": vars(problem.sources[0]), "project_code": problem.project_code}
    entry = actor.ledger.next_entry()
    received = {**told, "reporter": problem.reporters[0]}
    part = actor.ledger.record(Event(entry, Kind.RECEIVED, actor.at, actor.unit, actor.message_id, received))
    for reporter, source in zip(problem.reporters[1:], problem.sources[1:], strict=False):
        actor.record(part, Kind.REPORTED, reporter=reporter, source=vars(source))
    family.add(part.entry)
    return Identity(actor.campaign, actor.ledger, actor.at, actor.message_id).admit(part, problem.project_code, family)
