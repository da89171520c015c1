"""The catalogue 重点项目目录, the node plan 节点计划, and how a written project name finds its project.

Names match as written, by alias, or by what is left without mere writing (D10, D22, forms.md 5.1 row 2). A likeness
is taken only for the owner's own project and a slip of the pen; any other is proposed to the office that decides (A17).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from campaign.project_names import Name, Naming
from campaign.text import squeeze


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


How = Literal["code", "exact", "alias", "normalised", "fuzzy"]


@dataclass(frozen=True)
class Candidate:
    """A project that a written name may mean; `score` is the likeness of the names, 0 to 1."""

    project: Project
    score: float


@dataclass(frozen=True)
class Match:
    """What a written name and code point to. `note`: a Chinese sentence for the sender, where one is due.

    `candidates`: without a project, up to three that may be meant, likest first.
    """

    project: Project | None = None
    how: How | None = None
    note: str | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def hint(self) -> str | None:
        """A Chinese sentence that names the candidates; None without any."""
        names = "、".join(f"“{one.project.name}”（{one.project.code}）" for one in self.candidates)
        return f"项目名称与目录内{names}相近，如系同一项目，请更正名称或填写项目编号" if names else None


Key = TypeVar("Key")
Value = TypeVar("Value")

_DONE = frozenset({"按期完成", "逾期完成", "已完成"})
_LIST = re.compile(r"[、，,；;/\s及和]+")
_TOWN = re.compile("([\u4e00-\u9fff]{2,3})(?:镇|乡|街道)")
_DASHES = re.compile("[-‐-―−－_]+")

#: how many projects are proposed, and the least likeness of one
_PROPOSED = 3
_LEAST = 0.5
#: how many of the likest names are looked at
_LOOKED_AT = 12
#: what another 期 or 标段 takes from a likeness
_OTHER_STAGE = 0.1


def code_key(code: str) -> str:
    """``省2018—3`` and ``省2018-03`` are one code."""
    head, dash, number = _DASHES.sub("-", squeeze(code)).upper().rpartition("-")
    return head + dash + (number.lstrip("0") or "0" if number.isdigit() else number)


@dataclass(frozen=True)
class Catalogue:
    """Projects in catalogue order and nodes in plan order; every look-up is one access to a table, but for likeness."""

    projects: tuple[Project, ...] = ()
    nodes: tuple[Node, ...] = ()
    naming: Naming = field(default_factory=Naming)

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
    def _naming(self) -> Naming:
        """The towns where the projects lie are places too."""
        parts = (part for project in self.projects for part in _LIST.split(project.location))
        towns = (match[1] for part in parts if (match := _TOWN.fullmatch(part)))
        return replace(self.naming, places=self.naming.places | frozenset(towns))

    @cached_property
    def _names(self) -> tuple[tuple[Name, Project], ...]:
        return tuple(
            (self._naming.read(name), project) for project in self.projects for name in (project.name, *project.aliases)
        )

    @cached_property
    def _cores(self) -> list[str]:
        return [name.core for name, _ in self._names]

    @cached_property
    def _normalised(self) -> Mapping[Name, list[Project]]:
        return _table((name, project) for name, project in self._names if name.core)

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

    def match(self, name: str | None, code: str | None = None, owner: str | None = None) -> Match:
        """The project meant. A code must agree with the name (5.1 row 3), else no project and a note.

        `owner`: unit code of the project's owner as the row or its sender says; without it no likeness is accepted.
        """
        name = name or ""
        how, named = self._named(name)
        if code and squeeze(code):
            return self._coded(code, name, how, named)
        if len(named) > 1:
            names = "、".join(f"{project.code} {project.name}" for project in named)
            note = f"项目名称“{name}”对应目录内多个项目（{names}），请写明项目编号"
            return Match(note=note, candidates=tuple(Candidate(project, 1.0) for project in named[:_PROPOSED]))
        return Match(named[0], how) if named else self._alike(name, owner)

    def named(self, written: str) -> Project | None:
        """The project of a code, an exact name, or both where they agree: how an office names one. No likeness."""
        text = squeeze(written)
        known = self._by_key.get(code_key(text))
        if known:
            return known
        by_name = self._exact.get(text) or self._alias.get(text) or []
        code, _, name = written.strip().partition(" ")
        if not by_name and squeeze(name):
            coded = self._by_key.get(code_key(code))
            by_name = [one for one in self._exact.get(squeeze(name), []) if one is coded]
        return by_name[0] if len(by_name) == 1 else None

    def _coded(self, code: str, name: str, how: How | None, named: list[Project]) -> Match:
        project = self._by_key.get(code_key(code))
        if project is not None and not squeeze(name):
            return Match(project, "code")
        if project is not None and project in named:
            return Match(project, how)
        likest = [Candidate(one, 1.0) for one in named] or self._likest(name)
        if project is None:
            note = f"项目编号“{code}”不在重点项目目录内，请核对项目编号和项目名称"
            return Match(note=note, candidates=tuple(likest[:_PROPOSED]))
        note = f"目录内“{code}”为“{project.name}”，与所填项目名称“{name}”不一致，请核对"
        coded = next((one for one in likest if one.project is project), Candidate(project, self._score(name, project)))
        others = [one for one in likest if one.project is not project]
        return Match(note=note, candidates=(coded, *others[: _PROPOSED - 1]))

    def _alike(self, name: str, owner: str | None) -> Match:
        """A slip of the pen in the name of the owner's own project; anything else is proposed, likest first."""
        likest = self._likest(name)
        if likest and self._is_sure(name, owner, likest):
            project = likest[0].project
            note = f"项目名称“{name}”按目录内“{project.name}”（{project.code}）登记，如有不符请更正"
            return Match(project, "fuzzy", note)
        return Match(candidates=tuple(likest[:_PROPOSED]))

    def _is_sure(self, name: str, owner: str | None, likest: list[Candidate]) -> bool:
        best, rivals = likest[0], likest[1:2]
        if owner is None or owner != best.project.owner or best.score < self.naming.score:
            return False
        if any(best.score - rival.score < self.naming.margin for rival in rivals):
            return False
        written = self._naming.read(name)
        return any(written.may_be(self._naming.read(known)) for known in (best.project.name, *best.project.aliases))

    def _likest(self, name: str) -> list[Candidate]:
        """Projects by likeness of the core names: by the share in common, or by how much of a short name is found."""
        written = self._naming.read(name)
        if not written.core:
            return []
        near = {
            at
            for scorer in (fuzz.ratio, LCSseq.similarity)
            for _, _, at in process.extract(written.core, self._cores, scorer=scorer, limit=_LOOKED_AT)
        }
        scores: dict[str, float] = {}
        for known, project in (self._names[at] for at in sorted(near)):
            scores[project.code] = max(_likeness(written, known), scores.get(project.code, 0.0))
        found = [Candidate(self.by_code[code], score) for code, score in scores.items() if score >= _LEAST]
        return sorted(found, key=lambda one: -one.score)

    def _score(self, name: str, project: Project) -> float:
        return _likeness(self._naming.read(name), self._naming.read(project.name))

    def _named(self, name: str) -> tuple[How | None, list[Project]]:
        written = squeeze(name)
        tables: tuple[tuple[How, list[Project] | None], ...] = (
            ("exact", self._exact.get(written)),
            ("alias", self._alias.get(written)),
            ("normalised", self._normalised.get(self._naming.read(name))),
        )
        return next(((how, found) for how, found in tables if found), (None, []))


def _likeness(one: Name, other: Name) -> float:
    """0 to 1: the share in common; a short form, whose characters all stand in the longer name, counts for more."""
    ratio = fuzz.ratio(one.core, other.core) / 100
    shorter, longer = sorted((one.core, other.core), key=len)
    is_short_form = len(shorter) >= 3 and LCSseq.similarity(shorter, longer) == len(shorter)
    score = max(ratio, 0.75 + 0.1 * len(shorter) / len(longer)) if is_short_form else ratio
    return score if one.stages == other.stages else max(score - _OTHER_STAGE, 0.0)


def _table(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    table: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        if value not in table[key]:
            table[key].append(value)
    return dict(table)
