"""Zero reports (零报告): in a sheet, or in the words of a mail (D24, A10, forms.md 5.2)."""

from __future__ import annotations

import re

from parsers.findings import Code
from parsers.result import Row

_PHRASE = re.compile(
    r"零报告|无问题|暂无(?:存在)?问题|无需(?:要)?协调|无[（(]盖章[）)]|"
    r"(?:无|没有)(?:存在)?需要?(?:县里|上级)?(?:协调|上报|报送)(?:解决)?(?:的)?(?:审批服务)?(?:事项|问题)"
)
#: what turns the phrase round, in the same clause: 不实行零报告, 并非无问题, 有无问题, 如无问题请…
_TURNED = re.compile(
    r"(?:不|非|未|没有?|有|取消|撤回|撤销|停止|更正|是否|如|若|假如|倘|凡|怎么|怎样|能否|可否|要求|各单位|应|须)"
    r"[^，。；！？,.;!?\n]{0,8}$"
)
_AFTER = re.compile(r"^[^，。；！？,.;!?\n]{0,6}(?:吗|么|？|\?|的单位|制度|有误|作废|错|撤回|不算|无效)")


def is_zero_report(text: str) -> bool:
    """Whether a mail's own text reports that there is nothing; a sheet with rows says otherwise."""
    return any(
        not _TURNED.search(text[: match.start()]) and not _AFTER.match(text[match.end() :])
        for match in _PHRASE.finditer(text)
    )


def zero_row(row: Row) -> bool:
    """A row that says there is nothing to report."""
    return any(item.code == Code.NO_PROBLEM for item in row.findings)
