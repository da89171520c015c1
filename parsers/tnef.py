"""winmail.dat: the attachments that Outlook packs into one of its own (TNEF)."""

from __future__ import annotations

from typing import Any

from parsers.container import Member
from parsers.limits import Limits
from parsers.names import clean_name, decode_bytes
from parsers.refusal import Refusal, Refused

_LONG_FILENAME = 0x3707  # PidTagAttachLongFilename (MS-OXPROPS)


def unpack_tnef(content: bytes, limits: Limits) -> tuple[Member, ...]:
    """The attachments. Raises Refused, also when there are none. A hostile one may not end: this is the child's."""
    import tnefparse

    try:
        parsed = tnefparse.TNEF(content, do_checksum=False)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError, UnicodeError) as error:
        raise Refused(Refusal.DAMAGED, file_format="tnef") from error
    if not parsed.attachments:
        raise Refused(Refusal.NOT_A_SPREADSHEET, "不含附件的winmail.dat", "tnef")
    if len(parsed.attachments) > limits.members:
        raise Refused(Refusal.TOO_MANY, str(limits.members), "tnef")
    return tuple(_member(attachment, number) for number, attachment in enumerate(parsed.attachments, 1))


def _member(attachment: Any, number: int) -> Member:
    """The long name is a property; the short one holds bytes of the sender's code page."""
    names = [item.data for item in attachment.mapi_attrs if item.name == _LONG_FILENAME]
    written = next(iter(names), None) or attachment._name
    name = decode_bytes(written) if isinstance(written, bytes) else str(written)
    data = attachment.data
    return Member(clean_name(name) or f"未命名附件{number}", data if isinstance(data, bytes) else b"")
