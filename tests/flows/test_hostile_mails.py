"""What the hostile mails lead to, in this process: nothing of theirs acts in what we send."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from tests.flows.county import County, words
from tests.hostile.cases import SENDER, cases

INJECTED = next(case for case in cases() if case.name == "formulas, markup, templates")
SPLIT = next(case for case in cases() if case.name == "a header within the subject")
DEEP = next(case for case in cases() if case.name == "zips in zips")


def test_formulas_markup_and_templates_stay_text_in_the_answer(town: County) -> None:
    town.office.deliver(INJECTED.make(), town.mailbox)
    town.run("intake", "06-06 10:05")
    town.run("dispatch", "06-06 10:06")
    (answer,) = town.letters(SENDER)
    html = answer.get_body(("html",))
    assert html is not None and "<script" not in html.get_content() and "onerror=alert(1)>" not in html.get_content()
    assert "{{ 7*7 }}" in words(answer) and "49" not in str(answer["Subject"])
    (copy,) = [part.get_payload(decode=True) for part in answer.iter_attachments()]
    page = load_workbook(io.BytesIO(copy)).worksheets[0]  # type: ignore[arg-type]
    assert [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_a_header_in_a_subject_reaches_nobody(town: County) -> None:
    town.office.deliver(SPLIT.make(), town.mailbox)
    town.run("intake", "06-06 10:05")
    town.run("dispatch", "06-06 10:06")
    (answer,) = town.letters(SENDER)
    assert answer["Bcc"] is None
    assert [letter["to"] for letter in town.outbox()] == [[SENDER]]


def test_archives_too_deep_are_answered_with_the_reason(town: County) -> None:
    town.office.deliver(DEEP.make(), town.mailbox)
    town.run("intake", "06-06 10:05")
    (attachment,) = town.inbox()[0]["attachments"]
    assert "嵌套" in attachment["reason"]["message"]
