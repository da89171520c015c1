"""Tables that are none of our forms: true labels and rows, no form, no field (`gongjian read` reads them all)."""

from __future__ import annotations

from tests.corpus.case import Case, Sheet
from tests.corpus.sheets import delimited, html, word, xlsx


def _one(name: str, drawing: str, header: str, labels: str, rows: str, **values: dict[str, str | None]) -> Case:
    by_row = {place.lstrip("r"): cells for place, cells in values.items()}
    sheet = Sheet(None, header, rows=rows, labels=labels, values=by_row)
    return Case(name, lambda: xlsx(drawing), (sheet,), file="其他.xlsx", none="column_unplaced column_missing")


CASES = [
    _one(
        "an inventory",
        "物资库存表\n编号|品名|规格|单位|数量|单价|金额\n1|复印纸|A4|箱|12|180|2160\n2|硒鼓|88A|个|3|260|780",
        "2",
        "编号 品名 规格 单位 数量 单价 金额",
        "3+ 4+",
        r3={"品名": "复印纸", "数量": "12"},
    ),
    _one(
        "a salary sheet",
        "6月工资表\n工号|姓名|部门|基本工资|绩效|应发合计|实发工资\n001|职员甲|办公室|3200|1100|4300|4000\n002|职员乙|财务股|3400|900|4300|4010",
        "2",
        "工号 姓名 部门 基本工资 绩效 应发合计 实发工资",
        "3+ 4+",
    ),
    _one(
        "a timetable",
        "三年级课程表\n节次|星期一|星期二|星期三|星期四|星期五\n第一节|语文|数学|语文|英语|数学\n第二节|数学|语文|体育|语文|美术",
        "2",
        "节次 星期一 星期二 星期三 星期四 星期五",
        "3+ 4+",
        r3={"节次": "第一节", "星期三": "语文"},
    ),
    _one(
        "month headers stored as numbers",
        "降雨量\n站点|#1|#2|#3|#4|#5|#6\n青溪站|#20|#31|#88|#102|#175|#210\n云岭站|#18|#29|#93|#110|#160|#190",
        "2",
        "站点 1 2 3 4 5 6",
        "3+ 4+",
        r4={"站点": "云岭站", "6": "190"},
    ),
    _one(
        "year headers stored as numbers",
        "投资完成情况\n地区|#2015|#2016|#2017\n城关镇|#120|#150|#180\n云岭镇|#80|#95|#99",
        "2",
        "地区 2015 2016 2017",
        "3+ 4+",
    ),
    _one(
        "a contact list",
        "通讯录\n姓名|职务|办公电话|手机\n职员甲|主任|0597-00001111|13800000001\n职员乙|科员|0597-00002222|13800000002",
        "2",
        "姓名 职务 办公电话 手机",
        "3+ 4+",
    ),
    _one(
        "an attendance sheet with two header rows",
        "考勤表\n姓名|上午|<|下午|<\n^|签到|签退|签到|签退\n职员甲|8:00|12:00|14:30|17:30\n职员乙|8:05|12:00|14:31|17:30",
        "2 3",
        "姓名 上午/签到 上午/签退 下午/签到 下午/签退",
        "4+ 5+",
        r4={"下午/签退": "17:30"},
    ),
    _one(
        "a ranking without a title",
        "名次|乡镇|得分\n1|城关镇|98.5\n2|云岭镇|97",
        "1",
        "名次 乡镇 得分",
        "2+ 3+",
        r2={"得分": "98.5"},
    ),
    _one(
        "a purchase order with a total",
        "采购单\n货物|数量|单价|金额\n打印机|2|1500|3000\n桌子|4|500|2000\n合计|||5000",
        "2",
        "货物 数量 单价 金额",
        "3+ 4+ 5-total_row",
    ),
    _one(
        "a roster of duty with dates",
        "值班表\n日期|带班领导|值班人员|电话\n@2018-06-16|领导甲|职员甲|0597-00001234\n@2018-06-17|领导乙|职员乙|0597-00001234",
        "2",
        "日期 带班领导 值班人员 电话",
        "3+ 4+",
        r3={"日期": "2018-06-16"},
    ),
    _one(
        "a vehicle log",
        "车辆使用登记\n车号|出车时间|事由|里程（公里）|驾驶员\nX-0001|6月7日|下乡|36|司机甲\nX-0002|6月8日|接站|52|司机乙",
        "2",
        "车号 出车时间 事由 里程（公里） 驾驶员",
        "3+ 4+",
    ),
    _one(
        "a merged first column",
        "成绩表\n班级|姓名|语文|数学\n一班|学生甲|90|95\n^|学生乙|88|79\n二班|学生丙|93|91",
        "2",
        "班级 姓名 语文 数学",
        "3+ 4+ 5+",
        r4={"班级": "一班", "姓名": "学生乙"},
    ),
    _one(
        "an equipment list with a blank row",
        "设备清单\n名称|型号|购置年份\n电脑|T1|2015\n\n投影仪|P2|2016",
        "2",
        "名称 型号 购置年份",
        "3+ 5+",
    ),
    _one(
        "an English table",
        "Stock\nItem|Size|Count|Price\nPaper|A4|12|180\nInk|88A|3|260",
        "2",
        "Item Size Count Price",
        "3+ 4+",
    ),
    _one(
        "a meeting's agenda",
        "会议议程\n时间|内容|汇报单位|地点\n9:00|签到|办公室|一楼\n9:30|听取汇报|县水利局|三楼会议室",
        "2",
        "时间 内容 汇报单位 地点",
        "3+ 4+",
    ),
    Case(
        "a foreign csv",
        lambda: delimited("品名|数量|金额\n复印纸|12|2160\n硒鼓|3|780"),
        (Sheet(None, "1", labels="品名 数量 金额", rows="2+ 3+"),),
        file="库存.csv",
    ),
    Case(
        "a foreign page",
        lambda: html("品名|数量|金额\n复印纸|12|2160\n硒鼓|3|780"),
        (Sheet(None, "1", labels="品名 数量 金额", rows="2+ 3+"),),
        file="库存.xls",
    ),
    Case(
        "a foreign Word table",
        lambda: word("品名|数量|金额\n复印纸|12|2160\n硒鼓|3|780", before=["物资库存表"]),
        (Sheet(None, "1", labels="品名 数量 金额", rows="2+ 3+", title="物资库存表"),),
        file="库存.docx",
    ),
    Case(
        "a title of three characters",
        lambda: xlsx("库存表|<|<\n品名|数量|金额\n复印纸|12|2160\n硒鼓|3|780"),
        (Sheet(None, "2", rows="3+ 4+", title="库存表"),),
    ),
    Case(
        "a letter without a table",
        lambda: xlsx("关于召开会议的通知\n请各单位于6月8日参加会议。"),
        (),
        findings="no_table",
    ),
    Case("an empty workbook", lambda: xlsx(""), (), findings="empty", none="no_table"),
]
