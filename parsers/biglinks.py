"""超大附件: files too large for a mail, of which it holds only a link that expires (QQ, Foxmail, 163 and 126, others).

A link whose text or name ends in the suffix of a sheet, document or archive, in a mail that speaks of 超大附件 or of
an expiry. It is told of and never fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from parsers.names import clean_name
from parsers.quoting import begins_quotation, own_text, tame

_SUFFIX = r"\.(?:xlsx?|xlsm|xlsb|et|ett|ods|csv|docx?|wps|pdf|zip|rar|7z|tar|gz)"
_NAME = re.compile(rf"[^\s<>|:*?\"：/\\]{{1,150}}{_SUFFIX}(?![\w.])", re.IGNORECASE)
_MARK = re.compile("超大附件|云附件|文件中转站|中转站|大附件|到期时间|过期时间|有效期|到期[)）]|网盘附件")
_EXPIRY = re.compile(
    r"(?:到期时间|过期时间|有效期至?|失效时间)\s*[：:]?\s*(无限期|长期有效|\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?)"
    r"|(\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?)\s*(?:前)?(?:到期|过期|失效)"
)
_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class BigLink:
    """A linked file; `expiry` as it was written, empty when nothing is said of it."""

    name: str
    expiry: str


def find_big_links(markup: str, text: str) -> tuple[BigLink, ...]:
    """The linked files of the sender's own words, HTML first; each name once."""
    found = _in_html(markup) if markup else _in_text(own_text(text))
    return tuple({link.name: link for link in found}.values())


@dataclass
class _Link:
    named: str
    text: str = ""
    after: str = ""


@dataclass
class _Page:
    text: list[str] = field(default_factory=list)
    links: list[_Link] = field(default_factory=list)


class _Links(HTMLParser):
    """Links with their names and the words that follow them, up to an older mail."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = _Page()
        self.open: _Link | None = None
        self.quoted = 0
        self.silent = 0
        self.title = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.quoted += tag == "blockquote"
        self.silent += tag == "title"
        if "bigatt" in values.get("class", ""):
            self.title = values.get("title", "") or self.title
        if tag == "a" and values.get("href", "").startswith(("http://", "https://")) and not self.quoted:
            named = values.get("filename") or values.get("download") or values.get("title") or self.title
            self.open = _Link(named)
            self.page.links.append(self.open)

    def handle_endtag(self, tag: str) -> None:
        self.quoted = max(0, self.quoted - (tag == "blockquote"))
        self.silent = max(0, self.silent - (tag == "title"))
        if tag == "a":
            self.open = None

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if not text or self.silent or self.quoted:
            return
        self.page.text.append(text)
        if begins_quotation(self.page.text[-6:]):
            self.quoted += 1000  # the rest is an older mail
        elif self.open is not None:
            self.open.text += text
        elif self.page.links:
            self.page.links[-1].after += " " + text


def _in_html(markup: str) -> Iterator[BigLink]:
    if not _MARK.search(html.unescape(markup)) and "bigatt" not in markup:
        return
    reader = _Links()
    reader.feed(tame(markup))
    reader.close()
    words = " ".join(reader.page.text)
    if not _MARK.search(words) and "bigatt" not in markup:
        return
    before = _expiry(words) if len(reader.page.links) == 1 else ""
    for link in reader.page.links:
        name = _file_name(link.named) or _file_name(link.text)
        if name:
            yield BigLink(name, _expiry(link.after) or before)


def _in_text(text: str) -> Iterator[BigLink]:
    """A name on a line and an address on it or on one of the three lines below."""
    if not _MARK.search(text):
        return
    lines = text.split("\n")
    for number, line in enumerate(lines):
        name = _file_name(_URL.sub(" ", line))
        near = "\n".join(lines[number : number + 4])
        if name and _URL.search(near):
            yield BigLink(name, _expiry(near))


def _file_name(text: str) -> str:
    match = _NAME.search(text.strip())
    return clean_name(match[0]) if match else ""


def _expiry(text: str) -> str:
    match = _EXPIRY.search(text)
    return (match[1] or match[2]) if match else ""
