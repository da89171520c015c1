"""What the inbox keeps of a message that was handled: its end by name, and each attachment with what became of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from campaign.courtesy import is_courtesy
from campaign.outcomes import Answer, AttachmentOutcome
from db.models import InboxAttachment, InboxOutcome
from flows.stages.case import Case
from flows.stages.hearing import new_words

_REPLY = re.compile(r"^\s*(?:re|回复|答复)\s*[:：]", re.IGNORECASE)


def is_courtesy_reply(case: Case) -> bool:
    """Whether the mail answers a letter of ours with thanks or 收到, and brings nothing."""
    letter = case.answers
    prefix, subject = case.desk.campaign.settings.letters.prefix, case.envelope.subject
    is_reply = letter is not None or bool(_REPLY.match(subject) and prefix in subject)
    if not is_reply or case.envelope.attachments:
        return False
    return is_courtesy(new_words(case, letter), case.envelope.sender_name)


def keep_unanswered(case: Case, attachments: Sequence[AttachmentOutcome]) -> None:
    """The end of a courtesy reply (I11)."""
    row = case.row
    row.kinds, row.outcome = ["I11"], InboxOutcome.IGNORED.value
    row.code, row.message = "courtesy", "thanks for a letter of ours; nothing to answer"
    row.attachments = _attachments(attachments)


def keep(case: Case, answer: Answer) -> None:
    """The end of a message that was answered."""
    row = case.row
    row.kinds = list(answer.kinds)
    row.outcome = (InboxOutcome.ACCEPTED if answer.kinds else InboxOutcome.REJECTED).value
    if not answer.kinds:
        row.code, row.message = _why_nothing(answer)
    row.attachments = _attachments(answer.attachments)


def _attachments(outcomes: Sequence[AttachmentOutcome]) -> list[InboxAttachment]:
    return [
        InboxAttachment(
            position=position,
            name=a.name,
            sha256=a.sha256,
            outcome=a.outcome,
            code=a.code,
            message=a.message,
            rows=a.rows,
        )
        for position, a in enumerate(outcomes)
    ]


def _why_nothing(answer: Answer) -> tuple[str, str]:
    refused = [a for a in answer.attachments if a.outcome == "refused"]
    if refused:
        return "unreadable_attachment", "; ".join(f"{a.name}: {a.code}" for a in refused)
    if answer.attachments:
        return "no_form", "no attachment holds a form we know"
    return "no_attachment", "no attachment, and nothing in the text that can be acted on"
