"""`gongjian serve`: Prefect server, schedules and all flows on one machine. `gongjian deploy`: on several."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from flows.described import FILE
from flows.desk import open_desk
from flows.environment import SettingMissing
from flows.prefect_server import prefect_server

_PORT = 4200
#: on SQLite the server serialises; more runs at a time only wait
_RUNS_AT_A_TIME = 3


def serve_all() -> None:
    """Run until Ctrl-C. With PREFECT_API_URL set, that server is used instead of one of our own."""
    open_desk()  # a wrong setting is told now, not by the first run
    with ExitStack() as stack:
        if "PREFECT_API_URL" not in os.environ:
            home = Path(os.environ.get("PREFECT_HOME", ".prefect"))
            print(f"Prefect UI on {stack.enter_context(prefect_server(home, _PORT))}", flush=True)
        from prefect import serve

        from flows.deployments import deployments

        served = [deployment for _, deployment in deployments()]
        serve(*served, limit=_RUNS_AT_A_TIME, pause_on_shutdown=False, print_starting_message=True)


def deploy_all() -> None:
    """Create the work pool and register what deployments/prefect.yaml describes; workers then run it."""
    if "PREFECT_API_URL" not in os.environ:
        raise SettingMissing("PREFECT_API_URL is not set: give the server's API, e.g. http://127.0.0.1:4200/api")
    home = FILE.parents[1]
    prefect = [sys.executable, "-m", "prefect", "--no-prompt"]
    environment = {**os.environ, "GONGJIAN_HOME": str(home)}
    for command in (
        ["work-pool", "create", "gongjian", "--type", "process", "--overwrite"],
        ["deploy", "--all", "--prefect-file", str(FILE)],
    ):
        subprocess.run([*prefect, *command], cwd=home, env=environment, check=True)
