"""Reading in a child process with limits on memory and time, kept warm: a hostile file can only kill the child.

One child serves one process. It is started on first use, replaced when it dies or stalls, and ends when this
process ends, because its standard input closes.
"""

from __future__ import annotations

import os
import pickle
import select
import struct
import subprocess
import sys
import threading
from typing import IO

from parsers.grid import Workbook, read_grids
from parsers.refusal import Refusal, Refused

MEMORY = 1 << 30  # bytes
CPU_SECONDS = 8  # of one file
WALL_SECONDS = 20.0  # of one file
_SIZE = struct.Struct(">I")


class _Child:
    def __init__(self) -> None:
        self.owner = os.getpid()
        command = [sys.executable, "-c", "from parsers.sandbox import serve; serve()"]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def alive(self) -> bool:
        return self.owner == os.getpid() and self.process.poll() is None

    def ask(self, content: bytes, name: str) -> Workbook | Refused:
        assert self.process.stdin and self.process.stdout
        _write(self.process.stdin, pickle.dumps((content, name)))
        ready, _, _ = select.select([self.process.stdout], [], [], WALL_SECONDS)
        if not ready:
            raise EOFError("the child did not answer in time")
        answer = pickle.loads(_read(self.process.stdout))
        assert isinstance(answer, (Workbook, Refused))
        return answer

    def end(self) -> None:
        if self.owner == os.getpid():
            self.process.kill()
            self.process.communicate()


_lock = threading.Lock()
_child: _Child | None = None


def read_safely(content: bytes, name: str) -> Workbook:
    """`read_grids` in the child. Raises Refused; a file that kills or stalls a fresh child is refused as too large."""
    with _lock:
        answer = _ask(content, name, warm=True) or _ask(content, name, warm=False)
    if answer is None:
        raise Refused(Refusal.TOO_LARGE, "读取所需的时间或内存")
    if isinstance(answer, Refused):
        raise answer
    return answer


def _ask(content: bytes, name: str, *, warm: bool) -> Workbook | Refused | None:
    """The answer of the warm child, or of a fresh one; None when it died over the file, or is not there."""
    global _child
    if _child is not None and not (warm and _child.alive()):
        _child.end()
        _child = None
    if _child is None:
        if warm:
            return None
        _child = _Child()
    try:
        return _child.ask(content, name)
    except (EOFError, BrokenPipeError):
        _child.end()
        _child = None
        return None


def serve() -> None:
    """The child's loop: one file in, one workbook or refusal out."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            content, name = pickle.loads(_read(sys.stdin.buffer))
        except EOFError:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        _write(sys.stdout.buffer, pickle.dumps(_answer(content, name)))


def _answer(content: bytes, name: str) -> Workbook | Refused:
    try:
        return read_grids(content, name)
    except Refused as refused:
        return refused
    except BaseException as error:  # calamine's panics are no Exception; the file is at fault
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return Refused(Refusal.TOO_LARGE if isinstance(error, MemoryError) else Refusal.DAMAGED, "读取所需的内存")


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(_SIZE.pack(len(data)) + data)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    return stream.read(_SIZE.unpack(head)[0])
