"""The embedded post office: IMAP (pymap, in memory) and SMTP (aiosmtpd) in one background thread, no root.

For the demo, for trying things out and for fast tests. Delivery follows the envelope, bytes stay exact, and a
mail's INTERNALDATE is the given clock. Memory only: what was delivered is gone when the process ends.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from threading import Event, Thread
from types import TracebackType
from typing import Self
from urllib.parse import quote

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from proxyprotocol.noop import ProxyProtocolNoop
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxSet
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

Clock = Callable[[], datetime]

_SIZE_LIMIT = 256 * 2**20  # bytes of one mail; far above what the campaign's own limits let through


logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns of its own deprecated attribute


class PostOfficeError(Exception):
    """The post office cannot open its doors; the message says why and how to mend it."""


class PostOffice:
    """Mailboxes of `users` (address → password), open while the context lasts; ports of 0 are chosen freely.

    `clock` gives the aware instant at which a mail counts as received.
    """

    def __init__(
        self,
        users: Mapping[str, str],
        clock: Clock,
        host: str = "127.0.0.1",
        imap_port: int = 0,
        smtp_port: int = 0,
    ) -> None:
        self._users = dict(users)
        self._clock = clock
        self._host = host
        self.imap_port = imap_port
        self.smtp_port = smtp_port
        self._arrived: dict[str, list[bytes]] = {address.lower(): [] for address in users}
        self._mailboxes: dict[str, MailboxSet] = {}
        self._closed = Event()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            runner = stack.enter_context(asyncio.Runner())
            self._loop = runner.get_loop()
            try:
                runner.run(self._open(stack))
            except OSError as error:
                raise PostOfficeError(self._why(error)) from error
            self._thread = Thread(target=self._loop.run_forever, name="post office", daemon=True)
            self._thread.start()
            self._opened = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._opened.close()
        self._closed.set()

    def wait(self) -> None:
        """Block until the post office closes, or until Ctrl-C (which, in a `join`, would pass for the thread's end)."""
        self._closed.wait()

    @property
    def smtp_url(self) -> str:
        return f"smtp://{self._host}:{self.smtp_port}"

    def imap_url(self, address: str) -> str:
        """The GONGJIAN_IMAP_URL of one mailbox, with its password."""
        user, secret = quote(address, safe=""), quote(self._users[address], safe="")
        return f"imap://{user}:{secret}@{self._host}:{self.imap_port}/INBOX"

    def messages(self, address: str) -> list[bytes]:
        """What has arrived at a mailbox, oldest first. KeyError for an address that is not served."""
        return list(self._arrived[address.lower()])

    def deliver(self, raw: bytes, address: str, at: datetime | None = None) -> None:
        """Put a mail into an INBOX as if SMTP had brought it, received at `at` (default: the clock)."""
        asyncio.run_coroutine_threadsafe(self._append(raw, address.lower(), at), self._loop).result()

    async def _append(self, raw: bytes, address: str, at: datetime | None = None) -> None:
        inbox = await self._mailboxes[address].get_mailbox("INBOX")
        await inbox.append(AppendMessage(raw, at or self._clock(), frozenset()))
        self._arrived[address].append(raw)

    def _why(self, error: OSError) -> str:
        doors = f"{self._host} (IMAP port {self.imap_port}, SMTP port {self.smtp_port})"
        reason = error.strerror or error
        return f"The post office cannot listen on {doors}: {reason}. Choose other ports; 0 means any."

    async def _open(self, stack: ExitStack) -> None:
        imap_server = await self._imap_server()
        callback = ProxyProtocolReader(ProxyProtocolNoop()).get_callback(imap_server)
        imap = await asyncio.start_server(callback, self._host, self.imap_port)
        stack.callback(imap.close)
        smtp = await asyncio.get_running_loop().create_server(self._smtp_session, self._host, self.smtp_port)
        stack.callback(smtp.close)
        self.imap_port = imap.sockets[0].getsockname()[1]
        self.smtp_port = smtp.sockets[0].getsockname()[1]

    async def _imap_server(self) -> IMAPServer:
        config = Config(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            host=self._host,
            port=self.imap_port,
            tls_enabled=False,
            # passwords live in this process's memory: stretching them would only cost each log-in a second
            hash_context=BuiltinHash(rounds=1),
            demo_data=False,
            demo_user="",
            demo_password="",
        )
        login = Login(config)
        for address, password in self._users.items():
            hashed = await Passwords(config).hash_password(password)
            login.users_dict[address] = UserMetadata(config, address, password=hashed)
            self._mailboxes[address.lower()] = mailboxes = MailboxSet()
            config.set_cache[address] = (mailboxes, FilterSet())
        return IMAPServer(login, config)

    def _smtp_session(self) -> SMTP:
        return _Smtp(
            self,
            data_size_limit=_SIZE_LIMIT,
            enable_SMTPUTF8=True,
            hostname="postoffice.example",
            authenticator=self._authenticate,
            auth_require_tls=False,
            loop=self._loop,
        )

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
    ) -> AuthResult:
        if not isinstance(given, LoginPassword):
            return AuthResult(success=False, handled=False)
        expected = self._users.get(given.login.decode("utf-8", "replace"))
        known = expected is not None and secrets.compare_digest(given.password, expected.encode())
        return AuthResult(success=known, handled=False)

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.lower() not in self._mailboxes:
            return "550 5.1.1 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.original_content or b""
        for address in dict.fromkeys(address.lower() for address in envelope.rcpt_tos):
            await self._append(raw, address)
        return "250 2.0.0 delivered"


class _Smtp(SMTP):
    line_length_limit = 2**20  # real servers take over-long lines too, and broken mailers write them


def run_forever(
    users: Mapping[str, str], imap_port: int = 1143, smtp_port: int = 1025, host: str = "127.0.0.1"
) -> None:
    """`gongjian postoffice`: open under the real clock, print the URLs, stay until interrupted (Ctrl-C)."""
    try:
        with PostOffice(users, lambda: datetime.now(UTC), host, imap_port, smtp_port) as office:
            print(f"GONGJIAN_SMTP_URL={office.smtp_url}")
            for address in users:
                print(f"GONGJIAN_IMAP_URL={office.imap_url(address)}", flush=True)
            office.wait()
    except KeyboardInterrupt:
        print("The post office is closed; its mails are gone.")
