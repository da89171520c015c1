"""What a mail costs in a short ledger and in a long one. Run as a script; prints milliseconds per mail and per row.

    python -m tests.benchmarks.ledger_speed --sizes 1000 100000

`mail` is the process stage on a mail of 30 rows, everything included: reading in the child, matching, numbers, receipt
and annotated copy. `matching` is 1,000 rows of one unit against the ledger, a third each new, sent again and
reworded, in one transaction that is undone. SQLite, and PostgreSQL where it is installed. Wall time, in brackets the
CPU time of this process, which a busy machine disturbs less (on PostgreSQL the server's own is not in it).
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path

from campaign.intake import Incoming, Intake
from campaign.problem import Report, Source
from db.models import InboxMessage
from flows.desk import Desk, open_desk
from flows.environment import Environment
from flows.stages.process import process
from tests.benchmarks import big_ledger
from tests.benchmarks.big_ledger import ROWS
from tests.campaign.small import HERE, at
from tests.db.postgres import binaries, postgres
from tests.flows.county import LABELS, sheet

_NOW = at("06-07 10:00")
MATCHED = 1000


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=[1000, 100_000], help="problems in the ledger")
    options.add_argument("--projects", type=int, help="projects in the catalogue (a tenth of the problems)")
    options.add_argument("--mails", type=int, default=9, help="mails processed (9)")
    options.add_argument("--engine", choices=["sqlite", "postgresql"], nargs="+", default=["sqlite", "postgresql"])
    chosen = options.parse_args(arguments)
    for engine in chosen.engine:
        if engine == "postgresql" and binaries() is None:
            print("postgresql is not installed")
            continue
        _compare(engine, chosen.sizes, chosen.projects, chosen.mails)


def _compare(engine: str, sizes: Sequence[int], projects: int | None, mails: int) -> None:
    figures = [_measure(engine, size, projects or max(size // 10, 100), mails) for size in sizes]
    (first, _), (last, per_row) = figures[0], figures[-1]
    print(
        f"{engine:10} the longest ledger: mail × {last.wall / first.wall:.2f} (× {last.cpu / first.cpu:.2f} CPU), "
        f"{per_row} ms per row matched"
    )


@dataclass(frozen=True)
class Cost:
    """Milliseconds."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} ({self.cpu:.2f})"


class Watch:
    """Starts when it is made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def cost(self, parts: int = 1) -> Cost:
        return Cost(*(1000 * t / parts for t in (time.perf_counter() - self._wall, time.process_time() - self._cpu)))


def _measure(engine: str, size: int, projects: int, mails: int) -> tuple[Cost, Cost]:
    """What a mail and what a matched row costs with `size` problems in the ledger."""
    with _desk(engine, projects) as desk:
        began = time.perf_counter()
        big_ledger.fill(desk, size)
        filled = time.perf_counter() - began
        per_row = _matching(desk, size)
        per_mail = _mails(desk, size, mails)
    print(
        f"{engine:10} {size:7} problems, {projects:6} projects: {per_mail} ms per mail, "
        f"{per_row} ms per row matched (filled in {filled:.0f} s)",
        flush=True,
    )
    return per_mail, per_row


@contextmanager
def _desk(engine: str, projects: int) -> Iterator[Desk]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(postgres()) if engine == "postgresql" else f"sqlite:///{folder / 'gongjian.db'}"
        desk = open_desk(Environment(campaign=HERE, database_url=url, store_url=str(folder / "store")))
        stack.callback(desk.database.kw["bind"].dispose)
        yield big_ledger.with_projects(desk, projects)


def _rows(desk: Desk, size: int, mail: int, count: int) -> list[Report]:
    """Rows of the unit of that mail: in turn a new one, one of its own again, one of its own reworded."""
    owners = len(big_ledger.reporters(desk))
    mine = [m * ROWS + row for m in range(mail % owners, size // ROWS, owners) for row in range(ROWS)]
    rows = []
    for n in range(count):
        serial = mine[n % len(mine)]
        said = big_ledger.report(desk, serial, big_ledger.project_of(desk, serial))
        changed = {
            0: big_ledger.text(2 * 10**7 + mail * 10**5 + n),
            1: said.problem,
            2: f"目前{said.problem}",
        }
        rows.append(replace(said, problem=changed[n % 3]))
    return rows


def _matching(desk: Desk, size: int) -> Cost:
    rows = [
        Incoming(report, Source("<m@bulk>", "汇总表.xlsx", "Sheet1", n), report.project_code)
        for n, report in enumerate(_rows(desk, size, 0, MATCHED))
    ]
    unit = big_ledger.reporters(desk)[0].code
    with desk.database() as session, session.begin() as transaction:
        intake = Intake(desk.campaign, desk.ledger(session), unit, _NOW, "<m@bulk>")
        watch = Watch()
        intake.take(rows)
        session.flush()
        cost = watch.cost(len(rows))
        transaction.rollback()
    return cost


def _mails(desk: Desk, size: int, mails: int) -> Cost:
    """The median of several mails, each of another unit; the first one warms the caches up and is not counted."""
    costs = []
    for mail in range(mails + 1):
        _put(desk, mail, _rows(desk, size, mail, ROWS))
        watch = Watch()
        done = process(desk, _NOW)
        costs.append(watch.cost())
        assert done.outcomes == {"accepted": 1}, done
    counted = costs[1:]
    return Cost(statistics.median(cost.wall for cost in counted), statistics.median(cost.cpu for cost in counted))


def _put(desk: Desk, mail: int, reports: Sequence[Report]) -> None:
    unit = big_ledger.reporters(desk)[mail % len(big_ledger.reporters(desk))]
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = unit.mailboxes[0], "us@county.example", "报送"
    message["Message-ID"] = f"<{mail}@measured>"
    message.set_content("请查收。")
    message.add_attachment(
        sheet(*(_cells(n, r) for n, r in enumerate(reports, 1))),
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        filename="汇总表.xlsx",
    )
    with desk.database.begin() as session:
        session.add(
            InboxMessage(
                campaign=desk.id,
                mailbox="measured",
                uidvalidity=1,
                uid=mail + 1,
                sha256=desk.store.put(message.as_bytes()),
                received_at=_NOW,
                collected_at=_NOW,
            )
        )


def _cells(serial: int, report: Report) -> tuple[str, ...]:
    values = {
        "序号": str(serial),
        "项目名称": report.project_name,
        "问题类别": report.category or "",
        "存在问题": report.problem,
        "需协调解决（上报）事项": report.ask,
        "需协调层级": report.tier or "",
        "牵头单位": report.bodies[0],
        "拟解决时限": "6月15日前",
        "联系人及电话": report.contact or "",
    }
    return tuple(values[label] for label in LABELS)


if __name__ == "__main__":
    main()
