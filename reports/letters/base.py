"""What every letter has in common: its key, its frame (addressee, signature, date), its recipients."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.letters import Attachment, Inline, Letter
from campaign.problem import Problem
from reports.rendering import render
from reports.wording import joined, long_day

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PNG = "image/png"


@dataclass(frozen=True)
class Frame:
    """What stands around the text. `attachments` are the lines of the 附件说明 (GB/T 9704: numbered when several)."""

    prefix: str
    title: str
    heading: str
    addressee: str
    signature: tuple[str, ...]
    phone: str
    date: str
    automatic: str
    attachments: tuple[str, ...]


@dataclass(frozen=True)
class Envelope:
    """To whom a letter goes and what makes it unique: the recipient's code, and the period or cause."""

    recipient: str
    cause: str
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    answers: str | None = None


def compose(
    campaign: Campaign,
    kind: str,
    envelope: Envelope,
    now: datetime,
    *,
    heading: str,
    addressee: str,
    context: Mapping[str, Any],
    attachments: Sequence[Attachment] = (),
    inline: Sequence[Inline] = (),
    signature: tuple[str, ...] | None = None,
) -> Letter:
    """Render the templates of the kind and put the letter together; `now` gives the date under it.

    `signature`: of the office in whose name it is, where it is not that of both.
    """
    frame = _frame(campaign, now, heading, addressee, attachments, signature or campaign.settings.letters.signature)
    rendered = render(campaign.templates, kind, {"frame": frame, "plan": campaign.settings.letters.plan, **context})
    return Letter(
        kind=kind,
        key=f"{campaign.settings.campaign.id}/{kind}/{envelope.recipient}/{envelope.cause}",
        to=envelope.to,
        cc=tuple(address for address in envelope.cc if address not in envelope.to),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        attachments=tuple(attachments),
        inline=tuple(inline),
        in_reply_to=envelope.answers,
        references=(envelope.answers,) if envelope.answers else (),
        fault=rendered.fault,
    )


def _frame(
    campaign: Campaign,
    now: datetime,
    heading: str,
    addressee: str,
    attachments: Sequence[Attachment],
    signature: tuple[str, ...],
) -> Frame:
    info, wording = campaign.settings.campaign, campaign.settings.letters
    names = [attachment.name.rpartition(".")[0] for attachment in attachments]
    return Frame(
        prefix=wording.prefix,
        title=info.title,
        heading=heading,
        addressee=addressee,
        signature=signature,
        phone=info.phone,
        date=long_day(campaign.calendar.local(now).date()),
        automatic=wording.automatic,
        attachments=tuple(names if len(names) < 2 else (f"{n}.{name}" for n, name in enumerate(names, 1))),
    )


def boxes(units: Iterable[Unit]) -> tuple[str, ...]:
    """The report mailboxes of units, each once."""
    return tuple(dict.fromkeys(address for unit in units for address in unit.mailboxes))


def office_units(campaign: Campaign, *codes: str) -> tuple[Unit, ...]:
    return tuple(campaign.directory[code] for code in codes)


def coordinators(campaign: Campaign) -> tuple[Unit, ...]:
    """The two offices, 管委会 first (D40)."""
    return office_units(campaign, *campaign.settings.offices.coordinators)


def signed_by(campaign: Campaign, offices: Collection[str]) -> tuple[str, ...]:
    """The signature of those of the two offices (unit codes) in whose name a letter is, 管委会 first; else of both."""
    whole, both = campaign.settings.letters.signature, campaign.settings.offices.coordinators
    if len(whole) != len(both):
        return whole
    return tuple(line for line, office in zip(whole, both, strict=True) if office in offices) or whole


def names(units: Iterable[Unit]) -> str:
    """``甲、乙``, the full names."""
    return joined(unit.name for unit in units)


def fingerprint(problems: Iterable[Problem]) -> str:
    """A short cause for the key of a letter about exactly these numbers."""
    numbers = ",".join(sorted(p.number or str(p.entry) for p in problems))
    return hashlib.sha256(numbers.encode()).hexdigest()[:12]


def workbook(name: str, content: bytes) -> Attachment:
    return Attachment(f"{name}.xlsx", content, XLSX)
