"""zip, 7z, rar and winmail.dat: what is inside is read; what cannot be unpacked is refused and says what to send."""

from __future__ import annotations

import builtins
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import libarchive
import pytest

from parsers.archives import unpack_other
from parsers.context import ReadContext
from parsers.limits import Limits
from parsers.refusal import Refused
from tests.parsers.books import CONTEXT, codes, f1, read

SHEET = f1({})


def zipped(members: dict[str, bytes], encoding: str = "utf-8", flag: bool = True) -> bytes:
    """A zip whose names are bytes of an encoding, said to be UTF-8 or not."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(members.values()):
            archive.writestr(f"n{number:04}".ljust(40, "_"), content)
    data = stream.getvalue()
    for number, name in enumerate(members):
        placeholder = f"n{number:04}".ljust(40, "_").encode()
        data = data.replace(placeholder, name.encode(encoding).ljust(40, b" "))
    if flag:
        data = data.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x00\x08")
        data = data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x08")
    return data


def packed(members: dict[str, bytes], kind: str = "7zip") -> bytes:
    blocks: list[bytes] = []

    def take(data: bytes) -> int:
        blocks.append(bytes(data))
        return len(data)

    with libarchive.custom_writer(take, kind) as archive:
        for name, content in members.items():
            archive.add_file_from_memory(name, len(content), [content])
    return b"".join(blocks)


def vint(number: int) -> bytes:
    data = b""
    while number >= 128:
        data += bytes([number & 127 | 128])
        number >>= 7
    return data + bytes([number])


def rar5(members: dict[str, bytes], extra: bytes = b"") -> bytes:
    """A RAR 5 archive of stored files (the format is documented at rarlab); `extra`: records of every file's header."""

    def block(body: bytes, data: bytes = b"") -> bytes:
        sized = vint(len(body)) + body
        return struct.pack("<I", zlib.crc32(sized)) + sized + data

    out = b"Rar!\x1a\x07\x01\x00" + block(vint(1) + vint(0) + vint(0))
    for name, content in members.items():
        written = name.encode()
        sizes = (vint(3) + vint(len(extra)) if extra else vint(2)) + vint(len(content))
        body = vint(2) + sizes + vint(4) + vint(len(content)) + vint(0o100644)
        body += struct.pack("<I", zlib.crc32(content)) + vint(0) + vint(1) + vint(len(written)) + written
        out += block(body + extra, content)
    return out + block(vint(5) + vint(0) + vint(0))


def tnef(members: dict[str, bytes], encoding: str = "gbk") -> bytes:
    """A winmail.dat of attachments with their short names (MS-OXTNEF)."""

    def attribute(level: int, number: int, data: bytes) -> bytes:
        head = struct.pack("<BII", level, number, len(data))
        return head + data + struct.pack("<H", sum(data) & 0xFFFF)

    out = struct.pack("<IH", 0x223E9F78, 1)
    out += attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
    out += attribute(1, 0x00069007, struct.pack("<II", 936, 0))
    for name, content in members.items():
        out += attribute(2, 0x00069002, b"\x01\x00" + b"\xff" * 4 + b"\0" * 8)
        out += attribute(2, 0x00018010, name.encode(encoding) + b"\0")
        out += attribute(2, 0x0006800F, content)
    return out


@pytest.mark.parametrize(
    ("content", "file_format"),
    [
        (packed({"汇总表.xlsx": SHEET}), "7z"),
        (rar5({"汇总表.xlsx": SHEET}), "rar"),
        (tnef({"汇总表.xlsx": SHEET}), "tnef"),
        (zipped({"汇总表.xlsx": SHEET}), "zip"),
    ],
    ids=["7z", "rar", "winmail.dat", "zip"],
)
def test_a_sheet_in_an_archive(content: bytes, file_format: str) -> None:
    reading = read(content, "报送.dat")
    assert (reading.format, reading.outcome) == (file_format, "read")
    assert [(found.file.strip(), found.tables[0].form) for found in reading.members] == [("汇总表.xlsx", "F1")]


def test_a_sheet_that_was_gzipped() -> None:
    assert read(gzip.compress(SHEET), "汇总表.xlsx.gz").members[0].tables[0].form == "F1"


@pytest.mark.parametrize(("encoding", "flag"), [("utf-8", True), ("utf-8", False), ("gbk", False), ("gb18030", False)])
def test_names_in_a_zip_whatever_they_are_written_in(encoding: str, flag: bool) -> None:
    content = zipped({"附件/汇总表（林业局）.xlsx": SHEET}, encoding, flag)
    assert read(content, "a.zip").members[0].file.strip() == "附件/汇总表（林业局）.xlsx"


@pytest.mark.parametrize(
    "name", ["../../etc/汇总表.xlsx", "/etc/汇总表.xlsx", "C:\\etc\\汇总表.xlsx", "..\\..\\etc\\汇总表.xlsx"]
)
@pytest.mark.parametrize("pack", [zipped, packed])
def test_no_path_leads_out_of_an_archive(name: str, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    assert read(pack({name: SHEET}), "a.zip").members[0].file.strip() == "etc/汇总表.xlsx"


def test_what_systems_add_is_left_out() -> None:
    content = zipped({"__MACOSX/._汇总表.xlsx": b"x", "汇总表.xlsx": SHEET, "Thumbs.db": b"x"})
    assert [found.file.strip() for found in read(content, "a.zip").members] == ["汇总表.xlsx"]


def test_an_archive_in_an_archive_of_another_kind() -> None:
    content = packed({"内层.rar": rar5({"汇总表.xlsx": SHEET})})
    assert [found.file for found in read(content, "a.7z").walk()] == ["a.7z", "内层.rar", "内层.rar/汇总表.xlsx"]


def test_one_damaged_member_does_not_cost_the_others() -> None:
    content = zipped({"坏.xlsx": SHEET, "好.xlsx": SHEET})
    start = 120  # in the middle of the first member
    reading = read(content[:start] + b"\xff" * 64 + content[start + 64 :], "a.zip")
    assert [found.reason.code if found.reason else found.outcome for found in reading.members] == ["damaged", "read"]
    assert codes(reading) == {"member_refused"}


ENCRYPTION = vint(5) + vint(1) + bytes(4)  # a record of a RAR 5 file header
OLD_RAR = b"Rar!\x1a\x07\x00"


def encrypted_zip() -> bytes:
    content = bytearray(zipped({"汇总表.xlsx": SHEET}, flag=False))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def encrypted_7z() -> bytes:
    """A 7z whose one coder is AES-256: written by hand, its content is noise."""
    coder = b"\x24\x06\xf1\x07\x01\x02\x13\x00"
    packed_size = b"\x10"
    header = (
        b"\x01\x04\x06\x00\x01\x09"
        + packed_size
        + b"\x00\x07\x0b\x01\x00\x01"
        + coder
        + b"\x0c\x10\x00\x08\x0a\x01"
        + struct.pack("<I", 0)
        + b"\x00\x00\x05\x01\x11\x05\x00a\x00\x00\x00\x00\x00"
    )
    start = struct.pack("<QQI", 16, len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + b"\x5a" * 16 + header


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (encrypted_zip(), "encrypted"),
        (encrypted_7z(), "encrypted"),
        (rar5({"汇总表.xlsx": bytes(9)}, ENCRYPTION)[:-20], "encrypted"),
        (OLD_RAR + b"\0\0\x74" + struct.pack("<HHI", 0x8004, 40, 9) + bytes(60), "encrypted"),
        (OLD_RAR + b"\0\0\x73" + struct.pack("<HH", 0x80, 13) + bytes(60), "encrypted"),
        (packed({"汇总表.xlsx": SHEET})[:-40], "damaged"),
        (rar5({"汇总表.xlsx": SHEET})[:-400], "unsupported_archive"),
        (tnef({}), "not_a_spreadsheet"),
        (packed({f"{n}.xlsx": b"x" for n in range(201)}), "too_many"),
        (zipped({f"{n}.xlsx": b"x" for n in range(201)}), "too_many"),
        (packed({"a.csv": b"0" * 101 * 2**20}), "too_large"),
        (gzip.compress(b"0" * 101 * 2**20), "too_large"),
    ],
    ids=[
        "zip, password",
        "7z, password",
        "rar 5, password",
        "rar, password",
        "rar, names hidden too",
        "7z, cut",
        "rar, cut",
        "tnef, empty",
        "7z, many",
        "zip, many",
        "7z bomb",
        "gz bomb",
    ],
)
def test_what_cannot_be_unpacked_is_refused_by_name(content: bytes, code: str) -> None:
    reading = read(content, "a.zip")
    assert (reading.outcome, reading.reason and reading.reason.code) == ("refused", code)


def test_a_member_beyond_the_limit_is_refused_by_itself() -> None:
    context = CONTEXT.within(Limits(attachment_bytes=20_000))
    reading = read(zipped({"大.csv": bytes(range(256)) * 100, "汇总表.xlsx": SHEET}), "a.zip", context)
    assert [found.reason.code if found.reason else found.outcome for found in reading.members] == ["too_large", "read"]


def test_a_file_beyond_the_limit_is_refused() -> None:
    reading = read(SHEET, context=CONTEXT.within(Limits(attachment_bytes=1000)))
    assert reading.reason and reading.reason.code == "too_large"


def test_a_sheet_with_more_cells_than_allowed_is_refused() -> None:
    reading = read(SHEET, context=CONTEXT.within(Limits(cells=10)))
    assert reading.reason and reading.reason.code == "too_large"


def test_depth_is_what_the_campaign_says() -> None:
    content = zipped({"内.zip": zipped({"汇总表.xlsx": SHEET})})
    last = list(read(content, "a.zip", ReadContext(limits=Limits(depth=1))).walk())[-1]
    assert (last.file.strip(), last.reason and last.reason.code) == ("内.zip", "too_deep")


def test_without_libarchive_a_zip_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    importing = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "libarchive":
            raise AttributeError("undefined symbol: archive_errno")
        return importing(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Refused, match="RAR压缩包无法打开，请改用zip格式"):
        unpack_other(b"", "rar", Limits())
