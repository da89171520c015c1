"""What python-docx has no words for: Chinese fonts and their substitutes, page numbers, whole rows, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reports.wording import printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import Table as DocxTable
    from docx.text.paragraph import Paragraph

SONG, FANG, HEI, KAI, PLAIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
#: what a machine without the font may take instead; Word, WPS and LibreOffice read it from the font table
_ELSE: Mapping[str, str] = {
    SONG: "方正小标宋_GBK,小标宋,华文中宋,STZhongsong,宋体,SimSun",
    FANG: "仿宋,FangSong,华文仿宋,STFangsong",
    HEI: "SimHei,华文黑体,STHeiti",
    KAI: "楷体,KaiTi,华文楷体,STKaiti",
    PLAIN: "SimSun,华文宋体,STSong",
}
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
#: a cell of a row: text, side and font
Filled = tuple[str, str, str]


def write(paragraph: Paragraph, text: str, font: str, size: float, *, bold: bool = False) -> None:
    """Text in a Chinese font: without the eastAsia attribute Word would set only the Latin letters in it."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(printable(text))
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def name_substitutes(document: Document) -> None:
    """Put our fonts with their substitutes into the document's font table."""
    from lxml import etree

    part = next(rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable"))
    root = etree.fromstring(part.blob)
    space = root.nsmap["w"]
    for name, others in _ELSE.items():
        font = etree.SubElement(root, f"{{{space}}}font", {f"{{{space}}}name": name})
        etree.SubElement(font, f"{{{space}}}altName", {f"{{{space}}}val": others})
        etree.SubElement(font, f"{{{space}}}charset", {f"{{{space}}}val": "86"})
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def number_pages(document: Document, section: Section) -> None:
    """— 1 — in 4号 宋体 at the foot: outside right on odd pages, left on even ones, one character in (GB/T 9704)."""
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], "right")
    _page_number(section.even_page_footer.paragraphs[0], "left")


def _page_number(paragraph: Paragraph, side: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, side.upper())
    setattr(paragraph.paragraph_format, f"{side}_indent", Pt(14))
    write(paragraph, "— ", PLAIN, 14)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    write(paragraph, " —", PLAIN, 14)


def fill(table: DocxTable, widths: Sequence[Any], rows: Sequence[Sequence[Filled]], size: float) -> None:
    """The cells of a table, row by row."""
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, width, (text, side, font) in zip(row.cells, widths, cells, strict=True):
            _fill(cell, width, text, side, font, size)


def _fill(cell: Any, width: Any, text: str, side: str, font: str, size: float) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    cell.width = width
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    layout = paragraph.paragraph_format
    layout.alignment = getattr(WD_ALIGN_PARAGRAPH, side.upper())
    layout.space_before = layout.space_after = Pt(2)
    layout.line_spacing = 1.0
    write(paragraph, text, font, size)


def keep_rows(table: DocxTable) -> None:
    """Repeat the header on every page, and keep rows whole."""
    from docx.oxml import OxmlElement

    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def repacked(content: bytes) -> bytes:
    """The same zip with fixed dates."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(zipfile.ZipInfo(info.filename, _ZIP_DATE), source.read(info), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
