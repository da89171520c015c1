"""The IMAP door. It only reads, for people work in the same mailbox.

The folder is opened with EXAMINE, bodies come by PEEK, and nothing is ever flagged, moved or expunged.
imap-tools gives connection, log-in and folders. The FETCH is our own: the library can pair a body with the
wrong UID when the server slips in an unsolicited answer or writes the UID after the body.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from mail import fetching
from mail.fetching import Fetched
from mail.link import MailboxError, close_link, mailbox_error, open_link, told, words
from mail.urls import imap_endpoint

__all__ = ["Fetched", "Mailbox", "MailboxError"]

_TIMEOUT = 60.0  # seconds of silence on the link
_LIST_LENGTH = 500  # UIDs in one command; servers refuse very long lines
_BATCH_MAILS = 25
_BATCH_BYTES = 16 * 2**20
_BODY = "(UID INTERNALDATE BODY.PEEK[])"

#: how servers without SPECIAL-USE (RFC 6154) call the folder of sent mails
_SENT_NAMES = frozenset({"sent", "sent mail", "sent messages", "sent items", "已发送", "已发送邮件"})


class Mailbox:
    """One folder of one mailbox, named by GONGJIAN_IMAP_URL, read while the context lasts.

    Every trouble with the server is a MailboxError; a wrong URL is a SettingError.
    """

    def __init__(self, url: str, timeout: float = _TIMEOUT) -> None:
        self._endpoint = imap_endpoint(url)
        self._timeout = timeout
        #: a UID means something only together with this (RFC 3501 2.3.1.1)
        self.uidvalidity = 0

    def __enter__(self) -> Self:
        self._box = open_link(self._endpoint, self._timeout)
        try:
            self._open_own_folder()
        except MailboxError:
            close_link(self._box)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        close_link(self._box)

    def offers(self) -> list[str]:
        """What the server advertises now that we are logged in: ``IMAP4rev1``, ``UIDPLUS``, ``ID`` …"""
        with told(self._endpoint, "asking what it offers"):
            return words(self._box.client.capability()[1]).split()

    def received_at(self, uid: int) -> datetime | None:
        """When the server received a mail (INTERNALDATE, in UTC); None where it does not say."""
        with told(self._endpoint, "asking for a time of receipt"):
            data = self._fetch([uid], "(UID INTERNALDATE)")
            return next((answer.received_at for answer in fetching.answers(data) if answer.uid == uid), None)

    def uids(self, after: int = 0) -> list[int]:
        """The UIDs now on the server, ascending, those up to `after` left out."""
        with told(self._endpoint, "listing the mails"):
            self._box.client.noop()  # else a server may answer with the list of the last command
            # n:* always includes the last mail, however small its UID
            return [uid for uid in self._search(f"UID {after + 1}:*") if uid > after]

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Bytes of each mail, so that an over-large one can be left unfetched; a vanished one is absent."""
        found: dict[int, int] = {}
        with told(self._endpoint, "asking for sizes"):
            for start in range(0, len(uids), _LIST_LENGTH):
                found |= fetching.sizes(self._fetch(uids[start : start + _LIST_LENGTH], "(UID RFC822.SIZE)"))
        return found

    def fetch(self, uids: Sequence[int]) -> Iterator[Fetched]:
        """The mails asked for, in that order, a few at a time; one that has vanished meanwhile is left out.

        A mail that is there but not handed out does not stop the others: MailboxError tells of it afterwards.
        """
        withheld: list[int] = []
        for batch in fetching.batches(uids, self.sizes(uids), _BATCH_MAILS, _BATCH_BYTES):
            with told(self._endpoint, "fetching mails"):
                found = self._fetch_batch(batch)
                withheld += self._still_there([uid for uid in batch if uid not in found])
            yield from (found[uid] for uid in batch if uid in found)
        if withheld:
            what = f"does not hand out {len(withheld)} mails (UID {', '.join(map(str, withheld))})"
            raise mailbox_error(self._endpoint, what, "read them in the webmail and move them out of the folder")

    def count_message_id(self, message_id: str) -> int:
        """How many mails with this Message-ID our own folder and the Sent ones hold."""
        try:
            with told(self._endpoint, "looking for a sent mail"):
                return sum(self._count(name, message_id) for name in [self._endpoint.folder, *self._sent_folders()])
        finally:
            self._open_own_folder()

    def _fetch_batch(self, batch: Sequence[int]) -> dict[int, Fetched]:
        """One command for all; those missing from the answer are asked for one by one."""
        found = fetching.mails(self._fetch(batch, _BODY), batch)
        for uid in batch:
            if uid not in found and len(batch) > 1:
                found |= fetching.mails(self._fetch([uid], _BODY), [uid])
        return found

    def _fetch(self, uids: Sequence[int], items: str) -> fetching.Data:
        """Empty where the server answers NO, as it may when a mail has vanished (RFC 2180 4.1)."""
        status, data = self._box.client.uid("FETCH", ",".join(map(str, uids)), items)
        self._see_same_folder()
        return data if status == "OK" else []

    def _see_same_folder(self) -> None:
        """What has been fetched belongs to other UIDs once the folder was made anew under our feet."""
        _, told_again = self._box.client.response("UIDVALIDITY")
        if told_again and told_again[-1] and int(told_again[-1]) != self.uidvalidity:
            what = "has made the folder anew: its UIDs mean other mails now"
            raise mailbox_error(self._endpoint, what, "nothing is lost; the next round takes them")

    def _still_there(self, uids: Sequence[int]) -> list[int]:
        if not uids:
            return []
        self._box.client.noop()
        return self._search(f"UID {','.join(map(str, uids))}")

    def _search(self, criteria: str) -> list[int]:
        status, data = self._box.client.uid("SEARCH", criteria)
        if status != "OK":
            remedy = "see whether the folder is open to this user"
            raise mailbox_error(self._endpoint, f"refuses to search: {words(data)}", remedy)
        return sorted({int(uid) for line in data if line for uid in line.split()})

    def _count(self, folder: str, message_id: str) -> int:
        self._box.folder.set(folder, readonly=True)
        self._box.client.noop()
        return len(self._search(f'HEADER Message-ID "{message_id}"'))

    def _sent_folders(self) -> list[str]:
        return [
            folder.name
            for folder in self._box.folder.list()
            if "\\Sent" in folder.flags or folder.name.rpartition(folder.delim or "/")[2].lower() in _SENT_NAMES
        ]

    def _open_own_folder(self) -> None:
        with told(self._endpoint, f"opening the folder {self._endpoint.folder}"):
            self._box.folder.set(self._endpoint.folder, readonly=True)
            _, data = self._box.client.response("UIDVALIDITY")
        if not data or not data[0]:
            raise mailbox_error(self._endpoint, "gives no UIDVALIDITY", "use a server that follows RFC 3501")
        self.uidvalidity = int(data[0])
