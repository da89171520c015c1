"""Labels never seen before but plain to a human, by the words in them: ``计划解决日期``, ``需要支持的事项``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_OFFICE = "(?:单位|部门|科室|股室)"
_TIME = "(?:时限|时间|日期|期限|时点|节点)"

#: form → (field, what its labels look like); the first that fits counts
_HINTS: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    form: tuple((key, re.compile(pattern)) for key, pattern in patterns)
    for form, patterns in {
        "F1": (
            ("category", "(?:问题|诉求|要素|困难|堵点).{0,3}(?:类别|类型|分类|性质|种类)"),
            ("tier", "(?:协调|解决|上报|诉求).{0,4}(?:层级|级别|层次)"),
            ("ask", "(?:需|请|望|拟|要求).{0,8}(?:协调|解决|支持|帮助|配合).{0,4}(?:事项|问题|内容|困难|建议)"),
            ("body", f"(?:牵头|责任|主管|审批|协调|承办|主办|对口|涉及|卡在).{{0,6}}{_OFFICE}|协调的?{_OFFICE}"),
            ("due", f"(?:完成|解决|办结|办理|协调|落实|整改).{{0,4}}{_TIME}"),
            ("problem", "问题|困难|堵点|难点|痛点|瓶颈|卡点|制约|障碍"),
            ("ask", "诉求|建议|请求|对策|措施"),
            ("contact", "联系|电话|联络|手机"),
            ("stage_now", "进展|进度"),
        ),
        "F2": (
            ("reason_next", "未.{0,4}原因|下.{0,2}(?:步|周|月|阶段).{0,4}(?:计划|打算|措施|安排|工作)"),
            ("evidence", "佐证|证明|文号|批文|附件"),
            ("eta", f"(?:预计|计划|拟).{{0,4}}(?:完成|办结|解决|销号).{{0,2}}{_TIME}"),
            ("done_on", f"(?:实际|已).{{0,2}}(?:完成|办结|解决|销号).{{0,2}}{_TIME}"),
            ("status", "(?:办理|进展|办结|完成|销号).{0,2}(?:状态|与否)|是否.{0,4}(?:办结|完成|解决|销号)"),
            ("progress", "(?:进展|办理|推进|落实|整改).{0,4}情况"),
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
def hinted(label: str, form: str) -> str | None:
    """The field that a label speaks of, None when its words do not tell."""
    return next((key for key, pattern in _HINTS[form] if pattern.search(label)), None)
