"""What a sender wrote and what she only quotes: replies carry the whole old mail below (what-people-send.md)."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SEPARATOR = re.compile(
    r"^\s*[-_=—─*]{2,}\s*(?:原始邮件|原邮件|邮件原件|转发邮件|转发的邮件|回复的原邮件|回复的邮件|转发邮件信息|"
    r"Original(?: Message)?|Original E?-?mail|Forwarded (?:message|Message)|Forwarding messages|Reply to.*)"
    r"\s*[-_=—─*]{2,}\s*$",
    re.IGNORECASE,
)
_WROTE = re.compile(r"(?:写道|写到|wrote|编写)\s*[：:]\s*$", re.IGNORECASE)
_WROTE_START = re.compile(r"^\s*(?:在|于|On|At|\d{4}\s*[年/-])", re.IGNORECASE)
_ADDRESS = re.compile(r"@|\d{1,2}[:：]\d{2}|\d{4}\s*[年/-]")
_FROM = re.compile(r"^[\s*>]*(?:发件人|寄件人|寄件者|From|发自)\s*[*]*\s*[：:]", re.IGNORECASE)
_OTHER = re.compile(
    r"^[\s*>]*(?:发送时间|发送日期|日期|时间|收件人|主题|抄送|Date|Sent|To|Subject|Cc)\s*[*]*\s*[：:]", re.IGNORECASE
)
_QUOTED = re.compile(r"^\s*[>＞]")
_RULE = re.compile(r"^\s*[-_=—─*]{4,}\s*$")
_LOOK = 6  # lines in which a header block shows itself


def own_text(text: str) -> str:
    """The sender's own words: without quoted lines, and without everything below the mark of an older mail."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    own: list[str] = []
    number = 0
    while number < len(lines):
        end = _mark(lines, number)
        if end is None:
            if not _QUOTED.match(lines[number]):
                own.append(lines[number])
            number += 1
        elif not _SEPARATOR.match(lines[number]) and _quoted_follows(lines, end):
            number = end  # a quotation by `>` ends where its marks end: answers may stand below it
        else:
            break
    while own and (not own[-1].strip() or _RULE.match(own[-1])):
        own.pop()
    return "\n".join(own).strip()


def begins_quotation(lines: list[str]) -> bool:
    """Whether an older mail begins in one of these lines."""
    return any(_mark(lines, number) is not None for number in range(len(lines)))


def _mark(lines: list[str], number: int) -> int | None:
    """The line after the mark of an older mail that begins here; None when none does."""
    line = lines[number]
    if _SEPARATOR.match(line):
        return number + 1
    if _FROM.match(line) and any(map(_OTHER.match, lines[number + 1 : number + _LOOK])):
        return number + 1
    if _WROTE.search(line) and (_ADDRESS.search(line) or _WROTE_START.match(line)):
        return number + 1
    if _WROTE_START.match(line) and _ADDRESS.search(line):  # the mark is folded over two or three lines
        for last in range(number + 1, min(number + 3, len(lines))):
            if _WROTE.search(lines[last]):
                return last + 1
    return None


def _quoted_follows(lines: list[str], number: int) -> bool:
    following = next((line for line in lines[number:] if line.strip()), "")
    return bool(_QUOTED.match(following))


_NO_WORDS = re.compile(
    r"<(style|script)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<![^>]*(?:>|\Z)", re.IGNORECASE | re.DOTALL
)
_NO_TAG = re.compile(r"<(?![A-Za-z/?])")


def tame(markup: str) -> str:
    """The markup without comments, declarations, styles and scripts, and without angles that begin no tag: over
    those the standard library's parser goes again and again.
    """
    plain = _NO_TAG.sub("&lt;", _NO_WORDS.sub("", markup))
    end = plain.rfind(">") + 1
    return plain[:end] + plain[end:].replace("<", "&lt;")


_BLOCKS = frozenset(
    [
        *("p", "div", "br", "tr", "table", "ul", "ol", "li", "blockquote", "pre", "section", "article", "hr"),
        *("dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "header", "footer"),
    ]
)
_SILENT = frozenset(["head", "title", "noscript"])


class _Text(HTMLParser):
    """Collects the text of an HTML mail; quoted blocks get `>` before each line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.quoted = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_line()
        self.silent += tag in _SILENT
        self.quoted += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
        elif tag in ("td", "th"):
            self.line += "\t"
        self.silent = max(0, self.silent - (tag in _SILENT))
        self.quoted = max(0, self.quoted - (tag == "blockquote"))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.line += re.sub(r"[ \t\r\n]+", " ", data)

    def end_line(self) -> None:
        line = self.line.replace("\xa0", " ").strip(" ")
        self.line = ""
        if line.strip():
            self.lines.append(("> " if self.quoted else "") + line.rstrip())


def html_to_text(markup: str) -> str:
    """An HTML body as plain text, a line per block, quoted blocks marked with `>`."""
    reader = _Text()
    reader.feed(tame(markup))
    reader.close()
    reader.end_line()
    return "\n".join(reader.lines)
