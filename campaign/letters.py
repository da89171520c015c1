"""A letter as a value: what one of our mails says and to whom, before it becomes bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Attachment:
    """A file sent along. `media` is its type, e.g. ``text/csv``."""

    name: str
    content: bytes
    media: str


@dataclass(frozen=True)
class Inline:
    """A picture shown in the HTML text where it says ``<img src="cid:…">``."""

    cid: str
    content: bytes
    media: str


@dataclass(frozen=True)
class Letter:
    """One letter. `kind` is its code (``M02``), `key` unique among the letters of all campaigns:
    ``campaign/kind/recipient/period or cause``, the recipient being a unit's code.

    `to` and `cc` are bare addresses; `in_reply_to` and `references` are Message-IDs in angle brackets.
    `fault`: why an office's own template could not be used, for the operator; the letter has the built-in words then.
    """

    kind: str
    key: str
    to: tuple[str, ...]
    subject: str
    text: str
    cc: tuple[str, ...] = ()
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    inline: tuple[Inline, ...] = ()
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    fault: str | None = None

    @property
    def recipient(self) -> str:
        """The code of the unit it is for."""
        return self.key.split("/")[2]
