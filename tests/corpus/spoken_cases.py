"""Sheets whose labels are questions and everyday words, and feedback that nobody gave a form for."""
# ruff: noqa: E501

from __future__ import annotations

from tests.corpus.case import Sheet, drawn

CASES = [
    drawn(
        "who can help",
        """各单位卡点堵点清单|<|<|<|<|<
序号|工程|卡点堵点|希望支持|哪个部门|找谁
1|云溪纺织标准厂房|施工图审查时间过长，已送审四十天未出结果|请区住建局督促审图机构限时办结|区住建局|工程股 0597-00001234""",
        Sheet("F1", "2", "seq project_name problem ask body contact", "3~*"),
    ),
    drawn(
        "questions as labels",
        """序号|哪个项目|遇到什么困难|想让哪个部门帮忙|怎么帮|联系人
1|河东物流园|规划条件未出具，土地无法挂牌出让影响供地|区规划分局|请区规划分局尽快出具规划条件|审批股 0597-00001235""",
        Sheet("F1", "1", "seq project_name problem body ask contact", "2~*"),
    ),
    drawn(
        "five plain words",
        """项目|难题|请求|由谁办|联络
河东物流园|规划条件未出具，土地无法挂牌出让影响供地|请区规划分局尽快出具规划条件|区规划分局|审批股 0597-00001235""",
        Sheet("F1", "1", "project_name problem ask body contact", "2~*"),
    ),
    drawn(
        "feedback in an explanation",
        """问题销号情况反馈表|<|<|<|<
编号|办理状态|情况说明|完成时间|证明
GJ2018-0003|已办结|已取得县林业局使用林地审核同意书|6月12日|闽林地审〔2018〕12号
GJ2018-0004|办理中|材料已报市局，正在等待批复|6月25日|""",
        Sheet(
            "F2",
            "2",
            "number status progress eta evidence",
            "3+ 4~advised",
            fields={
                "3": {"progress": "已取得县林业局使用林地审核同意书", "done_on": "2018-06-12"},
                "4": {"progress": "材料已报市局，正在等待批复", "done_on": None, "eta": "2018-06-25"},
            },
        ),
    ),
    drawn(
        "feedback in questions",
        """编号|项目|进展|完成了吗|什么时候完成|备注
GJ2018-0005|河东物流园|正在等待业主补充社稳评估材料|没完成|6月底|尚缺社稳评估备案意见""",
        Sheet("F2", "1", "number project_name progress status eta note", "2~*", fields={"2": {"eta": "2018-06-30"}}),
    ),
]
