"""Files that old mail programs put into the text itself: ``begin 644 名称.xls`` … ``end``."""

from __future__ import annotations

import binascii
import re

from parsers.names import clean_name

_FILE = re.compile(r"^begin [0-7]{3,4} ([^\r\n]+)\r?\n((?:[ -`]{1,90}\r?\n)+?)(?:`\r?\n)?end[ \t\r]*$", re.MULTILINE)


def take_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without its uuencoded files, and these as (name, content)."""
    files: list[tuple[str, bytes]] = []

    def take(match: re.Match[str]) -> str:
        data = _decoded(match[2])
        if data is None:
            return match[0]
        files.append((clean_name(match[1]), data))
        return ""

    return (_FILE.sub(take, text) if "begin " in text else text), files


def _decoded(lines: str) -> bytes | None:
    try:
        return b"".join(_line(line.rstrip("\r")) for line in lines.split("\n") if line.strip("\r"))
    except (binascii.Error, ValueError):
        return None


def _line(line: str) -> bytes:
    """The bytes that the line says it holds; some encoders pad it with more."""
    said = (ord(line[0]) - 32) & 63
    return binascii.a2b_uu(line[: (said * 4 + 5) // 3])
