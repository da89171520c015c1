"""Whether a RAR archive asks for a password (rarlab's technotes): libarchive takes such files for damaged."""

from __future__ import annotations

from collections.abc import Iterator

_OLD, _NEW = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_MAX_BLOCKS = 10_000


def asks_for_password(content: bytes) -> bool:
    """By the headers alone; what is broken asks for none."""
    blocks = _new_blocks(content) if content.startswith(_NEW) else _old_blocks(content)
    try:
        return any(locked for _, locked in zip(range(_MAX_BLOCKS), blocks, strict=False))
    except IndexError:
        return False


def _old_blocks(content: bytes) -> Iterator[bool]:
    """RAR 1.5 to 4: CRC, type, flags, size, and the size of the data where a flag says so."""
    at = len(_OLD)
    while at + 7 <= len(content):
        kind, flags, size = content[at + 2], _number(content, at + 3, 2), _number(content, at + 5, 2)
        yield (kind == 0x73 and bool(flags & 0x80)) or (kind == 0x74 and bool(flags & 4))
        data = _number(content, at + 7, 4) if flags & 0x8000 or kind == 0x74 else 0
        at += max(size, 7) + data


def _new_blocks(content: bytes) -> Iterator[bool]:
    """RAR 5: CRC, size, type, flags, sizes of extra area and data; a file's extra record 1 is its encryption."""
    at = len(_NEW)
    while at + 7 <= len(content):
        size, start = _vint(content, at + 4)
        kind, place = _vint(content, start)
        flags, place = _vint(content, place)
        extra, place = _vint(content, place) if flags & 1 else (0, place)
        data, place = _vint(content, place) if flags & 2 else (0, place)
        yield kind == 4 or (kind == 2 and extra > 0 and _has_encryption(content, start + size - extra, start + size))
        at = start + size + data


def _has_encryption(content: bytes, at: int, end: int) -> bool:
    while at < end:
        size, start = _vint(content, at)
        kind, _ = _vint(content, start)
        if kind == 1:
            return True
        at = start + max(size, 1)
    return False


def _number(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "little")


def _vint(content: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and the place after it. Raises IndexError beyond the end."""
    number = 0
    for shift in range(0, 70, 7):
        number |= (content[at] & 127) << shift
        at += 1
        if content[at - 1] < 128:
            break
    return number, at
