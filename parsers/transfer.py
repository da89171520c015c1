"""The bytes that a part really holds, and the parts that a wrong header hides in a text."""

from __future__ import annotations

import quopri
import re
from copy import copy
from email import message_from_bytes
from email.message import Message

from parsers.names import decode_base64, raw_header

#: what is a file whatever its part is labelled
FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"Rar!", b"7z\xbc\xaf")
#: how the same begin in base64
_ENCODED_FILES = (b"UEsDB", b"0M8R4K", b"JVBER", b"UmFyI", b"N3q8r")
_UUENCODED = ("x-uuencode", "uuencode", "uue", "x-uue")


def content_of(part: Message) -> bytes:
    """The decoded bytes of a part, also of one wrongly labelled multipart.

    The transfer encoding is believed unless the first bytes show that a file was, or was not, put into base64.
    """
    untouched = copy(part)
    del untouched["Content-Transfer-Encoding"]
    data = untouched.get_payload(decode=True)
    return decode_transfer(data, transfer_encoding(part)) if isinstance(data, bytes) else b""


def transfer_encoding(part: Message) -> str:
    written = (raw_header(part, "content-transfer-encoding") or "").strip().lower()
    return re.split(r"[\s;(]", written, maxsplit=1)[0]


def decode_transfer(data: bytes, encoding: str) -> bytes:
    if data.startswith(FILES):
        return data
    if encoding == "base64" or (encoding != "quoted-printable" and data.lstrip().startswith(_ENCODED_FILES)):
        return decode_base64(data)
    if encoding == "quoted-printable":
        return quopri.decodestring(data)
    return _uudecoded(data, encoding) if encoding in _UUENCODED else data


def _uudecoded(data: bytes, encoding: str) -> bytes:
    part = Message()
    part["Content-Transfer-Encoding"] = encoding
    part.set_payload(data.decode("ascii", "surrogateescape"))
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else data


_OPENS = re.compile(rb"^--([^\s-][^\r\n]{0,69}|-[^\r\n]{1,69})\r?\n(?=Content-[A-Za-z-]+[ \t]*:)", re.M | re.I)


def hidden_parts(content: bytes) -> tuple[bytes, Message] | None:
    """The words before, and the multipart, of a text that is one: its Content-Type is lost, names another boundary,
    or stands below an empty line that a gateway put into the headers. None for an ordinary text.
    """
    first = _OPENS.search(content) if b"Content-" in content or b"content-" in content else None
    if first is None:
        return None
    boundary = first[1].rstrip()
    if content.count(b"--" + boundary) < 2 or b'"' in boundary:
        return None
    head = b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\r\n\r\n'
    return content[: first.start()], message_from_bytes(head + content[first.start() :])
