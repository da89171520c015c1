"""What checks look at beside the ledger: the mailbox, the template, the deliveries; and years without a notice."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from campaign.templates import Templates
from flows.folder import load_campaign
from flows.stages.turn import Blocked
from tests.campaign.small import HERE
from tests.flows.county import County
from tests.flows.test_cli import gongjian
from tests.servers import free_port

FORESTRY = "lyj@huian.example"


BOUNCE = """\
From: Mail Delivery System <mailer-daemon@huian.example>
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-1@huian.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=part

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.huian.example

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.2.2

--part
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--part--
""".replace("\n", "\r\n")


def result(town: County, code: str) -> dict[str, Any]:
    return next(check for check in reversed(town.checks()) if check["code"] == code)


def test_c0_1_the_county_is_ready(town: County) -> None:
    town.run("check", "06-05 09:00")
    assert result(town, "C0-1")["result"] == "pass"


def test_c0_1_a_mailbox_that_does_not_answer_fails_and_no_secret_is_told(town: County) -> None:
    town.desk.environment.imap_url = f"imap://gongjian:secret@127.0.0.1:{free_port()}/INBOX"
    town.run("check", "06-05 09:00")
    found = result(town, "C0-1")
    assert found["result"] == "fail"
    assert "活动邮箱无法使用" in found["detail"]
    assert "secret" not in found["detail"]


def test_c0_1_without_a_mailbox_the_setting_is_named(town: County) -> None:
    town.desk.environment.imap_url = None
    town.run("check", "06-05 09:00")
    assert "GONGJIAN_IMAP_URL" in result(town, "C0-1")["detail"]


def test_c0_1_a_broken_template_fails_with_its_place(town: County) -> None:
    templates = Templates({"M14/subject.txt": b"{{ frame.prefix }}{{ nunber }}"})
    town.desk = replace(town.desk, campaign=replace(town.desk.campaign, templates=templates))
    town.run("check", "06-05 09:00")
    assert "模板有误（templates/M14/subject.txt, line 1: 'nunber' is undefined）" in result(town, "C0-1")["detail"]


def test_m01_waits_while_the_mailbox_is_out_of_reach_and_goes_out_once_it_answers(town: County) -> None:
    working = town.desk.environment.imap_url
    town.desk.environment.imap_url = f"imap://gongjian:secret@127.0.0.1:{free_port()}/INBOX"
    with pytest.raises(Blocked, match="C0-1 failed, the notice M01 waits: 活动邮箱无法使用"):
        town.run("check", "06-05 10:00")
    assert town.outbox() == []
    town.desk.environment.imap_url = working
    town.run("check", "06-05 10:10")
    assert {letter["kind"] for letter in town.outbox()} == {"M01"}


def test_m01_does_not_wait_longer_than_its_day(town: County) -> None:
    town.desk.environment.imap_url = f"imap://gongjian:secret@127.0.0.1:{free_port()}/INBOX"
    with pytest.raises(Blocked):
        town.run("check", "06-05 17:20")
    town.run("check", "06-05 17:30")
    assert {letter["kind"] for letter in town.outbox()} == {"M01"}


def test_in_a_rehearsal_without_a_mailbox_nothing_waits_for_one(town: County) -> None:
    town.desk.environment.imap_url = None
    town.run("check", "06-05 10:00")
    assert result(town, "C0-1")["result"] == "fail"
    assert {letter["kind"] for letter in town.outbox()} == {"M01"}


def test_m01_waits_for_its_own_template_and_not_for_those_of_later_letters(town: County) -> None:
    good = town.desk.campaign
    town.desk = replace(town.desk, campaign=replace(good, templates=Templates({"M14/subject.txt": b"{{ nunber }}"})))
    town.run("check", "06-05 09:00")
    assert result(town, "C0-1")["result"] == "fail"
    town.desk = replace(town.desk, campaign=replace(good, templates=Templates({"M01/subject.txt": b"{{ nunber }}"})))
    with pytest.raises(Blocked, match=r"templates/M01/subject\.txt"):
        town.run("check", "06-05 10:00")
    town.desk = replace(town.desk, campaign=replace(good, templates=Templates({"M14/subject.txt": b"{{ nunber }}"})))
    town.run("check", "06-05 10:10")
    assert town.outbox()


def test_c0_2_the_notice_has_arrived_everywhere(town: County) -> None:
    town.run("check", "06-05 10:00")
    town.run("dispatch", "06-05 10:01")
    town.run("check", "06-05 15:00")
    assert result(town, "C0-2")["result"] == "pass"


def test_c0_2_a_bounce_names_the_unit_and_its_address(town: County) -> None:
    town.run("check", "06-05 10:00")
    town.run("dispatch", "06-05 10:01")
    (notice,) = town.letters(FORESTRY, "M01")
    town.set("06-05 10:20")
    town.office.deliver(BOUNCE.format(address=FORESTRY, message_id=notice["Message-ID"]).encode(), town.mailbox)
    town.run("intake", "06-05 10:30")
    town.run("check", "06-05 15:00")
    found = result(town, "C0-2")
    assert (found["result"], found["units"]) == ("fail", ["A04"])
    assert f"县林业局（{FORESTRY}）" in found["detail"]


@pytest.fixture
def of_2035(tmp_path: Path) -> Path:
    """The folder with the plan moved to a year that has no notice yet."""
    for name in ("campaign.toml", "directory.xlsx", "catalogue.xlsx", "nodes.xlsx"):
        shutil.copy(HERE / name, tmp_path)
    path = tmp_path / "campaign.toml"
    path.write_text(path.read_text("utf-8").replace("2018-06", "2035-06"), "utf-8")
    return tmp_path


def test_a_year_without_a_notice_ends_the_command_with_the_remedy(of_2035: Path, tmp_path: Path) -> None:
    told = gongjian("check", "--at", "2035-06-08T17:00", folder=tmp_path, campaign=str(of_2035))
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert "no official working-day data for 2035" in told.stderr
    assert "[holidays] of campaign.toml (2035-06-05 = false for a working day, true for a day off)" in told.stderr


def test_with_every_day_listed_the_year_is_accepted(of_2035: Path) -> None:
    path = of_2035 / "campaign.toml"
    first = date(2035, 6, 5)
    days = (first + timedelta(days=step) for step in range(26))
    table = "\n".join(f"{day} = {'true' if day.weekday() > 4 else 'false'}" for day in days)
    path.write_text(path.read_text("utf-8").replace("[holidays]\n", f"[holidays]\n{table}\n"), "utf-8")
    campaign = load_campaign(of_2035)
    assert campaign.calendar.working_days(first, date(2035, 6, 30)) == 19
