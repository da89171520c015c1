"""docs/clauses.md tells the truth: every clause once, every path there, every test there, and they name each other."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from functools import cache, reduce
from operator import getitem
from typing import Any

import pytest

from campaign import agenda
from campaign.checks import CHECKS
from tests.campaign.small import HERE as CAMPAIGN
from tests.clauses.page import page
from tests.clauses.table import ROOT, Entry, read_table

TABLE = read_table()
ENTRIES = [pytest.param(code, entry, id=code) for entries in TABLE.values() for code, entry in entries.items()]
TEMPLATES = ROOT / "templates"


def numbered(letter: str, last: int, digits: int = 1) -> list[str]:
    return [f"{letter}{n:0{digits}d}" for n in range(1, last + 1)]


def test_every_clause_of_the_plan_is_there_once_and_in_order() -> None:
    assert list(TABLE["clauses"]) == numbered("D", 84)
    assert list(TABLE["defaults"]) == numbered("A", 20)


def test_every_check_is_there() -> None:
    assert list(TABLE["checks"]) == sorted(agenda.CHECKS, key=list(CHECKS).index)


def test_every_letter_is_there() -> None:
    templates = {path.name for path in TEMPLATES.iterdir() if not path.name.startswith("_")}
    assert {*numbered("M", 25, digits=2), *templates} <= set(TABLE["letters"])


def test_every_kind_of_mail_that_comes_in_is_there() -> None:
    assert list(TABLE["inbound"]) == numbered("I", 11)


@pytest.mark.parametrize(("code", "entry"), ENTRIES)
def test_it_is_kept_and_shown_or_says_why_not(code: str, entry: Entry) -> None:
    is_kept = bool(entry.code or entry.settings) and bool(entry.tests)
    assert is_kept or entry.outside or entry.open, code
    assert not (is_kept and entry.outside), code


@pytest.mark.parametrize(("code", "entry"), ENTRIES)
def test_its_code_is_there_and_its_settings_too(code: str, entry: Entry) -> None:
    for path in entry.code:
        assert found(path) is not None, path
    for key in entry.settings:
        assert reduce(getitem, key.split("."), settings()) is not None, key


@pytest.mark.parametrize(("code", "entry"), ENTRIES)
def test_its_tests_are_there(code: str, entry: Entry) -> None:
    for node in entry.tests:
        path, _, name = node.partition("::")
        assert name in cases_of(path), node


@pytest.mark.parametrize(("code", "entry"), ENTRIES)
def test_its_code_or_test_calls_it_by_its_name(code: str, entry: Entry) -> None:
    said = [*(words(found(path)) for path in entry.code), *(told for node in entry.tests for told in told_by(node))]
    if entry.settings:
        said.append((CAMPAIGN / "campaign.toml").read_text("utf-8"))
    assert entry.outside or entry.open or any(names(code, text) for text in said), code


def test_the_page_is_the_table() -> None:
    assert (ROOT / "docs" / "clauses.md").read_text("utf-8") == page(), (
        "run: python -m tests.clauses.page > docs/clauses.md"
    )


@cache
def settings() -> dict[str, Any]:
    return tomllib.loads((CAMPAIGN / "campaign.toml").read_text("utf-8"))


def found(path: str) -> Any:
    """The object of a dotted path; ImportError or AttributeError when there is none."""
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError as missing:
            if missing.name and not path.startswith(missing.name):
                raise
            continue
        for part in parts[length:]:
            thing = getattr(thing, part)
        return thing
    raise ImportError(path)


def words(thing: Any) -> str:
    """What an object says of itself, and its module of itself."""
    module = inspect.getmodule(thing)
    return f"{inspect.getdoc(thing) or ''}\n{(module and module.__doc__) or ''}"


@cache
def parsed(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


@cache
def cases_of(path: str) -> dict[str, ast.FunctionDef]:
    """The tests of a file: ``test_name`` or ``TestClass::test_name``."""
    return dict(_cases(parsed(path), ""))


def _cases(node: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for child in node.body:
        if isinstance(child, ast.ClassDef) and child.name.startswith("Test"):
            yield from _cases(child, f"{child.name}::")
        if isinstance(child, ast.FunctionDef) and child.name.startswith("test_"):
            yield prefix + child.name, child


def told_by(node: str) -> Iterator[str]:
    """The docstrings of a test and of its file, and its name."""
    path, _, name = node.partition("::")
    yield ast.get_docstring(parsed(path)) or ""
    yield ast.get_docstring(cases_of(path)[name]) or ""
    yield re.sub(r"([a-z]\d+)_(?=\d)", r"\1-", name).replace("_", " ").upper()


def names(code: str, text: str) -> bool:
    """Whether the text has the code, or a span such as D45-D51 that includes it."""
    if re.search(rf"(?<![A-Za-z0-9]){re.escape(code)}(?![0-9a-z-]|-[A-Z]?\d)", text, re.IGNORECASE):
        return True
    spans = re.findall(r"(?<![A-Za-z0-9])([A-Z])(\d+)[-–—]\1?(\d+)", text)
    return any(f"{letter}{n}" == code for letter, a, b in spans for n in range(int(a), int(b) + 1))
