"""What an alarm is known by: one key, one cause."""

from __future__ import annotations

from datetime import datetime


def blocked_key(do: str, at: datetime) -> str:
    """A line of the agenda that may not be carried out yet."""
    return f"blocked/{do}/{at.isoformat()}"


def template_key(kind: str, version: str) -> str:
    """A template of a letter, of a version of the campaign's templates."""
    return f"template/{kind}/{version}"
