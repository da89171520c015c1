"""Where the table is in the sheet, and which of its lines are what (issue: Grid → table → rows)."""

from __future__ import annotations

from tests.corpus.case import Case, Sheet
from tests.corpus.lines import HEADER, KEYS, row, rows
from tests.corpus.sheets import xlsx


def _one(name: str, drawing: str, sheet: Sheet, file: str = "堵点清单.xlsx", **more: str) -> Case:
    hide = more.pop("hide", "")
    return Case(name, lambda: xlsx(drawing, hide=hide), (sheet,), file, **more)


NINE = "|<" * 8
CASES = [
    _one("header in the first row", f"{HEADER}\n{rows(2)}", Sheet("F1", "1", KEYS, "2+ 3+")),
    _one(
        "title, head and header",
        f"审批堵点清单{NINE}\n填报单位：南浦县林业局  填报日期：2018年6月7日{NINE}\n{HEADER}\n{rows(2)}",
        Sheet(
            "F1",
            "3",
            KEYS,
            "4+ 5+",
            title="审批堵点清单",
            head={"填报单位": "南浦县林业局", "填报日期": "2018年6月7日"},
        ),
    ),
    _one(
        "an annex line above the title",
        f"附件2\n重点项目难点问题台账{NINE}\n\n{HEADER}\n{rows(1)}",
        Sheet("F1", "4", KEYS, "5+", title="重点项目难点问题台账"),
    ),
    _one(
        "head block in five cells",
        f"需协调事项一览表{NINE}\n填报单位|县水利局||填报人|办公室值班||填报日期|6月7日\n{HEADER}\n{rows(1)}",
        Sheet("F1", "3", KEYS, "4+", head={"填报单位": "县水利局", "填报人": "办公室值班", "填报日期": "6月7日"}),
    ),
    _one(
        "head block in single cells with colons",
        f"需协调事项一览表{NINE}\n填报单位：|县水利局|||填报日期：|@2018-06-07\n{HEADER}\n{rows(1)}",
        Sheet("F1", "3", KEYS, "4+", head={"填报单位": "县水利局", "填报日期": "2018-06-07"}),
    ),
    _one(
        "head block over two lines",
        f"审批堵点清单{NINE}\n填报单位（盖章）：县交通运输局{NINE}\n联系人：建设股  联系电话：0597-00005678{NINE}\n"
        f"{HEADER}\n{row(contact='')}",
        Sheet(
            "F1",
            "4",
            KEYS,
            "5+",
            fields={"5": {"contact": "建设股 0597-00005678", "contact_phones": ["059700005678"]}},
        ),
    ),
    _one(
        "head block below the title in the same cell",
        f"审批堵点清单⏎填报单位：县水利局{NINE}\n{HEADER}\n{rows(1)}",
        Sheet("F1", "2", KEYS, "3+", head={"填报单位": "县水利局"}),
    ),
    _one(
        "the unit on the header's own line",
        f"审批堵点清单\n{HEADER}|填报单位：县水利局\n{rows(1)}",
        Sheet("F1", "2", KEYS, "3+", head={"填报单位": "县水利局"}),
    ),
    _one(
        "the unit spaced out",
        f"填 报 单 位：县 水 利 局{NINE}\n{HEADER}\n{rows(1)}",
        Sheet("F1", "2", KEYS, "3+", head={"填报单位": "县水利局"}),
    ),
    _one(
        "blanks to fill in left blank",
        f"审批堵点清单{NINE}\n填报单位（盖章）：______  填报日期：2018年6月__日{NINE}\n{HEADER}\n{rows(1)}",
        Sheet("F1", "3", KEYS, "4+", title="审批堵点清单", head={"填报单位（盖章）": None}),
    ),
    _one(
        "a header of two rows with a merged group",
        "审批堵点清单\n序号|项目名称|困难问题|需协调事项|需协调层级|<|<|牵头部门|完成时限|联系人及电话\n"
        "^|^|^|^|县级|市级|省级|^|^|^\n"
        "1|青溪水厂扩建工程|扩建用地指标缺口三十二亩，未能组卷上报|"
        "请市国土资源局调剂用地指标||√||县国土资源局|6.20|值班 0597-00001234",
        Sheet(
            "F1",
            "2 3",
            "seq project_name problem ask tier tier tier body due contact",
            "4~category_inferred",
            fields={"4": {"tier": "市级", "category": "用地", "due": "2018-06-20"}},
        ),
    ),
    _one(
        "a header of three rows with groups in groups",
        "审批堵点清单\n"
        "序号|项目基本情况|<|问题情况|<|<|协调情况|<|<|<\n"
        "^|项目名称|建设单位|困难问题|问题类别|需协调事项|需协调层级|<|牵头部门|完成时限\n"
        "^|^|^|^|^|^|县级|市级|^|^\n"
        "1|青溪水厂扩建工程|南浦水务公司|扩建用地指标缺口三十二亩，未能组卷上报|用地|"
        "请县政府调剂用地指标|√||县国土资源局|6月25日\n"
        "填报人：工程股  联系电话：0597-00001234|<|<|<|<|<|<|<|<|<",
        Sheet(
            "F1",
            "2 3 4",
            "seq project_name owner problem category ask tier tier body due",
            "5+ 6-note_row",
            fields={"5": {"tier": "县级", "contact_phones": ["059700001234"]}},
        ),
    ),
    _one(
        "two tiers ticked, the higher one counts",
        "序号|项目名称|困难问题|需协调事项|协调层级|<|牵头部门|完成时限|联系电话\n^|^|^|^|县级|市级|^|^|^\n"
        "1|青溪水厂扩建工程|扩建用地指标缺口三十二亩，未能组卷上报|请国土部门调剂用地指标|√|√|"
        "县国土资源局|6.20|0597-00001234",
        Sheet("F1", "1 2", rows="3~*", fields={"3": {"tier": "市级", "tiers": ["县级", "市级"]}}),
    ),
    _one(
        "group labels typed without a merge",
        "序号|项目名称|困难问题|需协调事项|协调层级||牵头部门|完成时限|联系电话\n||||县级|市级|||\n"
        "1|青溪水厂扩建工程|扩建用地指标缺口三十二亩，未能组卷上报|请国土部门调剂用地指标||√|"
        "县国土资源局|6.20|0597-00001234",
        Sheet("F1", "1 2", "seq project_name problem ask tier tier body due contact", "3~category_inferred"),
    ),
    _one(
        "labels with line breaks and spaces",
        "序⏎号|项 目 名 称|问题⏎类别|困 难⏎问 题|需协调⏎事项|协调层级⏎（县/市/省）|牵头⏎部门|完成⏎时限|联系人⏎及电话\n"
        + row(),
        Sheet(
            "F1",
            "1",
            KEYS,
            "2+",
            labels="序号 项目名称 问题类别 困难问题 需协调事项 协调层级（县/市/省） 牵头部门 完成时限 联系人及电话",
        ),
    ),
    _one(
        "sections",
        f"{HEADER}\n一、水利项目{NINE}\n{row(1)}\n二、交通项目{NINE}\n{row(2)}\n（三）民生项目{NINE}\n{row(3)}",
        Sheet("F1", "1", KEYS, "2-section_row 3+ 4-section_row 5+ 6-section_row 7+"),
    ),
    _one(
        "sections numbered in the 序号 column",
        f"{HEADER}\n一|水利项目\n{row(1)}\n二|交通项目\n{row(2)}",
        Sheet("F1", "1", KEYS, "2-section_row 3+ 4-section_row 5+"),
    ),
    _one(
        "a subtotal before the data",
        f"{HEADER}\n合计|3个项目\n{rows(2)}",
        Sheet("F1", "1", KEYS, "2-total_row 3+ 4+"),
    ),
    _one(
        "subtotals and a total",
        f"{HEADER}\n{row(1)}\n小计|1个\n{row(2)}\n小计|1个\n总计|2个",
        Sheet("F1", "1", KEYS, "2+ 3-total_row 4+ 5-total_row 6-total_row"),
    ),
    _one(
        "a total in the project's column, spaced out",
        f"{HEADER}\n{rows(1)}\n|合   计|1个问题",
        Sheet("F1", "1", KEYS, "2+ 3-total_row"),
    ),
    _one(
        "serials that start again",
        f"{HEADER}\n{row(1)}\n{row(2)}\n{row(3, seq='1')}\n{row(4, seq='2')}",
        Sheet("F1", "1", KEYS, "2+ 3+ 4+ 5+", fields={"4": {"seq": "1", "project_name": "白沙渡口改造"}}),
    ),
    _one(
        "rows numbered beforehand and left empty",
        f"{HEADER}\n{rows(2)}\n3\n4\n5",
        Sheet("F1", "1", KEYS, "2+ 3+ 4-empty_row 5-empty_row 6-empty_row"),
    ),
    _one(
        "blank rows inside",
        f"{HEADER}\n{row(1)}\n\n\n{row(2)}\n\n{row(3)}",
        Sheet("F1", "1", KEYS, "2+ 5+ 7+"),
    ),
    _one(
        "an example row left in",
        f"{HEADER}\n{row(1, seq='例')}\n{row(2, seq='1')}",
        Sheet("F1", "1", KEYS, "2-example_row 3+"),
    ),
    _one(
        "an example row marked in the project's name",
        f"{HEADER}\n{row(1, project_name='（示例）某某道路工程')}\n{row(2)}",
        Sheet("F1", "1", KEYS, "2-example_row 3+"),
    ),
    _one(
        "a guide row below the header",
        f"{HEADER}\n|填写重点项目目录中的名称|从下拉列表选择|写清卡在哪个环节|写清请谁做什么|"
        f"县级/市级/省级|填写全称|X月X日|姓名+手机\n{rows(1)}",
        Sheet("F1", "1", KEYS, "2-example_row 3+"),
    ),
    _one(
        "a guide above the header",
        f"审批堵点清单{NINE}\n填表说明：一行一个问题，项目名称与目录一致。{NINE}\n{HEADER}\n{rows(1)}",
        Sheet("F1", "3", KEYS, "4+", title="审批堵点清单"),
    ),
    _one(
        "column numbers below the header",
        f"{HEADER}\n#1|#2|#3|#4|#5|#6|#7|#8|#9\n{rows(1)}",
        Sheet("F1", "1", KEYS, "2-column_numbers 3+"),
    ),
    _one(
        "column numbers in brackets",
        f"{HEADER}\n（1）|（2）|（3）|（4）|（5）|（6）|（7）|（8）|（9）\n{rows(1)}",
        Sheet("F1", "1", KEYS, "2-column_numbers 3+"),
    ),
    _one(
        "remarks at the end",
        f"{HEADER}\n{rows(1)}\n注：1.本表一式两份；{NINE}\n2.请加盖公章。{NINE}",
        Sheet("F1", "1", KEYS, "2+ 3-note_row 4-note_row"),
    ),
    _one(
        "a signature line of one cell",
        f"{HEADER}\n{rows(1)}\n填报人：工程股    审核：分管领导    联系电话：0597-00001234{NINE}",
        Sheet("F1", "1", KEYS, "2+ 3-note_row"),
    ),
    _one(
        "signatures sharing a row in several cells",
        f"{HEADER}\n{rows(1)}\n填报人：|工程股||审核人：|值班领导||联系电话：|0597-00001234",
        Sheet("F1", "1", KEYS, "2+ 3-note_row"),
    ),
    _one(
        "a signature after blank lines",
        f"{HEADER}\n{rows(1)}\n\n\n制表人：工程股||||单位负责人：值班领导",
        Sheet("F1", "1", KEYS, "2+ 5-note_row"),
    ),
    _one(
        "the header again on the second page",
        f"审批堵点清单{NINE}\n{HEADER}\n{row(1)}\n{HEADER}\n{row(2)}",
        Sheet("F1", "2", KEYS, "3+ 4-header_again 5+"),
    ),
    _one(
        "a project merged over its problems",
        f"{HEADER}\n{row(1)}\n^|^|规划|厂区控规尚未调整，不能核发规划条件|请县住建局加快控规调整|"
        f"部门级|县住建局|6.15|^\n{row(2)}",
        Sheet(
            "F1",
            "1",
            KEYS,
            "2+ 3+ 4+",
            fields={"3": {"project_name": "青溪水厂扩建工程", "contact_phones": ["059700001234"], "seq": "1"}},
            values={"3": {"项目名称": "青溪水厂扩建工程"}},
        ),
    ),
    _one(
        "a further problem of the project above, typed without a merge",
        f"{HEADER}\n{row(1)}\n||规划|厂区控规尚未调整，不能核发规划条件|请县住建局加快控规调整|"
        f"部门级|县住建局|6.15|工程股 0597-00001234",
        Sheet("F1", "1", KEYS, "2+ 3~project_from_above", fields={"3": {"project_name": "青溪水厂扩建工程"}}),
    ),
    _one(
        "同上",
        f"{HEADER}\n{row(1)}\n2|同上|规划|厂区控规尚未调整，不能核发规划条件|请县住建局加快控规调整|"
        f"部门级|县住建局|同上|〃",
        Sheet("F1", "1", KEYS, "2+ 3+", fields={"3": {"project_name": "青溪水厂扩建工程", "due": "2018-06-20"}}),
    ),
    _one(
        "同上 with nothing above",
        f"{HEADER}\n{row(1, project_name='同上')}",
        Sheet("F1", "1", KEYS, "2!nothing_above"),
    ),
    _one(
        "同上 after a subtotal takes the last data row",
        f"{HEADER}\n{row(1)}\n小计|1个\n{row(2, body='同上')}",
        Sheet("F1", "1", KEYS, "2+ 3-total_row 4+", fields={"4": {"body": ["县国土资源局"]}}),
    ),
    _one(
        "a text that goes on in the next line",
        f"{HEADER}\n{row(1, problem='扩建用地指标缺口三十二亩，')}\n|||未能组卷上报，影响开工",
        Sheet(
            "F1",
            "1",
            KEYS,
            "2+ 3-continuation_row",
            fields={"2": {"problem": "扩建用地指标缺口三十二亩，\n未能组卷上报，影响开工"}},
        ),
    ),
    _one(
        "a row struck out",
        f"{HEADER}\n{row(1)}\n{'|'.join(f'~{cell}~' for cell in row(2).split('|'))}\n{row(3)}",
        Sheet("F1", "1", KEYS, "2+ 3-struck_row 4+"),
    ),
    _one(
        "one cell struck out",
        f"{HEADER}\n{row(1, due='~6月20日~')}",
        Sheet("F1", "1", KEYS, "2~struck_cell"),
    ),
    _one(
        "a hidden column",
        f"{HEADER}\n{rows(1)}",
        Sheet("F1", "1", KEYS, "2+"),
        hide="H",
        findings="hidden_column",
    ),
    _one("a hidden row", f"{HEADER}\n{rows(2)}", Sheet("F1", "1", KEYS, "2+ 3~hidden_row"), hide="3"),
    _one(
        "a zero report in the project's cell",
        f"审批堵点清单{NINE}\n填报单位：县水利局  联系电话：0597-00001234{NINE}\n{HEADER}\n|无",
        Sheet("F1z", "3", KEYS, head={"填报单位": "县水利局"}),
    ),
    _one("a zero report as a merged line", f"{HEADER}\n经梳理，我局暂无问题需要协调。{NINE}", Sheet("F1z", "1", KEYS)),
    _one("零报告 in the project's cell", f"{HEADER}\n1|零报告", Sheet("F1z", "1", KEYS)),
    _one(
        "an unfilled template",
        f"审批堵点清单{NINE}\n填报单位：______{NINE}\n{HEADER}",
        Sheet("F1", "3", KEYS, ""),
        findings="empty",
    ),
    _one(
        "a single column of rows beside the serial is too few for data",
        f"{HEADER}\n1",
        Sheet("F1", "1", KEYS, "2-empty_row"),
    ),
    _one(
        "a column without a label",
        f"{HEADER}|\n{row(1)}|已电话沟通",
        Sheet("F1", "1", f"{KEYS} .", "2+", values={"2": {"J列": "已电话沟通"}}),
        findings="column_unlabelled",
    ),
    _one(
        "the project first, no serial",
        "项目名称|困难问题|需协调事项|协调层级|牵头部门|完成时限|联系人及电话\n"
        "青溪水厂扩建工程|扩建用地指标缺口三十二亩，未能组卷上报|请县国土资源局调剂|县级|"
        "县国土资源局|6.20|值班 0597-00001234",
        Sheet("F1", "1", "project_name problem ask tier body due contact", "2~category_inferred"),
    ),
    _one(
        "the serial last",
        "项目名称|困难问题|需协调事项|协调层级|牵头部门|完成时限|联系人及电话|序号\n"
        "青溪水厂扩建工程|扩建用地指标缺口三十二亩，未能组卷上报|请县国土资源局调剂|县级|"
        "县国土资源局|6.20|值班 0597-00001234|1",
        Sheet("F1", "1", "project_name problem ask tier body due contact seq", "2~category_inferred"),
    ),
    _one(
        "the last line merged under the serial holds the signature",
        f"{HEADER}\n{rows(2)}\n填报单位（章）：县水利局    填报人：办公室    填报时间：2018.6.7{NINE}",
        Sheet("F1", "1", KEYS, "2+ 3+ 4-note_row"),
    ),
    _one(
        "a heading with the unit of the money beside the title",
        f"审批堵点清单|||||||金额单位：万元\n{HEADER}|总投资\n{row()}|12000",
        Sheet("F1", "2", f"{KEYS} total_investment", "3+", fields={"3": {"total_investment": 12000.0}}),
    ),
    Case(
        "the table begins at C4",
        lambda: xlsx(f"{HEADER}\n{rows(2)}", at=(4, 3)),
        (Sheet("F1", "4", KEYS, "5+ 6+"),),
    ),
    Case(
        "two tables of one form in a sheet",
        lambda: xlsx(f"水利项目堵点清单{NINE}\n{HEADER}\n{row(1)}\n\n交通项目堵点清单{NINE}\n{HEADER}\n{row(2)}"),
        (
            Sheet("F1", "2", KEYS, "3+", title="水利项目堵点清单"),
            Sheet("F1", "6", KEYS, "7+", title="交通项目堵点清单"),
        ),
    ),
    Case(
        "two different tables in a sheet",
        lambda: xlsx(
            f"审批堵点清单{NINE}\n{HEADER}\n{row(1)}\n\n材料准备情况{NINE}\n序号|项目名称|审批事项|"
            f"准备情况|计划取得时间\n"
            "1|云岭隧道工程|用地预审|编制中|2018-06-30"
        ),
        (Sheet("F1", "2", KEYS, "3+"), Sheet("F5", "6", rows="7+")),
    ),
    Case(
        "a list of people below the table",
        lambda: xlsx(f"{HEADER}\n{row(1)}\n\n姓名|职务|电话\n职员甲|主任|0597-00001234"),
        (Sheet("F1", "1", KEYS, "2+"), Sheet(None, "4", labels="姓名 职务 电话", rows="5+")),
    ),
    _one(
        "a title beside the merged serial",
        f"序号|审批堵点清单{'|<' * 7}\n^|{HEADER.removeprefix('序号|')}\n{rows(1)}",
        Sheet("F1", "1 2", KEYS, "3+", labels=HEADER.replace("|", " "), title="审批堵点清单"),
    ),
    Case(
        "a sheet per project",
        lambda: xlsx({"青溪水厂": f"{HEADER}\n{row(1)}", "云岭隧道": f"{HEADER}\n{row(2)}"}),
        (Sheet("F1", "1", KEYS, "2+", sheet="青溪水厂"), Sheet("F1", "1", KEYS, "2+", sheet="云岭隧道")),
    ),
    Case(
        "empty sheets beside the table",
        lambda: xlsx({"Sheet1": f"{HEADER}\n{row(1)}", "Sheet2": "", "Sheet3": ""}),
        (Sheet("F1", "1", KEYS, "2+"),),
        none="empty no_table",
    ),
    Case(
        "last month's sheet hidden behind",
        lambda: xlsx({"6月": f"{HEADER}\n{row(1)}", "5月": f"{HEADER}\n{row(2, due='5月20日')}"}, hide="5月"),
        (Sheet("F1", "1", KEYS, "2+", sheet="6月"), Sheet("F1", "1", KEYS, "2+", sheet="5月")),
        findings="hidden_sheet",
    ),
    Case(
        "a sheet of instructions before the table",
        lambda: xlsx({"填报说明": "一、本表由各单位填报\n二、请于6月8日前报送", "表": f"{HEADER}\n{row(1)}"}),
        (Sheet("F1", "1", KEYS, "2+", sheet="表"),),
    ),
    Case(
        "a list of choices on a second sheet",
        lambda: xlsx({"表": f"{HEADER}\n{row(1)}", "选项": "用地\n用林\n用海\n环评"}),
        (Sheet("F1", "1", KEYS, "2+", sheet="表"),),
    ),
]
