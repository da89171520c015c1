"""Delivery status notifications: which addresses a letter did not reach (RFC 3464)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

_ADDRESS = re.compile(r"[^\s;<>]+@[^\s;<>]+")


def failed_recipients(raw: bytes) -> frozenset[str]:
    """Addresses, in lower case, whose delivery has failed for good; `delayed` and `relayed` are no failures."""
    return frozenset(_failed(message_from_bytes(raw, policy=compat32)))


def _failed(mail: Message) -> Iterator[str]:
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in (one for one in blocks if isinstance(one, Message)):
            address = _ADDRESS.search(str(block.get("Final-Recipient", "")))
            if address and str(block.get("Action", "")).strip().lower() == "failed":
                yield address.group().lower()
