"""What a newer return of a unit changes: field by field, and what it no longer lists (A20)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from campaign.forms import F1
from campaign.outcomes import Change, RowResult
from campaign.problem import OPEN, Problem, Report, State
from campaign.text import essence
from campaign.versions import brings_more, replaces

#: fields of a report in the order of the form
_FIELDS = ("project_name", "project_code", "node_target", "category", "matter", "problem", "ask", "tier", "bodies")
_MORE = ("due", "contact", "note")
_SHOWN = 24
#: numbers that are told with what they are about; of more only the numbers
_NAMED = 10
_ASKED = OPEN - {State.CLOSE_REQ}
_AGAIN = frozenset({RowResult.SAME, RowResult.REVISED})


def changes(old: Report, new: Report) -> tuple[Change, ...]:
    """The fields that say something else now."""
    shown = ((F1[_KEYS.get(key, key)].label, _words(old, key), _words(new, key)) for key in (*_FIELDS, *_MORE))
    return tuple(Change(label, before, after) for label, before, after in shown if essence(before) != essence(after))


_KEYS: Mapping[str, str] = {"bodies": "body"}


def _words(report: Report, key: str) -> str:
    value = getattr(report, key)
    return "、".join(value) if isinstance(value, tuple) else str(value or "")


def sentence(changed: Iterable[Change]) -> str:
    """``更新：“需协调层级”由“部门级”改为“县级”``, long texts cut in the middle of the sentence."""
    parts = (f"“{c.label}”由{_quoted(c.before)}改为{_quoted(c.after)}" for c in changed)
    return "更新：" + "，".join(parts)


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”" if text else "空白"


@dataclass(frozen=True)
class Words:
    """What a mail says of itself (subject, text, names of its files), and whether it answers a 补正通知."""

    said: tuple[str, ...]
    completes: bool = False


def is_whole(words: Words, results: Collection[RowResult], known: int) -> bool:
    """Whether a return is meant to be all that its unit reports, so that what it leaves out may have been dropped.

    A file that takes the place of another says so, or repeats what has not changed. One row that has been corrected,
    or new ones, are sent alone by people who do not mean to drop the rest. `known`: the unit's open numbers before.
    """
    again = sum(result in _AGAIN for result in results)
    if brings_more(*words.said) or not again:
        return replaces(*words.said)
    most = again * 2 >= known
    if words.completes:
        return most
    repeated = RowResult.SAME in results and again * 4 >= known
    return most or repeated or replaces(*words.said)


def unlisted(own: Iterable[Problem], listed: Collection[int]) -> list[Problem]:
    """The unit's open numbers that its newer return does not list, by entry; what it has asked to withdraw is known."""
    return [p for p in own if p.state in _ASKED and p.entry not in listed and p.request != "撤回"]


def question(missing: Sequence[Problem], said: str = "本次未列") -> str:
    """What the unit is asked about numbers that are not listed any more: they are not deleted (A20)."""
    shown = len(missing) <= _NAMED
    named = "、".join(f"{p.number}（{_cut(p.report.problem)}）" if shown else f"{p.number}" for p in missing)
    return f"{said}{named}，是否撤回？如需撤回，请回复“撤回 编号 原因”；仍需协调的，不必回复，编号继续有效。"


def _cut(text: str) -> str:
    flat = "".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
