"""Header texts and attachment names as Chinese mail programs really write them.

Bytes are read as UTF-8 if they are that, else by the declared charset with every GB label widened to GB18030, else
as GB18030. RFC 2047 words may be split in mid-character, RFC 2231 values may lack a charset, and names may be raw.
"""

from __future__ import annotations

import binascii
import codecs
import html
import quopri
import re
import unicodedata
from email.message import Message
from functools import lru_cache
from urllib.parse import unquote_to_bytes

MAX_NAME = 120

_GB = re.compile(
    r"(?:x-)?(?:gb[_-]?2312(?:[_-]80)?|gbk|cp936|ms936|windows-936|gb18030|euc-?cn|hz-gb.*)$", re.IGNORECASE
)
_SEVEN_BIT = ("utf-7", "utf7", "unicode-1-1-utf-7", "iso-2022", "hz", "utf-16", "utf-32")
_LATIN = ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii")


def decode_bytes(data: bytes, charset: str | None = None) -> str:
    """Text of bytes under a declared charset, which is believed only after UTF-8 (mislabelled mail is common)."""
    declared = (charset or "").strip().strip('"').lower()
    if declared.startswith(_SEVEN_BIT) and (text := _decoded(data, declared.replace("unicode-1-1-", ""))) is not None:
        return text
    text = _decoded(data, "utf-8")
    if text is not None:
        return text
    if declared and not _GB.match(declared):
        text = _declared(data, declared)
    if text is None:
        text = _damaged(data, declared) or _decoded(data, "gb18030")
    return text if text is not None else data.decode("gb18030", "replace")


def _damaged(data: bytes, declared: str) -> str | None:
    """UTF-8 in which a few bytes are broken or cut off; never GB text, whose bytes are hardly ever UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(char > "\x7f" for char in text) - broken if broken * 3 <= len(text) else 0
    return text if broken <= (whole if declared.startswith(("utf-8", "utf8")) else whole // 10) else None


def _declared(data: bytes, charset: str) -> str | None:
    """Latin-1 is what programs declare when they do not know: not if the bytes read as nothing but Chinese."""
    if charset in _LATIN:
        chinese = _decoded(data, "gb18030")
        if chinese is not None and all(ord(char) < 128 or "\u2e80" <= char <= "\uffef" for char in chinese):
            return None
        charset = "latin-1"
    return _decoded(data, charset)


_HALF = re.compile("[\ud800-\udfff]")


def _decoded(data: bytes, charset: str) -> str | None:
    """UTF-7 can spell halves of characters, which no text may hold."""
    try:
        text = data.decode(charset)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    return None if _HALF.search(text) else text


@lru_cache(maxsize=256)
def is_charset(name: str) -> bool:
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return True


def raw_header(message: Message, name: str) -> str | None:
    """The first header of a name, unfolded, its raw 8-bit bytes decoded; encoded words are left as they are."""
    return next(iter(raw_headers(message, name)), None)


def raw_headers(message: Message, name: str) -> tuple[str, ...]:
    wanted = name.lower()
    return tuple(_unfold(str(value)) for key, value in message.raw_items() if key.lower() == wanted)


def _unfold(value: str) -> str:
    text = decode_bytes(value.encode("utf-8", "surrogateescape"))
    return re.sub(r"\r?\n(?=[ \t])|[\r\n]+$", "", text)


def header_text(message: Message, name: str) -> str:
    """A header as text, encoded words decoded; empty when it is missing."""
    return _fully_decoded(raw_header(message, name) or "").strip()


def _fully_decoded(text: str) -> str:
    """Encoded words, also those that a second program has put into encoded words."""
    once = decode_words(text)
    return decode_words(once) if once != text else once


_WORD = re.compile(r"=\?([^?\s]+)\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*)(?:\?=|\Z)")


def decode_words(text: str) -> str:
    """RFC 2047 words in a text. Neighbours in one charset are joined as bytes: a character may be split over them."""
    pieces: list[str] = []
    waiting = b""
    charset = ""
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        label = match[1].split("*")[0].lower()
        if waiting and (between.strip() or label != charset):
            pieces.append(decode_bytes(waiting, charset))
            waiting = b""
        pieces.append("" if not between.strip() and end else between)
        waiting, charset, end = waiting + _word_bytes(match), label, match.end()
    pieces.append(decode_bytes(waiting, charset) if waiting else "")
    return "".join(pieces) + text[end:]


def _word_bytes(match: re.Match[str]) -> bytes:
    data = match[3].encode("utf-8")
    if match[2] in "bB":
        return decode_base64(data)
    return quopri.decodestring(data.replace(b"_", b" "))


_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))


def decode_base64(data: bytes) -> bytes:
    """Base64 with junk in it, without its padding, cut off, or padded piece by piece: what there is."""
    return b"".join(map(_piece, data.translate(None, _NOT_BASE64).rstrip(b"=").split(b"=")))


def _piece(data: bytes) -> bytes:
    whole = data[:-1] if len(data) % 4 == 1 else data
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


_PARAMETER = re.compile(
    r';\s*([\w*!#$%&\'+.^`{|}~-]+)\s*=\s*("(?:\\.|[^"\\])*"|"[^;]*|=\?.*?\?=(?=\s*(?:;|$))|[^;]*)', re.DOTALL
)
_INDEXED = re.compile(r"^(.*?)(?:\*(\d+))?(\*)?$")


def parameters(value: str) -> dict[str, str]:
    """Parameters of a Content-Type or Content-Disposition header, RFC 2231 pieces joined, all decoded."""
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(value):
        name = _INDEXED.match(match[1].lower())
        if name:
            pieces.setdefault(name[1] + ("*" if name[2] or name[3] else ""), []).append(
                (int(name[2] or 0), bool(name[3]), _unquote(match[2].strip()))
            )
    plain = {name: decode_words(values[0][2]) for name, values in pieces.items() if not name.endswith("*")}
    extended = {name[:-1]: _extended(sorted(values)) for name, values in pieces.items() if name.endswith("*")}
    return plain | {name: text for name, text in extended.items() if text}


def _unquote(value: str) -> str:
    """Quotes off; only an escaped quote or backslash is an escape: ``C:\\dir`` in bad mail is a path."""
    if value.startswith('"'):
        value = value[1:-1] if value.endswith('"') and len(value) > 1 else value[1:]
        return re.sub(r'\\(["\\])', r"\1", value)
    return value


def _extended(pieces: list[tuple[int, bool, str]]) -> str:
    charset, data = "", b""
    for number, (_, encoded, value) in enumerate(pieces):
        if number == 0 and encoded and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        data += unquote_to_bytes(value) if encoded else decode_words(value).encode("utf-8")
    if not pieces[0][1]:
        return (
            decode_words("".join(value for _, _, value in pieces))
            if not any(p[1] for p in pieces)
            else decode_bytes(data)
        )
    return decode_bytes(data, charset)


_BIDI = frozenset([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2}){2}")


def _unescaped(name: str) -> str:
    """A name that a web program wrote as in an address (``%E6%B1%87``), if it then is Chinese."""
    if not _ESCAPED.search(name):
        return name
    data = unquote_to_bytes(name)
    text = _decoded(data, "utf-8") or _decoded(data, "gb18030") or ""
    return text if re.search("[\u4e00-\u9fff]", text) else name


def _unquoted(name: str) -> str:
    """Without quotation marks around it that belong to no name."""
    return name[1:-1].strip() if len(name) > 2 and name[0] + name[-1] in ("''", "“”", "‘’") else name


def clean_name(name: str) -> str:
    """A file name fit to show and to store: last path element, no control or bidi characters, at most 120 long."""
    text = _unescaped(html.unescape(_fully_decoded(name)))
    text = "".join(char for char in text if ord(char) not in _BIDI and unicodedata.category(char) != "Cc")
    text = _unquoted(re.split(r"[/\\]", text)[-1].strip().strip('"').strip())
    if len(text) <= MAX_NAME:
        return text
    stem, dot, suffix = text.rpartition(".")
    if not dot or len(suffix) > 8:
        return text[:MAX_NAME]
    return stem[: MAX_NAME - len(suffix) - 1] + dot + suffix


def part_name(part: Message) -> str:
    """The file name of a part: `filename` of the disposition, else `name` of the content type; '' when it has none."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        name = clean_name(parameters(raw_header(part, header) or "").get(parameter, ""))
        if name and name not in (".", ".."):
            return name
    return ""
