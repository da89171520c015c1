"""What holds other files: an archive, a mail, a winmail.dat. Opened here, in the child; read in `parsers.members`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.grid import Grid
from parsers.limits import Limits
from parsers.refusal import Refused

#: one compressed file without a name of its own
STREAMS = frozenset(["gz", "bz2", "xz"])
CONTAINERS = STREAMS | frozenset(["zip", "7z", "rar", "tar", "eml", "msg", "tnef"])


@dataclass(frozen=True)
class Member:
    """A file inside, by its path there. `refused`: why it is told of but not read."""

    name: str
    content: bytes
    refused: Refused | None = None


@dataclass(frozen=True)
class Container:
    """`body` are the sender's own tables in the text of a mail, `markup` that text."""

    format: str
    members: tuple[Member, ...]
    body: tuple[Grid, ...] = ()
    markup: str = ""


def open_container(content: bytes, file_format: str, limits: Limits) -> Container:
    """The files inside, unpacked within the limits. Raises Refused when it cannot be opened at all."""
    if file_format == "eml":
        return _mail(content, limits)
    if file_format == "msg":
        from parsers.outlook import open_msg

        return open_msg(content, limits)
    if file_format == "tnef":
        from parsers.tnef import unpack_tnef

        return Container(file_format, unpack_tnef(content, limits))
    if file_format == "zip":
        from parsers.archives import unpack_zip

        return Container(file_format, unpack_zip(content, limits))
    from parsers.archives import unpack_other

    return Container(file_format, unpack_other(content, file_format, limits))


def _mail(content: bytes, limits: Limits) -> Container:
    from parsers.markup import grids_of_html
    from parsers.message import read_message

    envelope = read_message(content, limits)
    members = tuple(Member(part.name, part.content, part.refused) for part in envelope.attachments)
    body = grids_of_html(envelope.html, limits.cells) if envelope.html else ()
    return Container("eml", members, body, envelope.html)


def inner_path(written: str) -> str:
    """A member's path as it may be shown: never absolute, never upwards, no drive."""
    parts = re.split(r"[/\\]+", re.sub(r"^[A-Za-z]:", "", written.replace("\x00", "")))
    return "/".join(part for part in parts if part not in ("", ".", ".."))
