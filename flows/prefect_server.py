"""A Prefect server of our own on this machine: started, waited for, stopped; never the ephemeral one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_READY_WITHIN = 300.0
_SAID_WITHIN = 10.0

#: no telemetry, no promotional content, no questions at the prompt; tell why a retryable database error came
_QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_API_LOG_RETRYABLE_ERRORS": "true",
    "PREFECT_CLI_PROMPT": "false",
    "DO_NOT_TRACK": "1",
}


class ServerError(Exception):
    """The Prefect server did not come up; the message says where its log is."""


@contextmanager
def prefect_server(home: Path, port: int) -> Iterator[str]:
    """A server with its SQLite database under `home`; yields its UI address and points this process at its API.

    Must be entered before Prefect is imported: its settings are read then.
    """
    home.mkdir(parents=True, exist_ok=True)
    ui = f"http://127.0.0.1:{port}"
    os.environ.update({**_QUIET, "PREFECT_HOME": str(home.resolve()), "PREFECT_API_URL": f"{ui}/api"})
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        _wait(server, f"{ui}/api/health", home / "server.log")
        yield ui
    finally:
        _say_the_rest()
        server.terminate()
        server.wait(timeout=60)


def _say_the_rest() -> None:
    """Logs and events that this process's runs have not sent yet; afterwards nobody is there to take them."""
    if "prefect" not in sys.modules:
        return
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    APILogWorker.drain_all(timeout=_SAID_WITHIN)
    EventsWorker.drain_all(timeout=_SAID_WITHIN)


def _wait(server: subprocess.Popen[bytes], health: str, log: Path) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise ServerError(f"the Prefect server stopped at once (is its port taken?); its log: {log}")
        if _answers(health):
            return
        time.sleep(0.2)
    raise ServerError(f"the Prefect server was not ready within {_READY_WITHIN:.0f} s; its log: {log}")


def _answers(health: str) -> bool:
    try:
        with urllib.request.urlopen(health, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
