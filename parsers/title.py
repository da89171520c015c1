"""Which of the lines above a table is its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.head import is_remark

_WORDS = ("表", "清单", "台账", "目录", "汇总", "情况", "计划", "一览", "名单", "登记", "统计")
_TITLE = re.compile(
    r"(?:表|清单|台账|目录|汇总|一览|名单|名册|花名册|通讯录|登记|统计|明细)(?:[（(【][^）)】]*[）)】])?$"
)
_CONTINUED = re.compile(r"[（(]?(?:续表?|第[\d一二三四五六七八九十]+页|共[\d]+页)[)）]?")
_SHORT = re.compile("(?:表|单|册|账|录|榜|卡)$")
_ANNEX = re.compile(r"附[件表]\s*[0-9一二三四五六七八九十]*\s*[：:]?")
_GUIDES = ("请", "填写", "提示", "温馨")


def is_title(text: str) -> bool:
    """``审批堵点清单``, ``问题台账（6月）``: a text that ends like the name of a table."""
    return len(text) >= 4 and _TITLE.search("".join(text.split())) is not None


def without_page(text: str) -> str:
    """A title as it stands on the first page: ``问题清单（续）`` → ``问题清单``."""
    return _CONTINUED.sub("", "".join(text.split()))


def title_of(lines: Sequence[str], values: set[str]) -> str | None:
    """The line most like a title: short, ending in 表, 清单 …; a bare 附件 or a guide to filling in is none.

    `values` are those of the head block.
    """
    texts = [" ".join(line.split()) for line in lines if line not in values]
    candidates = [text for text in texts if 2 <= len(text) <= 80 and not is_remark(text) and not _is_guide(text)]
    named = [text for text in candidates if _named(text)]
    return next(iter(named or [text for text in candidates if not text.isdigit()]), None)


def _named(text: str) -> bool:
    return any(word in text for word in _WORDS) if len(text) >= 4 else _SHORT.search(text) is not None


def _is_guide(text: str) -> bool:
    return _ANNEX.fullmatch(text) is not None or text.startswith(_GUIDES)
