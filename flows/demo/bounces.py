"""A delivery failure notice as a mail server sends it (RFC 3464)."""

from __future__ import annotations

from email import message_from_string
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime

from flows.demo.programs import Old, digest
from flows.demo.script import Mail


def compose_bounce(mail: Mail, letter: Old, message_id: str) -> bytes:
    """The notice that `letter` did not reach `mail.mailbox`, whose quota is used up; `mail.text` says so in words."""
    domain = mail.sender.address.partition("@")[2]
    status = MIMEBase("message", "delivery-status")
    blocks = (
        f"Reporting-MTA: dns; mail.{domain}\n",
        f"Final-Recipient: rfc822; {mail.mailbox}\nAction: failed\nStatus: 5.2.2\n"
        "Diagnostic-Code: smtp; 552 5.2.2 Mailbox full, over quota\n",
    )
    for block in blocks:
        status.attach(message_from_string(block))
    returned = MIMEBase("text", "rfc822-headers")
    returned.set_payload(f"From: {letter.sender}\nTo: {mail.mailbox}\nMessage-ID: {letter.message_id}\n")
    parts = [MIMEText(mail.text, "plain", "utf-8"), status, returned]
    report = MIMEMultipart("report", boundary=digest(mail.wire_id), _subparts=parts, report_type="delivery-status")
    report["From"] = f"Mail Delivery System <{mail.sender.address}>"
    report["To"] = ", ".join(mail.recipients)
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Date"] = format_datetime(mail.written)
    report["Message-ID"] = message_id
    report["Auto-Submitted"] = "auto-replied"
    return report.as_bytes(policy=compat32.clone(linesep="\r\n"))
