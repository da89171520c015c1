"""Word documents of the old kind (doc, wps): LibreOffice makes a docx of them, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from parsers.refusal import Refusal, Refused

_SECONDS = 60
_WHAT = "Word文档（doc）"
#: processor seconds and kilobytes of address space that the converter may use
_LIMITED = 'ulimit -t 50; ulimit -v 4000000; exec "$@"'


def docx_of(content: bytes) -> bytes:
    """The document as docx. Raises Refused when LibreOffice is not installed, or cannot read the document."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Refused(Refusal.NOT_A_SPREADSHEET, _WHAT, "doc")
    with tempfile.TemporaryDirectory(prefix="gongjian-doc-") as folder:
        source, target = Path(folder, "a.doc"), Path(folder, "a.docx")
        source.write_bytes(content)
        _convert(program, source, folder)
        if not target.is_file():
            raise Refused(Refusal.DAMAGED, file_format="doc")
        return target.read_bytes()


def _convert(program: str, source: Path, folder: str) -> None:
    """Run the converter with a profile of its own; whatever it has started ends with it."""
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
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Refused(Refusal.TOO_LARGE, "读取所需的时间", "doc") from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
