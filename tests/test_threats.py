"""docs/threats.md names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
TEXT = (HERE.parent / "docs" / "threats.md").read_text("utf-8")


def test_every_test_that_is_named_exists() -> None:
    file, missing = "", []
    for path, name in re.findall(r"([\w/]+\.py)?::(test_\w+)", TEXT):
        file = path or file
        if f"def {name}(" not in (HERE / file).read_text("utf-8"):
            missing.append(f"{file}::{name}")
    assert missing == []
    assert len(re.findall(r"::test_", TEXT)) > 20
