"""Whatever kind of file a unit sends, an xlsx goes back in which it knows its table again, annotated."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

import docx
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook

from tests import office
from tests.flows.county import FOREST, LABELS, County, copies, sheet

OWNER = "jingbei@owner.example"
TITLE = "需协调解决（上报）的审批服务问题汇总表"
TERSE = tuple("征地" if label == "存在问题" else text for label, text in zip(LABELS, FOREST, strict=True))
ROWS = (LABELS, FOREST, TERSE)
_MAIN = b"spreadsheetml.sheet.main+xml"
_MACROS = b"ms-excel.sheet.macroEnabled.main+xml"


def locked() -> bytes:
    """As Excel does for 建议只读: encrypted with its own default password."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(sheet(FOREST, TERSE))).encrypt("VelvetSweatshop", out)
    return out.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("汇总表")
    page.write_merge(0, 0, 0, len(LABELS) - 1, TITLE)
    for number, cells in enumerate(ROWS, 1):
        for column, text in enumerate(cells):
            page.write(number, column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(0, len(LABELS))
    table.style = "Table Grid"
    for cells in ROWS:
        for place, text in zip(table.add_row().cells, cells, strict=True):
            place.text = text
    document.add_paragraph("填报人：值班")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def html() -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in cells) for cells in ROWS)
    return f"<p>{TITLE}</p><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def spreadsheetml() -> bytes:
    cells = ("".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in line) for line in ROWS)
    rows = "".join(f"<Row>{line}</Row>" for line in cells)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        '<Worksheet ss:Name="汇总表"><Table>'
        f'<Row><Cell><Data ss:Type="String">{TITLE}</Data></Cell></Row>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def forwarded() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.example", OWNER, "汇总表"
    mail.set_content("请看表格")
    mail.add_alternative(f"<html><body>{html()}</body></html>", subtype="html")
    return mail.as_bytes()


def with_macros() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(FOREST, TERSE))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"openxmlformats-officedocument." + _MAIN, _MACROS))
    return out.getvalue()


def is_annotated(content: bytes) -> bool:
    """The labels, both rows, the number of the one, and what the other lacks, at the rows where they stand."""
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    header = next(row for row in page.iter_rows() if row[0].value == LABELS[0])
    first = header[0].row
    shown = [[cell.value for cell in page[first + n][: len(LABELS)]] for n in range(3)]
    column = next(cell.column for cell in header if cell.value == "问题编号")
    terse = page.cell(first + 2, LABELS.index("存在问题") + 1)
    return (
        [list(map(str, line)) for line in shown] == [list(line) for line in ROWS]
        and str(page.cell(first + 1, column).value).startswith("GJ2018-")
        and str(page.cell(first + 2, column).value).startswith("暂编")
        and terse.comment is not None
        and terse.fill.fgColor.rgb == "FFFBE0DD"
    )


def back(town: County, name: str, content: bytes) -> Mapping[str, bytes]:
    town.write("06-06 09:50", OWNER, files={name: content})
    town.run("intake", "06-06 09:55")
    town.run("dispatch", "06-06 09:56")
    return copies(town.letters(OWNER)[-1])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("汇总表.xlsx", locked()),
        ("汇总表.xls", xls()),
        ("汇总表.et", xls()),
        ("汇总表.docx", word()),
        ("汇总表.xls", html().encode("gb18030")),
        ("汇总表.xls", spreadsheetml()),
        ("汇总表.eml", forwarded()),
    ],
    ids=["locked", "xls", "et", "docx", "html", "xml table", "forwarded mail"],
)
def test_the_table_comes_back_as_xlsx(town: County, name: str, content: bytes) -> None:
    ((returned, copy),) = back(town, name, content).items()
    assert returned.endswith("（已标注）.xlsx")
    assert is_annotated(copy)


@office.installed
@pytest.mark.parametrize("kind", ["doc", "pdf", "ods"])
def test_so_does_what_another_office_program_made(town: County, kind: str) -> None:
    source, content = ("docx", word()) if kind in ("doc", "pdf") else ("xlsx", sheet(FOREST, TERSE))
    (copy,) = back(town, f"汇总表.{kind}", office.saved_as(content, source, kind)).values()
    page = load_workbook(io.BytesIO(copy)).worksheets[0]
    numbers = [str(cell.value)[:4] for row in page.iter_rows() for cell in row if cell.comment is None]
    assert "GJ20" in numbers
    assert is_annotated(copy) or kind == "pdf", "a PDF breaks its cells into lines"


def test_a_workbook_with_macros_keeps_the_name_under_which_it_opens(town: County) -> None:
    (name,) = back(town, "汇总表.xlsm", with_macros())
    assert name == "汇总表（已标注）.xlsm"


def test_a_table_in_the_text_of_a_mail_comes_back_too(town: County) -> None:
    town.write("06-06 09:50", OWNER, "请见正文表格", html=html())
    town.run("intake", "06-06 09:55")
    town.run("dispatch", "06-06 09:56")
    ((name, copy),) = copies(town.letters(OWNER)[-1]).items()
    assert name == "邮件正文表格（已标注）.xlsx"
    assert is_annotated(copy)


def test_the_title_of_the_copy_is_the_title_of_the_table(town: County) -> None:
    (copy,) = back(town, "汇总表.xls", xls()).values()
    page = load_workbook(io.BytesIO(copy)).worksheets[0]
    assert (page["A1"].value, page["A1"].font.size) == (TITLE, 18)
    assert page.column_dimensions["A"].width < 12, "the title does not widen the column of serial numbers"


def test_two_files_of_one_name_come_back_under_two_names(town: County) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("一/汇总表.xlsx", sheet(FOREST))
        archive.writestr("二/汇总表.xlsx", sheet(TERSE))
    assert list(back(town, "报送.zip", packed.getvalue())) == ["汇总表（已标注）.xlsx", "汇总表（已标注2）.xlsx"]
