"""Damages the files of the corpus and reads them as `gongjian read` does, for a time.

    python -m tests.fuzz.fuzz_read --seconds 600 --seed 1

Fails on an exception, on a file that takes more than ten seconds, and when the memory of the processes together
passes 1.5 GB. What went wrong is kept in `--keep` for a test of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from parsers.context import ReadContext
from parsers.reading import read_file
from tests.corpus.test_corpus import CASES
from tests.fuzz.damage import WAYS

MAX_SECONDS = 10.0
MAX_MEMORY = 1.5 * 2**30
CONTEXT = ReadContext(year=2018, month=6)


@dataclass
class Tally:
    files: int = 0
    slowest: float = 0.0
    memory: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def say(self) -> str:
        outcomes = ", ".join(f"{name} {count}" for name, count in self.outcomes.most_common())
        return (
            f"{self.files} files, slowest {self.slowest:.2f} s, memory at most {self.memory / 2**20:.0f} MB, "
            f"{len(self.failures)} failures ({outcomes})"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=600.0)
    options.add_argument("--seed", type=int, default=int(time.time()), help="repeats a run")
    options.add_argument("--keep", type=Path, default=Path("fuzz-out"), help="where files that fail are kept")
    chosen = options.parse_args(arguments)
    print(f"seed {chosen.seed}", flush=True)
    tally = run(chosen.seconds, chosen.seed, chosen.keep)
    print(tally.say())
    return 1 if tally.failures or tally.memory > MAX_MEMORY else 0


def run(seconds: float, seed: int, keep: Path) -> Tally:
    """Damage and read until the time is up."""
    dice, tally, ended = random.Random(seed), Tally(), threading.Event()
    watch = threading.Thread(target=_watch, args=(tally, ended), daemon=True)
    watch.start()
    whole = [(case.file, case.make()) for case in CASES]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        name, content = dice.choice(whole)
        way = dice.choice(WAYS)
        _one(name, way(content, dice), way.__name__, tally, keep)
        if tally.files % 2000 == 0:
            print(tally.say(), flush=True)
    ended.set()
    watch.join()
    return tally


def _one(name: str, content: bytes, way: str, tally: Tally, keep: Path) -> None:
    """One file. A slow one is read once more: on a busy machine the quicker time counts."""
    taken = _read(name, content, way, tally, keep)
    if taken > MAX_SECONDS:
        taken = min(taken, _read(name, content, way, tally, keep))
    if taken > MAX_SECONDS:
        _keep(name, content, way, f"{taken:.1f} s", tally, keep)
    tally.files += 1
    tally.slowest = max(tally.slowest, taken)


def _read(name: str, content: bytes, way: str, tally: Tally, keep: Path) -> float:
    start = time.monotonic()
    try:
        reading = read_file(content, name, CONTEXT)
        json.dumps(reading.as_json(), ensure_ascii=False).encode()
        tally.outcomes[reading.reason.code if reading.reason else "read"] += 1
    except Exception:  # noqa: BLE001 (whatever it is, it is what we look for)
        _keep(name, content, way, traceback.format_exc(), tally, keep)
    return time.monotonic() - start


def _keep(name: str, content: bytes, way: str, what: str, tally: Tally, keep: Path) -> None:
    keep.mkdir(parents=True, exist_ok=True)
    path = keep / f"{hashlib.sha256(content).hexdigest()[:12]}-{Path(name).name}"
    path.write_bytes(content)
    tally.failures.append(what)
    print(f"{way}: {path}\n{what}", flush=True)


def _watch(tally: Tally, ended: threading.Event) -> None:
    """The resident memory of this process and its children, sampled twenty times a second."""
    while not ended.wait(0.05):
        tally.memory = max(tally.memory, sum(map(_resident, [os.getpid(), *_children(os.getpid())])))


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        own = [int(child) for child in _text(task).split()]
        found += own + [grandchild for child in own for grandchild in _children(child)]
    return found


def _resident(pid: int) -> int:
    pages = _text(Path(f"/proc/{pid}/statm")).split()
    return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") if pages else 0


def _text(path: Path) -> str:
    """A process may end between two looks."""
    try:
        return path.read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
