"""`gongjian demo`: the whole month against an embedded post office, SQLite and a Prefect server, simulated clock."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import ExitStack
from pathlib import Path

from flows.environment import Environment
from flows.prefect_server import prefect_server

_CAMPAIGNS = Path(__file__).resolve().parents[2] / "deployments" / "campaigns"
_UI_PORT = 4200
_MARK = "made-by-gongjian-demo"


class DemoError(Exception):
    """The demo cannot run; the message says what to do."""


def run_demo(out: str, keep_ui: bool) -> int:
    """Replay the campaign into the folder `out`, which is emptied first; 0 when the books balance, else 1."""
    folder = _emptied(Path(out))
    started = time.monotonic()
    os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "ERROR"  # the screen is ours; the UI has the logs
    with ExitStack() as stack:
        print("starting a Prefect server …", flush=True)
        ui = stack.enter_context(prefect_server(folder / "prefect", _UI_PORT if keep_ui else _free_port()))
        balanced = _play(stack, folder)
        print(f"done in {time.monotonic() - started:.0f} s", flush=True)
        if keep_ui:
            _wait_at(ui)
    return 0 if balanced else 1


def _emptied(folder: Path) -> Path:
    """The output folder, empty. A folder that holds somebody else's files is refused."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise DemoError(f"{folder} is not empty and not made by the demo; choose another folder with --out")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()
    return folder


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _campaign_folder() -> Path:
    """The folder in the settings, else the first one here that has a script."""
    chosen = Environment().campaign
    scripts = sorted(_CAMPAIGNS.glob("*/demo"))
    if chosen is None and not scripts:
        raise DemoError(f"no campaign under {_CAMPAIGNS} has a demo script")
    return chosen or scripts[0].parent


def _play(stack: ExitStack, folder: Path) -> bool:
    """The month itself; whether the reconciliation holds at its end."""
    from campaign.figures import figures
    from db.ledger import ledger_at
    from db.records import returns_at
    from flows.demo.clock import SimulatedClock
    from flows.demo.export import export, export_alarms
    from flows.demo.month import Month, steps
    from flows.demo.prefect_runs import deployment_runner
    from flows.demo.screen import Screen
    from flows.demo.script_folder import load_script
    from flows.desk import open_desk
    from flows.folder import load_campaign
    from flows.postoffice import SECRET, mailboxes
    from mail.postoffice import PostOffice

    home = _campaign_folder()
    campaign = load_campaign(home)
    script = load_script(home / "demo", campaign.settings.campaign.mailbox)
    clock = SimulatedClock(campaign.calendar.instant(campaign.settings.campaign.starts))
    operator = f"ops@{campaign.settings.campaign.mailbox.rpartition('@')[2]}"
    office = stack.enter_context(PostOffice({**mailboxes(campaign), operator: SECRET}, clock))
    os.environ.update(
        GONGJIAN_CAMPAIGN=str(home),
        GONGJIAN_DATABASE_URL=f"sqlite:///{folder / 'gongjian.db'}",
        GONGJIAN_STORE_URL=str(folder / "store"),
        GONGJIAN_IMAP_URL=office.imap_url(campaign.settings.campaign.mailbox),
        GONGJIAN_SMTP_URL=office.smtp_url,
        GONGJIAN_ALARM_MAIL_TO=operator,
        GONGJIAN_ALARM_SMTP_URL=office.smtp_url,
    )
    desk = open_desk()
    timeline = list(steps(desk, script))
    month = Month(desk, script, office, clock, deployment_runner())
    with Screen(desk, len(timeline)) as screen:
        for step in timeline:
            month.play(step)
            screen.show(step)
    with desk.database() as session:
        export(desk, session, folder)
        export_alarms(office.messages(operator), folder)
        problems = ledger_at(session, desk.id)
        totals = figures(campaign, problems, returns_at(session, desk.id, clock()).values(), clock()).totals
    screen.summary(totals, _made(folder))
    return totals.balanced


def _made(folder: Path) -> dict[str, str]:
    return {
        "letters": str(folder / "letters" / "index.html"),
        "master workbook": str(folder / "master"),
        "escalation lists": str(folder / "escalation"),
        "final summary": str(folder / "summary"),
        "alarms M25": str(folder / "alarms"),
        "ledger": str(folder / "ledger.json"),
        "database": str(folder / "gongjian.db"),
    }


def _wait_at(ui: str) -> None:
    print(f"Prefect UI with the month's runs: {ui} (Ctrl-C ends it)", flush=True)
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return
