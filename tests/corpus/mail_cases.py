"""Mails, archives and other formats as they come in (what people really send)."""

from __future__ import annotations

import gzip

from tests.corpus.case import Case, Sheet
from tests.corpus.lines import HEADER, KEYS, row, rows
from tests.corpus.sheets import delimited, html, mail, word, xlsx, zipped

TITLE = "审批堵点清单"
DRAWING = f"{TITLE}\n{HEADER}\n{rows(2)}"
BOOK = xlsx(DRAWING)
TWO = (Sheet("F1", "2", KEYS, "3+ 4+"),)
TWO_LOWER = Sheet("F1", "3", KEYS, "4+ 5+")


CASES = [
    Case("csv in GB18030", lambda: delimited(DRAWING), TWO, file="清单.csv"),
    Case("csv in UTF-8", lambda: delimited(DRAWING, "utf-8"), TWO, file="清单.csv"),
    Case("csv with a byte order mark", lambda: delimited(DRAWING, "utf-8-sig"), TWO, file="清单.csv"),
    Case("tab-separated UTF-16 under .xls", lambda: delimited(DRAWING, "utf-16", "\t"), TWO, file="清单.xls"),
    Case("semicolons", lambda: delimited(DRAWING, "gb18030", ";"), TWO, file="清单.csv"),
    Case("html under .xls", lambda: html(DRAWING), TWO, file="清单.xls"),
    Case("html in GBK under .xls", lambda: html(DRAWING, "gb18030"), TWO, file="清单.xls"),
    Case("xlsx under .xls", lambda: BOOK, TWO, file="附件1(1)(2).xls"),
    Case("xlsx under .et", lambda: BOOK, TWO, file="清单.et"),
    Case("xlsx without an extension", lambda: BOOK, TWO, file="副本清单"),
    Case(
        "a Word table with title and unit outside it",
        lambda: word(f"{HEADER}\n{rows(2)}", [TITLE, "填报单位：县水利局  填报日期：2018年6月7日"], ["填报人：工程股"]),
        (Sheet("F1", "1", KEYS, "2+ 3+", title=TITLE, head={"填报单位": "县水利局"}),),
        file="清单.docx",
    ),
    Case(
        "a Word table whose serials are automatic numbers",
        lambda: word(f"{HEADER}\n{row(1, seq='')}\n{row(2, seq='')}"),
        (Sheet("F1", "1", KEYS, "2+ 3+"),),
        file="清单.docx",
    ),
    Case("a zip", lambda: zipped({"清单.xlsx": BOOK}), TWO, file="报送.zip", members="清单.xlsx"),
    Case("a zip with GBK names", lambda: zipped({"清单.xlsx": BOOK}, "gbk"), TWO, file="报送.zip", members="清单.xlsx"),
    Case(
        "a zip in a zip",
        lambda: zipped({"内层.zip": zipped({"水利局/清单.xlsx": BOOK})}),
        TWO,
        file="报送.zip",
        members="内层.zip 内层.zip/水利局/清单.xlsx",
    ),
    Case(
        "a zip of two books",
        lambda: zipped({"甲.xlsx": BOOK, "乙.xlsx": BOOK}),
        TWO * 2,
        file="报送.zip",
        members="甲.xlsx 乙.xlsx",
    ),
    Case(
        "a lock file beside the book",
        lambda: zipped({"清单.xlsx": BOOK, "~$清单.xlsx": b"\x05office" + bytes(159)}),
        TWO,
        file="报送.zip",
        reason="lock_file",
        findings="member_refused",
    ),
    Case("a mail with a book", lambda: mail("请查收。", {"清单.xlsx": BOOK}), TWO, file="a.eml", members="清单.xlsx"),
    Case(
        "a mail with a zip",
        lambda: mail("请查收。", {"报送.zip": zipped({"清单.xlsx": BOOK})}),
        TWO,
        file="a.eml",
        members="报送.zip 报送.zip/清单.xlsx",
    ),
    Case(
        "a mail with two books",
        lambda: mail("请查收。", {"甲.xlsx": BOOK, "乙.xlsx": BOOK}),
        TWO * 2,
        file="a.eml",
        members="甲.xlsx 乙.xlsx",
    ),
    Case("a table pasted into a mail", lambda: mail("见下表", page=html(DRAWING)), TWO, file="a.eml", members="(body)"),
    Case("a mail of words alone", lambda: mail("我局无问题，实行零报告。"), (), file="a.eml"),
    Case(
        "a forwarded mail attached",
        lambda: mail("转发", {"原邮件.eml": mail("请查收", {"清单.xlsx": BOOK})}),
        TWO,
        file="a.eml",
    ),
    Case("a gz", lambda: gzip.compress(BOOK, mtime=0), TWO, file="清单.xlsx.gz", members="清单.xlsx"),
    Case(
        "a mail in a zip",
        lambda: zipped({"来件.eml": mail("请查收。", {"清单.xlsx": BOOK})}),
        TWO,
        file="报送.zip",
        members="来件.eml 来件.eml/清单.xlsx",
    ),
    Case(
        "a mail whose header names another boundary",
        lambda: mail("请查收。", {"清单.xlsx": BOOK}).replace(b'boundary="=-=-boundary"', b'boundary="lost"'),
        TWO,
        file="a.eml",
        members="清单.xlsx",
    ),
    Case(
        "what a Macintosh adds to a zip",
        lambda: zipped({"清单.xlsx": BOOK, "__MACOSX/._清单.xlsx": b"x", "._清单.xlsx": b"x"}),
        TWO,
        file="报送.zip",
        members="清单.xlsx",
    ),
    Case("csv that tells its separator", lambda: b"sep=;\r\n" + delimited(DRAWING, "gbk", ";"), (TWO_LOWER,)),
    Case(
        "an html page in UTF-16 under .xls",
        lambda: html(DRAWING).decode().encode("utf-16"),
        TWO,
        file="清单.xls",
    ),
    Case("a scan", lambda: b"\xff\xd8\xff\xe0" + bytes(200), (), file="扫描.jpg", reason="not_a_spreadsheet"),
    Case("an empty file", lambda: b"", (), file="空.xlsx", reason="empty_file"),
    Case("a torn workbook", lambda: BOOK[: len(BOOK) // 2], (), file="清单.xlsx", reason="damaged"),
    Case("a program", lambda: b"MZ" + bytes(300), (), file="清单.exe", reason="not_a_spreadsheet"),
]
