"""The final 扫尾 summary as files: docx, xlsx and charts, all counted from one fold of the ledger (D49, M20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from campaign.campaign import Campaign
from campaign.checks.situation import Situation
from campaign.events import Event, fold
from campaign.figures import Figures, figures
from db import records
from db.ledger import history
from flows.desk import Desk
from reports import charts
from reports.documents import summary_document
from reports.workbooks.summary import summary_workbook


@dataclass(frozen=True)
class FinalSummary:
    """Everything counted, and the two documents made of it."""

    counted: Figures
    docx: bytes
    xlsx: bytes


def final_summary(s: Situation, events: Sequence[Event]) -> FinalSummary:
    """Count and write the documents as of the situation's instant; `events`: all up to then."""
    returns = list(s.returns.values())
    counted = figures(s.campaign, s.problems, returns, s.now, events)
    return FinalSummary(
        counted,
        docx=summary_document(s.campaign, counted, s.problems, returns),
        xlsx=summary_workbook(s.campaign, counted, s.problems, returns),
    )


def write_summary(desk: Desk, now: datetime, out: str) -> dict[str, Any]:
    """Write docx, xlsx and charts into the folder; the totals."""
    with desk.database() as session:
        events = history(session, desk.id, now)
        problems = tuple(fold(events).values())
        situation = Situation(desk.campaign, problems, records.returns_at(session, desk.id, now), now)
    made = final_summary(situation, events)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "summary.docx").write_bytes(made.docx)
    (folder / "summary.xlsx").write_bytes(made.xlsx)
    for name, picture in _charts(desk.campaign, made.counted).items():
        (folder / f"{name}.png").write_bytes(picture)
    return made.counted.totals.as_json()


def _charts(campaign: Campaign, counted: Figures) -> dict[str, bytes]:
    phases = [(phase.title, phase.starts) for phase in campaign.settings.phases]
    return {
        "curve": charts.curve(counted.curve, phases),
        "by-category": charts.by_category(counted.by_category),
        "by-unit": charts.by_unit({campaign.directory[code].name: t for code, t in counted.by_unit.items() if code}),
        "funnel": charts.funnel(counted.totals),
    }
