"""One pure function per letter kind (letters.md): campaign and plain values in, `campaign.letters.Letter` out."""

from reports.letters.closing import summary
from reports.letters.handoffs import closing_notices, follow_up, handoff, worklist
from reports.letters.notices import chase, notice, reminder
from reports.letters.offices import county, digest, escalation, master
from reports.letters.outcomes import OutcomeItem, outcome_notice
from reports.letters.receipts import receipt

__all__ = [
    "OutcomeItem",
    "chase",
    "closing_notices",
    "county",
    "digest",
    "escalation",
    "follow_up",
    "handoff",
    "master",
    "notice",
    "outcome_notice",
    "receipt",
    "reminder",
    "summary",
    "worklist",
]
