"""Whether a sentence tells what a superior body has replied (I6, T14)."""

from __future__ import annotations

import re

from campaign.numbers import narrowed

_CLAUSES = re.compile(r"[。；;！!\n]+")
_SUPERIOR = r"(?:上级|国务院|国家|自然资源部|省|(?<!城)市)(?!场|政工程|场监)"
_REPLIED = r"(?:批复|答复|复函|回复|批准|核准|审批同意|同意(?!研究|上报|受理|组织|召开)|审核通过|退回|不予|已下达)"
_TELLS = re.compile(
    rf"{_SUPERIOR}[^，,。；;]{{0,24}}?{_REPLIED}|{_SUPERIOR}[^，,。；;]{{0,16}}[，,:：][^。；;]{{0,16}}?{_REPLIED}"
)
#: not yet replied, or only wished for
_NOT_YET = re.compile(
    r"(?:未|尚|没有?|暂无|等待?|待|催|争取|力争|预计|希望|恳请|请求?|拟|将|若|如|需|报请|申请|报(?!后)|呈|送)[^，,。；;]{0,16}"
    r"(?:批复|答复|复函|回复|批准|核准|同意|下达)|(?:原则|基本|初步|口头)(?:上)?同意|批[复文]办理中|[?？]|是否|何时"
)


def tells_reply(text: str) -> bool:
    """``省林业厅6月20日批复同意追加定额`` does; ``已报省林业厅，待批复`` and ``恳请省厅尽快批复`` do not."""
    return any(
        _TELLS.search(clause) and not _NOT_YET.search(clause) for clause in _CLAUSES.split(narrowed(text)) if clause
    )
