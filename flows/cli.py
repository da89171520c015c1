"""`gongjian`: the operator's other door. Heavy imports wait until a verb needs them.

Exit status: 0 done, 1 an operator must act, 2 wrong usage, 3 `read` refused a file.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from flows.archive_cli import AT, backup, replay, restore

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from flows.desk import Desk

FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv", "xlsx"]), default="table", show_default=True
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Run a government campaign by e-mail: 汇总表 in, numbered ledger, phase checks, letters out."""


for _verb in (backup, restore, replay):
    cli.add_command(_verb)


def main() -> None:
    """The console script: one line on stderr instead of a traceback, whatever happens."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"gongjian: {error.format_message()}", err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("GONGJIAN_DEBUG"):
            raise
        click.echo(f"gongjian: {_sentence(error)}", err=True)
        sys.exit(1)


def _sentence(error: Exception) -> str:
    """Our own errors say what is wrong and how to mend it; of others, the kind and a hint are all there is."""
    text = " ".join(str(error).split()) or "no message"
    ours = type(error).__module__.split(".")[0] in {"campaign", "db", "flows", "mail", "parsers", "reports"}
    return text if ours else f"{type(error).__name__}: {text} (GONGJIAN_DEBUG=1 shows where)"


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def read(files: tuple[str, ...], form: str) -> None:
    """Say what the parsers understand of FILES; no database, no mailbox."""
    from flows.reader import print_json, print_view, read_files

    show = print_json if form == "json" else print_view
    if not show(read_files(files)):
        sys.exit(3)


@cli.command()
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def doctor(form: str) -> None:
    """Look at all that the campaign needs (folder, templates, mailbox, database …) and say how to mend it."""
    from datetime import UTC, datetime

    from flows.doctor.examination import as_json, examine, is_ill, line
    from flows.environment import Environment

    found = []
    for one in examine(Environment(), datetime.now(UTC)):
        found.append(one)
        if form == "table":
            click.echo(line(one))
    if form == "json":
        click.echo(as_json(found))
    if is_ill(found):
        sys.exit(1)


def _round(name: str, at: str | None) -> None:
    """One round of a step: the flow where a Prefect server is configured, else the stage itself, without Prefect."""
    if os.environ.get("PREFECT_API_URL"):
        from flows.campaign_flows import FLOWS

        click.echo(FLOWS[name](at=at))
        return
    from flows.clock import instant
    from flows.desk import open_desk
    from flows.rounds import ROUNDS

    desk = open_desk()
    click.echo(ROUNDS[name](desk, instant(at, desk.campaign)))


@cli.command()
@AT
def intake(at: str | None) -> None:
    """Collect new mails and process them."""
    _round("intake", at)


@cli.command()
@AT
def check(at: str | None) -> None:
    """Run every check and compose every letter that the calendar owes."""
    _round("check", at)


@cli.command()
@AT
def dispatch(at: str | None) -> None:
    """Send the letters that are due."""
    _round("dispatch", at)


def _listing(
    rows: Callable[[Desk, Session, datetime], list[dict[str, Any]]], columns: str, at: str | None, form: str
) -> None:
    from flows.clock import instant
    from flows.desk import open_desk
    from flows.printing import show

    desk = open_desk()
    with desk.database() as session:
        show(rows(desk, session, instant(at, desk.campaign)), form, columns.split())


@cli.command()
@AT
@FORMAT
def ledger(at: str | None, form: str) -> None:
    """List the ledger 总台账, as it was at a time."""
    from flows import listings

    _listing(listings.ledger, "number state light due project_code project category tier responsible problem", at, form)


@cli.command()
@AT
@FORMAT
def figures(at: str | None, form: str) -> None:
    """List every figure of the digest with the numbers behind it, as at a time."""
    from flows import listings

    _listing(listings.figures, "figure count numbers", at, form)


@cli.group(invoke_without_command=True)
@AT
@FORMAT
@click.pass_context
def inbox(context: click.Context, at: str | None, form: str) -> None:
    """List every message and what became of it; `inbox retry` takes one up again, `inbox release` vouches for one."""
    if context.invoked_subcommand:
        return
    from flows import listings

    _listing(listings.inbox_messages, "received_at from unit outcome kinds reason subject attachments", at, form)


@inbox.command("retry")
@click.argument("message_id")
def retry_message(message_id: str) -> None:
    """Let the next intake process a held message again."""
    from db.inbox import retry

    _retry(retry, message_id)


@inbox.command("release")
@click.argument("message_id")
@click.option("--unit", help="Code of the unit that wrote it, where its address is in no directory.")
def release_message(message_id: str, unit: str | None) -> None:
    """Let a message through that is held for its sender: you vouch that the unit wrote it."""
    from db.inbox import release
    from flows.desk import open_desk

    desk = open_desk()
    if unit is not None and unit not in desk.campaign.directory.by_code:
        raise click.ClickException(f"the directory has no unit {unit}")
    with desk.database.begin() as session:
        found = release(session, desk.id, message_id, unit)
    if not found:
        raise click.ClickException(f"no message held for its sender is {message_id}")


def _retry(again: Callable[[Session, str, str], bool], name: str) -> None:
    from flows.desk import open_desk

    desk = open_desk()
    with desk.database.begin() as session:
        found = again(session, desk.id, name)
    if not found:
        raise click.ClickException(f"nothing to retry under {name}")


@cli.group(invoke_without_command=True)
@AT
@FORMAT
@click.pass_context
def outbox(context: click.Context, at: str | None, form: str) -> None:
    """List every letter and whether it has left; `outbox retry` sends a failed one again."""
    if context.invoked_subcommand:
        return
    from flows import listings

    _listing(listings.outbox_letters, "created_at kind state attempts to subject", at, form)


@outbox.command("retry")
@click.argument("key")
def retry_letter(key: str) -> None:
    """Queue the failed deliveries of a letter again."""
    from db.outbox import retry

    _retry(retry, key)


@cli.command()
@AT
@FORMAT
def checks(at: str | None, form: str) -> None:
    """List the results of phase checks, passes as well as hits."""
    from flows import listings

    _listing(listings.check_results, "at code result units numbers detail", at, form)


@cli.command()
@click.argument("number")
@AT
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def trace(number: str, at: str | None, form: str) -> None:
    """Tell the whole life of a problem (GJ2018-0012, 暂编0012), down to mail, attachment, sheet, row and cell."""
    from flows.clock import instant
    from flows.desk import open_desk
    from flows.tracing import life, print_life

    desk = open_desk()
    with desk.database() as session:
        told = life(desk, session, number, instant(at, desk.campaign))
    if told is None:
        raise click.ClickException(f"no problem has the number {number}")
    if form == "json":
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print_life(told)


@cli.command()
@AT
@click.option("--out", type=click.Path(file_okay=False), required=True, help="Folder for docx, xlsx and charts.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def summary(at: str | None, out: str, form: str) -> None:
    """Write the final 扫尾 summary as of a time."""
    from flows.clock import instant
    from flows.desk import open_desk
    from flows.summary import write_summary

    desk = open_desk()
    totals = write_summary(desk, instant(at, desk.campaign), out)
    if form == "json":
        click.echo(json.dumps(totals, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(f"{name:16} {value}" for name, value in totals.items()))


@cli.command()
@click.option("--imap-port", default=1143, show_default=True)
@click.option("--smtp-port", default=1025, show_default=True)
def postoffice(imap_port: int, smtp_port: int) -> None:
    """Run the embedded post office (in memory) with a mailbox for everyone in the directory, until Ctrl-C."""
    from flows.postoffice import run

    run(imap_port, smtp_port)


@cli.command()
@click.option("--out", type=click.Path(file_okay=False), default="demo-out", show_default=True)
@click.option("--ui", is_flag=True, help="Leave the Prefect UI up afterwards, until Ctrl-C.")
def demo(out: str, ui: bool) -> None:
    """Replay the whole campaign against real mail, database and Prefect under a simulated clock."""
    from flows.demo.run import run_demo

    sys.exit(run_demo(out, keep_ui=ui))


@cli.command()
def serve() -> None:
    """Run the Prefect server, the schedules and all flows on this machine, until Ctrl-C."""
    from flows.serving import serve_all

    serve_all()


@cli.command()
def deploy() -> None:
    """Register the seven deployments on the Prefect server of PREFECT_API_URL, for its work pool `gongjian`."""
    from flows.serving import deploy_all

    deploy_all()


@cli.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the database's schema to this program's version."""
    from db.session import upgrade_database
    from flows.environment import Environment

    click.echo(f"schema {upgrade_database(Environment().database_url)}")
