"""Serials without gaps: the counter's row stays locked until the transaction ends; a rollback gives its number back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.models import Counter

_INSERT: Mapping[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def take(session: Session, campaign: str, name: str) -> int:
    """The next value of a serial, beginning with 1; safe under concurrent workers, the first time too."""
    connection = session.connection()
    value: int = connection.execute(_step(connection.dialect.name), {"campaign": campaign, "name": name}).scalar_one()
    return value


@cache
def _step(dialect: str) -> Any:
    first = _INSERT[dialect](Counter).values(campaign=bindparam("campaign"), name=bindparam("name"), value=1)
    step = first.on_conflict_do_update(
        index_elements=[Counter.campaign, Counter.name], set_={"value": Counter.value + 1}
    )
    return step.returning(Counter.value)
