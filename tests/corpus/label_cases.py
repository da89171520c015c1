"""Labels in other words: one file for each, the column in its ordinary place (forms.md, synonyms; the issue's own)."""

from __future__ import annotations

from tests.corpus.case import Case, Sheet
from tests.corpus.lines import GOOD, HEADER, KEYS, row
from tests.corpus.sheets import xlsx

#: field → labels that mean it; those after the bar are in no list of synonyms and are placed by likeness
LABELS = {
    "seq": "序号 编号 顺序号 No. | 序列号",
    "project_name": "项目 工程名称 项目（工程）名称 建设项目名称 所属项目 | 项目名称（全称） 重点工程名称 涉及项目名称",
    "category": "问题类型 类别 要素类别 问题性质 | 问题所属类别 问题分类（要素） 堵点类型 问题归类 问题领域",
    "problem": (
        "存在问题 存在的困难和问题 主要问题 瓶颈问题 制约因素 | 困难问题描述 存在的主要困难及问题 具体问题 "
        "问题具体描述 目前存在的问题 问题情况 堵点难点问题 存在的突出问题 痛点难点 存在短板 制约瓶颈 面临困难 诉求内容 "
        "困难诉求 卡脖子问题 梗阻环节及原因 未能推进原因 症结 矛盾问题 反映的情况"
    ),
    "ask": (
        "需协调事项 诉求 意见建议 需县里协调事项 | 需协调解决的具体事项 请求协调事项及建议 需要县里协调解决的问题 "
        "需协调解决问题及建议 有关诉求 拟请解决事项 希望协调内容 对策建议 解决措施 建议意见 恳请支持事项 解决方案 "
        "需提请会议研究事项"
    ),
    "tier": "层级 协调级别 解决层级 | 需协调的层级 拟协调层级 提请协调层级 协调解决层面 提请层级",
    "body": (
        "牵头单位 责任单位 审批部门 需协调部门 | 需协调的部门 拟协调单位 "
        "涉及审批部门 牵头责任单位 主责部门 承办科室 责任主体 归口部门 办理部门"
    ),
    "due": (
        "解决时限 办结时限 时限要求 计划完成时间 | 拟办结时间节点 "
        "完成时限要求 要求办结时限 希望解决的时间 拟完成时间 完成节点 化解时限 限办时间"
    ),
    "contact": (
        "联系人 联系方式 责任人 手机 | 联系方式（手机） "
        "联系人（手机） 具体联系人 联系人及手机 责任人及联系方式 对接人 对接人及电话"
    ),
}


def _case(key: str, label: str) -> Case:
    labels = dict(zip(KEYS.split(), HEADER.split("|"), strict=True)) | {key: label}
    drawing = "\n".join(["|".join(labels.values()), row(1), row(2), row(3)])
    fields = {"2": {key: [GOOD[key]] if key == "body" else "2018-06-20" if key == "due" else GOOD[key]}}
    return Case(f"label {label}", lambda: xlsx(drawing), (Sheet("F1", "1", KEYS, "2+ 3+ 4+", fields=fields),))


def _with(name: str, header: str, keys: str, *lines: str, **more: str) -> Case:
    drawing = "\n".join([header, *lines])
    return Case(name, lambda: xlsx(drawing), (Sheet("F1", "1", keys),), **more)


CASES = [_case(key, label) for key, labels in LABELS.items() for label in labels.split() if label != "|"] + [
    _with(
        "appeals and suggestions, the problem in the appeal",
        "序号|项目名称|诉求内容|建议意见|牵头单位|完成时限|联系人",
        "seq project_name problem? ask? body due contact",
        f"1|青溪水厂扩建工程|{GOOD['problem']}|{GOOD['ask']}|县国土资源局|6月20日|0597-00001234",
        findings="column_inferred",
        none="column_missing",
    ),
    _with(
        "an appeal beside a problem is what is asked for",
        "序号|项目名称|存在问题|诉求内容|牵头单位|完成时限|联系人",
        "seq project_name problem ask? body due contact",
        f"1|青溪水厂扩建工程|{GOOD['problem']}|{GOOD['ask']}|县国土资源局|6月20日|0597-00001234",
    ),
    _with(
        "what the unit did and will do is no request",
        "序号|项目|已采取措施|面临困难|下一步措施|主责部门|协办|完成节点|对接人",
        "seq project_name work_done? problem? . body? cooperating? due? contact?",
        f"1|青溪水厂扩建工程|已报送组卷材料|{GOOD['problem']}|继续跟踪|县国土资源局|县林业局|6月20日|0597-00001234",
        findings="column_unplaced column_missing",
    ),
    _with(
        "one character makes another word",
        f"{HEADER}|所属领域|交办单位",
        f"{KEYS} . .",
        f"{row()}|农林水利|县政府办",
    ),
    _with("a responsible leader's column", f"{HEADER}|责任领导", f"{KEYS} leader", f"{row()}|值班领导"),
    _with("a cooperating unit's column", f"{HEADER}|配合单位", f"{KEYS} cooperating", f"{row()}|县林业局、县水利局"),
    _with(
        "columns of ours that few have",
        f"{HEADER}|涉及面积|总投资（亿元）|已开展工作|是否影响开工|已上报文号",
        f"{KEYS} area total_investment work_done impact reported_as",
        f"{row()}|32亩|1.2|已报送组卷材料|是|南政〔2018〕3号",
    ),
    _with(
        "a column that cannot be placed",
        f"{HEADER}|天气",
        f"{KEYS} .",
        f"{row()}|晴",
        findings="column_unplaced",
    ),
    _with(
        "name and telephone in two columns",
        HEADER.replace("联系人及电话", "联系人|联系电话"),
        f"{KEYS} contact",
        f"{row(contact='工程股')}|0597-00001234",
    ),
    _with(
        "two columns for one field",
        f"{HEADER}|解决时限",
        KEYS.replace("due", ".") + " due",
        f"{row()}|6月25日",
        findings="column_duplicate",
    ),
    _with(
        "traditional labels",
        "序號|項目名稱|問題類別|困難問題|需協調事項|協調層級|牽頭部門|完成時限|聯繫人及電話",
        KEYS,
        row(),
    ),
    _with("full-width letters and blanks", HEADER.replace("项目名称", "　项目　名称　"), KEYS, row()),
    _with("labels with zero-width characters", HEADER.replace("项目名称", "项目\u200b名称\ufeff"), KEYS, row()),
    _with(
        "labels with marks",
        HEADER.replace("项目名称", "*项目名称").replace("完成时限", "完成时限（必填）"),
        KEYS,
        row(),
    ),
    _with(
        "labels with numbers",
        "|".join(f"{n}.{label}" for n, label in enumerate(HEADER.split("|"), 1)),
        KEYS,
        row(),
    ),
    _with(
        "labels with a colon",
        HEADER.replace("项目名称", "项目名称："),
        KEYS,
        row(),
    ),
    _with("a label with the year", f"{HEADER}|2018年计划投资（万元）", f"{KEYS} year_investment", f"{row()}|3000"),
]
