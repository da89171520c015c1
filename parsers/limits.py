"""How much of a mail or file is read. What exceeds a limit is refused by name, and told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bytes, or counts. `parts` of one mail, `members` of one archive, `depth` of archives and mails in one another,
    `cells` of one sheet's used range.
    """

    mail_bytes: int = 100 * 2**20
    parts: int = 200
    attachment_bytes: int = 100 * 2**20
    members: int = 200
    depth: int = 5
    cells: int = 2_000_000


DEFAULT = Limits()
