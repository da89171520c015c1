"""Entries are found by project and unit, and by their words; the index is made from the events."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from campaign.problem import project_key
from campaign.text import essence

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_EVENTS = sa.table(
    "events",
    sa.column("id", sa.Integer),
    sa.column("campaign", sa.String),
    sa.column("entry", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("data", sa.JSON),
)
_ENTRIES = sa.table(
    "entries",
    sa.column("campaign", sa.String),
    sa.column("entry", sa.Integer),
    sa.column("project", sa.String),
    sa.column("unit", sa.String),
)


def upgrade() -> None:
    wordings = op.create_table(
        "wordings",
        sa.Column("campaign", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("project", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("campaign", "entry", "digest", name=op.f("pk_wordings")),
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("project", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("unit", sa.String(length=64), nullable=True))
    _fill(wordings)
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entries_campaign_project_code"))
        batch_op.drop_column("project_code")
        batch_op.alter_column("project", existing_type=sa.String(length=64), nullable=False)
        batch_op.alter_column("unit", existing_type=sa.String(length=64), nullable=False)
        batch_op.create_index(batch_op.f("ix_entries_campaign_project_unit"), ["campaign", "project", "unit"])
        batch_op.create_index(batch_op.f("ix_entries_campaign_unit_state"), ["campaign", "unit", "state"])
    op.create_index(op.f("ix_events_campaign_kind"), "events", ["campaign", "kind"])
    with op.batch_alter_table("wordings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wordings_campaign_project_digest"), ["campaign", "project", "digest"])
        batch_op.create_index(batch_op.f("ix_wordings_campaign_project_unit"), ["campaign", "project", "unit"])


def _fill(wordings: sa.Table) -> None:
    connection = op.get_bind()
    for entry in _entries(connection):
        mine = (_ENTRIES.c.campaign == entry["campaign"], _ENTRIES.c.entry == entry["entry"])
        connection.execute(sa.update(_ENTRIES).where(*mine).values(project=entry["project"], unit=entry["unit"]))
        connection.execute(sa.insert(wordings), list(_rows(entry)))


def _entries(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """Each entry with its project, its unit and the essences of all that it has said."""
    query = sa.select(_EVENTS.c.campaign, _EVENTS.c.entry, _EVENTS.c.data).where(
        _EVENTS.c.kind.in_(("received", "revised", "registered"))
    )
    said: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for campaign, entry, data in connection.execute(query.order_by(_EVENTS.c.id)):
        said.setdefault((campaign, entry), []).append(data)
    for (campaign, entry), events in said.items():
        reports = [data["report"] for data in events if "report" in data]
        code = next((data["project_code"] for data in reversed(events) if data.get("project_code")), None)
        yield {
            "campaign": campaign,
            "entry": entry,
            "unit": events[0]["reporter"],
            "project": _stored(project_key(code, reports[-1]["project_name"])),
            "texts": dict.fromkeys(essence(report["problem"]) for report in reports),
        }


def _stored(key: str) -> str:
    return key if len(key) <= 64 else "~" + sha256(key.encode()).hexdigest()[:63]


def _rows(entry: dict[str, Any]) -> Sequence[dict[str, Any]]:
    same = {key: entry[key] for key in ("campaign", "entry", "project", "unit")}
    return [{**same, "digest": sha256(text.encode()).hexdigest(), "text": text} for text in entry["texts"]]


def downgrade() -> None:
    raise NotImplementedError("an index is not taken away")
