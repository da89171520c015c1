"""The directory 通讯录: who takes part, their mailboxes, and how people write their names (D1, D79)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from campaign.text import squeeze


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
                names.setdefault(squeeze(name), unit)
        return names

    def __getitem__(self, code: str) -> Unit:
        return self.by_code[code]

    def find(self, written: str) -> Unit | None:
        """The unit meant by a written name (full name, alias, mailbox or code), or None when unknown or ambiguous."""
        key = squeeze(written)
        if key in self.ambiguous:
            return None
        return self._by_name.get(key) or self.by_address.get(written.strip().lower()) or self.by_code.get(key.upper())

    def of_kinds(self, kinds: Iterable[str]) -> tuple[Unit, ...]:
        """Units of any of the classes, in directory order."""
        wanted = frozenset(kinds)
        return tuple(unit for unit in self.units if unit.kinds & wanted)
