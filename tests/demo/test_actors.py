"""What the units' mail programs send: threads, quotes, charsets and names as real ones, the same bytes every time."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from flows.demo.actors import KIND_HEADER, NothingToAnswer, compose_mail, message_id, places
from flows.demo.script import Attachment, Client, Column, Correspondent, Layout, Mail, Row, Script
from tests.demo.tally import june
from tests.demo.test_sheets import handoff, opened, texts

NUMBERS = {"A-1": "GJ2018-0001", "A-2": "GJ2018-0007"}.get
SHEET = Layout(columns=(Column("序号", "seq"), Column("存在问题", "problem")))


def mail(client: Client = "foxmail", **given: object) -> Mail:
    values = {
        "id": "a",
        "wire_id": "a",
        "at": june(6, "09:40"),
        "written": june(6, "09:40"),
        "sender": Correspondent("lyj@huian.example", "县林业局"),
        "recipients": ("in@huian.example",),
        "subject": "报送",
        "text": "请查收",
        "client": client,
        "mailbox": "lyj@huian.example",
    }
    return Mail(**(values | given))  # type: ignore[arg-type]


def letter(kind: str, number: int = 1, attachment: bytes | None = None) -> bytes:
    ours = EmailMessage()
    ours["From"] = "攻坚办 <in@huian.example>"
    ours["To"] = "lyj@huian.example"
    ours["Subject"] = f"第{number}期"
    ours["Date"] = "Wed, 06 Jun 2018 08:30:00 +0800"
    ours["Message-ID"] = f"<{kind}.{number}@huian.example>"
    ours[KIND_HEADER] = kind
    ours.set_content("旧信内容")
    if attachment:
        ours.add_attachment(attachment, "application", "octet-stream", filename="表.xlsx")
    return ours.as_bytes()


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, EmailMessage, policy=default)


def body(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


@pytest.mark.parametrize("client", ["foxmail", "qq", "163", "outlook"])
def test_every_program_s_mail_reads_back_as_it_was_written(client: Client) -> None:
    paper = Attachment("pdf", "附件：汇总表（林业局）0606.pdf", lines=("批复",))
    message = read(compose_mail(mail(client, attachments=(paper,)), [], NUMBERS))
    assert message["Subject"] == "报送"
    assert message["From"] == "县林业局 <lyj@huian.example>"
    assert "请查收" in body(message)
    assert [part.get_filename() for part in message.iter_attachments()] == [paper.name]
    assert message["Message-ID"] == message_id(mail(client))


@pytest.mark.parametrize("client", ["foxmail", "qq", "163", "outlook"])
def test_a_reply_is_threaded_and_quotes_the_latest_letter_of_the_kind(client: Client) -> None:
    inbox = [letter("M07", 1), letter("M07", 2), letter("M12", 3)]
    message = read(compose_mail(mail(client, subject="", answers="M07"), inbox, NUMBERS))
    assert message["In-Reply-To"] == message["References"] == "<M07.2@huian.example>"
    assert "第2期" in message["Subject"]
    assert body(message).index("请查收") < body(message).index("旧信内容")


def test_placeholders_become_numbers_and_their_digits() -> None:
    text = "同意销号 {A-1}至{#A-2}。"
    assert "同意销号 GJ2018-0001至0007。" in body(read(compose_mail(mail(text=text), [], NUMBERS)))


def test_a_row_without_a_number_cannot_be_named() -> None:
    with pytest.raises(NothingToAnswer, match="A-9"):
        compose_mail(mail(text="同意销号 {A-9}"), [], NUMBERS)


def test_a_reply_needs_a_letter() -> None:
    with pytest.raises(NothingToAnswer, match="no M07"):
        compose_mail(mail(answers="M07"), [letter("M12")], NUMBERS)


def test_feedback_goes_into_the_latest_sheet_that_lists_the_problem() -> None:
    inbox = [letter("M06", 1, handoff("GJ2018-0001")), letter("M06", 2, handoff("GJ2018-0009"))]
    answer = Attachment("F2", "反馈.xlsx", rows=(Row("a", "A-1", {"status": "办理中"}),))
    message = read(compose_mail(mail(answers="M06", attachments=(answer,)), inbox, NUMBERS))
    assert message["In-Reply-To"] == "<M06.1@huian.example>"
    (filled,) = message.iter_attachments()
    assert texts(opened(filled.get_content()))[2] == ["GJ2018-0001", "指标不足", "办理中"]


def test_an_out_of_office_reply_says_that_it_is_automatic_and_quotes_nothing() -> None:
    message = read(compose_mail(mail(answers="M03", auto=True), [letter("M03")], NUMBERS))
    assert message["Auto-Submitted"] == "auto-replied"
    assert "旧信内容" not in body(message)


def test_a_bounce_names_the_letter_and_the_mailbox_that_is_full() -> None:
    failed = mail("mailer-daemon", sender=Correspondent("mailer-daemon@huian.example"), answers="M01")
    message = read(compose_mail(failed, [letter("M01")], NUMBERS))
    assert message.get_content_type() == "multipart/report"
    assert b"<M01.1@huian.example>" in message.as_bytes()
    assert b"lyj@huian.example" in message.as_bytes()


def test_a_copy_is_the_same_bytes() -> None:
    first = mail()
    copy = mail(id="b", at=june(6, "09:42"))
    assert compose_mail(first, [], NUMBERS) == compose_mail(copy, [], NUMBERS)


def test_places_tell_which_row_of_which_mail_a_key_is() -> None:
    rows = (Row("a", "A-1", {"problem": "缺决议"}, 1), Row("a", "A-2", {"problem": "缺协议"}, 2))
    sent = mail(attachments=(Attachment("F1", "表.xlsx", layout=SHEET, rows=rows),))
    assert places(Script((sent,))) == {(message_id(sent), 2, 1): "A-1", (message_id(sent), 2, 2): "A-2"}
