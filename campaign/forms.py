"""The forms F1-F5 as tables (forms.md 5.1-5.5): fields, standard labels, and the words people write instead.

A campaign adds its own words in campaign.toml; they win over the generic ones here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache

from campaign.text import essence
from campaign.vocabulary import CATEGORIES, Category


class Kind(StrEnum):
    """What the cells of a column hold."""

    SEQ = "seq"
    NUMBER = "number"
    TEXT = "text"
    LONG = "long"
    PROJECT = "project"
    CODE = "code"
    UNIT = "unit"
    UNITS = "units"
    DATE = "date"
    MONEY = "money"
    CATEGORY = "category"
    TIER = "tier"
    LEVEL = "level"
    CONTACT = "contact"
    STATUS = "status"
    WAITING = "waiting"
    CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    """A column of a form. `core`: a row cannot be used without it (unless it is inferred or has a default).

    `extra` columns are read when found and are otherwise absent from a row's fields.
    """

    key: str
    label: str
    kind: Kind
    synonyms: tuple[str, ...] = ()
    core: bool = False
    extra: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """`code` is F1 … F5; `titles` are words by which its title is known; `marks` are the fields typical of it.

    `needs`: a table is of this form only if it has one field of every group.
    """

    code: str
    name: str
    fields: tuple[Field, ...]
    titles: tuple[str, ...]
    marks: frozenset[str]
    needs: tuple[frozenset[str], ...]

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        return {item.key: item for item in self.fields}

    def __getitem__(self, key: str) -> Field:
        return self.by_key[key]


def _words(written: str) -> tuple[str, ...]:
    return tuple(written.split())


def _field(
    key: str,
    label: str,
    kind: Kind,
    synonyms: str = "",
    *,
    core: bool = False,
    extra: bool = False,
    choices: str = "",
) -> Field:
    return Field(key, label, kind, _words(synonyms), core, extra, _words(choices))


def _needs(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in groups)


_SEQ = "编号 顺序号 号 No. 行号 序"
_PROJECT = (
    "项目 工程 工程名称 项目（工程）名称 重点项目名称 建设项目名称 项目全称 所属项目 工程项目 工程项目名称 建设项目"
)
_CODE = "项目代码 项目序号 重点项目编号 目录编号 投资项目代码 赋码"
_LEVEL = "级别 重点级别 项目类别 级次 省市县重点 项目层级 类型（省/市/县）"
_OWNER = "业主 业主单位 建设单位 项目法人 项目单位 实施单位 建设业主 投资主体 项目业主 建设（业主）单位"
_PLACE = (
    "所在镇 地点 项目所在地 属地 所属镇（园区） 建设地址 项目地点 所在乡镇 项目建设地点 所属乡镇 乡镇 镇街 所属镇街 "
    "所在镇街 属地镇街 属地乡镇 乡镇（街道） 镇（街道） 镇（园区） 所属区域"
)
_CONTACT = (
    "联系人 联系方式 联系电话 责任人 负责人 经办人 电话 手机 责任人及电话 手机号码 联系人电话 填报人及电话 姓名 "
    "手机号 电话号码 联系手机 联络员 联络人 联系人员 联络员及电话 联络方式"
)
_NOTE = "说明 其他 附注 情况说明 备注说明 其它事项"
_TOTAL = "投资总额 项目总投资 总投资额 概算总投资 总投资（亿元） 总投资（万元）"
_YEARLY = "年度计划投资 当年计划投资 年计划 本年计划 年投资计划 年度投资 计划投资 年计划投资 年度投资计划"
#: key and labels of the column that our annotated copies add (reports/annotated); by its label a returned F1 stays F1
UNDERSTOOD = "understood"
UNDERSTOOD_LABELS = {"F1": "理解结果", "F2": "核对结果"}

F1 = Form(
    "F1",
    "审批服务问题汇总表",
    (
        _field("seq", "序号", Kind.SEQ, _SEQ),
        _field("project_name", "项目名称", Kind.PROJECT, _PROJECT, core=True),
        _field("project_code", "项目编号", Kind.CODE, _CODE),
        _field("level", "项目级别", Kind.LEVEL, _LEVEL),
        _field("owner", "项目业主单位", Kind.UNIT, _OWNER),
        _field("location", "建设地点", Kind.TEXT, _PLACE),
        _field(
            "stage_now",
            "项目进展（当前所处阶段）",
            Kind.TEXT,
            "目前进展 进展情况 形象进度 当前进度 项目推进情况 前期进展 工作进展 项目进展 当前所处阶段 项目进展情况",
        ),
        _field(
            "node_target",
            "节点计划目标",
            Kind.TEXT,
            "节点目标 计划节点 时间节点 节点要求 年度目标 计划完成时间节点 开工计划 节点计划 对应节点",
        ),
        _field(
            "category",
            "问题类别",
            Kind.CATEGORY,
            "类别 问题类型 要素类别 所属类别 要素 事项类别 分类 问题性质 问题分类",
            core=True,
        ),
        _field(
            "matter",
            "审批（服务）事项",
            Kind.TEXT,
            "审批事项 事项名称 办理事项 涉及审批事项 审批环节 卡在环节 涉及事项 审批服务事项 事项",
        ),
        _field(
            "problem",
            "存在问题",
            Kind.LONG,
            "存在的问题 存在困难 存在困难和问题 主要问题 问题描述 问题 困难问题 制约因素 存在问题及原因 瓶颈问题 "
            "存在的困难和问题 存在的主要问题 存在问题及困难 困难和问题 问题和困难 堵点 难点 痛点 堵点难点 难点堵点 "
            "堵点问题 难点问题 反映问题 提出问题 问题内容 问题困难",
            core=True,
        ),
        _field(
            "ask",
            "需协调解决（上报）事项及建议",
            Kind.LONG,
            "需协调解决事项 需协调事项 需协调解决的问题 建议 诉求 请求事项 需要支持事项 解决建议 意见建议 "
            "需县里协调事项 需上级协调事项 需协调解决（上报）事项 需协调解决事项及建议 需协调解决的事项 "
            "需要协调解决的事项 需要协调解决的问题 请求协调事项 要求建议 建议措施 意见和建议 诉求建议 协调事项 "
            "需解决事项 需解决的问题 提请协调事项 希望解决的事项 希望怎么解决 希望如何解决 请求支持事项",
            core=True,
        ),
        _field(
            "tier",
            "需协调层级",
            Kind.TIER,
            "层级 协调层级 协调级别 需协调单位层级 上报层级 解决层级 协调解决层级",
            core=True,
        ),
        _field(
            "body",
            "需协调（牵头）单位",
            Kind.UNITS,
            "需协调单位 需协调部门 需协调解决单位 协调单位 协调部门 牵头单位 牵头部门 责任单位 责任部门 主管部门 "
            "审批部门 涉及部门 卡在哪个部门 卡点部门",
            core=True,
        ),
        _field(
            "due",
            "拟解决时限",
            Kind.DATE,
            "解决时限 完成时限 时限要求 要求完成时间 计划完成时间 期限 拟办结时间 办结时限 希望解决时间 时限 "
            "拟解决时间 解决时间 要求解决时限 希望何时解决 要求完成时限 计划办结时间",
            core=True,
        ),
        _field("contact", "联系人及电话", Kind.CONTACT, _CONTACT, core=True),
        _field("note", "备注", Kind.TEXT, _NOTE),
        _field("area", "涉及面积", Kind.TEXT, "面积 用地面积 林地面积 用海面积", extra=True),
        _field("total_investment", "总投资", Kind.MONEY, _TOTAL, extra=True),
        _field("year_investment", "年度投资", Kind.MONEY, _YEARLY, extra=True),
        _field(
            "work_done",
            "已开展工作",
            Kind.TEXT,
            "已做工作 已开展的工作 前期已做工作 工作开展情况",
            extra=True,
        ),
        _field("impact", "影响程度", Kind.TEXT, "是否影响开工 影响 影响情况", extra=True),
        _field("reported_as", "上报情况", Kind.TEXT, "已上报文号 上报文号 上报说明", extra=True),
        _field("cooperating", "配合单位", Kind.UNITS, "协办单位 配合部门 协助单位", extra=True),
        _field("leader", "责任领导", Kind.TEXT, "分管领导 挂钩领导 包案领导", extra=True),
        _field("report_up", "是否需上报", Kind.TEXT, "需上报 是否上报", extra=True),
        _field("number", "问题编号", Kind.TEXT, "挂号编号 台账编号", extra=True),
        _field(UNDERSTOOD, UNDERSTOOD_LABELS["F1"], Kind.TEXT, extra=True),
    ),
    ("问题汇总", "汇总表", "需协调解决", "存在问题", "问题清单"),
    frozenset({"problem", "ask", "tier", "category", "body", "matter", UNDERSTOOD}),
    _needs("problem ask", "project_name project_code"),
)

F2 = Form(
    "F2",
    "审批服务问题进展反馈（销号申请）表",
    (
        _field(
            "number",
            "问题编号",
            Kind.NUMBER,
            "编号 销号编号 挂号编号 问题序号 台账编号 号",
            core=True,
        ),
        _field("project_name", "项目名称", Kind.TEXT, _PROJECT),
        _field(
            "problem",
            "存在问题（摘要）",
            Kind.TEXT,
            "问题摘要 问题简述 原问题 问题内容 事项 存在问题 问题 存在的问题",
        ),
        _field(
            "unit",
            "责任单位",
            Kind.TEXT,
            "承办单位 牵头单位 责任部门 主办单位 办理单位 责任（牵头）单位",
        ),
        _field("due", "办理时限", Kind.DATE, "时限 完成时限 办结时限 截止时间 要求时限"),
        _field(
            "status",
            "办理状态",
            Kind.STATUS,
            "状态 进展状态 是否解决 是否完成 办结情况 解决情况 是否办结 是否销号",
            core=True,
        ),
        _field(
            "progress",
            "进展情况",
            Kind.LONG,
            "最新进展 工作进展 办理情况 推进情况 落实情况 反馈情况 办理进展 进展 情况 目前情况 当前情况 最新情况 现状 "
            "目前进展 进度 工作情况",
            core=True,
        ),
        _field(
            "waiting_on",
            "当前等待方",
            Kind.WAITING,
            "卡点 待谁办理 等待单位 制约方 下一步责任方 目前卡在 等待方 卡在哪里 卡在谁",
        ),
        _field(
            "reason_next",
            "未办结原因及下一步措施",
            Kind.LONG,
            "原因 下一步工作 下一步计划 未完成原因 存在困难 拟采取措施 未办结原因 下一步措施 下一步打算",
        ),
        _field(
            "eta",
            "预计办结日期",
            Kind.DATE,
            "预计完成时间 计划完成 预计时间 拟办结时间 完成时间 预计办结时间",
        ),
        _field(
            "done_on",
            "办结日期",
            Kind.DATE,
            "完成日期 解决时间 解决日期 办结时间 销号时间 取得批复时间 实际办结日期 销号日期",
        ),
        _field(
            "evidence",
            "佐证材料名称及文号",
            Kind.TEXT,
            "佐证 佐证材料 证明材料 批复文号 附件材料 支撑材料 佐证材料名称",
        ),
        _field("contact", "填报人及电话", Kind.CONTACT, _CONTACT + " 联系人及电话 填报人"),
        _field("seq", "序号", Kind.SEQ, "顺序号 行号 序 No.", extra=True),
        _field("note", "备注", Kind.TEXT, _NOTE, extra=True),
        _field(UNDERSTOOD, UNDERSTOOD_LABELS["F2"], Kind.TEXT, extra=True),
    ),
    ("进展反馈", "销号", "进展情况反馈", "反馈表"),
    frozenset({"number", "status", "progress", "waiting_on", "reason_next", "done_on", "evidence", "eta"}),
    _needs("number", "status progress done_on evidence eta"),
)

F3 = Form(
    "F3",
    "重点项目目录",
    (
        _field("project_code", "项目编号", Kind.CODE, _CODE + " 编号 代码 目录号", core=True),
        _field("project_name", "项目名称", Kind.PROJECT, _PROJECT + " 名称 建设项目", core=True),
        _field("level", "项目级别", Kind.LEVEL, _LEVEL + " 级别 层级 类别"),
        _field(
            "project_type",
            "项目类型",
            Kind.CHOICE,
            "建设性质 类型 性质 状态 新建续建 项目性质",
            choices="在建(续建) 在建(新开工) 预备",
        ),
        _field(
            "sector",
            "行业",
            Kind.CHOICE,
            "行业类别 领域 所属行业 分类 产业类别",
            choices="农林水利 交通 能源 城建环保 工业科技 服务业 社会事业",
        ),
        _field("owner", "项目业主", Kind.UNIT, _OWNER + " 项目业主单位"),
        _field(
            "unit",
            "责任单位（分级管理单位）",
            Kind.UNIT,
            "牵头单位 责任单位 管理单位 属地单位 主管部门 分级管理单位",
        ),
        _field("location", "建设地点", Kind.TEXT, _PLACE),
        _field(
            "content",
            "建设规模及主要内容",
            Kind.TEXT,
            "建设内容 建设规模 主要建设内容 规模及内容 建设内容及规模 项目概况",
        ),
        _field("years", "建设起止年限", Kind.TEXT, "建设年限 起止时间 建设期限 建设周期 建设工期 起止年限"),
        _field("total_investment", "总投资（万元）", Kind.MONEY, "总投资 " + _TOTAL),
        _field("year_investment", "年度计划投资（万元）", Kind.MONEY, _YEARLY),
        _field(
            "done_investment",
            "完成投资（万元）",
            Kind.MONEY,
            "累计完成 已完成投资 累计完成投资 完成投资 1-5月完成 至5月底完成",
        ),
        _field("planned_start", "计划开工", Kind.DATE, "开工时间 拟开工 计划开工时间 开工日期 开（竣）工时间"),
        _field("planned_finish", "计划竣工", Kind.DATE, "竣工时间 建成时间 计划竣工时间 拟竣工 竣工日期"),
        _field("contact", "责任人及联系电话", Kind.CONTACT, _CONTACT + " 项目负责人 联系人及电话"),
        _field("leader", "责任领导", Kind.TEXT, "挂钩领导 分管领导", extra=True),
        _field(
            "green_channel",
            "绿色通道",
            Kind.CHOICE,
            "是否绿色通道 绿通 纳入绿通 通道 快速通道",
            choices="是 否",
        ),
        _field(
            "ledger_batch",
            "纳入总台账日期/批次",
            Kind.TEXT,
            "台账批次 纳入时间 批次 入库时间 列入日期 纳入总台账日期 纳入总台账批次",
        ),
        _field("seq", "序号", Kind.SEQ, "顺序号 行号 序 No.", extra=True),
        _field("aliases", "项目别名", Kind.TEXT, "别名 又名 曾用名 简称", extra=True),
        _field("note", "备注", Kind.TEXT, _NOTE, extra=True),
    ),
    ("目录", "项目清单", "项目表", "计划表"),
    frozenset(
        {
            "project_type",
            "sector",
            "content",
            "years",
            "total_investment",
            "year_investment",
            "done_investment",
            "planned_start",
            "planned_finish",
            "green_channel",
            "ledger_batch",
        }
    ),
    _needs(
        "project_name",
        "project_type sector content years total_investment year_investment done_investment planned_start "
        "green_channel ledger_batch level",
        "owner unit location total_investment year_investment content years",
    ),
)

F4 = Form(
    "F4",
    "节点计划",
    (
        _field("project_code", "项目编号", Kind.CODE, _CODE + " 编号 代码", core=True),
        _field("project_name", "项目名称", Kind.PROJECT, _PROJECT),
        _field("node_no", "节点序号", Kind.TEXT, "节点号 节点编号"),
        _field(
            "node",
            "节点名称",
            Kind.TEXT,
            "节点 节点名 计划节点 节点事项 审批节点 节点内容 前期工作节点",
            core=True,
        ),
        _field(
            "node_due",
            "计划完成日期",
            Kind.DATE,
            "计划完成时间 节点时间 计划时间 完成时限 计划日期 节点完成时间",
        ),
        _field("unit", "责任单位", Kind.UNIT, "责任部门 牵头单位 主办单位"),
        _field("cooperating", "配合单位", Kind.UNITS, "协办单位 配合部门"),
        _field("done_on", "实际完成日期", Kind.DATE, "实际完成时间 完成日期 实际完成 完成时间"),
        _field(
            "node_state",
            "状态",
            Kind.CHOICE,
            "节点状态 完成情况 完成状态",
            choices="未到期 按期完成 逾期完成 逾期未完成",
        ),
        _field("note", "备注", Kind.TEXT, _NOTE),
        _field("seq", "序号", Kind.SEQ, "顺序号 行号 序 No.", extra=True),
    ),
    ("节点",),
    frozenset({"node", "node_no", "node_due", "node_state"}),
    _needs("project_code project_name", "node", "node_due done_on node_state"),
)

F5 = Form(
    "F5",
    "审批前期准备工作情况表",
    (
        _field("project_code", "项目编号", Kind.CODE, _CODE + " 编号 代码", core=True),
        _field("project_name", "项目名称", Kind.PROJECT, _PROJECT),
        _field("matter", "审批事项", Kind.TEXT, "审批（服务）事项 事项名称 办理事项 事项", core=True),
        _field(
            "preparation",
            "材料准备状态",
            Kind.CHOICE,
            "准备状态 准备情况 材料状态 前期准备情况 材料准备情况 状态",
            core=True,
            choices="未启动 编制中 已报送 已受理 已取得 不涉及",
        ),
        _field("intermediary", "中介机构", Kind.TEXT, "中介 中介单位 编制单位"),
        _field(
            "planned_on",
            "计划取得日期",
            Kind.DATE,
            "计划取得时间 拟取得日期 预计取得日期 计划报批时间 拟报批时间 计划批复时间 预计批复时间 计划办结时间",
        ),
        _field("obtained_on", "实际取得日期", Kind.DATE, "实际取得时间 取得日期 取得时间 批复日期"),
        _field("document", "文号", Kind.TEXT, "批复文号 批文号 批准文号"),
        _field("missing", "缺少材料", Kind.TEXT, "缺件 尚缺材料 缺少的材料 所缺材料"),
        _field("note", "备注", Kind.TEXT, _NOTE),
        _field("seq", "序号", Kind.SEQ, "顺序号 行号 序 No.", extra=True),
        _field(UNDERSTOOD, UNDERSTOOD_LABELS["F2"], Kind.TEXT, extra=True),
    ),
    ("前期准备",),
    frozenset({"preparation", "intermediary", "planned_on", "obtained_on", "missing", "document", "matter"}),
    _needs("project_code project_name", "matter", "preparation planned_on obtained_on missing"),
)

#: in the order in which a doubtful table is tried
FORMS: tuple[Form, ...] = (F2, F1, F5, F4, F3)

#: usual node names in order (forms.md 5.5): by them a wide F4 is known, one column per node
NODES = _words(
    "项目建议书 备案 选址意见书 用地预审 可研 核准 环评批复 水保批复 林地手续 海域手续 方案审查 初步设计及概算 "
    "用地报批 供地 用地规划许可 施工图审查 预算审核 招标控制价备案 招标公告 中标 工程规划许可 施工许可 开工 "
    "主体封顶 竣工"
)


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """The form in which header labels are compared: no spaces, punctuation, case; simplified characters."""
    return essence(label)


@dataclass(frozen=True, eq=False)
class FormBook:
    """The forms with the campaign's own words: `synonyms[form][field key]` win over the built-in ones.

    `categories` replaces the generic list of 问题类别 when the campaign has its own.
    """

    synonyms: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    categories: tuple[Category, ...] = CATEGORIES

    def __post_init__(self) -> None:
        for code, fields in self.synonyms.items():
            unknown = set(fields) - set(self.form(code).by_key)
            if unknown:
                raise KeyError(f"no field {', '.join(sorted(unknown))} in form {code}")

    def form(self, code: str) -> Form:
        """The form of a code; F1z is a filled-in F1. Raises KeyError for any other code."""
        return {form.code: form for form in FORMS}[code.removesuffix("z")]

    @cached_property
    def category_names(self) -> frozenset[str]:
        return frozenset(category.name for category in self.categories)

    @cached_property
    def _labels(self) -> Mapping[str, Mapping[str, str]]:
        return {form.code: self._labels_of(form) for form in FORMS}

    def _labels_of(self, form: Form) -> dict[str, str]:
        own = self.synonyms.get(form.code, {})
        written = [(word, key) for key, words in own.items() for word in words]
        written += [(item.label, item.key) for item in form.fields]
        written += [(word, item.key) for item in form.fields for word in item.synonyms]
        labels: dict[str, str] = {}
        for word, key in written:
            labels.setdefault(label_key(word), key)
        return labels

    def labels(self, code: str) -> Mapping[str, str]:
        """`label_key` of every known word of a form → field key."""
        return self._labels[code.removesuffix("z")]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """`label_key` of every word known in any form: by these a header row is recognised."""
        return frozenset().union(*self._labels.values())
