"""How a cell of each kind is read, and what is told when it cannot be (forms.md 5.1-5.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from campaign.blanks import is_blank
from campaign.forms import Field, Kind
from campaign.text import simplified, squeeze
from campaign.vocabulary import (
    LEVELS,
    TIERS,
    Status,
    WaitingOn,
    category_written,
    levels_written,
    tier_of_body,
    tiers_written,
)
from campaign.wordings import choice_written, status_written, waiting_on_written
from parsers.amounts import money, money_unit
from parsers.cells import phones, units
from parsers.draft import Cell, Draft
from parsers.findings import Code

Reader = Callable[[Draft, Field, Cell], object]


def _serial(draft: Draft, item: Field, cell: Cell) -> object:
    return cell.text


def _text(draft: Draft, item: Field, cell: Cell) -> object:
    return None if is_blank(cell.text) else cell.text


def _project(draft: Draft, item: Field, cell: Cell) -> object:
    return None if is_blank(cell.text) else " ".join(cell.text.split())


@lru_cache
def _number_pattern(prefix: str | None) -> re.Pattern[str]:
    """A problem number of the campaign's own series, or of one that looks like a series, or its digits alone."""
    own = rf"{re.escape(squeeze(prefix).upper().rstrip('-'))}-?\d{{1,6}}|" if prefix else ""
    series = rf"{own}[A-Z]{{1,6}}(?:\d{{4}}-?|\d{{0,4}}-)\d{{1,6}}|\d{{1,6}}"
    return re.compile(rf"(?:问题|台账|挂号)?(?:编号|第)?:?[\[【(]?({series})[\]】)]?(?:号|问题)*(?:\([^()]*\))?")


def _number(draft: Draft, item: Field, cell: Cell) -> object:
    """A problem number; told when it is none. A bare 12 stays as written: the ledger knows the prefix."""
    if is_blank(cell.text):
        return None
    key = re.sub("[‐-―−_-]+", "-", squeeze(cell.text)).upper().strip("。.;,、")
    match = _number_pattern(draft.context.number_prefix).fullmatch(key)
    if match is None:
        draft.say(Code.NUMBER_UNREADABLE, item.key, cell)
    return match[1] if match else key


def _date(draft: Draft, item: Field, cell: Cell) -> object:
    """A span is due on its last day; a planned start is its first (开（竣）工时间 in one cell)."""
    start = draft.dates.start_of(cell.text) if item.key == "planned_start" else None
    return start.iso if start else draft.read_date(item.key, cell)


def _money(draft: Draft, item: Field, cell: Cell) -> object:
    if is_blank(cell.text):
        return None
    unit = money_unit(cell.label) or next(
        (money_unit(v) for k, v in draft.head.items() if k.endswith("单位") and v), None
    )
    amount = money(cell.text, unit)
    if amount is None:
        draft.say(Code.MONEY_UNREADABLE, item.key, cell)
    return amount


def _category(draft: Draft, item: Field, cell: Cell) -> object:
    book = draft.context.formbook
    if cell.text in book.category_names:
        return cell.text
    named = category_written(
        simplified(cell.text).replace("其它", "其他") if "它" in cell.text else cell.text, book.categories
    )
    if len(named) > 1:
        draft.say(Code.CATEGORY_SEVERAL, item.key, cell, wanted=named[0])
    return named[0] if named else None


_OFFICE = re.compile(r"(?:局|委|办|办公室|中心)$")


@lru_cache(maxsize=4096)
def _tiers_meant(text: str) -> tuple[str, ...]:
    """The tiers of a cell, lowest first; also those of the bodies that it names in place of a tier."""
    above = tier_of_body(text)
    found = {*tiers_written(text), *([above] if above else [])}
    if not found and _OFFICE.search(simplified(text)):
        found = {TIERS[0]}
    return tuple(tier for tier in TIERS if tier in found)


def _tier(draft: Draft, item: Field, cell: Cell) -> object:
    tiers = _tiers_meant(cell.text)
    return tiers[-1] if tiers else None


def _level(draft: Draft, item: Field, cell: Cell) -> object:
    levels = levels_written(cell.text)
    if not levels and not is_blank(cell.text):
        draft.say(Code.VALUE_UNKNOWN, item.key, cell, wanted="、".join(LEVELS))
    return levels[0] if levels else None


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[str, ...]:
    """The units of a cell where there is no directory to ask."""
    return units(text, lambda name: False)


def _unit(draft: Draft, item: Field, cell: Cell) -> object:
    if is_blank(cell.text):
        return None
    find = draft.context.find_unit
    if find is not None and not any(find(name) for name in (cell.text, *units(cell.text, lambda n: bool(find(n))))):
        draft.say(Code.UNIT_UNKNOWN, item.key, cell)
    return cell.text


def _units(draft: Draft, item: Field, cell: Cell) -> object:
    """Names, the lead first, abbreviations expanded by the directory; a superior body need not be in it."""
    find = draft.context.find_unit
    if find is None:
        return list(_names(cell.text)) or None
    names = units(cell.text, lambda name: find(name) is not None)
    full: list[str] = []
    for name in names:
        unit = find(name)
        if unit is None and tier_of_body(name) is None:
            draft.say(Code.UNIT_UNKNOWN, item.key, cell, name)
        full.append(unit.name if unit else name)
    return list(dict.fromkeys(full)) or None


def _contact(draft: Draft, item: Field, cell: Cell) -> object:
    if is_blank(cell.text):
        return None
    found = phones(cell.text)
    for code, texts in ((Code.PHONE_LOST, found.lost), (Code.PHONE_ODD, found.odd)):
        for text in texts:
            draft.say(code, item.key, cell, text)
    if not (found.numbers or found.lost or found.odd):
        draft.say(Code.PHONE_MISSING, item.key, cell)
    return " ".join(cell.text.split())


def _status(draft: Draft, item: Field, cell: Cell) -> object:
    if is_blank(cell.text):
        return None
    status = status_written(cell.text)
    if status is None:
        draft.say(Code.STATUS_UNKNOWN, item.key, cell, wanted="、".join(Status))
        draft.told.add(item.key)
    return status.value if status else None


def _waiting(draft: Draft, item: Field, cell: Cell) -> object:
    if is_blank(cell.text):
        return None
    holder = waiting_on_written(cell.text)
    if holder is None:
        draft.say(Code.VALUE_UNKNOWN, item.key, cell, wanted="、".join(WaitingOn))
    return holder.value if holder else None


def _choice(draft: Draft, item: Field, cell: Cell) -> object:
    """One of the field's values, as it is spelled there; anything else is kept as written and told."""
    chosen = choice_written(cell.text, item.choices)
    if chosen is None and is_blank(cell.text):
        return None
    if chosen is None:
        draft.say(Code.VALUE_UNKNOWN, item.key, cell, wanted="、".join(item.choices))
    return chosen or cell.text


READERS: Mapping[Kind, Reader] = {
    Kind.SEQ: _serial,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.PROJECT: _project,
    Kind.CODE: _text,
    Kind.UNIT: _unit,
    Kind.UNITS: _units,
    Kind.DATE: _date,
    Kind.MONEY: _money,
    Kind.CATEGORY: _category,
    Kind.TIER: _tier,
    Kind.LEVEL: _level,
    Kind.CONTACT: _contact,
    Kind.STATUS: _status,
    Kind.WAITING: _waiting,
    Kind.CHOICE: _choice,
}


#: fields that come with another one: all levels, all tiers, the digits of a contact
COMPANIONS: Mapping[str, Callable[[Cell], dict[str, object]]] = {
    "level": lambda cell: {"levels": list(levels_written(cell.text)) or None},
    "tier": lambda cell: {"tiers": list(_tiers_meant(cell.text)) or None},
    "contact": lambda cell: {"contact_phones": list(phones(cell.text).numbers) or None},
}
