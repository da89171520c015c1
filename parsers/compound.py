"""What an OLE compound file is, by the streams at its root: a Word document may well speak of a Workbook."""

from __future__ import annotations

from io import BytesIO

from parsers.refusal import Refusal, Refused


def kind_of(content: bytes) -> str:
    """xls, or locked for an encrypted file of a newer format. Raises Refused for others, with format doc for Word's."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(content)) as file:
            streams = {entry[0].lower() for entry in file.listdir(streams=True, storages=True)}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise Refused(Refusal.DAMAGED) from error
    if "encryptedpackage" in streams:
        return "locked"
    if streams & {"workbook", "book"}:
        return "xls"
    raise _other(streams)


def _other(streams: set[str]) -> Refused:
    if "worddocument" in streams:
        return Refused(Refusal.NOT_A_SPREADSHEET, "Word文档（doc）", "doc")
    if "powerpoint document" in streams:
        return Refused(Refusal.NOT_A_SPREADSHEET, "演示文稿", "ppt")
    if any(name.startswith("__substg1.0_") for name in streams):
        return Refused(Refusal.NOT_A_SPREADSHEET, "Outlook邮件文件（msg）", "msg")
    return Refused(Refusal.DAMAGED)
