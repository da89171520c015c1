"""Labels never seen before but plain to a human: less their tails and leads, like a known word, or by their words.

``困难问题描述`` is 困难问题, ``计划解决日期`` a time limit, ``需要支持的事项`` what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from campaign.forms import Form, FormBook, label_key
from campaign.text import squeeze

BRACKETS = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_LATIN = re.compile(r"(?<=[\u4e00-\u9fff])[A-Za-z][A-Za-z.&'-]*|^[A-Za-z][A-Za-z.&'-]*(?=[\u4e00-\u9fff])")
_DECORATION = re.compile(
    r"^[*※\s]+|^\d{1,2}[.、]|^[一二三四五六七八九十]+、|[*※:：\s]+$"
    r"|^20\d\d(?=年)|^(?:20\d\d年)?(?:1[-—–~至]|截?至)\d{1,2}月(?:份|底)?"
)
_COPY = re.compile(r"（\d+）$")
_TAILS = re.compile(
    "(?:的)?(?:描述|具体描述|情况描述|情况|具体情况|内容|具体内容|说明|简述|摘要|详情|概述|明细|栏|填写|名称|选择|等)$"
)
_LEADS = re.compile(
    "^(?:具体|主要|目前|当前|现阶段|本|该|所|有关|相关|希望|请求|申请|拟|需要|需|项目|重点项目|工程)(?:的)?"
)
_LIKENESS = 72  # of 100, rapidfuzz ratio of squeezed labels
_SHORT, _ALMOST = 4, 80  # one character in four makes another word: 所属领域 is no 所属区域
_HINT = 88.0  # what the words of a label are worth, less than a known word and more than a known ending

_OFFICE = "(?:单位|部门|科室|股室)"
_CHARGE = "(?:牵头|责任|主责|主管|审批|承办|主办|办理|对口|归口|受理|答复|落实)"
#: what the unit itself does next is nothing that it asks for
_NOT_NEXT = "^(?!.*下.?步(?:工作)?(?:打算|计划|措施|安排)).*"
_TIME = "(?:时限|时间|日期|期限|时点|节点)"

#: form → (field, what its labels look like); the first that fits counts
_HINTS: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    form: tuple((key, re.compile(pattern)) for key, pattern in patterns)
    for form, patterns in {
        "F1": (
            ("project_name", "(?:项目|工程).{0,3}(?:名称|简称)"),
            ("category", "(?:问题|诉求|要素|困难|堵点|事项).{0,3}(?:类别|类型|分类|归类|性质|种类|领域)"),
            ("tier", "(?:协调|解决|上报|诉求).{0,4}(?:层级|级别|层次|层面)"),
            ("body", "(?:哪个|哪家|哪些|什么|何)(?:部门|单位|局)|由谁|谁来?(?:办|管|负责|解决|牵头|审批)"),
            ("ask", "(?:需|请|望|拟|要求).{0,8}(?:协调|解决|支持|帮助|配合|研究).{0,4}(?:事项|问题|内容|困难|建议)"),
            ("ask", "^(?:希望|请求|请|盼|恳请|怎么|如何|需要?)(?:怎么|如何|得到|给予)?(?:支持|帮助|帮|解决|协调|办)?$"),
            ("work_done", "已.{0,3}(?:采取|开展|做).{0,4}(?:措施|工作)"),
            ("cooperating", f"(?:协办|配合|协助)(?:{_OFFICE})?$"),
            ("body", f"(?:{_CHARGE}|协调|涉及|卡在).{{0,6}}{_OFFICE}|责任主体"),
            ("due", f"(?:完成|解决|办结|办理|协调|落实|整改|答复|限办).{{0,4}}{_TIME}"),
            (
                "problem",
                "问题|困难|难题|卡在哪|堵点|难点|痛点|瓶颈|卡点|制约|障碍|短板|症结|矛盾|梗阻|未能.{0,4}原因|反映.?情况",
            ),
            ("ask", f"{_NOT_NEXT}(?:诉求|建议|请求|对策|措施|解决(?:办法|方案))"),
            ("contact", "联系|电话|联络|手机|对接人|找谁"),
            ("stage_now", "进展|进度"),
        ),
        "F2": (
            ("reason_next", "未.{0,4}原因|下.{0,2}(?:步|周|月|阶段).{0,4}(?:计划|打算|措施|安排|工作)"),
            ("evidence", "佐证|证明|文号|批文|附件"),
            ("eta", f"(?:预计|计划|拟).{{0,4}}(?:完成|办结|解决|销号).{{0,2}}{_TIME}"),
            ("done_on", f"(?:实际|已).{{0,2}}(?:完成|办结|解决|销号).{{0,2}}{_TIME}"),
            ("status", "(?:办理|进展|办结|完成|销号).{0,2}(?:状态|与否)|是否.{0,4}(?:办结|完成|解决|销号)"),
            ("status", "(?:办结|办好|完成|解决|销号)了?(?:吗|没有?)[?？]?$"),
            ("eta", "(?:何时|什么时候|几时).{0,4}(?:完成|办结|解决|办好)"),
            ("progress", "(?:进展|办理|推进|落实|整改|目前|当前|最新).{0,4}(?:情况|进展|进度)"),
            ("contact", "联系|电话|联络|手机"),
        ),
        "F3": (
            ("total_investment", "总投资"),
            ("year_investment", "年.{0,4}投资(?!.{0,3}完成)"),
            ("done_investment", "完成.{0,4}投资|投资.{0,2}完成"),
            ("planned_start", f"开工.{{0,2}}{_TIME}"),
            ("planned_finish", f"(?:竣工|投产|完工|建成).{{0,4}}{_TIME}"),
            ("content", "建设.{0,6}(?:内容|规模)"),
            ("contact", "联系|电话|联络|手机"),
        ),
        "F4": (
            ("node", "(?:工作|审批|关键|前期|推进).{0,4}(?:节点|环节|阶段)|节点.{0,2}(?:名称|内容|事项)"),
            ("done_on", f"实际.{{0,6}}{_TIME}"),
            ("node_due", f"(?:计划|要求|拟|节点|倒排).{{0,6}}{_TIME}"),
        ),
        "F5": (
            ("obtained_on", f"(?:实际|已).{{0,4}}(?:取得|批复|办结).{{0,2}}{_TIME}"),
            ("planned_on", f"(?:计划|预计|拟).{{0,6}}{_TIME}"),
            ("missing", "缺.{0,4}(?:材料|件|要件)"),
            ("preparation", "(?:材料|要件|前期).{0,4}(?:准备|编制).{0,2}(?:情况|状态|进度)"),
        ),
    }.items()
}


@lru_cache(maxsize=4096)
def readings(label: str) -> tuple[str, ...]:
    """Ways to read a label, best first: whole, bare of marks and brackets, then its parts, the last one first."""
    whole = squeeze(_COPY.sub("", label))
    parts = [part for part in whole.split("/") if part]
    readings = [whole, *reversed(parts)] if len(parts) > 1 else [whole]
    bare = [_DECORATION.sub("", reading) for reading in readings]
    plain = [_LATIN.sub("", BRACKETS.sub("", reading)) for reading in bare]
    return tuple(dict.fromkeys(text for text in [*readings[:1], *bare[:1], *plain[:1], *bare, *plain] if text))


def likely(label: str, form: Form, book: FormBook) -> Sequence[tuple[float, str]]:
    """(score of 100, field) for the fields that a label may well mean, the best first."""
    words = book.labels(form.code)
    scores: dict[str, float] = {}
    for reading in readings(label):
        for score, key in _likely_reading(label_key(reading), words):
            scores[key] = max(scores.get(key, 0.0), score)
    hint = _hinted(BRACKETS.sub("", squeeze(label)).split("/")[-1], form.code)
    if hint:
        scores[hint] = max(scores.get(hint, 0.0), _HINT)
    return sorted(((score, key) for key, score in scores.items()), reverse=True)


def _likely_reading(text: str, words: Mapping[str, str]) -> list[tuple[float, str]]:
    """(score, key) for a label less its common tail or lead, ending in a known word, or much like one."""
    found: list[tuple[float, str]] = []
    for stem in _stems(text):
        if stem in words:
            found.append((95.0, words[stem]))
        ending = max((word for word in words if len(word) >= 2 and stem.endswith(word)), key=len, default="")
        if len(ending) >= 3 or (ending and len(ending) * 3 >= len(stem)):
            found.append((80.0 + 10.0 * len(ending) / len(stem), words[ending]))
        starting = max((word for word in words if len(word) >= 4 and stem.startswith(word)), key=len, default="")
        if starting:
            found.append((75.0 + 10.0 * len(starting) / len(stem), words[starting]))
    least = _ALMOST if len(text) <= _SHORT else _LIKENESS
    for word, score, _ in process.extract(text, list(words), scorer=fuzz.ratio, score_cutoff=least, limit=3):
        found.append((score * 0.9, words[word]))
    return found


def _stems(text: str) -> tuple[str, ...]:
    tailless = _TAILS.sub("", text) or text
    leadless = _LEADS.sub("", text) or text
    return tuple(dict.fromkeys((text, tailless, leadless, _LEADS.sub("", tailless) or tailless)))


def is_worded(text: str) -> bool:
    """A short text whose words speak of a field of a summary, as the labels of a form filled in downwards do."""
    return len(text) <= 16 and _hinted(BRACKETS.sub("", squeeze(text)), "F1") is not None


@lru_cache(maxsize=4096)
def _hinted(label: str, form: str) -> str | None:
    """The field that a label speaks of, None when its words do not tell."""
    return next((key for key, pattern in _HINTS[form] if pattern.search(label)), None)
