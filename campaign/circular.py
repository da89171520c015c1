"""通报 (D73, D75, A15): drafted from the ledger, sent only after the offices entitled have signed it.

Acts: ``drafted`` (criticised: standings as JSON, praised: unit codes), ``revised`` by an office (its own text: sha256
of the docx), ``signed`` by an office, ``refused`` (不予签发, with the reason), ``issued`` once enough have signed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from campaign.affairs import Affair, Affairs, Sort
from campaign.settings import Offices, Settings
from campaign.standing import Standing


@dataclass(frozen=True)
class Circular:
    """通报第n号, by our own serial: the office gives the 发文字号.

    `signed_by`: unit codes, of those who signed the text as it stands; who signed before it was revised signs again.
    `text`: sha256 of the office's own docx that stands in for the draft.
    """

    n: int
    criticised: tuple[Standing, ...]
    praised: tuple[str, ...]
    drafted_at: datetime
    signed_by: tuple[str, ...] = ()
    text: str | None = None
    refusal: str | None = None
    issued_at: datetime | None = None

    @property
    def is_waiting(self) -> bool:
        """代拟稿 that is neither issued nor refused."""
        return self.issued_at is None and self.refusal is None


def circulars(affairs: Affairs) -> tuple[Circular, ...]:
    """Every circular, in order of drafting."""
    return tuple(map(circular, affairs.of(Sort.CIRCULAR)))


def circular(affair: Affair) -> Circular:
    """The circular that the acts of an affair make."""
    drafted = affair.acts[0]
    revised, refused, issued = (affair.last(kind) for kind in ("revised", "refused", "issued"))
    return Circular(
        n=int(affair.key),
        criticised=tuple(map(Standing.of, drafted.data["criticised"])),
        praised=tuple(drafted.data["praised"]),
        drafted_at=drafted.at,
        signed_by=_signed_by(affair),
        text=revised.data["sha256"] if revised else None,
        refusal=(refused.note or "") if refused else None,
        issued_at=issued.at if issued else None,
    )


def _signed_by(affair: Affair) -> tuple[str, ...]:
    as_it_stands = takewhile(lambda act: act.kind != "revised", reversed(affair.acts))
    signed = [act.actor for act in as_it_stands if act.kind == "signed"]
    return tuple(dict.fromkeys(reversed(signed)))


def signers(settings: Settings) -> tuple[str, ...]:
    """Unit codes of the offices that may sign, in the order of campaign.toml."""
    return tuple(_code(settings.offices, name) for name in settings.circulars.signers)


def _code(offices: Offices, name: str) -> str:
    return {"centre": offices.centre, "efficiency": offices.efficiency, "projects": offices.projects}[name]
