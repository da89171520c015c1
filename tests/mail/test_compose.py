"""Letters as mails: the same bytes every time, readable by old clients and new, and not to be broken into."""

import email
import email.policy
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.letters import Attachment, Inline, Letter
from mail.compose import OUTBOX_HEADER, compose, key_digest, message_id

KEY = "huian-2018/M02/<1@zrzyj.example>"
ID = message_id(KEY, "huian.example")
AT = datetime(2018, 6, 8, 18, 0, tzinfo=timezone(timedelta(hours=8)))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def letter(**changes):
    return Letter(
        **{
            "kind": "M02",
            "key": KEY,
            "to": ("zrzyj@huian.example",),
            "subject": "【审批服务攻坚】回执：收到汇总表3条",
            "text": "县自然资源局：\n收到贵单位汇总表3条。\n",
        }
        | changes
    )


def raw(**changes):
    return compose(
        letter(**changes),
        sender_name="惠安县审批服务攻坚月活动工作邮箱",
        sender_address="gongjian@huian.example",
        message_id=ID,
        at=AT,
        auto="auto-replied",
    )


def read(**changes):
    return email.message_from_bytes(raw(**changes), policy=email.policy.default)


FULL = {
    "html": '<p>收到</p><img src="cid:chart">',
    "attachments": (Attachment("回执（县自然资源局）.xlsx", b"PK\x03\x04", XLSX),),
    "inline": (Inline("chart", b"\x89PNG", "image/png"),),
}


def test_the_same_letter_gives_the_same_bytes():
    assert raw(**FULL) == raw(**FULL)


def test_lines_end_with_crlf_and_are_ascii_within_the_limit():
    lines = raw(**FULL, to=tuple(f"unit{n}@huian.example" for n in range(60))).split(b"\r\n")
    assert all(line.isascii() and len(line) <= 998 and b"\n" not in line for line in lines)


def test_chinese_reads_back():
    mail = read(**FULL)
    assert mail["Subject"] == "【审批服务攻坚】回执：收到汇总表3条"
    assert mail["From"].addresses[0].display_name == "惠安县审批服务攻坚月活动工作邮箱"
    assert mail.get_body(("plain",)).get_content() == letter().text
    assert [part.get_filename() for part in mail.iter_attachments()][-1] == "回执（县自然资源局）.xlsx"


def test_attachment_names_are_written_for_old_clients_too():
    [attachment] = [part for part in read(**FULL).walk() if part.get_content_type() == XLSX]
    assert "filename*=utf-8''" in raw(**FULL).decode()
    assert attachment["Content-Type"].params["name"] == "回执（县自然资源局）.xlsx"
    assert 'name="=?utf-8?b?' in raw(**FULL).decode()


def test_attachments_keep_their_bytes():
    [attachment] = [part for part in read(**FULL).walk() if part.get_content_type() == XLSX]
    assert attachment.get_content() == b"PK\x03\x04"


@pytest.mark.parametrize(
    ("parts", "shape"),
    [
        ((), ["text/plain"]),
        (("html",), ["multipart/alternative", "text/plain", "text/html"]),
        (("attachments",), ["multipart/mixed", "text/plain", XLSX]),
        (
            ("html", "inline", "attachments"),
            ["multipart/mixed", "multipart/related", "multipart/alternative",
             "text/plain", "text/html", "image/png", XLSX],
        ),
    ],
)  # fmt: skip
def test_there_are_as_many_levels_as_needed(parts, shape):
    mail = read(**{name: FULL[name] for name in parts})
    assert [part.get_content_type() for part in mail.walk()] == shape


def test_date_and_message_id_are_those_given():
    assert (read()["Date"].datetime, read()["Message-ID"]) == (AT, ID)


def test_a_time_without_zone_is_not_accepted():
    with pytest.raises(ValueError, match="time zone"):
        compose(letter(), sender_name="", sender_address="a@b.example", message_id=ID, at=AT.replace(tzinfo=None), auto="auto-replied")  # fmt: skip  # noqa: E501


def test_robots_are_asked_for_silence():
    mail = read()
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-replied", "All")


def test_the_letter_is_known_by_its_key():
    assert read()[OUTBOX_HEADER] == key_digest(KEY)
    assert read()["Message-ID"] == f"<gj.{key_digest(KEY)}@huian.example>"


def test_the_answered_mail_ends_the_references_once():
    mail = read(in_reply_to="<b@x.example>", references=("<a@x.example>", "<b@x.example>"))
    assert mail["In-Reply-To"] == "<b@x.example>"
    assert mail["References"].split() == ["<a@x.example>", "<b@x.example>"]


def test_a_broken_message_id_is_not_repeated():
    mail = read(in_reply_to="<张三>", references=("no id", "<a@x.example>\r\nBcc: <b@x.example>"))
    assert (mail["In-Reply-To"], mail["References"], mail["Bcc"]) == (None, None, None)


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_text_breaks_out_of_its_header(before, after):
    evil = f"{before}\r\nBcc: everybody@huian.example\n\n{after}"
    mail = read(subject=evil, attachments=(Attachment(evil, b"", "text/csv"),))
    assert mail["Bcc"] is None
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/mixed", "text/plain", "text/csv"]


def test_an_address_that_would_break_out_is_refused():
    with pytest.raises(ValueError, match="no mail address"):
        raw(to=("a@huian.example\r\nBcc: b@huian.example",))


def test_an_over_long_file_name_loses_letters_but_not_its_suffix():
    mail = read(attachments=(Attachment("汇总" * 100 + ".xlsx", b"", XLSX),))
    [name] = [part.get_filename() for part in mail.iter_attachments()]
    assert name.startswith("汇总汇总") and name.endswith("汇总.xlsx") and len(name.encode()) <= 240
