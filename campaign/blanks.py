"""Cells that say nothing, say the same as above, or say that there is nothing (forms.md 5.2, 5.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from campaign.text import simplified

_SHORT = 16  # such marks are short, blanks around them included: longer texts need not be looked at
_WORDS = frozenset(
    {"无", "暂无", "没有", "暂没有", "暂时没有", "暂时无", "目前无", "目前没有", "目前暂无", "尚无"}
    | {"暂缺", "空", "空白", "略", "na", "n/a", "n.a", "none", "null", "nil"}
)
_STROKES = re.compile(r"[-‐-―─━_/\\|、,.…·*~∕]*")
_BRACKETED = re.compile(r"[(\[【](.*)[)\]】]")
_END = "。.!;,、"
#: ″ is two primes once it is normalised
_SAME_AS_ABOVE = re.compile(
    r"(?:(?:同|如)(?:上|前)(?:面|述)?(?:一?[行栏列格项条个])?(?:项目|单位|部门|问题|内容)?|[\"“”〃〞]{1,2}|[′'‘’]{2}|ditto)"
)
#: five letters or digits in a row, no more than any such mark has, and no error value
_WORDED = re.compile(r"[^#]*?[^\W_]{5}")
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)", re.IGNORECASE)

_WHO = r"(?:本|我|该|各)?(?:单位|局|镇|乡|办|部门|公司|中心|院|园区|街道|项目)?"
_CHECKED = r"(?:经?(?:认真|全面)?(?:排查|梳理|核实|自查|摸排|核查)后?,?)?"
_NOW = r"(?:截至)?(?:目前|暂时|现阶段|当前|现|近期|本(?:月|期|周|次|年度|季度)|当月)?(?:均|都|也|暂)?"
_SUCH = r"(?:存在|任何|其他|其它|相关|有关|此类|该类|这类|明显|重大|突出|新增?|上述)*"
_THING = r"(?:审批服务|审批)?(?:相关|有关)?(?:困难(?:和|及|与)?问题|问题|困难|事项|情况|堵点|难点|项目|内容)?"
#: what every such text holds, as a look at the text as written can tell
_NAYS = re.compile("[无⽆無\U0001f21a没沒未不\uf967零\uf9b2]")
_DO = r"(?:县里|县级|上级|部门|领导)?(?:帮助|给予|予以)?(?:协调|上报|填报|报送|反馈|解决)"
_NONE = re.compile(
    rf"{_CHECKED}{_WHO}{_CHECKED}{_NOW}"
    rf"(?:零报告|零|(?:无|没有?|未发现|不存在|未存在){_SUCH}(?:的)?{_THING}"
    rf"|(?:无|没有?|不)(?:存在)?(?:需要?|须){_DO}*(?:的)?{_THING})"
)
_ELSEWHERE = re.compile(
    r"(?:具体|详细|情况|问题|内容|详情|请|另|,)*"
    r"(?:(?:[详参请可]?见|详|参照|参阅|附|如|同)"
    r"(?:附件|附表|附后|附图|附|后|上|下|另表|另页|备注|邮件|正文|清单|(?:情况|书面|文字)?说明"
    r"|(?:上报|相关|有关|报送|书面)?(?:材料|文件|报告|资料|请示))|附后|另附|另报)"
    r"[一二三四五六七八九十\d]*(?:所示|所列|所述|说明)?"
)


def is_blank(text: str) -> bool:
    """Empty or one of the marks people write for nothing (5.6): 无 / — 暂无, an error value of a formula too."""
    return len(text) <= _SHORT and not _WORDED.match(text) and _says_no_more(text)


@lru_cache(maxsize=8192)
def _says_no_more(text: str) -> bool:
    key = _bare(text)
    return _STROKES.fullmatch(key) is not None or key.casefold() in _WORDS or is_error(text.strip())


def _bare(text: str) -> str:
    """Simplified, without brackets around the whole and punctuation at the end."""
    key = simplified(text)
    bracketed = _BRACKETED.fullmatch(key)
    return (bracketed[1] if bracketed else key).rstrip(_END)


def is_error(text: str) -> bool:
    """The error value of a formula, or a number too wide for its cell, kept as text: ``#REF!``, ``####``."""
    return text.startswith("#") and _ERROR.fullmatch(simplified(text)) is not None


def is_same_as_above(text: str) -> bool:
    """同上, 〃 and their like, as the whole cell."""
    return len(text) <= _SHORT and _repeats(text)


def any_same_as_above(texts: Iterable[str]) -> bool:
    """Whether one of many cells is 同上."""
    return any(map(_repeats, [text for text in texts if len(text) <= _SHORT]))


@lru_cache(maxsize=8192)
def _repeats(text: str) -> bool:
    return _SAME_AS_ABOVE.fullmatch(_bare(text).casefold()) is not None


def reports_none(text: str) -> bool:
    """A cell that says there is nothing to report (5.2): 无, 零报告, 未发现问题, 无需协调 …"""
    if not _NAYS.search(text):
        return False
    key = _bare(text)
    return bool(_NONE.fullmatch(key)) and key != "没"


def says_nothing(text: str) -> bool:
    """A text that only points elsewhere: 见附件, 详见附表."""
    return bool(_ELSEWHERE.fullmatch(_bare(text)))
