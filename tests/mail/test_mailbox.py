"""The IMAP door on a real server: exact bytes, and nothing that people would notice in their mailbox."""

from datetime import UTC, datetime, timedelta

import pytest
from imap_tools import MailBoxUnencrypted

from mail.mailbox import Mailbox, MailboxError
from tests.mail.conftest import OURS

GBK = "Subject: 惠安县汇总表\r\n\r\n正文\r\n".encode("gbk")


def colleague(dovecot, address):
    """Somebody else who works in the same mailbox."""
    return MailBoxUnencrypted("127.0.0.1", dovecot.imap_port).login(address, "secret")


def flags(dovecot, address):
    with colleague(dovecot, address) as other:
        return [set(mail.flags) - {"\\Recent"} for mail in other.fetch(mark_seen=False)]


def test_bytes_are_exact_and_the_received_time_is_aware(dovecot, address):
    dovecot.deliver(GBK, address)
    with Mailbox(dovecot.imap_url(address)) as mailbox:
        [mail] = mailbox.fetch(mailbox.uids())
    assert mail.raw.endswith(GBK)
    assert mail.received_at.tzinfo is UTC
    assert abs(datetime.now(UTC) - mail.received_at) < timedelta(minutes=1)


def test_reading_leaves_mails_unseen(dovecot, address):
    dovecot.deliver(GBK, address)
    with Mailbox(dovecot.imap_url(address)) as mailbox:
        assert len(list(mailbox.fetch(mailbox.uids()))) == 1
    assert flags(dovecot, address) == [set()]


def test_mails_that_a_colleague_marked_deleted_survive(dovecot, address):
    dovecot.deliver(GBK, address)
    with colleague(dovecot, address) as other:
        other.client.uid("STORE", "1", "+FLAGS", r"(\Deleted)")
    with Mailbox(dovecot.imap_url(address)) as mailbox:
        assert len(list(mailbox.fetch(mailbox.uids()))) == 1
    assert flags(dovecot, address) == [{"\\Deleted"}]


def test_only_newer_mails_are_listed_after_a_uid(dovecot, address):
    for _ in range(3):
        dovecot.deliver(GBK, address)
    with Mailbox(dovecot.imap_url(address)) as mailbox:
        assert (mailbox.uids(after=2), mailbox.uids(after=3)) == ([3], [])


def test_a_mail_that_arrives_meanwhile_is_listed_at_once(dovecot, address):
    with Mailbox(dovecot.imap_url(address)) as mailbox:
        assert mailbox.uids() == []
        dovecot.deliver(GBK, address)
        assert mailbox.uids() == [1]


def test_asking_for_no_mail_fetches_no_mail(dovecot, address):
    dovecot.deliver(GBK, address)
    with Mailbox(dovecot.imap_url(address)) as mailbox:
        assert list(mailbox.fetch([])) == []


def test_a_mail_that_vanished_is_left_out_and_the_others_come(dovecot, address):
    for _ in range(3):
        dovecot.deliver(GBK, address)
    with Mailbox(dovecot.imap_url(address)) as mailbox:
        uids = mailbox.uids()
        with colleague(dovecot, address) as other:
            other.delete("2")
        assert [mail.uid for mail in mailbox.fetch(uids)] == [1, 3]


def test_a_folder_made_anew_has_another_uidvalidity(dovecot, address):
    seen = set()
    for _ in range(2):
        with colleague(dovecot, address) as other:
            other.folder.create("归档")
        with Mailbox(dovecot.imap_url(address, folder="%E5%BD%92%E6%A1%A3")) as mailbox:
            seen.add(mailbox.uidvalidity)
        with colleague(dovecot, address) as other:
            other.folder.delete("归档")
    assert len(seen) == 2


@pytest.mark.parametrize("folder", ["Sent", "已发送", "INBOX"])
def test_a_sent_mail_is_found_by_its_message_id(dovecot, address, folder):
    with colleague(dovecot, address) as other:
        if folder != "INBOX":
            other.folder.create(folder)
        other.append(b"Message-ID: <gj.12ab@huian.example>\r\n\r\n", folder)
    with Mailbox(dovecot.imap_url(address)) as mailbox:
        assert mailbox.count_message_id("<gj.12ab@huian.example>") == 1
        assert mailbox.count_message_id("<gj.34cd@huian.example>") == 0
        assert mailbox.uids() == ([1] if folder == "INBOX" else [])


def test_a_wrong_password_is_told_without_showing_it(post_office):
    url = post_office.imap_url(OURS).replace("secret", "geheim")
    with pytest.raises(MailboxError, match="授权码") as told, Mailbox(url):
        pass
    assert "geheim" not in str(told.value)


def test_a_missing_folder_is_told_by_name(dovecot, address):
    with (
        pytest.raises(MailboxError, match="opening the folder Nowhere"),
        Mailbox(dovecot.imap_url(address, "Nowhere")),
    ):
        pass
