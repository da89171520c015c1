"""Feedback, catalogues, node plans and preparation sheets as other counties draw them.

A line of a drawing is a row of the sheet, however long.
"""
# ruff: noqa: E501

from __future__ import annotations

from tests.corpus.case import Case, Sheet, drawn
from tests.corpus.sheets import xlsx

CASES = [
    drawn(
        "wide node plan of another county",
        """2018年重点项目审批节点倒排计划|<|<|<|<|<|<|<|<
序号|项目名称|责任单位|立项|选址意见书|用地预审|环评|施工许可|开工
1|云溪纺织标准厂房|云溪公司|已办|√|6月10日|6.20|7月15日|7月底
2|河东物流园|河东公司|√|√|√|/|6月底|7月""",
        Sheet(
            "F4",
            "2",
            "seq project_name unit node_due node_due node_due node_due node_due node_due",
            " ".join(["3+"] * 6 + ["4+"] * 6),
        ),
    ),
    drawn(
        "feedback reordered with columns deleted",
        """问题进展反馈表|<|<|<|<|<
责任单位|问题编号|是否办结|办理进展情况|取得批复文号|办结时间
县住建局|GJ2018-0003|是|已完成施工图审查并取得审查合格书|南审〔2018〕3号|6月12日
县住建局|GJ2018-0004|否|审图机构已出具第一轮意见，业主正在修改||""",
        Sheet("F2", "2", "unit number status progress evidence done_on", "3+ 4~advised"),
    ),
    drawn(
        "provincial catalogue with nested sections",
        """2018年省重点项目名单|<|<|<|<|<|<|<
单位：亿元|<|<|<|<|<|<|<
序号|项目名称|建设规模及主要内容|建设起止年限|总投资|2018年计划投资|建设地点|项目业主
|全县合计（3个）|||12.5|4.3||
一、|在建项目（2个）|||10.1|3.3||
（一）|交通（1个）|||8|2.3||
1|云岭隧道工程|隧道长2.1公里|2017-2019|8|2.3|云岭镇|县交建公司
（二）|工业（1个）|||2.1|1||
2|云溪纺织标准厂房|厂房3万平方米|2018-2019|2.1|1|白沙镇|云溪公司
二、|预备项目（1个）|||2.4|1||
（一）|物流（1个）|||2.4|1||
3|河东物流园|仓储5万平方米|2018-2020|2.4|1|石井镇|河东公司""",
        Sheet(
            "F3",
            "3",
            "project_code project_name content years total_investment year_investment location owner",
            "4-total_row 5-section_row 6-section_row 7+ 8-section_row 9+ 10-section_row 11-section_row 12+",
            title="2018年省重点项目名单",
        ),
    ),
    drawn(
        "preparation",
        """项目前期手续办理准备情况统计表|<|<|<|<|<|<
项目名称|审批事项|材料准备情况|编制单位|计划报批时间|取得批复时间|缺件情况
云溪纺织标准厂房|环评批复|编制中|环评机构|6月25日||公示材料
云溪纺织标准厂房|水保批复|已取得|水保机构||5月20日|""",
        Sheet("F5", "2", "project_name matter preparation intermediary planned_on obtained_on missing", "3+ 4+"),
    ),
    drawn(
        "monthly investment of projects",
        """2018年重点项目投资完成情况表
单位：万元
序号|项目名称|总投资|年度计划投资|完成投资|<|<|占年计划（%）
^|^|^|^|4月|5月|累计|^
1|云溪纺织标准厂房|5600|2000|300|350|800|40
2|河东物流园|8900|1000|0|0|0|0""",
        Sheet("F3", "3 4", rows="5+ 6+", title="2018年重点项目投资完成情况表"),
    ),
    drawn(
        "wide node plan with plan and actual columns",
        """重点项目节点计划表
序号|项目名称|用地预审|<|环评批复|<|施工许可|<
^|^|计划|实际|计划|实际|计划|实际
1|云溪纺织标准厂房|6.10|6.8|6.20||7.15|""",
        Sheet("F4", "2 3", rows="4+ 4+ 4+"),
    ),
    drawn(
        "long node plan with merged project",
        """项目审批倒排工期表
序号|项目名称|审批环节|计划完成时间|责任单位|实际完成时间|备注
1|云溪纺织标准厂房|用地预审|6月10日|县国土局|6月8日|
^|^|环评批复|6月20日|县环保局||
^|^|施工许可|7月15日|县住建局||
2|河东物流园|用地预审|6月10日|县国土局||""",
        Sheet(
            "F4",
            "2",
            "seq project_name node node_due unit done_on note",
            "3+ 4+ 5+ 6+",
            fields={"5": {"project_name": "云溪纺织标准厂房"}},
        ),
    ),
    drawn(
        "F2 with title and period",
        """6月第二周问题办理进展周报表
序号|问题编号|项目名称|责任单位|本周进展情况|是否完成|下周工作计划|预计完成时间|备注
1|GJ2018-0003|云溪标准厂房|县住建局|审图机构已出具第一轮意见，业主修改中|否|督促业主修改|6月20日|""",
        Sheet("F2", "2", "seq number project_name unit progress status reason_next eta note", "3~advised"),
    ),
    drawn(
        "F2 in wordy labels",
        """审批服务攻坚问题销号台账
挂号编号|项目名称|问题简述|主办单位|要求办结时限|目前办理状态|最新办理进展|未办结原因及下步措施|实际办结时间|佐证材料（文号）|填报人及电话
GJ2018-0003|云溪标准厂房|审图慢|县住建局|6月20日|已办结|已完成施工图审查并取得审查合格书||6月12日|南审〔2018〕3号|工程股 0597-00001234""",
        Sheet(
            "F2", "2", "number project_name problem unit due status progress reason_next done_on evidence contact", "3+"
        ),
    ),
    drawn(
        "catalogue in other words",
        """附件：2018年县重点建设项目名单|<|<|<|<|<|<|<|<|<
序号|项目名称|建设性质|所属行业|主要建设内容及规模|建设工期|计划总投资（亿元）|2018年度计划投资（亿元）|责任单位|挂钩县领导
1|云岭隧道工程|续建|交通|隧道长2.1公里|2017-2019|8|2.3|县交通局|领导甲""",
        Sheet(
            "F3",
            "2",
            "project_code project_name project_type sector content years total_investment year_investment unit leader",
            "3+",
        ),
    ),
    drawn(
        "catalogue with county project code",
        """重点项目库
项目代码|项目名称|项目单位|建设地点|总投资(万元)|年度投资(万元)|截至5月底完成投资(万元)|项目状态|开工时间|竣工时间|联系人
2018-350900-01|云岭隧道工程|交建公司|云岭镇|56000|8000|1200|在建|2017.5|2019.12|项目部 0597-00001234""",
        Sheet(
            "F3",
            "2",
            "project_code project_name owner location total_investment year_investment done_investment project_type planned_start planned_finish contact",
        ),
    ),
    drawn(
        "wide node plan without a title",
        """项目名称|项目建议书|可研批复|用地预审|初设批复|施工许可|开工
云岭隧道|已办|已办|6.10|6.25|8.1|8.10""",
        Sheet("F4", "1", rows="2+ 2+ 2+ 2+ 2+ 2+"),
    ),
    drawn(
        "wide node plan with unusual nodes",
        """重大项目前期工作节点安排表
序号|项目名称|责任单位|测绘|社稳评估|征地公告|土地组卷|完成挂牌
1|云岭隧道|交建公司|√|6.10|6.20|7.15|8月底""",
        Sheet("F4", "2", "seq project_name unit node_due node_due node_due node_due node_due", "3+ 3+ 3+ 3+ 3+"),
    ),
    drawn(
        "F5 matrix",
        """审批要件准备情况表
项目编号|审批（服务）事项|准备情况|受托中介|拟取得时间|实际取得时间|批复文号|缺少材料
南-01|用地预审|编制中|测绘公司|6月25日|||社稳报告""",
        Sheet("F5", "2", "project_code matter preparation intermediary planned_on obtained_on document missing", "3+"),
    ),
    drawn(
        "a unit row of measure below the header",
        """投资计划表
项目名称|建设内容|建设年限|总投资|年度投资|建设地点|项目业主
|||（万元）|（万元）||
云岭隧道|隧道2公里|2017-2019|56000|8000|云岭镇|交建公司""",
        Sheet("F3", rows="4!*", fields={"4": {"total_investment": 56000.0}}),
    ),
    Case(
        "F2 sent out prefilled, all blank",
        lambda: xlsx(
            "进展反馈表\n问题编号|项目名称|存在问题（摘要）|责任单位|办理时限|办理状态|进展情况|当前等待方|预计办结日期\nGJ2018-0001|云溪|审图慢|县住建局|6.20||||"
        ),
        (Sheet("F2", "2", rows="3!*"),),
    ),
    drawn(
        "F3 with two-line money groups and towns",
        """2018年市级重点项目计划表
序号|项目名称|建设规模|建设年限|投资（亿元）|<|<|责任单位|<
^|^|^|^|总投资|2018年计划|1-5月完成|市责任单位|县责任单位
|总计|||13.6|4.1|1.2||
一|农林水利|||5.6|1.8|0.5||
1|青溪水库|库容800万方|2017-2019|5.6|1.8|0.5|市水利局|县水利局
二|交通|||8|2.3|0.7||
2|云岭隧道|2.1公里|2017-2019|8|2.3|0.7|市交通局|县交通局""",
        Sheet(
            "F3",
            "2 3",
            rows="4-total_row 5-section_row 6+ 7-section_row 8+",
            fields={"6": {"total_investment": 56000.0, "done_investment": 5000.0}},
        ),
    ),
    drawn(
        "F4 long with quarter deadlines",
        """项目节点目标责任表
项目编号|项目名称|年度工作目标|节点名称|节点时间要求|责任单位|责任人
南-01|云岭隧道|开工|施工许可|9月底|县住建局|工程股""",
        Sheet("F4", "2", rows="3+"),
    ),
]
