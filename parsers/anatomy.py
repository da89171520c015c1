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
from parsers.transfer import FILES, content_of, decode_transfer, hidden_parts, transfer_encoding
from parsers.uuencode import take_uuencoded

MAX_DEPTH = 20  # of parts in one another, forwarded mails not counted: they are files of their own
_SUFFIXES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", ".zip"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
    (b"%PDF", ".pdf"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG", ".png"),
)
_REST = "其余附件"
#: what programs add for themselves: signatures, and the Macintosh's shadow of a file
_SILENT = frozenset(["application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"])
_SHADOW = "application/applefile"
_CALENDAR = "text/calendar"


@dataclass(frozen=True)
class Part:
    """An attachment, or a forwarded mail (`message/rfc822`). `inline`: a picture shown in the text, no submission.

    `refused`: why it cannot be read, where the mail itself shows it: cut off, encrypted, beyond a limit, or no
    attachment at all but a link. `content_id`: by which the HTML may show it.
    """

    name: str
    media: str
    content: bytes
    inline: bool = False
    refused: Refused | None = None
    content_id: str = ""


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
    _walk(message, body, 0)
    body.parts = list(_named([_shown(part, body.html) for part in body.parts]))
    return body


def _shown(part: Part, html: list[str]) -> Part:
    """A picture that the HTML shows is inline, even where its program calls it an attachment."""
    picture = part.media.startswith("image/") and not part.content.startswith(FILES)
    if part.inline or not picture or not part.content_id:
        return part
    return replace(part, inline=any(f"cid:{part.content_id}" in page for page in html))


def _walk(part: Message, body: Body, depth: int, parent: str = "") -> None:
    """`parent` is the media type of the multipart around the part."""
    body.defects += [type(defect).__name__ for defect in part.defects]
    beyond = _beyond(body, depth)
    if body.full or beyond:
        _refuse_rest(body, beyond)
        return
    media = part.get_content_type()
    payload = part.get_payload()
    if media == "message/rfc822" and isinstance(payload, list) and payload:
        body.parts.append(_forwarded(part, payload[0]))
    elif media == "multipart/encrypted":
        body.parts.append(Part("（加密邮件）", media, b"", refused=Refused(Refusal.ENCRYPTED_MAIL)))
    elif isinstance(payload, list):
        for child in payload:
            if isinstance(child, Message):
                _walk(child, body, depth + 1, media)
        _mark_cut_off(part, body)
    elif media in SMIME:
        _unwrapped(part, body, depth)
    elif not _own_use(part, media, parent):
        _leaf(part, media, body, depth, parent)


def _own_use(part: Message, media: str, parent: str) -> bool:
    """What one program tells another: a signature, a resource fork, the text once more in a form of its own."""
    if parent == "multipart/alternative" and media not in ("text/plain", "text/html", _CALENDAR):
        return media.startswith("text/") and not part_name(part)
    return (media in _SILENT and parent == "multipart/signed") or media == _SHADOW


def _beyond(body: Body, depth: int) -> Refused | None:
    if depth > MAX_DEPTH:
        return Refused(Refusal.TOO_DEEP)
    return Refused(Refusal.TOO_MANY, str(body.limits.parts)) if len(body.parts) >= body.limits.parts else None


def _refuse_rest(body: Body, refused: Refused | None) -> None:
    if refused and not body.full:
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
    content = b""
    if isinstance(inner, Message):
        try:
            content = inner.as_bytes()
        except (UnicodeError, LookupError, MessageError, KeyError, ValueError):
            content = str(inner).encode("utf-8", "surrogateescape")
        if transfer_encoding(part) in ("base64", "quoted-printable"):  # which the standard forbids
            content = decode_transfer(content, transfer_encoding(part))
            inner = message_from_bytes(content)
    subject = header_text(inner, "subject") if isinstance(inner, Message) else ""
    return Part(part_name(part) or clean_name(subject or "转发邮件") + ".eml", "message/rfc822", content)


def _unwrapped(part: Message, body: Body, depth: int) -> None:
    content = content_of(part)
    try:
        inner = unwrap(content)
    except Refused as refused:
        name = part_name(part) or "smime.p7m"
        body.parts.append(Part(name, part.get_content_type(), content, refused=refused))
        return
    _walk(message_from_bytes(inner), body, depth + 1)


def _leaf(part: Message, media: str, body: Body, depth: int, parent: str) -> None:
    name = part_name(part)
    content = content_of(part)
    disposition = (raw_header(part, "content-disposition") or "").split(";")[0].strip().lower()
    file = content.startswith(FILES)
    words = media in ("text/plain", "text/html") or part.get_content_maintype() == "multipart"
    if words and not name and disposition != "attachment" and not file:
        _words(part, content, body, depth)
    elif content or name:
        picture = part.get_content_maintype() == "image" and not file
        cid = (raw_header(part, "content-id") or "").strip().strip("<>")
        inline = picture and disposition != "attachment" and bool(parent == "multipart/related" or cid)
        name = name or ("日历邀请.ics" if media == _CALENDAR else "")
        body.parts.append(Part(name, media, content, inline, content_id=cid))


def _words(part: Message, content: bytes, body: Body, depth: int) -> None:
    hidden = hidden_parts(content)
    before = hidden[0] if hidden else content
    if not (hidden and part.get_content_maintype() == "multipart"):
        _said(decode_bytes(before, _charset(part)), part.get_content_type(), body)
    if hidden:
        _walk(hidden[1], body, depth + 1)


def _said(text: str, media: str, body: Body) -> None:
    if media == "text/html":
        body.html.append(text)
        return
    words, files = take_uuencoded(text)
    body.text.append(words)
    body.parts += [Part(name, "application/octet-stream", content) for name, content in files]


def _charset(part: Message) -> str | None:
    return parameters(raw_header(part, "content-type") or "").get("charset")


def _named(parts: list[Part]) -> Iterator[Part]:
    """Parts without a name get one that says so, with the suffix their first bytes ask for."""
    for number, part in enumerate(parts, 1):
        suffix = next((suffix for magic, suffix in _SUFFIXES if part.content.startswith(magic)), "")
        yield part if part.name else replace(part, name=f"未命名附件{number}{suffix}")
