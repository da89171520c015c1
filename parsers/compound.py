"""What an OLE compound file is, by the streams at its root: a Word document may well speak of a Workbook."""

from __future__ import annotations

from io import BytesIO

from parsers.locked import is_locked
from parsers.refusal import Refusal, Refused
from parsers.sniff import DOCUMENTS


def kind_of(content: bytes) -> str:
    """xls, or locked for an encrypted file of Excel, or of any newer format. Raises Refused, by whose format a Word
    document (doc) and an Outlook mail (msg) are known.
    """
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(content)) as file:
            streams = {entry[0].lower() for entry in file.listdir(streams=True, storages=True)}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise Refused(Refusal.DAMAGED) from error
    if "encryptedpackage" in streams:
        return "locked"
    if streams & {"workbook", "book"}:
        return "locked" if is_locked(content) else "xls"
    if "worddocument" in streams and is_locked(content):
        raise Refused(Refusal.ENCRYPTED, file_format="doc")
    raise _other(streams)


def _other(streams: set[str]) -> Refused:
    if "worddocument" in streams:
        return Refused(Refusal.NOT_A_SPREADSHEET, DOCUMENTS["doc"], "doc")
    if "powerpoint document" in streams:
        return Refused(Refusal.NOT_A_SPREADSHEET, "演示文稿", "ppt")
    if any(name.startswith("__substg1.0_") for name in streams):
        return Refused(Refusal.NOT_A_SPREADSHEET, "Outlook邮件文件（msg）", "msg")
    return Refused(Refusal.DAMAGED)
