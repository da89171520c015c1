"""Letters leave: doubts are recorded before they can arise, trouble loses nothing and repeats nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from db.models import Delivery, OutboxLetter
from flows.stages.collect import collect
from flows.stages.dispatch import dispatch, resolve_doubts
from mail.link import MailboxError
from mail.sender import Unreachable
from tests.campaign.small import at
from tests.flows.county import FOREST, County, sheet
from tests.servers import free_port, smtp_stub

OWNER = "jingbei@owner.example"


def one_letter(town: County) -> None:
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 09:05")


def states(town: County) -> list[tuple[str, int]]:
    return [(letter["state"], letter["attempts"]) for letter in town.outbox()]


def test_a_letter_is_sent_once(town: County) -> None:
    one_letter(town)
    assert dispatch(town.desk, at("06-06 09:10")).sent == 1
    assert dispatch(town.desk, at("06-06 09:15")).sent == 0
    assert states(town) == [("sent", 1)]
    assert len(town.letters(OWNER)) == 1


def limited(town: County, **limits: int) -> None:
    """The provider's limits, in the campaign of the county."""
    settings = town.desk.campaign.settings
    sending = settings.sending.model_copy(update=limits)
    campaign = replace(town.desk.campaign, settings=settings.model_copy(update={"sending": sending}))
    town.desk = replace(town.desk, campaign=campaign)


def test_what_the_provider_does_not_take_this_minute_waits_for_the_next_one(town: County) -> None:
    limited(town, per_minute=2)
    town.run("check", "06-05 10:00")
    assert dispatch(town.desk, at("06-05 10:05")).sent == 2
    assert dispatch(town.desk, at("06-05 10:05")).sent == 0
    assert dispatch(town.desk, at("06-05 10:06")).sent == 2
    assert town.outbox()[4]["state"] == "queued"


def test_a_loop_of_mails_ends_at_the_day_s_cap(town: County) -> None:
    limited(town, to_an_address_a_day=2)
    for minute in range(3):
        town.write(f"06-06 09:0{minute}", OWNER, files={"汇总表.xlsx": sheet((str(minute), *FOREST[1:]))})
    town.run("intake", "06-06 09:05")
    assert dispatch(town.desk, at("06-06 09:10")).sent == 2
    assert [letter["state"] for letter in town.outbox()] == ["sent", "sent", "held"]
    assert dispatch(town.desk, at("06-07 09:10")).sent == 0, "a person looks first"


def test_a_letter_to_several_in_doubt_is_not_settled_by_the_copy_of_another(town: County) -> None:
    town.run("check", "06-08 18:10")
    chase = next(letter for letter in town.outbox() if letter["kind"] == "M04")
    with town.desk.database.begin() as session:
        rows = session.scalars(select(Delivery).join(Delivery.letter).where(OutboxLetter.key == chase["key"])).all()
        for row in rows:
            row.state, row.sent_at = "sent", at("06-08 18:11")
        rows[1].state, rows[1].sent_at = "unknown", None
        rows[1].data_started_at = rows[1].claimed_at = at("06-08 18:11")
        doubted, copies = rows[1].id, len(rows) - 1
    for _ in range(copies):
        town.office.deliver(f"Message-ID: {chase['message_id']}\r\n\r\nour copy".encode(), town.mailbox)
    resolve_doubts(town.desk, at("06-08 18:20"))
    with town.desk.database() as session:
        assert session.get_one(Delivery, doubted).state == "unknown"


def test_the_server_is_down_the_round_fails_and_the_next_one_carries_on(town: County) -> None:
    one_letter(town)
    working, town.desk.environment.smtp_url = town.desk.environment.smtp_url, f"smtp://127.0.0.1:{free_port()}"
    with pytest.raises(Unreachable):
        dispatch(town.desk, at("06-06 09:10"))
    assert states(town) == [("queued", 0)]
    town.desk.environment.smtp_url = working
    assert dispatch(town.desk, at("06-06 09:15")).sent == 1


def test_the_mailbox_is_down_the_round_fails_and_nothing_is_lost(town: County) -> None:
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    working, town.desk.environment.imap_url = (
        town.desk.environment.imap_url,
        f"imap://a:b@127.0.0.1:{free_port()}/INBOX",
    )
    with pytest.raises(MailboxError):
        collect(town.desk, at("06-06 09:05"))
    town.desk.environment.imap_url = working
    assert collect(town.desk, at("06-06 09:10")).new == 1


@pytest.mark.parametrize(
    ("answer", "state"), [("450 try later", "queued"), ("550 no such user", "failed")], ids=["4xx", "5xx"]
)
def test_a_refusal_is_retried_or_left_to_a_person(town: County, answer: str, state: str) -> None:
    one_letter(town)
    with smtp_stub({"RCPT": answer}) as stub:
        town.desk.environment.smtp_url = f"smtp://127.0.0.1:{stub.port}"
        dispatch(town.desk, at("06-06 09:10"))
    assert states(town) == [(state, 1)]


def test_a_link_lost_after_data_is_doubt_and_the_identical_bytes_go_again(town: County) -> None:
    one_letter(town)
    working = town.desk.environment.smtp_url
    with smtp_stub(hangs_up_at="content") as stub:
        town.desk.environment.smtp_url = f"smtp://127.0.0.1:{stub.port}"
        assert dispatch(town.desk, at("06-06 09:10")).doubtful == 1
    town.desk.environment.smtp_url = working
    assert dispatch(town.desk, at("06-06 09:20")).sent == 0, "looked for, not found, not yet given up"
    assert states(town) == [("unknown", 1)]
    assert dispatch(town.desk, at("06-06 10:00")).sent == 1
    assert states(town) == [("sent", 2)]


def test_a_letter_found_in_our_own_mailbox_is_not_sent_again(town: County) -> None:
    one_letter(town)
    with smtp_stub(hangs_up_at="content") as stub:
        town.desk.environment.smtp_url = f"smtp://127.0.0.1:{stub.port}"
        dispatch(town.desk, at("06-06 09:10"))
    (letter,) = town.outbox()
    town.office.deliver(f"Message-ID: {letter['message_id']}\r\n\r\nour copy".encode(), town.mailbox)
    dispatch(town.desk, at("06-06 10:00"))
    assert states(town) == [("sent", 1)]


def test_a_bounce_is_recorded_against_its_letter(town: County) -> None:
    one_letter(town)
    dispatch(town.desk, at("06-06 09:10"))
    (letter,) = town.outbox()
    town.write(
        "06-06 09:20",
        "mailer-daemon@owner.example",
        f"{OWNER}: mailbox full\n\nMessage-ID: {letter['message_id']}\n",
        Content_Description="Notification",
        Auto_Submitted="auto-replied",
    )
    town.run("intake", "06-06 09:25")
    assert town.inbox()[-1]["outcome"] == "ignored"
