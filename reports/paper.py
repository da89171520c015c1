"""Paper of an official document by GB/T 9704-2012: page, types, headings, tables, pictures; always the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from reports.wording import iso_day, printable
from reports.workbooks.book import Cell, Column

if TYPE_CHECKING:
    from docx.table import Table as DocxTable
    from docx.text.paragraph import Paragraph

#: 3号 and 2号 in points, the line spacing of the standard, and the margins 上37 下35 左28 右26 mm
_BODY, _TITLE, _LINE = 16, 22, 28
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_TURNED_MARGINS = {"top_margin": 28, "bottom_margin": 26, "left_margin": 37, "right_margin": 35}
#: width of the type area 版心 in mm
TYPE_AREA = 156
_MADE = datetime(2018, 1, 1)  # noqa: DTZ001 - a document property has no zone
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)

SONG, FANG, HEI, KAI, PLAIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"


class Paper:
    """A document that grows downwards; `bytes()` gives the docx."""

    def __init__(self, title: str) -> None:
        import docx  # heavy, and most letters carry no document
        from docx.shared import Mm

        self._docx = docx.Document()
        self._area = TYPE_AREA
        section = self._docx.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        for name, size in _MARGINS.items():
            setattr(section, name, Mm(size))
        section.footer_distance = Mm(28)
        properties = self._docx.core_properties
        properties.title, properties.author, properties.comments = title, "", ""
        properties.created = properties.modified = _MADE
        _page_number(section.footer.paragraphs[0])

    def line(
        self,
        text: str,
        font: str = FANG,
        size: float = _BODY,
        *,
        align: str = "left",
        indent: int = 0,
        bold: bool = False,
    ) -> Paragraph:
        """A paragraph; `indent` is the first line's, in characters; `align`: left, center or right."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
        from docx.shared import Pt

        paragraph = self._docx.add_paragraph()
        layout = paragraph.paragraph_format
        layout.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
        layout.space_before = layout.space_after = Pt(0)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(_LINE, size * 1.4))
        layout.first_line_indent = Pt(size * indent)
        _run(paragraph, text, font, size, bold=bold)
        return paragraph

    def draft_mark(self) -> None:
        """【代拟稿】 at the head: numbers and seals are the office's to give."""
        self.line("【代拟稿】", HEI)

    def title(self, *lines: str) -> None:
        """A long title in several lines, broken where the sense breaks."""
        for line in lines:
            self.line(line, SONG, _TITLE, align="center")
        self.line("")

    def heading(self, text: str) -> None:
        """First level, 一、"""
        self.line(text, HEI, indent=2).paragraph_format.keep_with_next = True

    def text(self, text: str) -> None:
        self.line(text, indent=2)

    def lead_in(self, heading: str, text: str) -> None:
        """A paragraph that opens with a second-level heading in 楷体: （一）××。"""
        paragraph = self.line(heading, KAI, indent=2)
        _run(paragraph, text, FANG, _BODY)

    def page_break(self) -> None:
        self._docx.add_page_break()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped

    def turn(self) -> None:
        """A new page, turned sideways for wide tables: the margins turn with it."""
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Mm

        section = self._docx.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        for name, size in _TURNED_MARGINS.items():
            setattr(section, name, Mm(size))
        self._area = 297 - _TURNED_MARGINS["left_margin"] - _TURNED_MARGINS["right_margin"]

    def picture(self, png: bytes, caption: str) -> None:
        """A chart over the whole type area with its caption below."""
        from docx.enum.text import WD_LINE_SPACING
        from docx.shared import Mm

        paragraph = self.line("", align="center")
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(TYPE_AREA))
        self.line(caption, HEI, 12, align="center")

    def table(self, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """A ruled table with repeated header, its caption above; widths in proportion to the columns'."""
        from docx.shared import Mm

        self.line(caption, HEI, 14, align="center").paragraph_format.keep_with_next = True
        table = self._docx.add_table(rows=1 + len(rows), cols=len(columns))
        table.style = "Table Grid"
        table.autofit = False
        whole = sum(column.width or 12 for column in columns)
        widths = [Mm(self._area * (column.width or 12) / whole) for column in columns]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        _fill(table, 0, widths, [(column.label, "center", HEI) for column in columns])
        _repeat(table)
        for number, row in enumerate(rows, 1):
            cells = [(_shown(value), _side(column), PLAIN) for column, value in zip(columns, row, strict=True)]
            _fill(table, number, widths, cells)

    def bytes(self) -> bytes:
        buffer = io.BytesIO()
        self._docx.save(buffer)
        return _repacked(buffer.getvalue())


def _run(paragraph: Paragraph, text: str, font: str, size: float, *, bold: bool = False) -> None:
    """Text in a Chinese font: without the eastAsia attribute Word would set only the Latin letters in it."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(printable(text))
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    return iso_day(value) if isinstance(value, date) else str(value)


def _side(column: Column) -> str:
    return {"text": "left", "number": "right"}.get(column.style, "center")


def _fill(table: DocxTable, row: int, widths: Sequence[Any], cells: Sequence[tuple[str, str, str]]) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for cell, width, (text, side, font) in zip(table.rows[row].cells, widths, cells, strict=True):
        cell.width = width
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.alignment = getattr(WD_ALIGN_PARAGRAPH, side.upper())
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1.0
        _run(paragraph, text, font, 10.5)


def _repeat(table: DocxTable) -> None:
    """Repeat the header on every page, and keep rows whole."""
    from docx.oxml import OxmlElement

    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _page_number(paragraph: Paragraph) -> None:
    """— 1 — in 4号 宋体, centred at the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, "— ", PLAIN, 14)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    _run(paragraph, " —", PLAIN, 14)


def _repacked(content: bytes) -> bytes:
    """The same zip with fixed dates."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(zipfile.ZipInfo(info.filename, _ZIP_DATE), source.read(info), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
