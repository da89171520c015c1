"""The SMTP door: one mail to one address per transaction, so that every outcome belongs to one recipient.

The phases are driven by hand, for smtplib does not tell whether a link was lost before or after the mail was handed
over. Only in the second case is there doubt whether it was taken (RFC 5321 4.5.3.2.6, 6.1).
"""

from __future__ import annotations

import re
import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

from mail.urls import oauth_words, smtp_endpoint

_TIMEOUT = 60.0  # seconds of silence on the link
_ADDRESS = re.compile(r"[!-;=?A-~]+@[!-;=?A-~]+")


class NotSent(Exception):
    """A transaction without the server's 250. `text` is the server's word, or what happened to the link."""

    def __init__(self, text: str, code: int | None = None) -> None:
        super().__init__(text if code is None else f"{code} {text}")
        self.code = code
        self.text = text


class Deferred(NotSent):
    """Certainly not taken, may be taken later: a 4xx, or the link was lost before the mail was handed over."""


class Unreachable(Deferred):
    """No letter can leave now: the server cannot be reached, or not as the URL wants. The text says how to mend it."""


class Refused(NotSent):
    """Certainly not taken, and never will be: a 5xx, or an address that is none."""


class Doubtful(NotSent):
    """Perhaps taken: the link was lost after the mail was handed over and before the server's answer."""


class Sender:
    """The server named by GONGJIAN_SMTP_URL. Connects when there is something to send; keeps the link for more."""

    def __init__(self, url: str, timeout: float = _TIMEOUT) -> None:
        self._endpoint = smtp_endpoint(url)
        self._timeout = timeout
        self._link: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._link is not None and error is None:
            with suppress(OSError):
                self._link.quit()
        self._drop()

    def send(self, raw: bytes, sender: str, recipient: str, on_data_started: Callable[[], object]) -> str:
        """Hand `raw` over for one recipient; returns the server's reply. `sender` may be empty (RFC 3834 3.3).

        `on_data_started` is called right before DATA. Raises Deferred, Refused or Doubtful; after any of them the
        Sender can be used on.
        """
        if not _ADDRESS.fullmatch(recipient):
            raise Refused(f"{recipient!r} is no mail address that SMTP can carry", 553)
        link = self._living_link()
        with self._before_hand_over():
            self._expect(link.mail(sender), 2)
            self._expect(link.rcpt(recipient), 2)
        on_data_started()
        with self._before_hand_over():
            self._expect(link.docmd("DATA"), 3)
        return self._hand_over(link, raw)

    def offers(self, sender: str) -> list[str]:
        """Log in, see that mail from `sender` is taken, send none; what the server advertises (``SIZE 5000000``).

        Raises Deferred or Refused.
        """
        link = self._living_link()
        with self._before_hand_over():
            self._expect(link.mail(sender), 2)
            link.rset()
        return [f"{name} {value}".strip().upper() for name, value in link.esmtp_features.items()]

    @contextmanager
    def _before_hand_over(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._drop()
            what = f"the link to {self._endpoint} was lost before the mail was handed over: {error}"
            raise Deferred(what) from error

    def _hand_over(self, link: smtplib.SMTP, raw: bytes) -> str:
        try:
            link.send(_dotted(raw))
            code, reply = link.getreply()
        except OSError as error:
            self._drop()
            what = f"the link to {self._endpoint} was lost after the mail was handed over: {error}"
            raise Doubtful(what) from error
        if code // 100 not in {2, 4, 5}:
            self._drop()
            raise Doubtful(f"{self._endpoint} answered what cannot be understood: {_text(reply)}", code)
        self._expect((code, reply), 2)
        return _text(reply)

    def _expect(self, answer: tuple[int, bytes], hundreds: int) -> None:
        """Turn any other answer into an outcome."""
        code, reply = answer
        if code // 100 == hundreds:
            return
        if code // 100 == 5:
            raise Refused(_text(reply), code)
        # many servers defer what is too much for one connection: the next mail gets a new one
        self._drop()
        raise Deferred(_text(reply), code)

    def _living_link(self) -> smtplib.SMTP:
        if self._link is not None and not _is_ready(self._link):
            self._drop()
        if self._link is None:
            self._link = self._connected()
        return self._link

    def _connected(self) -> smtplib.SMTP:
        at = self._endpoint
        try:
            return self._ready(self._dialled())
        except smtplib.SMTPAuthenticationError as error:
            remedy = "renew the authorisation code (授权码) and see that SMTP is switched on in the webmail"
            if at.oauth:
                remedy = "renew the access token (GONGJIAN_SMTP_TOKEN); its scope must allow SMTP"
            raise self._unreachable(f"refuses the log-in of {at.user}: {_text(error.smtp_error)}", remedy) from None
        except OSError as error:
            remedy = "check host, port and network; the letters stay queued"
            raise self._unreachable(f"cannot be reached: {error}", remedy) from error

    def _dialled(self) -> smtplib.SMTP:
        at = self._endpoint
        name = socket.gethostname()  # the default, getfqdn, may wait long for a name server
        if at.tls_from_start:
            return smtplib.SMTP_SSL(at.host, at.port, name, timeout=self._timeout, context=at.tls())
        return smtplib.SMTP(at.host, at.port, name, timeout=self._timeout)

    def _ready(self, link: smtplib.SMTP) -> smtplib.SMTP:
        """As secure as the URL demands, and logged in where it names a user."""
        try:
            link.ehlo_or_helo_if_needed()
            if not self._endpoint.tls_from_start:
                self._secure(link)
            if self._endpoint.oauth:
                link.auth("XOAUTH2", lambda challenge=None: "" if challenge else oauth_words(self._endpoint))
            elif self._endpoint.user:
                link.login(self._endpoint.user, self._endpoint.secret)
        except (OSError, Unreachable):
            link.close()
            raise
        return link

    def _secure(self, link: smtplib.SMTP) -> None:
        if link.has_extn("starttls"):
            link.starttls(context=self._endpoint.tls())
            link.ehlo_or_helo_if_needed()
        elif not self._endpoint.may_be_plain:
            what = "offers no STARTTLS, so secret and letters would travel in clear"
            raise self._unreachable(what, "write smtps://, or add ?insecure=1 on a trusted network")

    def _unreachable(self, what: str, remedy: str) -> Unreachable:
        return Unreachable(f"{self._endpoint} {what}. {self._endpoint.setting}: {remedy}.")

    def _drop(self) -> None:
        if self._link is not None:
            self._link.close()
        self._link = None


def _is_ready(link: smtplib.SMTP) -> bool:
    """Whether the link still answers; an unfinished transaction on it is given up."""
    try:
        return link.rset()[0] == 250
    except OSError:
        return False


def _dotted(raw: bytes) -> bytes:
    """`raw` with leading dots doubled and the end of mail after it (RFC 5321 4.5.2)."""
    end = b".\r\n" if raw.endswith(b"\r\n") else b"\r\n.\r\n"
    return re.sub(rb"(?m)^\.", b"..", raw) + end


def _text(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
