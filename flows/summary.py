"""The final 扫尾 summary as files: docx, xlsx and charts, all counted from one fold of the ledger (D49, M20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from campaign.checks.situation import Situation
from campaign.events import Event, fold
from campaign.figures import Figures, figures
from db import affairs, records
from db.ledger import history
from flows.desk import Desk
from reports.summary.account import Account
from reports.summary.document import pictures, summary_document
from reports.workbooks.summary import summary_workbook


@dataclass(frozen=True)
class FinalSummary:
    """What was counted, and the two documents made of it."""

    account: Account
    docx: bytes
    xlsx: bytes

    @property
    def counted(self) -> Figures:
        return self.account.counted


def final_summary(s: Situation, events: Sequence[Event]) -> FinalSummary:
    """Count and write the documents as of the situation's instant; `events`: all up to then."""
    returns = tuple(s.returns.values())
    counted = figures(s.campaign, s.problems, returns, s.now, events)
    account = Account(s.campaign, counted, s.problems, returns, s.affairs)
    return FinalSummary(account, docx=summary_document(account), xlsx=summary_workbook(account))


def write_summary(desk: Desk, now: datetime, out: str) -> dict[str, Any]:
    """Write docx, xlsx and charts into the folder; the totals."""
    with desk.database() as session:
        events = history(session, desk.id, now)
        problems = tuple(fold(events).values())
        returns, told = records.returns_at(session, desk.id, now), affairs.affairs_at(session, desk.id, now)
        situation = Situation(desk.campaign, problems, returns, now, affairs=told)
    made = final_summary(situation, events)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "summary.docx").write_bytes(made.docx)
    (folder / "summary.xlsx").write_bytes(made.xlsx)
    for name, picture in pictures(made.account).items():
        (folder / f"{name}.png").write_bytes(picture)
    return made.counted.totals.as_json()
