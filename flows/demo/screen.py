"""What the demo shows while it runs: date, phase, mails in, letters out, registered, closed."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.panel import Panel
from rich.progress import BarColumn, Progress, TimeElapsedColumn
from rich.table import Table

from campaign.figures import Totals
from db import inbox, outbox
from db.ledger import ledger_at
from db.records import returns_at
from flows.demo.month import Step
from flows.desk import Desk


class Screen:
    """A live table on a terminal; one line per day where the output is not a terminal."""

    def __init__(self, desk: Desk, total: int) -> None:
        self._desk = desk
        self._console = Console()
        self._progress = Progress(BarColumn(None), TimeElapsedColumn())
        self._task = self._progress.add_task("", total=total)
        self._live = Live(self._progress, console=self._console, refresh_per_second=4)
        self._day = ""

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._console.is_terminal:
            self._live.stop()

    def show(self, step: Step) -> None:
        """After a step: move the bar, and once a day tell where the campaign stands."""
        local = self._desk.campaign.calendar.local(step.at)
        phase = self._desk.campaign.phase_of(local.date())
        description = f"{local:%m-%d %a %H:%M}  {phase.title if phase else ''}"
        self._progress.update(self._task, advance=1)
        if self._console.is_terminal:
            self._live.update(Panel.fit(self._table(step), title="gongjian demo", subtitle=description))
        elif f"{local:%m-%d}" != self._day:
            self._day = f"{local:%m-%d}"
            self._console.print(f"{description}  {self._line(step)}", soft_wrap=True)

    def _standing(self, step: Step) -> dict[str, int]:
        with self._desk.database() as session:
            counted = [p for p in ledger_at(session, self._desk.id) if p.counts]
            return {
                "units reported": len(returns_at(session, self._desk.id, step.at)),
                "mails in": sum(inbox.balance(session, self._desk.id).values()),
                "letters out": outbox.balance(session, self._desk.id)["sent"],
                "挂号 registered": len(counted),
                "上报 reported up": sum(p.ever_escalated for p in counted),
                "销号 closed": sum(p.state == "CLOSED" for p in counted),
                "转后续 carried": sum(p.state == "CARRIED" for p in counted),
            }

    def _table(self, step: Step) -> Table:
        table = Table.grid(padding=(0, 2))
        for name, value in self._standing(step).items():
            table.add_row(name, f"{value:>4}")
        table.add_row("", self._progress)
        return table

    def _line(self, step: Step) -> str:
        return "  ".join(f"{name} {value}" for name, value in self._standing(step).items())

    def summary(self, totals: Totals, places: dict[str, str]) -> None:
        """The end: totals, the reconciliation identity, and where everything is."""
        t = totals
        self._console.print(
            f"\n对账 reconciliation: {t.rows} rows = {t.registered} registered + {t.merged} merged + {t.rejected} "
            f"rejected + {t.withdrawn} withdrawn; {t.registered} registered = {t.closed} closed + {t.carried} carried "
            f"+ {t.open} open: {'balanced' if t.balanced else 'NOT BALANCED'}",
            soft_wrap=True,
        )
        table = Table.grid(padding=(0, 2))
        for what, where in places.items():
            table.add_row(what, where)
        self._console.print(table)
