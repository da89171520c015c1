"""Backup and restore: tables, raw mails with their journal, campaign folder; proved by making the ledger again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from db import backup
from db.models import Counter
from db.schema import HEAD
from db.session import open_database
from db.store import Store
from flows import listings
from flows.desk import Desk, open_desk
from flows.environment import Environment
from flows.replaying import replay


class BackupError(Exception):
    """A backup cannot be made or used; the message says why."""


@dataclass(frozen=True)
class Kept:
    """`rows` in all tables; `objects` in the store: raw mails and entries of the journal."""

    rows: int
    objects: int


@dataclass(frozen=True)
class Restored(Kept):
    """`problems`: in the ledger; `differs`: the first one that the ledger made again tells otherwise."""

    problems: int
    differs: str | None


def back_up(desk: Desk, folder: Path, now: datetime) -> Kept:
    """Into a new folder, as of one instant; raw mails are compared with their hashes on the way. Raises BackupError."""
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty: give a new folder for every backup")
    tables = folder / "tables"
    tables.mkdir(parents=True, exist_ok=True)
    with desk.database() as session:
        counts = backup.dump(session, tables)
        written = dict(session.execute(select(Counter.campaign, Counter.value).where(Counter.name == "journal")).all())
    objects = _copy(desk.store, Store(str(folder / "store")), written)
    shutil.copytree(desk.environment.campaign_folder(), folder / "campaign")
    told = {"made_at": now.isoformat(), "campaign": desk.id, "schema": HEAD, "tables": counts, "objects": objects}
    (folder / "manifest.json").write_text(json.dumps(told, indent=2), "utf-8")
    return Kept(sum(counts.values()), objects)


def _copy(source: Store, target: Store, written: Mapping[str, int] | None = None) -> int:
    """Every object and the journal: all of it, or what is `written`, the last serial of each campaign."""
    count = 0
    for digest in source.digests():
        if target.put(source.get(digest)) != digest:
            raise BackupError(f"the store is damaged: {source.where(digest)} is not what its name says")
        count += 1
    for name, content in source.notes():
        campaign, _, serial = name.removesuffix(".json").rpartition("/")
        if written is None or int(serial) <= written.get(campaign, 0):
            target.note(name, content)
            count += 1
    return count


def restore(environment: Environment, folder: Path) -> Restored:
    """Into an empty database and store; then the ledger of the instant of the backup is made again from the raw mails
    alone and compared.

    The campaign's folder is put back only where there is none. Raises BackupError.
    """
    told = _manifest(folder)
    if not environment.campaign_folder().exists():
        shutil.copytree(folder / "campaign", environment.campaign_folder())
    desk = open_desk(environment)
    if any(True for _ in desk.store.digests()):
        raise BackupError("the store is not empty: give an empty one in GONGJIAN_STORE_URL")
    with desk.database.begin() as session:
        if not backup.is_empty(session):
            raise BackupError("the database is not empty: give an empty one in GONGJIAN_DATABASE_URL")
        counts = backup.load(session, folder / "tables")
    saved = Store(str(folder / "store"))
    objects = _copy(saved, desk.store)
    if (counts, objects) != (told["tables"], told["objects"]):
        raise BackupError(
            "the backup is not complete: it holds other numbers of rows or objects than its manifest says"
        )
    now = datetime.fromisoformat(str(told["made_at"]))
    with desk.database() as session:
        ledger = listings.ledger(desk, session, now)
    return Restored(sum(counts.values()), objects, len(ledger), _difference(ledger, made_again(desk, now)))


def _manifest(folder: Path) -> dict[str, object]:
    try:
        told: dict[str, object] = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BackupError(f"{folder} is no complete backup: {error}") from error
    if told.get("schema") != HEAD:
        raise BackupError(
            f"the backup has schema {told.get('schema')}, this program {HEAD}: restore it with its own version"
        )
    return told


def made_again(desk: Desk, now: datetime) -> listings.Rows:
    """The ledger out of the raw mails and their journal alone, in a database that is thrown away."""
    with _scratch(desk) as fresh:
        replay(fresh, desk.environment.store_url)
        with fresh.database() as session:
            return listings.ledger(fresh, session, now)


@contextmanager
def _scratch(desk: Desk) -> Iterator[Desk]:
    with TemporaryDirectory() as folder:
        store = Store(f"{folder}/store")
        yield replace(desk, database=open_database(f"sqlite:///{folder}/again.db"), store=store)


def _difference(ledger: listings.Rows, again: listings.Rows) -> str | None:
    """Which problem differs first; None when none does."""
    for one, other in zip(ledger, again, strict=False):
        if one != other:
            return str(one["number"] or one["provisional"])
    return None if len(ledger) == len(again) else f"{len(ledger)} problems, {len(again)} made again"
