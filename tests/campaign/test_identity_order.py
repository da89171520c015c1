"""The order in which mails arrive changes nothing: neither the set of problems nor which words count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaign.events import fold
from campaign.identity import Identity
from campaign.intake import Incoming, Intake
from campaign.ledger import MemoryLedger
from campaign.problem import Source
from campaign.text import essence
from campaign.versions import Version
from tests.campaign.small import at, ledger, report, small_campaign

CAMPAIGN = small_campaign()
UNITS = ("A02", "A04", "B01", "B08")
PROJECTS = ("省2018-03", "市2018-01")
#: problems of a project, each in the words of several days; the second and the third differ in the section alone
WORDINGS = (
    (
        "使用林地面积11.2公顷，林地定额不足，无法组卷上报",
        "使用林地面积12.4公顷，林地定额不足，未能组卷上报",
        "拟使用林地面积12.4公顷，林地定额不足，无法组卷上报省厅",
    ),
    (
        "一标段施工图审查意见尚未闭合，设计单位修改滞后",
        "一标段施工图审查意见尚未全部闭合，设计单位修改滞后",
        "一标段施工图审查意见仍未闭合，设计单位修改进度滞后",
    ),
    (
        "二标段施工图审查意见尚未闭合，设计单位修改滞后",
        "二标段施工图审查意见尚未全部闭合，设计单位修改滞后",
        "二标段施工图审查意见仍未闭合，设计单位修改进度滞后",
    ),
    (
        "沿线3户房屋权属存在争议，征收协议无法签订",
        "沿线3户房屋权属尚存争议，征收协议至今无法签订",
        "沿线3户的房屋权属存在争议，征收补偿协议无法签订",
    ),
)


@dataclass(frozen=True)
class Mail:
    """`day`: when it was written; rows as (project, problem, wording), a problem at most once."""

    day: int
    unit: str
    rows: tuple[tuple[str, int, int], ...]


@st.composite
def mails(draw: st.DrawFn) -> list[Mail]:
    """Mails of several units in the order in which they were written."""
    row = st.tuples(st.sampled_from(PROJECTS), st.integers(0, len(WORDINGS) - 1), st.integers(0, 2))
    rows = st.lists(row, min_size=1, max_size=4, unique_by=lambda r: r[:2]).map(tuple)
    count = draw(st.integers(2, 7))
    return [Mail(day, draw(st.sampled_from(UNITS)), draw(rows)) for day in range(count)]


def deliver(book: MemoryLedger, mail: Mail, arrival: int) -> None:
    written = at("06-06 09:00") + timedelta(hours=mail.day)
    rows = [
        Incoming(
            report(WORDINGS[problem][wording]),
            Source(f"<{mail.day}>", "汇总表.xlsx", "Sheet1", 5 + n),
            project,
            version=Version(written),
        )
        for n, (project, problem, wording) in enumerate(mail.rows)
    ]
    Intake(CAMPAIGN, book, mail.unit, at("06-07 09:00") + timedelta(hours=arrival), f"<{mail.day}>").take(rows)


Problems = set[tuple[str, frozenset[str], frozenset[str]]]


def problems(book: MemoryLedger) -> Problems:
    """Each numbered problem: its project, all that has been said of it, and by whom."""
    identity = Identity(CAMPAIGN, book, at("06-08 09:00"))
    texts: dict[int, set[str]] = {}
    for entry in book.entries.values():
        texts.setdefault(identity.root(entry).entry, set()).update(map(essence, entry.wordings))
    roots = {number: book.entries[number] for number in texts}
    return {(p.project_key, frozenset(texts[n]), frozenset(p.reporters)) for n, p in roots.items()}


def what_counts(book: MemoryLedger) -> set[tuple[str, str, str]]:
    return {(p.project_key, p.reporters[0], p.report.problem) for p in book.entries.values()}


def received(order: list[Mail]) -> MemoryLedger:
    book = ledger()
    for arrival, mail in enumerate(order):
        deliver(book, mail, arrival)
    return book


def known_flaw() -> list[Mail]:
    one = [(PROJECTS[0], 0, 0)]
    other = [(PROJECTS[0], 0, 1)]
    return [Mail(0, "A04", tuple(one)), Mail(1, "A04", tuple(other)), Mail(2, "B08", tuple(other))]


@given(mails().flatmap(lambda sent: st.tuples(st.just(sent), st.permutations(sent))))
@example((known_flaw(), [known_flaw()[0], known_flaw()[2], known_flaw()[1]]))
@settings(max_examples=300, deadline=None)
def test_any_order_of_arrival_gives_the_same_problems(case: tuple[list[Mail], list[Mail]]) -> None:
    sent, arrived = case
    assert problems(received(arrived)) == problems(received(sent))


def progressing(sent: list[Mail]) -> list[Mail]:
    """The mails with wordings that follow one another: nobody goes back to words given up before."""
    times: Counter[tuple[str, str, int]] = Counter()
    result = []
    for mail in sent:
        rows = []
        for project, problem, _ in mail.rows:
            rows.append((project, problem, min(times[mail.unit, project, problem], 2)))
            times[mail.unit, project, problem] += 1
        result.append(replace(mail, rows=tuple(rows)))
    return result


@given(mails().map(progressing).flatmap(lambda sent: st.tuples(st.just(sent), st.permutations(sent))))
@settings(max_examples=200, deadline=None)
def test_the_newest_words_count_whenever_they_arrive(case: tuple[list[Mail], list[Mail]]) -> None:
    sent, arrived = case
    assert what_counts(received(arrived)) == what_counts(received(sent))


@given(mails(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_mail_taken_twice_changes_nothing(sent: list[Mail], data: st.DataObject) -> None:
    book = received(sent)
    before = problems(book), what_counts(book), len(book.events)
    again = data.draw(st.sampled_from(sent))
    deliver(book, again, len(sent))
    assert (problems(book), what_counts(book)) == before[:2]


@given(mails().flatmap(st.permutations))
@settings(max_examples=50, deadline=None)
def test_the_fold_of_the_events_so_far_is_what_the_ledger_was(arrived: list[Mail]) -> None:
    book, then = ledger(), {0: {}}
    for arrival, mail in enumerate(arrived):
        deliver(book, mail, arrival)
        then[len(book.events)] = dict(book.entries)
    assert all(fold(book.events[:count]) == entries for count, entries in then.items())


@given(mails().flatmap(st.permutations))
@settings(max_examples=100, deadline=None)
def test_numbers_are_gapless_and_nothing_is_lost(arrived: list[Mail]) -> None:
    book = received(list(arrived))
    numbers = [p.number for p in book.entries.values() if p.number]
    assert numbers == [CAMPAIGN.number(n) for n in range(1, len(numbers) + 1)]
    said = {(project, essence(WORDINGS[n][w])) for mail in arrived for project, n, w in mail.rows}
    assert {(project, text) for project, texts, _ in problems(book) for text in texts} == said
