"""The SMTP door: what happened to a mail is known by phase, and only a link lost after DATA leaves doubt."""

import pytest

from mail.sender import Deferred, Doubtful, Refused, Sender, Unreachable
from tests.mail.conftest import OURS, UNIT
from tests.servers import free_port, smtp_stub

RAW = b"Subject: =?utf-8?b?5Zue5omn?=\r\n\r\n.\r\n..two dots\r\nend\r\n"


class Phase:
    """Remembers whether DATA was announced."""

    started = False

    def __call__(self):
        self.started = True


def outcome(server, error):
    """The expected failure of sending to the stub, and whether DATA had been announced by then."""
    phase = Phase()
    with Sender(f"smtp://127.0.0.1:{server.port}", timeout=5) as sender, pytest.raises(error) as told:
        sender.send(RAW, OURS, UNIT, phase)
    return told.value, phase.started


def said(server, verb):
    return [line for line in server.lines if line.upper().startswith(verb)]


def test_a_mail_arrives_byte_for_byte(post_office):
    with Sender(post_office.smtp_url) as sender:
        assert sender.send(RAW, OURS, UNIT, Phase()) == "2.0.0 delivered"
    assert post_office.messages(UNIT) == [RAW]


def test_data_is_announced_before_it_starts():
    with smtp_stub() as server, Sender(f"smtp://127.0.0.1:{server.port}") as sender:
        sender.send(RAW, OURS, UNIT, lambda: server.lines.append("announced"))
    assert server.lines.index("announced") == server.lines.index("DATA") - 1


def test_many_mails_share_one_connection():
    with smtp_stub() as server, Sender(f"smtp://127.0.0.1:{server.port}") as sender:
        for _ in range(3):
            sender.send(RAW, OURS, UNIT, Phase())
    assert (len(said(server, "EHLO")), len(said(server, "MAIL"))) == (1, 3)


@pytest.mark.parametrize("at", ["MAIL", "RCPT", "DATA", "content"])
def test_a_5xx_refuses_for_good(at):
    with smtp_stub({at: "550 5.7.1 not you"}) as server:
        error, _ = outcome(server, Refused)
    assert (error.code, error.text) == (550, "5.7.1 not you")


@pytest.mark.parametrize("at", ["MAIL", "RCPT", "DATA", "content"])
def test_a_4xx_defers(at):
    with smtp_stub({at: "451 MI:DMC too many mails"}) as server:
        error, _ = outcome(server, Deferred)
    assert (error.code, error.text) == (451, "MI:DMC too many mails")


@pytest.mark.parametrize("at", ["MAIL", "RCPT"])
def test_a_link_lost_before_data_defers_and_data_was_not_announced(at):
    with smtp_stub(hangs_up_at=at) as server:
        error, started = outcome(server, Deferred)
    assert (error.code, started) == (None, False)


def test_a_link_lost_at_the_word_data_defers_since_nothing_was_handed_over():
    with smtp_stub(hangs_up_at="DATA") as server:
        _, started = outcome(server, Deferred)
    assert started


def test_a_link_lost_after_the_mail_was_handed_over_leaves_doubt():
    with smtp_stub(hangs_up_at="content") as server:
        _, started = outcome(server, Doubtful)
    assert started


def test_gibberish_after_the_mail_was_handed_over_leaves_doubt():
    with smtp_stub({"content": "thanks a lot"}) as server:
        outcome(server, Doubtful)


def test_a_refused_recipient_does_not_stop_the_next():
    stub = smtp_stub({"RCPT TO:<gone@huian.example>": "550 no such user"})
    with stub as server, Sender(f"smtp://127.0.0.1:{server.port}") as sender:
        with pytest.raises(Refused):
            sender.send(RAW, OURS, "gone@huian.example", Phase())
        sender.send(RAW, OURS, UNIT, Phase())
    assert len(said(server, "EHLO")) == 1


def test_after_a_broken_link_the_next_mail_gets_a_new_one():
    stub = smtp_stub({"RCPT TO:<busy@huian.example>": "421 closing"})
    with stub as server, Sender(f"smtp://127.0.0.1:{server.port}") as sender:
        with pytest.raises(Deferred):
            sender.send(RAW, OURS, "busy@huian.example", Phase())
        sender.send(RAW, OURS, UNIT, Phase())
    assert len(said(server, "EHLO")) == 2


def test_a_failure_of_our_own_before_data_sends_nothing_and_the_next_mail_goes(post_office):
    with Sender(post_office.smtp_url) as sender:
        with pytest.raises(ZeroDivisionError):
            sender.send(RAW, OURS, UNIT, lambda: 1 / 0)
        sender.send(RAW, OURS, UNIT, Phase())
    assert post_office.messages(UNIT) == [RAW]


def test_a_server_that_is_off_defers_with_the_remedy():
    with (
        Sender(f"smtp://127.0.0.1:{free_port()}") as sender,
        pytest.raises(Unreachable, match="GONGJIAN_SMTP_URL"),
    ):
        sender.send(RAW, OURS, UNIT, Phase())


def test_the_user_of_the_url_logs_in(post_office):
    url = post_office.smtp_url.replace("//", "//zrzyj%40huian.example:secret@")
    with Sender(url) as sender:
        sender.send(RAW, OURS, UNIT, Phase())
    assert post_office.messages(UNIT) == [RAW]


def test_a_refused_log_in_keeps_the_mail_and_hides_the_secret(post_office):
    url = post_office.smtp_url.replace("//", "//zrzyj%40huian.example:geheim@")
    with Sender(url) as sender, pytest.raises(Unreachable, match="授权码") as told:
        sender.send(RAW, OURS, UNIT, Phase())
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("address", ["a@b.example\r\nRCPT TO:<c@d.example>", "no address", "张三@单位.example"])
def test_what_is_no_smtp_address_is_refused_before_anything_is_said(address):
    with smtp_stub() as server:
        sender = Sender(f"smtp://127.0.0.1:{server.port}")
        with sender, pytest.raises(Refused, match="553"):
            sender.send(RAW, OURS, address, Phase())
    assert server.lines == []
