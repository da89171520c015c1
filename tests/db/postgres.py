"""A private PostgreSQL server for tests: Debian's binaries, a data folder of its own, a Unix socket, loopback only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Where Debian keeps the server's programs, newest version first; None when it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].parent if found else None


def _as_server_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command] if os.getuid() == 0 else command
    )


@contextmanager
def postgres() -> Iterator[str]:
    """A running server; yields the SQLAlchemy URL of an empty database."""
    programs = binaries()
    assert programs is not None
    base = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if os.getuid() == 0:
        shutil.chown(base, "postgres", "postgres")
    data = base / "data"
    _run([str(programs / "initdb"), "-D", str(data), "-U", "tester", "-A", "trust", "--no-sync"], base)
    options = f"-c listen_addresses='' -c unix_socket_directories={base} -c fsync=off"
    _run([str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(base / "log"), "-o", options, "start"], base)
    try:
        yield f"postgresql+psycopg://tester@/postgres?host={base}"
    finally:
        _run([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], base)
        shutil.rmtree(base)


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(_as_server_user(command), cwd=folder, check=True, stdout=subprocess.DEVNULL)
