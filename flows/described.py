"""deployments/prefect.yaml as it is written; Prefect is not needed to read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[1] / "deployments" / "prefect.yaml"


def described() -> list[dict[str, Any]]:
    """The deployments in the order of the file."""
    found: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))["deployments"]
    return found
