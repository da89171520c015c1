"""Files that are not read, each with a named reason and what to do about it (M02c)."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """Stable names of refusals; other programs rely on them."""

    EMPTY_FILE = "empty_file"
    ENCRYPTED = "encrypted"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    LOCK_FILE = "lock_file"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"
    SCANNED = "scanned"
    UNSUPPORTED_ARCHIVE = "unsupported_archive"
    LINKED_ATTACHMENT = "linked_attachment"
    TRUNCATED_MAIL = "truncated_mail"
    ENCRYPTED_MAIL = "encrypted_mail"


REFUSALS: dict[Refusal, str] = {
    Refusal.EMPTY_FILE: "文件为空（0字节），请重新保存后报送。",
    Refusal.ENCRYPTED: "文件设有打开密码，请取消密码后以xlsx格式重新报送。",
    Refusal.NOT_A_SPREADSHEET: "文件为{what}，不能作为汇总表读取，请以xlsx格式重新报送。",
    Refusal.DAMAGED: "文件已损坏或不完整，请在表格软件中打开检查，另存为xlsx格式后重新报送。",
    Refusal.TOO_LARGE: "文件内容超出可读取的范围（{what}），请删除多余的空行、空列或拆分后重新报送。",
    Refusal.LOCK_FILE: "文件为表格软件的临时锁定文件（~$开头），不含数据，请报送原文件。",
    Refusal.TOO_DEEP: "压缩包或邮件嵌套层数过多，请直接以xlsx格式报送。",
    Refusal.TOO_MANY: "文件数量超过{what}个，超出部分未予读取，请分次报送。",
    Refusal.SCANNED: "文件为扫描件或图片，没有可读取的文字，已留存备查，请另以xlsx格式报送汇总表。",
    Refusal.UNSUPPORTED_ARCHIVE: "{what}无法打开，请改用zip格式压缩，或直接以xlsx格式报送。",
    Refusal.LINKED_ATTACHMENT: "文件为超大附件链接（{what}），系统不下载链接中的文件，请作为普通附件重新报送。",
    Refusal.TRUNCATED_MAIL: "来件在传输中被截断，附件不完整，请重新报送。",
    Refusal.ENCRYPTED_MAIL: "来件为加密邮件，无法读取，请取消邮件加密后重新报送。",
}


class Refused(Exception):
    """A file that cannot be read: `code` for programs, `message` for the sender, `format` where it is known."""

    def __init__(self, code: Refusal, what: str = "", file_format: str | None = None) -> None:
        self.code = code
        self.what = what
        self.message = REFUSALS[code].format(what=what)
        self.format = file_format
        super().__init__(f"{code}: {self.message}")

    def __reduce__(self) -> tuple[object, ...]:
        return Refused, (self.code, self.what, self.format)
