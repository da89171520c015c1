"""The transport settings: what they mean, and how a wrong one is told without showing the secret."""

import ssl

import pytest

from mail.urls import SettingError, imap_endpoint, smtp_endpoint


def test_a_url_with_everything():
    at = imap_endpoint("imaps://in%40huian.example:a%2Fb%23c@mail.huian.example:1993/%E5%BD%92%E6%A1%A3")
    assert (at.host, at.port, at.user, at.secret, at.folder) == (
        "mail.huian.example", 1993, "in@huian.example", "a/b#c", "归档",
    )  # fmt: skip
    assert at.tls_from_start


@pytest.mark.parametrize(
    ("parse", "url", "port"),
    [
        (imap_endpoint, "imaps://u:s@h.example", 993),
        (imap_endpoint, "imap://u:s@h.example", 143),
        (smtp_endpoint, "smtps://h.example", 465),
        (smtp_endpoint, "smtp://h.example", 587),
    ],
)
def test_ports_have_their_usual_numbers(parse, url, port):
    assert parse(url).port == port


def test_the_inbox_is_the_usual_folder():
    assert imap_endpoint("imaps://u:s@h.example").folder == "INBOX"


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("smtp://127.0.0.1", True),
        ("smtp://localhost", True),
        ("smtp://[::1]", True),
        ("smtp://mail.huian.example", False),
        ("smtp://localhost.huian.example", False),
        ("smtp://mail.huian.example?insecure=1", True),
        ("smtp://mail.huian.example?insecure=0", False),
    ],
)
def test_without_tls_only_on_loopback_or_when_allowed(url, plain):
    assert smtp_endpoint(url).may_be_plain is plain


def test_certificates_are_verified_beyond_loopback():
    assert smtp_endpoint("smtps://mail.huian.example").tls().verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize(
    ("parse", "url", "what"),
    [
        (imap_endpoint, "", "GONGJIAN_IMAP_URL does not begin with imaps:// or imap://"),
        (imap_endpoint, "pop3://u:geheim@h.example", "does not begin with imaps://"),
        (imap_endpoint, "imaps://h.example/INBOX", "names no user and secret"),
        (imap_endpoint, "imaps://u:geheim@/INBOX", "names no host"),
        (imap_endpoint, "imaps://u:ge/heim@h.example", "host or port that cannot be read"),
        (imap_endpoint, "imaps://u:geheim#1@h.example", "contains a bare #"),
        (imap_endpoint, "imaps://u:geheim@h.example:70000", "host or port that cannot be read"),
        (imap_endpoint, "imaps://u:geheim@h.example?tls=no", "option other than ?insecure=1 and ?auth=xoauth2"),
        (imap_endpoint, "imaps://geheim@h.example?auth=xoauth2", "no token; set GONGJIAN_IMAP_TOKEN"),
        (imap_endpoint, "imaps://u:geheim@h.example?auth=plain", "option other than ?insecure=1 and ?auth=xoauth2"),
        (smtp_endpoint, "smtps://geheim@h.example", "needs both user and secret, or neither"),
        (smtp_endpoint, "smtps://u:geheim密@h.example", "not ASCII"),
    ],
)
def test_a_wrong_url_is_told_in_one_sentence_without_the_secret(parse, url, what):
    with pytest.raises(SettingError) as told:
        parse(url)
    assert what in str(told.value)
    assert "heim" not in str(told.value)


def test_the_secret_is_not_in_the_representation():
    assert "geheim" not in repr(imap_endpoint("imaps://u:geheim@h.example"))
