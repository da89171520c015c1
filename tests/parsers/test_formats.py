"""Files are read by what they are, whatever they are called; what is no table is refused by name."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest
import xlsxwriter

from parsers.context import ReadContext
from parsers.grid import read_grids
from parsers.members import read_body
from parsers.reading import read_file
from parsers.sandbox import read_safely
from tests.parsers.books import CONTEXT, HEADER, book, f1, line, read, saved

TEXTS = [["审批服务问题汇总表"], HEADER, [str(cell) for cell in line()]]


def as_csv(encoding: str) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(TEXTS)
    return stream.getvalue().encode(encoding)


def as_html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" for cells in TEXTS[1:])
    return f"<html><body><p>{TEXTS[0][0]}</p><table>{rows}</table></body></html>".encode()


def as_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("审批服务问题汇总表")
    document.add_paragraph("填报单位：县林业局")
    table = document.add_table(0, len(HEADER))
    for cells in TEXTS[1:]:
        for place, text in zip(table.add_row().cells, cells, strict=True):
            place.text = text
    document.add_paragraph("填报人：值班")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "expected", "row"),
    [
        (f1({}), "汇总表.xls", "xlsx", 3),
        (f1({}), "汇总表.et", "xlsx", 3),
        (as_csv("utf-8"), "汇总表.csv", "csv", 3),
        (as_csv("utf-8-sig"), "汇总表.csv", "csv", 3),
        (as_csv("gb18030"), "汇总表.csv", "csv", 3),
        (as_csv("utf-16"), "汇总表.csv", "csv", 3),
        (as_csv("gbk").replace(b",", b"\t"), "汇总表.xls", "csv", 3),
        (as_html(), "汇总表.xls", "html", 2),
        (as_docx(), "汇总表.docx", "docx", 2),
    ],
    ids=[
        "xlsx as xls",
        "xlsx as et",
        "csv",
        "csv with BOM",
        "csv in GB18030",
        "csv in UTF-16",
        "tsv as xls",
        "html as xls",
        "docx",
    ],
)
def test_tables_of_every_format(content: bytes, name: str, expected: str, row: int) -> None:
    reading = read(content, name)
    assert (reading.outcome, reading.format) == ("read", expected)
    (table,) = reading.tables
    assert (table.form, table.title) == ("F1", "审批服务问题汇总表")
    assert [(found.row, found.verdict, found.fields["due"]) for found in table.rows] == [
        (row, "accepted", "2018-06-20")
    ]


def test_the_paragraphs_around_a_word_table_are_its_head_and_foot() -> None:
    (table,) = read(as_docx(), "汇总表.docx").tables
    assert (table.head, table.foot) == ({"填报单位": "县林业局"}, ("填报人：值班",))


def test_merged_cells_of_a_word_table_are_filled_down() -> None:
    document = docx.Document(io.BytesIO(as_docx()))
    for text, place in zip(["2", "", *TEXTS[2][2:]], document.tables[0].add_row().cells, strict=True):
        place.text = text
    document.tables[0].cell(1, 1).merge(document.tables[0].cell(2, 1))
    stream = io.BytesIO()
    document.save(stream)
    rows = read(stream.getvalue(), "a.docx").tables[0].rows
    assert [row.fields["project_name"] for row in rows] == ["城北路网工程", "城北路网工程"]


def test_spans_of_an_html_table_are_merges() -> None:
    markup = (
        "<table><tr><th rowspan=2>项目名称</th><th rowspan=2>存在问题</th><th colspan=2>需协调层级</th></tr>"
        "<tr><th>县级</th><th>市级</th></tr><tr><td>码头</td><td>用海预审尚未受理</td><td></td><td>√</td></tr></table>"
    )
    (table,) = read(markup.encode(), "a.html").tables
    assert [column.label for column in table.columns][2:] == ["需协调层级/县级", "需协调层级/市级"]
    assert table.rows[0].fields["tier"] == "市级"


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_zip_in_a_zip() -> None:
    content = zipped(**{"内层.zip": zipped(**{"汇总表.xlsx": f1({}), "说明.pdf": b"%PDF-1.4"})})
    reading = read(content, "a.zip")
    assert [(found.file, found.format, found.outcome) for found in reading.walk()] == [
        ("a.zip", "zip", "read"),
        ("内层.zip", "zip", "read"),
        ("内层.zip/汇总表.xlsx", "xlsx", "read"),
        ("内层.zip/说明.pdf", "pdf", "refused"),
    ]


def test_chinese_names_of_a_zip_in_the_senders_code_page() -> None:
    content = zipped(placeholder=f1({})).replace(b"placeholder", "汇总表A.xlsx".encode("gbk")[:11])
    assert read(content, "a.zip").members[0].file.startswith("汇总表")


def test_a_zip_nested_too_deep_is_refused_where_it_gets_too_deep() -> None:
    content = zipped(a=b"x")
    for _ in range(8):
        content = zipped(**{"a.zip": content})
    reasons = [found.reason.code for found in read(content, "a.zip").walk() if found.reason]
    assert reasons == ["too_deep"]


def test_a_mail_file_with_an_attachment_and_a_table_in_its_body() -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "汇总表"
    message.set_content("见下表")
    quoted = f"<blockquote>{as_html().decode()}</blockquote>"
    message.add_alternative(as_html().decode() + quoted, subtype="html")
    message.add_attachment(f1({}), maintype="application", subtype="octet-stream", filename="汇总表.xlsx")
    reading = read(message.as_bytes(), "转发.eml")
    assert reading.format == "eml"
    assert [(found.file, found.format, len(found.tables)) for found in reading.members] == [
        ("(body)", "html", 1),
        ("汇总表.xlsx", "xlsx", 1),
    ]


def test_the_text_of_a_mail_is_read_for_its_tables_only() -> None:
    found = read_body(as_html().decode(), CONTEXT)
    assert found and (found.file, [len(table.data) for table in found.tables]) == ("(body)", [1])
    assert read_body("<p>请查收</p>", CONTEXT) is None


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "nothing in it": (b"", "a.xlsx", "empty_file"),
    "lock file": (b"\x05user", "~$汇总表.xlsx", "lock_file"),
    "pdf, broken": (b"%PDF-1.4 ...", "汇总表.xlsx", "damaged"),
    "photo": (b"\xff\xd8\xff\xe0...", "汇总表.jpg", "not_a_spreadsheet"),
    "rar": (b"Rar!\x1a\x07\x00", "汇总表.rar", "unsupported_archive"),
    "cut off": (f1({})[:2000], "a.xlsx", "damaged"),
    "noise": (bytes(range(256)) * 20, "a.xlsx", "not_a_spreadsheet"),
    "page without a table": (b"<html><body>hi</body></html>", "a.html", "not_a_spreadsheet"),
    "broken xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"x" * 600,
        "a.xls",
        "damaged",
    ),
}


@pytest.mark.parametrize(("content", "name", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_by_name_and_says_what_to_do(content: bytes, name: str, code: str) -> None:
    reading = read(content, name)
    assert reading.outcome == "refused"
    assert reading.reason and reading.reason.code == code
    assert "报送" in reading.reason.message
    assert reading.as_json()["tables"] == []


def corners(last: str) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active["A1"], workbook.active[last] = "序号", "x"
    return saved(workbook)


def merged_to_the_end() -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(f1({})))
    workbook.active.merged_cells.add("N1:XFD1048576")
    return saved(workbook)


def one_huge_string() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(f1({}))) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/media/big.xml", b" " * (150 * 2**20))
    return stream.getvalue()


@pytest.mark.parametrize("hostile", [lambda: corners("XFD1048576"), merged_to_the_end, one_huge_string])
def test_a_hostile_file_is_refused_before_a_library_sees_it(hostile: Callable[[], bytes]) -> None:
    reading = read_file(hostile(), "a.xlsx", ReadContext(read_grids=read_grids))
    assert reading.reason and reading.reason.code == "too_large"


def test_a_million_empty_rows_are_refused() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(f1({})))
    content = saved(workbook)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b"</sheetData>", b"<row/>" * 300_000 + b"</sheetData>")
            target.writestr(name, data)
    assert read(stream.getvalue()).reason.code == "too_large"


def test_ten_thousand_formatted_empty_rows_are_no_rows() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet, thin = workbook.add_worksheet(), workbook.add_format({"border": 1})
    for number, cells in enumerate([HEADER, line()]):
        sheet.write_row(number, 0, cells)
    for number in range(2, 10_000):
        for column in range(9):
            sheet.write_blank(number, column, None, thin)
    workbook.close()
    (table,) = read(stream.getvalue()).tables
    assert [row.row for row in table.rows] == [2]


def test_the_child_reads_as_this_process_does_and_says_the_same_no() -> None:
    content = book({"甲": [HEADER, line()], "乙": []})
    assert read_safely(content, "a.xlsx") == read_grids(content, "a.xlsx")
    assert read(b"%PDF", context=CONTEXT).reason == read(b"%PDF", context=ReadContext(read_grids=read_grids)).reason


def test_a_child_that_was_killed_is_replaced() -> None:
    import parsers.sandbox

    read(f1({}))
    assert parsers.sandbox._child is not None
    parsers.sandbox._child.process.kill()
    assert read(f1({})).outcome == "read"
    assert read(f1({})).outcome == "read"
