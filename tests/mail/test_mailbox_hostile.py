"""The IMAP door on servers that do what the standard allows and nobody expects."""

from contextlib import suppress

import pytest

from mail.mailbox import Mailbox, MailboxError
from tests.servers import free_port, imap_stub

MAILS = {1: b"Subject: one\r\n\r\n", 2: b"Subject: two\r\n\r\n", 3: b"\r\n1 (UID 2 BODY[]\r\n)\r\n"}


def url(port):
    return f"imap://user:geheim@127.0.0.1:{port}/INBOX"


def fetched(server, timeout=5):
    with Mailbox(url(server.port), timeout) as mailbox:
        return {mail.uid: mail.raw for mail in mailbox.fetch(mailbox.uids())}


@pytest.mark.parametrize(
    "quirks",
    [
        *[(), ("unsolicited",), ("uid-after-body",), ("unsolicited", "uid-after-body"), ("stray",)],
        ("stray", "unsolicited", "uid-after-body"),
    ],
    ids=" and ".join,
)
def test_every_body_keeps_its_own_uid(quirks):
    with imap_stub(MAILS, quirks) as server:
        assert fetched(server) == MAILS


@pytest.mark.parametrize("quirk", ["gone", "no"])
@pytest.mark.parametrize("uid_at", ["uid-before-body", "uid-after-body"])
def test_a_vanished_mail_does_not_hide_the_others(quirk, uid_at):
    with imap_stub(MAILS, {quirk, uid_at, "unsolicited"}) as server:
        assert fetched(server) == {1: MAILS[1], 3: MAILS[3]}


@pytest.mark.parametrize("quirk", ["withheld", "nil"])
def test_a_mail_that_is_not_handed_out_is_told_after_the_others(quirk):
    with imap_stub(MAILS, {quirk}) as server, Mailbox(url(server.port)) as mailbox:
        mails = mailbox.fetch([1, 2, 3])
        assert [next(mails).uid, next(mails).uid] == [1, 3]
        with pytest.raises(MailboxError, match=r"UID 2\b"):
            next(mails)


def test_netease_opens_its_folder_after_id():
    with imap_stub(MAILS, {"unsafe"}) as server:
        assert fetched(server) == MAILS


def test_a_server_that_hangs_up_on_id_is_called_again_without():
    with imap_stub(MAILS, {"hangs-up-on-id"}) as server:
        assert fetched(server) == MAILS


def test_a_link_lost_in_a_fetch_is_a_mailbox_error():
    with imap_stub(MAILS, {"drops"}) as server, pytest.raises(MailboxError, match="cannot be reached while"):
        fetched(server)


def test_after_a_lost_link_the_next_round_takes_all():
    with imap_stub(MAILS, {"drops"}) as server, pytest.raises(MailboxError):
        fetched(server)
    with imap_stub(MAILS) as server:
        assert fetched(server) == MAILS


def test_no_mail_is_taken_from_a_folder_that_was_made_anew_meanwhile():
    with imap_stub(MAILS, {"remade"}) as server, Mailbox(url(server.port)) as mailbox:
        taken = []
        with pytest.raises(MailboxError, match="made the folder anew"):
            taken.extend(mailbox.fetch([1, 2, 3]))
        assert taken == []


def test_a_silent_server_does_not_hold_us_for_ever():
    with imap_stub(MAILS, {"silent"}) as server, pytest.raises(MailboxError, match="timed out"):
        fetched(server, timeout=0.2)


def test_a_server_that_is_off_is_told_without_the_secret():
    with (
        pytest.raises(MailboxError, match="GONGJIAN_IMAP_URL: check host") as told,
        Mailbox(url(free_port())),
    ):
        pass
    assert "geheim" not in str(told.value)


READING = {"CAPABILITY", "LOGIN", "ID", "EXAMINE", "NOOP", "SEARCH", "FETCH", "LOGOUT"}
QUIRKS = ["gone", "no", "nil", "withheld", "stray", "unsolicited", "remade", "drops", "unsafe"]


@pytest.mark.parametrize("quirk", QUIRKS)
def test_nothing_that_changes_the_mailbox_is_ever_said(quirk):
    with imap_stub(MAILS, {quirk}) as server:
        with suppress(MailboxError):
            fetched(server)
        lines = [line.partition(" ")[2] for line in server.lines if line]
    assert {line.removeprefix("UID ").split()[0] for line in lines} <= READING
    assert all("BODY.PEEK[" in line for line in lines if "BODY" in line)
