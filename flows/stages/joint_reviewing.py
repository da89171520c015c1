"""M13 联审联办会商: proposing it, and carrying out what an office writes about one (D53, practice.md 4.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

from campaign.affairs import Act, Affair, Affairs, Sort, token
from campaign.events import Kind
from campaign.joint_reviews import matters, meant, next_serial, proposals, stage, units
from campaign.letters import Letter
from campaign.lifecycle import SYSTEM
from campaign.outcomes import OrderOutcome
from campaign.problem import Problem
from campaign.review_replies import Conclude, Convene, Decline, Reader, ReviewWord, Subject, UnclearReview
from db import affairs
from db.ledger import ledger_at
from flows.stages.case import Case
from flows.stages.hearing import actor_of
from flows.stages.post import post
from flows.stages.turn import Turn
from reports.letters.joint_reviews import Meeting, Proposed, review_conclusion, review_notice, review_proposal, when
from reports.views import unit_name
from reports.wording import joined

_OPEN = frozenset({"proposed", "accepted"})
_HELD = frozenset({"accepted", "concluded"})


def review_proposals(turn: Turn) -> Iterator[Letter]:
    """M13a: the projects that call for a joint review now, each once while nothing about it has changed."""
    s, proposed = turn.current, list[Proposed]()
    serial = next_serial(s.affairs)
    for one in proposals(turn.campaign, s.problems, s.affairs):
        key = one.key or str(serial)
        serial += one.key is None
        data = {"project": one.project.code, "numbers": list(one.numbers)}
        turn.record(Act(Sort.REVIEW, key, "proposed", turn.now, SYSTEM, data=data))
        proposed.append(Proposed(key, one.project, one.problems))
    if proposed:
        yield review_proposal(turn.campaign, proposed, turn.now)


def take_review_words(case: Case, answered: Affair | None, words: str) -> tuple[OrderOutcome, ...]:
    """What one of the two offices writes about joint reviews."""
    campaign, info = case.desk.campaign, case.desk.campaign.settings.campaign
    if "会商" not in words and "联审" not in words:
        return ()
    if case.row.unit not in campaign.settings.offices.coordinators:
        return ()
    names = frozenset(name for unit in campaign.directory.units for name in (unit.name, *unit.aliases))
    today = actor_of(case).today
    reader = Reader(campaign.catalogue.projects, info.number_prefix, info.number_width, today, names)
    desk = _Reviews(case, answered.key if answered and answered.sort is Sort.REVIEW else None)
    return tuple(desk.take(word) for word in reader.read(words))


class _Refused(Exception):
    """Nothing is done; the message is a Chinese clause."""


@dataclass
class _Reviews:
    """Reviews as one mail finds them; `answered`: the key of the one whose letter it answers."""

    case: Case
    answered: str | None

    def take(self, word: ReviewWord) -> OrderOutcome:
        if isinstance(word, UnclearReview):
            return OrderOutcome(word.line, "会商", unclear=word.why)
        try:
            if isinstance(word, Convene):
                return OrderOutcome(word.line, "同意会商", (self._convene(word),))
            if isinstance(word, Decline):
                return OrderOutcome(word.line, "不会商", (self._decline(word),))
            return OrderOutcome(word.line, "会商结论", self._conclude(word))
        except _Refused as why:
            return OrderOutcome(word.line, "会商", unclear=str(why))

    @property
    def known(self) -> Affairs:
        return affairs.affairs_at(self.case.session, self.case.desk.id, self.case.now, Sort.REVIEW)

    @cached_property
    def problems(self) -> Sequence[Problem]:
        return list(ledger_at(self.case.session, self.case.desk.id, self.case.now))

    def _affair(self, about: Subject, stages: frozenset[str]) -> Affair | None:
        if len(about.codes) > 1:
            raise _Refused("一行只写一个项目，请分行填写")
        known = self.known
        key = meant(known, self.answered, about.serial, about.codes[0] if about.codes else None, stages)
        if not key and not about.codes:
            raise _Refused("未写明哪个项目，请写项目编号，如“同意会商 项目编号 日期 时间 地点”")
        return known.find(Sort.REVIEW, key) if key else None

    def _convene(self, word: Convene) -> str:
        affair = self._affair(word.about, _OPEN)
        fresh = affair is None or stage(affair) not in _OPEN
        code = affair.acts[0].data["project"] if affair else word.about.codes[0]
        found = matters(self.case.desk.campaign, self.problems).get(code, ())
        if not found:
            raise _Refused(f"{code}没有可会商的在办问题")
        key = str(next_serial(self.known)) if fresh or affair is None else affair.key
        meeting = self._meeting(key, code, word, units(found))
        earlier = affair.last("accepted") if affair and not fresh else None
        before = (
            when(date.fromisoformat(earlier.data["day"]), time.fromisoformat(earlier.data["at"])) if earlier else ""
        )
        data = {
            "project": code,
            "numbers": [p.number for p in found],
            "units": list(meeting.units),
            "day": meeting.day.isoformat(),
            "at": f"{meeting.at:%H:%M}",
            "place": meeting.place,
        }
        self._record(key, "accepted", data)
        self._post(review_notice(self.case.desk.campaign, meeting, found, self.case.now, before=before))
        told = joined(unit_name(self.case.desk.campaign, unit) for unit in meeting.units)
        place = f"{when(meeting.day, meeting.at)}{meeting.place}"
        return f"{token(Sort.REVIEW, key)} {meeting.project.name}：{place}，已通知{told}窗口及项目业主单位"

    def _meeting(self, key: str, code: str, word: Convene, found: tuple[str, ...]) -> Meeting:
        campaign = self.case.desk.campaign
        chair = campaign.directory.find(word.chair) if word.chair else None
        if word.chair and chair is None:
            raise _Refused(f"牵头单位“{word.chair}”不在通讯录内，未予执行")
        members = tuple(dict.fromkeys((chair.code, *found))) if chair else found
        return Meeting(key, campaign.catalogue.by_code[code], word.day, word.at, word.place, members)

    def _decline(self, word: Decline) -> str:
        affair = self._affair(word.about, frozenset({"proposed"}))
        if affair is None or stage(affair) == "declined":
            raise _Refused("没有待确认的会商建议与所写一致")
        if stage(affair) != "proposed":
            raise _Refused("会商通知已发出；改期的，请回复“同意会商”并写明新的日期、时间和地点")
        self._record(affair.key, "declined", {}, word.reason)
        return f"{token(Sort.REVIEW, affair.key)}不组织会商，没有新的问题不再建议"

    def _conclude(self, word: Conclude) -> tuple[str, ...]:
        affair = self._affair(word.about, _HELD)
        accepted = affair.last("accepted") if affair else None
        if affair is None or accepted is None:
            raise _Refused("没有已通知的会商与所写一致")
        numbers = list(accepted.data["numbers"])
        strange = [n for one in word.conclusions for n in one.numbers if n not in numbers]
        if strange:
            raise _Refused(f"{'、'.join(strange)}不在{token(Sort.REVIEW, affair.key)}会商范围内")
        absent = self._absent(word)
        items = [
            {"numbers": list(one.numbers), "text": one.text, "due": one.due and one.due.isoformat()}
            for one in word.conclusions
        ]
        self._record(affair.key, "concluded", {"items": items, "absent": absent})
        self._tell(affair.key, accepted, word, absent)
        return tuple(f"{'、'.join(one.numbers) or '全部事项'}已记录并告知" for one in word.conclusions)

    def _absent(self, word: Conclude) -> list[str]:
        found = {name: self.case.desk.campaign.directory.find(name.removesuffix("窗口")) for name in word.absent}
        for name, unit in found.items():
            if unit is None:
                raise _Refused(f"缺席单位“{name}”不在通讯录内，未予执行")
        return [unit.code for unit in found.values() if unit]

    def _tell(self, key: str, accepted: Act, word: Conclude, absent: Sequence[str]) -> None:
        """Each number keeps what was concluded about it; everybody invited is told."""
        campaign, numbers, data = self.case.desk.campaign, accepted.data["numbers"], accepted.data
        opinions = {n: (one.text, one.due) for one in word.conclusions for n in one.numbers}
        whole = "\n".join(one.text for one in word.conclusions if not one.numbers)
        general = next((one for one in word.conclusions if not one.numbers), None)
        found = [p for p in map(self.case.ledger.numbered, numbers) if p is not None]
        actor = actor_of(self.case)
        for problem in found:
            own = opinions.get(problem.number or "") or ((general.text, general.due) if general else None)
            if own:
                due = own[1] and own[1].isoformat()
                actor.record(problem, Kind.CONFERRED, own[0], on=data["day"], due=due, review=token(Sort.REVIEW, key))
        project = campaign.catalogue.by_code[data["project"]]
        day, at = date.fromisoformat(data["day"]), time.fromisoformat(data["at"])
        self._post(
            review_conclusion(
                campaign,
                Meeting(key, project, day, at, data["place"], tuple(data["units"])),
                found,
                opinions,
                self.case.now,
                whole=whole,
                absent=[unit_name(campaign, code) for code in absent],
                cause=self.case.message_id,
            )
        )

    def _record(self, key: str, kind: str, data: Mapping[str, object], note: str = "") -> None:
        case = self.case
        act = Act(Sort.REVIEW, key, kind, case.now, case.row.unit or "", case.message_id, data, note or None)
        affairs.record(case.session, case.desk.id, act)

    def _post(self, letter: Letter) -> None:
        post(self.case.desk, self.case.session, letter, self.case.now)
