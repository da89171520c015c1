"""What a mail says in its own words: orders of an office (I7), or what a unit says about its numbers (I3-I6, I10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from campaign.acts import Actor
from campaign.decisions import carry_out
from campaign.events import Kind
from campaign.lifecycle import mail_kind
from campaign.numbers import find_numbers
from campaign.orders import Order, Unclear, read_orders
from campaign.outcomes import OrderOutcome
from campaign.plain import Statement, read_statements
from campaign.requests import take_statement
from campaign.text import squeeze
from db.models import OutboxLetter
from flows.stages.case import Case
from parsers.message import read_message

_Heard = Sequence[Order | Statement | Unclear]
_Reader = Callable[[str, tuple[str, ...]], _Heard]

_TOKEN = re.compile(r"\[([^\[\]]+)\]\s*$")
_REPLY = re.compile(r"^\s*(?:re|fw|fwd|回复|答复|转发)\s*[:：]", re.IGNORECASE)


def actor_of(case: Case) -> Actor:
    """The unit whose mail it is, acting now; clocks are judged by when the mail arrived."""
    unit, arrived = case.row.unit or "", case.row.received_at
    return Actor(case.desk.campaign, case.ledger, unit, case.now, case.message_id, arrived=arrived)


def hear_orders(case: Case, taken: Sequence[str] = ()) -> tuple[OrderOutcome, ...]:
    """Carry out what an office decides in the text of its mail (D84); lines `taken` already are passed over."""
    actor, (prefix, width) = actor_of(case), series(case)
    heard = _heard(case, lambda text, about: read_orders(without(text, taken), prefix, width, about))
    return tuple(carry_out(actor, one) for one in heard if not isinstance(one, Statement) and one.line not in taken)


def without(text: str, taken: Sequence[str]) -> str:
    """A text without the lines that have been `taken` from it."""
    gone = {line.strip() for lines in taken for line in lines.splitlines() if line.strip()}
    return "\n".join(line for line in text.splitlines() if line.strip() not in gone)


def hear_unit(case: Case, evidence: Sequence[str], told: Collection[str], alone: bool) -> tuple[OrderOutcome, ...]:
    """Take what a unit says of its numbers; the numbers `told` in a sheet of the same mail are not taken twice.

    `alone`: there is no sheet, so that a sentence without a number means the one of the letter answered.
    """
    actor, (prefix, width) = actor_of(case), series(case)
    heard = _heard(case, lambda text, about: read_statements(text, prefix, width, actor.today, about if alone else ()))
    said = [one for one in heard if not isinstance(one, Order)]
    if not alone:
        said = list(_untold(said, told))
    return tuple(take_statement(actor, one, evidence) for one in said)


def _untold(said: Sequence[Statement | Unclear], told: Collection[str]) -> Iterator[Statement]:
    """What the text of a mail says of numbers that its sheet does not list."""
    for one in said:
        left = tuple(n for n in one.numbers if n not in told) if isinstance(one, Statement) else ()
        if isinstance(one, Statement) and left:
            yield replace(one, numbers=left)


def kinds_of(case: Case, since: int) -> tuple[str, ...]:
    """The inbound kinds of the acts that the mail has caused from the `since`-th event of the transaction on."""
    acts = (event for _, event, _ in case.ledger.recorded[since:] if event.actor == case.row.unit)
    found = (mail_kind(event, by_office=False) for event in acts if event.kind is not Kind.ACCEPTED)
    return tuple(dict.fromkeys(kind for kind in found if kind))


def series(case: Case) -> tuple[str, int]:
    """Prefix and width of the campaign's numbers."""
    info = case.desk.campaign.settings.campaign
    return info.number_prefix, info.number_width


def _heard(case: Case, read: _Reader) -> _Heard:
    """What is read in the text; where it holds nothing, in the subject of a mail that answers none."""
    letter = case.answers
    about = _about(case, letter)
    heard = read(new_words(case, letter), about)
    own_subject = letter is None and not _REPLY.match(case.envelope.subject)
    return heard or (read(case.envelope.subject, ()) if own_subject else [])


def listed_in(case: Case) -> tuple[str, ...]:
    """The numbers that the letter answered is about."""
    return _about(case, case.answers)


def _about(case: Case, letter: OutboxLetter | None) -> tuple[str, ...]:
    """The numbers that the answered letter is about: of its token, else all that it lists."""
    prefix, width = series(case)
    for subject in (case.envelope.subject, letter.subject if letter else ""):
        token = _TOKEN.search(subject)
        numbers, _ = find_numbers(token[1] if token else "", prefix, width)
        if numbers:
            return numbers
    text = _text(letter.raw) if letter else case.envelope.subject
    return find_numbers(text, prefix, width)[0]


@lru_cache(maxsize=16)
def _text(raw: bytes) -> str:
    return read_message(raw).full_text


def new_words(case: Case, letter: OutboxLetter | None) -> str:
    """The sender's own text without lines that stand in our letter she answers: quoted, whatever the client's marks."""
    if letter is None:
        return case.envelope.text
    quoted = {squeeze(line) for line in _text(letter.raw).splitlines()} - {""}
    return "\n".join(line for line in case.envelope.text.splitlines() if squeeze(line) not in quoted)
