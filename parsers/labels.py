"""What a single text of a header looks like: a word of our forms, a plain label, one of a series of numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from campaign.forms import FormBook, label_key

LONG_LABEL = 40
_BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z\s./&'-]*")
_MEASURE = re.compile(
    "[（(](?:单位[：:])?(?:[百千万亿]*元|亩|公顷|平方米|万?平方(?:米|公里)|㎡|公里|千米|米|[个项件户人家处台辆吨天年月次]|"
    "%|％|工作日|岁|小时)[)）]"
)
_PLAIN = re.compile(
    "(?:名|名称|序号|编号|[件车工账货]号|数|数量|单价|金额|总额|日期|时间|时段|期限|单位|部门|科室|股室|乡镇|人员?|领导|电话|手机|"
    "方式|地址|地点|类型|类别|备注|职务|职称|岗位|内容|情况|原因|事由|事项|状态|得分|成绩|总分|名次|排名|性别|年龄|学历|"
    "规格|型号|品牌|说明|进度|占比|比例|率|面积|投资|签到|签名|职责|小计|合计|总计)$"
)


def is_label(text: str, book: FormBook) -> bool:
    """A word of our forms, with or without brackets, a colon, or its English beside it."""
    if len(text) > LONG_LABEL:
        return False
    vocabulary = book.vocabulary
    return label_key(text) in vocabulary or _bare_key(text) in vocabulary


@lru_cache(maxsize=4096)
def _bare_key(text: str) -> str:
    bare = _BRACKETS.sub("", text)
    return label_key(_LATIN.sub("", bare) or bare)


@lru_cache(maxsize=4096)
def is_plain(text: str) -> bool:
    """A short text that ends like a label: 职务, 联系电话, 出车时间, 里程（公里）."""
    bare = _BRACKETS.sub("", "".join(text.split()))
    return len(bare) <= 10 and _PLAIN.search(bare) is not None


@lru_cache(maxsize=4096)
def is_measure(text: str) -> bool:
    """``（万元）``: what the numbers of a column count, on a line of its own."""
    return _MEASURE.fullmatch("".join(text.split())) is not None


def is_number(text: str) -> bool:
    return text.isdigit() or text.replace(".", "", 1).replace("-", "").replace("/", "").isdigit()


def is_series(texts: Sequence[str]) -> bool:
    """Numbers that head columns: years, months or days that follow one another, three or more or two years."""
    if not texts:
        return False
    if all(text.isdigit() for text in texts):
        numbers = [int(text) for text in texts]
        years = all(1949 <= number <= 2100 for number in numbers)
    else:
        days = [_ordinal(text) for text in texts]
        if None in days:
            return False
        numbers, years = [day for day in days if day], False
    follows = all(b - a == 1 for a, b in pairwise(numbers))
    return follows and (len(numbers) >= 3 or (years and len(numbers) == 2))


def _ordinal(text: str) -> int | None:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def unique(label: str, seen: dict[str, int]) -> str:
    """The label with the number of its occurrence from the second one on."""
    seen[label] = seen.get(label, 0) + 1
    return label if seen[label] == 1 else f"{label}（{seen[label]}）"
