"""zip through the standard library; 7z, rar, tar, gz and the like through libarchive where it is installed. Sizes are
counted while unpacking: what an archive says of itself is not believed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from parsers.container import Member, inner_path
from parsers.limits import Limits
from parsers.marks import MAX_TOTAL, ZIP_ERRORS, open_archive
from parsers.names import decode_bytes
from parsers.rarlocks import asks_for_password
from parsers.refusal import Refusal, Refused

#: what archivers and systems add beside the files
_CLUTTER = frozenset(["__macosx", ".ds_store", "thumbs.db", "desktop.ini"])
_BLOCK = 2**16
_TITLES = {"7z": "7z压缩包", "rar": "RAR压缩包", "tar": "tar压缩包", "zip": "采用特殊压缩方式的压缩包"}
_NATIVE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def unpack_zip(content: bytes, limits: Limits) -> tuple[Member, ...]:
    """Members in the order of the directory. Raises Refused damaged, encrypted, too_large or too_many."""
    with open_archive(content) as archive:
        entries = [entry for entry in archive.infolist() if _is_file(entry.filename)]
        if len(entries) > limits.members:
            raise Refused(Refusal.TOO_MANY, str(limits.members), "zip")
        if any(entry.compress_type not in _NATIVE for entry in entries):
            return unpack_other(content, "zip", limits)
        return tuple(_unzipped(archive, entry, limits) for entry in entries)


def _is_file(name: str) -> bool:
    """Neither a folder, nor what a system adds: a Macintosh writes the shadow of a file as ``._`` and its name."""
    parts = [part.strip() for part in name.lower().split("/")]
    return bool(parts[-1]) and not parts[-1].startswith("._") and not _CLUTTER.intersection(parts)


def _unzipped(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> Member:
    name = inner_path(_written_name(entry)) or "未命名文件"
    if entry.file_size > limits.attachment_bytes:
        return Member(name, b"", _too_large(limits))
    try:
        with archive.open(entry) as stream:
            return Member(name, stream.read(limits.attachment_bytes))
    except ZIP_ERRORS:
        return Member(name, b"", Refused(Refusal.DAMAGED))


def _too_large(limits: Limits) -> Refused:
    return Refused(Refusal.TOO_LARGE, f"文件大于{limits.attachment_bytes // 1_000_000}MB")


def _written_name(entry: zipfile.ZipInfo) -> str:
    """Without the UTF-8 flag: UTF-8 all the same, or the sender's code page; zipfile shows either as CP437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return decode_bytes(entry.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return entry.filename


def has_libarchive() -> bool:
    """Whether the system's library is installed."""
    try:
        import libarchive  # noqa: F401
    except (ImportError, OSError, AttributeError):  # libarchive-c fails in these ways without the library
        return False
    return True


def unpack_other(content: bytes, file_format: str, limits: Limits) -> tuple[Member, ...]:
    """Members of a 7z, rar, tar, gz, bz2 or xz. Raises Refused, also where libarchive is missing or cannot read it."""
    title = _TITLES.get(file_format, "压缩文件")
    if not has_libarchive():
        raise Refused(Refusal.UNSUPPORTED_ARCHIVE, title, file_format)
    import libarchive

    if file_format == "rar" and asks_for_password(content):
        raise Refused(Refusal.ENCRYPTED, file_format=file_format)
    unpacked = _Unpacked(limits, file_format)
    try:
        with libarchive.memory_reader(content, format_name=_reader(content)) as archive:
            for entry in archive:
                unpacked.take(entry)
    except libarchive.ArchiveError as error:
        unpacked.stopped(str(error), title)
    return tuple(unpacked.members)


def _reader(content: bytes) -> str:
    """libarchive's name of the format. It must not choose: a sheet stored in a rar makes it see a zip."""
    readers = {b"7z": "7zip", b"Rar!\x1a\x07\x01": "rar5", b"Rar!\x1a\x07\x00": "rar", b"PK": "zip"}
    other = "tar" if content[257:262] == b"ustar" else "raw"
    return next((reader for magic, reader in readers.items() if content.startswith(magic)), other)


class _Unpacked:
    def __init__(self, limits: Limits, file_format: str) -> None:
        self.limits = limits
        self.format = file_format
        self.members: list[Member] = []
        self.total = 0

    def take(self, entry: Any) -> None:
        name = inner_path(_text(entry.pathname)) or "未命名文件"
        if not entry.isfile or not _is_file(name):
            return
        if len(self.members) >= self.limits.members:
            raise Refused(Refusal.TOO_MANY, str(self.limits.members), self.format)
        self.members.append(Member(name, b"".join(self._blocks(entry))))

    def _blocks(self, entry: Any) -> Iterator[bytes]:
        size = 0
        for block in entry.get_blocks(_BLOCK):
            size += len(block)
            self.total += len(block)
            if size > self.limits.attachment_bytes or self.total > MAX_TOTAL:
                raise Refused(Refusal.TOO_LARGE, "解压后的大小", self.format)
            yield block

    def stopped(self, reason: str, title: str) -> None:
        """libarchive stops at the first member that it cannot read: the archive is refused as a whole.

        Of rar it reads neither the old, nor solid ones of version 3, nor volumes, and takes them for damaged.
        """
        words = reason.lower()
        if "encrypt" in words or "passphrase" in words or "crypto" in words:
            raise Refused(Refusal.ENCRYPTED, file_format=self.format)
        if self.format == "rar" or "unsupported" in words or "not supported" in words:
            raise Refused(Refusal.UNSUPPORTED_ARCHIVE, title, self.format)
        raise Refused(Refusal.DAMAGED, file_format=self.format)


def _text(name: object) -> str:
    return decode_bytes(name) if isinstance(name, bytes) else str(name or "").encode("utf-8", "replace").decode()
