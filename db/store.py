"""Raw mails and attachments, content-addressed and immutable: `ab/cd/abcd….` under a folder or any fsspec URL.

Beside them the journal (`db.journal`): `journal/<campaign>/000000001.json`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import fsspec

_OBJECT = re.compile(r"[0-9a-f]{64}")


class Store:
    """Bytes by their SHA-256. Writing the same bytes twice is one object."""

    def __init__(self, url: str) -> None:
        self._fs, self._root = fsspec.core.url_to_fs(url, auto_mkdir=True)  # type: ignore[no-untyped-call]  # fsspec has no types

    def put(self, content: bytes) -> str:
        """Keep the bytes; their hash. Complete under its name or not there at all."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.where(digest)
        if not self._fs.exists(path):
            self._write(path, content)
        return digest

    def _write(self, path: str, content: bytes) -> None:
        with self._fs.transaction:
            self._fs.pipe_file(path, content)

    def get(self, digest: str) -> bytes:
        """The bytes of a hash; FileNotFoundError when they were never kept."""
        content: bytes = self._fs.cat_file(self.where(digest))
        return content

    def digests(self) -> Iterator[str]:
        """The hashes of all that is kept."""
        names = (path.rpartition("/")[2] for path in self._found(self._root))
        return (name for name in names if _OBJECT.fullmatch(name))

    def note(self, name: str, content: bytes) -> None:
        """Write an entry of the journal; one of a transaction that failed is replaced by its next attempt."""
        self._write(f"{self._root}/journal/{name}", content)

    def notes(self, folder: str = "") -> Iterator[tuple[str, bytes]]:
        """Name and content of the journal's entries, or of those in a folder of it, in order of their names."""
        root = f"{self._root}/journal/"
        for path in self._found(f"{root}{folder}"):
            yield path.removeprefix(root), self._fs.cat_file(path)

    def _found(self, folder: str) -> list[str]:
        return sorted(self._fs.find(folder)) if self._fs.exists(folder) else []

    def where(self, digest: str) -> str:
        """Path of a hash's object within the store's file system, for people who want to open it."""
        return f"{self._root}/{digest[:2]}/{digest[2:4]}/{digest}"

    def try_out(self) -> None:
        """Write a small object and take it away again. OSError, or what the file system raises, when it cannot."""
        path = f"{self._root}/.probe"
        self._fs.pipe_file(path, b"gongjian")
        self._fs.rm_file(path)
