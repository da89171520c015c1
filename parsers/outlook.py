"""Outlook's mail file (msg, MS-OXMSG): its attachments, those of mails attached to it, and its HTML."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from parsers.container import Container, Member
from parsers.limits import Limits
from parsers.markup import grids_of_html, text_of_html
from parsers.names import clean_name, decode_bytes
from parsers.refusal import Refusal, Refused

if TYPE_CHECKING:
    from olefile import OleFileIO

_ATTACHMENT = "__attach_version1.0_"
_STREAM = "__substg1.0_"
#: properties of MS-OXPROPS: PidTagAttachLongFilename, AttachFilename, DisplayName; AttachDataBinary, its object; Html
_NAMES, _DATA, _OBJECT, _HTML = ("3707", "3704", "3001"), "37010102", "3701000D", "10130102"
_DEPTH = 5  # of mails attached to one another


def open_msg(content: bytes, limits: Limits) -> Container:
    """The files of the mail and the tables in its text. Raises Refused damaged or too_many."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(content)) as file:
            members = tuple(_attached(file, "", 0))
            markup = text_of_html(_read(file, _STREAM + _HTML))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise Refused(Refusal.DAMAGED, file_format="msg") from error
    if len(members) > limits.members:
        raise Refused(Refusal.TOO_MANY, str(limits.members), "msg")
    return Container("msg", members, grids_of_html(markup, limits.cells), markup)


def _attached(file: OleFileIO, inside: str, depth: int) -> Iterator[Member]:
    """`inside` is the path of the storage that holds the mail."""
    paths = {"/".join(entry) for entry in file.listdir(streams=True, storages=True)}
    for storage in sorted(path for path in paths if path.startswith(inside + _ATTACHMENT) and _is_last(path, inside)):
        inner = f"{storage}/{_STREAM}{_OBJECT}"
        if inner in paths and depth < _DEPTH:
            yield from _attached(file, inner + "/", depth + 1)
        elif f"{storage}/{_STREAM}{_DATA}" in paths:
            yield Member(_name(file, storage), _read(file, f"{storage}/{_STREAM}{_DATA}"))


def _is_last(path: str, inside: str) -> bool:
    return "/" not in path[len(inside) :]


def _name(file: OleFileIO, storage: str) -> str:
    """Unicode (001F) or in the sender's code page (001E)."""
    for number in _NAMES:
        wide = _read(file, f"{storage}/{_STREAM}{number}001F").decode("utf-16-le", "replace")
        name = clean_name(wide or decode_bytes(_read(file, f"{storage}/{_STREAM}{number}001E")))
        if name:
            return name
    return "未命名附件"


def _read(file: OleFileIO, path: str) -> bytes:
    return bytes(file.openstream(path).read()) if file.exists(path) else b""
