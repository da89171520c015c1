"""OLE compound files for tests: an Outlook mail, and an xls locked as Excel 97 to 2003 lock it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from hashlib import md5
from io import BytesIO
from itertools import pairwise

import xlwt
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher
from msoffcrypto.method.rc4 import _makekey
from xlwt.CompoundDoc import XlsDoc

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_BOF, _FILEPASS, _BOUNDSHEET = 0x809, 0x2F, 0x85


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of streams by path (MS-CFB): one sector of FAT, siblings as a chain; streams are filled up with
    zeros to the size below which they would have to stand in the mini stream.
    """
    root: dict[str, object] = {}
    for path, data in streams.items():
        *folders, name = path.split("/")
        place = root
        for folder in folders:
            place = place.setdefault(folder, {})  # type: ignore[assignment]
        place[name] = data.ljust(4096, b"\0")
    entries: list[list[object]] = [["Root Entry", 5, _FREE, _FREE, b""]]
    entries[0][3] = _children(root, entries)
    sectors: list[bytes] = []
    fat: list[int] = []
    directory = b"".join(_entry(entry, sectors, fat) for entry in entries)
    first = _stored(directory + _blank(-len(directory) % 512), sectors, fat)
    at = len(fat)
    fat += [_FAT, *[_FREE] * (127 - at)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, first, 0, 0, _END, 0, _END, 0) + struct.pack("<I", at)
    return head + b"\xff" * (512 - len(head)) + b"".join(sectors) + struct.pack("<128I", *fat)


def _children(folder: dict[str, object], entries: list[list[object]]) -> int:
    """The number of a folder's first entry; each is the right sibling of the one before."""
    numbers: list[int] = []
    for name, value in folder.items():
        numbers.append(len(entries))
        entry: list[object] = [name, 2 if isinstance(value, bytes) else 1, _FREE, _FREE, value]
        entries.append(entry)
        if isinstance(value, dict):
            entry[3:] = [_children(value, entries), b""]
    for number, following in pairwise(numbers):
        entries[number][2] = following
    return numbers[0] if numbers else _FREE


def _entry(entry: list[object], sectors: list[bytes], fat: list[int]) -> bytes:
    name, kind, right, child, data = entry
    assert isinstance(name, str) and isinstance(data, bytes)
    written = name.encode("utf-16-le")
    start = _stored(data + bytes(-len(data) % 512), sectors, fat) if data else _END
    head = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written) + 2, kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, len(data))


def _blank(size: int) -> bytes:
    return (bytes(68) + b"\xff" * 12 + bytes(48)) * (size // 128)


def _stored(data: bytes, sectors: list[bytes], fat: list[int]) -> int:
    start, count = len(sectors), len(data) // 512
    sectors += [data[512 * n : 512 * n + 512] for n in range(count)]
    fat += [*range(start + 1, start + count), _END]
    return start


def outlook(files: Mapping[str, bytes], html: str = "", inside: str = "") -> dict[str, bytes]:
    """The streams of a mail with files; `inside` is the attachment that is this mail, with its slash."""
    streams = {f"{inside}__properties_version1.0": bytes(32), f"{inside}__substg1.0_10130102": html.encode()}
    for number, (name, content) in enumerate(files.items()):
        storage = f"{inside}__attach_version1.0_#{number:08X}"
        streams |= {
            f"{storage}/__substg1.0_3707001F": name.encode("utf-16-le"),
            f"{storage}/__substg1.0_37010102": content,
        }
    return streams


def locked_xls(rows: list[list[str]], password: str) -> bytes:
    """An xls encrypted by RC4 (MS-XLS 2.2.10): a FILEPASS record, and all after it but headers and offsets."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("汇总表")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    plain = workbook.get_biff_data()
    salt, verifier = b"0123456789abcdef", b"fedcba9876543210"
    proof = _rc4(password, salt, 0, verifier + md5(verifier).digest())
    record = struct.pack("<HHHHH", _FILEPASS, 54, 1, 1, 1) + salt + proof
    start = 4 + struct.unpack_from("<H", plain, 2)[0]
    data = bytearray(plain[:start] + record + plain[start:])
    data += struct.pack("<HH", 0, -len(data) % 4) + bytes(-len(data) % 4)
    open_bytes = _open_bytes(data, len(record))
    blocks = range(0, len(data), 1024)
    noise = b"".join(_rc4(password, salt, at // 1024, bytes(data[at : at + 1024])) for at in blocks)
    stream = BytesIO()
    mixed = bytes(
        own if place in open_bytes else other for place, (own, other) in enumerate(zip(data, noise, strict=True))
    )
    XlsDoc().save(stream, mixed)
    return stream.getvalue()


def _open_bytes(data: bytearray, shift: int) -> set[int]:
    """The places that stay in clear; the offsets of sheets are moved behind the new record."""
    places: set[int] = set()
    at = 0
    while at + 4 <= len(data):
        number, size = struct.unpack_from("<HH", data, at)
        if number == _BOUNDSHEET:
            struct.pack_into("<I", data, at + 4, struct.unpack_from("<I", data, at + 4)[0] + shift)
        clear = {_BOF: size, _FILEPASS: size, _BOUNDSHEET: 4}.get(number, 0)
        places.update(range(at, at + 4 + clear))
        at += 4 + size
    return places


def _rc4(password: str, salt: bytes, block: int, data: bytes) -> bytes:
    return Cipher(ARC4(_makekey(password, salt, block)), mode=None).encryptor().update(data)
