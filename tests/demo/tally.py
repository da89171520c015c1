"""Counts what the script of a month says, by the plan's rules and without the engine: a second reckoning."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from campaign.orders import Order, Unclear, Verb, read_orders
from campaign.text import essence
from flows.demo.script import Mail, Row, Script
from flows.demo.script_folder import PLACEHOLDER, load_script

CAMPAIGN = Path(__file__).parents[2] / "deployments" / "campaigns" / "huian-2018"
PREFIX, WIDTH = "GJ2018-", 4
OFFICES = {"xzfw@huian.example": "centre", "zdb@huian.example": "projects"}


def june(day: int, clock: str = "23:59") -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2018, 6, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def script() -> Script:
    return load_script(CAMPAIGN / "demo", "gongjian@huian.example")


def leads() -> dict[str, str]:
    settings: dict[str, Any] = tomllib.loads((CAMPAIGN / "campaign.toml").read_text(encoding="utf-8"))
    return {category["name"]: category["lead"] for category in settings["categories"]}


@dataclass
class Problem:
    """A raw row and what became of it."""

    row: Row
    unit: str
    state: str = "pending"
    number: str | None = None
    ever_escalated: bool = False
    extended: bool = False
    reasons_sent_back: list[str] = field(default_factory=list)
    reopened: int = 0
    reassigned: bool = False
    agreed: set[tuple[str, str]] = field(default_factory=set)

    @property
    def cells(self) -> dict[str, str]:
        return dict(self.row.cells)


class Tally:
    """The month up to an instant."""

    def __init__(self, month: Script, until: datetime) -> None:
        self.problems: dict[str, Problem] = {}
        self.returns: dict[str, str] = {}
        self.unclear: list[str] = []
        self._lead = leads()
        for mail in month.mails:
            if mail.at <= until and mail.id == mail.wire_id:
                self._play(mail)

    @property
    def numbered(self) -> list[Problem]:
        return [problem for problem in self.problems.values() if problem.number]

    def count(self, *states: str) -> int:
        return sum(problem.state in states for problem in self.problems.values())

    def keys(self, *states: str) -> set[str]:
        return {key for key, problem in self.problems.items() if problem.state in states}

    def _play(self, mail: Mail) -> None:
        kinds = {sheet.kind for sheet in mail.attachments}
        if "F1" in kinds:
            self.returns.setdefault(mail.sender.address, "problems")
        elif "zero" in kinds or "零报告" in mail.text:
            self.returns.setdefault(mail.sender.address, "zero")
        for sheet in mail.attachments:
            for row in sheet.rows:
                (self._report if sheet.kind == "F1" else self._answer)(mail, row)
        if mail.sender.address in OFFICES:
            self._decide(mail)

    def _report(self, mail: Mail, row: Row) -> None:
        problem = self.problems.setdefault(row.key, Problem(row, mail.sender.address))
        problem.row = row
        if problem.state == "pending" and row.cells["project_code"] and (row.cells["ask"] or (row.part or 0) > 1):
            self._register(problem)

    def _register(self, problem: Problem) -> None:
        same = (
            other
            for other in self.numbered
            if other.cells["project_code"] == problem.cells["project_code"]
            and essence(other.cells["problem"]) == essence(problem.cells["problem"])
        )
        if next(same, None) is not None:
            problem.state = "merged"
        else:
            problem.state = "open"
            problem.number = f"{PREFIX}{len(self.numbered) + 1:0{WIDTH}d}"

    def _answer(self, _mail: Mail, row: Row) -> None:
        problem = self.problems[row.key]
        if row.cells["status"] == "已办结（申请销号）":
            assert problem.state in {"open", "county", "escalated"}, row
            problem.state = "requested"
        if row.cells["status"] == "需提级协调" and "拟报请" in row.cells["reason_next"]:
            assert problem.state == "open", row
            problem.state = "proposed"

    def _decide(self, mail: Mail) -> None:
        text = PLACEHOLDER.sub(self._number, mail.text)
        for order in read_orders(text, PREFIX, WIDTH):
            if isinstance(order, Unclear):
                self.unclear.append(order.line)
            else:
                self._carry_out(order, OFFICES[mail.sender.address])

    def _number(self, match: Any) -> str:
        number = self.problems[match[2]].number
        assert number, match[0]
        return number.removeprefix(PREFIX) if match[1] else number

    def _carry_out(self, order: Order, office: str) -> None:
        for problem in self._meant(order):
            if order.verb in {Verb.ESCALATE, Verb.CARRY} or (order.verb is Verb.CLOSE and problem.ever_escalated):
                problem.agreed.add((order.verb, office))
                if {(order.verb, other) for other in OFFICES.values()} <= problem.agreed:
                    self._take_effect(problem, order)
            else:
                assert order.verb is Verb.EXCLUDE or office == self._lead[problem.cells["category"]], order
                self._take_effect(problem, order)

    def _meant(self, order: Order) -> list[Problem]:
        if order.verb is Verb.EXCLUDE:
            waiting = [p for p in self.problems.values() if p.state == "pending"]
            return [p for p in waiting if p.cells["project_name"] in order.rest]
        if order.verb is Verb.ESCALATE:
            return [p for p in self.problems.values() if p.state == "proposed"]
        if order.verb is Verb.CARRY:
            return [p for p in self.numbered if p.state != "closed"]
        return [p for p in self.numbered if p.number in order.numbers]

    def _take_effect(self, problem: Problem, order: Order) -> None:
        was = problem.state
        if order.verb is Verb.CLOSE:
            assert was == "requested", order
            problem.state = "closed"
        elif order.verb is Verb.SEND_BACK:
            assert was in {"requested", "proposed"}, order
            problem.reasons_sent_back.append(order.rest)
            problem.state = "open"
        elif order.verb is Verb.ESCALATE:
            problem.state, problem.ever_escalated = "escalated", True
        elif order.verb is Verb.REOPEN:
            assert was == "closed", order
            problem.state, problem.reopened = "open", problem.reopened + 1
        else:
            self._note(problem, order)

    @staticmethod
    def _note(problem: Problem, order: Order) -> None:
        if order.verb is Verb.RAISE:
            problem.state = "county"
        elif order.verb is Verb.EXCLUDE:
            problem.state = "rejected"
        elif order.verb is Verb.EXTEND:
            problem.extended = True
        elif order.verb is Verb.REASSIGN:
            problem.reassigned = True
        elif order.verb is Verb.CARRY:
            problem.state = {"open": "carried", "county": "carried county", "escalated": "carried escalated"}[
                problem.state
            ]
