"""Reading in a child process with limits on memory and time, kept warm: a hostile file can only kill the child.

One child serves one process. It is started on first use, replaced when it dies or stalls, and ends when this
process ends, because its standard input closes.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Any, TypeAlias, TypeVar

from parsers.budget import CPU_SECONDS, out_of_time, remaining
from parsers.container import Container, open_container
from parsers.grid import Workbook, read_grids
from parsers.limits import DEFAULT, Limits
from parsers.refusal import Refusal, Refused

MEMORY = 1 << 30  # bytes
_LAST_BREATH = 2.0  # seconds for a child that is dying to be gone
_SIZE = struct.Struct(">I")
_Job: TypeAlias = tuple[Callable[..., object], tuple[object, ...]]
T = TypeVar("T")


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

    def ask(self, job: _Job) -> Any:
        assert self.process.stdin and self.process.stdout
        _write(self.process.stdin, pickle.dumps(job))
        ready, _, _ = select.select([self.process.stdout], [], [], remaining())
        if not ready:
            raise TimeoutError("the child did not answer in time")
        return pickle.loads(_read(self.process.stdout))

    def end(self) -> None:
        if self.owner == os.getpid():
            self.process.kill()
            self.process.communicate()

    def used_up(self) -> bool:
        """Whether it died because its processor time was over."""
        return self.process.wait(_LAST_BREATH) == -signal.SIGXCPU


_lock = threading.Lock()
_child: _Child | None = None


def read_safely(content: bytes, name: str, limits: Limits = DEFAULT) -> Workbook:
    """`read_grids` in the child. Raises Refused."""
    return in_child(read_grids, content, name, limits)


def open_safely(content: bytes, file_format: str, limits: Limits) -> Container:
    """`open_container` in the child. Raises Refused."""
    return in_child(open_container, content, file_format, limits)


def in_child(function: Callable[..., T], *arguments: object) -> T:
    """The function's value, worked out in the child. Raises Refused as the function does, or because it failed, or
    because it killed a fresh child or used up the time of its file: then the file is too large.
    """
    job = function, arguments
    with _lock:
        try:
            answer = _ask(job, warm=True) or _ask(job, warm=False)
        except TimeoutError:  # a fresh child would need as long
            answer = None
    if answer is None:
        raise out_of_time()
    if isinstance(answer[0], Refused):
        raise answer[0]
    value: T = answer[0]
    return value


def _ask(job: _Job, *, warm: bool) -> tuple[Any] | None:
    """The answer of the warm child, or of a fresh one; None when it died over the file, or is not there.

    TimeoutError when the file took all the time there is for one.
    """
    global _child
    if _child is not None and not (warm and _child.alive()):
        _child.end()
        _child = None
    if _child is None:
        if warm:
            return None
        _child = _Child()
    try:
        return (_child.ask(job),)
    except (EOFError, BrokenPipeError, TimeoutError) as error:
        dead, _child = _child, None
        late = isinstance(error, TimeoutError) or dead.used_up()
        dead.end()
        if late:
            raise TimeoutError from error
        return None


def serve() -> None:
    """The child's loop: one job in, its value or refusal out."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            function, arguments = pickle.loads(_read(sys.stdin.buffer))
        except EOFError:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        _write(sys.stdout.buffer, pickle.dumps(_answer(function, arguments)))


def _answer(function: Callable[..., object], arguments: tuple[object, ...]) -> object:
    try:
        return function(*arguments)
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
    size = _SIZE.unpack(head)[0]
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
