"""Every hostile mail against a real mailbox, watched from outside. A script; prints a table, exits 1 on a breach.

    python -m tests.hostile.run

A case is one round of `gongjian intake` over the hostile mail and an ordinary one behind it. Observed are the time of
the round, the largest resident memory of the whole process tree, what became of the hostile mail, and that the ordinary
one was taken.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.campaign.small import HERE
from tests.flows.county import FOREST, sheet
from tests.hostile.cases import SENDER, Case, cases, mail
from tests.servers import Dovecot

ORDINARY = "lyj@huian.example"
SECONDS, BYTES = 30.0, 1_500_000_000
_GONGJIAN = [sys.executable, "-c", "from flows.cli import main; main()"]
_AT = ("--at", "2018-06-06T10:00")


@dataclass(frozen=True)
class Seen:
    """`ends`: of the hostile mail and its attachments; `taken`: the ordinary mail was accepted."""

    seconds: float
    peak: int
    ends: tuple[str, ...]
    codes: str
    taken: bool
    error: str

    def breach(self, case: Case) -> str:
        """What was not as it should be; empty when all was."""
        found = [
            (self.error, self.error),
            ("took too long", self.seconds > SECONDS),
            ("took too much memory", self.peak > BYTES),
            ("has no right end", not set(self.ends) & set(case.ends)),
            ("kept the next mail from being taken", not self.taken),
        ]
        return "; ".join(words for words, is_so in found if is_so)


def main() -> None:
    breaches = 0
    print(f"{'case':32} {'seconds':>8} {'MB':>6}  end")
    with Dovecot() as server:
        for case in cases():
            seen = _try(case, server)
            breach = seen.breach(case)
            breaches += bool(breach)
            told = f"{', '.join(seen.ends)} ({seen.codes})" if seen.codes else ", ".join(seen.ends)
            print(f"{case.name:32} {seen.seconds:8.1f} {seen.peak / 1e6:6.0f}  {breach or told}", flush=True)
    print(f"{breaches} breaches; limits: {SECONDS:.0f} s, {BYTES / 1e6:.0f} MB")
    sys.exit(1 if breaches else 0)


def _try(case: Case, server: Dovecot) -> Seen:
    with tempfile.TemporaryDirectory() as folder:
        address = f"{abs(hash(case.name))}@huian.example"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GONGJIAN_", "PREFECT_"))},
            "GONGJIAN_CAMPAIGN": str(HERE),
            "GONGJIAN_DATABASE_URL": f"sqlite:///{folder}/h.db",
            "GONGJIAN_STORE_URL": f"{folder}/store",
            "GONGJIAN_IMAP_URL": server.imap_url(address),
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        server.deliver(case.make(), address, SENDER)
        ordinary = mail({"汇总表.xlsx": sheet(FOREST)}).replace(SENDER.encode(), ORDINARY.encode(), 1)
        server.deliver(ordinary, address, ORDINARY)
        started = time.monotonic()
        error, peak = _watched([*_GONGJIAN, "intake", *_AT], environment, folder)
        seconds = time.monotonic() - started
        inbox = _listed(environment, folder)
    hostile = [end for found in inbox if found["from"] != ORDINARY for end in (found, *found["attachments"])]
    codes = dict.fromkeys(end["reason"]["code"] for end in hostile if end["reason"])
    taken = [found["outcome"] for found in inbox if found["from"] == ORDINARY] == ["accepted"]
    return Seen(seconds, peak, tuple(dict.fromkeys(end["outcome"] for end in hostile)), ", ".join(codes), taken, error)


def _watched(command: list[str], environment: dict[str, str], folder: str) -> tuple[str, int]:
    """What it said when it failed, and the largest memory of it and all its children."""
    with (Path(folder) / "told").open("w+") as told:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=told, stderr=told)
        peak, until = 0, time.monotonic() + 4 * SECONDS
        while process.poll() is None and time.monotonic() < until:
            peak = max(peak, sum(map(_resident, _tree(process.pid))))
            time.sleep(0.02)
        if process.poll() is None:
            process.kill()
        code = process.wait()
        told.seek(0)
        return (told.read().strip()[-200:] or f"exit {code}") if code else "", peak


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:  # it has ended meanwhile
            continue
        for child in found:
            yield from _tree(int(child))


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _listed(environment: dict[str, str], folder: str) -> list[dict[str, Any]]:
    told = subprocess.run(
        [*_GONGJIAN, "inbox", "--format", "json", *_AT], env=environment, cwd=folder, capture_output=True, check=False
    )
    return json.loads(told.stdout or b"[]")  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
