"""Paper of an official document by GB/T 9704-2012: page, types, headings, tables, pictures; always the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from reports.docx_parts import (
    FANG,
    HEI,
    KAI,
    PLAIN,
    SONG,
    Filled,
    fill,
    keep_rows,
    name_substitutes,
    number_pages,
    repacked,
    write,
)
from reports.wording import iso_day
from reports.workbooks.book import Cell, Column

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

#: 3号 and 2号 in points, the line spacing of the standard, and the margins 上37 下35 左28 右26 mm
_BODY, _TITLE, _LINE = 16, 22, 28
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_TURNED_MARGINS = {"top_margin": 28, "bottom_margin": 26, "left_margin": 37, "right_margin": 35}
#: width of the type area 版心 in mm
TYPE_AREA = 156
#: 五号, and 小五 for tables of many columns
_TABLE, _SMALL, _MANY = 10.5, 9, 7
_MADE = datetime(2018, 1, 1)  # noqa: DTZ001 - a document property has no zone


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
        name_substitutes(self._docx)
        number_pages(self._docx, section)

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
        """A paragraph; `indent` is the first line's, in characters; `align`: left, center, right or justify."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
        from docx.shared import Pt

        paragraph = self._docx.add_paragraph()
        layout = paragraph.paragraph_format
        layout.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
        layout.space_before = layout.space_after = Pt(0)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(_LINE, size * 1.4))
        layout.first_line_indent = Pt(size * indent)
        write(paragraph, text, font, size, bold=bold)
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
        self.line(text, indent=2, align="justify")

    def lead_in(self, heading: str, text: str) -> None:
        """A paragraph that opens with a second-level heading in 楷体: （一）××。"""
        paragraph = self.line(heading, KAI, indent=2, align="justify")
        write(paragraph, text, FANG, _BODY)

    def enclosures(self, *names: str) -> None:
        """附件说明: a line below the text, two characters in, numbered where there are several, without a full stop."""
        self.line("")
        for n, name in enumerate(names, 1):
            numbered = f"{n}.{name}" if len(names) > 1 else name
            self.line(f"附件：{numbered}" if n == 1 else numbered, indent=2 if n == 1 else 5)
        self.line("")

    def signature(self, names: Sequence[str], day: str) -> None:
        """署名 and 成文日期, two characters from the right (a draft has no seal)."""
        from docx.shared import Pt

        for text in (*names, day):
            paragraph = self.line(text, align="right")
            paragraph.paragraph_format.right_indent = Pt(_BODY * 2)
            paragraph.paragraph_format.keep_together = True

    def caption(self, text: str) -> None:
        """The name of a table, above it."""
        self.line(text, HEI, 14, align="center").paragraph_format.keep_with_next = True

    def note(self, text: str) -> None:
        """A remark below a table."""
        from docx.shared import Pt

        self.line(text, FANG, _TABLE, indent=2).paragraph_format.line_spacing = Pt(18)

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

    def table(
        self, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, total: bool = False
    ) -> None:
        """A ruled table with repeated header, its caption above; widths in proportion to the columns'.

        `total`: the last row is a sum. Seven columns and more are set in smaller type.
        """
        from docx.shared import Mm

        self.caption(caption)
        table = self._docx.add_table(rows=1 + len(rows), cols=len(columns))
        table.style = "Table Grid"
        table.autofit = False
        whole = sum(column.width or 12 for column in columns)
        widths = [Mm(self._area * (column.width or 12) / whole) for column in columns]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        header: list[Filled] = [(column.label, "center", HEI) for column in columns]
        lines = [_line(columns, row, HEI if total and row is rows[-1] else PLAIN) for row in rows]
        fill(table, widths, [header, *lines], _SMALL if len(columns) >= _MANY else _TABLE)
        keep_rows(table)

    def bytes(self) -> bytes:
        buffer = io.BytesIO()
        self._docx.save(buffer)
        return repacked(buffer.getvalue())


def _line(columns: Sequence[Column], row: Sequence[Cell], font: str) -> list[Filled]:
    return [(_shown(value), _side(column), font) for column, value in zip(columns, row, strict=True)]


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    return iso_day(value) if isinstance(value, date) else str(value)


def _side(column: Column) -> str:
    return {"text": "left", "number": "right"}.get(column.style, "center")
