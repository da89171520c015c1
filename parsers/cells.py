"""Cells that hold more than a word: telephones, lists of units, ticked boxes (forms.md 5.1, 5.6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from campaign.blanks import is_blank

_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
_NARROW = str.maketrans("０１２３４５６７８９－（）＋\u00a0", "0123456789-()+ ") | _UNSEEN
_DOTTED = re.compile(r"(?<!\d)(1[3-9]\d)[.·](\d{4})[.·](\d{4})(?!\d)")
_POINT_ZERO = re.compile(r"(?<=\d)\.0+(?!\d)")
_FLOATED = re.compile(r"(?<![\d.])\d(?:\.\d+)?[Ee]\+?1[0-2](?!\d)")
_RUN = re.compile(r"(?<!\d)(?:(?:\+|00)?86[-\s]?)?(\d[\d\-—–() （）]{5,18}\d)(?!\d)")
#: mobile, landline with area code and extension or without, service number
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}\d{7,8}(?:\d{1,4})?|\d{7,8}|400\d{7}")
#: a text that ends in its only number, as most do: it needs no closer look
_ORDINARY = re.compile(r"\D*(1[3-9][0-9]{9}|0[1-9][0-9]{1,2}-[0-9]{7,8})")
_DASHES = re.compile("[-—–]+")
_NO_DIGITS = re.compile(r"\D+")
_JOINT = re.compile(r"[/、,，;；\n或]|\s{2,}")


@dataclass(frozen=True)
class Phones:
    """Telephone numbers of a text as digits; `odd` are runs of digits that are none, `lost` those made 1.38E+10."""

    numbers: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def phones(text: str) -> Phones:
    """Mobile numbers (11 digits) and landlines (with or without area code) in a text."""
    ordinary = _ORDINARY.fullmatch(text)
    return Phones((ordinary[1].replace("-", ""),)) if ordinary else _all_phones(text)


def _all_phones(text: str) -> Phones:
    numbers: list[str] = []
    odd: list[str] = []
    lost: list[str] = []
    rest = _FLOATED.sub(lambda match: _unfloat(match[0], lost), text) if "E" in text.upper() else text
    for piece in _JOINT.split(rest):
        for match in _RUN.finditer(squeeze_digits(piece)):
            for digits in _numbers(match[1]):
                (numbers if _is_phone(digits) else odd).append(digits)
    return Phones(tuple(dict.fromkeys(numbers)), tuple(odd), tuple(lost))


def squeeze_digits(text: str) -> str:
    """Full-width digits as ASCII, a trailing ``.0`` of a number gone; spaces kept, since they may part two numbers."""
    plain = text.translate(_NARROW)
    return _POINT_ZERO.sub("", _DOTTED.sub(r"\1\2\3", plain)) if "." in plain or "·" in plain else plain


def _unfloat(written: str, lost: list[str]) -> str:
    """1.3812345678E+10 still has its digits; 1.38E+10 has lost them."""
    digits = str(round(float(written)))
    if len(written.upper().split("E")[0].replace(".", "")) >= len(digits) - 1:
        return digits
    lost.append(written)
    return " "


def _numbers(run: str) -> list[str]:
    """Digits of a run; two numbers parted by a single space are two, an extension behind a dash is left to the text."""
    digits = _NO_DIGITS.sub("", run)
    if not _is_phone(digits):
        parts = [_NO_DIGITS.sub("", part) for part in run.split()]
        if len(parts) > 1 and all(map(_is_phone, parts)):
            return parts
        number, _, extension = _DASHES.sub("-", run).rpartition("-")
        if len(extension.strip()) <= 4 and _is_phone(_NO_DIGITS.sub("", number)):
            return [_NO_DIGITS.sub("", number)]
    return [digits]


def _is_phone(digits: str) -> bool:
    return _PHONE.fullmatch(digits) is not None


_TEN = "一二三四五六七八九十"
_OUTSIDE = r"(?![^（(]*[）)])"  # of brackets
_SEPARATORS = re.compile(rf"(?:[、，,/\\；;\n\r\t→|＋+&＆]|->|—>|——){_OUTSIDE}")
_SERIAL = re.compile(
    rf"(?:(?:^|(?<=[\s；;，,、]))(?:\d{{1,2}}[.．、)）](?!\d)|[（(][\d{_TEN}]{{1,2}}[)）]|[{_TEN}]、)\s*|[①-⑳⑴-⒇⒈-⒛]){_OUTSIDE}"
)
_JOINED = re.compile(r"\s*(?:以及|及|和|与|会同|会|并)\s*")
_OFFICE_END = re.compile(
    r"(?:局|办|厅|委|部|院|政府|公司|集团|中心|大队|支队|管委会|镇|乡|街道|站|所|队|室|窗口|单位|银行|中介|业主|部门|机构)$"
)
_ROLE = r"牵头单位|牵头部门|牵头|主办单位|主办|主责|责任单位|配合单位|配合部门|配合|协办单位|协办|协助"
_ROLE_BEFORE = re.compile(rf"^(?:(?:{_ROLE})[：:]?|拟?由|请|需|报(?=[县市省国]))")
_ROLE_AFTER = re.compile(
    rf"(?:负责)?(?:{_ROLE}|为主|负责|协调|支持|参与)(?:办理|解决|协调|研究|推进)*$|等(?:相关|有关|职能)*(?:部门|单位|局办)?$"
)
_ROLE_NOTE = re.compile(rf"[（(]({_ROLE})[）)]")
_LEADS = re.compile(r"牵头|主办|主责|为主")
_ROLES = re.compile(rf"{_ROLE}|为主|会同")
#: who answers the telephone there, written behind the name
_PERSON = re.compile(
    r"[（(〔\[][^（()）〔〕\[\]]*(?:\d{4,}|联系|电话|手机)[^（()）〔〕\[\]]*[）)〕\]]"
    r"|(?:联系)?(?:电话)?[：:]?\s*\d[\d\-—－]{6,}"
)
_WORD = re.compile(r"\w")
_UNDECIDED = re.compile(r"待(?:定|确定|明确|研究)|未定|未明确|不(?:清楚|明确|详|确定|知道)")


def units(text: str, is_name: Callable[[str], bool]) -> tuple[str, ...]:
    """Names of a list of units, lead first (5.1 row 14). `is_name` knows full names that contain 和 or 与."""
    if is_name(text.strip()):
        return (text.strip(),)
    names: list[str] = []
    lead: list[str] = []
    for piece in _SEPARATORS.split(_SERIAL.sub("；", _PERSON.sub("", text.translate(_UNSEEN)))):
        for written in _parted(piece.strip(), is_name):
            name = _without_role(written)
            if _WORD.search(name) and not is_blank(name) and not _UNDECIDED.fullmatch(name):
                (lead if _LEADS.search(written) and name != written else names).append(name)
    return tuple(dict.fromkeys(lead + names))


def tells_roles(text: str) -> bool:
    """Whether a list of units says who leads or who helps: no plain list."""
    return _ROLES.search(text) is not None


def _without_role(written: str) -> str:
    """``由国土局牵头`` → 国土局; ``县 国 土 局`` → 县国土局."""
    name = _ROLE_NOTE.sub("", written).strip(_EDGES)
    while (shorter := _ROLE_AFTER.sub("", _ROLE_BEFORE.sub("", name)).strip(_EDGES)) != name and shorter:
        name = shorter
    return "".join(name.split()) if all(len(part) == 1 for part in name.split()) else name


_EDGES = " 　\u00a0。.：:"


def _parted(piece: str, is_name: Callable[[str], bool]) -> list[str]:
    """``住建局和林业局`` → two; ``发展和改革局`` stays one."""
    if is_name(piece):
        return [piece]
    for match in _JOINED.finditer(piece):
        left, right = piece[: match.start()], piece[match.end() :]
        if left and right and (is_name(left) or _OFFICE_END.search(left)) and len(right) >= 2:
            return [left, *_parted(right, is_name)]
    words = piece.split()
    return words if len(words) > 1 and all(_OFFICE_END.search(_without_role(word)) for word in words) else [piece]


_BOX = "□☐○◯"
_TICK = "☑☒√✓✔✅■●"
_ANY_BOX = re.compile(f"[{_BOX}]")
_OPTION = re.compile(rf"([{_BOX}{_TICK}])?\s*([^{_BOX}{_TICK}\s、,，/;；]+)\s*")
_OPTION_BEFORE = re.compile(rf"([^{_BOX}{_TICK}\s、,，/;；（(]+)[（(]?\s*([{_BOX}{_TICK}])[）)]?")


def chosen(text: str) -> str:
    """The options ticked in a cell of little boxes: ``☑县级 □市级`` → 县级. Other texts come back as they are."""
    if not _ANY_BOX.search(text):
        return text
    if text.strip()[0] in _BOX + _TICK:
        ticked = [match[2] for match in _OPTION.finditer(text) if match[1] and match[1] in _TICK]
    else:
        ticked = [match[1] for match in _OPTION_BEFORE.finditer(text) if match[2] in _TICK]
    return "、".join(ticked)
