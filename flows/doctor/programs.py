"""What this machine has installed beside Python."""

from __future__ import annotations

from collections.abc import Iterator

from flows.doctor.finding import Finding, ok, warn
from parsers.archives import has_libarchive
from parsers.oldword import converter
from reports.charts import NoChineseFont, chinese_font


def programs() -> Iterator[Finding]:
    """What is missing costs a kind of file, never a mail: the sender is asked for another."""
    archives, documents = ("libarchive", "压缩包"), ("libreoffice", "旧版文档")
    if has_libarchive():
        yield ok(*archives, "7z and rar are read")
    else:
        yield warn(*archives, "absent: senders of 7z and rar are asked for zip", "apt-get install libarchive13")
    if converter():
        yield ok(*documents, "doc, wps and rtf are read")
    else:
        yield warn(*documents, "absent: senders of doc are asked for xlsx", "apt-get install libreoffice-writer-nogui")
    fonts = ("fonts", "中文字体")
    try:
        yield ok(*fonts, f"charts are drawn in {chinese_font()}")
    except NoChineseFont as error:
        yield warn(*fonts, "no Chinese font for charts", str(error))
