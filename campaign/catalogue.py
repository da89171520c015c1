"""The catalogue 重点项目目录, the node plan 节点计划, and how a written project name finds its project.

Names match by table only (D10, D22, forms.md 5.1 row 2): as written, by alias, or normalised. No guesses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, TypeVar

from campaign.text import essence, squeeze


@dataclass(frozen=True)
class Project:
    """One row of F3. Money is in 万元; `owner` is a unit code, None when the directory lacks `owner_text`."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    type: str = ""
    sector: str = ""
    owner: str | None = None
    owner_text: str = ""
    unit_text: str = ""
    location: str = ""
    content: str = ""
    years: str = ""
    total_investment: float | None = None
    year_investment: float | None = None
    done_investment: float | None = None
    planned_start: date | None = None
    planned_finish: date | None = None
    contact: str = ""
    green_channel: bool = True
    ledger_batch: str | None = None


@dataclass(frozen=True)
class Node:
    """One row of F4, needed or done. `state`: 未到期, 按期完成, 逾期完成, 逾期未完成, or 已完成 (√ in a wide F4)."""

    project_code: str
    no: int
    name: str
    due: date | None = None
    unit: str = ""
    cooperating: tuple[str, ...] = ()
    done_on: date | None = None
    state: str = ""

    @property
    def is_done(self) -> bool:
        return self.done_on is not None or self.state in _DONE


How = Literal["code", "exact", "alias", "normalised"]


@dataclass(frozen=True)
class Match:
    """What a written name and code point to. `note`: a Chinese sentence for the sender, where one is due."""

    project: Project | None = None
    how: How | None = None
    note: str | None = None


Key = TypeVar("Key")
Value = TypeVar("Value")

_FILLER = re.compile("项目|工程|建设")
_STAGE = re.compile("第?([一二三四五六七八九十]+|\\d{1,2}|i{1,3}|iv|v)(期|标段|标(?!准))")
_DONE = frozenset({"按期完成", "逾期完成", "已完成"})
_DIGITS = {digit: str(value) for value, digit in enumerate("一二三四五六七八九十", 1)} | {
    roman: str(value) for value, roman in enumerate(("i", "ii", "iii", "iv", "v"), 1)
}
_DASHES = re.compile("[-‐-―−－_]+")


def core_name(name: str) -> tuple[str, frozenset[str]]:
    """A name without 项目/工程/建设 and punctuation; apart, its 期 and 标段. Equal when both are."""
    text = essence(name)
    stages = frozenset(_DIGITS.get(digit, digit) + unit[0] for digit, unit in _STAGE.findall(text))
    return _FILLER.sub("", _STAGE.sub("", text)), stages


def code_key(code: str) -> str:
    """``省2018—3`` and ``省2018-03`` are one code."""
    head, dash, number = _DASHES.sub("-", squeeze(code)).upper().rpartition("-")
    return head + dash + (number.lstrip("0") or "0" if number.isdigit() else number)


@dataclass(frozen=True)
class Catalogue:
    """Projects in catalogue order and nodes in plan order; every look-up is one access to a table."""

    projects: tuple[Project, ...] = ()
    nodes: tuple[Node, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Project]:
        return {project.code: project for project in self.projects}

    @cached_property
    def _by_key(self) -> Mapping[str, Project]:
        return {code_key(project.code): project for project in self.projects}

    @cached_property
    def _exact(self) -> Mapping[str, list[Project]]:
        return _table((squeeze(project.name), project) for project in self.projects)

    @cached_property
    def _alias(self) -> Mapping[str, list[Project]]:
        return _table((squeeze(alias), project) for project in self.projects for alias in project.aliases)

    @cached_property
    def _normalised(self) -> Mapping[tuple[str, frozenset[str]], list[Project]]:
        return _table(
            (core_name(name), project) for project in self.projects for name in (project.name, *project.aliases)
        )

    @cached_property
    def _of_owner(self) -> Mapping[str | None, list[Project]]:
        return _table((project.owner, project) for project in self.projects)

    @cached_property
    def _nodes_of(self) -> Mapping[str, list[Node]]:
        return _table((node.project_code, node) for node in self.nodes)

    def of_owner(self, unit_code: str) -> tuple[Project, ...]:
        return tuple(self._of_owner.get(unit_code, ()))

    def nodes_of(self, code: str) -> tuple[Node, ...]:
        return tuple(self._nodes_of.get(code, ()))

    def match(self, name: str | None, code: str | None = None) -> Match:
        """The project meant. A code must agree with the name (5.1 row 3), else no project and a note."""
        how, named = self._named(name or "")
        if code and squeeze(code):
            return self._coded(code, name or "", how, named)
        if len(named) > 1:
            names = "、".join(f"{project.code} {project.name}" for project in named)
            return Match(note=f"项目名称“{name}”对应目录内多个项目（{names}），请写明项目编号")
        return Match(named[0], how) if named else Match()

    def _coded(self, code: str, name: str, how: How | None, named: list[Project]) -> Match:
        project = self._by_key.get(code_key(code))
        if project is None:
            return Match(note=f"项目编号“{code}”不在重点项目目录内，请核对项目编号和项目名称")
        if not squeeze(name):
            return Match(project, "code")
        if project in named:
            return Match(project, how)
        return Match(note=f"目录内“{code}”为“{project.name}”，与所填项目名称“{name}”不一致，请核对")

    def _named(self, name: str) -> tuple[How | None, list[Project]]:
        written = squeeze(name)
        tables: tuple[tuple[How, list[Project] | None], ...] = (
            ("exact", self._exact.get(written)),
            ("alias", self._alias.get(written)),
            ("normalised", self._normalised.get(core_name(name))),
        )
        return next(((how, found) for how, found in tables if found), (None, []))


def _table(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    table: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        if value not in table[key]:
            table[key].append(value)
    return dict(table)
