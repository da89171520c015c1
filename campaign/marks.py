"""What tells apart two descriptions of a problem that are alike in everything else (forms.md 5.7).

Phases, sections, plots, chainages, places and approvals that differ make two problems, however alike the sentences are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from campaign.text import simplified

_DIGITS = dict(zip("一二三四五六七八九十两", (*map(str, range(1, 11)), "2"), strict=True))
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_N = r"(?:\d{1,4}|[一二三四五六七八九十]|(?<![a-z])(?:i{1,3}|iv|[a-z]\d{0,2})(?![a-z])|[甲乙丙丁])"
#: two characters of a place's name; 三个镇 and 下游各镇 name none
_PLACE = "([^\\W\\da-z_个各本该全两几沿等]{2})"
#: kind of mark → what stands for it; the group is its value
_MARKS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(pattern)
    for kind, pattern in {
        "期": rf"({_N})期(?![间限])",
        "标段": rf"(?<![a-z\d])({_N})(?:合同)?标段?(?!准|志|高)",
        "批": rf"({_N})批次?(?!复|文|准|示)",
        "号": rf"(?<![\d年月.〔〕])({_N})(?:#|号)(?!文|令|前|以|之|起|至|止|上|下|召|已)",
        "地块": rf"(?<![\d.])({_N}(?:[-—]\d{{1,3}})?)(?:地块|宗地|区块|图斑|街坊)",
        "楼": rf"({_N})(?:#|号)?(?:楼(?!层)|栋|幢)",
        "桩号": r"k(\d+\+\d+)",
        "匝道": r"(?:匝道([a-z])|([a-z])匝道)",
        "段": rf"({_N})段",
        "方位": r"([东西南北左右上下中])(?:侧|段|岸|区|线|片|面|端|翼|洞|幅|路(?!镇))",
        "镇": rf"{_PLACE}(?:镇|街道|乡(?!村))(?!政府|级|村)",
        "村": rf"(?!行政|自然){_PLACE}(?:村(?!民|庄|委|级|组|道|集体)|社区|居委会)",
        "路": rf"{_PLACE}(?:路(?!网|基|面|段|线|口|由|灯)|大道|街(?!道|区)|溪|水库|大桥|隧道|泵站|渠)",
    }.items()
}
#: approvals and steps by which people tell problems apart; longer ones are found first
_MATTERS = (
    "用地预审 选址意见书 规划选址 农转用 农用地转用 用地报批 土地征收 征收 供地 土地证 不动产权证 占补平衡 "
    "用地规划许可 工程规划许可 规划条件 控规 使用林地 林木采伐 公益林 海域使用 海域论证 项目建议书 可研 "
    "初步设计 概算 核准 备案 环评 环境影响 排污 水土保持 水保 防洪 涉河 取水 方案设计 设计方案 总平 日照 "
    "社会稳定风险 社稳 地质灾害 地灾 压覆矿 安全评价 节能 勘察 测绘 预算 控制价 施工图 消防 人防 防雷 抗震 "
    "招标文件 招标 投标 评标 施工许可 质监 安监 保证金 用电 供电 用水 占道 文物 管线 铁路 军事 迁改 移民 青苗 "
    "房屋 坟墓 资金 结算 验收 竣工"
)
_MATTER = re.compile("|".join(sorted(_MATTERS.split(), key=len, reverse=True)))
#: words for one and the same approval
_SAME_MATTER: Mapping[str, str] = {
    "农用地转用": "农转用",
    "水保": "水土保持",
    "环境影响": "环评",
    "社稳": "社会稳定风险",
    "地灾": "地质灾害",
}


@lru_cache(maxsize=8192)
def marks(text: str) -> Mapping[str, frozenset[str]]:
    """Kind → what a text names of it: 二标段 is ``标段: {2}``, 东岭镇 is ``镇: {东岭}``."""
    key = simplified(text).casefold()
    found = {kind: {_value(match) for match in pattern.finditer(key)} for kind, pattern in _MARKS.items()}
    return {kind: frozenset(values) for kind, values in found.items() if values}


def _value(match: re.Match[str]) -> str:
    written = next(filter(None, match.groups()))
    return _ROMAN.get(written) or "".join(_DIGITS.get(character, character) for character in written)


@lru_cache(maxsize=8192)
def matters(text: str) -> frozenset[str]:
    """The approvals that a text names."""
    return frozenset(_SAME_MATTER.get(word, word) for word in _MATTER.findall(simplified(text)))


def told_apart(one: str, other: str) -> bool:
    """Whether two texts name different things of one kind: a coincidence of all other words means nothing then."""
    these, those = marks(one), marks(other)
    return any(not these[kind] & those[kind] for kind in these.keys() & those.keys())


def other_approval(one: str, other: str) -> bool:
    """Whether two texts speak of approvals, and of none in common."""
    these, those = matters(one), matters(other)
    return bool(these) and bool(those) and not these & those
