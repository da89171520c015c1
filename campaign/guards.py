"""What must hold beside state and role before a problem may change (lifecycle.md, column Guard; forms.md 5.3).

A guard is a Chinese clause for the table and a rule that gives the reason of a refusal. `campaign.lifecycle` says
which transition has which guards; nothing else decides them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from campaign.campaign import Campaign
from campaign.ledger import Ledger
from campaign.pack import lacking
from campaign.problem import Problem
from campaign.vocabulary import TIERS

#: how long before its registration a problem may have been solved (forms.md 5.3, 办结日期)
SOLVED_BEFORE = timedelta(days=90)

_PLACEHOLDER = re.compile(r"〔[^〕\d]*〕")
#: 惠国土资〔2018〕12号: an issued document that can be looked up
DOCUMENT_NUMBER = re.compile(
    r"[〔\[（(【]\s*20\d{2}\s*[〕\]）)】]\s*第?\s*\d+\s*号|字第\s*\d+\s*号|"
    r"(?:证书?|许可证?|文|编|字)号\s*[:：为]?\s*[A-Za-z0-9][\w()（）〔〕-]{3,}"
)
#: proves that an application was taken in, not that it was granted
_MERE_RECEIPT = re.compile(r"受理(?:通知书?|单|回执|凭证|决定书)|收件(?:单|回执|凭证)|接件(?:单|回执)")
#: what proves that something was granted, promised or settled
_GRANT = re.compile(
    r"批复|批文|批准|同意书|许可证?|核准|备案|证书|产权证|意见|答复|复函|函|纪要|决定|合同|协议|公告|合格|结论|报告"
)
_NO_PROOF = re.compile(r"(?:已|正在|均)?(?:口头沟通|电话沟通|上报|办理|受理|办理中|沟通)[。.]?|无|暂无|见正文|待补")


@dataclass(frozen=True)
class Act:
    """One act under judgement: what `unit` wants to record on `problem`. `at`: when its message arrived."""

    campaign: Campaign
    ledger: Ledger
    problem: Problem
    unit: str
    at: datetime
    note: str | None
    data: Mapping[str, Any]

    @property
    def today(self) -> date:
        return self.campaign.calendar.local(self.at).date()

    def day(self, key: str) -> date | None:
        text = self.data.get(key)
        return date.fromisoformat(text) if text else None

    def gone(self, since: datetime | None) -> int:
        """Working days since an instant; 0 when there was none."""
        return self.campaign.calendar.working_days_since(since, self.at) if since else 0


@dataclass(frozen=True)
class Guard:
    """`words` for the table of docs/lifecycle.md; `refuses` gives the reason, None where the guard holds."""

    words: str
    refuses: Callable[[Act], str | None]


def _holds(_: Act) -> None:
    """Decided where the row is read and matched (parsers, `campaign.intake`), before there is an act."""


def _reason(act: Act) -> str | None:
    return None if act.note and not _PLACEHOLDER.search(act.note) else "未写明原因"


def _survivor(act: Act) -> str | None:
    survivor = act.ledger.numbered(act.data.get("into") or "")
    if survivor is None:
        return "总台账中没有并入的编号"
    if survivor.entry == act.problem.entry:
        return "合并请写明两个不同的编号"
    if not survivor.is_open:
        return f"{survivor.number}当前状态为“{survivor.state.chinese}”，不能并入"
    if survivor.project_key != act.problem.project_key:
        return "不同项目的问题不合并，可作为共性问题处理"
    return None


def _unit_and_due(act: Act) -> str | None:
    if act.data.get("unit") not in act.campaign.directory.by_code:
        return "未明确责任单位"
    return None if act.data.get("due") else "未明确办理时限"


def _fresh_unit(act: Act) -> str | None:
    unit = act.campaign.directory.by_code.get(act.data.get("unit") or "")
    if unit is None:
        return None
    if unit.code in act.problem.refused_by:
        return f"{unit.name}已退回过该问题"
    return f"已由{unit.name}负责" if unit.code == act.problem.responsible else None


def _refuses_once(act: Act) -> str | None:
    return "同一问题只能退回一次，请按要求办理" if act.unit in act.problem.refused_by else None


def _within_refusal_clock(act: Act) -> str | None:
    late = act.gone(act.problem.assigned_at) > act.campaign.settings.clocks.refusal
    return "已超过退回时限，视为接受，请按要求办理" if late else None


def _silence_long_enough(act: Act) -> str | None:
    early = (
        act.unit != act.problem.responsible
        and act.gone(act.problem.assigned_at) <= act.campaign.settings.clocks.acceptance
    )
    return "接受交办的时限未到" if early else None


def _opinion(act: Act) -> str | None:
    given = act.problem.opinion or act.data.get("opinion")
    return None if given else "责任单位尚未提出部门意见，不得提交更高层级协调"


def _pack(act: Act) -> str | None:
    data = act.data
    lacks = lacking(act.problem, data.get("progress"), data.get("next_step"), data.get("superior"))
    return f"上报材料不齐，缺{'、'.join(lacks)}" if lacks else None


def _listed(act: Act) -> str | None:
    return None if act.data.get("batch") else "尚未列入上报批次"


def _reply(act: Act) -> str | None:
    day = act.day("replied_on")
    if day is None:
        return "请写明上级批复的日期"
    if day > act.today:
        return f"上级批复日期{day.isoformat()}晚于今日，请核对"
    return None if act.note else "请写明上级批复的主要内容"


def _done_on(act: Act) -> str | None:
    day, registered = act.day("done_on"), act.problem.registered_at
    if day is None:
        return "申请销号请填写“办结日期”"
    if day > act.today:
        return f"“办结日期”{day.isoformat()}晚于今日，请核对"
    earliest = act.campaign.calendar.local(registered).date() - SOLVED_BEFORE if registered else day
    return f"“办结日期”{day.isoformat()}早于登记前90日，请核对" if day < earliest else None


def _evidence(act: Act) -> str | None:
    text, files = act.data.get("evidence") or "", act.data.get("files") or ()
    if not text or _NO_PROOF.fullmatch(text.strip()):
        return "申请销号请填写“佐证材料名称及文号”"
    if is_mere_receipt(text):
        return "受理通知书等受理凭证不作为销号依据，请取得批复、许可或书面答复后再申请"
    if not files and not DOCUMENT_NUMBER.search(text):
        return "请随邮件附佐证材料，或注明可核验的文号"
    return None


def is_mere_receipt(text: str) -> bool:
    """Whether the evidence named shows only that an application was taken in (受理通知书), and nothing granted."""
    without = _MERE_RECEIPT.sub("", text)
    return without != text and not _GRANT.search(without)


def _asked_to_withdraw(act: Act) -> str | None:
    return None if act.problem.withdrawal else "报送单位未申请撤回"


def _no_slip(act: Act) -> str | None:
    slip = act.problem.slip
    return f"该问题由督办第{slip}号督办，督办办结前不能撤回" if slip is not None else None


def _next(act: Act) -> str | None:
    p = act.problem
    lacking = [
        name
        for name, given in (("责任单位", p.responsible), ("下一步措施", p.next_step), ("下一步时间", p.next_date))
        if not given
    ]
    return f"转后续跟踪前请先明确{'、'.join(lacking)}" if lacking else None


def _asked_to_extend(act: Act) -> str | None:
    return None if "延期" in act.problem.asked else "责任单位未申请延期"


def _extended_once(act: Act) -> str | None:
    return "每个问题只能延期一次" if act.problem.due_changes else None


def _last_extension(act: Act) -> str | None:
    due, last = act.day("due"), act.campaign.settings.due.last_extension
    if due is None:
        return "未写明延期至何日"
    if due <= max(act.problem.due or act.today, act.today):
        return f"延期后的时限{due.isoformat()}应晚于今日和原时限"
    over = act.problem.tier == TIERS[0] and due > last
    return f"{TIERS[0]}问题延期不得晚于{last.isoformat()}" if over else None


def _parts(act: Act) -> str | None:
    return None if len(act.data.get("parts") or ()) > 1 else "请写明拆分后的各个问题，如“1.……；2.……”"


REASON = Guard("写明原因", _reason)
READABLE = Guard("附件可以读取", _holds)
CORE = Guard("核心要素齐全，属于活动范围", _holds)
LACKING = Guard("缺核心要素，或项目、单位未能对应", _holds)
SURVIVOR = Guard("并入的编号在办、同属一个项目，报送单位一并保留", _survivor)
UNIT_AND_DUE = Guard("已明确责任单位和办理时限", _unit_and_due)
FRESH_UNIT = Guard("不改派给已退回过该问题的单位", _fresh_unit)
REFUSES_ONCE = Guard("同一单位对同一问题只能退回一次", _refuses_once)
WITHIN_REFUSAL_CLOCK = Guard("在退回时限内提出，逾期视为接受", _within_refusal_clock)
SILENCE = Guard("责任单位接受，或接受时限届满未提出异议", _silence_long_enough)
OPINION = Guard("已有责任单位的部门意见", _opinion)
PACK = Guard("项目情况、问题、部门意见、建议、上级部门齐全", _pack)
LISTED = Guard("已列入上报批次，记明批次和日期", _listed)
REPLY = Guard("写明上级批复的日期和主要内容", _reply)
DONE_ON = Guard("办结日期不晚于申请之日，不早于登记前90日", _done_on)
EVIDENCE = Guard("有佐证材料附件或可核验的文号，受理凭证不作为依据", _evidence)
ASKED_TO_WITHDRAW = Guard("报送单位已申请撤回", _asked_to_withdraw)
NO_SLIP = Guard("不在督办中", _no_slip)
NEXT = Guard("已明确责任单位、下一步措施和时间", _next)
ASKED_TO_EXTEND = Guard("责任单位已申请延期并说明原因", _asked_to_extend)
EXTENDED_ONCE = Guard("每个编号只延期一次", _extended_once)
LAST_EXTENSION = Guard("晚于原时限，部门级问题不晚于规定的最后延期日", _last_extension)
PARTS = Guard("逐条写明拆分后的问题，至少两条", _parts)
