"""What the campaign depends on outside: database, store, the two doors of the mailbox, and the time it is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.schema import HEAD
from db.session import DatabaseError, standing
from db.store import Store
from flows.doctor.finding import Finding, fail, ok, warn
from flows.environment import Environment, SettingMissing
from mail.mailbox import Mailbox, MailboxError
from mail.sender import NotSent, Sender
from mail.urls import SettingError, imap_endpoint, smtp_endpoint

_DATABASE = ("database", "数据库")
_STORE = ("store", "来件存储")
_MAILBOX = ("imap", "活动邮箱收件")
_SENDER = ("smtp", "活动邮箱发件")
_CLOCK = ("clock", "时钟")

#: seconds that a server may be silent
_PATIENCE = 20.0
#: how far our clock may be behind the mail server's
_SKEW = timedelta(minutes=2)
#: bytes; receipts with the sender's own workbook are about as big as what came in
_LETTER = 10_000_000


def database(environment: Environment) -> Finding:
    """Reachable, writable, and with this program's schema."""
    try:
        found = standing(environment.database_url)
    except DatabaseError as error:
        return fail(*_DATABASE, str(error), "see that it is there, and who may write to it")
    if found is None:
        return ok(*_DATABASE, "empty; the schema is created at the first use")
    if found != HEAD:
        return fail(*_DATABASE, f"its schema is {found}, this program needs {HEAD}", "run `gongjian db upgrade`")
    return ok(*_DATABASE, f"within reach, schema {found}")


def store(environment: Environment) -> Finding:
    """Can be written to."""
    try:
        Store(environment.store_url).try_out()
    except (OSError, ValueError, ImportError) as error:
        return fail(*_STORE, f"cannot be written: {error}", "check GONGJIAN_STORE_URL and who may write there")
    return ok(*_STORE, "can be written")


def mailbox(environment: Environment, now: datetime) -> Iterator[Finding]:
    """Log-in, folder and what the server advertises; and whether mails there come from our future."""
    try:
        endpoint = imap_endpoint(environment.imap())
        with Mailbox(environment.imap(), _PATIENCE) as box:
            offers, uids = box.offers(), box.uids()
            newest = box.received_at(uids[-1]) if uids else None
    except (MailboxError, SettingMissing, SettingError) as error:
        yield fail(*_MAILBOX, str(error), "until then nothing comes in; mails wait on the server")
        return
    told = f"{endpoint} {endpoint.folder}: {len(uids)} mails; offers {' '.join(offers)}"
    yield ok(*_MAILBOX, told)
    if newest is not None and newest - now > _SKEW:
        late = round((newest - now) / timedelta(minutes=1))
        yield warn(*_CLOCK, f"this machine is {late} minutes behind the mail server", "set the clock, e.g. by chrony")


def sender(environment: Environment, address: str) -> Finding:
    """Log-in, that it takes mail from the campaign's address, and what it advertises; nothing is sent."""
    try:
        endpoint = smtp_endpoint(environment.smtp())
        with Sender(environment.smtp(), _PATIENCE) as link:
            offers = link.offers(address)
    except (NotSent, SettingMissing, SettingError) as error:
        return fail(*_SENDER, str(error), f"until then letters wait; mail from {address} must be allowed")
    told = f"{endpoint}: takes mail from {address}; offers {', '.join(offers)}"
    size = next((int(word[5:]) for word in offers if word.startswith("SIZE ") and word[5:].isdigit()), 0)
    if 0 < size < _LETTER:
        return warn(*_SENDER, told, f"letters above {size} bytes will be refused; have the limit raised")
    return ok(*_SENDER, told)
