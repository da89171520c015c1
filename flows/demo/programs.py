"""How the usual Chinese mail programs write a mail: charset, names of files, quoted old mail, identifiers."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import encode_rfc2231, parsedate_to_datetime
from hashlib import sha256

from flows.demo.script import Client

_CODECS = {"gb2312": "gb18030", "gbk": "gb18030"}  # the labels are older than what is written under them
_CHUNK = 15  # characters of an encoded-word: 45 bytes of UTF-8 are 60 of base64, below the 75 of RFC 2047
_WEEK = "一二三四五六日"


@dataclass(frozen=True)
class Old:
    """What is quoted of the letter answered."""

    message_id: str
    sender: str
    sender_name: str
    recipients: str
    subject: str
    date: str
    text: str

    @property
    def at(self) -> datetime:
        return parsedate_to_datetime(self.date)


@dataclass(frozen=True)
class Program:
    """`quote` gives the lines below the own text; `identify` the left side of a Message-ID from a digest."""

    charset: str
    mailer: str
    reply: str
    boundary: str
    quote: Callable[[Old], str]
    identify: Callable[[str, datetime, str], str]
    headers: Mapping[str, str]
    long_names: bool = False

    def encode(self, text: str) -> bytes:
        """Text in the program's charset."""
        return text.encode(_CODECS.get(self.charset.lower(), self.charset))

    def words(self, text: str) -> str:
        """A header value as folded encoded-words; ASCII stays as it is."""
        if text.isascii():
            return text
        chunks = (text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK))
        words = (f"=?{self.charset}?B?{base64.b64encode(self.encode(chunk)).decode()}?=" for chunk in chunks)
        return "\n ".join(words)

    def file_name(self, parameter: str, name: str) -> str:
        """`; filename=…` as the program writes it: RFC 2231, or an encoded-word where none is allowed."""
        if name.isascii():
            return f'; {parameter}="{name}"'
        if self.long_names:
            return f"; {parameter}*={encode_rfc2231(name, 'utf-8')}"
        word = f"=?{self.charset}?B?{base64.b64encode(self.encode(name)).decode()}?="
        return f';\n\t{parameter}="{word}"'


def digest(text: str) -> str:
    """40 hex digits that stand for what a mail program draws at random."""
    return sha256(text.encode()).hexdigest()[:40]


def _foxmail_quote(old: Old) -> str:
    return (
        f"\n\n \n发件人： {old.sender_name}\n发送时间： {old.at:%Y-%m-%d %H:%M}\n收件人： {old.recipients}\n"
        f"主题： {old.subject}\n{old.text}"
    )


def _qq_quote(old: Old) -> str:
    at = old.at
    half = "上午" if at.hour < 12 else "下午"
    clock = f"{at.hour if at.hour <= 12 else at.hour - 12}:{at:%M}"
    return (
        f'\n\n------------------ 原始邮件 ------------------\n发件人: "{old.sender_name}"<{old.sender}>;\n'
        f"发送时间: {at.year}年{at.month}月{at.day}日(星期{_WEEK[at.weekday()]}) {half}{clock}\n"
        f"收件人: {old.recipients};\n主题: {old.subject}\n\n{old.text}"
    )


def _netease_quote(old: Old) -> str:
    lines = "\n".join(f"> {line}" for line in old.text.splitlines())
    return f'\n\n在 {old.at:%Y-%m-%d %H:%M:%S}，"{old.sender_name}" <{old.sender}> 写道：\n{lines}'


def _outlook_quote(old: Old) -> str:
    at = old.at
    return (
        f"\n\n-----邮件原件-----\n发件人: {old.sender_name} [mailto:{old.sender}] \n"
        f"发送时间: {at.year}年{at.month}月{at.day}日 {at.hour}:{at:%M}\n收件人: {old.recipients}\n"
        f"主题: {old.subject}\n\n{old.text}"
    )


PROGRAMS: Mapping[Client, Program] = {
    "foxmail": Program(
        charset="gb2312",
        mailer="Foxmail 7.2.9.115[cn]",
        reply="回复: ",
        boundary="----=_001_NextPart{}_=----",
        quote=_foxmail_quote,
        identify=lambda hexes, at, user: f"{at:%Y%m%d%H%M%S}{int(hexes[:8], 16):010d}",
        headers={"X-Priority": "3", "X-GUID": "4E3C1F10-0000-0000-0000-000000000000"},
    ),
    "qq": Program(
        charset="gb18030",
        mailer="QQMail 2.x",
        reply="回复：",
        boundary="----=_NextPart_{}",
        quote=_qq_quote,
        identify=lambda hexes, at, user: f"tencent_{hexes[:32].upper()}05",
        headers={"X-QQ-STYLE": "", "X-Priority": "3", "X-Originating-IP": "127.0.0.1"},
    ),
    "163": Program(
        charset="GBK",
        mailer="Coremail Webmail Server Version SP_ntes V3.5 build 20160729(86883.8884) Copyright (c) 2002-2018",
        reply="Re:",
        boundary="----=_Part_{}",
        quote=_netease_quote,
        identify=lambda hexes, at, user: f"{hexes[:8]}.{hexes[8:12]}.163{hexes[12:20]}.Coremail.{user}",
        headers={"X-Priority": "3", "X-CM-TRANSID": "0"},
    ),
    "outlook": Program(
        charset="utf-8",
        mailer="Microsoft Outlook 16.0",
        reply="答复: ",
        boundary="----=_NextPart_000_{}",
        quote=_outlook_quote,
        identify=lambda hexes, at, user: f"000001d3fd{hexes[:2]}${hexes[2:10]}${hexes[10:18]}$",
        headers={"Content-Language": "zh-cn"},
        long_names=True,
    ),
}
