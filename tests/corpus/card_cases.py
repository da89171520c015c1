"""Forms filled in downwards: a label beside its value, one card a problem; tables whose records are columns."""

from __future__ import annotations

from tests.corpus.case import Case, Sheet
from tests.corpus.lines import PROBLEMS, PROJECTS
from tests.corpus.sheets import word, xlsx


def _card(number: int, due: str = "6月20日", colon: str = "") -> str:
    """A card of seven lines."""
    lines = {
        "项目名称": PROJECTS[number - 1],
        "存在问题": PROBLEMS[number - 1],
        "需协调事项": "请县国土资源局调剂用地指标",
        "协调层级": "县级",
        "牵头单位": "县国土资源局",
        "完成时限": due,
        "联系人及电话": "工程股 0597-00001234",
    }
    return "\n".join(f"{label}{colon}|{value}" for label, value in lines.items())


KEYS = "project_name problem ask tier body due contact"


def _one(name: str, drawing: str, sheet: Sheet, findings: str = "read_as_cards", none: str = "") -> Case:
    return Case(name, lambda: xlsx(drawing), (sheet,), "问题卡.xlsx", findings=findings, none=none)


CASES = [
    _one(
        "a card",
        f"问题登记卡|<\n填报单位：县水利局  填报日期：6月7日|<\n{_card(1)}",
        Sheet(
            "F1",
            keys=KEYS,
            rows="3~category_inferred",
            title="问题登记卡",
            head={"填报单位": "县水利局"},
            fields={"3": {"project_name": PROJECTS[0], "due": "2018-06-20", "body": ["县国土资源局"]}},
        ),
    ),
    _one(
        "cards below one another",
        f"{_card(1)}\n\n{_card(2)}\n\n\n{_card(3)}",
        Sheet("F1", keys=KEYS, rows="1~* 9~* 18!*", fields={"9": {"project_name": PROJECTS[1]}}),
    ),
    _one(
        "labels with colons",
        _card(1, colon="："),
        Sheet(
            "F1", keys=KEYS, rows="1~*", labels="项目名称 存在问题 需协调事项 协调层级 牵头单位 完成时限 联系人及电话"
        ),
    ),
    _one(
        "a title over every card, a remark at the end",
        f"问题卡（一）|<\n{_card(1)}\n问题卡（二）|<\n{_card(2)}\n注：每卡一个问题|<",
        Sheet("F1", rows="2~* 9-header_again 10~* 17-note_row", title="问题卡（一）"),
    ),
    _one(
        "two pairs a line",
        "问题登记卡|<|<|<\n项目名称|云岭隧道工程|建设单位|南浦交建公司\n问题类别|用林|协调层级|县级\n"
        "存在问题|隧道弃渣场使用林地手续尚未报批|<|<\n需协调事项|请县林业局尽快审核上报|<|<\n"
        "牵头单位|县林业局|完成时限|6.25\n联系人|工程股|联系电话|0597-00001234\n备注||<|<\n"
        "填报人：工程股  审核人：值班领导|<|<|<",
        Sheet(
            "F1",
            keys="project_name owner category tier problem ask body due contact contact note",
            rows="2+ 9-note_row",
            fields={"2": {"contact": "工程股 0597-00001234", "due": "2018-06-25"}},
        ),
    ),
    _one(
        "groups on the left",
        "基本情况|项目名称|云岭隧道工程|建设单位|南浦交建公司\n^|建设地点|云岭镇|总投资（万元）|#12000\n"
        "问题情况|存在问题|隧道弃渣场使用林地手续尚未报批|<|<\n^|需协调事项|请县林业局尽快审核上报|<|<\n"
        "^|牵头单位|县林业局|联系电话|0597-00001234",
        Sheet(
            "F1",
            keys="project_name owner location total_investment problem ask body contact",
            rows="1~*",
            fields={"1": {"total_investment": 12000.0}},
        ),
    ),
    _one(
        "a label merged over the lines of its value",
        "项目名称|云岭隧道工程\n存在问题|1.隧道弃渣场使用林地手续尚未报批\n^|2.渡口岸线使用方案未获主管部门同意\n"
        "需协调事项|请县林业局尽快审核上报\n牵头单位|县林业局",
        Sheet("F1", rows="1/1!* 1/2!*"),
    ),
    _one(
        "label and value in one cell",
        "项目名称：云岭隧道工程\n存在问题：隧道弃渣场使用林地手续尚未报批\n需协调事项：请县林业局尽快审核上报\n牵头单位：县林业局",
        Sheet("F1", keys="project_name problem ask body", rows="1!*", fields={"1": {"body": ["县林业局"]}}),
    ),
    Case(
        "an empty card",
        lambda: xlsx("项目名称|\n存在问题|\n需协调事项|\n牵头单位|"),
        (),
        findings="empty",
    ),
    _one(
        "projects as columns",
        "堵点情况|<|<|<\n项目名称|青溪水厂|云岭隧道|白沙渡口\n存在问题|" + "|".join(PROBLEMS[:3]) + "\n"
        "需协调事项|请县国土局调剂指标|请县林业局审核|请市海事局同意\n"
        "牵头单位|县国土局|县林业局|市海事局\n完成时限|6.20|6.31|6.25",
        Sheet(
            "F1",
            keys="project_name problem ask body due",
            rows="2/1!* 2/2!* 2/3!*",
            fields={"2/3": {"project_name": "白沙渡口", "due": "2018-06-25"}},
        ),
    ),
    _one(
        "a feedback as a card",
        "销号申请单|<|<|<\n问题编号|GJ2018-0003|项目名称|云岭隧道工程\n责任单位|县林业局|办结日期|6月12日\n办理状态|已办结|<|<\n"
        "进展情况|使用林地审核同意书已经取得|<|<\n佐证材料|南林〔2018〕3号|<|<\n填报人及电话|工程股 0597-00001234|<|<",
        Sheet("F2", keys="number project_name unit done_on status progress evidence contact", rows="2+"),
    ),
    _one(
        "a card that is none of our forms",
        "干部基本信息|<|<|<\n姓名|职员甲|性别|男\n出生年月|1980.1|籍贯|南浦\n工作单位|县住建局|<|<\n联系电话|13800000001|<|<",
        Sheet(None, labels="姓名 性别 出生年月 籍贯 工作单位 联系电话", rows="2+", title="干部基本信息"),
        findings="",
        none="read_as_cards",
    ),
    _one(
        "a list of what to fill in is no card",
        "栏目|填写要求\n项目名称|填写目录中的名称\n存在问题|写清卡在哪个环节\n需协调事项|写清请谁做什么",
        Sheet(None, "1", labels="栏目 填写要求", rows="2+ 3+ 4+"),
        findings="",
        none="read_as_cards",
    ),
    Case(
        "a card a sheet",
        lambda: xlsx({"青溪": f"问题卡|<\n{_card(1)}", "云岭": f"问题卡|<\n{_card(2)}"}),
        (Sheet("F1", rows="2~*", sheet="青溪"), Sheet("F1", rows="2~*", sheet="云岭")),
    ),
    Case(
        "a card in a Word document",
        lambda: word(_card(1), before=["问题登记卡", "填报单位：县水利局"], after=["填报人：工程股"]),
        (Sheet("F1", keys=KEYS, rows="1~*", title="问题登记卡", head={"填报单位": "县水利局"}),),
        file="问题卡.docx",
    ),
]
