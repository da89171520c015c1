"""Head and foot blocks (forms.md 5.1), in one cell or several: ``填报单位（盖章）：县林业局  填报日期：6月7日``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from parsers.canvas import Anchor, without_space

_SUBJECT = "(?:填报|反馈|报送|填表|上报|申报|编报|编制|制表|汇总|报告|呈报|填写|统计)"
_LABEL = (
    rf"{_SUBJECT}(?:单位|部门|机关|日期|时间|人员|人)|单位名称|部门名称|"
    r"联系人及(?:联系)?(?:电话|方式)|联系人|联系电话|联系方式|办公电话|手机号码|手机|电话|"
    r"审核(?:[（(][^）)]{1,8}[）)])?(?:领导|人)?|审批(?:领导|人)|(?:分管|主管|主要|单位|部门|带队|签发)(?:领导|负责人)|负责人|"
    r"经办人|制表|签发人?|金额单位|计量单位|单位|数据截止(?:日期|时间)?|截止(?:日期|时间)|日期|时间|编号|页码|密级"
)
_NOTE = r"(?:[（(][^）)]{1,12}[）)])?"
_CLEAR = rf"(?:{_SUBJECT}(?:单位|部门|日期|时间|人)|联系人|联系电话|审核|分管领导)"
_ANY = r"(?!附件|附表|备注|说明|填.说明|注意|例如)[\u4e00-\u9fff]{2,10}"
#: a known label after a blank or a mark, a clear one anywhere, any short word at the start or after a wide gap
_PAIR = re.compile(
    rf"(?:^|(?<=[\s;；,，、。_＿]))({_LABEL})\s*({_NOTE})\s*[：:]"
    rf"|({_CLEAR})({_NOTE})[：:]"
    rf"|(?:^|(?<=\s\s)|(?<=[\t\n])|(?<=__))({_ANY})({_NOTE})[：:]"
)
_ALONE = re.compile(rf"(?:{_SUBJECT}(?:单位|部门|机关|日期|时间|人员|人)|单位名称){_NOTE}[：:]?")
_PROJECT = "(?:项目|工程)(?:名称|编号|代码)|(?:项目)?业主(?:单位)?|建设单位|(?:建设|项目)地点"
#: what may stand in a cell of its own with its value in the next
_BESIDE = re.compile(rf"(?:{_LABEL}|{_PROJECT}){_NOTE}")

_SEAL = re.compile(r"\s*[（(](?:公章|盖章|签章|章|盖公章)[）)]$")
_SPREAD = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ 　]+(?=[\u4e00-\u9fff](?:[ 　（(：:]|$))")

_SIGNATURE = re.compile(
    rf"(?:{_SUBJECT}(?:单位|部门|日期|时间|人员|人)|制表|审核|审批|分管|主管|主要(?:领导|负责人)|单位(?:领导|负责人)|"
    rf"负责人|联系人|联系电话|经办人|签发){_NOTE}(?:领导|人|负责人)?(?:签字|签名|签章)?{_NOTE}[：:]"
)
_CLOSING = re.compile(
    r"(?:.{3,30})?[（(].{0,4}(?:盖章|公章|签章|签字|章)[)）]|第[\d一二三四五六七八九十]+页.{0,8}|(?:日期[：:])?20\d\d[年./-]\d{1,2}[月./-](?:\d{1,2}日?)?"
)
_REMARK = re.compile(
    r"(?:[*※]*\s*(?:填表说明|填报说明|填写说明|填表要求|填报要求|填写要求|编制说明|备注|备注|说明|注意事项|注意|附注|注)"
    r"(?:[：:]|$|[一二三1-9]))|(?:[*※]注)"
)


def pairs(text: str) -> dict[str, str]:
    """Labels and values of one cell, in order; labels without white space, blanks to fill in (``____``) are ''."""
    found: dict[str, str] = {}
    text = _close_up(text)
    matches = list(_PAIR.finditer(text))
    for match, following in zip_longest(matches, matches[1:]):
        label = without_space("".join(group for group in match.groups() if group))
        value = text[match.end() : following.start() if following else len(text)]
        found.setdefault(label, _clean(value))
    return found


def head_pairs(anchors: Sequence[Anchor]) -> dict[str, str]:
    """Labels and values of a line of cells: a label may stand alone, its value in the next cell."""
    found: dict[str, str] = {}
    waiting: str | None = None
    for anchor, following in zip_longest(anchors, anchors[1:]):
        here = pairs(anchor.text)
        if here:
            found |= {label: value for label, value in here.items() if not found.get(label)}
            last = list(here)[-1]
            waiting = None if here[last] else last
        elif is_named_unit(anchor.text) or (waiting is None and following and _BESIDE.fullmatch(anchor.text)):
            waiting = without_space(anchor.text).rstrip("：:")
            found.setdefault(waiting, "")
        elif waiting:
            found[waiting] = _clean(anchor.text)
            waiting = None
    return found


@lru_cache(maxsize=4096)
def is_head(text: str) -> bool:
    """A cell that begins with a head label and a colon, or is one of the labels that are never a column."""
    return bool(_PAIR.match(_close_up(text))) or is_named_unit(text)


def is_signature(text: str) -> bool:
    """``填报人：… 联系电话：…``"""
    return bool(_SIGNATURE.match(without_space(text)))


def is_remark(text: str) -> bool:
    """``填表说明：…``, ``注：…``"""
    return bool(_REMARK.match(_close_up(text).strip()))


def is_named_unit(text: str) -> bool:
    """``填报单位：``, ``填报日期``: a label that is never a column."""
    return _ALONE.fullmatch(without_space(text)) is not None


def is_note(texts: Sequence[str], columns: int) -> bool:
    """A line of a table that is a remark or a signature: it begins as one, and has little else in it, or
    ``填报人：`` and its like in cells of their own, the names in between, or a seal's or a date's own line.
    """
    if len(texts) == 1 and _CLOSING.fullmatch(without_space(texts[0])):
        return True
    if _signed(texts):
        return True
    if not texts or not (is_remark(texts[0]) or is_signature(texts[0])):
        return False
    return len(texts) == 1 or (len(texts) <= 4 and columns > 4)


def _signed(texts: Sequence[str]) -> bool:
    """Several labels of a signature line in cells of their own, with colons or without."""
    if len(texts) < 2:
        return False
    if is_signature(texts[0]):
        return sum(map(is_head, texts)) >= 2
    bare = [text for text in texts if len(text) <= 10 and _SIGNATURE.fullmatch(f"{without_space(text)}：")]
    return len(bare) >= 2 and bare[0] == texts[0]


def _close_up(text: str) -> str:
    """``填 报 单 位：`` → ``填报单位：``, without touching the spaces between a value and the next label."""
    return _SPREAD.sub(r"\1", text.strip())


def _clean(value: str) -> str:
    text = _SEAL.sub("", " ".join(value.replace("_", " ").replace("＿", " ").split()))
    return text.strip("，,；;、 ")
