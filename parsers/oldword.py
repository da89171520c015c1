"""Documents of other kinds (doc, wps, rtf, odt, Word's XML): LibreOffice, where installed, makes a docx of them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from parsers.budget import remaining
from parsers.refusal import Refusal, Refused
from parsers.sniff import DOCUMENTS

_SUFFIXES = {"wordml": "xml"}
#: processor seconds (it starts in two) and kilobytes of address space that the converter may use
_LIMITED = 'ulimit -t 6; ulimit -v 4000000; exec "$@"'


def converter() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def docx_of(content: bytes, kind: str) -> bytes:
    """A document of a kind of `DOCUMENTS` as docx. Raises Refused when LibreOffice is missing or cannot read it."""
    program = converter()
    if program is None:
        raise Refused(Refusal.NOT_A_SPREADSHEET, DOCUMENTS[kind], kind)
    with tempfile.TemporaryDirectory(prefix="gongjian-doc-") as folder:
        source, target = Path(folder, f"a.{_SUFFIXES.get(kind, kind)}"), Path(folder, "a.docx")
        source.write_bytes(content)
        if not _convert(program, source, folder):
            raise Refused(Refusal.TOO_LARGE, "读取所需的时间", kind)
        if not target.is_file():
            raise Refused(Refusal.DAMAGED, file_format=kind)
        return target.read_bytes()


def _convert(program: str, source: Path, folder: str) -> bool:
    """Run the converter with a profile of its own, whether it ended in time; whatever it started ends with it."""
    command = [program, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", "docx", "--outdir", folder, str(source)]
    process = subprocess.Popen(
        ["/bin/sh", "-c", _LIMITED, "sh", *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(remaining())
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return True
