"""campaign.toml as values (D78, A3) and the agenda it holds (calendar-and-checks.md 7.2, A13)."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from campaign.settings import Settings
from tests.campaign.small import HERE, at, small_campaign

WRITTEN = tomllib.loads((HERE / "campaign.toml").read_text("utf-8"))
CAMPAIGN = small_campaign()


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    data = copy.deepcopy(WRITTEN)
    change(data)
    return data


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: t["phases"][1].update(starts=date(2018, 6, 10)), "phase coordination should start on 2018-06-09"),
        (lambda t: t["phases"][1].update(starts=date(2018, 6, 8)), "phase coordination should start on 2018-06-09"),
        (lambda t: t["phases"].pop(), "the last phase should end on 2018-06-30"),
        (lambda t: t["phases"][0].update(starts=date(2018, 6, 4)), "phase sorting should start on 2018-06-05"),
        (lambda t: t["phases"][2].update(key="sorting"), "phase key given twice: sorting"),
        (lambda t: t["categories"].append(t["categories"][0]), "category given twice: 用地"),
        (lambda t: t["campaign"].update(timezone="Asia/Quanzhou"), "not a time zone"),
        (lambda t: t["campaign"].update(mailbx="x"), "campaign.mailbx"),
        (lambda t: t["campaign"].pop("mailbox"), "campaign.mailbox"),
        (lambda t: t["lights"].update(yellow_after=6), "yellow_after must be smaller than red_after"),
        (lambda t: t["due"]["by_tier"].pop("省级"), "by_tier lacks 省级"),
        (lambda t: t["due"]["by_tier"].update({"乡级": date(2018, 6, 1)}), "not a tier"),
        (lambda t: t["thresholds"].update(midpoint_rate=40), "less than or equal to 1"),
        (lambda t: t["reporting"].update(remind_by="2018-06-08T18:00+08:00"), "write local time"),
        (lambda t: t["synonyms"].update(F1={"asks": ["诉求"]}), "no such form and field: F1.asks"),
        (lambda t: t["tiers"]["bodies"].update({"县级": {"县政府": []}}), "县级 is not above the county"),
        (lambda t: t["agenda"][0].update(do="C9-9"), "C9-9 cannot be scheduled"),
        (lambda t: t["agenda"][0].update(every="day"), "not both"),
        (lambda t: t["agenda"][0].pop("at"), "give `at`, or `every` together with"),
    ],
)
def test_a_mistake_is_named(change: Callable[[dict[str, Any]], object], sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate(changed(change))
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (4, None),
        (5, "sorting"),
        (8, "sorting"),
        (9, "coordination"),
        (22, "coordination"),
        (23, "closing"),
        (30, "closing"),
    ],
)
def test_the_phase_of_a_day(day: int, key: str | None) -> None:
    phase = CAMPAIGN.phase_of(date(2018, 6, day))
    assert (phase.key if phase else None) == key


@pytest.mark.parametrize(
    ("category", "office"),
    [("环评", "T01"), ("施工许可", "T01"), ("用地", "T02"), ("中介评审", "T02"), ("其他", "T01"), (None, "T01")],
)
def test_the_lead_office_of_a_category(category: str | None, office: str) -> None:
    assert CAMPAIGN.lead_office(category) == office


def test_an_unknown_category_has_no_default() -> None:
    with pytest.raises(KeyError):
        CAMPAIGN.lead_office("用电")


@pytest.mark.parametrize(
    ("written", "tier"),
    [
        ("请省林业厅追加林地定额", "省级"),
        ("市国土资源局、省国土资源厅", "省级"),
        ("报国务院审批", "国家级"),
        ("泉州市环保局", "市级"),
        ("县政府", "县级"),
        ("国土局", "部门级"),
        ("请交通运输部门支持", None),
        ("某某公司", None),
    ],
)
def test_the_tier_of_a_body(written: str, tier: str | None) -> None:
    assert CAMPAIGN.tier_of_body(written) == tier


def test_a_superior_body_is_called_by_its_official_name_highest_first() -> None:
    bodies = CAMPAIGN.superiors("请市国土局转报省国土厅")
    assert [(body.tier, body.name) for body in bodies] == [("省级", "福建省国土资源厅"), ("市级", "泉州市国土资源局")]


def test_a_return_is_late_from_the_end_of_the_eighth_on() -> None:
    assert not CAMPAIGN.is_late(at("06-08 23:59"))
    assert CAMPAIGN.is_late(at("06-09 00:00"))


def test_the_campaign_is_over_after_its_last_day() -> None:
    assert not CAMPAIGN.is_over(at("06-30 23:59"))
    assert CAMPAIGN.is_over(at("07-01 00:00"))


def test_a_row_without_a_date_is_due_by_its_tier() -> None:
    morning = at("06-06 09:00")
    assert CAMPAIGN.default_due("部门级", morning) == date(2018, 6, 15)
    assert CAMPAIGN.default_due("省级", morning) == date(2018, 6, 20)
    assert CAMPAIGN.default_due(None, morning) is None


@pytest.mark.parametrize(
    ("tier", "registered", "due"),
    [
        ("部门级", "06-15 17:00", date(2018, 6, 15)),
        ("部门级", "06-19 10:00", date(2018, 6, 22)),
        ("县级", "06-21 10:00", date(2018, 6, 26)),
        ("部门级", "06-28 10:00", date(2018, 6, 30)),
        ("部门级", "07-02 10:00", date(2018, 7, 5)),
    ],
)
def test_a_row_that_comes_after_its_tiers_day_is_due_with_its_first_feedback(
    tier: str, registered: str, due: date
) -> None:
    assert CAMPAIGN.default_due(tier, at(registered)) == due


def beats(since: str, now: str) -> list[str]:
    found = CAMPAIGN.due_beats(at(since), at(now))
    return [f"{CAMPAIGN.calendar.local(beat.at):%m-%d %H:%M} {beat.do}" for beat in found]


def test_what_the_first_phase_owes_comes_in_order_of_time_and_then_of_the_file() -> None:
    assert beats("06-05 00:00", "06-06 23:59") == [
        "06-05 08:30 M09",
        "06-05 09:00 C0-1",
        "06-05 10:00 M01",
        "06-05 15:00 C0-2",
        "06-05 15:00 M09",
        "06-05 15:00 M10",
        "06-05 17:00 C0-2",
        "06-05 17:00 C1-3",
        "06-05 17:00 C1-4",
        "06-05 17:00 C1-5",
        "06-06 08:30 M07",
        "06-06 08:30 M09",
        "06-06 15:00 M09",
        "06-06 15:00 M10",
        "06-06 17:00 C1-1",
        "06-06 17:00 C1-3",
        "06-06 17:00 C1-4",
        "06-06 17:00 C1-5",
        "06-06 17:00 M03",
    ]


def test_a_beat_belongs_to_the_round_that_ends_on_it_and_not_to_the_one_that_begins_on_it() -> None:
    assert beats("06-08 18:00", "06-08 18:10") == ["06-08 18:10 M04"]
    assert beats("06-08 15:00", "06-08 18:00") == [
        *("06-08 17:00 C1-3", "06-08 17:00 C1-4", "06-08 17:00 C1-5"),
        *("06-08 17:30 M08", "06-08 18:00 C1-6"),
    ]
    assert beats("06-08 18:00", "06-08 18:00") == []


def test_nothing_is_sent_over_the_holiday() -> None:
    assert beats("06-15 18:00", "06-19 08:29") == []


def test_the_boundary_mails_leave_on_saturdays() -> None:
    assert beats("06-09 00:00", "06-09 23:59") == ["06-09 08:30 G1", "06-09 08:30 M05", "06-09 09:30 M06"]
    assert beats("06-23 00:00", "06-23 23:59") == ["06-23 08:30 G2", "06-23 08:30 M08", "06-23 09:00 M14"]
    assert beats("06-30 00:00", "06-30 23:59") == [
        "06-30 08:30 C3-2",
        "06-30 10:00 M20",
        "06-30 10:00 C3-5",
        "06-30 11:00 M21",
        "06-30 20:00 M20b",
        "06-30 20:00 C3-5",
    ]


def test_the_daily_of_19_june_is_the_ninth() -> None:
    dailies = [beat for beat in beats("06-05 00:00", "06-30 23:59") if beat.endswith("M07")]
    assert dailies[8] == "06-19 08:30 M07"
    assert len(dailies) == 17


def test_fridays_and_extra_days() -> None:
    item = {
        "do": "M11",
        "flow": "escalation",
        "every": "friday",
        "time": "15:00",
        "from": "2018-06-05",
        "to": "2018-06-22",
    }
    data = changed(lambda t: t.update(agenda=[item | {"also_on": ["2018-06-30"]}]))
    campaign = replace(CAMPAIGN, settings=Settings.model_validate(data))
    days = [beat.at.date().day for beat in campaign.due_beats(at("06-01 00:00"), at("07-31 00:00"))]
    assert days == [8, 15, 22, 30]


def test_a_friday_that_is_a_day_off_is_made_up_for_on_the_next_working_day() -> None:
    item = {"do": "C2-7", "flow": "phase_check", "every": "friday", "time": "15:00"}
    data = changed(lambda t: t.update(agenda=[item | {"from": "2018-06-05", "to": "2018-06-29"}]))
    calendar = replace(CAMPAIGN.calendar, overrides={date(2018, 6, 15): True})
    campaign = replace(CAMPAIGN, settings=Settings.model_validate(data), calendar=calendar)
    days = [beat.at.date().day for beat in campaign.due_beats(at("06-01 00:00"), at("07-31 00:00"))]
    assert days == [8, 19, 22, 29]
