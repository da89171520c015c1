"""Which of the bodies listed for a row of several problems leads which of them (forms.md 5.1 row 14, 5.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from campaign.text import simplified
from parsers.cells import tells_roles, units
from parsers.draft import Draft
from parsers.findings import Code

_PREFIX = re.compile(r"(?:[\u4e00-\u9fff]{2,3}?(?<![城都门])[县市省]|[县市省区])(?![场政容])(?=.{3})")
#: the shortest name that is looked for inside a sentence
_SHORTEST = 3

_Ways = Mapping[str, re.Pattern[str]]


def set_leads(drafts: Sequence[Draft], *, own_asks: bool) -> None:
    """Put the lead of every part of a row first in its list of bodies, the others behind it as listed.

    It leads a part that the part names. Where as many bodies as parts are listed, those that no part names are shared
    out in order to the parts that name none, and that is told. A list that says who leads is kept. `own_asks`: every
    part has an ask of its own; an ask of all parts counts where it names one body alone.
    """
    ways = _listed(drafts[0])
    if len(ways) < 2:
        return
    named = [_named(draft, ways, own_asks) for draft in drafts]
    for draft, own, lead in zip(drafts, named, _shared_out(named, ways), strict=True):
        if lead is None:
            continue
        draft.fields["body"] = [lead, *(name for name in ways if name != lead)]
        if own is None:
            draft.say(Code.BODIES_SHARED, "body", draft.cells["body"], lead)


def _listed(draft: Draft) -> _Ways:
    """Bodies of the row as read → how a sentence may name them."""
    text, find = draft.cells["body"].text, draft.context.find_unit
    if tells_roles(text):
        return {}
    ways: dict[str, set[str]] = {}
    for written in units(text, lambda name: bool(find and find(name))):
        unit = find(written) if find else None
        names = (unit.name, *unit.aliases) if unit else ()
        ways.setdefault(unit.name if unit else written, set()).update((written, *names))
    return {name: _pattern(map(simplified, written)) for name, written in ways.items()}


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Each name, or without the place before it: 林业局 for 县林业局, but not within 市林业局."""
    known: set[str] = set()
    for name in (name for name in names if len(name) >= _SHORTEST):
        prefix = _PREFIX.match(name)
        core = re.escape(name[prefix.end() :] if prefix else name)
        known.add(re.escape(name))
        known |= {f"{prefix[0][-1]}{core}", f"(?<![县市省区]){core}"} if prefix else set()
    return re.compile("|".join(sorted(known)) or "(?!)")


def _named(draft: Draft, ways: _Ways, own_ask: bool) -> str | None:
    """The body that the part's ask names first, else its problem."""
    asked, told = (_in_order(draft.text(key), ways) for key in ("ask", "problem"))
    if asked and (own_ask or len(asked) == 1):
        return asked[0]
    return told[0] if told else None


def _in_order(text: str, ways: _Ways) -> list[str]:
    """The bodies that a sentence names, in the order in which it does."""
    sentence = simplified(text)
    found = {name: match.start() for name, way in ways.items() if (match := way.search(sentence))}
    return sorted(found, key=lambda name: found[name])


def _shared_out(named: Sequence[str | None], bodies: Iterable[str]) -> Sequence[str | None]:
    """One body for each part, where there are as many and no two parts name the same."""
    bodies = list(bodies)
    taken = [name for name in named if name]
    if len(bodies) != len(named) or len(set(taken)) < len(taken):
        return named
    left = iter([name for name in bodies if name not in taken])
    return [name or next(left) for name in named]
