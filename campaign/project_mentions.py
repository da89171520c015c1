"""Projects named in a sentence by code, name or alias: 市2018-10, 市2018—10, 东部片区城乡供水一体化工程."""

from __future__ import annotations

import re
from collections.abc import Sequence

from campaign.catalogue import Project
from campaign.numbers import narrowed
from campaign.text import squeeze

#: stands for a project in a line
MARK = "◆"
_DASH = "[-‐-―−－_]"


def marked(line: str, projects: Sequence[Project]) -> tuple[str, tuple[str, ...]]:
    """The half-width line with a mark in the place of each project's name or code, and the codes in their order."""
    names = {squeeze(name): p.code for p in projects for name in (p.name, *p.aliases)}
    by_name = [(_spaced(name), code) for name, code in sorted(names.items(), key=lambda item: -len(item[0]))]
    ways = by_name + [(_code_pattern(p.code), p.code) for p in projects]
    pattern = re.compile("|".join(f"({way})" for way, _ in ways))
    found: list[str] = []

    def mark(match: re.Match[str]) -> str:
        found.append(ways[(match.lastindex or 1) - 1][1])
        return MARK

    return pattern.sub(mark, narrowed(line)), tuple(found)


def _spaced(name: str) -> str:
    return r"\s*".join(map(re.escape, name))


def _code_pattern(code: str) -> str:
    head, _, number = squeeze(code).rpartition("-")
    serial = re.escape(number.lstrip("0") or "0")
    return rf"{_spaced(head)}\s*{_DASH}\s*0*{serial}(?!\d)" if head else re.escape(number)
