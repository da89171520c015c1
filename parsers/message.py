"""Raw mail → Envelope: who, what, when, its own words, and its parts. Never raises for what a mail may hold.

The anatomy is our own, on the standard library's compat32 parser: libraries drop nameless parts, flatten forwarded
mails and lose Chinese names. The sender is still to be believed or not (`mail.authenticity`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from parsers.names import (
    clean_name,
    decode_bytes,
    decode_words,
    header_text,
    parameters,
    part_name,
    raw_header,
    raw_headers,
)
from parsers.quoting import html_to_text, own_text

MAX_DEPTH = 20
MAX_PARTS = 200
_SUFFIXES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", ".zip"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
    (b"%PDF", ".pdf"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG", ".png"),
)
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Part:
    """An attachment, or a forwarded mail (`message/rfc822`). `inline`: a picture shown in the text, no submission."""

    name: str
    media: str
    content: bytes
    inline: bool = False


@dataclass(frozen=True)
class Envelope:
    """A mail. `text` is what its sender wrote, `full_text` with the quoted mails below; addresses are lower case.

    `date` is the sender's own, None when missing or broken. `auto`: the Auto-Submitted header, unless it says no.
    """

    message_id: str
    sender: str
    sender_name: str
    subject: str
    date: datetime | None
    to: tuple[str, ...]
    cc: tuple[str, ...]
    in_reply_to: str | None
    references: tuple[str, ...]
    auto: str | None
    text: str
    full_text: str
    html: str
    parts: tuple[Part, ...]
    defects: tuple[str, ...] = ()

    @property
    def attachments(self) -> tuple[Part, ...]:
        """The parts that are not pictures of the text."""
        return tuple(part for part in self.parts if not part.inline)


@dataclass
class _Body:
    text: list[str]
    html: list[str]
    parts: list[Part]
    defects: list[str]


def read_message(raw: bytes) -> Envelope:
    """Read a mail as it came from the server. Raises nothing; what is broken is listed in `defects`."""
    message = message_from_bytes(raw.lstrip(b"\r\n"))
    body = _Body([], [], [], [])
    _walk(message, body, 0, related=False)
    senders = _addresses(message, "from")
    full_text = "\n".join(body.text).strip() or html_to_text("\n".join(body.html))
    return Envelope(
        message_id=_identifier(raw_header(message, "message-id") or ""),
        sender=senders[0][1] if senders else "",
        sender_name=senders[0][0] if senders else "",
        subject=" ".join(header_text(message, "subject").split()),
        date=_date(raw_header(message, "date")),
        to=tuple(address for _, address in _addresses(message, "to")),
        cc=tuple(address for _, address in _addresses(message, "cc")),
        in_reply_to=_identifier(raw_header(message, "in-reply-to") or "") or None,
        references=tuple(re.findall(r"<[^<>\s]+>", raw_header(message, "references") or "")),
        auto=_auto(raw_header(message, "auto-submitted")),
        text=own_text(full_text),
        full_text=full_text,
        html="\n".join(body.html),
        parts=tuple(_named(body.parts)),
        defects=tuple(dict.fromkeys([*_doubts(message, senders), *body.defects])),
    )


def _identifier(value: str) -> str:
    match = re.search(r"<[^<>]+>", value)
    return match[0] if match else value.strip().split(" ")[0]


def _addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """(name, address) of a header. Names are decoded after the split: an encoded comma parts no addresses."""
    found = getaddresses(list(raw_headers(message, name)))
    return [(decode_words(shown).strip(), address.strip().lower()) for shown, address in found if "@" in address]


def _date(value: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(value) if value else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _auto(value: str | None) -> str | None:
    keyword = (value or "").split(";")[0].strip().lower()
    return keyword if keyword and keyword != "no" else None


def _doubts(message: Message, senders: list[tuple[str, str]]) -> Iterator[str]:
    if len(raw_headers(message, "from")) > 1 or len(senders) > 1:
        yield "several From addresses"
    if not senders:
        yield "no From address"
    shown = senders[0][0] if senders else ""
    if "@" in shown and senders[0][1] not in shown.lower():
        yield "the sender's name is another address"


def _walk(part: Message, body: _Body, depth: int, *, related: bool) -> None:
    body.defects += [type(defect).__name__ for defect in part.defects]
    if depth > MAX_DEPTH or len(body.parts) >= MAX_PARTS:
        body.defects.append("too many or too deeply nested parts")
        return
    media = part.get_content_type()
    payload = part.get_payload()
    if media == "message/rfc822" and isinstance(payload, list) and payload:
        body.parts.append(_forwarded(part, payload[0]))
    elif isinstance(payload, list):
        for child in payload:
            if isinstance(child, Message):
                _walk(child, body, depth + 1, related=related or media == "multipart/related")
    else:
        _leaf(part, media, body, related)


def _forwarded(part: Message, inner: object) -> Part:
    name = part_name(part)
    content = b""
    if isinstance(inner, Message):
        name = name or clean_name(header_text(inner, "subject") or "转发邮件") + ".eml"
        try:
            content = inner.as_bytes()
        except (UnicodeError, LookupError, MessageError, KeyError, ValueError):
            content = str(inner).encode("utf-8", "surrogateescape")
    return Part(name, "message/rfc822", content)


def _leaf(part: Message, media: str, body: _Body, related: bool) -> None:
    name = part_name(part)
    content = _content(part)
    disposition = (raw_header(part, "content-disposition") or "").split(";")[0].strip().lower()
    spreadsheet = content.startswith(_SPREADSHEETS)
    shown = media in ("text/plain", "text/html") or (part.get_content_maintype() == "multipart" and not spreadsheet)
    if shown and not name and disposition != "attachment" and not spreadsheet:
        (body.html if media == "text/html" else body.text).append(decode_bytes(content, _charset(part)))
        return
    if not content and not name:
        return
    picture = part.get_content_maintype() == "image" and not spreadsheet
    referred = raw_header(part, "content-id") is not None and disposition != "attachment"
    body.parts.append(Part(name, media, content, picture and (related or referred or disposition == "inline")))


def _content(part: Message) -> bytes:
    """The decoded bytes; of a part wrongly labelled multipart, the base64 it holds, if it is one."""
    if part.get_content_maintype() != "multipart":
        data = part.get_payload(decode=True)
        return data if isinstance(data, bytes) else b""
    text = part.get_payload()
    raw = text.encode("ascii", "surrogateescape") if isinstance(text, str) else b""
    copy = Message()
    copy["Content-Transfer-Encoding"] = raw_header(part, "content-transfer-encoding") or "7bit"
    copy.set_payload(raw.decode("ascii", "surrogateescape"))
    data = copy.get_payload(decode=True)
    return data if isinstance(data, bytes) else raw


def _charset(part: Message) -> str | None:
    return parameters(raw_header(part, "content-type") or "").get("charset")


def _named(parts: list[Part]) -> Iterator[Part]:
    """Parts without a name get one that says so, with the suffix their first bytes ask for."""
    for number, part in enumerate(parts, 1):
        suffix = next((suffix for magic, suffix in _SUFFIXES if part.content.startswith(magic)), "")
        yield part if part.name else Part(f"未命名附件{number}{suffix}", part.media, part.content, part.inline)
