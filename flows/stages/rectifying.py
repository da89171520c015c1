"""整改 M23 (D74): a criticised unit answers its order, an office looks again and says whether it is rectified."""

from __future__ import annotations

import re
from collections.abc import Sequence

from campaign.acts import Refused
from campaign.affairs import Act, Affair, Sort
from campaign.courtesy import is_courtesy
from campaign.office_words import Said, Say
from campaign.outcomes import OrderOutcome
from campaign.plain_words import tells_something
from campaign.rectification import Rectification, rectification, rectifications
from campaign.supervision import reply_due
from db import affairs
from flows.stages.case import Case
from flows.stages.inspecting import entitled
from flows.stages.post import post
from reports.letters.circulars import rectification_failed
from reports.wording import excerpt, joined

_VERB = "整改反馈"


def take_rectification(case: Case, affair: Affair, words: str, evidence: Sequence[str]) -> tuple[OrderOutcome, ...]:
    """The unit says in its reply what it has rectified, in words or by a document or the sheet attached."""
    one = rectification(affair)
    if case.row.unit != one.unit or is_courtesy(words, case.envelope.sender_name):
        return ()
    line = excerpt(words, 60)
    if one.passed_at:
        return (OrderOutcome(line, _VERB, unclear=f"整改第{one.n}号已认定整改到位，无需再反馈"),)
    fed = any(after.number in one.standing.numbers for _, _, after in case.ledger.recorded)
    if not (evidence or fed or tells_something(words)):
        return (OrderOutcome(line, _VERB, unclear="整改反馈请逐项写明整改措施和结果"),)
    data = {"files": list(evidence)} if evidence else {}
    _act(case, one, "answered", words.strip() or f"见附件{joined(evidence)}", **data)
    return (OrderOutcome(line, _VERB, (f"整改第{one.n}号（反馈已登记，由审签单位复查）",)),)


def judge(case: Case, affair: Affair | None, said: Said) -> OrderOutcome:
    """整改到位 or 整改不到位 by one of the three bodies; what is not goes into the next circular."""
    entitled(case)
    one, reason = _meant(case, affair, said)
    name = case.desk.campaign.directory[one.unit].name
    if one.passed_at:
        raise Refused(f"整改第{one.n}号已认定整改到位")
    if said.say is Say.PASSED:
        if reason:
            raise Refused("除单位名称外还有其他内容，未予执行；整改到位的，请写“整改到位 单位名称”")
        _act(case, one, "passed")
        return OrderOutcome(said.line, said.say.value, (f"整改第{one.n}号（{name}整改到位）",))
    if not reason:
        raise Refused("未写明整改不到位的原因")
    campaign = case.desk.campaign
    due = reply_due(campaign, case.now, campaign.settings.clocks.rectification)
    _act(case, one, "failed", reason, due=due.isoformat())
    post(case.desk, case.session, rectification_failed(campaign, one, due, reason, case.now), case.now)
    return OrderOutcome(said.line, said.say.value, (f"整改第{one.n}号（{name}须继续整改，列入下次通报）",))


def _meant(case: Case, affair: Affair | None, said: Said) -> tuple[Rectification, str]:
    """The order that is named by number or by unit, or whose letter is answered; and the reason beside it."""
    known = rectifications(affairs.affairs_at(case.session, case.desk.id, case.now, Sort.RECTIFICATION))
    word, _, rest = re.sub(r"[，,：:；;]", " ", said.rest).partition(" ")
    unit = case.desk.campaign.directory.find(word) if word else None
    if said.serials:
        found = [one for one in known if one.n == said.serials[0]]
    elif unit:
        found = [one for one in known if one.unit == unit.code]
    else:
        found = [one for one in known if affair and affair.sort is Sort.RECTIFICATION and str(one.n) == affair.key]
    if not found:
        raise Refused("没有与所写一致的整改通知，请写“整改到位 单位名称”或“整改第1号到位”")
    return found[-1], (rest if unit else said.rest).strip()


def _act(case: Case, one: Rectification, kind: str, note: str | None = None, **data: object) -> None:
    act = Act(Sort.RECTIFICATION, str(one.n), kind, case.now, case.row.unit or "", case.message_id, data, note)
    affairs.record(case.session, case.desk.id, act)
