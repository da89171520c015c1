"""M25: operators hear once of what is amiss, and once that it is mended, by another way than the campaign's mailbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from campaign.templates import Templates
from db import inbox
from db.alarms import open_alarms
from db.models import Delivery, InboxMessage, LetterState, OutboxLetter, Pulse
from flows.alarms.causes import silent
from flows.environment import Environment
from flows.stages.turn import Blocked
from mail.mailbox import MailboxError
from mail.postoffice import PostOffice
from tests.flows.county import FOREST, County, sheet
from tests.flows.test_cli import gongjian, settings_of
from tests.servers import free_port

OPS = "ops@ops.example"


@pytest.fixture
def ops(town: County) -> Iterator[PostOffice]:
    """Another mail server, where the operator reads."""
    with PostOffice({OPS: "secret"}, lambda: town.clock[0]) as office:
        town.desk.environment.alarm_mail_to = OPS
        town.desk.environment.alarm_smtp_url = office.smtp_url
        yield office


def told(office: PostOffice) -> list[str]:
    """The subjects that have reached the operator."""
    return [message_from_bytes(raw, policy=default)["Subject"] for raw in office.messages(OPS)]


def keys(town: County) -> list[str]:
    with town.desk.database() as session:
        return [alarm.key for alarm in open_alarms(session, town.desk.id)]


def poll_in_vain(town: County, *times: str) -> None:
    for when in times:
        with pytest.raises(MailboxError):
            town.run("intake", when)


def test_the_third_failed_poll_is_told_once_and_so_is_its_end(town: County, ops: PostOffice) -> None:
    working = town.desk.environment.imap_url
    town.desk.environment.imap_url = f"imap://gongjian:geheim@127.0.0.1:{free_port()}/INBOX"
    poll_in_vain(town, "06-06 09:00", "06-06 09:05")
    assert told(ops) == []
    poll_in_vain(town, "06-06 09:10", "06-06 09:15")
    (subject,) = told(ops)
    assert subject.startswith("[ops] mailbox poll failed ×3: imap://127.0.0.1")
    town.desk.environment.imap_url = working
    town.run("intake", "06-06 09:20")
    town.run("intake", "06-06 09:25")
    assert [one[:40] for one in told(ops)[1:]] == ["[ops] cleared: mailbox poll failed ×3: i"]
    assert b"geheim" not in b"".join(ops.messages(OPS))


def test_an_alarm_that_comes_again_is_told_again(town: County, ops: PostOffice) -> None:
    working = town.desk.environment.imap_url
    for hour in ("09", "10"):
        town.desk.environment.imap_url = f"imap://gongjian:geheim@127.0.0.1:{free_port()}/INBOX"
        poll_in_vain(town, *(f"06-06 {hour}:{minute}" for minute in ("00", "05", "10")))
        town.desk.environment.imap_url = working
        town.run("intake", f"06-06 {hour}:15")
    assert len(told(ops)) == 4


def test_a_blocked_line_of_the_agenda_is_told_and_cleared_when_it_goes_out(town: County, ops: PostOffice) -> None:
    working = town.desk.environment.imap_url
    town.desk.environment.imap_url = f"imap://gongjian:geheim@127.0.0.1:{free_port()}/INBOX"
    for when in ("06-05 10:00", "06-05 10:10"):
        with pytest.raises(Blocked):
            town.run("check", when)
    assert [one.partition(" failed")[0].partition("（")[0] for one in told(ops)] == [
        "[ops] M01 blocked: C0-1",
        "[ops] C0-1 not ready: 活动邮箱无法使用",
    ]
    town.desk.environment.imap_url = working
    town.run("check", "06-05 10:20")
    assert keys(town) == []
    assert len(told(ops)) == 4


def test_books_that_do_not_balance_are_told_to_the_operator(town: County, ops: PostOffice) -> None:
    stranger = [*FOREST]
    stranger[1] = "东岭农贸市场改造"
    town.write("06-06 09:00", "jingbei@owner.example", files={"汇总表.xlsx": sheet(stranger)})
    town.run("intake", "06-06 09:05")
    with pytest.raises(Blocked):
        town.run("check", "06-30 10:00")
    assert {"check/C3-2", "check/C3-5"} <= set(keys(town))
    assert any(one.startswith("[ops] M20 blocked: C3-2 failed") for one in told(ops))


def test_a_message_set_aside_is_told_with_the_command_that_takes_it_up(town: County, ops: PostOffice) -> None:
    message_id = town.write("06-06 09:00", "lyj@huian.example", "我局零报告")
    town.run("intake", "06-06 09:05")
    with town.desk.database.begin() as session:
        row = session.query(InboxMessage).one()
        row.outcome, row.code, row.message = "held", "processing_failed", "ValueError: x"
    town.run("dispatch", "06-06 09:06")
    (mail,) = ops.messages(OPS)
    assert f"gongjian inbox retry '{message_id}'" in message_from_bytes(mail, policy=default).get_content()
    with town.desk.database.begin() as session:
        inbox.retry(session, town.desk.id, message_id)
    town.run("intake", "06-06 09:10")
    assert keys(town) == []


def test_a_letter_that_failed_for_good_is_told(town: County, ops: PostOffice) -> None:
    town.run("check", "06-05 10:00")
    with town.desk.database.begin() as session:
        first = session.query(Delivery).join(OutboxLetter).order_by(Delivery.id).first()
        assert first is not None
        first.state, first.reply = LetterState.FAILED.value, "550 no such user"
        address = first.address
    town.run("intake", "06-05 10:05")
    assert told(ops) == [f"[ops] letter M01 to {address} failed: 550 no such user"]


def test_a_broken_template_is_told_once_and_cleared_when_it_is_mended(town: County, ops: PostOffice) -> None:
    good = town.desk
    broken = Templates({"M03/subject.txt": b"{{ frame.prefix }}{{ nunber }}"})
    town.run("check", "06-05 10:00")
    town.desk = replace(good, campaign=replace(good.campaign, templates=broken))
    town.run("check", "06-06 17:00")
    (subject,) = told(ops)
    assert subject.startswith("[ops] letters M03 go out in the built-in words: templates/M03/subject.txt, line 1")
    assert {letter["kind"] for letter in town.outbox()} >= {"M03"}
    sound = Templates({"M03/subject.txt": "{{ frame.prefix }}提醒".encode()})
    town.desk = replace(good, campaign=replace(good.campaign, templates=sound))
    town.run("check", "06-07 15:00")
    assert keys(town) == []


class _Hook(BaseHTTPRequestHandler):
    got: list[dict[str, Any]]
    answers: list[int]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        code = self.answers.pop(0) if self.answers else 200
        if code == 200:
            self.got.append(body)
        self.send_response(code)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def webhook(*answers: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    got: list[dict[str, Any]] = []
    handler = type("Hook", (_Hook,), {"got": got, "answers": list(answers)})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/geheim", got
        server.shutdown()


def test_a_channel_that_fails_does_not_fail_the_round_and_is_tried_again(
    town: County, caplog: pytest.LogCaptureFixture
) -> None:
    with town.desk.database.begin() as session:
        session.add(Pulse(campaign=town.desk.id, round="intake", started_at=town.clock[0], failures=0, troubles={}))
    town.run("check", "06-05 10:00")
    with town.desk.database.begin() as session:
        session.query(Delivery).update({"state": LetterState.SENT.value})
        session.query(Delivery).filter(Delivery.id == 1).update({"state": LetterState.BOUNCED.value})
    with webhook(500) as (url, got):
        town.desk.environment.alarm_webhook_url = url
        town.run("intake", "06-05 10:05")
        assert got == []
        assert "not told by webhook" in caplog.text
        assert "geheim" not in caplog.text
        town.run("intake", "06-05 10:10")
        town.run("intake", "06-05 10:15")
    assert [(one["key"], one["state"]) for one in got] == [("letter/1", "raised")]
    assert got[0]["subject"].startswith("[ops] letter M01 to ")


def test_the_log_file_gets_a_line_for_each_alarm_and_for_its_end(town: County, tmp_path: Path) -> None:
    town.desk.environment.alarm_log = tmp_path / "alarms.jsonl"
    town.run("check", "06-05 10:00")
    for when, state in (("06-05 10:05", LetterState.FAILED), ("06-05 10:10", LetterState.QUEUED)):
        with town.desk.database.begin() as session:
            session.query(Delivery).filter(Delivery.id == 1).update({"state": state.value})
        town.run("intake", when)
    lines = [json.loads(line) for line in (tmp_path / "alarms.jsonl").read_text("utf-8").splitlines()]
    assert [(one["key"], one["state"]) for one in lines] == [("letter/1", "raised"), ("letter/1", "cleared")]


def at_nine(minutes: int) -> datetime:
    return datetime(2027, 6, 7, 9, tzinfo=UTC) + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("started", "ended", "key"),
    [(0, 1, "absent/intake"), (0, None, "stuck/intake"), (0, -5, "stuck/intake"), (15, 16, None), (15, None, None)],
)
def test_a_round_that_is_missed_or_does_not_end_is_seen_by_the_others(
    started: int, ended: int | None, key: str | None
) -> None:
    run = Pulse(round="intake", started_at=at_nine(started), ended_at=None if ended is None else at_nine(ended))
    assert [found for found, _ in silent([run], at_nine(40), minutes=30)] == ([key] if key else [])


def test_doctor_tells_of_open_alarms_and_of_whom_they_reach(town: County, ops: PostOffice, tmp_path: Path) -> None:
    town.run("check", "06-05 10:00")
    with town.desk.database.begin() as session:
        session.query(Delivery).filter(Delivery.id == 1).update({"state": LetterState.BOUNCED.value})
    town.run("intake", "06-05 10:05")
    settings = {**settings_of(town), "alarm_mail_to": OPS, "alarm_smtp_url": ops.smtp_url}
    said = gongjian("doctor", folder=tmp_path, **settings).stdout
    assert "warn  alarms 运行告警: 06-05 02:05 UTC letter M01 to " in said
    assert "warn  rounds 运行心跳: intake has not run since 2018-06-05 02:05 UTC" in said
    assert f"ok    alarm-channels 告警渠道: log, mail to {OPS}" in said


def test_no_secret_of_the_settings_stays_in_a_text() -> None:
    settings = Environment(
        _env_file=None,
        imap_url="imaps://gj%40x.cn:p%40ssword@mail.example/INBOX",
        database_url="postgresql+psycopg://gj:dbsecret@db.example/gj",
        imap_token="tok-en-1234",
        alarm_webhook_url="https://hook.example/key-5678",
    )
    text = "p%40ssword p@ssword dbsecret tok-en-1234 https://hook.example/key-5678 mail.example"
    assert settings.discreet(text) == "*** *** *** *** *** mail.example"
