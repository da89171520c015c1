"""Feedback, catalogue, node plan and preparation sheets in other counties' words (forms.md 5.3-5.5)."""

from __future__ import annotations

from tests.corpus.case import Case, Sheet
from tests.corpus.sheets import xlsx

FEEDBACK = (
    "编号|项目名称|问题摘要|责任部门|办结时限|是否办结|最新进展|"
    "卡在哪里|下一步计划|预计完成时间|办结时间|批复文号|填报人"
)
FEEDBACK_KEYS = (
    "number project_name problem unit due status progress waiting_on reason_next eta done_on evidence contact"
)
PROGRESS = "组卷材料已于六月十二日报送市局审查"


def _feedback(name: str, line: str, rows: str, **fields: object) -> Case:
    drawing = f"问题进展情况反馈表\n{FEEDBACK}\n{line}"
    return Case(
        f"feedback {name}",
        lambda: xlsx(drawing),
        (Sheet("F2", "2", FEEDBACK_KEYS, rows, fields={"3": fields}),),
        file="反馈.xlsx",
    )


def _line(status: str, progress: str = PROGRESS, number: str = "NP2018-0012", **more: str) -> str:
    values = {"number": number, "project_name": "青溪水厂", "problem": "指标缺口", "unit": "县国土局", "due": "6.20"}
    values |= {"status": status, "progress": progress, "contact": "工程股 0597-00001234", **more}
    return "|".join(values.get(key, "") for key in FEEDBACK_KEYS.split())


CATALOGUE = (
    "项目编号|项目名称|级别|建设性质|行业类别|业主单位|"
    "责任单位|建设地点|建设内容|建设年限|总投资（亿元）|年度计划投资（万元）|计划开工|竣工时间"
)
CATALOGUE_KEYS = (
    "project_code project_name level project_type sector owner unit location content years total_investment "
    "year_investment planned_start planned_finish"
)
PROJECT = (
    "南2018-01|云岭隧道工程|市|新开工|交通|"
    "南浦交建公司|县交通运输局|云岭镇|隧道长2.1公里|2018-2020|5.6|8000|2018年7月|2020年12月"
)


def _one(name: str, drawing: str, sheet: Sheet) -> Case:
    return Case(name, lambda: xlsx(drawing), (sheet,), file="目录.xlsx")


CASES = [
    _feedback(
        "done",
        _line("是", done_on="2018.6.12", evidence="南国土资〔2018〕18号"),
        "3+",
        status="已办结（申请销号）",
        done_on="2018-06-12",
    ),
    _feedback(
        "done in other words", _line("已完成", done_on="6月12日", evidence="批复"), "3+", status="已办结（申请销号）"
    ),
    _feedback("done without evidence", _line("已办结"), "3!missing", status="已办结（申请销号）"),
    _feedback(
        "not yet",
        _line("否", waiting_on="省级部门", eta="6月底"),
        "3+",
        status="办理中",
        waiting_on="上级",
        eta="2018-06-30",
    ),
    _feedback(
        "in hand", _line("正在办理", waiting_on="中介机构", eta="6.25"), "3+", status="办理中", waiting_on="中介"
    ),
    _feedback("in hand, nothing said of whom", _line("办理中"), "3~advised", status="办理中"),
    _feedback("needs the county", _line("需提级"), "3+", status="需提级协调"),
    _feedback("an extension", _line("申请延期", reason_next="待省厅批复"), "3+", status="申请延期"),
    _feedback("not our duty", _line("非本部门职责"), "3+", status="非本部门职责"),
    _feedback("the owner must add", _line("待业主补件"), "3+", status="需业主补件"),
    _feedback(
        "in traditional characters", _line("已辦結", done_on="6.12", evidence="批復"), "3+", status="已办结（申请销号）"
    ),
    _feedback("an unknown state", _line("不好说"), "3!status_unknown", status=None),
    _feedback("no state", _line(""), "3!missing", status=None),
    _feedback("no number", _line("是", number="", done_on="6.12", evidence="批复"), "3!missing", number=None),
    _feedback("a number alone", _line("否", number="12", waiting_on="业主", eta="6.25"), "3+", number="12"),
    _feedback(
        "a number with odd dashes",
        _line("否", number="np2018－0012", waiting_on="业主", eta="6.25"),
        "3+",
        number="NP2018-0012",
    ),
    _feedback("a progress too short", _line("否", progress="在办", waiting_on="业主", eta="6.25"), "3~progress_short"),
    _one(
        "a catalogue",
        f"2018年重点项目计划表\n{CATALOGUE}\n{PROJECT}",
        Sheet(
            "F3",
            "2",
            CATALOGUE_KEYS,
            "3+",
            fields={
                "3": {
                    "total_investment": 56000.0,
                    "year_investment": 8000.0,
                    "level": "市",
                    "project_type": "在建(新开工)",
                    "planned_start": "2018-07-31",
                    "planned_finish": "2020-12-31",
                }
            },
        ),
    ),
    _one(
        "a catalogue in sections with sums",
        f"重点项目清单\n{CATALOGUE}\n|合计（1个）||||||||||5.6|8000\n一、交通|<|<\n{PROJECT}",
        Sheet("F3", "2", CATALOGUE_KEYS, "3-total_row 4-section_row 5+"),
    ),
    _one(
        "a catalogue numbered only by 序号",
        "重点项目清单\n序号|项目名称|建设性质|业主单位|建设地点|总投资（万元）\n1|云岭隧道工程|续建|南浦交建公司|云岭镇|56000",
        Sheet("F3", "2", "project_code project_name project_type owner location total_investment", "3+"),
    ),
    _one(
        "a catalogue with grouped money",
        "重点项目清单\n序号|项目编号|项目名称|业主单位|投资情况（万元）|<|<\n^|^|^|^|总投资|年度计划投资|累计完成投资\n"
        "1|南-01|云岭隧道工程|南浦交建公司|56000|8000|1200",
        Sheet(
            "F3",
            "2 3",
            "seq project_code project_name owner total_investment year_investment done_investment",
            "4+",
            fields={"4": {"total_investment": 56000.0, "done_investment": 1200.0}},
        ),
    ),
    _one(
        "a node plan, a row per node",
        "重点项目节点计划\n项目代码|项目名称|节点号|节点名称|计划完成时间|责任单位|协办单位|实际完成时间|完成情况|备注\n"
        "南-01|云岭隧道工程|1|用地预审|2018/6/20|县国土局|县林业局|||\n"
        "南-01|云岭隧道工程|2|环评批复|6月底|县环保局||2018/6/8|按期完成|",
        Sheet(
            "F4",
            "2",
            "project_code project_name node_no node node_due unit cooperating done_on node_state note",
            "3+ 4+",
            fields={"3": {"node_due": "2018-06-20"}, "4": {"node_due": "2018-06-30", "done_on": "2018-06-08"}},
        ),
    ),
    _one(
        "a node plan, a column per node",
        "重点项目节点计划\n项目编号|项目名称|用地预审|环评批复|施工图审查|施工许可|开工\n南-01|云岭隧道工程|√|6.15|/|6月底|2018年7月",
        Sheet(
            "F4",
            "2",
            rows="3+ 3+ 3+ 3+ 3+",
        ),
    ),
    _one(
        "a node plan with a group over its nodes",
        "重点项目节点计划\n序号|项目名称|审批节点计划完成时间|<|<|<\n^|^|用地预审|环评批复|施工许可|开工\n1|云岭隧道工程|6.10|6.15|6.28|7.10",
        Sheet("F4", "2 3", rows="4+ 4+ 4+ 4+"),
    ),
    _one(
        "preparation of applications",
        "前期工作准备情况表\n项目编号|项目名称|审批事项|材料准备情况|编制单位|拟取得日期|取得时间|批文号|尚缺材料|备注\n"
        "南-01|云岭隧道工程|用地预审|编制中|测绘中介|6.25|||社稳评估|\n南-01|云岭隧道工程|可研批复|已取得|||2018.5.20|南发改〔2018〕9号||",
        Sheet(
            "F5",
            "2",
            "project_code project_name matter preparation intermediary planned_on obtained_on document missing note",
            "3+ 4+",
            fields={"3": {"planned_on": "2018-06-25"}, "4": {"obtained_on": "2018-05-20", "preparation": "已取得"}},
        ),
    ),
    _one(
        "preparation in an unknown state",
        "前期准备情况\n项目编号|审批事项|准备状态|缺件\n南-01|用地预审|快好了|社稳评估",
        Sheet("F5", "2", "project_code matter preparation missing", "3~value_unknown"),
    ),
]
