"""The parts of a mail: its text, its HTML, its files, and what is to be told of files that are none.

The walk is our own, on the standard library's compat32 parser: libraries drop nameless parts, flatten forwarded
mails and lose Chinese names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.message import Message

from parsers.limits import Limits
from parsers.names import clean_name, decode_bytes, header_text, parameters, part_name, raw_header
from parsers.refusal import Refusal, Refused
from parsers.smime import MEDIA as SMIME
from parsers.smime import unwrap
from parsers.uuencode import take_uuencoded

MAX_DEPTH = 20  # of parts in one another, forwarded mails not counted: they are files of their own
_SUFFIXES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", ".zip"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
    (b"%PDF", ".pdf"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG", ".png"),
)
#: what is a file whatever its part is labelled
_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"Rar!", b"7z\xbc\xaf")
_REST = "其余附件"


@dataclass(frozen=True)
class Part:
    """An attachment, or a forwarded mail (`message/rfc822`). `inline`: a picture shown in the text, no submission.

    `refused`: why it cannot be read, where the mail itself shows it: cut off, encrypted, beyond a limit, or no
    attachment at all but a link.
    """

    name: str
    media: str
    content: bytes
    inline: bool = False
    refused: Refused | None = None


@dataclass
class Body:
    """What a walk has found so far."""

    limits: Limits
    text: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    full: bool = False


def dissect(message: Message, limits: Limits) -> Body:
    """Text, HTML and parts. Raises nothing; what goes beyond a limit is one refused part that says so."""
    body = Body(limits)
    _walk(message, body, 0, related=False)
    body.parts = list(_named(body.parts))
    return body


def _walk(part: Message, body: Body, depth: int, *, related: bool) -> None:
    body.defects += [type(defect).__name__ for defect in part.defects]
    if body.full:
        return
    if depth > MAX_DEPTH:
        _refuse_rest(body, Refused(Refusal.TOO_DEEP))
        return
    if len(body.parts) >= body.limits.parts:
        _refuse_rest(body, Refused(Refusal.TOO_MANY, str(body.limits.parts)))
        return
    media = part.get_content_type()
    payload = part.get_payload()
    if media == "message/rfc822" and isinstance(payload, list) and payload:
        body.parts.append(_forwarded(part, payload[0]))
    elif isinstance(payload, list):
        for child in payload:
            if isinstance(child, Message):
                _walk(child, body, depth + 1, related=related or media == "multipart/related")
        _mark_cut_off(part, body)
    elif media in SMIME:
        _unwrapped(part, body, depth)
    else:
        _leaf(part, media, body, related)


def _refuse_rest(body: Body, refused: Refused) -> None:
    body.parts.append(Part(_REST, "application/octet-stream", b"", refused=refused))
    body.full = True


def _mark_cut_off(multipart: Message, body: Body) -> None:
    """A multipart without its end has lost the end of its last file, and maybe further ones."""
    if not any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in multipart.defects):
        return
    children = multipart.get_payload()
    last = children[-1] if isinstance(children, list) and children else None
    refused = Refused(Refusal.TRUNCATED_MAIL)
    if isinstance(last, Message) and body.parts and not _is_text(last) and not body.parts[-1].refused:
        body.parts[-1] = replace(body.parts[-1], refused=refused)
    elif multipart.get_content_subtype() == "mixed" and not any(part.refused for part in body.parts):
        body.parts.append(Part("（来件不完整）", "application/octet-stream", b"", refused=refused))


def _is_text(part: Message) -> bool:
    return part.get_content_maintype() in ("text", "multipart") and not part_name(part)


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


def _unwrapped(part: Message, body: Body, depth: int) -> None:
    content = _content(part)
    try:
        inner = unwrap(content)
    except Refused as refused:
        name = part_name(part) or "smime.p7m"
        body.parts.append(Part(name, part.get_content_type(), content, refused=refused))
        return
    _walk(message_from_bytes(inner), body, depth + 1, related=False)


def _leaf(part: Message, media: str, body: Body, related: bool) -> None:
    name = part_name(part)
    content = _content(part)
    disposition = (raw_header(part, "content-disposition") or "").split(";")[0].strip().lower()
    file = content.startswith(_FILES)
    shown = media in ("text/plain", "text/html") or part.get_content_maintype() == "multipart"
    if shown and not name and disposition != "attachment" and not file:
        _said(decode_bytes(content, _charset(part)), media, body)
        return
    if not content and not name:
        return
    picture = part.get_content_maintype() == "image" and not file
    referred = raw_header(part, "content-id") is not None and disposition != "attachment"
    body.parts.append(Part(name, media, content, picture and (related or referred or disposition == "inline")))


def _said(text: str, media: str, body: Body) -> None:
    if media == "text/html":
        body.html.append(text)
        return
    words, files = take_uuencoded(text)
    body.text.append(words)
    body.parts += [Part(name, "application/octet-stream", content) for name, content in files]


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
        yield part if part.name else replace(part, name=f"未命名附件{number}{suffix}")
