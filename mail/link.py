"""A connection to an IMAP server: as secure as the URL demands, logged in, introduced; and its failures, told."""

from __future__ import annotations

import imaplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version

from imap_tools import BaseMailBox, ImapToolsError, UnexpectedCommandStatusError

from mail.urls import Endpoint, oauth_words


class MailboxError(Exception):
    """The mailbox is out of reach or refuses; the message says what happened and how to mend it."""


def mailbox_error(endpoint: Endpoint, what: str, remedy: str) -> MailboxError:
    return MailboxError(f"{endpoint} {what}. {endpoint.setting}: {remedy}.")


@contextmanager
def told(endpoint: Endpoint, doing: str) -> Iterator[None]:
    """Every way in which the server or the link to it can fail, as one MailboxError."""
    try:
        yield
    except (imaplib.IMAP4.abort, OSError) as error:
        what, remedy = "cannot be reached", "check host, port and network; the next round carries on"
        raise mailbox_error(endpoint, f"{what} while {doing}: {error}", remedy) from error
    except (imaplib.IMAP4.error, ImapToolsError) as error:
        what, remedy = f"refuses while {doing}: {_reason(error)}", "check the folder and the user's rights"
        raise mailbox_error(endpoint, what, remedy) from error


def open_link(endpoint: Endpoint, timeout: float, introduce: bool = True) -> BaseMailBox:
    """Connect and log in; no folder is open yet. MailboxError when that fails."""
    with told(endpoint, "connecting"):
        box = _Link(endpoint, timeout)
    try:
        _log_in(box, endpoint)
        with told(endpoint, "introducing ourselves"):
            welcome = not introduce or _introduced(box.client)
    except MailboxError:
        _drop(box.client)
        raise
    if welcome:
        return box
    _drop(box.client)
    return open_link(endpoint, timeout, introduce=False)


def close_link(box: BaseMailBox) -> None:
    """Say goodbye; a link already broken needs none."""
    with suppress(imaplib.IMAP4.error, ImapToolsError, OSError):
        box.logout()
    _drop(box.client)


def words(data: Sequence[bytes | None]) -> str:
    """A server's answer as text for people."""
    return b" ".join(line for line in data if line).decode("utf-8", "replace").rstrip(". ")


class _Link(BaseMailBox):
    def __init__(self, endpoint: Endpoint, timeout: float) -> None:
        self._endpoint = endpoint
        self._timeout = timeout
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        at = self._endpoint
        if at.tls_from_start:
            return imaplib.IMAP4_SSL(at.host, at.port, ssl_context=at.tls(), timeout=self._timeout)
        client = imaplib.IMAP4(at.host, at.port, self._timeout)
        try:
            self._secure(client)
        except (MailboxError, imaplib.IMAP4.error, OSError):
            _drop(client)
            raise
        return client

    def _secure(self, client: imaplib.IMAP4) -> None:
        if "STARTTLS" in client.capabilities:
            client.starttls(self._endpoint.tls())
        elif not self._endpoint.may_be_plain:
            what = "offers no STARTTLS, so the secret would travel in clear"
            raise mailbox_error(self._endpoint, what, "write imaps://, or add ?insecure=1 on a trusted network")


def _log_in(box: BaseMailBox, endpoint: Endpoint) -> None:
    user, secret = endpoint.user, endpoint.secret
    login = box.login if (user + secret).isascii() else box.login_utf8
    remedy = "renew the authorisation code (授权码) and see that IMAP is switched on in the webmail"
    if endpoint.oauth:
        remedy = "renew the access token (GONGJIAN_IMAP_TOKEN); its scope must allow IMAP"
    with told(endpoint, "logging in"):
        try:
            if endpoint.oauth:
                said = iter([oauth_words(endpoint).encode()])
                box.client.authenticate("XOAUTH2", lambda _: next(said, b""))
            else:
                login(user, secret, initial_folder=None)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, ImapToolsError) as error:
            what = f"refuses the log-in of {user}: {_reason(error)}"
            raise mailbox_error(endpoint, what, remedy) from None


def _introduced(client: imaplib.IMAP4) -> bool:
    """Send ID (RFC 2971) where offered; NetEase opens no folder without it. False: the server hung up on it."""
    _, capabilities = client.capability()  # some servers tell all of them only after log-in
    if "ID" not in words(capabilities).upper().split():
        return True
    try:
        client.xatom("ID", f'("name" "gongjian" "version" "{version("gongjian")}" "vendor" "gongjian")')
    except imaplib.IMAP4.abort:
        return False
    return True


def _drop(client: imaplib.IMAP4) -> None:
    with suppress(OSError):
        client.shutdown()


def _reason(error: Exception) -> str:
    """The server's own words where there are any."""
    return words(error.command_result[1]) if isinstance(error, UnexpectedCommandStatusError) else str(error)
