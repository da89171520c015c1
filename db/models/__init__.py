"""The tables: inbox, ledger, outbox (idea 1), and what the calendar and the offices do."""

from db.models.base import Base
from db.models.inbox import InboxAttachment, InboxMessage, InboxOutcome, Submission
from db.models.ledger import Counter, LedgerEntry, LedgerEvent, LedgerWording
from db.models.office import AffairAct, CheckRecord, DoneBeat
from db.models.operation import Alarm, Pulse
from db.models.outbox import Delivery, LetterState, OutboxLetter

__all__ = [
    "AffairAct",
    "Alarm",
    "Base",
    "CheckRecord",
    "Counter",
    "Delivery",
    "DoneBeat",
    "InboxAttachment",
    "InboxMessage",
    "InboxOutcome",
    "LedgerEntry",
    "LedgerEvent",
    "LedgerWording",
    "LetterState",
    "OutboxLetter",
    "Pulse",
    "Submission",
]
