"""A county with its mail: the 2018 campaign on an embedded post office and a SQLite file."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from flows import listings
from flows.desk import Desk, open_desk
from flows.environment import Environment
from flows.postoffice import mailboxes
from flows.rounds import ROUNDS
from mail.postoffice import PostOffice
from tests.campaign.small import HERE, at

LABELS = (
    "序号",
    "项目名称",
    "问题类别",
    "存在问题",
    "需协调解决（上报）事项",
    "需协调层级",
    "牵头单位",
    "拟解决时限",
    "联系人及电话",
)
FOREST = (
    "1",
    "滨海通道崇武至山霞段工程",
    "用林",
    "使用林地面积11.2公顷，林地定额不足，无法组卷上报",
    "请县林业局提前介入、容缺受理",
    "部门级",
    "县林业局",
    "6月15日前",
    "项目股 0595-00001234",
)
_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def sheet(*rows: Sequence[str], labels: Sequence[str] = LABELS) -> bytes:
    """A 汇总表 as a unit sends it."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["需协调解决（上报）的审批服务问题汇总表"])
    page.append(["填报单位（盖章）：", "", "填报日期：2018年6月6日"])
    for row in (labels, *rows):
        page.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass
class County:
    """`now` is the simulated clock; every step sets it by a text like ``06-06 10:00``."""

    desk: Desk
    office: PostOffice
    clock: list[datetime] = field(default_factory=list)

    @property
    def mailbox(self) -> str:
        return self.desk.campaign.settings.campaign.mailbox

    def set(self, when: str) -> datetime:
        self.clock[0] = at(when)
        return self.clock[0]

    def write(
        self, when: str, sender: str, text: str = "请查收。", files: dict[str, bytes] | None = None, **headers: str
    ) -> str:
        """Somebody mails us; the Message-ID."""
        self.set(when)
        mail = EmailMessage()
        mail["From"], mail["To"] = sender, self.mailbox
        html = headers.pop("html", "")
        mail["Subject"] = headers.pop("subject", "报送")
        mail["Message-ID"] = headers.pop("message_id", f"<{when.translate({32: '-', 58: '-'})}.{sender}>")
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        if html:
            mail.add_alternative(html, subtype="html")
        for name, content in (files or {}).items():
            mail.add_attachment(content, maintype=_XLSX[0], subtype=_XLSX[1], filename=name)
        with smtplib.SMTP("127.0.0.1", self.office.smtp_port) as link:
            link.send_message(mail)
        return str(mail["Message-ID"])

    def run(self, step: str, when: str) -> str:
        """One round of intake, check or dispatch."""
        return ROUNDS[step](self.desk, self.set(when))

    def letters(self, address: str, kind: str | None = None) -> list[EmailMessage]:
        """What has arrived in a mailbox, oldest first."""
        mails = [message_from_bytes(raw, policy=default) for raw in self.office.messages(address)]
        return [mail for mail in mails if kind in {None, mail["X-Gongjian-Kind"]}]

    def answer(self, when: str, sender: str, **files: bytes) -> EmailMessage:
        """The receipt for a mail with files, five minutes later; ``汇总表_xls=`` is a file 汇总表.xls."""
        named = {name.replace("_", "."): content for name, content in files.items()}
        self.write(when, sender, files=named)
        day, hour, minute = when.replace(":", " ").split()
        self.run("intake", f"{day} {hour}:{int(minute) + 5:02d}")
        self.run("dispatch", f"{day} {hour}:{int(minute) + 6:02d}")
        return self.letters(sender)[-1]

    def ledger(self) -> list[dict[str, Any]]:
        with self.desk.database() as session:
            return listings.ledger(self.desk, session, self.clock[0])

    def inbox(self) -> list[dict[str, Any]]:
        with self.desk.database() as session:
            return listings.inbox_messages(self.desk, session, self.clock[0])

    def outbox(self) -> list[dict[str, Any]]:
        with self.desk.database() as session:
            return listings.outbox_letters(self.desk, session, self.clock[0])

    def checks(self) -> list[dict[str, Any]]:
        with self.desk.database() as session:
            return listings.check_results(self.desk, session, self.clock[0])


@contextmanager
def county(folder: Path) -> Iterator[County]:
    """The county on its first morning."""
    clock = [at("06-05 08:00")]
    environment = Environment(
        campaign=HERE, database_url=f"sqlite:///{folder / 'gongjian.db'}", store_url=str(folder / "store")
    )
    desk = open_desk(environment)
    with PostOffice(mailboxes(desk.campaign), lambda: clock[0]) as office:
        environment.imap_url = office.imap_url(desk.campaign.settings.campaign.mailbox)
        environment.smtp_url = office.smtp_url
        yield County(desk, office, clock)
    desk.database.kw["bind"].dispose()


def attached(mail: EmailMessage) -> bytes:
    """The first attachment of a letter."""
    return _content(next(mail.iter_attachments()))


def copies(letter: EmailMessage) -> dict[str, bytes]:
    """The files that came with a letter."""
    return {str(part.get_filename()): _content(part) for part in letter.iter_attachments()}


def _content(part: Any) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def words(letter: EmailMessage) -> str:
    """The plain text of a letter."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def asks_to_close(letter: EmailMessage, evidence: str, progress: str = "已完成审核并出具审核同意书") -> bytes:
    """The sheet of a handoff, filled in as a 销号申请 for the first number."""
    return fill_in(
        attached(letter),
        "GJ2018-0001",
        办理状态="已办结（申请销号）",
        进展情况=progress,
        办结日期="2018-06-12",
        佐证材料名称及文号=evidence,
    )


def fill_in(content: bytes, key: str, **values: str) -> bytes:
    """The sheet of a letter with the row that holds `key` (a number, a project's name) filled in by column label."""
    book = load_workbook(BytesIO(content))
    page = book.active
    assert page is not None
    header = next(row for row in page.iter_rows() if {"问题编号", "项目名称"} & {cell.value for cell in row})
    column = {"".join(str(cell.value).split()): cell.column for cell in header if cell.value}
    row = next(cells[0].row for cells in page.iter_rows(min_row=header[0].row + 1) if key in {c.value for c in cells})
    for label, value in values.items():
        page.cell(row, column[label], value)
    return saved(book)
