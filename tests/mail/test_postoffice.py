"""The embedded post office delivers what it gets, to whom the envelope says, when the clock says."""

import imaplib
import signal
import smtplib
import subprocess
import sys

import pytest

from mail.mailbox import Mailbox
from mail.postoffice import PostOffice, PostOfficeError
from tests.mail.conftest import FRIDAY_EVENING, OURS, UNIT

GBK = "Subject: 问题汇总表\r\nTo: somebody-else@huian.example\r\n\r\n.点开头的一行\r\n".encode("gbk")


def send(office: PostOffice, raw: bytes, *recipients: str) -> None:
    with smtplib.SMTP("127.0.0.1", office.smtp_port) as smtp:
        smtp.sendmail(UNIT, recipients, raw)


def test_raw_gbk_arrives_byte_for_byte_at_the_envelope_recipient(post_office):
    send(post_office, GBK, OURS)
    assert post_office.messages(OURS) == [GBK]
    assert post_office.messages(UNIT) == []


def test_the_received_time_is_the_simulated_clock(post_office):
    send(post_office, GBK, OURS)
    with Mailbox(post_office.imap_url(OURS)) as mailbox:
        [mail] = mailbox.fetch(mailbox.uids())
    assert (mail.raw, mail.received_at) == (GBK, FRIDAY_EVENING)


def test_capitals_in_an_address_do_not_matter(post_office):
    send(post_office, GBK, OURS.upper())
    assert len(post_office.messages(OURS)) == 1


def test_an_unknown_recipient_is_refused_for_good(post_office):
    with pytest.raises(smtplib.SMTPRecipientsRefused, match="550"):
        send(post_office, GBK, "nobody@huian.example")


def test_a_mail_of_thirty_megabytes_is_taken(post_office):
    send(post_office, b"Subject: big\r\n\r\n" + (b"x" * 998 + b"\r\n") * 30_000, OURS)
    assert len(post_office.messages(OURS)[0]) > 30_000_000


def test_a_wrong_password_is_refused(post_office):
    with (
        pytest.raises(imaplib.IMAP4.error),
        imaplib.IMAP4("127.0.0.1", post_office.imap_port) as imap,
    ):
        imap.login(OURS, "guess")


def test_smtp_takes_the_same_users(post_office):
    with smtplib.SMTP("127.0.0.1", post_office.smtp_port) as smtp:
        with pytest.raises(smtplib.SMTPAuthenticationError):
            smtp.login(UNIT, "guess")
        assert smtp.login(UNIT, "secret")[0] == 235


def test_a_taken_port_is_told_with_its_remedy(post_office):
    second = PostOffice({}, lambda: FRIDAY_EVENING, smtp_port=post_office.smtp_port)
    with pytest.raises(PostOfficeError, match="Choose other ports"), second:
        pass


def test_run_forever_prints_its_urls_and_closes_on_ctrl_c():
    code = "from mail.postoffice import run_forever; run_forever({'in@huian.example': 'p'}, 0, 0)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        lines = [process.stdout.readline(), process.stdout.readline()]
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
    assert lines[0].startswith("GONGJIAN_SMTP_URL=smtp://127.0.0.1:")
    assert lines[1].startswith("GONGJIAN_IMAP_URL=imap://in%40huian.example:p@127.0.0.1:")
