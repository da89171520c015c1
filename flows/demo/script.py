"""The script of a demo as frozen values: who sends what to the campaign's mailbox, and when.

`flows.demo.script_folder` reads a folder into them; its README.md there explains every file and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

Client = Literal["foxmail", "qq", "163", "outlook", "mailer-daemon"]

_FROZEN = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_FROZEN)
class Correspondent:
    """Somebody who writes: the mailbox, the name shown, the mail program, and the lines under every letter."""

    address: str
    name: str = ""
    client: Client = "foxmail"
    signature: str = ""


@dataclass(frozen=True, config=_FROZEN)
class Column:
    """A column of a sheet. `key` is a column of reports.csv, or `seq` for a running number.

    With `tick` it is one of several tick columns under `group`: √ where the row's value is `tick`.
    """

    label: str
    key: str
    width: float = 12
    group: str = ""
    tick: str = ""


@dataclass(frozen=True, config=_FROZEN)
class Layout:
    """How a unit lays out its sheet; `{unit}` and the like come from the attachment's `fill`, `{count}` is rows.

    `titles`: lines on top; `head`: the cells of the line above the header; `total`, `foot`: lines below the rows.
    """

    columns: tuple[Column, ...]
    sheet: str = "Sheet1"
    titles: tuple[str, ...] = ()
    merge_titles: bool = True
    head: tuple[str, ...] = ()
    merge_same: tuple[str, ...] = ()
    total: str = ""
    foot: tuple[str, ...] = ()
    font: str = "宋体"


@dataclass(frozen=True, config=_FROZEN)
class Row:
    """A row of reports.csv or answers.csv: `cells` as typed by the sender, by column name.

    `key` names the problem through the whole script. `part` 1, 2, 3 are problems written into one cell.
    """

    mail: str
    key: str
    cells: Mapping[str, str]
    part: int | None = None


@dataclass(frozen=True, config=_FROZEN)
class Attachment:
    """A file of a mail. Kinds: `F1` (rows of reports.csv), `zero` (the sheet that says 无), `F2` (rows of answers.csv
    filled into the sheet that came with the letter answered), `pdf` (the `lines` printed), `file` (one of files/).

    An `F1` with a `file` is that file; its rows tell what it holds.
    """

    kind: Literal["F1", "zero", "F2", "pdf", "file"]
    name: str
    layout: Layout | None = None
    fill: Mapping[str, str] = Field(default_factory=dict)
    lines: tuple[str, ...] = ()
    file: Path | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, config=_FROZEN)
class Mail:
    """One mail. `at` is when it reaches the mailbox, `written` what its Date says; a copy has the `written` and
    `wire_id` of the first one, hence the same bytes. `answers` is the kind of our letter it replies to (``M06``),
    looked for in `mailbox`, by default the sender's own.
    """

    id: str
    wire_id: str
    at: datetime
    written: datetime
    sender: Correspondent
    recipients: tuple[str, ...]
    subject: str
    text: str
    client: Client
    mailbox: str
    answers: str | None = None
    auto: bool = False
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, config=_FROZEN)
class Script:
    """The whole script, mails in the order of arrival."""

    mails: tuple[Mail, ...]

    @cached_property
    def reports(self) -> tuple[Row, ...]:
        """Every reported row, in the order of arrival; a row sent again comes again with the same key."""
        return tuple(self._rows("F1"))

    @cached_property
    def answers(self) -> tuple[Row, ...]:
        """Every row of feedback, in the order of arrival."""
        return tuple(self._rows("F2"))

    def _rows(self, kind: str) -> Iterator[Row]:
        for mail in self.mails:
            if mail.id == mail.wire_id:
                yield from (row for sheet in mail.attachments if sheet.kind == kind for row in sheet.rows)
