"""A first pass over the XML of an xlsx, before any spreadsheet library sees it.

It refuses what would break the library (used range, merged area, sizes; a 5 KB file can abort the process), and
notes what the library does not tell: hidden rows and columns, struck-out cells, error values.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO
from xml.parsers import expat

from parsers.grid import Place
from parsers.limits import DEFAULT
from parsers.refusal import Refusal, Refused

MAX_MEMBER = 100 * 2**20  # bytes of one part, unpacked
MAX_TOTAL = 200 * 2**20  # bytes of all parts, unpacked
MAX_RATIO = 200
MAX_ROWS = 200_000  # rows written, empty ones included
SCANNED = 10 * 2**20  # sheets longer than this are left to the limits of the child process
_STYLED = 2**20  # styles are looked at up to this many bytes

#: what zipfile raises over damaged archives and members
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


@dataclass
class Marks:
    """What the first pass saw in one sheet; rows and columns are 0-based."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)


def scan_xlsx(content: bytes, max_cells: int = DEFAULT.cells) -> Mapping[int, Marks]:
    """Marks by number of the sheet in the workbook, from 0. Raises Refused too_large or damaged."""
    with open_archive(content) as archive:
        struck_styles = _struck_styles(archive)
        by_part = {
            entry.filename: _scan(archive, entry, struck_styles, max_cells)
            for entry in archive.infolist()
            if _SHEET.fullmatch(entry.filename) and entry.file_size <= SCANNED
        }
        return {number: by_part[part] for number, part in enumerate(_sheet_parts(archive)) if part in by_part}


def open_archive(content: bytes) -> zipfile.ZipFile:
    """A zip file whose directory promises reasonable sizes. Raises Refused too_large or damaged."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except ZIP_ERRORS as error:
        raise Refused(Refusal.DAMAGED) from error
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(Refusal.ENCRYPTED)
    if any(_swollen(entry) for entry in entries) or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise Refused(Refusal.TOO_LARGE, "解压后的大小")
    return archive


def _swollen(entry: zipfile.ZipInfo) -> bool:
    ratio = entry.file_size / max(entry.compress_size, 1)
    return entry.file_size > MAX_MEMBER or (ratio > MAX_RATIO and entry.file_size > 2**20)


def _sheet_parts(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """The part of every sheet (`xl/worksheets/sheet1.xml`), empty strings where it cannot be told."""
    order: list[str] = []
    targets: dict[str, str] = {}
    _parse(archive, "xl/workbook.xml", lambda tag, a: order.append(_relation(a)) if tag == "sheet" else None)
    _parse(archive, "xl/_rels/workbook.xml.rels", lambda tag, a: targets.update(_target(tag, a)))
    return tuple(targets.get(relation, "") for relation in order)


def _relation(attributes: Mapping[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")


def _target(tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
    if tag != "Relationship" or "Id" not in attributes:
        return {}
    path = attributes.get("Target", "")
    return {attributes["Id"]: path.lstrip("/") if path.startswith("/") else "xl/" + path}


def _parse(archive: zipfile.ZipFile, part: str, start: Callable[[str, Mapping[str, str]], None]) -> None:
    if part not in archive.namelist():
        return
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    with archive.open(part) as stream:
        _feed(parser, stream)


def _feed(parser: expat.XMLParserType, stream: IO[bytes]) -> None:
    try:
        parser.ParseFile(stream)
    except (expat.ExpatError, *ZIP_ERRORS) as error:
        raise Refused(Refusal.DAMAGED) from error


def _struck_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Indices of cell formats whose font is struck through."""
    names = archive.namelist()
    if "xl/styles.xml" not in names or archive.getinfo("xl/styles.xml").file_size > _STYLED:
        return frozenset()
    if b"strike" not in archive.read("xl/styles.xml"):
        return frozenset()
    styles = _Styles()
    _parse(archive, "xl/styles.xml", styles.start)
    return frozenset(number for number, font in enumerate(styles.formats) if font in styles.struck_fonts)


class _Styles:
    def __init__(self) -> None:
        self.part = ""
        self.fonts = -1
        self.struck_fonts: set[int] = set()
        self.formats: list[int] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in ("fonts", "cellXfs", "cellStyleXfs", "dxfs", "fills", "borders", "cellStyles"):
            self.part = tag
        elif self.part == "fonts":
            self.fonts += tag == "font"
            if tag == "strike" and attributes.get("val", "1") not in ("0", "false"):
                self.struck_fonts.add(self.fonts)
        elif self.part == "cellXfs" and tag == "xf":
            self.formats.append(int(attributes.get("fontId", "0")))


def _scan(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, struck_styles: frozenset[int], max_cells: int) -> Marks:
    scanner = _Scanner(struck_styles, max_cells)
    if not struck_styles and _within(archive, entry, max_cells):
        return scanner.marks
    with archive.open(entry) as stream:
        _feed(scanner.parser(), stream)
    return scanner.marks


_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
#: what only the parser may judge: declarations, entities, other encodings, and everything to be noted
_UNUSUAL = (b"<!", b"hidden", b'"e"', b"'e'", b"&#", b"\x00")
_PREFIXED = re.compile(rb":(?:c[ >]|row|mergeCell)")


def _within(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, max_cells: int) -> bool:
    """Whether a sheet written in the ordinary way has nothing to be noted and keeps all limits: a look at its bytes,
    five times faster than its parser. Every cell and merge must be seen, or the parser decides.
    """
    try:
        data = archive.read(entry)
    except ZIP_ERRORS as error:
        raise Refused(Refusal.DAMAGED) from error
    cells = _CELL.findall(data)
    merges = _MERGE.findall(data)
    if len(cells) != data.count(b"<c ") + data.count(b"<c>") + data.count(b"<c/") or b"UTF-16" in data[:100].upper():
        return False
    if _PREFIXED.search(data) or any(word in data for word in _UNUSUAL):
        return False
    rows, columns = {row for _, row in cells}, {column for column, _ in cells}
    if len(merges) != data.count(b"<mergeCell ") or data.count(b"<row") > MAX_ROWS or not cells:
        return False
    used = max(map(int, rows)) * max(map(_column, columns))
    area = sum((int(r2) - int(r1) + 1) * (_column(c2) - _column(c1) + 1) for c1, r1, c2, r2 in merges)
    return used <= max_cells and area <= max_cells


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _Scanner:
    """Follows rows, cells, columns and merges of a worksheet; stops at the first limit."""

    def __init__(self, struck_styles: frozenset[int], max_cells: int) -> None:
        self.marks = Marks()
        self.max_cells = max_cells
        self.struck_styles = struck_styles
        self.row = self.column = -1
        self.rows = self.last_row = self.last_column = self.merged = 0

    def parser(self) -> expat.XMLParserType:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self.start
        return self._parser

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2] if ":" in name else name
        if tag == "c":
            self._cell(attributes)
        elif tag in ("v", "is", "f"):
            self._widen()
        elif tag == "row":
            self._row(attributes)
        elif tag == "col":
            self._columns(attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _listen(self, place: Place) -> None:
        """Take the text of an error cell, then no more: handlers that are not set cost nothing."""

        def text(data: str) -> None:
            self.marks.errors[place] = self.marks.errors.get(place, "") + data

        def end(name: str) -> None:
            if name.rpartition(":")[2] == "c":
                self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

        self._parser.CharacterDataHandler, self._parser.EndElementHandler = text, end

    def _row(self, attributes: dict[str, str]) -> None:
        self.rows += 1
        if self.rows > MAX_ROWS:
            raise Refused(Refusal.TOO_LARGE, f"超过{MAX_ROWS}行")
        self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
        self.column = -1
        if attributes.get("hidden") in ("1", "true"):
            self.marks.hidden_rows.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self.row, self.column = _place(attributes["r"])
        else:
            self.column += 1
        if self.struck_styles and int(attributes.get("s", "0")) in self.struck_styles:
            self.marks.struck.add((self.row, self.column))
        if attributes.get("t") == "e":
            self._listen((self.row, self.column))

    def _widen(self) -> None:
        """By a cell that holds something: blank ones are formatted to the end of the sheet, and no library minds."""
        if self.row <= self.last_row and self.column <= self.last_column:
            return
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)
        if (self.last_row + 1) * (self.last_column + 1) > self.max_cells:
            raise Refused(Refusal.TOO_LARGE, "使用区域的行数与列数")

    def _columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.marks.hidden_columns.update(range(first - 1, min(last, 16384)))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = _place(first)
        bottom, right = _place(last or first)
        self.merged += (bottom - top + 1) * (right - left + 1)
        if self.merged > self.max_cells:
            raise Refused(Refusal.TOO_LARGE, "合并单元格的范围")


def _place(reference: str) -> Place:
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise Refused(Refusal.DAMAGED)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
