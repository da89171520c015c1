"""The directory 通讯录: who takes part, their mailboxes, and how people write their names (D1, D79)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from campaign.text import simplified

_TOWN = re.compile(r"(?:\w{2,3}县|县)?(\w{2,3})(?:镇|乡|街道)(?:人民政府|政府|办事处)?")
#: a section of a unit, written behind its name: 县林业局资源股, 县财政局（投资评审中心）
_SECTION = re.compile(r"[（(]?[\u4e00-\u9fff]{1,10}(?:股|科|室|中心|窗口|所|站|组|办|队)[）)]?")
#: the shortest name that is looked for inside other words
_NAME = 3


@dataclass(frozen=True)
class Unit:
    """One row of directory.xlsx. `kind` is the 类别 as written, e.g. ``要素审批`` or ``园区/业主``."""

    code: str
    name: str
    kind: str
    mailboxes: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The classes of a unit with several, ``园区/业主`` → {园区, 业主}."""
        return frozenset(part.strip() for part in self.kind.split("/"))

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every mailbox that speaks for the unit, its window included (D54)."""
        return self.mailboxes + self.windows


@dataclass(frozen=True)
class Directory:
    """Look-ups by code, mailbox and written name; names match by table only, never by likeness."""

    units: tuple[Unit, ...] = ()
    #: names that mean several units, e.g. 管委会; resolved by sender or asked (cast.md 10.1)
    ambiguous: frozenset[str] = frozenset()

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def by_address(self) -> Mapping[str, Unit]:
        return {address.lower(): unit for unit in self.units for address in unit.addresses}

    @cached_property
    def _by_name(self) -> Mapping[str, Unit]:
        names: dict[str, Unit] = {}
        for unit in self.units:
            for name in (unit.name, *unit.aliases):
                names.setdefault(simplified(name), unit)
        return names

    @cached_property
    def towns(self) -> frozenset[str]:
        """The towns among the units, without 镇: 崇武."""
        names = (_TOWN.fullmatch(unit.name) for unit in self.units)
        return frozenset(match[1] for match in names if match)

    def __getitem__(self, code: str) -> Unit:
        return self.by_code[code]

    def find(self, written: str) -> Unit | None:
        """The unit meant by a written name (full name, alias, mailbox or code), or None when unknown or ambiguous.

        A section of a unit, 县林业局资源股, is the unit.
        """
        key = simplified(written)
        if key in self.ambiguous:
            return None
        whole = self._by_name.get(key) or self.by_address.get(written.strip().lower()) or self.by_code.get(key.upper())
        return whole or self._of_section(key)

    def _of_section(self, key: str) -> Unit | None:
        heads = (key[:end] for end in range(len(key) - 1, _NAME - 1, -1) if _SECTION.fullmatch(key[end:]))
        return next(filter(None, map(self._by_name.get, heads)), None)

    def may_be_called(self, unit: Unit, written: str) -> bool:
        """Whether an ambiguous name can mean the unit: 管委会 and 某某园区管委会."""
        key = simplified(written)
        return key in self.ambiguous and any(simplified(name).endswith(key) for name in (unit.name, *unit.aliases))

    def named_in(self, text: str) -> Unit | None:
        """The only unit that a text, such as the name of a file, names in full; None when none or several are."""
        key = simplified(text)
        names = [name for name in self._by_name if len(name) >= _NAME and name in key]
        longest = [name for name in names if not any(name != other and name in other for other in names)]
        units = {self._by_name[name].code for name in longest}
        return self[units.pop()] if len(units) == 1 else None

    def of_kinds(self, kinds: Iterable[str]) -> tuple[Unit, ...]:
        """Units of any of the classes, in directory order."""
        wanted = frozenset(kinds)
        return tuple(unit for unit in self.units if unit.kinds & wanted)
