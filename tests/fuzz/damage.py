"""Ways to damage a file: bytes, zip members, XML, and cells. Every way takes dice, so that a run can be repeated."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

from tests.corpus.sheets import xlsx

Damage = Callable[[bytes, random.Random], bytes]
ODD = [
    b"",
    b"\x00",
    b"\xff" * 8,
    b"<",
    b"&",
    b"]]>",
    b"999999999999",
    b"-1",
    b"XFD1048576",
    b"1e400",
    b"NaN",
    b"\xef\xbf\xbe",
]
CELLS = [
    *[
        "",
        "合计",
        "无",
        "同上",
        "√",
        "一、",
        "序号",
        "项目名称",
        "存在问题",
        "需协调事项",
        "填报单位：",
        "注：",
        "问题编号",
    ],
    *[
        "1.甲事项；2.乙事项",
        "#1E300",
        "6.31",
        "二〇一八年",
        "0" * 40,
        "（" * 300,
        "1、" * 500,
        "\u202e\u200b\ufeff",
        "是" * 20000,
    ],
    *["=1/0", "@2018-06-20", "#6.2", "^", "<", "1.38E+10", "1-" * 60, "13800000000" * 9, "县、" * 900, " \t⏎⎵" * 40],
]
_NUMBER = re.compile(rb'"[A-Z]{0,3}\d+(?::[A-Z]{1,3}\d+)?"')
_TAG = re.compile(rb"<[^>]*>")


def flip(content: bytes, dice: random.Random) -> bytes:
    """Some bytes are others."""
    damaged = bytearray(content)
    for _ in range(dice.choice([1, 1, 3, 20])):
        if damaged:
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    return bytes(damaged)


def cut(content: bytes, dice: random.Random) -> bytes:
    """The end is missing."""
    return content[: dice.randrange(len(content) + 1)]


def splice(content: bytes, dice: random.Random) -> bytes:
    """A piece is there twice, or an odd one in between."""
    start, end = sorted(dice.randrange(len(content) + 1) for _ in range(2))
    piece = dice.choice([content[start:end][:4096], *ODD])
    place = dice.randrange(len(content) + 1)
    return content[:place] + piece + content[place:]


def member(content: bytes, dice: random.Random) -> bytes:
    """A zip in which one member is damaged, lost, renamed or there twice; other files are flipped."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except zipfile.BadZipFile:
        return flip(content, dice)
    if not parts:
        return content
    chosen = dice.randrange(len(parts))
    name, part = parts[chosen]
    how = dice.choice(["xml", "xml", "xml", "flip", "cut", "lose", "rename", "twice"])
    if how == "lose":
        del parts[chosen]
    elif how == "rename":
        parts[chosen] = (name[:-1], part)
    elif how == "twice":
        parts.append((name, flip(part, dice)))
    else:
        parts[chosen] = (name, {"xml": markup, "flip": flip, "cut": cut}[how](part, dice))
    return _zip(parts)


def _zip(parts: list[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in dict(parts).items():
            archive.writestr(name, part)
    return stream.getvalue()


def markup(content: bytes, dice: random.Random) -> bytes:
    """References and tags are changed, lost or there many times."""
    pattern = dice.choice([_NUMBER, _NUMBER, _TAG])
    found = list(pattern.finditer(content))
    if not found:
        return splice(content, dice)
    chosen = dice.choice(found)
    if pattern is _TAG:
        new = dice.choice([b"", chosen[0] * dice.choice([2, 50, 5000]), b"<x>", b"</row>", *ODD])
    else:
        edge = dice.choice(
            [b"A1:XFD1048576", b"XFD1048576", b"M99999", b"A0", b"1048577", b"4294967296", b"B2:A1", b"0"]
        )
        new = b'"' + edge + b'"'
    return content[: chosen.start()] + new + content[chosen.end() :]


def cells(content: bytes, dice: random.Random) -> bytes:
    """A workbook of cells that mean something to the parsers, in any order."""
    lines = ["|".join(dice.choice(CELLS) for _ in range(dice.randrange(1, 14))) for _ in range(dice.randrange(1, 25))]
    return xlsx("\n".join(line.replace("|<", "|").replace("^", "") for line in lines))


WAYS: tuple[Damage, ...] = (flip, cut, splice, member, member, member, markup, cells)
