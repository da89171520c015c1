"""csv and tsv: UTF-8 with or without BOM, UTF-16, GB18030; comma, tab or semicolon. Rows are records."""

from __future__ import annotations

import csv
import io
import re

from parsers.grid import Grid, Value, Workbook
from parsers.limits import DEFAULT
from parsers.refusal import Refusal, Refused

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


_TOLD = re.compile(r"sep=([^\r\n\"])\r?\n()", re.IGNORECASE)


def read_delimited(content: bytes, max_cells: int = DEFAULT.cells) -> Workbook:
    """One grid of texts. Raises Refused when the bytes are no text of a known encoding."""
    text = decode_text(content).replace("\x00", "")
    told = _TOLD.match(text)  # ``sep=;`` tells Excel the separator
    text = text[told.start(2) :] if told else text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=told[1] if told else _delimiter(text))
    rows: list[tuple[Value, ...]] = [()] if told else []
    cells = 0
    try:
        for record in reader:
            rows.append(tuple(cell if cell.strip() else None for cell in record))
            cells += len(record) + 1
            if cells > max_cells:
                raise Refused(Refusal.TOO_LARGE, "行数与列数", "csv")
    except csv.Error as error:
        raise Refused(Refusal.DAMAGED, file_format="csv") from error
    return Workbook("csv", (Grid("表1", tuple(rows)),))


def decode_text(content: bytes) -> str:
    """BOM, then UTF-16 by its zero bytes, then UTF-8, then GB18030."""
    charset = next((charset for bom, charset in _BOMS if content.startswith(bom)), None) or _utf16(content)
    for candidate in [charset] if charset else ["utf-8", "gb18030"]:
        try:
            return content.decode(candidate)
        except UnicodeDecodeError:
            continue
    raise Refused(Refusal.NOT_A_SPREADSHEET, "无法识别编码的文本文件", "csv")


def _utf16(content: bytes) -> str | None:
    """Texts of Chinese alone hold few zero bytes, but every line has an end."""
    start = content[:4096]
    if start[1::2].count(0) * 5 > len(start) or b"\r\x00\n\x00" in start:
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) * 5 > len(start) or b"\x00\r\x00\n" in start else None


def _delimiter(text: str) -> str:
    """The mark that occurs most in the first lines; a comma in doubt."""
    start = "\n".join(text.splitlines()[:20])
    return max(",\t;", key=lambda mark: (start.count(mark), mark == ","))
