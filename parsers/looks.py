"""Whether the values of a column look like a kind: the second opinion on a label that is not known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from campaign.forms import Kind
from campaign.text import squeeze
from campaign.vocabulary import levels_written, tiers_written
from campaign.wordings import status_written, waiting_on_written
from parsers.dates import DateReader

_UNIT = re.compile(
    "(?:局|办|委|部|厅|院|中心|公司|集团|管委会|政府|镇|乡|街道|大队|支队|科|股|室|站|所|处|会|窗口|单位|部门|业主|企业)"
    "(?:\\(.*\\))?$"
)
_TICK = re.compile("^[√✓✔vV是1●○/×]$")
_DATES = DateReader(2000, 1)

_TESTS: Mapping[Kind, Callable[[str], bool]] = {
    Kind.SEQ: lambda text: len(text) <= 6,
    Kind.NUMBER: lambda text: bool(re.fullmatch(r"[A-Za-z]{0,6}\d{4}-?\d{1,6}|\d{1,4}", text)),
    Kind.CODE: lambda text: len(text) <= 24 and any(char.isdigit() for char in text),
    Kind.PROJECT: lambda text: len(text) >= 4 and not text.isdigit(),
    Kind.LONG: lambda text: len(text) >= 5 and not _DATES.read_text(text).day,
    Kind.UNIT: lambda text: bool(_UNIT.search(text)) or 2 <= len(text) <= 8,
    Kind.UNITS: lambda text: bool(_UNIT.search(text)) or 2 <= len(text) <= 8,
    Kind.DATE: lambda text: _DATES.read_text(text).likely,
    Kind.MONEY: lambda text: bool(re.match(r"约?[\d,.]+(?:万|亿|元|$)", text)),
    Kind.CATEGORY: lambda text: 2 <= len(text) <= 12,
    Kind.TIER: lambda text: bool(tiers_written(text) or _TICK.match(text)),
    Kind.LEVEL: lambda text: bool(levels_written(text) or _TICK.match(text)),
    Kind.CONTACT: lambda text: len(re.sub(r"\D", "", text)) >= 7 or 2 <= len(text) <= 12,
    Kind.STATUS: lambda text: status_written(text) is not None,
    Kind.WAITING: lambda text: waiting_on_written(text) is not None,
    Kind.CHOICE: lambda text: len(text) <= 12,
    Kind.TEXT: lambda text: True,
}


#: kinds that few texts pass for: such values say much about a column
TELLING = frozenset({Kind.DATE, Kind.MONEY, Kind.TIER, Kind.LEVEL, Kind.STATUS})


def looks_like(kind: Kind, texts: Sequence[str]) -> bool:
    """Most of the non-blank texts (of the first twenty) pass as this kind; no text says nothing against it."""
    seen = [squeeze(text) for text in texts[:20]]
    return sum(map(_TESTS[kind], seen)) * 3 >= 2 * len(seen)
