"""Lines of a campaign folder's tables → units, projects, nodes. What is not understood is a fault, never a default."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from campaign.campaign import form_book
from campaign.catalogue import Node, Project, code_key
from campaign.directory import Directory, Unit
from campaign.settings import Settings
from campaign.text import squeeze
from flows.folder_tables import Line, TableError, directory_lines, form_lines

_LIST = re.compile(r"[;；,，、\s]+")
_COUNTY = "县"
_GOVERNMENT = "人民政府"
_NOT_NEEDED = "不涉及"


def units_of(path: Path, settings: Settings | None, faults: list[str]) -> tuple[Unit, ...]:
    """The units of directory.xlsx, in its order."""
    try:
        lines = directory_lines(path)
    except TableError as error:
        faults.append(str(error))
        return ()
    faults += _blanks(lines, {"code": "编号", "name": "单位名称", "kind": "类别"})
    faults += _repeated(lines, "code", "编号")
    faults += _shared_mailboxes(lines)
    county = settings.campaign.county if settings else ""
    return tuple(_unit(line, county) for line in lines)


def _unit(line: Line, county: str) -> Unit:
    name, written = line.text("name"), _list(line.text("aliases"))
    return Unit(
        code=squeeze(line.text("code")),
        name=name,
        kind=squeeze(line.text("kind")),
        mailboxes=_list(line.text("mailboxes")),
        windows=_list(line.text("windows")),
        aliases=tuple(dict.fromkeys((*written, *_otherwise(name, written, county)))),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in _LIST.split(text) if part)


def _otherwise(name: str, written: Iterable[str], county: str) -> Iterator[str]:
    """A county body is written with and without its county: 县林业局, 林业局, 某某县林业局; a company with and without
    the county's bare name; 政府 stands for 人民政府.
    """
    stem = county.removesuffix(_COUNTY)
    for each in (name, *written):
        if _GOVERNMENT in each:
            yield each.replace(_GOVERNMENT, "政府")
        if name.startswith((_COUNTY, county)):
            bare = each.removeprefix(county).removeprefix(_COUNTY)
            yield from (bare, _COUNTY + bare, county + bare)
        elif stem and name.startswith(stem):
            yield from (each.removeprefix(stem), stem + each.removeprefix(stem))


def _blanks(lines: list[Line], labels: dict[str, str]) -> Iterator[str]:
    for line in lines:
        for key, label in labels.items():
            if not line.text(key):
                yield f"{line.place}: {label} is empty, fill it in or remove the row"


def _repeated(lines: list[Line], key: str, label: str) -> Iterator[str]:
    first: dict[str, Line] = {}
    for line in lines:
        value = code_key(line.text(key))
        if value and value in first:
            yield f"{line.place}: {label} {line.text(key)} is also in {first[value].place}, give each its own"
        first.setdefault(value, line)


def _shared_mailboxes(lines: list[Line]) -> Iterator[str]:
    holder: dict[str, Line] = {}
    for line in lines:
        for address in dict.fromkeys(_list(line.text("mailboxes").lower()) + _list(line.text("windows").lower())):
            if not re.fullmatch(r"[^@]+@[^@]+", address):
                yield f"{line.place}: {address} is not a mail address, correct it"
            elif address in holder:
                yield f"{line.place}: {address} is also a mailbox in {holder[address].place}, let one unit keep it"
            holder.setdefault(address, line)


def projects_of(path: Path, settings: Settings, directory: Directory, faults: list[str]) -> tuple[Project, ...]:
    """The projects of catalogue.xlsx (F3), in its order; further aliases come from the settings."""
    try:
        lines = form_lines(path, "F3", form_book(settings), settings.campaign.year, directory)
    except TableError as error:
        faults.append(str(error))
        return ()
    faults += _blanks(lines, {"project_code": "项目编号", "project_name": "项目名称"})
    faults += _repeated(lines, "project_code", "项目编号")
    faults += (fault for line in lines for fault in _project_faults(line, directory))
    return tuple(_project(line, settings, directory) for line in lines)


def _project_faults(line: Line, directory: Directory) -> Iterator[str]:
    owner = line.text("owner")
    if not directory.find(owner):
        yield f"{line.place}: 项目业主 “{owner}” is not in directory.xlsx, add the unit, or the name to its 别名"
    if not line.names("levels"):
        yield f"{line.place}: 项目级别 names none of 省, 市, 县, correct it"
    if line.text("green_channel") not in {"", "是", "否"}:
        yield f"{line.place}: 绿色通道 is neither 是 nor 否, correct it"
    yield from _unreadable(line)


def _unreadable(line: Line) -> Iterator[str]:
    return (f"{line.place}: {sentence}" for sentence in line.unreadable)


def _project(line: Line, settings: Settings, directory: Directory) -> Project:
    code, owner = squeeze(line.text("project_code")), directory.find(line.text("owner"))
    return Project(
        code=code,
        name=line.text("project_name"),
        aliases=_list(line.text("aliases")) + settings.aliases.projects.get(code, ()),
        levels=line.names("levels"),
        type=line.text("project_type"),
        sector=line.text("sector"),
        owner=owner.code if owner else None,
        owner_text=line.text("owner"),
        unit_text=line.text("unit"),
        location=line.text("location"),
        content=line.text("content"),
        years=line.text("years"),
        total_investment=line.amount("total_investment"),
        year_investment=line.amount("year_investment"),
        done_investment=line.amount("done_investment"),
        planned_start=line.day("planned_start"),
        planned_finish=line.day("planned_finish"),
        contact=line.text("contact"),
        green_channel=line.text("green_channel") != "否",
        ledger_batch=line.text("ledger_batch") or None,
    )


def nodes_of(
    path: Path, settings: Settings, directory: Directory, projects: Iterable[Project], faults: list[str]
) -> tuple[Node, ...]:
    """The nodes of nodes.xlsx (F4), in its order."""
    try:
        lines = form_lines(path, "F4", form_book(settings), settings.campaign.year, directory)
    except TableError as error:
        faults.append(str(error))
        return ()
    codes = {code_key(project.code): project.code for project in projects}
    faults += _blanks(lines, {"project_code": "项目编号", "node": "节点名称"})
    faults += (fault for line in lines for fault in _node_faults(line, codes))
    needed = [line for line in lines if line.text("node_state") != _NOT_NEEDED]
    return tuple(_node(line, codes, at) for at, line in enumerate(needed, 1))


def _node_faults(line: Line, codes: Mapping[str, str]) -> Iterator[str]:
    code = line.text("project_code")
    if code and code_key(code) not in codes:
        yield f"{line.place}: 项目编号 {code} is not in catalogue.xlsx, correct it or add the project there"
    number = line.text("node_no")
    if number and not number.isdigit():
        yield f"{line.place}: 节点序号 “{number}” is not a number, correct it or leave it blank"
    yield from _unreadable(line)


def _node(line: Line, codes: Mapping[str, str], at: int) -> Node:
    code, number = line.text("project_code"), line.text("node_no")
    return Node(
        project_code=codes.get(code_key(code), code),
        no=int(number) if number.isdigit() else at,
        name=line.text("node"),
        due=line.day("node_due"),
        unit=line.text("unit"),
        cooperating=line.names("cooperating"),
        done_on=line.day("done_on"),
        state=line.text("node_state"),
    )
