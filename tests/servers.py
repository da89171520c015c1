"""Servers for tests: Debian's Dovecot, and two that misbehave on purpose. All listen on 127.0.0.1."""

from __future__ import annotations

import base64
import grp
import os
import pwd
import shutil
import smtplib
import socket
import socketserver
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

_DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

_CONFIG = """
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/dovecot.log
ssl = yes
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
disable_plaintext_auth = no
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 0
default_vsz_limit = 512M
mail_location = maildir:{base}/mail/%u/Maildir
mail_max_userip_connections = 200
lmtp_add_received_header = no
namespace inbox {{
  inbox = yes
  separator = /
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={base}/mail/%u
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap_port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {imaps_port}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
"""


class Dovecot:
    """A private Dovecot, as root or as an ordinary user. Any user name opens a mailbox with the password ``secret``.

    STARTTLS is offered on `imap_port`; `imaps_port` speaks TLS from the start.
    """

    installed = _DOVECOT is not None

    def __enter__(self) -> Self:
        self._base = Path(tempfile.mkdtemp(prefix="dc", dir="/tmp"))  # Unix sockets need a short path
        self.imap_port, self.imaps_port, self.lmtp_port = free_port(), free_port(), free_port()
        self._write_config()
        self._process = subprocess.Popen([str(_DOVECOT), "-c", str(self._base / "dovecot.conf"), "-F"])
        wait_for(lambda: _listens(self.imap_port) and _listens(self.lmtp_port))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(10)
        shutil.rmtree(self._base, ignore_errors=True)

    def deliver(self, raw: bytes, address: str, sender: str = "") -> None:
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            lmtp.sendmail(sender, [address], raw)

    def imap_url(self, address: str, folder: str = "INBOX") -> str:
        return f"imap://{address.replace('@', '%40')}:secret@127.0.0.1:{self.imap_port}/{folder}"

    def _write_config(self) -> None:
        is_root = os.geteuid() == 0
        user = "dovecot" if is_root else pwd.getpwuid(os.geteuid()).pw_name
        group = "dovecot" if is_root else grp.getgrgid(os.getegid()).gr_name
        for name in ("run", "state", "mail"):
            (self._base / name).mkdir()
        if is_root:
            self._base.chmod(0o755)
            shutil.chown(self._base / "mail", user, group)
        certificate(self._base)
        text = _CONFIG.format(
            base=self._base,
            user=user,
            group=group,
            imap_port=self.imap_port,
            imaps_port=self.imaps_port,
            lmtp_port=self.lmtp_port,
        )
        (self._base / "dovecot.conf").write_text(text)


class Server(socketserver.ThreadingTCPServer):
    """A line-based server on a free port. `talk` gets the handler of each connection; `lines` is all that was said."""

    daemon_threads = True

    def __init__(self, talk: Callable[[Handler], None]) -> None:
        self.talk = talk
        self.lines: list[str] = []
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=lambda: self.serve_forever(0.02), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.server.talk(self)

    def hear(self) -> str | None:
        """The next line of the client; None when it hung up."""
        heard = self.rfile.readline().decode("latin-1")
        if not heard:
            return None
        line = heard.rstrip("\r\n")
        self.server.lines.append(line)
        return line

    def say(self, *pieces: str | bytes) -> None:
        for piece in pieces:
            self.wfile.write(piece if isinstance(piece, bytes) else f"{piece}\r\n".encode())


def imap_stub(mails: dict[int, bytes], quirks: Iterable[str] = ()) -> Server:
    """A scripted IMAP server with one folder.

    Quirks: ``unsafe`` no folder before ID · ``hangs-up-on-id`` · ``unsolicited`` other clients' flags between the
    mails · ``uid-after-body`` · ``gone`` UID 2 is listed but not fetched · ``no`` FETCH of a vanished UID is a NO ·
    ``withheld`` UID 2 is there and never handed out · ``nil`` its body is NIL · ``stray`` bodies of mails nobody asked
    for, and of none · ``remade`` the folder is made anew in the middle of FETCH · ``drops`` the link breaks within a
    FETCH · ``silent`` no answer to FETCH. It takes the OAuth token ``good`` and no other.
    """
    return Server(lambda handler: _ImapTalk(handler, mails, frozenset(quirks)).run())


class _ImapTalk:
    def __init__(self, handler: Handler, mails: dict[int, bytes], quirks: frozenset[str]) -> None:
        self._handler = handler
        self._mails = mails
        self._quirks = quirks
        self._introduced = False

    def run(self) -> None:
        self._handler.say("* OK ready")
        while line := self._handler.hear():
            tag, _, command = line.partition(" ")
            answer = self._answer(command)
            if answer is None:
                return
            self._handler.say(f"{tag} {answer}")

    def _answer(self, command: str) -> str | None:
        verb = command.removeprefix("UID ").split()[0].upper()
        answers: dict[str, Callable[[str], str | None]] = {
            "AUTHENTICATE": self._authenticate,
            "CAPABILITY": self._capability,
            "ID": self._id,
            "EXAMINE": self._examine,
            "SEARCH": self._search,
            "FETCH": self._fetch,
        }
        return answers.get(verb, lambda _: "OK done")(command)

    def _capability(self, command: str) -> str:
        self._handler.say("* CAPABILITY IMAP4rev1 ID")
        return "OK done"

    def _authenticate(self, command: str) -> str:
        self._handler.say("+ ")
        words = base64.b64decode(self._handler.hear() or "").decode()
        if words.endswith("\1auth=Bearer good\1\1"):
            return "OK done"
        self._handler.say("+ eyJzdGF0dXMiOiI0MDAifQ==")
        self._handler.hear()
        return "NO AUTHENTICATE failed"

    def _id(self, command: str) -> str | None:
        if "hangs-up-on-id" in self._quirks:
            return None
        self._introduced = True
        return "OK done"

    def _examine(self, command: str) -> str:
        if "unsafe" in self._quirks and not self._introduced:
            return "NO EXAMINE Unsafe Login. Please contact kefu@188.com for help"
        self._handler.say(f"* {len(self._mails)} EXISTS", "* OK [UIDVALIDITY 7] UIDs valid")
        return "OK [READ-ONLY] done"

    def _search(self, command: str) -> str:
        there = [uid for uid in self._mails if not ({"gone", "no"} & self._quirks and uid == 2)]
        listed = self._mails if command.endswith(":*") else there
        asked = None if command.endswith(":*") else _uids(command)
        self._handler.say("* SEARCH " + " ".join(str(uid) for uid in listed if asked is None or uid in asked))
        return "OK done"

    def _fetch(self, command: str) -> str | None:
        asked = _uids(command)
        if "silent" in self._quirks and "BODY" in command:
            self._handler.hear()
            return None
        if "no" in self._quirks and 2 in asked:
            return "NO Some of the requested messages no longer exist"
        for number, uid in enumerate(asked, start=1):
            if uid == 2 and {"gone", "withheld"} & self._quirks:
                continue
            self._handler.say(*(self._mail(number, uid) if "BODY" in command else self._size(number, uid)))
            if "stray" in self._quirks and "BODY" in command:
                self._handler.say(*self._mail(9, 99), "* 8 FETCH (BODY[] {4}", b"lost", ")")
            if "remade" in self._quirks and "BODY" in command:
                self._handler.say("* OK [UIDVALIDITY 8] UIDs valid")
            if "unsolicited" in self._quirks:
                self._handler.say(f"* {number} FETCH (FLAGS (\\Seen))", "* 9 FETCH (UID 9 FLAGS (\\Seen))")
            if "drops" in self._quirks and "BODY" in command:
                return None
        return "OK done"

    def _size(self, number: int, uid: int) -> list[str | bytes]:
        return [f"* {number} FETCH (UID {uid} RFC822.SIZE {len(self._mails[uid])})"]

    def _mail(self, number: int, uid: int) -> list[str | bytes]:
        raw = self._mails.get(uid, b"another's")
        date = 'INTERNALDATE " 8-Jun-2018 18:00:00 +0800"'
        if uid == 2 and "nil" in self._quirks:
            return [f"* {number} FETCH (UID {uid} {date} BODY[] NIL)"]
        if "uid-after-body" in self._quirks:
            return [f"* {number} FETCH (BODY[] {{{len(raw)}}}", raw, f" UID {uid} {date} FLAGS ())"]
        return [f"* {number} FETCH (UID {uid} {date} BODY[] {{{len(raw)}}}", raw, ")"]


def smtp_stub(answers: dict[str, str] | None = None, hangs_up_at: str = "") -> Server:
    """A scripted SMTP server. `answers` maps a command, or ``content`` for the mail itself, to its reply, e.g.
    ``{"RCPT TO:<a@b.example>": "450 later"}``; at `hangs_up_at` (``RCPT``, ``content``, ...) the link breaks instead.
    """
    scripted = {command.upper(): reply for command, reply in (answers or {}).items()}
    replies = {"EHLO": "250 stub", "DATA": "354 go on", "CONTENT": "250 taken"} | scripted

    def talk(handler: Handler) -> None:
        handler.say("220 stub")
        while line := handler.hear():
            verb = line.split()[0].upper()
            if verb == hangs_up_at:
                return
            reply = replies.get(line.upper(), replies.get(verb, "250 OK"))
            handler.say(reply)
            if reply.startswith("354"):
                while handler.hear() not in {".", None}:
                    pass
                if hangs_up_at == "content":
                    return
                handler.say(replies["CONTENT"])
            if verb == "QUIT":
                return

    return Server(talk)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A fresh certificate for localhost that nobody has signed, and its key."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost"
    subprocess.run([*command.split(), "-out", cert, "-keyout", key], check=True, capture_output=True)
    return cert, key


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError("the server does not start")
        time.sleep(0.02)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _uids(command: str) -> list[int]:
    words = command.split()
    return [int(uid) for uid in words[2 + (words[1] == "SEARCH")].split(",")]
