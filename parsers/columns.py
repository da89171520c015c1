"""Which form a table is, and which column is which field.

First the known words, the campaign's own before the generic ones; then a label that contains a known word or
resembles it, if the values look the part. A column that cannot be placed is said to be so, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from campaign.forms import FORMS, NODES, UNDERSTOOD_LABELS, Field, Form, FormBook, Kind, label_key
from campaign.text import squeeze
from campaign.vocabulary import LEVELS, category_written, tiers_written
from parsers.likely import BRACKETS, likely, readings
from parsers.looks import TELLING, looks_like

How = Literal["known", "inferred"]

_TELLING = 10.0  # what values of a kind that few texts pass for add to the likeness
_APPEAL = re.compile("诉求(?:内容|事项|描述|情况)?$")
_MARK = 1.5  # what a field typical of a form adds to its score
_TITLE = 3.0
#: what the head block of a summary may say for all its rows
_OF_ALL_ROWS = frozenset({"project_name", "project_code"})
#: fields that several columns may fill together: name and telephone apart, one tick column per tier
_SHARED = frozenset({Kind.CONTACT, Kind.TIER, Kind.LEVEL})


@dataclass(frozen=True)
class Placed:
    """A column with its field. `tick`: the value a √ in it stands for; `node`: the node of a wide F4."""

    index: int
    label: str
    key: str | None
    how: How | None = None
    tick: str | None = None
    node: str | None = None
    duplicate_of: str | None = None


@dataclass(frozen=True)
class Layout:
    """The form of a table (None: none of ours) and its columns in sheet order.

    `above`: fields that the head block gives for all rows.
    """

    form: Form | None
    columns: tuple[Placed, ...]
    wide: bool = False
    above: frozenset[str] = frozenset()

    def of(self, key: str) -> tuple[Placed, ...]:
        """The columns that fill a field, in sheet order."""
        return self._by_key.get(key, ())

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Placed, ...]]:
        found: dict[str, tuple[Placed, ...]] = {}
        for column in self.columns:
            if column.key and not column.duplicate_of:
                found[column.key] = (*found.get(column.key, ()), column)
        return found


def lay_out(
    labels: Mapping[int, str],
    values: Callable[[int], list[str]],
    title: str,
    book: FormBook,
    above: Collection[str] = (),
) -> Layout:
    """Form and columns of a table. `values(column)` are the column's non-blank texts.

    `above`: labels of the head block; a summary whose project is named there needs no column for it.
    """
    written = tuple(labels.items())
    known = {form.code: dict(_known(written, form.code, book)) for form in _possible(labels)}
    if "F1" in known:
        known["F1"] |= _appeal(labels, values, book, known["F1"])
    if "F2" in known:
        known["F2"] = _without_serials(known["F2"], values, title)
    given = {key for label in above if (key := book.labels("F1").get(label_key(label))) in _OF_ALL_ROWS}
    form = _best(known, title, given)
    if form is None:
        forms = [form for form in FORMS if form.code in known]
        guessed = {f.code: known[f.code] | _infer(labels, values, f, book, known[f.code]) for f in forms}
        if "F2" in guessed:
            guessed["F2"] = _without_serials(guessed["F2"], values, title)
        form = _best(guessed, title, given)
    plan = known.get("F4", {})
    nodes = _nodes(labels, values, title, plan)
    if _is_wide(form, nodes, title) and _has_project(plan) and not _has(plan, "node"):
        return _wide(labels, plan, nodes)
    if form is None:
        return Layout(None, tuple(Placed(index, label, None) for index, label in labels.items()))
    placed = known[form.code]
    columns = _resolve(labels, placed, _infer(labels, values, form, book, placed), form, book)
    return Layout(form, columns, above=frozenset(given))


def _appeal(
    labels: Mapping[int, str], values: Callable[[int], list[str]], book: FormBook, known: Mapping[int, Placed]
) -> dict[int, Placed]:
    """诉求 is what is asked for; where no other column holds the problem, it is the problem."""
    appeals = [index for index, label in labels.items() if _APPEAL.search(squeeze(label))]
    if not appeals or any(column.key == "problem" for column in known.values()):
        return {}
    form = book.form("F1")
    others = {index: column for index, column in known.items() if index not in appeals}
    rest = {index: label for index, label in labels.items() if index not in appeals}
    if any(column.key == "problem" for column in _infer(rest, values, form, book, others).values()):
        return {}
    return {index: Placed(index, labels[index], "problem", "inferred") for index in appeals[:1]}


def _possible(labels: Mapping[int, str]) -> tuple[Form, ...]:
    """All forms; the one alone whose annotated copy this is, by the column that we added to it."""
    written = {label_key(label) for label in labels.values()}
    ours = {code for code, label in UNDERSTOOD_LABELS.items() if label_key(label) in written}
    return tuple(form for form in FORMS if form.code in ours) if len(ours) == 1 else FORMS


def _without_serials(placed: Mapping[int, Placed], values: Callable[[int], list[str]], title: str) -> dict[int, Placed]:
    """``编号`` over 1, 2, 3 … is a serial and no problem number, unless the title says that this is a feedback."""
    if _named_by(FORMS[0], title):
        return dict(placed)
    return {index: column for index, column in placed.items() if column.key != "number" or not _counts(values(index))}


def _counts(texts: Sequence[str]) -> bool:
    return bool(texts) and list(texts) == [str(number) for number in range(1, len(texts) + 1)]


def _named_by(form: Form, title: str) -> bool:
    return any(word in title for word in form.titles)


def _best(placed: Mapping[str, Mapping[int, Placed]], title: str, given: Set[str]) -> Form | None:
    forms = [form for form in FORMS if form.code in placed and _satisfied(form, placed[form.code], given)]
    scores = [(_score(form, placed[form.code].values(), title), form) for form in forms]
    return max(scores, key=lambda item: item[0])[1] if scores else None


def _satisfied(form: Form, placed: Mapping[int, Placed], given: Set[str]) -> bool:
    keys = {column.key for column in placed.values()} | (given if form.code == "F1" else set())
    return all(keys & group for group in form.needs)


def _score(form: Form, placed: Iterable[Placed], title: str) -> float:
    keys = {column.key for column in placed}
    return len(keys) + _MARK * len(keys & form.marks) + (_TITLE if _named_by(form, title) else 0.0)


@lru_cache(maxsize=256)
def _known(labels: tuple[tuple[int, str], ...], code: str, book: FormBook) -> Mapping[int, Placed]:
    """The columns of known labels, remembered: most tables of a campaign have the same."""
    found = ((index, label, _known_as(label, code, book)) for index, label in labels)
    return {index: Placed(index, label, known[0], "known", known[1]) for index, label, known in found if known}


@lru_cache(maxsize=4096)
def _known_as(label: str, code: str, book: FormBook) -> tuple[str, str | None] | None:
    """The field that a known label stands for, and what a √ under it does."""
    form = book.form(code)
    key = _known_key(label, form, book)
    return (key, _tick(label, form[key], book)) if key else None


def _known_key(label: str, form: Form, book: FormBook) -> str | None:
    words = book.labels(form.code)
    group = label.rpartition("/")[0]
    grouped = next((key for text in readings(group) if (key := words.get(label_key(text)))), None) if group else None
    if grouped and _tick(label, form[grouped], book):
        return grouped
    for written in readings(label):
        key = words.get(label_key(written))
        if key:
            return key
    return next((item.key for item in form.fields if item.kind == Kind.TIER), None) if _tier_column(label) else None


@lru_cache(maxsize=4096)
def _tier_column(label: str) -> bool:
    """``县级``, ``需市级以上协调``: a tick column without a group label over it."""
    plain = BRACKETS.sub("", squeeze(label))
    return bool(
        re.fullmatch("(?:需|需要)?(?:部门|县|市|省|国家)级?(?:及?以上)?(?:部门)?(?:协调)?(?:解决|上报)?", plain)
    ) and (plain not in LEVELS)


def _tick(label: str, item: Field, book: FormBook) -> str | None:
    """What a √ under this label stands for: ``需协调层级/县级`` → 县级, ``问题类别/用地`` → 用地.

    A label that lists what may be written, ``项目级别（省/市/县）``, is no tick column.
    """
    *group, last = BRACKETS.sub("", squeeze(label)).split("/")
    option = _option(last, item, book, bool(group))
    return None if any(_option(word, item, book, True) for word in group[1:]) else option


def _option(word: str, item: Field, book: FormBook, grouped: bool) -> str | None:
    """The tier, category or level that a word of a label names; all but a tier need a group label over them."""
    if item.kind == Kind.TIER:
        return word if tiers_written(word) and label_key(word) != label_key(item.label) else None
    if item.kind == Kind.CATEGORY and grouped:
        named = category_written(word, book.categories)
        return named[0] if len(named) == 1 else None
    if item.kind == Kind.LEVEL and grouped:
        return word if any(level in word for level in LEVELS) and len(word) <= 4 else None
    return None


def _infer(
    labels: Mapping[int, str],
    values: Callable[[int], list[str]],
    form: Form,
    book: FormBook,
    known: Mapping[int, Placed],
) -> dict[int, Placed]:
    """Columns whose label is unknown but plain: the best remaining field whose values look the part."""
    taken = {column.key for column in known.values()}
    found: dict[int, tuple[float, Placed]] = {}
    for index, label in labels.items():
        if index in known:
            continue
        fitting = [
            (score + _TELLING * (form[key].kind in TELLING and bool(values(index))), key)
            for score, key in likely(label, form, book)
            if key not in taken and looks_like(form[key].kind, values(index))
        ]
        if fitting:
            score, key = max(fitting)
            found[index] = (score, Placed(index, label, key, "inferred"))
    best: dict[int, Placed] = {}
    for _, placed in sorted(found.values(), key=lambda item: -item[0]):
        if placed.key not in taken:
            taken.add(placed.key)
            best[placed.index] = placed
    return best


def _resolve(
    labels: Mapping[int, str], known: Mapping[int, Placed], inferred: Mapping[int, Placed], form: Form, book: FormBook
) -> tuple[Placed, ...]:
    """Every column once: of two known columns for one field the better word holds, the other is told."""
    order = _order(form.code, book)
    columns = [known.get(i) or inferred.get(i) or Placed(i, label, None) for i, label in labels.items()]
    chosen: dict[str, Placed] = {}
    for column in columns:
        if column.key is None:
            continue
        rival = chosen.get(column.key)
        if rival is None or _rank(column, form, order) < _rank(rival, form, order):
            chosen[column.key] = column
    placed = [_unless_duplicate(column, chosen, form) for column in columns]
    return tuple(_stand_in(placed, form))


@lru_cache
def _order(code: str, book: FormBook) -> Mapping[str, int]:
    """The known words of a form by their rank."""
    return {key: rank for rank, key in enumerate(book.labels(code))}


def _rank(column: Placed, form: Form, order: Mapping[str, int]) -> tuple[int, int]:
    assert column.key
    keys = [label_key(reading) for reading in readings(column.label)]
    standard = label_key(form[column.key].label)
    return (0 if standard in keys else 1, min((order.get(key, 9999) for key in keys), default=9999))


def _unless_duplicate(column: Placed, chosen: Mapping[str, Placed], form: Form) -> Placed:
    if (
        column.key is None
        or column.tick
        or form[column.key].kind in _SHARED
        or chosen[column.key].index == column.index
    ):
        return column
    return Placed(column.index, column.label, column.key, duplicate_of=chosen[column.key].label)


#: form → a field, and how its label looks that stands for another field where that one has no column
_STANDS_IN = {
    "F1": ("cooperating", "", "body"),
    "F2": ("note", "情况", "progress"),
    "F3": ("seq", "", "project_code"),
}


def _stand_in(columns: list[Placed], form: Form) -> Iterable[Placed]:
    """配合单位 alone is the body (5.1 row 14), 情况说明 the progress (5.3), 序号 the code of a catalogue (5.4)."""
    keys = {column.key for column in columns if not column.duplicate_of}
    alone, word, wanted = _STANDS_IN.get(form.code, ("", "", ""))
    for column in columns:
        if column.key == alone and alone and word in column.label and wanted not in keys:
            yield Placed(column.index, column.label, wanted, column.how)
        else:
            yield column


def _is_wide(form: Form | None, nodes: Mapping[int, str], title: str) -> bool:
    """A column per node; a catalogue has a few such columns too (开工, 竣工), but not four."""
    if form is None:
        return len(nodes) >= 3
    return form.code == "F3" and len(nodes) >= (3 if "节点" in title else 4)


def _has_project(known: Mapping[int, Placed]) -> bool:
    return _has(known, "project_name", "project_code")


def _has(known: Mapping[int, Placed], *keys: str) -> bool:
    return any(column.key in keys for column in known.values())


_PLAN_OR_FACT = re.compile("(计划|要求|拟|预计)?(实际)?(?:完成|取得|办结)?(?:时间|日期|时限|情况)?")
_NODE_KEYS = {label_key(node): node for node in NODES}
_DONE = re.compile("^[√✓✔/]|已办|已完成|完成$")


def _nodes(
    labels: Mapping[int, str], values: Callable[[int], list[str]], title: str, plan: Mapping[int, Placed]
) -> dict[int, str]:
    """Columns of a wide F4 and their node: usual node names, and columns of dates and √ where the title says 节点 or
    three other columns are nodes.
    """
    names = {index: _node_name(label) for index, label in labels.items()}
    usual = {index for index, name in names.items() if _usual_node(name)}
    if "节点" in title or len(usual) >= 3:
        usual |= {index for index in labels if index not in plan and _dates_or_ticks(values(index))}
    return {index: name for index, name in names.items() if index in usual}


def _node_name(label: str) -> str:
    """The last part of a label; that above it where the last one only says 计划 or 实际."""
    parts = label.split("/")
    return parts[-2] if len(parts) > 1 and _PLAN_OR_FACT.fullmatch(parts[-1]) else parts[-1]


@lru_cache(maxsize=4096)
def _usual_node(label: str) -> bool:
    key = label_key(label)
    return any(node in key for node in _NODE_KEYS if len(node) >= 2) and len(key) <= 16


def _dates_or_ticks(texts: Sequence[str]) -> bool:
    return bool(texts) and (looks_like(Kind.DATE, list(texts)) or all(_DONE.search(text) for text in texts))


def _wide(labels: Mapping[int, str], known: Mapping[int, Placed], nodes: Mapping[int, str]) -> Layout:
    form = next(form for form in FORMS if form.code == "F4")
    fixed = {"project_code", "project_name", "unit", "cooperating", "note", "seq"}
    columns: list[Placed] = []
    for index, label in labels.items():
        placed = known.get(index)
        if placed and placed.key in fixed:
            columns.append(placed)
        elif index in nodes:
            key = "done_on" if "实际" in label.split("/")[-1] else "node_due"
            columns.append(Placed(index, label, key, "known", node=nodes[index]))
        else:
            columns.append(Placed(index, label, None))
    return Layout(form, tuple(columns), wide=True)
