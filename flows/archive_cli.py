"""The verbs `backup`, `restore` and `replay`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

AT = click.option("--at", metavar="TIME", help="Set the clock, e.g. 2018-06-08T18:00 (the campaign's zone).")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@AT
def backup(folder: Path, at: str | None) -> None:
    """Save database, raw mails with their journal, and the campaign's folder into a new FOLDER."""
    from flows.archive import back_up
    from flows.clock import instant
    from flows.desk import open_desk

    desk = open_desk()
    kept = back_up(desk, folder, instant(at, desk.campaign))
    click.echo(f"{kept.rows} rows and {kept.objects} objects of the store saved in {folder}")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def restore(folder: Path) -> None:
    """Bring a backup into an empty database and store; the ledger is made again from the raw mails and compared."""
    from flows.archive import restore as bring_back
    from flows.environment import Environment

    done = bring_back(Environment(), folder)
    click.echo(f"{done.rows} rows and {done.objects} objects of the store restored from {folder}")
    if done.differs:
        click.echo(f"gongjian: the ledger made again from the raw mails differs at {done.differs}", err=True)
        sys.exit(1)
    click.echo(f"ledger of {done.problems} problems made again from the raw mails alone: identical")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False))
def replay(folder: str) -> None:
    """Run a campaign again into an empty database: from a store of ours, exactly as it was; from *.eml files, as a
    rehearsal under a simulated clock. No letter leaves: all stay in the outbox.
    """
    from flows.desk import open_desk
    from flows.replaying import replay as run_again

    done = run_again(open_desk(), folder)
    click.echo(f"{done.mails} mails, {done.lines} lines of the agenda, {done.decisions} decisions on the screen")
    for why in done.blocked:
        click.echo(f"blocked: {why}")
