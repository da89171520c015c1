"""TLS wherever it is to be had, and no secret in clear beyond this machine."""

import ssl
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from mail import urls
from mail.mailbox import Mailbox, MailboxError
from mail.sender import Sender, Unreachable
from tests.mail.conftest import OURS, UNIT
from tests.servers import certificate, free_port, imap_stub, smtp_stub

RAW = b"Subject: x\r\n\r\n"


@pytest.fixture
def tls(tmp_path):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate(tmp_path))
    return context


@pytest.fixture
def far_away(monkeypatch):
    """As if 127.0.0.1 were another machine."""
    monkeypatch.setattr(urls, "_is_loopback", lambda host: False)


@contextmanager
def smtp_server(**settings):
    controller = Controller(Sink(), "127.0.0.1", free_port(), **settings)
    controller.start()
    yield controller
    controller.stop()


def send(url):
    with Sender(url, timeout=5) as sender:
        return sender.send(RAW, OURS, UNIT, lambda: None)


def test_smtp_takes_starttls_where_offered(tls):
    with smtp_server(tls_context=tls, require_starttls=True) as server:
        assert send(f"smtp://127.0.0.1:{server.port}")


def test_smtps_speaks_tls_from_the_start(tls):
    with smtp_server(ssl_context=tls) as server:
        assert send(f"smtps://127.0.0.1:{server.port}")


def test_imap_takes_starttls_where_offered(dovecot, address):
    with Mailbox(dovecot.imap_url(address)) as mailbox:
        assert isinstance(mailbox._box.client.sock, ssl.SSLSocket)


def test_imaps_speaks_tls_from_the_start(dovecot, address):
    url = (
        dovecot.imap_url(address)
        .replace("imap://", "imaps://")
        .replace(str(dovecot.imap_port), str(dovecot.imaps_port))
    )
    with Mailbox(url) as mailbox:
        assert mailbox.uids() == []


def test_an_unknown_certificate_is_not_believed_beyond_loopback(dovecot, address, far_away):
    with pytest.raises(MailboxError, match="CERTIFICATE_VERIFY_FAILED"), Mailbox(dovecot.imap_url(address)):
        pass


def test_an_unknown_certificate_may_be_allowed(dovecot, address, far_away):
    with Mailbox(dovecot.imap_url(address) + "?insecure=1") as mailbox:
        assert mailbox.uids() == []


def test_no_letter_leaves_in_clear_beyond_loopback(far_away):
    with smtp_stub() as server, pytest.raises(Unreachable, match="offers no STARTTLS"):
        send(f"smtp://127.0.0.1:{server.port}")


def test_no_secret_leaves_in_clear_beyond_loopback(far_away):
    with imap_stub({}) as server:
        with (
            pytest.raises(MailboxError, match="offers no STARTTLS"),
            Mailbox(f"imap://u:s@127.0.0.1:{server.port}"),
        ):
            pass
        assert not [line for line in server.lines if "LOGIN" in line]
