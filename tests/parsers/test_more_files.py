"""The rarer files: locked xls, Outlook's mails, pages in one file, tar and gz, tracked changes, odd csv."""

from __future__ import annotations

import bz2
import gzip
import io
import quopri
import re
import struct
import tarfile
import zipfile
from collections.abc import Callable

import pytest

from parsers.archives import unpack_zip
from parsers.limits import Limits
from parsers.refusal import Refused
from tests.corpus.sheets import delimited, html, mail, word, xlsx, zipped
from tests.parsers.books import CONTEXT, f1, read
from tests.parsers.compounds import compound, locked_xls, outlook
from tests.parsers.test_archives import vint

SHEET = f1({})
HEADER = "项目名称|存在问题|需协调事项|牵头单位"
GOOD = "码头工程|用海预审尚未受理，无法组卷上报|请海洋局受理|县海洋局"
DRAWING = f"{HEADER}\n{GOOD}"


def projects(content: bytes, name: str) -> list[object]:
    return [
        row.fields["project_name"]
        for member in read(content, name).walk()
        for table in member.tables
        for row in table.data
    ]


def test_an_xls_locked_with_the_default_password_opens() -> None:
    content = locked_xls([line.split("|") for line in DRAWING.split("\n")], "VelvetSweatshop")
    reading = read(content, "汇总表.xls")
    assert (reading.format, [row.fields["project_name"] for row in reading.tables[0].rows]) == ("xls", ["码头工程"])


def test_an_xls_with_a_password_is_asked_for_without() -> None:
    reading = read(locked_xls([["项目名称"]], "20180608"), "汇总表.xls")
    assert reading.reason and (reading.reason.code, "取消密码" in reading.reason.message) == ("encrypted", True)


def test_an_outlook_mail_is_opened_like_any_mail() -> None:
    inner = outlook({"内层.xlsx": SHEET}, inside="__attach_version1.0_#00000001/__substg1.0_3701000D/")
    content = compound(outlook({"汇总表.xlsx": SHEET}, html(DRAWING).decode()) | inner)
    reading = read(content, "转发.msg")
    assert (reading.format, [member.file for member in reading.members]) == (
        "msg",
        ["(body)", "汇总表.xlsx", "内层.xlsx"],
    )
    assert all(member.tables[0].form == "F1" for member in reading.members)


def test_an_outlook_mail_that_is_torn_is_damaged() -> None:
    reading = read(compound(outlook({"汇总表.xlsx": SHEET}))[:-2048], "转发.msg")
    assert [found.reason.code for found in reading.walk() if found.reason] == ["damaged"]


def mht(pages: dict[str, bytes]) -> bytes:
    head = 'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    part = (
        "--b\r\nContent-Location: {}\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html\r\n\r\n"
    )
    parts = [part.format(name).encode() + quopri.encodestring(page) + b"\r\n" for name, page in pages.items()]
    return head.encode() + "此文档为“单个文件网页”。\r\n".encode("gbk") + b"".join(parts) + b"--b--\r\n"


def test_a_workbook_saved_as_a_page_in_one_file() -> None:
    frames = "<html><xml><x:Name>六月</x:Name></xml><frameset></frameset>".encode("gbk")
    reading = read(mht({"a.htm": frames, "sheet001.htm": html(DRAWING, "gb2312")}), "汇总表.xls")
    assert (reading.format, reading.tables[0].sheet, len(reading.tables[0].data)) == ("mht", "六月", 1)


def test_a_page_in_one_file_without_a_table_says_so() -> None:
    reason = read(mht({"a.htm": b"<p>hello"}), "汇总表.mht").reason
    assert reason and "不含表格的网页" in reason.message


def tar(compression: str = "", encoding: str = "utf-8") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(
        fileobj=stream, mode=f"w:{compression}", format=tarfile.USTAR_FORMAT, encoding=encoding
    ) as archive:  # type: ignore[call-overload]
        for name, content in {"报送/._汇总表.xlsx": b"\0\5\x16\7", "报送/汇总表.xlsx": SHEET}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "inside"),
    [
        (tar(), "报送.tar", ["报送/汇总表.xlsx"]),
        (tar(encoding="gbk"), "报送.tar", ["报送/汇总表.xlsx"]),
        (tar("gz"), "报送.tgz", ["报送.tar", "报送.tar/报送/汇总表.xlsx"]),
        (tar("xz"), "报送.tar.xz", ["报送.tar", "报送.tar/报送/汇总表.xlsx"]),
        (gzip.compress(SHEET), "汇总表.xlsx.gz", ["汇总表.xlsx"]),
        (bz2.compress(SHEET), "汇总表.xlsx.bz2", ["汇总表.xlsx"]),
    ],
    ids=["tar", "tar with GBK names", "tgz", "tar.xz", "gz", "bz2"],
)
def test_what_other_systems_pack(content: bytes, name: str, inside: list[str]) -> None:
    assert [member.file for member in read(content, name).walk()][1:] == inside
    assert projects(content, name) == ["城北路网工程"]


def test_what_systems_add_to_archives_is_left_out() -> None:
    clutter = ["__MACOSX/._a.xlsx", "附件/._a.xlsx", "附件/.DS_Store", "Thumbs.db", "附件/desktop.ini"]
    content = zipped({**dict.fromkeys(clutter, b"x"), "附件/我的Thumbs.db说明.xlsx": SHEET})
    assert [member.file for member in read(content, "a.zip").members] == ["附件/我的Thumbs.db说明.xlsx"]


def test_a_mail_in_a_zip() -> None:
    assert projects(zipped({"邮件.eml": mail("请查收", {"汇总表.xlsx": SHEET})}), "a.zip") == ["城北路网工程"]


def test_a_zip_packed_in_a_way_of_its_own_is_not_called_damaged() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.xlsx", SHEET)
    content = bytearray(stream.getvalue())
    content[8] = content[content.rindex(b"PK\x01\x02") + 10] = 97  # WavPack
    with pytest.raises(Refused, match="采用特殊压缩方式的压缩包无法打开，请改用zip"):
        unpack_zip(bytes(content), Limits())


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (zipped({"OFD.xml": b"<x/>", "Doc_0/Document.xml": b"<x/>"}), "函.ofd", "OFD版式文件"),
        (zipped({"Index/Document.iwa": b"x"}), "表.numbers", "苹果iWork文件"),
        (b"BEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\n", "a.vcf", "名片"),
        (b"-----BEGIN PGP MESSAGE-----\r\n\r\nabc", "a.asc", "PGP加密文件"),
    ],
    ids=["ofd", "numbers", "vcard", "pgp"],
)
def test_what_is_no_table_is_called_by_its_name(content: bytes, name: str, what: str) -> None:
    reason = read(content, name).reason
    assert reason and reason.message == f"文件为{what}，不能作为汇总表读取，请以xlsx格式重新报送。"


@pytest.mark.parametrize(
    "content",
    [
        b"sep=;\r\n" + delimited(DRAWING, "gb18030", ";"),
        DRAWING.replace("|", ",").replace("\n", "\r\n").encode("utf-16-le"),
        DRAWING.replace("|", ",").replace("\n", "\r\n").encode("utf-16-be"),
    ],
    ids=["Excel is told the separator", "UTF-16 without a mark", "UTF-16, the other way round"],
)
def test_odd_csv(content: bytes) -> None:
    assert projects(content, "汇总表.csv") == ["码头工程"]


def repacked(content: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for entry in source.namelist():
            name, data = change(entry, source.read(entry))
            info = zipfile.ZipInfo()
            info.filename = name
            target.writestr(info, data)
    return stream.getvalue()


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def strict(data: bytes) -> bytes:
    for usual, other in STRICT.items():
        data = data.replace(usual, other)
    return data


@pytest.mark.parametrize(
    "change",
    [lambda name, data: (name, strict(data)), lambda name, data: (name.replace("/", "\\"), data)],
    ids=["strict", "with backslashes"],
)
def test_workbooks_that_other_programs_write(change: Callable[[str, bytes], tuple[str, bytes]]) -> None:
    assert projects(repacked(xlsx(DRAWING), change), "汇总表.xlsx") == ["码头工程"]


def record(number: int, body: bytes = b"") -> bytes:
    """A record of a binary workbook (MS-XLSB 2.1.4)."""
    name = bytes([number]) if number < 128 else bytes([number & 127 | 128, number >> 7])
    return name + vint(len(body)) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(rows: list[list[str]]) -> bytes:
    """A binary workbook of one sheet of texts."""
    cells = b""
    for number, texts in enumerate(rows):
        cells += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        cells += b"".join(record(6, struct.pack("<II", column, 0) + wide(text)) for column, text in enumerate(texts))
    used = struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1)
    sheet = record(129) + record(148, used) + record(145) + cells + record(146) + record(130)
    bundle = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("汇总表"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    relation = f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/>'
    members = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.bin": record(131) + record(143) + bundle + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{space}">{relation}</Relationships>'.encode(),
        "xl/worksheets/sheet1.bin": sheet,
    }
    return zipped(members)


def ods(rows: list[list[str]]) -> bytes:
    """An OpenDocument sheet of texts, with the million empty rows that LibreOffice writes below."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ["<table:table-row>" + "".join(map(cell.format, row)) + "</table:table-row>" for row in rows]
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    lines.append(f'<table:table-row table:number-rows-repeated="1048000">{blank}</table:table-row>')
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f'xmlns:{name}="{space}{name}:1.0"' for name in ("office", "table", "text"))
    sheet = f'<table:table table:name="汇总表">{"".join(lines)}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    content = f"<office:document-content {spaces}>{body}</office:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": b"<manifest/>"})


def test_an_opendocument_sheet_with_a_password() -> None:
    content = zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": bytes(range(256)),
            "META-INF/manifest.xml": b"<manifest:encryption-data/>",
        }
    )
    reason = read(content, "汇总表.ods").reason
    assert reason and reason.code == "encrypted"


def test_cells_that_are_blank_and_formatted_to_the_end_of_the_sheet_are_no_matter() -> None:
    blank = b'<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row></sheetData>'
    content = repacked(
        xlsx(DRAWING),
        lambda name, data: (name, data.replace(b"</sheetData>", blank) if "sheet1" in name else data),
    )
    assert projects(content, "汇总表.xlsx") == ["码头工程"]


@pytest.mark.parametrize(("make", "file_format"), [(xlsb, "xlsb"), (ods, "ods")])
@pytest.mark.parametrize("suffix", ["own", "xls", "et"])
def test_binary_workbooks_and_opendocument_sheets_by_whatever_name(
    make: Callable[[list[list[str]]], bytes], file_format: str, suffix: str
) -> None:
    content = make([line.split("|") for line in DRAWING.split("\n")])
    reading = read(content, f"汇总表.{suffix.replace('own', file_format)}")
    assert (reading.format, reading.tables[0].sheet, reading.tables[0].form) == (file_format, "汇总表", "F1")
    assert [(row.row, row.fields["project_name"]) for row in reading.tables[0].rows] == [(2, "码头工程")]


def test_a_document_with_macros_is_a_document() -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    content = repacked(word(DRAWING), lambda name, data: (name, data.replace(plain, macros)))
    assert projects(content, "汇总表.docm") == ["码头工程"]


def edited(pattern: str, new: str) -> bytes:
    """A Word document whose XML is changed."""

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name != "word/document.xml":
            return name, data
        text, count = re.subn(pattern, new, data.decode(), flags=re.DOTALL)
        assert count
        return name, text.encode()

    return repacked(word(DRAWING + "\n路网工程" + GOOD.removeprefix("码头工程")), change)


RUN = "<w:r><w:t>码头工程</w:t></w:r>"
WRAPPED = r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>"
SEEN: dict[str, tuple[bytes, list[str]]] = {
    "an insertion beside a deletion": (
        edited(RUN, f"<w:del><w:r><w:delText>旧名</w:delText></w:r></w:del><w:ins>{RUN}</w:ins>"),
        ["码头工程", "路网工程"],
    ),
    "a content control in a cell": (edited(f"({RUN})", WRAPPED), ["码头工程", "路网工程"]),
    "a content control around a row": (
        edited("(<w:tr>(?:(?!</w:tr>).)*码头工程.*?</w:tr>)", WRAPPED),
        ["码头工程", "路网工程"],
    ),
    "a content control around the table": (edited("(<w:tbl>.*</w:tbl>)", WRAPPED), ["码头工程", "路网工程"]),
    "a deleted row": (
        edited("<w:tr>((?:(?!</w:tr>).)*码头工程)", r"<w:tr><w:trPr><w:del/></w:trPr>\1"),
        ["路网工程"],
    ),
}


@pytest.mark.parametrize(("content", "names"), SEEN.values(), ids=SEEN)
def test_a_word_table_is_read_as_it_is_seen(content: bytes, names: list[str]) -> None:
    assert projects(content, "汇总表.docx") == names


def test_a_row_of_a_word_table_that_is_crossed_out_is_deleted() -> None:
    crossed = "<w:r><w:rPr><w:strike/></w:rPr><w:t>"
    content = edited("<w:r><w:t>(?=(?:码头|用海|请海|县海)[^<]*<(?:(?!</w:tbl>).)*路网)", crossed)
    assert projects(content, "汇总表.docx") == ["路网工程"]


def test_a_table_in_a_cell_is_its_text() -> None:
    cell = "<w:tc><w:p><w:r><w:t>（一期）</w:t></w:r></w:p></w:tc>"
    inner = f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"
    content = edited(f"{RUN}</w:p>", f"{RUN}</w:p>{inner}<w:p/>")
    assert projects(content, "汇总表.docx") == ["码头工程 （一期）", "路网工程"]


def test_more_rows_than_anybody_writes_are_refused() -> None:
    reading = read(delimited(HEADER + f"\n{GOOD}" * 10_001), "汇总表.csv", CONTEXT)
    assert reading.reason and reading.reason.message.startswith("文件内容超出可读取的范围（超过10000行数据）")
