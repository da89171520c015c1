"""How states, who is waited for, and other choices are recognised in what people write (forms.md 5.3-5.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from campaign.text import simplified
from campaign.vocabulary import Status, WaitingOn, tier_of_body

_CLAUSE = re.compile(r"[,。.;(\[【]")
_DONE = re.compile(
    r"[√✓✔☑✅]|[√✓✔☑✅]?(?:是|(?:现|均|都|业)?(?:已经?)?(?:全部|全面|顺利)?"
    r"(?:办结|完成|解决|销号|办理完毕|办理完成|完成办理|办毕|办好|办完|完毕)"
    r"|(?:现|均|都|业)?已经?(?:全部|全面|顺利)?(?:办理?|完|落实|批复|核发|取得(?:批复|批文|批准|许可证?|证书|施工许可证?)?)"
    r"|(?:可|拟|建议)?申请销号)"
)
_NOT_ALL = re.compile(r"[未尚延需]|部分|提级|仍|待")
_STATES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (Status.EXTEND, re.compile("(?<!无需)(?<!不需)(?<!不)延期")),
    (Status.NOT_OURS, re.compile("非(?:本|我)|不(?:属|归)于?(?:本|我)?|职责")),
    (
        Status.ESCALATE,
        re.compile(
            "(?<!无需)(?<!不需)(?:提级|升级|提请)"
            "|(?<![无不])(?:需要?|请|拟|建议|申请|报请).{0,8}(?:[县市省]|上级|领导|政府).{0,8}(?:协调|支持|解决|研究|帮助)"
            "|(?<![无不])(?:需要?|拟|建议|申请)上报|^上报|上报.{0,8}协调"
        ),
    ),
    (Status.OWNER, re.compile("补件|补正|补充材料|业主")),
    (
        Status.WORKING,
        re.compile(
            "未|没有?|不能|无法|尚|暂|部分|基本|即将|预计|正在|推进|进行|在办|中$|^否|^[×✗✘✕xX]$|(?<!\\d)\\d{1,2}(?:\\.\\d+)?%"
            "|已(?:受理|上报|报|组卷|提交|送审|启动|开展)"
        ),
    ),
)

_HOLDERS: tuple[tuple[WaitingOn, re.Pattern[str]], ...] = (
    (
        WaitingOn.INTERMEDIARY,
        re.compile(
            "中介|(?:编制|勘察|勘测|咨询|监理|检测|测绘|环评|代理|评估|评审|审图|设计)(?:单位|机构|公司|院)|测绘|审图|设计院"
        ),
    ),
    (WaitingOn.OWNER, re.compile("业主|建设单位|项目单位|代建|公司|企业")),
    (WaitingOn.DEPARTMENT, re.compile("县(?:级|直)?(?:有关|相关|职能|主管)?部门|(?:本|我)(?:局|单位|办|委|中心|部门)")),
    (WaitingOn.SUPERIOR, re.compile("上级|省|(?<![城都])市(?![场政容])|国家|部委")),
    (WaitingOn.COUNTY, re.compile("县级|县政府|县委|县领导|县里|县分管")),
    (WaitingOn.DEPARTMENT, re.compile("部门|(?:局|委|办|中心|大队|支队|窗口|科|股|所|站)$")),
)
_NOTE = re.compile(r"\([^)]*\)$")

#: for a choice of the forms, what else is written for it; the first that fits
_OTHER_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("在建(续建)", re.compile("续建|结转")),
    ("在建(新开工)", re.compile("新开工|新建")),
    ("预备", re.compile("前期|储备|预备|谋划")),
    ("农林水利", re.compile("农业|林业|水利|水务|渔业")),
    ("交通", re.compile("公路|道路|港口|铁路|航道|路网")),
    ("能源", re.compile("电力|供电|燃气|风电|光伏")),
    ("城建环保", re.compile("城建|城市建设|环保|市政|生态|污水|垃圾")),
    ("工业科技", re.compile("工业|科技|制造|产业园")),
    ("服务业", re.compile("商贸|旅游|物流|金融|三产")),
    ("社会事业", re.compile("教育|卫生|医疗|文化|体育|民政|养老|民生")),
    ("否", re.compile(r"^(?:否|无|没有?|非|不.*|未.*|[×✗✘✕☐□]|0|no?|false)$")),
    ("是", re.compile(r"^(?:是|有|[√✓✔☑✅]|1|y(?:es)?|true|已?(?:纳入|进入|列入)|绿色通道)$")),
    ("逾期未完成", re.compile("^(?:超期|到期|超时)(?:尚|仍)?未(?:完成|办结)$")),
    ("逾期完成", re.compile("^(?:超期|超时|延期)(?:完成|办结)$")),
    ("按期完成", re.compile("^(?:按时|如期|提前|按期)(?:已)?(?:完成|办结)$")),
    ("未到期", re.compile("^(?:尚?未到(?:时限|期限|时间|时)|尚未到期)$")),
    ("不涉及", re.compile("^(?:无需|不需要?|不用|免于?)(?:办理|编制|报批)?$|^不涉及")),
    ("未启动", re.compile("^(?:尚|还)?未(?:启动|开展|开始|编制|动)")),
    ("编制中", re.compile("^(?:正在|在)编制?|^(?:正在)?(?:编|修改|完善)中?$")),
    ("已报送", re.compile("^已(?:上报|报|送审|提交|报批|报件)|^报(?:批|审)中$|^送审中?$")),
    ("已受理", re.compile("^(?:正在)?(?:审批|审查|审核|受理|评审)中?$|^在(?:审|批)$")),
    ("已取得", re.compile("^已(?:批复|批准|批|办结|办理|办|完成|核发|备案|领取)|^[√✓✔☑✅]$|^(?:办结|完成)$")),
)
_TURNED = "不未非无没"


@lru_cache(maxsize=4096)
def status_written(text: str) -> Status | None:
    """办理状态 meant by a cell; None when it is not one of the six.

    Done is only what says so as a whole clause: 已办结, but not 已完成80% or 部分办结.
    """
    key = simplified(text)
    clause = _CLAUSE.split(key, maxsplit=1)[0]
    if _DONE.fullmatch(clause) and not _NOT_ALL.search(key[len(clause) :]):
        return Status.DONE
    return next((status for status, words in _STATES if words.search(key) or words.search(clause)), None)


@lru_cache(maxsize=4096)
def waiting_on_written(text: str) -> WaitingOn | None:
    """当前等待方 meant by a cell, a unit's name included; None when it cannot be told."""
    key = simplified(text)
    plain = _NOTE.sub("", key)
    holder = next((holder for holder, words in _HOLDERS if words.search(plain) or words.search(key)), None)
    above = tier_of_body(plain) in ("市级", "省级", "国家级")
    return WaitingOn.SUPERIOR if above and holder in (None, WaitingOn.DEPARTMENT) else holder


@lru_cache(maxsize=4096)
def choice_written(text: str, choices: Sequence[str]) -> str | None:
    """The one of the choices that a cell names, in its own or in other usual words; None when none is named."""
    key = simplified(text)
    exact = next((choice for choice in choices if simplified(choice) == key), None)
    if exact:
        return exact
    named = [choice for choice in choices if _names(key, simplified(choice))]
    if named:
        return max(named, key=len)
    plain = _NOTE.sub("", key).strip("。.;,").casefold()
    return next((choice for choice, words in _OTHER_WORDS if choice in choices and words.search(plain)), None)


def _names(key: str, choice: str) -> bool:
    place = key.find(choice)
    return len(choice) > 1 and place >= 0 and (place == 0 or key[place - 1] not in _TURNED)
