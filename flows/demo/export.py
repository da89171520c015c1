"""What the demo leaves to be read: every letter as .eml, an index page, the documents of the main letters."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from jinja2 import Environment, select_autoescape
from sqlalchemy.orm import Session

from db import outbox
from db.models import OutboxLetter
from flows import listings
from flows.desk import Desk

#: letters whose attachments are laid out as files of their own, and the folder's name for them
_DOCUMENTS = {"M05": "master", "M11": "county", "M12": "escalation", "M20": "summary", "M21": "follow-up"}

_PAGE = Environment(autoescape=select_autoescape(default=True)).from_string(
    """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ title }}</title><style>
body { margin: 0; font: 14px/1.6 "Noto Sans CJK SC", sans-serif; display: flex; height: 100vh; color: #222; }
nav { width: 46%; overflow: auto; border-right: 1px solid #ccc; }
iframe { flex: 1; border: 0; background: #f3f2ee; }
h1 { font-size: 16px; margin: 12px 14px; }
table { border-collapse: collapse; width: 100%; }
td { padding: 3px 8px; border-top: 1px solid #eee; vertical-align: top; font-size: 13px; }
td.c { white-space: nowrap; color: #777; }
a { color: #1d4f91; text-decoration: none; } a:hover { text-decoration: underline; }
</style></head><body><nav><h1>{{ title }}：信件{{ letters | length }}封</h1><table>
{% for one in letters %}<tr><td class="c">{{ one.at }}</td><td class="c">{{ one.kind }}</td>
<td><a href="{{ one.page }}" target="letter">{{ one.subject }}</a><br><span style="color:#777">{{ one.to }}
{% if one.files %}· 附件：{{ one.files }}{% endif %} · <a href="{{ one.eml }}">eml</a></span></td></tr>
{% endfor %}</table></nav><iframe name="letter" src="{{ letters[0].page if letters }}"></iframe></body></html>
"""
)


def export(desk: Desk, session: Session, out: Path) -> None:
    """Write letters, index page, documents and the ledger as JSON under `out`."""
    letters = out / "letters"
    letters.mkdir(parents=True)
    entries = [
        _write_letter(desk, row, position, letters)
        for position, row in enumerate(outbox.listing(session, desk.id, with_bytes=True), 1)
    ]
    title = desk.campaign.settings.campaign.title
    (letters / "index.html").write_text(_PAGE.render(title=title, letters=entries), "utf-8")
    end = desk.campaign.calendar.instant(desk.campaign.settings.campaign.ends + timedelta(days=1))
    for name, rows in (("ledger", listings.ledger), ("inbox", listings.inbox_messages)):
        text = json.dumps(rows(desk, session, end), ensure_ascii=False, indent=2)
        (out / f"{name}.json").write_text(text, "utf-8")


def export_alarms(mails: Iterable[bytes], out: Path) -> None:
    """What the operator was told by the second channel (M25), a file each."""
    (out / "alarms").mkdir()
    for position, raw in enumerate(mails, 1):
        (out / "alarms" / f"{position:03d}.eml").write_bytes(raw)


def _write_letter(desk: Desk, row: OutboxLetter, position: int, folder: Path) -> dict[str, Any]:
    local = desk.campaign.calendar.local(row.created_at)
    name = f"{position:03d}-{local:%m%d-%H%M}-{row.kind}"
    (folder / f"{name}.eml").write_bytes(row.raw)
    mail = message_from_bytes(row.raw, policy=default)
    (folder / f"{name}.html").write_text(_html(mail), "utf-8")
    if row.kind in _DOCUMENTS:
        _write_documents(mail, folder.parent / _DOCUMENTS[row.kind], f"{local:%m%d}")
    return {
        "at": f"{local:%m-%d %H:%M}",
        "kind": row.kind,
        "subject": row.subject,
        "to": "、".join(row.to),
        "files": "、".join(row.attachments),
        "page": f"{name}.html",
        "eml": f"{name}.eml",
    }


def _html(mail: EmailMessage) -> str:
    """The HTML part with its pictures laid into it, so that a browser shows what a mail program shows."""
    body = mail.get_body(("html",))
    page: str = body.get_content() if body else ""
    for part in mail.walk():
        if part["Content-ID"]:
            picture = part.get_payload(decode=False)
            data = f"data:{part.get_content_type()};base64,{''.join(str(picture).split())}"
            page = page.replace(f"cid:{part['Content-ID'].strip('<>')}", data)
    return page


def _write_documents(mail: EmailMessage, folder: Path, prefix: str) -> None:
    folder.mkdir(exist_ok=True)
    for part in _attachments(mail):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            (folder / f"{prefix}-{part.get_filename()}").write_bytes(content)


def _attachments(mail: EmailMessage) -> Iterable[EmailMessage]:
    return (part for part in mail.iter_attachments() if isinstance(part, EmailMessage) and part.get_filename())
