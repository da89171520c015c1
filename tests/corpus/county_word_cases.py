"""Summary sheets in the words of clerks of other counties and departments.

A line of a drawing is a row of the sheet, however long.
"""
# ruff: noqa: E501

from __future__ import annotations

from tests.corpus.case import Sheet, drawn
from tests.corpus.lines import A1, A2, P1, P2

CASES = [
    drawn(
        "business environment",
        """附件1
南山区优化营商环境问题台账|<|<|<|<|<|<|<|<
填报单位：区住建局|||||填报时间：2018.6.7
序号|企业（项目）名称|所属镇街|反映问题|诉求建议|问题类别|责任单位|办结时限|联系人及电话
1|云溪纺织标准厂房|白沙镇|施工图审查时间过长，已送审四十天未出结果|请区住建局督促审图机构限时办结|施工图及消防人防|区住建局|6月25日|工程股 0597-00001234
2|河东物流园|石井镇|规划条件未出具，土地无法挂牌出让影响供地|请区规划分局尽快出具规划条件|规划|区规划分局|6月20日|审批股 0597-00001235""",
        Sheet(
            "F1",
            "4",
            "seq project_name location problem ask category body due contact",
            "5~tier_inferred 6~tier_inferred",
            title="南山区优化营商环境问题台账",
            head={"填报单位": "区住建局", "填报时间": "2018.6.7"},
        ),
    ),
    drawn(
        "blocked points",
        """项目审批堵点难点清单|<|<|<|<|<|<|<
序号|项目|堵点难点描述|卡在哪个部门|希望怎么解决|解决层级|希望何时解决|联络员
1|云溪纺织标准厂房|施工图审查时间过长，已送审四十天未出结果|区住建局|请区住建局督促审图机构限时办结|县级|6月25日|工程股 0597-00001234
2|河东物流园|规划条件未出具，土地无法挂牌出让影响供地|区规划分局|请区规划分局尽快出具规划条件|县级|6月20日|审批股 0597-00001235""",
        Sheet(
            "F1",
            "2",
            "seq project_name problem body ask tier due contact",
            "3~category_inferred 4~category_inferred",
            title="项目审批堵点难点清单",
        ),
    ),
    drawn(
        "three services",
        """“三服务”活动问题收集台账|<|<|<|<|<|<|<|<|<
序号|走访时间|走访领导|服务对象（企业/项目）|提出问题|要求建议|牵头部门|配合部门|计划办结时间|备注
1|6月1日|局领导|云溪纺织标准厂房|施工图审查时间过长，已送审四十天未出结果|请区住建局督促审图机构限时办结|区住建局|区消防大队|6月25日|
2|6月2日|局领导|河东物流园|规划条件未出具，土地无法挂牌出让影响供地|请区规划分局尽快出具规划条件|区规划分局||6月20日|""",
        Sheet(
            "F1",
            "2",
            "seq . . project_name problem ask body cooperating due note",
            "3!* 4!*",
            title="“三服务”活动问题收集台账",
        ),
    ),
    drawn(
        "preliminary work ledger",
        """2018年度市重点项目前期推进情况表|<|<|<|<|<|<|<|<
单位：万元|<|<|<|<|<|<|<|<
序号|项目名称|建设规模及内容|总投资|建设单位|目前进展情况|存在的主要问题|下步需协调解决的问题|责任单位
一|在建项目|||||||
1|云溪纺织标准厂房|厂房3万平方米|5600|云溪公司|主体施工|施工图审查时间过长，已送审四十天未出结果|请市住建局督促审图机构限时办结|市住建局
二|拟建项目|||||||
2|河东物流园|仓储5万平方米|8900|河东公司|前期|规划条件未出具，土地无法挂牌出让影响供地|请市规划局尽快出具规划条件|市规划局
合计|2个||14500|||||""",
        Sheet(
            "F1",
            "3",
            "seq project_name . total_investment owner stage_now problem ask body",
            "4-section_row 5!* 6-section_row 7!* 8-total_row",
            title="2018年度市重点项目前期推进情况表",
        ),
    ),
    drawn(
        "bilingual header",
        """重点外资项目问题清单 Issues List|<|<|<|<|<|<|<
序号⏎No.|项目名称⏎Project|存在问题⏎Issues|问题类别⏎Category|需协调事项⏎Request|协调层级⏎Level|责任单位⏎Department|联系人及电话⏎Contact
1|云溪纺织标准厂房|施工图审查时间过长，已送审四十天未出结果|规划|请市住建局督促审图机构限时办结|市级|市住建局|工程股 0597-00001234""",
        Sheet("F1", "2", "seq project_name problem category ask tier body contact", "3~due_default"),
    ),
    drawn(
        "instructions in brackets",
        """需县协调解决问题报送表|<|<|<|<|<|<|<|<
序号|项目名称（须与县重点项目目录一致）|问题类别（从下拉框选择）|具体问题（写明卡在哪个环节、已做何工作，不少于20字）|需协调解决事项（明确请哪个单位做什么）|协调层级（县级/市级/省级，可多选）|牵头单位（全称）|要求办结时间（格式：6月20日）|联系人及电话（手机）
1|云溪纺织标准厂房|规划|施工图审查时间过长，已送审四十天未出结果|请县住建局督促审图机构限时办结|县级|县住建局|6月20日|工程股 0597-00001234""",
        Sheet("F1", "2", "seq project_name category problem ask tier body due contact", "3+"),
    ),
    drawn(
        "ticked tiers over four columns",
        """审批难点问题汇总表|<|<|<|<|<|<|<|<|<
序号|项目名称|问题情况|<|协调层级（打√）|<|<|<|责任部门|完成时限
^|^|存在问题|具体诉求|部门级|县级|市级|省级|^|^
1|云溪纺织标准厂房|施工图审查时间过长，已送审四十天未出结果|请县住建局督促审图机构限时办结||√|||县住建局|6月20日
2|河东物流园|规划条件未出具，土地无法挂牌出让影响供地|请市规划局尽快出具规划条件|||√||市规划局|6月22日
填报人：工程股  联系电话：0597-00001234|<|<|<|<|<|<|<|<|<""",
        Sheet(
            "F1",
            "2 3",
            "seq project_name problem ask tier tier tier tier body due",
            "4~category_inferred 5~category_inferred 6-note_row",
            fields={"4": {"tier": "县级"}, "5": {"tier": "市级"}},
        ),
    ),
    drawn(
        "three-row header with units line",
        """项目情况汇总表
序号|项目名称|投资情况|<|<|存在问题|需协调事项|牵头单位
^|^|总投资|年度计划|累计完成|^|^|^
^|^|（万元）|（万元）|（万元）|^|^|^
1|云溪纺织标准厂房|5600|2000|800|施工图审查时间过长，已送审四十天未出结果|请县住建局督促审图机构限时办结|县住建局""",
        Sheet(
            "F1",
            "2 3 4",
            "seq project_name total_investment year_investment . problem ask body",
            "5!*",
            fields={"5": {"total_investment": 5600.0, "year_investment": 2000.0}},
        ),
    ),
    drawn(
        "groups with 名称 under project and unit",
        f"""问题统计表
序号|项目|<|问题|<|责任|<
^|名称|编号|描述|诉求|单位|时限
1|云溪纺织标准厂房|县2018-03|{P1}|{A1}|县住建局|6月20日""",
        Sheet("F1", "2 3", "seq project_name project_code problem ask body due", "4!*"),
    ),
    drawn(
        "land demand list",
        f"""用地需求项目清单
序号|项目名称|用地面积（亩）|其中：林地（亩）|拟用地时间|存在问题|需协调事项|责任单位
1|云溪纺织标准厂房|32|5|6月底|{P1}|{A1}|县国土局""",
        Sheet("F1", "2", "seq project_name area . . problem ask body", "3!*"),
    ),
    drawn(
        "summary with extra reply columns",
        f"""审批服务问题汇总表（反馈）
序号|项目名称|存在问题|需协调事项|协调层级|牵头单位|完成时限|联系电话|进展情况|办理结果
1|云溪纺织标准厂房|{P1}|{A1}|县级|县住建局|6月20日|0597-00001234|正在审图|""",
        Sheet("F1", "2", rows="3~*"),
    ),
    drawn(
        "bottlenecks",
        f"""重点工程征迁及审批瓶颈问题统计表
编号|工程名称|业主单位名称|目前存在的瓶颈问题|拟采取的解决措施及建议|需县领导协调的部门|计划解决日期|责任人及电话|附注
1|云溪标准厂房|云溪公司|{P1}|{A1}|县住建局|6月20日|工程股 0597-00001234|
2|河东物流园|河东公司|{P2}|{A2}|县规划局|6月25日|工程股 0597-00001234|""",
        Sheet("F1", "2", "seq project_name owner problem ask body due contact note", "3~* 4~*"),
    ),
    drawn(
        "topics for a meeting",
        f"""市重点项目协调会议题征集表
议题序号|提请单位|涉及项目|议题内容（存在问题）|提请协调事项|建议牵头单位|建议参会单位
1|县交通局|云岭隧道|{P1}|{A1}|县住建局|县财政局、县国土局""",
        Sheet("F1", "2", "seq . project_name problem ask body .", "3!*"),
    ),
    drawn(
        "cause and measure beside the ask",
        f"""项目前期工作存在问题清单
序号|项目名称|存在问题|原因分析|下一步措施|需要支持的事项|责任部门|完成期限|联系人|联系电话
1|云溪标准厂房|{P1}|审图机构人手不足|加强对接|{A1}|县住建局|6月20日|工程股|0597-00001234""",
        Sheet("F1", "2", "seq project_name problem . . ask body due contact contact", "3~*"),
    ),
    drawn(
        "level column of project and tier columns both",
        f"""审批服务问题汇总表
序号|项目名称|项目级别|<|<|存在问题|需协调事项|协调层级|<|牵头单位
^|^|省|市|县|^|^|县级|市级以上|^
1|云溪标准厂房||√||{P1}|{A1}|√||县住建局""",
        Sheet(
            "F1",
            "2 3",
            "seq project_name level level level problem ask tier tier body",
            "4!*",
            fields={"4": {"level": "市", "tier": "县级"}},
        ),
    ),
    drawn(
        "grouped header without merges and three groups",
        f"""问题统计表
序号|项目概况|||问题情况||协调要求||
|项目名称|业主单位|建设地点|存在问题|问题类别|需协调事项|牵头单位|完成时限
1|云溪标准厂房|云溪公司|白沙镇|{P1}|规划|{A1}|县住建局|6月20日""",
        Sheet("F1", "2 3", "seq project_name owner location problem category ask body due", "4!*"),
    ),
    drawn(
        "vertical text in merged left column",
        f"""审批服务问题汇总表
类型|序号|项目名称|存在问题|需协调事项|牵头单位|完成时限|联系电话
省重点|1|云溪标准厂房|{P1}|{A1}|县住建局|6月20日|0597-00001234
^|2|河东物流园|{P2}|{A2}|县规划局|6月20日|0597-00001234""",
        Sheet("F1", "2", rows="3~* 4~*", fields={"4": {"project_name": "河东物流园"}}),
    ),
    drawn(
        "labels typed half in one line and half in the next",
        f"""问题清单表
序|项 目|存 在|需 协 调|牵 头|完 成|联系人
号|名 称|问 题|事 项|单 位|时 限|及电话
1|云溪标准厂房|{P1}|{A1}|县住建局|6月20日|工程股 0597-00001234""",
        Sheet("F1", "2 3", "seq project_name problem ask body due contact", "4~*"),
    ),
]
