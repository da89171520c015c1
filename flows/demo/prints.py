"""Papers sent as evidence: one printed page as PDF, in the Chinese font every viewer has (PDF 1.4, 5.6.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_PAGE = (595, 842)  # A4 in points
_TITLE_SIZE, _SIZE, _LEADING = 20, 14, 30
_LEFT, _TOP, _PER_LINE = 80, 720, 31


def print_page(lines: Sequence[str]) -> bytes:
    """The lines on one page, the first one as its centred title; the same bytes every time."""
    stream = "\n".join(_text(lines)).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>" % _PAGE,
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/ItalicAngle 0/StemV 93/Ascent 880/Descent -120"
        b"/CapHeight 880/FontBBox[-25 -254 1000 880]>>",
    ]
    return _file(objects)


def _text(lines: Sequence[str]) -> Iterator[str]:
    """Drawing operators of the page's text."""
    title, *rest = lines
    yield _at((_PAGE[0] - len(title) * _TITLE_SIZE) // 2, _TOP, _TITLE_SIZE, title)
    wrapped = (line[start : start + _PER_LINE] for line in rest for start in range(0, len(line) or 1, _PER_LINE))
    for number, line in enumerate(wrapped, 2):
        yield _at(_LEFT, _TOP - number * _LEADING, _SIZE, line)


def _at(x: int, y: int, size: int, text: str) -> str:
    return f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _file(objects: Sequence[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer
