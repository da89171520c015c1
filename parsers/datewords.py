"""What stands around a date in a cell, and the words that name no day (forms.md 5.6)."""

from __future__ import annotations

import re
import unicodedata

from campaign.text import simplified

_TIME = re.compile(
    r"[T\s]+\d{1,2}[:：]\d{2}([:：]\d{2})?(\.\d+)?\s*(?=前|$)"
    r"|(?<=[日号])\s*(?:上午|下午|中午|晚上?)?\s*\d{1,2}[:：时点]\d{0,2}[分半]?\s*(?=之?前|以前|$)"
    r"|(?<=[日号])(?:上午|下午|中午|晚上|下班)(?=前|$)"
)
_WEEKDAY = re.compile(r"(?<=[\d日号])[,(]?(?:星期|周)[一二三四五六日天](?!\d)\)?")
_AROUND = re.compile(r"^['‘’`\"“”*]+|['‘’`\"“”*]+$|^\((.*)\)$|\((?![^()]*(?:延期|取消|[未不改]))[^()\d]*\)")
_SPACED = re.compile(r"(\d{4})\s+(\d{1,2})\s+(\d{1,2})")
_DOUBLED = re.compile(r"([./\-、,])\1+")
_ACTION = "完成|办结|办理|解决|办理完毕|办毕|取得|开工|竣工|交付|到位|落实|批复|报批|审批|审核|完工|办好|上报|报送|出具"
_TAIL = re.compile(rf"(?:之前|以前|前|之内|以内|(?<![年度])内|止|左右|已?(?:{_ACTION})|已|[。.;,、])$")
#: what is to be done by then: words without another date, and without a no
_DEADLINE = re.compile(r"(.*(?:前|之内|以内|[日号]内))(?!.*(?:无法|不能|难以|未|不))[^\d年月日号旬季底末前后]{1,20}")
_LEAD = re.compile(
    r"^(?:于|在|至|到|截至|截止|预计|计划|拟|力争|争取|约|最迟|不迟于|大约|大概|确保|保证|暂定|初定|请|务必|要求|须|应|需"
    r"|原则上|(?:今年|本年|当年)(?=\d))+"
)
_NO_DAY = re.compile(
    r"尽快.{0,6}|尽早|立即|立刻|马上|即时|及时|随时|待定|未定|不定|(?:长期|持续|常年|常态化?)(?:坚持|推进|整改)?|近期|视情.*"
    r"|按.{0,12}|根据.{0,12}|待.{0,12}|越快越好|抓紧.{0,4}|限时|适时|暂未确定|不明确|不详|特?急|立行立改|即知即改|即行即改"
    r"|下(?:个?月|周|旬|季度|半月).{0,3}|已(?:经)?(?:完成|办结|开工|竣工|建成|取得|批复|解决)"
    r"|(?:.{0,8}[后起内])?约?(?:\d{1,3}|[一二两三四五六七八九十半]+)(?:-\d{1,3})?"
    r"(?:个?工作日|天|日内|个?周|个?星期|个月|个?小时)(?:之?内|以内)?"
    r"|[\u4e00-\u9fff]{1,8}[前后]"
)
_NUMERALS = {char: str(n) for n, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "元": "1"}
_CHINESE_NUMBER = re.compile(
    r"[〇零○元一二三四五六七八九十]{1,4}(?=[年月日号季旬])|(?<=[年月])[一二三四五六七八九十]{1,3}$"
)


def plain(text: str) -> str:
    """Simplified, without spaces, quotes, remarks in brackets, weekday and time; numerals before 年月日 as digits."""
    clear = _SPACED.sub(r"\1-\2-\3", _TIME.sub("", unicodedata.normalize("NFKC", text).strip()))
    key = _AROUND.sub(r"\1", simplified(clear)).replace("\\", "/")
    key = _WEEKDAY.sub("", key) if "周" in key or "星期" in key else key
    return _CHINESE_NUMBER.sub(_digits, _DOUBLED.sub(r"\1", key))


def bare(key: str) -> str:
    """Without leads and tails: ``请于6月20日前完成报批`` → 6月20日."""
    deadline = _DEADLINE.fullmatch(key)
    key = _LEAD.sub("", deadline[1] if deadline else key)
    while (shorter := _TAIL.sub("", key)) != key and shorter:
        key = shorter
    return key


def _digits(match: re.Match[str]) -> str:
    written = match[0]
    if "十" not in written:
        return "".join(_NUMERALS[char] for char in written)
    tens, _, ones = written.partition("十")
    return str(int(_NUMERALS.get(tens, "1")) * 10 + int(_NUMERALS.get(ones, "0")))


def names_no_day(key: str) -> bool:
    """尽快, 待定, 会后3个工作日内, 端午节前: usual words for a time limit in which there is no date."""
    return _NO_DAY.fullmatch(key) is not None
