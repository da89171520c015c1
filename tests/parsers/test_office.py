"""The other files of offices: xls with its marks, locked files, XML tables, old Word documents, PDF."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from parsers.oldword import docx_of
from parsers.refusal import Refused
from tests.parsers.books import HEADER, codes, f1, line, read

office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def xls(rows: Sequence[Sequence[Any]], struck: int = -1, hidden_row: int = -1, hidden_column: int = -1) -> bytes:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("汇总表")
    crossed = xlwt.easyxf("font: struck_out on")
    for number, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet.write(number, column, value, crossed if number == struck else xlwt.Style.default_style)
    if hidden_row >= 0:
        sheet.row(hidden_row).hidden = True
    if hidden_column >= 0:
        sheet.col(hidden_column).hidden = True
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


ROWS = [["审批服务问题汇总表"], HEADER, line(), line(序号=2, 项目名称="城南路网工程")]


@pytest.mark.parametrize("name", ["汇总表.xls", "汇总表.et", "汇总表.xlsx"])
def test_an_xls_by_whatever_name(name: str) -> None:
    reading = read(xls(ROWS), name)
    assert reading.format == "xls"
    assert [found.row for found in reading.tables[0].rows] == [3, 4]


def test_a_struck_out_row_of_an_xls_is_deleted() -> None:
    assert [found.verdict for found in read(xls(ROWS, struck=3)).tables[0].rows] == ["accepted", "skipped"]


def test_hidden_rows_and_columns_of_an_xls_are_told() -> None:
    reading = read(xls(ROWS, hidden_row=3, hidden_column=2))
    assert "hidden_column" in codes(reading)
    assert "hidden_row" in codes(reading.tables[0].rows[1])


def test_an_error_cell_of_an_xls_is_not_a_blank_one() -> None:
    broken = xlwt.Formula("1/0")
    content = xls([HEADER, line(解决时限=broken)])
    assert read(content).tables[0].rows[0].verdict != "skipped"


def locked(content: bytes, password: str) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def test_a_file_locked_with_the_default_password_opens() -> None:
    reading = read(locked(f1({}), "VelvetSweatshop"))
    assert (reading.format, reading.tables[0].form) == ("xlsx", "F1")


def test_a_locked_word_document_opens_likewise() -> None:
    assert read(locked(word_document(), "VelvetSweatshop"), "汇总表.docx").format == "docx"


def test_a_file_locked_with_another_password_is_asked_for_again() -> None:
    reading = read(locked(f1({}), "20180608"))
    assert reading.reason and reading.reason.code == "encrypted"
    assert "取消密码" in reading.reason.message


def spreadsheetml(body: str, head: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<?mso-application progid="Excel.Sheet"?>{head}
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="gone"><Font ss:StrikeThrough="1"/></Style></Styles>
<Worksheet ss:Name="汇总表"><Table>{body}</Table></Worksheet></Workbook>""".encode()


def xml_row(cells: Sequence[Any], attributes: str = "", style: str = "") -> str:
    styled = f' ss:StyleID="{style}"' if style else ""
    kinds = ["Number" if isinstance(cell, (int, float)) else "String" for cell in cells]
    written = zip(cells, kinds, strict=True)
    return (
        f"<Row{attributes}>"
        + "".join(f'<Cell{styled}><Data ss:Type="{kind}">{cell}</Data></Cell>' for cell, kind in written)
        + "</Row>"
    )


def test_an_xml_table_saved_as_xls() -> None:
    title = '<Row><Cell ss:MergeAcross="8"><Data ss:Type="String">审批服务问题汇总表</Data></Cell></Row>'
    second = line(序号=2, 项目名称="城南路网工程")
    body = title + xml_row(HEADER) + xml_row(line(), ' ss:Index="5" ss:Hidden="1"') + xml_row(second, style="gone")
    reading = read(spreadsheetml(body), "汇总表.xls")
    assert reading.format == "xml"
    (table,) = reading.tables
    assert (table.title, [(found.row, found.verdict) for found in table.rows]) == (
        "审批服务问题汇总表",
        [(5, "noted"), (6, "skipped")],
    )
    assert "hidden_row" in codes(table.rows[0])


def test_dates_and_errors_of_an_xml_table() -> None:
    header = xml_row(["项目名称", "存在问题", "牵头单位", "解决时限"])
    cells = "<Cell><Data ss:Type='String'>码头工程</Data></Cell><Cell><Data ss:Type='Error'>#REF!</Data></Cell>"
    due = "<Cell ss:Index='4'><Data ss:Type='DateTime'>2018-06-20T00:00:00.000</Data></Cell>"
    (found,) = read(spreadsheetml(f"{header}<Row>{cells}{due}</Row>"), "a.xls").tables[0].rows
    assert found.fields["due"] == "2018-06-20"
    assert "error_cell" in codes(found)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY y "yyyyyyyyyy"><!ENTITY x "&y;&y;&y;&y;&y;&y;&y;&y;">]>',
    ],
    ids=["a file of ours", "billion laughs"],
)
def test_entities_of_an_xml_table_stay_shut(head: str) -> None:
    body = xml_row(HEADER) + xml_row(line(项目名称="码头&x;工程"))
    (found,) = read(spreadsheetml(body, head), "a.xls").tables[0].rows
    assert found.fields["project_name"] == "码头&x;工程"


def test_xml_that_is_broken_is_damaged() -> None:
    reading = read(spreadsheetml(xml_row(HEADER))[:-40], "a.xls")
    assert reading.reason and reading.reason.code == "damaged"


def word_document() -> bytes:
    document = docx.Document()
    document.add_paragraph("审批服务问题汇总表")
    table = document.add_table(0, len(HEADER))
    table.style = "Table Grid"
    for cells in [HEADER, line(), line(序号=2, 项目名称="城南路网工程")]:
        for place, value in zip(table.add_row().cells, cells, strict=True):
            place.text = str(value)
    document.add_paragraph("填报人：值班")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def converted(content: bytes, suffix: str, wanted: str, folder: Path) -> bytes:
    (folder / f"a.{suffix}").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", wanted, "--outdir", folder, folder / f"a.{suffix}"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"a.{wanted.split(':')[0]}").read_bytes()


@office
def test_an_old_word_document(tmp_path: Path) -> None:
    reading = read(converted(word_document(), "docx", "doc", tmp_path), "汇总表.doc")
    assert reading.format == "doc"
    assert [found.fields["project_name"] for found in reading.tables[0].rows] == ["城北路网工程", "城南路网工程"]


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")


@office
@pytest.mark.parametrize(("wanted", "kind"), [("rtf", "rtf"), ("odt", "odt"), ("xml:MS Word 2003 XML", "wordml")])
def test_a_document_of_another_kind_under_the_name_of_doc(wanted: str, kind: str, tmp_path: Path) -> None:
    reading = read(converted(word_document(), "docx", wanted, tmp_path), "汇总表.doc")
    assert reading.format == kind
    assert [found.fields["project_name"] for found in reading.tables[0].rows] == ["城北路网工程", "城南路网工程"]


@office
def test_a_word_document_that_speaks_of_a_workbook_is_none(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Workbook Book EncryptedPackage 说明")
    stream = io.BytesIO()
    document.save(stream)
    reading = read(converted(stream.getvalue(), "docx", "doc", tmp_path), "说明.doc")
    assert reading.format == "doc"
    assert reading.reason and "不含表格的Word文档" in reading.reason.message


def test_without_libreoffice_an_xlsx_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(Refused, match=r"Word文档（doc），不能作为汇总表读取，请以xlsx格式重新报送"):
        docx_of(OLD_WORD, "doc")


@office
def test_a_printed_word_document(tmp_path: Path) -> None:
    reading = read(converted(word_document(), "docx", "pdf", tmp_path), "汇总表.pdf")
    assert reading.format == "pdf"
    (table,) = reading.tables
    assert (table.form, table.title, table.foot) == ("F1", "审批服务问题汇总表", ("填报人：值班",))
    assert [found.fields["due"] for found in table.rows] == ["2018-06-20", "2018-06-20"]


def pdf(*pages: tuple[str, Sequence[Sequence[str]]]) -> bytes:
    """A PDF of one ruled table a page, under a line of text; Chinese in a font of the reader's (STSong)."""
    streams = [_page(title, rows) for title, rows in pages]
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880 /Descent -120 >> >>",
    ]
    for number, stream in enumerate(streams):
        font = "<< /Font << /F 3 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 600] /Resources {font}"
        page += f" /Contents {6 + 2 * number} 0 R >>"
        objects += [page.encode(), b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream"]
    out, places = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def _page(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    drawn = [_written(40, 560, title)] if title else []
    for r, cells in enumerate(rows):
        for c, text in enumerate(cells):
            drawn.append(f"{40 + 180 * c} {500 - 40 * r} 180 40 re S")
            drawn.append(_written(44 + 180 * c, 515 - 40 * r, text))
    return "\n".join(drawn).encode()


def _written(x: int, y: int, text: str) -> str:
    return f"BT /F 10 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


SHORT = ["项目名称", "存在问题", "需协调事项", "牵头单位"]
FIRST = ["码头工程", "用海预审尚未受理组卷", "请海洋局受理", "县海洋局"]
SECOND = ["路网工程", "用地指标缺口一百亩", "请国土局安排", "县国土局"]


def test_a_table_that_goes_on_over_two_pages() -> None:
    (table,) = read(pdf(("审批服务问题汇总表", [SHORT, FIRST]), ("", [SHORT, SECOND])), "汇总表.pdf").tables
    assert (table.title, table.form) == ("审批服务问题汇总表", "F1")
    assert [(found.row, found.fields["project_name"]) for found in table.data] == [(2, "码头工程"), (4, "路网工程")]


def test_a_scan_has_no_text_and_an_xlsx_is_asked_for() -> None:
    reading = read(pdf(("", [])), "盖章件.pdf")
    assert reading.reason and reading.reason.code == "scanned"
    assert "xlsx" in reading.reason.message


def test_a_letter_is_no_table() -> None:
    reading = read(pdf(("关于报送有关情况的函", [])), "函.pdf")
    assert reading.reason and reading.reason.code == "not_a_spreadsheet"


def test_a_thousand_pages_are_too_many() -> None:
    reading = read(pdf(*[("页", [])] * 60), "a.pdf")
    assert reading.reason and reading.reason.code == "too_large"
