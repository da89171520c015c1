"""Raw mails and attachments, content-addressed and immutable: `ab/cd/abcd….` under a folder or any fsspec URL."""

from __future__ import annotations

import hashlib

import fsspec


class Store:
    """Bytes by their SHA-256. Writing the same bytes twice is one object."""

    def __init__(self, url: str) -> None:
        self._fs, self._root = fsspec.core.url_to_fs(url, auto_mkdir=True)  # type: ignore[no-untyped-call]  # fsspec has no types

    def put(self, content: bytes) -> str:
        """Keep the bytes; their hash. Complete under its name or not there at all."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.where(digest)
        if not self._fs.exists(path):
            with self._fs.transaction:
                self._fs.pipe_file(path, content)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of a hash; FileNotFoundError when they were never kept."""
        content: bytes = self._fs.cat_file(self.where(digest))
        return content

    def where(self, digest: str) -> str:
        """Path of a hash's object within the store's file system, for people who want to open it."""
        return f"{self._root}/{digest[:2]}/{digest[2:4]}/{digest}"
