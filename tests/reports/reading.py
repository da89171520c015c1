"""Opens what was made: workbooks and documents read back as people's programs would."""

from __future__ import annotations

import io

import docx
import openpyxl
from docx.document import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from campaign.letters import Letter


def book(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def attached(letter: Letter) -> Workbook:
    """The letter's workbook."""
    return book(next(a.content for a in letter.attachments if a.name.endswith(".xlsx")))


def column(sheet: Worksheet, label: str) -> list[object]:
    """The cells under a label, down to the end of the sheet."""
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == label)
    return [sheet.cell(row, head.column).value for row in range(head.row + 1, sheet.max_row + 1)]


def document(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))
