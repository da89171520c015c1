"""The closed lists of forms.md, and how tiers, levels and categories are recognised in what people write (5.1, A7)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from campaign.text import simplified

#: 需协调层级, lowest first (A7); 上报 is 市级 and above
TIERS = ("部门级", "县级", "市级", "省级", "国家级")
#: 项目级别, highest first (D7)
LEVELS = ("省", "市", "县")


class Status(StrEnum):
    """办理状态 of F2."""

    WORKING = "办理中"
    DONE = "已办结（申请销号）"
    ESCALATE = "需提级协调"
    OWNER = "需业主补件"
    NOT_OURS = "非本部门职责"
    EXTEND = "申请延期"


class WaitingOn(StrEnum):
    """当前等待方 of F2 (D55)."""

    DEPARTMENT = "部门"
    OWNER = "业主"
    INTERMEDIARY = "中介"
    COUNTY = "县级"
    SUPERIOR = "上级"


@dataclass(frozen=True)
class Category:
    """A 问题类别 and the words by which it is inferred where the cell is blank."""

    name: str
    words: tuple[str, ...] = ()


#: 等: what fits none of the named categories; an office says where it belongs (D15)
OTHER = "其他"


def _category(name: str, words: str) -> Category:
    return Category(name, tuple(words.split()))


CATEGORIES: tuple[Category, ...] = (
    _category(
        "用地",
        "用地 土地 国土 农转用 农用地转用 占补平衡 占补 水田 耕地 供地 土规 不动产 权籍 征迁 征地 拆迁 交地 地块征收",
    ),
    _category("用林", "用林 林地 林木 采伐 公益林 防护林 林业"),
    _category("用海", "用海 海域 围填海 填海 岸线 海洋 养殖"),
    _category("立项", "立项 可研 项目建议书 项目核准 项目备案 初步设计 初设 概算 节能审查"),
    _category("规划", "规划许可 规划条件 控规 选址 规委会 用地规划 工程规划 城乡规划 控制性详细规划 规划"),
    _category("环评", "环评 环境影响 排污 排放总量 总量指标 公众参与 环保"),
    _category("水保水利", "水保 水土保持 涉河 涉水 防洪 取水 水利"),
    _category("方案设计", "方案设计 设计方案 建筑方案 方案审查 总平 日照分析 退距 停车配建 规划方案"),
    _category("中介评审", "中介 评估 可研评审 专家评审 测绘 勘察 社稳 地灾 安评 编制单位 评审"),
    _category("财政评审", "财政评审 预算评审 预算审核 预算送审 财审 招标控制价 控制价 投资评审 评审中心 财政局"),
    _category("施工图及消防人防", "施工图 审图 图审 消防 人防 防雷 抗震"),
    _category("招投标", "招投标 招标文件 招标公告 招标 投标 开标 评标 中标 异议"),
    _category("施工许可", "施工许可 质监 安监 工资保证金 临时用电 临时用水 占道 挖掘 用电 供电"),
    _category(OTHER, "文物 军事 压覆矿 压矿 管线迁改 涉路 铁路"),
)

_ENDS = r"(?=$|[^\u4e00-\u9fff]|[两三四级层协解自需"
_TIER_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("部门级", re.compile(rf"本部门|本单位|县直|部门{_ENDS}间和及])")),
    ("县级", re.compile(rf"县{_ENDS}市省政委里领分主和及])")),
    ("市级", re.compile(rf"(?<![城都])市{_ENDS}县省委里直局领分和及以]|政府)")),
    ("省级", re.compile(rf"省{_ENDS}县市政委里直厅局领分和及以])")),
    ("国家级", re.compile(r"国家|部委|中央|国务院")),
)
#: departments that are not the county's own
_ABOVE = re.compile(r"(?<=[省市县])级?(?:及?以上)?(?:有关|相关|主管|各|职能|行业)*部门|上级(?:有关|相关|主管)?部门")

_TRADES = (
    "国土资源|国土|自然资源|林业和草原|林业|林草|海洋与渔业|海洋渔业|海渔|海洋|渔业|环境保护|环保|生态环境|发展和改革|"
    "发展改革|发改|住房和城乡规划建设|住房和城乡建设|住房城乡建设|住建|城乡规划|规划建设|规划|建设|水利|水务|交通运输|"
    "交通|公路|铁路|财政|经济和信息化|经信|工业和信息化|工信|农业农村|农业|文物|文化和旅游|文化|文旅|教育|卫生和计划生育|"
    "卫生计生|卫生健康|卫计|卫健|卫生|民政|人防|民防|消防|安监|安全生产监督管理|应急管理|应急|气象|地震|电力|供电|能源|"
    "审计|国资|科技|商务|市场监管|行政审批|政务服务|港口|港航|海事|测绘|军区"
)
_OFFICE = "(?:厅|局|委员会|委|办公室|办|总队|支队|公司|中心|(?:主管)?部门)"
_SUPERIORS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "国家级",
        re.compile(
            rf"国务院|国家(?:{_TRADES})(?:局|委员会|委|部)|(?:{_TRADES})部(?![门分位])|国家有关部委|部委|国家部"
        ),
    ),
    (
        "省级",
        re.compile(
            rf"省(?:级)?(?:{_TRADES}){_OFFICE}?(?![重])|省(?:人民)?政府|省委|省厅|省局|省里|省级?(?:有关|相关|主管|各)?部门"
        ),
    ),
    (
        "市级",
        re.compile(
            rf"(?<![城都])市(?:级)?(?:{_TRADES}){_OFFICE}|市(?:人民)?政府|市委|市局|市里|市级?(?:有关|相关|主管|各)?部门"
        ),
    ),
    ("县级", re.compile(r"县(?:人民)?政府(?!办|督)|县委(?!办)|县领导|县里|规委会|县级")),
)
_SUPERIOR_NAME: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("国家级", re.compile(r"^(国家.{1,14}(局|委|部|院)|国务院.*)$")),
    ("省级", re.compile(r"^(.{2,3})?省(?!重点).{1,16}(厅|局|委|办|院|集团|公司|总队|中心)$")),
    (
        "市级",
        re.compile(r"^([^县区]{2,4})?(?<![城都])市(?!场|政|容).{1,16}(局|委|办|院|集团|公司|支队|中心)$"),
    ),
)

_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff]+")


def highest_tier(tiers: Iterable[str]) -> str | None:
    """The highest of several tiers; None of none."""
    return max(tiers, key=TIERS.index, default=None)


@lru_cache(maxsize=4096)
def tiers_written(text: str) -> tuple[str, ...]:
    """Tiers named in a 需协调层级 cell, lowest first: ``县级、市级以上`` → (县级, 市级)."""
    key = _ABOVE.sub("级", simplified(text))
    return tuple(tier for tier, words in _TIER_WORDS if words.search(key))


@lru_cache(maxsize=4096)
def tiers_of_bodies(text: str) -> tuple[str, ...]:
    """Tiers of the superior bodies named in a sentence, lowest first: ``请省林业厅追加定额`` → (省级,)."""
    key = simplified(text)
    found = {tier for tier, words in _SUPERIORS if words.search(key)}
    return tuple(tier for tier in TIERS if tier in found)


@lru_cache(maxsize=4096)
def tier_of_body(name: str) -> str | None:
    """The tier of one superior body by its name, None for a body of the county itself."""
    key = simplified(name)
    named = next((tier for tier, words in _SUPERIOR_NAME if words.match(key)), None)
    return named or highest_tier(tiers_of_bodies(key))


_LEVEL_WORDS = {
    "省": re.compile("省(?!道)"),
    "市": re.compile("(?<![城都门])市(?![政场容民区])"),
    "县": re.compile("县(?![城域道])"),
}


@lru_cache(maxsize=4096)
def levels_written(text: str) -> tuple[str, ...]:
    """Project levels in a cell, highest first: ``市、省重点`` → (省, 市); 城市建设 names none."""
    key = simplified(text)
    return tuple(level for level in LEVELS if _LEVEL_WORDS[level].search(key))


@lru_cache(maxsize=4096)
def chinese_length(text: str) -> int:
    """Number of Chinese characters."""
    return sum(map(len, _CHINESE.findall(text)))


_BETWEEN = re.compile(r"[、,，/／;；+＋和及与\s]+")


def category_written(text: str, categories: Iterable[Category]) -> tuple[str, ...]:
    """Categories named in a cell, in the order of writing; empty when none of the list is named.

    Of several words the others may be usual ones for a category: ``土地、规划`` → (用地, 规划).
    """
    key = simplified(text)
    named = _named(key, categories)
    words = [simplified(word) for word in _BETWEEN.split(text)]
    if not named or len(words) == 1 or key in named:
        return named
    return tuple(dict.fromkeys(name for word in words for name in _named_or_meant(word, categories)))


def _named_or_meant(word: str, categories: Iterable[Category]) -> tuple[str, ...]:
    meant = infer_category([(word, 1)], categories)
    return _named(word, categories) or ((meant,) if meant else ())


def _named(key: str, categories: Iterable[Category]) -> tuple[str, ...]:
    known = {simplified(category.name): category.name for category in categories}
    found = [known[key]] if key in known else [name for word, name in known.items() if word in key]
    return tuple(sorted(found, key=lambda name: key.index(simplified(name))))


def infer_category(texts: Iterable[tuple[str, int]], categories: Iterable[Category]) -> str | None:
    """The category whose words weigh most in (text, weight) pairs; None when no word occurs or two weigh the same."""
    written = [(simplified(text), weight) for text, weight in texts if text]
    scores = {
        category.name: sum(len(word) * weight for text, weight in written for word in category.words if word in text)
        for category in categories
    }
    best = sorted(scores.items(), key=lambda item: -item[1])
    if not best or best[0][1] == 0 or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]
