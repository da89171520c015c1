"""What a unit carried over from one campaign is its first return in the next (D50)."""

from __future__ import annotations

from campaign.problem import Problem, State
from db.ledger import ledger_at
from reports.letters import handoffs
from reports.workbooks.forms import carried_form
from tests.flows.county import County
from tests.reports.sample import at, campaign, month

LEFT = [p for p in month() if p.state is State.CARRIED and p.responsible == "A02"]


def seeded(town: County) -> list[Problem]:
    sheet = carried_form(campaign(), LEFT)
    town.write("06-06 10:00", "gtj@huian.example", files={"结转下期问题汇总表.xlsx": sheet})
    town.run("intake", "06-06 10:05")
    with town.desk.database() as session:
        return list(ledger_at(session, town.desk.id, town.clock[0]))


def test_what_was_carried_over_is_registered_anew_and_says_where_it_came_from(town: County) -> None:
    rows = seeded(town)
    assert [p.report.note for p in rows] == [f"上期结转 {p.number}" for p in LEFT]
    assert [p.number for p in rows] == [f"GJ2018-{n:04d}" for n in range(1, 9)]
    assert [p.project_code for p in rows] == [p.project_code for p in LEFT]
    assert [p.tier for p in rows] == [p.tier for p in LEFT]


def test_only_the_unit_that_is_responsible_gets_the_list_for_the_next_campaign() -> None:
    for code, files in (("T02", 1), ("A02", 2)):
        letter = handoffs.follow_up(campaign(), campaign().directory[code], LEFT, at("06-30 11:00"))
        assert len(letter.attachments) == files
