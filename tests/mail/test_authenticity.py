"""Who wrote a mail (a person or a machine), and whether the sender can be believed."""

import pytest

from mail.authenticity import auto_reply_reason, is_bounce, read_headers, verdict

FROM = "From: 县自然资源局 <zrzyj@huian.example>"
OUR_SERVER = "mx.huian.example"


def headers(*lines):
    return read_headers("\r\n".join((*lines, "", "正文")).encode())


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([FROM], None),
        ([FROM, "Auto-Submitted: no"], None),
        ([FROM, "Return-Path: <zrzyj@huian.example>"], None),
        ([FROM, "Precedence: first-class"], None),
        ([FROM, "X-Auto-Response-Suppress: DR, RN, NRN"], None),
        ([FROM, "Subject: 关于自动回复设置的问题"], None),
        ([FROM, "Subject: 回复：自动回复：回执"], None),
        ([FROM, "Subject: 自动回复机制汇总表"], None),
        ([FROM, "Subject: 【自动回复】我在休假"], "subject"),
        ([FROM, "X-Gongjian-Outbox: 0123", "Auto-Submitted: auto-replied"], "own"),
        (
            [FROM, "Content-Type: multipart/report; report-type=delivery-status; boundary=b"],
            "delivery-report",
        ),
        (["From: MAILER-DAEMON@huian.example", "Return-Path: <>"], "delivery-report"),
        (
            [FROM, "Content-Type: multipart/report; report-type=disposition-notification; boundary=b"],
            "read-receipt",
        ),
        ([FROM, "Content-Type: message/disposition-notification"], "read-receipt"),
        ([FROM, "Content-Type: multipart/report; report-type=feedback-report; boundary=b"], "report"),
        ([FROM, "Return-Path: <>"], "null-sender"),
        ([FROM, "Auto-Submitted: auto-replied (vacation)"], "auto-submitted"),
        ([FROM, "Precedence: Bulk"], "precedence"),
        ([FROM, "List-Unsubscribe: <mailto:off@huian.example>"], "list"),
        ([FROM, "X-Autoreply: yes"], "autoreply"),
        ([FROM, "X-Auto-Response-Suppress: All"], "suppress"),
        (["From: no-reply@huian.example"], "robot"),
        (["From: bounce-17@huian.example"], "robot"),
        ([FROM, "Subject: 自动回复: 【审批服务攻坚】提醒"], "subject"),
        ([FROM, "Subject: =?gb2312?B?19S2r7vYuLQ=?="], "subject"),
        ([FROM, "Subject: Automatic reply: reminder"], "subject"),
    ],
)
def test_what_must_not_be_answered(lines, reason):
    assert auto_reply_reason(headers(*lines)) == reason


def test_a_raw_gbk_subject_does_not_disturb():
    message = read_headers("From: a@huian.example\r\nSubject: 汇总表\r\n\r\n".encode("gbk"))
    assert auto_reply_reason(message) is None


def test_an_out_of_office_answer_is_no_bounce():
    assert not is_bounce(headers(FROM, "Return-Path: <>", "Auto-Submitted: auto-replied"))


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ("mx.huian.example; dmarc=pass header.from=huian.example", "pass"),
        ("MX.HUIAN.EXAMPLE; dmarc=pass header.from=huian.example", "pass"),
        ("mx.huian.example; dmarc=fail header.from=huian.example; spf=pass smtp.mailfrom=evil.example", "fail"),
        ("mx.huian.example; dmarc=pass header.from=huian.example; spf=softfail smtp.mailfrom=relay.example", "pass"),
        ("mx.huian.example; dmarc=pass header.from=evil.example", "unverified"),
        ("mx.huian.example; dkim=pass header.d=huian.example; spf=fail smtp.mailfrom=relay.example", "pass"),
        ("mx.huian.example; dkim=pass header.d=evil.example", "unverified"),
        ("mx.huian.example; dkim=pass header.i=@mail.huian.example", "pass"),
        ("mx.huian.example; dkim=pass header.d=example", "unverified"),
        ("mx.huian.example; dkim=fail header.d=huian.example", "unverified"),
        ("mx.huian.example; spf=pass smtp.mailfrom=zrzyj@huian.example", "pass"),
        ("mx.huian.example; spf=pass smtp.mailfrom=evil.example", "unverified"),
        ("mx.huian.example; spf=fail smtp.mailfrom=zrzyj@huian.example", "fail"),
        ("mx.huian.example; spf=softfail smtp.mailfrom=zrzyj@huian.example; dkim=pass header.d=evil.example", "fail"),
        ("mx.huian.example; spf=temperror smtp.mailfrom=zrzyj@huian.example", "unverified"),
        ("mx.huian.example; none", "unverified"),
        ("mx.huian.example; dmarc=pass (unclosed", "unverified"),
        ("evil.example; dmarc=pass header.from=huian.example", "unverified"),
        ("evil.example; dmarc=fail header.from=huian.example", "unverified"),
        ("spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=huian.example; dmarc=fail action=none", "unverified"),
    ],
)  # fmt: skip
def test_verdict_of_one_header(results, expected):
    assert verdict(headers(f"Authentication-Results: {results}", FROM), OUR_SERVER) == expected


@pytest.mark.parametrize(
    ("top", "below", "expected"),
    [
        ("dmarc=fail header.from=huian.example", "dmarc=pass header.from=huian.example", "fail"),
        ("none", "dmarc=pass header.from=huian.example", "unverified"),
        ("(a comment that cannot be read", "dmarc=pass header.from=huian.example", "unverified"),
        ("none", "dmarc=fail header.from=huian.example", "fail"),
        ("dmarc=pass header.from=huian.example", "dmarc=fail header.from=huian.example", "pass"),
    ],
)
def test_a_header_below_our_servers_topmost_cannot_make_a_mail_better(top, below, expected):
    lines = [f"Authentication-Results: {OUR_SERVER}; {results}" for results in (top, below)]
    assert verdict(headers(*lines, FROM), OUR_SERVER) == expected


def test_without_a_configured_server_nobody_is_believed():
    line = "Authentication-Results: mx.huian.example; dmarc=pass header.from=huian.example"
    assert verdict(headers(line, FROM), "") == "unverified"


@pytest.mark.parametrize("second", [FROM, "From: boss@huian.example"])
def test_two_from_headers_fail(second):
    line = "Authentication-Results: mx.huian.example; dmarc=pass header.from=huian.example"
    assert verdict(headers(line, FROM, second), OUR_SERVER) == "fail"


@pytest.mark.parametrize(
    "line",
    [
        "From: a@huian.example, b@huian.example",
        "From: boss@huian.example <a@evil.example>",
        "From: 县自然资源局",
        "To: x",
    ],
)
def test_without_exactly_one_author_a_mail_fails(line):
    assert verdict(headers(line), OUR_SERVER) == "fail"


def test_an_address_written_as_the_name_too_is_one_author():
    assert verdict(headers("From: a@huian.example <a@huian.example>"), OUR_SERVER) == "unverified"


def test_a_raw_gbk_name_is_no_second_author():
    raw = "From: 丂局 <zrzyj@huian.example>\r\n\r\n".encode("gbk")
    assert b"@" in raw.partition(b" <")[0]
    assert verdict(read_headers(raw), OUR_SERVER) == "unverified"


def test_an_address_in_the_display_name_does_not_count():
    line = "Authentication-Results: mx.huian.example; dmarc=pass header.from=evil.example"
    message = headers(line, 'From: "boss@huian.example" <a@evil.example>')
    assert verdict(message, OUR_SERVER) == "pass"


EXCHANGE = "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=huian.example; dkim=none; dmarc={} action=none header.from=huian.example;compauth=pass reason=100"  # noqa: E501


@pytest.mark.parametrize("result", ["pass", "fail"])
def test_microsofts_form_is_believed_where_it_is_configured(result):
    message = headers(FROM, f"Authentication-Results: {EXCHANGE.format(result)}")
    assert verdict(message, "protection.outlook.com") == result
    assert verdict(message, OUR_SERVER) == "unverified"
