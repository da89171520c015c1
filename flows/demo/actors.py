"""The units of a script at their desks: a mail of the script becomes the bytes that a real mail program would send.

Nothing here depends on the clock or on chance: the same script and the same letters give the same bytes.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from email import message_from_bytes
from email.encoders import encode_base64
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.parser import HeaderParser
from email.policy import compat32, default
from email.utils import format_datetime, parseaddr

from flows.demo.bounces import compose_bounce
from flows.demo.feedback_sheet import fill_feedback, lists_number
from flows.demo.prints import print_page
from flows.demo.programs import PROGRAMS, Old, Program, digest
from flows.demo.script import Attachment, Mail, Script
from flows.demo.script_folder import PLACEHOLDER
from flows.demo.sheets import write_report, write_zero

Numbers = Callable[[str], str | None]

KIND_HEADER = "X-Gongjian-Kind"


class NothingToAnswer(LookupError):
    """A mail of the script replies to a letter, or names a number, that has not come."""


def compose_mail(mail: Mail, inbox: Sequence[bytes], numbers: Numbers) -> bytes:
    """The mail as it goes over the wire (RFC 5322, CRLF).

    `inbox`: the raw letters in `mail.mailbox`, oldest first; `numbers`: key of a reported row → its problem number.
    Raises NothingToAnswer.
    """
    desk = _Desk(mail, inbox, numbers)
    return desk.bounce() if mail.client == "mailer-daemon" else desk.mail()


def message_id(mail: Mail) -> str:
    """The Message-ID that `compose_mail` gives the mail; a copy has that of the first one."""
    user, _, domain = mail.sender.address.partition("@")
    if mail.client == "mailer-daemon":
        return f"<{digest(mail.wire_id)[:20]}@mail.{domain}>"
    return f"<{PROGRAMS[mail.client].identify(digest(mail.wire_id), mail.written, user)}@{domain}>"


def places(script: Script) -> Mapping[tuple[str, int, int | None], str]:
    """Where each reported row stands: (Message-ID, row of the sheet, part) → key; so the ledger tells its number."""
    found: dict[tuple[str, int, int | None], str] = {}
    for mail in script.mails:
        for sheet in mail.attachments:
            if sheet.kind == "F1" and sheet.layout:
                lines = write_report(sheet.layout, sheet.rows, sheet.fill, mail.written).rows
                found |= {(message_id(mail), lines[row.key], row.part): row.key for row in sheet.rows}
    return found


class _Desk:
    """One mail being written."""

    def __init__(self, mail: Mail, inbox: Sequence[bytes], numbers: Numbers) -> None:
        self._mail, self._numbers = mail, numbers
        self._letters = [_letter(raw) for raw in inbox if mail.answers and _kind(raw) == mail.answers]
        self._letter = self._answered()

    def _answered(self) -> EmailMessage | None:
        """The latest letter of the kind; for a feedback sheet the latest one whose sheet lists its first problem."""
        if self._mail.answers is None:
            return None
        rows = next((sheet.rows for sheet in self._mail.attachments if sheet.kind == "F2"), ())
        for letter in self._letters[::-1]:
            if not rows or _sheet_of(letter, self._number(rows[0].key)) is not None:
                return letter
        what = f" that lists {self._number(rows[0].key)}" if rows else ""
        raise NothingToAnswer(f"{self._mail.id}: no {self._mail.answers}{what} in {self._mail.mailbox}")

    def _number(self, key: str) -> str:
        number = self._numbers(key)
        if number is None:
            raise NothingToAnswer(f"{self._mail.id}: {key} has no number yet")
        return number

    def _filled(self, text: str) -> str:
        """Placeholders replaced: `{A04-3}` by the number, `{#A04-3}` by its digits after the last dash."""
        return PLACEHOLDER.sub(
            lambda match: self._number(match[2]).rpartition("-")[2] if match[1] else self._number(match[2]), text
        )

    def bounce(self) -> bytes:
        if self._letter is None:
            raise NothingToAnswer(f"{self._mail.id}: a delivery failure notice needs the letter that failed")
        return compose_bounce(self._mail, _old(self._letter), message_id(self._mail))

    def mail(self) -> bytes:
        mail, program = self._mail, PROGRAMS[self._mail.client]
        old = _old(self._letter) if self._letter else None
        text = self._filled(mail.text)
        if old and not mail.auto:
            text += program.quote(old)
        message = self._structure(program, text)
        for part in list(message.walk())[1:]:
            del part["MIME-Version"]
        for name, value in self._headers(program, old):
            message[name] = value
        for name in ("Content-Type", "MIME-Version"):
            value = message[name]
            del message[name]
            message[name] = value
        return message.as_bytes(policy=compat32.clone(linesep="\r\n"))

    def _headers(self, program: Program, old: Old | None) -> Iterator[tuple[str, str]]:
        mail = self._mail
        yield "Date", format_datetime(mail.written)
        yield "From", f"{program.words(mail.sender.name)} <{mail.sender.address}>"
        yield "To", ", ".join(mail.recipients)
        yield "Subject", program.words(self._filled(mail.subject) or f"{program.reply}{old.subject if old else ''}")
        yield "Message-ID", message_id(mail)
        if old:
            yield "In-Reply-To", old.message_id
            yield "References", old.message_id
        if mail.auto:
            yield "Auto-Submitted", "auto-replied"
        yield from program.headers.items()
        yield "X-Mailer", program.mailer

    def _structure(self, program: Program, text: str) -> MIMEMultipart:
        """mixed > alternative, as these programs send even a short note."""
        page = "".join(f"<div>{html.escape(line) or '<br>'}</div>\n" for line in text.splitlines())
        bodies = [_text_part(program, "plain", text), _text_part(program, "html", f"<html><body>{page}</body></html>")]
        seed = digest(f"boundary {self._mail.wire_id}")[:20].upper()
        alternative = MIMEMultipart("alternative", program.boundary.format(seed), bodies)
        if not self._mail.attachments:
            return alternative
        files = [_file_part(program, sheet.name, self._content(sheet)) for sheet in self._mail.attachments]
        return MIMEMultipart("mixed", program.boundary.format(seed[::-1]), [alternative, *files])

    def _content(self, sheet: Attachment) -> bytes:
        if sheet.file:
            return sheet.file.read_bytes()
        if sheet.kind == "pdf":
            return print_page(sheet.lines)
        if sheet.kind == "F2":
            return self._feedback(sheet)
        if sheet.layout is None:
            raise ValueError(f"{self._mail.id}: {sheet.name} has neither layout nor file")
        if sheet.kind == "zero":
            return write_zero(sheet.layout, sheet.fill, self._mail.written)
        return write_report(sheet.layout, sheet.rows, sheet.fill, self._mail.written).content

    def _feedback(self, sheet: Attachment) -> bytes:
        number = self._number(sheet.rows[0].key)
        ours = _sheet_of(self._letter, number) if self._letter else None
        if ours is None:
            raise NothingToAnswer(f"{self._mail.id}: the letter answered has no sheet that lists {number}")
        return fill_feedback(ours, sheet.rows, self._number, self._mail.written)


def _kind(raw: bytes) -> str | None:
    """Which of our letters it is; the header alone is read, a mailbox holds many letters."""
    return HeaderParser(policy=compat32).parsestr(raw.partition(b"\r\n\r\n")[0].decode("latin-1"))[KIND_HEADER]


def _letter(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, EmailMessage, policy=default)


def _sheet_of(letter: EmailMessage, number: str) -> bytes | None:
    """The workbook of the letter that lists the problem."""
    for part in letter.iter_attachments():
        content = part.get_content() if (part.get_filename() or "").endswith(".xlsx") else None
        if isinstance(content, bytes) and lists_number(content, number):
            return content
    return None


def _old(letter: EmailMessage) -> Old:
    name, address = parseaddr(str(letter["From"]))
    body = letter.get_body(("plain",))
    return Old(
        message_id=str(letter["Message-ID"]).strip(),
        sender=address,
        sender_name=name or address,
        recipients=str(letter["To"]),
        subject=str(letter["Subject"]),
        date=str(letter["Date"]),
        text=str(body.get_content()).rstrip() if body else "",
    )


def _text_part(program: Program, subtype: str, text: str) -> MIMEBase:
    part = MIMEBase("text", subtype, charset=program.charset)
    part.set_payload(program.encode(text.replace("\n", "\r\n")))
    encode_base64(part)
    return part


def _file_part(program: Program, name: str, content: bytes) -> MIMEBase:
    part = MIMEBase("application", "octet-stream")
    del part["Content-Type"]
    part["Content-Type"] = "application/octet-stream" + program.file_name("name", name)
    part["Content-Disposition"] = "attachment" + program.file_name("filename", name)
    part.set_payload(content)
    encode_base64(part)
    return part
