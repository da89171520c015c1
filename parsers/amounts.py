"""Amounts of money as people write them, in 万元 (forms.md 5.4)."""

from __future__ import annotations

import re

from campaign.text import simplified, squeeze

#: 万元 in one of each
_UNITS = {"亿": 10000.0, "千万": 1000.0, "百万": 100.0, "十万": 10.0, "万": 1.0, "千": 0.1, "百": 0.01, "": 0.0001}
_LEAD = r"(?:大?约|共计?|合计|近|项目|总投资额?|投资|估算|概算|预计|计划投资|人民币|RMB|¥|:)*"
_TERM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:余|多|几)?个?(?:亿|[千百十]?万|千|百)?(?:余|多)?元?"
_AMOUNT = re.compile(rf"{_LEAD}(-?)((?:{_TERM})+)(?:余|多|左右|上下|以上|以内|整|人民币|\([^()]*\))*")
_ONE = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:余|多|几)?个?(亿|[千百十]?万|千|百)?(?:余|多)?(元?)")
_UNIT = re.compile("(亿|[千百十]?万|千|)元")


def money_unit(label: str) -> str | None:
    """The unit named in a label or head line: ``总投资（亿元）`` → 亿元."""
    found = _UNIT.search(squeeze(label))
    return found[0] if found else None


def money(text: str, unit: str | None) -> float | None:
    """An amount in 万元; `unit` holds where the cell names none (万元 if that is unknown too). None: not an amount.

    ``2亿5千万`` is a sum: every term has a unit, and each a smaller one than that before it.
    """
    match = _AMOUNT.fullmatch(simplified(text))
    if not match:
        return None
    terms = [(float(digits.replace(",", "")), word, bool(yuan)) for digits, word, yuan in _ONE.findall(match[2])]
    factors = [_UNITS[word] if word or yuan else None for _, word, yuan in terms]
    if len(terms) == 1:
        factors = [factors[0] or _UNITS[(unit or "万元").removesuffix("元")]]
    sizes = [factor for factor in factors if factor is not None]
    if len(sizes) < len(terms) or sizes != sorted(set(sizes), reverse=True):
        return None
    amount = sum(number * size for (number, _, _), size in zip(terms, sizes, strict=True))
    return round(-amount if match[1] else amount, 6)
