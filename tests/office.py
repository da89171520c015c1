"""LibreOffice, as somebody's office program: opens a file and saves it as another kind."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

installed = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def saved_as(content: bytes, kind: str, target: str) -> bytes:
    """A file of a kind (``xlsx``) opened and saved as another (``xls``, ``pdf``)."""
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        source = Path(folder, f"a.{kind}")
        source.write_bytes(content)
        command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"]
        command += ["--convert-to", target, "--outdir", f"{folder}/out", str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Path(folder, "out", f"a.{target}").read_bytes()
