"""Doors to knock at: the embedded post office under a clock that stands still, and a Dovecot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import count

import pytest

from mail.postoffice import PostOffice
from tests.servers import Dovecot

FRIDAY_EVENING = datetime(2018, 6, 8, 18, 0, tzinfo=timezone(timedelta(hours=8)))
OURS = "gongjian@huian.example"
UNIT = "zrzyj@huian.example"


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    with PostOffice({OURS: "secret", UNIT: "secret"}, lambda: FRIDAY_EVENING) as office:
        yield office


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    if not Dovecot.installed:
        pytest.skip("needs Debian's dovecot-imapd and dovecot-lmtpd; `make test` installs them")
    with Dovecot() as server:
        yield server


_numbers = count(1)


@pytest.fixture
def address() -> str:
    """A mailbox that nobody has used before."""
    return f"box{next(_numbers)}@huian.example"
