"""Copies are made in a child process with limits: a file that openpyxl cannot bear costs its copy and nothing else.

The child is started for the first file, kept warm, replaced when it dies, and ends with this process, because its
standard input closes. It does not import the program's main module as multiprocessing would.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading

from reports.annotated.job import Job

_MEMORY = 1 << 30  # bytes
_CPU_SECONDS = 10  # of one file
_COMMAND = [sys.executable, "-c", "from reports.annotated.child import serve; serve()"]

_lock = threading.Lock()
_child: subprocess.Popen[bytes] | None = None
_owner = 0


class NoCopy(Exception):
    """Why there is no annotated copy, for the operator's log."""


def make(job: Job, *, in_place: bool) -> bytes:
    """The annotated copy, made in the child. Raises NoCopy."""
    with _lock:
        answer = _ask((job, in_place))
    if isinstance(answer, bytes):
        return answer
    raise NoCopy(answer)


def _ask(question: tuple[Job, bool]) -> bytes | str:
    child = _started()
    assert child.stdin and child.stdout
    try:
        pickle.dump(question, child.stdin)
        child.stdin.flush()
        answer = pickle.load(child.stdout)
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):
        child.kill()
        child.communicate()
        return "the child died: more memory or time than it may take"
    assert isinstance(answer, bytes | str)
    return answer


def _started() -> subprocess.Popen[bytes]:
    """The living child of this process; a forked process starts its own."""
    global _child, _owner
    if _child is None or _owner != os.getpid() or _child.poll() is not None:
        path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        pipe = subprocess.PIPE
        _child = subprocess.Popen(_COMMAND, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=path)
        _owner = os.getpid()
    return _child


def serve() -> None:
    """The child's loop: one job in, one workbook or the reason why not out."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    while True:
        try:
            job, in_place = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + _CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        pickle.dump(_answer(job, in_place), sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _answer(job: Job, in_place: bool) -> bytes | str:
    from reports.annotated.fresh import rewrite
    from reports.annotated.inplace import annotate

    try:
        return annotate(job) if in_place else rewrite(job)
    except BaseException as error:  # openpyxl raises anything over a file that is not as it expects
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return f"{type(error).__name__}: {error}"
