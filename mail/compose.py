"""Letter → bytes of a mail, the same bytes every time: no clock, nothing random.

RFC 5322 and 2045-2047 (the mail), 2231 (file names), 3834 (automatic mail).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Literal

from campaign.letters import Attachment, Inline, Letter

Automatic = Literal["auto-replied", "auto-generated"]

OUTBOX_HEADER = "X-Gongjian-Outbox"
KIND_HEADER = "X-Gongjian-Kind"  # which letter M01-M25 it is, for people who sort their mail

# lines are folded here; the library would leave the first line of a long header empty
_POLICY = compat32.clone(linesep="\r\n", max_line_length=None)
_ADDRESS = re.compile(r"[!-;=?A-~]+@[!-;=?A-~]+")  # visible ASCII without < and >, with an @ inside
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+>")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NAME_BYTES = 240  # what file systems take; keeps filename* within a line of 998 bytes (RFC 5322 2.1.1)


def key_digest(key: str) -> str:
    """What the header X-Gongjian-Outbox says: 24 hex digits by which a bounce finds its letter."""
    return sha256(key.encode()).hexdigest()[:24]


def message_id(key: str, domain: str) -> str:
    """The one Message-ID of the letter with this key, known before the first attempt to send it."""
    return f"<gj.{key_digest(key)}@{domain}>"


def compose(
    letter: Letter, *, sender_name: str, sender_address: str, message_id: str, at: datetime, auto: Automatic
) -> bytes:
    """The mail as it goes to SMTP, with CRLF line ends. `at` (aware) becomes its Date.

    Line breaks in subjects and names become spaces. ValueError: an address that is none, a time without zone.
    """
    mail = _body(letter, message_id)
    mail["From"] = formataddr((_one_line(sender_name), _address(sender_address)), "utf-8")
    mail["To"] = _addresses(letter.to)
    if letter.cc:
        mail["Cc"] = _addresses(letter.cc)
    mail["Subject"] = _encoded(letter.subject, "Subject")
    mail["Date"] = _date(at)
    mail["Message-ID"] = message_id
    for name, value in _thread(letter):
        mail[name] = value
    mail["Auto-Submitted"] = auto
    mail["X-Auto-Response-Suppress"] = "All"
    mail[OUTBOX_HEADER] = key_digest(letter.key)
    mail[KIND_HEADER] = letter.kind
    _headers_first(mail)
    return mail.as_bytes(policy=_POLICY)


def _date(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("the time of a letter needs its time zone")
    return format_datetime(at)


def _thread(letter: Letter) -> Iterable[tuple[str, str]]:
    """In-Reply-To and References; an identifier of a broken mailer that is none cannot be repeated."""
    references = [known for known in letter.references if _MESSAGE_ID.fullmatch(known)]
    answered = letter.in_reply_to
    if answered and _MESSAGE_ID.fullmatch(answered):
        yield "In-Reply-To", answered
        references = [known for known in references if known != answered] + [answered]
    if references:
        yield "References", "\n ".join(references)


def _addresses(addresses: tuple[str, ...]) -> str:
    return ",\n ".join(_address(address) for address in addresses)


def _address(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f"{address!r} is no mail address")
    return address


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()


def _encoded(text: str, header: str | None = None) -> str:
    """Encoded-words of at most 75 characters, on lines of their own; ASCII stays readable."""
    line = _one_line(text)
    return Header(line, None if line.isascii() else "utf-8", header_name=header).encode()


def _body(letter: Letter, message_id: str) -> MIMEMultipart | MIMEText:
    """mixed > related > alternative, each level only where it has something to hold."""
    body: MIMEMultipart | MIMEText = MIMEText(letter.text, "plain", "utf-8")
    if letter.html is not None:
        html = MIMEText(letter.html, "html", "utf-8")
        body = _multipart("alternative", message_id, [body, html])
    if letter.inline:
        body = _multipart("related", message_id, [body, *map(_inline, letter.inline)])
    if letter.attachments:
        body = _multipart("mixed", message_id, [body, *map(_attachment, letter.attachments)])
    return body


def _multipart(kind: str, message_id: str, parts: list[MIMEMultipart | MIMEText | MIMEBase]) -> MIMEMultipart:
    digest = sha256(f"{kind} {message_id}".encode()).hexdigest()[:24]
    for part in parts:
        del part["MIME-Version"]
    # "=_" occurs neither in base64 nor in quoted-printable
    return MIMEMultipart(kind, boundary=f"=_gj_{digest}", _subparts=parts)


def _attachment(attachment: Attachment) -> MIMEBase:
    name = _file_name(attachment.name)
    # older Foxmail and Outlook read only the encoded-word, everybody else only RFC 2231
    part = _binary(attachment.media, attachment.content)
    part.set_param("name", _encoded(name).replace("\n", ""))
    filename = name if name.isascii() else ("utf-8", "", name)
    part.add_header("Content-Disposition", "attachment", filename=filename)
    return part


def _inline(picture: Inline) -> MIMEBase:
    part = _binary(picture.media, picture.content)
    part["Content-ID"] = f"<{_one_line(picture.cid)}>"
    part.add_header("Content-Disposition", "inline")
    return part


def _binary(media: str, content: bytes) -> MIMEBase:
    maintype, _, subtype = media.partition("/")
    part = MIMEBase(maintype, subtype)
    part.set_payload(content)
    encode_base64(part)
    return part


def _file_name(name: str) -> str:
    """`name` on one line; the stem of an over-long one is cut, its suffix stays."""
    line = _one_line(name)
    suffix = PurePosixPath(line).suffix
    room = _NAME_BYTES - len(suffix.encode())
    stem = line.removesuffix(suffix)
    if len(stem.encode()) <= room or room < 1:
        return line
    return stem.encode()[:room].decode(errors="ignore") + suffix


def _headers_first(mail: MIMEMultipart | MIMEText) -> None:
    """Content-* and MIME-Version after From, To, Subject…, where a reader of the source looks for them."""
    for name in ("MIME-Version", "Content-Type", "Content-Transfer-Encoding"):
        value = mail[name]
        if value is not None:
            del mail[name]
            mail[name] = value
