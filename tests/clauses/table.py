"""clauses.toml as values: which code keeps each clause of the plan, and which test shows it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Entry:
    """A clause, default, check or letter. `duty`: one line of Chinese. `code`: dotted paths. `tests`: node ids.

    `settings`: keys of campaign.toml. `outside`: why it is not the software's; `open`: what is still lacking.
    """

    duty: str
    code: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    outside: str = ""
    open: str = ""


def read_table() -> Mapping[str, Mapping[str, Entry]]:
    """Part of the page → code of the clause → entry, both in the file's order."""
    written = tomllib.loads((HERE / "clauses.toml").read_text("utf-8"))
    return {part: {code: _entry(values) for code, values in entries.items()} for part, entries in written.items()}


def _entry(values: Mapping[str, object]) -> Entry:
    return Entry(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})  # type: ignore[arg-type]
