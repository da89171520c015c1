"""Unusual shapes: ticks in columns, tables and cards side by side, pages, letters around a table.

A line of a drawing is a row of the sheet, however long.
"""

from __future__ import annotations

from tests.corpus.case import Sheet, drawn
from tests.corpus.lines import A1, A2, P1, P2, SHORT, short

CASES = [
    drawn(
        "categories ticked in columns of their own",
        f"""问题清单表
序号|项目名称|问题类别|<|<|<|存在问题|需协调事项|牵头单位|联系电话
^|^|用地|用林|规划|其他|^|^|^|^
1|云溪标准厂房|||√||{P2}|{A2}|县规划局|0597-00001234
2|河东物流园|√||||{P1}|{A1}|县国土局|0597-00001234""",
        Sheet(
            "F1",
            "2 3",
            "seq project_name category category category category problem ask body contact",
            "4~* 5~*",
            fields={"4": {"category": "规划"}, "5": {"category": "用地"}},
        ),
    ),
    drawn(
        "tiers asked for with yes and no",
        f"""问题清单表
序号|项目名称|存在问题|需协调事项|需县级协调|需市级协调|需省级协调|牵头单位|联系电话
1|云溪标准厂房|{P1}|{A1}|否|是|否|市规划局|0597-00001234""",
        Sheet(
            "F1", "2", "seq project_name problem ask tier tier tier body contact", "3~*", fields={"3": {"tier": "市级"}}
        ),
    ),
    drawn(
        "two different tables side by side",
        f"""问题与联系人
序号|项目名称|存在问题|牵头单位||姓名|职务|电话
1|云溪标准厂房|{P1}|县住建局||职员甲|科长|0597-00001234
2|河东物流园|{P2}|县规划局||职员乙|科员|0597-00005678""",
        Sheet("F1", "2", "seq project_name problem body", "3!* 4!*"),
        Sheet(None, "2", labels="姓名 职务 电话", rows="3+ 4+"),
    ),
    drawn(
        "page numbers between pages",
        f"""问题清单表
{SHORT}
{short(1)}
第1页 共2页||||||
问题清单表||||||
{SHORT}
{short(2, P2, A2)}
第2页 共2页||||||""",
        Sheet("F1", "2", rows="3~* 4-note_row 5-* 6-header_again 7~* 8-note_row"),
    ),
    drawn(
        "annex and title in one cell",
        f"""附件1：⏎重点项目审批服务问题清单|<|<|<|<|<|<
{SHORT}
{short(1)}""",
        Sheet("F1", "2", rows="3~*"),
    ),
    drawn(
        "the unit below the table",
        f"""问题清单表
{SHORT}
{short(1)}
填报单位（盖章）：县住建局||||填报日期：2018年6月7日||""",
        Sheet("F1", "2", rows="3~* 4-note_row"),
    ),
    drawn(
        "every column merged over two",
        f"""问题清单表
序号|项目名称|<|存在问题|<|<|需协调事项|<|牵头单位|联系电话
1|云溪标准厂房|<|{P1}|<|<|{A1}|<|县住建局|0597-00001234
2|河东物流园|<|{P2}|<|<|{A2}|<|县规划局|0597-00001234""",
        Sheet("F1", "2", "seq project_name problem ask body contact", "3~* 4~*"),
    ),
    drawn(
        "cards side by side",
        f"""项目名称|云溪标准厂房||项目名称|河东物流园
存在问题|{P1}||存在问题|{P2}
需协调事项|{A1}||需协调事项|{A2}
牵头单位|县住建局||牵头单位|县规划局""",
        Sheet("F1", rows="1/1!* 1/2!*"),
    ),
    drawn(
        "a card with a serial",
        f"""序号|1
项目名称|云溪标准厂房
存在问题|{P1}
需协调事项|{A1}
牵头单位|县住建局

序号|2
项目名称|河东物流园
存在问题|{P2}
需协调事项|{A2}
牵头单位|县规划局""",
        Sheet("F1", rows="1!* 7!*", fields={"7": {"seq": "2", "project_name": "河东物流园"}}),
    ),
    drawn(
        "year headings with 年",
        """投资完成表
地区|2015年|2016年|2017年|合计
城关镇|120|150|180|450
云岭镇|80|95|99|274""",
        Sheet(None, "2", rows="3+ 4+", labels="地区 2015年 2016年 2017年 合计"),
    ),
    drawn(
        "ranking with numbers first",
        """评比结果
#1|城关镇|#98
#2|云岭镇|#97
#3|白沙镇|#96""",
        Sheet(None, rows="2+ 3+ 4+", labels="第1列 第2列 第3列", title="评比结果"),
        findings="header_missing",
    ),
    drawn(
        "a note line above the header in two cells",
        f"""问题清单表
注：本表每周五报送|<|<|<|单位：个|<|<
{SHORT}
{short(1)}""",
        Sheet("F1", "3", rows="4~*", title="问题清单表"),
    ),
    drawn(
        "a table in the middle of a letter",
        f"""县协调办：|<|<|<|<|<|<
现将我局审批服务问题报送如下：|<|<|<|<|<|<
{SHORT}
{short(1)}
特此报告。|<|<|<|<|<|<
县住建局|<|<|<|<|<|<
2018年6月7日|<|<|<|<|<|<""",
        Sheet("F1", "3", rows="4~* 5-* 6-* 7-note_row"),
    ),
    drawn(
        "F2 where the serial stands before the number and rows end with totals",
        """销号情况统计
序号|问题编号|责任单位|办理状态|进展情况|办结日期|佐证材料
1|GJ2018-0001|县住建局|已办结|审查合格书已经取得并送达业主|6月12日|南审〔2018〕3号
合计|1||||| """,
        Sheet("F2", "2", "seq number unit status progress done_on evidence", "3+ 4-total_row"),
    ),
    drawn(
        "catalogue by level sections",
        """2018年重点项目名单
序号|项目名称|业主单位|建设地点|总投资（万元）|年度计划投资（万元）
省重点项目（1个）|<|<|<|<|<
1|云岭隧道|交建公司|云岭镇|56000|8000
县重点项目（1个）|<|<|<|<|<
2|河东物流园|河东公司|石井镇|8900|1000""",
        Sheet(
            "F3",
            "2",
            "project_code project_name owner location total_investment year_investment",
            "3-section_row 4+ 5-section_row 6+",
        ),
    ),
    drawn(
        "wide node plan of two rows a project",
        """节点计划表
序号|项目名称|类型|用地预审|环评批复|施工许可|开工
1|云岭隧道|计划|6.10|6.20|7.15|8.1
^|^|实际|6.8|||""",
        Sheet("F4", "2"),
    ),
    drawn(
        "header labels with required marks",
        f"""{SHORT.replace("项目名称", "*项目名称（必填）").replace("存在问题", "存在问题*")}
{short(1)}""",
        Sheet("F1", "1", "seq project_name problem ask body due contact", "2~*"),
    ),
    drawn(
        "word form card with long labels",
        f"""项目名称及编号|云溪标准厂房（县2018-03）
目前进展情况|已完成立项
存在的主要困难和问题|{P1}
需要协调解决的事项及建议|{A1}
责任单位及联系人|县住建局""",
        Sheet("F1", rows="1!*"),
    ),
]
