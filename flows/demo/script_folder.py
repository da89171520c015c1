"""Reads the folder of a script: layouts.toml, people.toml, reports.csv, answers.csv, mails/*.toml, files/."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from flows.demo.script import Attachment, Client, Correspondent, Layout, Mail, Row, Script

PLACEHOLDER = re.compile(r"\{(#?)([^{}\s]+)\}")
T = TypeVar("T")


class ScriptError(Exception):
    """The script cannot be played. One line per fault: file, line, what is wrong."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


@dataclass(frozen=True)
class _WrittenFile:
    """An attachment as written in mails/*.toml."""

    kind: str
    name: str
    layout: str | None = None
    fill: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    file: str | None = None


@dataclass(frozen=True)
class _WrittenMail:
    """A `[[mail]]` as written; a copy says only `id`, `at` and `copy_of`."""

    id: str
    at: datetime
    sender: str = ""
    subject: str = ""
    text: str = ""
    to: tuple[str, ...] = ()
    client: Client | None = None
    answers: str | None = None
    mailbox: str | None = None
    auto: bool = False
    copy_of: str | None = None
    attachments: tuple[_WrittenFile, ...] = ()


def load_script(folder: Path, mailbox: str) -> Script:
    """The script in `folder`, written to `mailbox` where a mail names no other recipient. Raises ScriptError."""
    return _Loader(folder, mailbox).load()


class _Loader:
    def __init__(self, folder: Path, mailbox: str) -> None:
        self._folder, self._mailbox = folder, mailbox
        self._faults: list[str] = []
        self._mails: dict[str, Mail] = {}

    def load(self) -> Script:
        self._layouts = self._tables("layouts.toml", Layout)
        self._people = self._tables("people.toml", Correspondent)
        self._reports = self._rows("reports.csv")
        self._answers = self._rows("answers.csv")
        self._keys = {row.key for rows in self._reports.values() for row in rows}
        for path in sorted((self._folder / "mails").glob("*.toml")):
            self._read_mails(path)
        self._check_owners()
        if self._faults:
            raise ScriptError(self._faults)
        return Script(tuple(sorted(self._mails.values(), key=lambda mail: mail.at)))

    def _fault(self, path: Path, line: int, what: str) -> None:
        self._faults.append(f"{path.relative_to(self._folder)}:{line}: {what}")

    def _toml(self, path: Path) -> dict[str, Any]:
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            line = re.search(r"line (\d+)", str(error))
            self._fault(path, int(line[1]) if line else 1, str(error))
            return {}

    def _tables(self, name: str, of: type[T]) -> dict[str, T]:
        path = self._folder / name
        found = {}
        for key, table in self._toml(path).items():
            value = self._checked(of, table, path, _line_of(path, f"[{key}]"))
            if value is not None:
                found[key] = value
        return found

    def _checked(self, of: type[T], table: object, path: Path, line: int) -> T | None:
        try:
            return TypeAdapter(of).validate_python(table, extra="forbid")
        except ValidationError as error:
            for fault in error.errors():
                self._fault(path, line, f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}")
            return None

    def _rows(self, name: str) -> dict[str, list[Row]]:
        """Rows by the mail they go with."""
        path = self._folder / name
        found: dict[str, list[Row]] = {}
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            for record in reader:
                row = self._row(record, path, reader.line_num)
                if row is not None:
                    found.setdefault(row.mail, []).append(row)
        return found

    def _row(self, record: dict[str | None, Any], path: Path, line: int) -> Row | None:
        cells = {name: text for name, text in record.items() if name}
        mail, key, part = cells.pop("mail", ""), cells.pop("key", ""), cells.pop("part", "")
        if None in record or None in cells.values() or not mail or not key:
            self._fault(path, line, "every row needs a mail, a key, and as many cells as the header")
            return None
        return self._checked(Row, {"mail": mail, "key": key, "part": part or None, "cells": cells}, path, line)

    def _read_mails(self, path: Path) -> None:
        tables = self._toml(path).get("mail", [])
        for table, line in zip(tables, _lines_of(path, "[[mail]]"), strict=False):
            written = self._checked(_WrittenMail, table, path, line)
            if written is None:
                continue
            for what in self._objections(written):
                self._fault(path, line, f"{written.id}: {what}")
            self._keep(written)

    def _objections(self, mail: _WrittenMail) -> Iterator[str]:
        if mail.id in self._mails:
            yield "another mail has this id"
        if mail.at.tzinfo is None:
            yield "`at` needs its offset, for example +08:00"
        if mail.copy_of:
            yield from () if mail.copy_of in self._mails else (f"copy of the unknown mail {mail.copy_of}",)
            return
        if mail.sender not in self._people:
            yield f"sender {mail.sender!r} is not in people.toml"
        for _, key in PLACEHOLDER.findall(mail.text):
            if key not in self._keys:
                yield f"{{{key}}} names no row of reports.csv"
        for attachment in mail.attachments:
            yield from self._file_objections(mail, attachment)

    def _file_objections(self, mail: _WrittenMail, attachment: _WrittenFile) -> Iterator[str]:
        name, kind = attachment.name, attachment.kind
        if attachment.layout and attachment.layout not in self._layouts:
            yield f"{name}: layout {attachment.layout!r} is not in layouts.toml"
        if attachment.file and not (self._folder / "files" / attachment.file).is_file():
            yield f"{name}: files/{attachment.file} is missing"
        if kind in {"F1", "zero"} and not attachment.layout:
            yield f"{name}: a sheet of kind {kind} needs a layout"
        if kind == "F1" and mail.id not in self._reports:
            yield f"{name}: reports.csv has no row of this mail"
        if kind == "F2" and (mail.id not in self._answers or not mail.answers):
            yield f"{name}: a sheet of kind F2 needs rows in answers.csv, and a letter that the mail answers"

    def _keep(self, mail: _WrittenMail) -> None:
        if mail.copy_of in self._mails:
            self._mails[mail.id] = replace(self._mails[mail.copy_of], id=mail.id, at=mail.at)
        elif mail.sender in self._people:
            self._mails[mail.id] = self._mail(mail, self._people[mail.sender])

    def _mail(self, mail: _WrittenMail, sender: Correspondent) -> Mail:
        return Mail(
            id=mail.id,
            wire_id=mail.id,
            at=mail.at,
            written=mail.at,
            sender=sender,
            recipients=mail.to or (self._mailbox,),
            subject=mail.subject,
            text="\n\n".join(filter(None, (mail.text.rstrip(), sender.signature.rstrip()))),
            client=mail.client or sender.client,
            mailbox=mail.mailbox or sender.address,
            answers=mail.answers,
            auto=mail.auto,
            attachments=tuple(self._attachment(mail.id, written) for written in mail.attachments),
        )

    def _attachment(self, mail: str, written: _WrittenFile) -> Attachment:
        rows = {"F1": self._reports, "F2": self._answers}.get(written.kind, {})
        return TypeAdapter(Attachment).validate_python(
            {
                "kind": written.kind,
                "name": written.name,
                "layout": self._layouts.get(written.layout or ""),
                "fill": written.fill,
                "lines": written.lines,
                "file": self._folder / "files" / written.file if written.file else None,
                "rows": tuple(rows.get(mail, ())),
            }
        )

    def _check_owners(self) -> None:
        """Rows whose mail does not exist would silently never be sent."""
        for name, rows in (("reports.csv", self._reports), ("answers.csv", self._answers)):
            for mail in rows.keys() - self._mails.keys():
                path = self._folder / name
                self._fault(path, _line_of(path, f"{mail},"), f"no mail has the id {mail}")
        for mail, answered in self._answers.items():
            for key in {row.key for row in answered} - self._keys:
                path = self._folder / "answers.csv"
                self._fault(path, _line_of(path, f"{mail},{key},"), f"{key} names no row of reports.csv")


def _lines_of(path: Path, start: str) -> list[int]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if line.startswith(start)]


def _line_of(path: Path, start: str) -> int:
    return next(iter(_lines_of(path, start)), 1)
