"""Raw mail → Envelope: who, what, when, its own words, and its parts. Never raises for what a mail may hold.

The sender is still to be believed or not (`mail.authenticity`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime

from parsers.anatomy import Body, Part, dissect
from parsers.biglinks import find_big_links
from parsers.limits import DEFAULT, Limits
from parsers.names import decode_words, header_text, raw_header, raw_headers
from parsers.quoting import html_to_text, own_text
from parsers.refusal import Refusal, Refused

__all__ = ["Envelope", "Part", "headers_only", "read_message"]

_ALL = "全部附件"
_HEAD = 2**16  # bytes that may hold the headers


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


def read_message(raw: bytes, limits: Limits = DEFAULT) -> Envelope:
    """Read a mail as it came from the server. Raises nothing; what is broken is listed in `defects`, and what was
    cut off, is encrypted, goes beyond a limit or is only a link to a file is a part refused with the reason.
    """
    return _envelope(*_dissected(_tidy(raw), limits))


def headers_only(raw: bytes, refused: Refused) -> Envelope:
    """The envelope of a mail that could not be taken apart within the child's limits: one part, refused for that."""
    head = BytesHeaderParser().parsebytes(_tidy(raw[:_HEAD]))
    return _envelope(head, Body(DEFAULT, parts=[Part(_ALL, "multipart/mixed", b"", refused=refused)]))


def _envelope(message: Message, body: Body) -> Envelope:
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
        parts=(*body.parts, *_links("\n".join(body.html), full_text)),
        defects=tuple(dict.fromkeys([*_doubts(message, senders), *body.defects])),
    )


_SPACED = re.compile(rb"^([A-Za-z][A-Za-z-]*)[ \t]+:", re.MULTILINE)
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n|\r\r")


def _tidy(raw: bytes) -> bytes:
    """Without a byte order mark and empty lines above, and without space before colons (RFC 5322 4.5.8)."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    end = _HEAD_ENDS.search(raw)
    head = raw[: end.start()] if end else raw
    return _SPACED.sub(rb"\1:", head) + raw[len(head) :]


def _dissected(raw: bytes, limits: Limits) -> tuple[Message, Body]:
    try:
        message = message_from_bytes(raw)
        return message, dissect(message, limits)
    except RecursionError:  # hundreds of parts in one another
        body = Body(limits, parts=[Part(_ALL, "multipart/mixed", b"", refused=Refused(Refusal.TOO_DEEP))])
        return BytesHeaderParser().parsebytes(raw), body


def _links(markup: str, text: str) -> Iterator[Part]:
    """超大附件, as parts that cannot be read."""
    for link in find_big_links(markup, text):
        expiry = f"{link.expiry}到期" if link.expiry[:1].isdigit() else link.expiry
        refused = Refused(Refusal.LINKED_ATTACHMENT, expiry or "有效期有限")
        yield Part(link.name, "text/x-link", b"", refused=refused)


def _identifier(value: str) -> str:
    match = re.search(r"<[^<>]+>", value)
    return match[0] if match else value.strip().split(" ")[0]


_ADDRESS = re.compile(r"[^\s<>()@,:;\"]+@[^\s<>()@,:;\"]+")


def _addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """(name, address) of a header. Names are decoded after the split: an encoded comma parts no addresses."""
    written = list(raw_headers(message, name))
    plainly = [decode_words(value).replace("＠", "@") for value in written]  # the address itself may be encoded
    return list(_split(written)) or list(_split(plainly))


def _split(written: list[str]) -> Iterator[tuple[str, str]]:
    try:
        found = getaddresses(written)
    except RecursionError:  # groups in groups, thousands of them
        found = [("", address) for value in written for address in _ADDRESS.findall(value)]
    for shown, address in found:
        match = _ADDRESS.search(address)
        if match:
            yield decode_words(shown).strip(), match[0].lower()


def _date(value: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(value) if value else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _auto(value: str | None) -> str | None:
    keyword = (value or "").split(";")[0].strip().lower()
    return keyword if keyword and keyword != "no" else None


def _doubts(message: Message, senders: list[tuple[str, str]]) -> Iterator[str]:
    if len(raw_headers(message, "from")) > 1 or len({address for _, address in senders}) > 1:
        yield "several From addresses"
    if not senders:
        yield "no From address"
    shown = senders[0][0] if senders else ""
    if "@" in shown and senders[0][1] not in shown.lower():
        yield "the sender's name is another address"
