"""Plain tables of other purposes that lie beside ours: lists, ledgers, plans, scores, budgets.

A line of a drawing is a row of the sheet, however long.
"""

from __future__ import annotations

from tests.corpus.case import Sheet, drawn

CASES = [
    drawn(
        "vehicles",
        """公务车辆台账
序号|车牌号|车型|购置日期|使用部门|驾驶员|联系电话|备注
1|甲X00001|轿车|2012-05-01|办公室|司机甲|13800000001|
2|甲X00002|越野车|2014-03-01|执法队|司机乙|13800000002|""",
        Sheet(None, "2", rows="3+ 4+", title="公务车辆台账"),
    ),
    drawn(
        "scores",
        """2018年春季成绩表
学号|姓名|语文|数学|英语|总分
01|学生甲|90|80|70|240
02|学生乙|91|81|71|243
平均分||90.5|80.5|70.5|241.5""",
        Sheet(None, "2", labels="学号 姓名 语文 数学 英语 总分", title="2018年春季成绩表"),
    ),
    drawn(
        "budget",
        """2018年部门预算表
单位：万元
科目编码|科目名称|合计|基本支出|<|项目支出
^|^|^|人员经费|公用经费|^
201|一般公共服务|120|80|20|20
208|社会保障|30|30|0|0
合计||150|110|20|20""",
        Sheet(
            None,
            "3 4",
            labels="科目编码 科目名称 合计 基本支出/人员经费 基本支出/公用经费 项目支出",
            rows="5+ 6+ 7-total_row",
            title="2018年部门预算表",
        ),
    ),
    drawn(
        "years with blank corner",
        """历年财政收入（亿元）
|#2015|#2016|#2017
城关镇|#1.2|#1.3|#1.4
云岭镇|#0.8|#0.9|#1.0""",
        Sheet(None, "2", rows="3+ 4+", title="历年财政收入（亿元）"),
    ),
    drawn(
        "months text",
        """月度用电量
站点|1月|2月|3月|合计
甲站|12|13|14|39
乙站|22|23|24|69""",
        Sheet(None, "2", rows="3+ 4+", labels="站点 1月 2月 3月 合计"),
    ),
    drawn(
        "duty by dates",
        """值班安排
班次|@2018-06-16|@2018-06-17|@2018-06-18
白班|甲|乙|丙
夜班|丁|戊|己""",
        Sheet(None, "2", rows="3+ 4+", labels="班次 2018-06-16 2018-06-17 2018-06-18"),
    ),
    drawn(
        "contact list of liaison officers",
        """联络员名单
单位|联络员|职务|办公电话|手机|邮箱
县住建局|职员甲|科长|0597-00001234|13800000001|a@county.example""",
        Sheet(None, "2", rows="3+", title="联络员名单"),
    ),
    drawn(
        "sign-in",
        """会议签到表
会议名称：审批服务推进会|<|<|<
时间：6月8日|<|地点：三楼会议室|<
序号|单位|姓名|签名
1|县住建局|职员甲|
2|县林业局|职员乙|""",
        Sheet(
            None,
            "4",
            rows="5+ 6+",
            labels="序号 单位 姓名 签名",
            title="会议签到表",
            head={"会议名称": "审批服务推进会", "时间": "6月8日", "地点": "三楼会议室"},
        ),
    ),
    drawn(
        "two plain tables side by side",
        """库存
品名|数量||品名|数量
纸|12||笔|30
硒鼓|3||本|40""",
        Sheet(None, "2", rows="3+ 4+"),
    ),
    drawn(
        "indicators by quarter",
        """主要经济指标完成情况
指标|单位|一季度|二季度|同比增长（%）
生产总值|亿元|12|14|8.1
固定资产投资|亿元|7|9|12.3""",
        Sheet(None, "2", rows="3+ 4+", labels="指标 单位 一季度 二季度 同比增长（%）", title="主要经济指标完成情况"),
    ),
    drawn(
        "a work plan",
        """6月工作计划表
序号|工作内容|责任科室|完成时间|进展情况
1|召开推进会|项目科|6月15日|已发通知
2|汇总台账|办公室|6月20日|正在收集""",
        Sheet(None, "2", rows="3+ 4+", title="6月工作计划表"),
    ),
    drawn(
        "a complaint ledger",
        """信访件台账
编号|来信人|反映问题|承办单位|办结时限|办理情况
1|群众甲|小区噪音扰民|城管局|6月20日|已办结
2|群众乙|道路破损|公路局|6月25日|办理中""",
        Sheet(None, "2", rows="3+ 4+", title="信访件台账"),
    ),
    drawn(
        "a list of approvals",
        """行政审批事项目录
序号|事项名称|设定依据|承诺时限（工作日）|责任科室
1|使用林地审核|森林法|10|林政科
2|水保方案审批|水保法|7|水保科""",
        Sheet(None, "2", rows="3+ 4+", title="行政审批事项目录"),
    ),
    drawn(
        "a procurement list",
        """政府采购项目清单
序号|采购项目|预算金额（万元）|采购方式|拟采购时间
1|办公家具|30|询价|7月
2|信息系统|120|公开招标|8月""",
        Sheet(None, "2", rows="3+ 4+"),
    ),
    drawn(
        "English table",
        """Inventory list
No.|Item|Quantity|Unit price|Remarks
1|Paper|12|18.5|
2|Ink|3|260|urgent""",
        Sheet(None, "2", rows="3+ 4+", labels="No. Item Quantity Unitprice Remarks", title="Inventory list"),
    ),
    drawn(
        "a list of one column with a header",
        """项目名称
云溪纺织标准厂房
河东物流园""",
        findings="no_table",
    ),
    drawn(
        "a pivot of problem counts",
        """各单位问题数量统计表
单位|部门级|县级|市级|省级|合计
县国土局|3|2|1|0|6
县林业局|1|1|0|0|2
合计|4|3|1|0|8""",
        Sheet(None, "2", rows="3+ 4+ 5-total_row", title="各单位问题数量统计表"),
    ),
    drawn(
        "a fee table with long texts",
        """收费项目及标准
收费项目|收费标准|收费依据
不动产登记费|80元/件|财税〔2016〕79号文件规定，住宅类不动产登记收费标准为每件80元。
工本费|10元/本|同上""",
        Sheet(None, "2", rows="3+ 4+"),
    ),
    drawn(
        "a questionnaire table",
        """企业调查表
问题|选项A|选项B|选项C
您对审批服务是否满意|满意|基本满意|不满意
您认为审批时间是否过长|过长|适中|较短""",
        Sheet(None, "2", rows="3+ 4+"),
    ),
    drawn(
        "a schedule with merged days",
        """活动日程
日期|时间|内容|地点
6月8日|9:00|签到|一楼
^|9:30|开幕|三楼
6月9日|9:00|参观|园区""",
        Sheet(None, "2", rows="3+ 4+ 5+"),
    ),
    drawn(
        "a table of numbers only below labels",
        """水位监测
时间|水位|流量
#8.0|#12.5|#33
#9.0|#12.6|#34""",
        Sheet(None, "2", rows="3+ 4+", labels="时间 水位 流量"),
    ),
    drawn(
        "a party-fee list in two print columns",
        """党费收缴表
姓名|金额|签名|姓名|金额|签名
甲|10||丁|12|
乙|11||戊|13|""",
        Sheet(None, "2", rows="3+ 4+"),
    ),
    drawn(
        "receipts: key value and a table below",
        """领料单
领用部门：工程科|<|领用日期：6月8日|<
材料名称|规格|数量|备注
水泥|425|10|
钢筋|12|5|""",
        Sheet(
            None,
            "3",
            rows="4+ 5+",
            labels="材料名称 规格 数量 备注",
            title="领料单",
            head={"领用部门": "工程科", "领用日期": "6月8日"},
        ),
    ),
    drawn(
        "approvals progress by matter (wide ticks)",
        """培训签到表
姓名|6月1日|6月2日|6月3日
甲|√|√|
乙|√||√""",
        Sheet(None, "2", rows="3+ 4+", labels="姓名 6月1日 6月2日 6月3日"),
    ),
    drawn(
        "population by town with total on top",
        """人口统计表
乡镇|户数|人口|其中：男|女
合计|300|1200|600|600
城关镇|100|400|200|200
云岭镇|200|800|400|400""",
        Sheet(None, "2", rows="3-total_row 4+ 5+"),
    ),
    drawn(
        "a contract list",
        """合同台账
合同编号|合同名称|对方单位|金额（元）|签订日期|履行期限|经办人
HT-01|办公设备采购|某公司|12000|2018-03-01|一年|职员甲""",
        Sheet(None, "2", rows="3+"),
    ),
    drawn(
        "safety inspection",
        """安全生产检查问题清单
序号|检查地点|隐患问题|整改措施|整改责任人|整改期限|整改情况
1|仓库|消防通道堆放杂物|清理|职员甲|6月20日|已整改""",
        Sheet(None, "2", rows="3+"),
    ),
    drawn(
        "laws list with long text cells",
        """法律法规清单
名称|条款|内容
城乡规划法|第三十六条|按照国家规定需要有关部门批准或者核准的建设项目，以划拨方式提供国有土地使用权的，建设单位应当申请核发选址意见书。
森林法|第十五条|勘查、开采矿藏和各项建设工程，应当不占或者少占林地；必须占用的，应当办理审核手续。""",
        Sheet(None, "2", rows="3+ 4+"),
    ),
    drawn(
        "statistics with two header groups of years",
        """财政收支表
项目|2016年|<|2017年|<
^|预算|决算|预算|决算
收入|100|110|120|130
支出|90|95|100|105""",
        Sheet(None, "2 3", labels="项目 2016年/预算 2016年/决算 2017年/预算 2017年/决算", rows="4+ 5+"),
    ),
]
