"""OAuth 2.0 instead of a password, as Microsoft 365 and Google want it (XOAUTH2)."""

import base64

import pytest

from flows.environment import Environment
from mail.mailbox import Mailbox, MailboxError
from mail.sender import Sender, Unreachable
from mail.urls import imap_endpoint, with_token
from tests.mail.conftest import OURS, UNIT
from tests.servers import imap_stub, smtp_stub

RAW = b"Subject: x\r\n\r\n"


def said(token):
    return base64.b64encode(f"user=in@huian.example\1auth=Bearer {token}\1\1".encode()).decode()


def test_imap_logs_in_with_the_token():
    with imap_stub({1: RAW}) as server:
        with Mailbox(f"imap://in%40huian.example:good@127.0.0.1:{server.port}?auth=xoauth2") as mailbox:
            assert mailbox.uids() == [1]
        assert said("good") in server.lines
        assert not [line for line in server.lines if " LOGIN " in line]


def test_an_expired_token_is_told_and_not_said_again():
    with imap_stub({}) as server:
        with (
            pytest.raises(MailboxError, match="renew the access token"),
            Mailbox(f"imap://in%40huian.example:old@127.0.0.1:{server.port}?auth=xoauth2"),
        ):
            pass
        assert server.lines.count(said("old")) == 1


def test_smtp_logs_in_with_the_token():
    with smtp_stub({"EHLO": "250-stub\r\n250 AUTH XOAUTH2", "AUTH": "235 2.7.0 accepted"}) as server:
        with Sender(f"smtp://in%40huian.example:good@127.0.0.1:{server.port}?auth=xoauth2") as sender:
            assert sender.send(RAW, OURS, UNIT, lambda: None)
        assert f"AUTH XOAUTH2 {said('good')}" in server.lines


def test_smtp_tells_of_an_expired_token():
    with smtp_stub({"EHLO": "250-stub\r\n250 AUTH XOAUTH2", "AUTH": "535 5.7.8 bad token"}) as server:
        url = f"smtp://in%40huian.example:old@127.0.0.1:{server.port}?auth=xoauth2"
        with Sender(url) as sender, pytest.raises(Unreachable, match=r"bad token.*renew the access token"):
            sender.send(RAW, OURS, UNIT, lambda: None)


def test_the_token_may_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("GONGJIAN_IMAP_URL", "imaps://in%40huian.example@outlook.example/INBOX?auth=xoauth2")
    monkeypatch.setenv("GONGJIAN_IMAP_TOKEN", "a/b+c=")
    at = imap_endpoint(Environment(_env_file=None).imap())
    assert (at.user, at.secret, at.oauth) == ("in@huian.example", "a/b+c=", True)


def test_a_renewed_token_is_taken_in_the_next_round(monkeypatch):
    with imap_stub({1: RAW}) as server:
        monkeypatch.setenv("GONGJIAN_IMAP_URL", f"imap://in%40huian.example@127.0.0.1:{server.port}?auth=xoauth2")
        monkeypatch.setenv("GONGJIAN_IMAP_TOKEN", "old")
        with pytest.raises(MailboxError, match="renew the access token"), Mailbox(Environment(_env_file=None).imap()):
            pass
        monkeypatch.setenv("GONGJIAN_IMAP_TOKEN", "good")
        with Mailbox(Environment(_env_file=None).imap()) as mailbox:
            assert [mail.raw for mail in mailbox.fetch(mailbox.uids())] == [RAW]


@pytest.mark.parametrize("url", ["imaps://u:s@h.example", "imaps://u:s@h.example?auth=xoauth2"])
def test_a_secret_of_the_url_stays(url):
    assert with_token(url, "token") == url
