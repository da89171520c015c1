"""What holds for every cell, header and sheet, whatever is written in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaign.forms import F1, FORMS, FormBook
from campaign.vocabulary import TIERS, highest_tier
from parsers.amounts import money
from parsers.canvas import text_of
from parsers.cells import phones, units
from parsers.columns import lay_out
from parsers.dates import DateReader
from parsers.grid import Grid, Value, Workbook
from parsers.numbering import split_problems
from parsers.reading import ReadContext, read_book
from parsers.result import Row
from tests.corpus.lines import HEADER, KEYS, row

YEAR_2018 = st.dates(date(2018, 1, 1), date(2018, 12, 31))
READER = DateReader(2018, 6)
NUMERALS = "〇一二三四五六七八九"
MARKS = ("{}.", "{}、", "（{}）", "({})", "{}）", "{}．")
WORDS = st.text(alphabet="水厂路网隧道用地指标手续方案审批缺口尚未取得报送组卷", min_size=6, max_size=30)


def read_sheet(rows: Sequence[Sequence[Value]]) -> tuple[Row, ...]:
    book = Workbook("xlsx", (Grid("Sheet1", tuple(tuple(row) for row in rows)),))
    (table,) = read_book(book, "表.xlsx", "", ReadContext(year=2018, month=6)).tables
    return table.rows


@pytest.mark.parametrize(
    "written",
    [
        "{0.year}/{0.month}/{0.day}",
        "{0.year}-{0.month:02}-{0.day:02}",
        "{0.year}.{0.month}.{0.day}",
        "{0.year}年{0.month}月{0.day}日",
        "{0.year}年{0.month:02}月{0.day:02}日前",
        "{0.month}月{0.day}日",
        "{0.month}月{0.day}号之前完成",
        "{0.month}/{0.day}",
        "{0.month}-{0.day}",
        "于{0.month}月{0.day}日前办结",
        "18.{0.month}.{0.day}",
        "{0.year}{0.month:02}{0.day:02}",
    ],
)
@given(day=YEAR_2018)
@settings(max_examples=40)
def test_every_day_is_read_in_every_notation(written: str, day: date) -> None:
    assert READER.read(written.format(day)).day == day
    wide = written.format(day).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert READER.read(f"　{wide} ").day == day


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_serial_is_its_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert READER.read(serial).day == READER.read(str(serial)).day == READER.read(float(serial)).day == day


@given(first=YEAR_2018, days=st.integers(0, 60))
def test_a_span_is_due_on_its_last_day(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    if last.year == 2018:
        assert READER.read(f"{first.month}月{first.day}日至{last.month}月{last.day}日").day == last


@given(text=st.text(max_size=30))
@example("二〇一八年十三月")
@example("99999999")
@example("0.0")
@example("²月³日")
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    reading = READER.read(text)
    assert reading == READER.read(text)
    assert reading.day or reading.code or not text.strip()


#: what cells of dates are made of, in any order
PIECES = st.lists(
    st.sampled_from(["2018", "2019", "18", "6", "06", "20", "31", "六", "二十", "43271", "年", "月", "日", "号", "底"])
    | st.sampled_from(
        ["前", "后", ".", "/", "-", "、", "至", " ", "中旬", "季度", "上半年", "（", "）", "周五", "今年"]
    )
    | st.sampled_from(["于", "预计", "完成"])
    | st.integers(0, 40).map(str),
    min_size=1,
    max_size=7,
).map("".join)


@given(text=PIECES)
@settings(max_examples=600)
@example("6月20日至2019年6月25日")
@example("18年6月20日前")
def test_a_day_is_of_the_year_that_is_written_or_else_of_the_campaigns(text: str) -> None:
    reading = READER.read(text)
    if reading.day is None:
        assert reading.code or not text.strip()
        return
    written = {int(year) for year in re.findall(r"\d{4}", text)} | {2000 + int(n) for n in re.findall(r"\d\d", text)}
    serial = any(int(digits) in range(36526, 73051) for digits in re.findall(r"\d{5}", text))
    assert reading.day.year == 2018 or reading.day.year in written or serial
    assert reading.code == (None if reading.day.year == 2018 else "date_year")


@given(text=PIECES)
@settings(max_examples=600)
@example("1910底")
def test_a_day_of_the_month_is_written_where_the_cell_names_no_period(text: str) -> None:
    """No date out of nothing: month and day stand in the cell, or a word for a period does."""
    day = READER.read(text).day
    if day and not re.search(r"[月季半年]|\d{5}|20\d\d(?:[./-]?\d|底)", "".join(text.split())):
        numbers = {int(digits) for digits in re.findall(r"\d+", text)} | ({20} if "二十" in text else set())
        assert {day.month, day.day} <= numbers | {READER.month}


@given(number=st.one_of(st.integers(), st.floats(allow_nan=True, allow_infinity=True)))
def test_no_number_breaks_the_reading_of_dates(number: float) -> None:
    READER.read(number)


@given(day=YEAR_2018, what=st.sampled_from(["亩", "公顷", "万元", "%", "人", "个工作日", "公里", "户"]))
def test_a_measure_is_no_date(day: date, what: str) -> None:
    assert READER.read(f"{day.month}.{day.day}{what}").day is None


MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
LANDLINE = st.from_regex(r"0[1-9][0-9]{2}-0[0-9]{7}", fullmatch=True)


@given(
    numbers=st.lists(st.one_of(MOBILE, LANDLINE), min_size=1, max_size=3, unique=True),
    joint=st.sampled_from("、/，；\n"),
)
def test_every_telephone_number_of_a_cell_is_found(numbers: list[str], joint: str) -> None:
    found = phones(joint.join(f"项目股{number}" for number in numbers))
    assert found.numbers == tuple(number.replace("-", "") for number in numbers)
    assert not found.odd and not found.lost


@given(number=MOBILE)
def test_a_number_that_became_a_float_is_still_the_number(number: str) -> None:
    assert phones(f"{number}.0").numbers == phones(f"{number[:3]} {number[3:7]} {number[7:]}").numbers == (number,)


@given(text=st.text(max_size=60))
def test_no_text_breaks_the_other_cells(text: str) -> None:
    phones(text)
    units(text, lambda name: False)
    money(text, None)
    assert split_problems(text)


@given(text=st.text(alphabet="县国土林业局水利住建部门、，/；和及与（）()牵头配合由等 \n1.①", max_size=40))
def test_a_unit_is_named_by_characters_of_its_cell_in_their_order(text: str) -> None:
    for name in units(text, lambda name: False):
        assert re.search(r"\s*".join(map(re.escape, name)), _ROLE_NOTE.sub("", text))


_ROLE_NOTE = re.compile("[（(](?:牵头|配合|牵头配合)[）)]")


@given(text=st.text(alphabet="0123456789-－ /、，（）转股+Ee.\n", max_size=40))
def test_telephone_numbers_are_made_of_digits_of_the_cell(text: str) -> None:
    found = phones(text)
    digits = "".join(re.findall(r"\d", text))
    assert all(number in digits for number in (*found.numbers, *found.odd)) or "E" in text.upper()
    assert all(len(number) >= 7 for number in found.numbers)


@given(
    first=st.integers(1, 10**6), second=st.integers(1, 10**6), joint=st.sampled_from(["-", "～", "、", "/", "至", " "])
)
def test_two_amounts_are_no_amount(first: int, second: int, joint: str) -> None:
    assert money(f"{first}万元{joint}{second}万元", None) is None


@given(amount=st.integers(1, 10**7))
def test_an_amount_is_the_same_in_every_unit(amount: int) -> None:
    assert money(f"{amount}万元", None) == money(str(amount), "万元") == money(f"约{amount:,}万元", "亿元") == amount
    assert money(f"{amount}亿元", "万元") == amount * 10000


@given(
    texts=st.lists(WORDS, min_size=2, max_size=9),
    mark=st.sampled_from(MARKS),
    end=st.sampled_from(["\n", "；\n", "；"]),
)
def test_numbered_problems_are_parted_where_their_numbers_stand(texts: list[str], mark: str, end: str) -> None:
    cell = end.join(mark.format(number) + text for number, text in enumerate(texts, 1))
    assert split_problems(cell) == tuple(texts)


@given(texts=st.lists(WORDS, min_size=2, max_size=9))
def test_problems_counted_in_words_are_parted(texts: list[str]) -> None:
    cell = "；".join(f"{NUMERALS[number]}是{text}" for number, text in enumerate(texts, 1))
    assert split_problems(cell) == tuple(texts)


@given(
    pieces=st.lists(
        st.one_of(
            WORDS,
            st.sampled_from(
                ["1.", "2.", "1、", "2、", "3、", "（1）", "（2）", "①", "②", "一是", "二是", "\n", "；", "，", " "]
            ),
            st.sampled_from(["缺口1.2亿元", "共计3.5亩林地", "存在以下问题：", "一、", "二、", "首先，", "其次，"]),
        ),
        max_size=14,
    )
)
@settings(max_examples=300)
def test_splitting_a_cell_loses_no_word_of_it(pieces: list[str]) -> None:
    parts = split_problems("".join(pieces))
    joined = "".join(parts)
    assert all(piece in joined for piece in pieces if len(piece) > 5 and "问题" not in piece)
    assert all(part.strip() for part in parts) or parts == ("".join(pieces),)


@given(text=WORDS)
def test_a_problem_without_numbers_stays_whole(text: str) -> None:
    assert split_problems(text) == (text,)


@given(tiers=st.lists(st.sampled_from(TIERS), min_size=1, max_size=5, unique=True), joint=st.sampled_from("、，/"))
def test_the_highest_of_several_tiers_counts_and_all_are_kept(tiers: list[str], joint: str) -> None:
    (only,) = _rows([row(1, tier=joint.join(tiers))])
    assert only.fields["tier"] == highest_tier(tiers)
    assert only.names("tiers") == tuple(tier for tier in TIERS if tier in tiers)


def _rows(lines: Sequence[str]) -> tuple[Row, ...]:
    return read_sheet([HEADER.split("|"), *(line.split("|") for line in lines)])


#: words of a form that mean one field in it, whatever else is in the table
F1_WORDS = {
    item.key: [word for word in (item.label, *item.synonyms) if len(word) > 1]
    for item in F1.fields
    if not item.extra and item.key in KEYS.split()
}


@given(data=st.data(), order=st.permutations(KEYS.split()))
@settings(max_examples=150, deadline=None)
def test_known_words_in_any_order_are_their_fields(data: st.DataObject, order: list[str]) -> None:
    labels = [data.draw(st.sampled_from(F1_WORDS[key]), label=key) for key in order]
    lay = lay_out(dict(enumerate(labels)), lambda column: [], "存在问题汇总表", FormBook())
    assert lay.form is F1
    assert [column.key for column in lay.columns] == order


@given(labels=st.lists(st.text(max_size=12), min_size=2, max_size=8, unique=True))
@settings(max_examples=60, deadline=None)
def test_no_label_is_lost_or_breaks_the_layout(labels: list[str]) -> None:
    lay = lay_out(dict(enumerate(labels)), lambda column: ["甲"], "", FormBook())
    assert [(column.index, column.label) for column in lay.columns] == list(enumerate(labels))


LINES = st.lists(st.tuples(WORDS, WORDS, st.sampled_from(TIERS), YEAR_2018, MOBILE), min_size=1, max_size=6)


def _lines(written: list[tuple[str, str, str, date, str]]) -> list[list[Value]]:
    lines: list[list[Value]] = []
    for number, (name, problem, tier, due, phone) in enumerate(written, 1):
        lines.append(
            [
                number,
                f"{name}工程",
                "用地",
                f"{problem}未能取得批复意见",
                "请县国土资源局协调",
                tier,
                "县国土资源局",
                due,
                int(phone),
            ]
        )
    return lines


@given(written=LINES)
@settings(max_examples=50, deadline=None)
def test_what_goes_in_comes_out(written: list[tuple[str, str, str, date, str]]) -> None:
    found = read_sheet([["审批堵点清单"], HEADER.split("|"), *_lines(written)])
    assert [item.row for item in found] == list(range(3, 3 + len(written)))
    for item, (name, problem, tier, due, phone) in zip(found, written, strict=True):
        assert item.values["项目名称"] == item.fields["project_name"] == f"{name}工程"
        assert item.fields["problem"] == f"{problem}未能取得批复意见"
        assert (item.fields["tier"], item.fields["due"]) == (tier, due.isoformat())
        assert item.names("contact_phones") == (phone,)
        assert item.verdict == "accepted"


@given(written=LINES, above=st.integers(0, 4), left=st.integers(0, 4), after=st.integers(0, 3))
@settings(max_examples=50, deadline=None)
def test_blank_rows_and_columns_around_a_table_change_only_its_place(
    written: list[tuple[str, str, str, date, str]], above: int, left: int, after: int
) -> None:
    rows: list[list[Value]] = [list(HEADER.split("|")), *_lines(written)]
    margin: list[Value] = [None] * left
    blank: list[Value] = [None] * 3
    moved = [[], *[blank] * above, *([*margin, *line, None] for line in rows), *[blank] * after]
    here, there = read_sheet(rows), read_sheet(moved)
    assert [(item.values, item.fields, item.verdict) for item in there] == [
        (item.values, item.fields, item.verdict) for item in here
    ]
    assert [item.row - above - 1 for item in there] == [item.row for item in here]


ANYTHING: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(
        ["合计", "无", "同上", "√", "一、", "序号", "项目名称", "存在问题", "填报单位：", "注：", "1.甲；2.乙", "#REF!"]
    ),
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.booleans(),
    st.dates(),
)


def _short_lines_above(headers: set[int], rows: list[list[Value]]) -> set[int]:
    """Lines of one or two cells over the header of a further table: its title block, not rows of the table above."""
    found: set[int] = set()
    for header in headers:
        for number in range(header - 1, 1, -1):
            if sum(map(_shows, rows[number - 2])) > 2:
                break
            found.add(number)
    return found


@pytest.mark.parametrize("code", [form.code for form in FORMS])
@given(rows=st.lists(st.lists(ANYTHING, max_size=10), max_size=8))
@settings(max_examples=40, deadline=None)
def test_no_sheet_breaks_the_reading_and_every_row_has_its_verdict(code: str, rows: list[list[Value]]) -> None:
    header: list[Value] = [item.label for item in FormBook().form(code).fields if not item.extra]
    book = Workbook("xlsx", (Grid("Sheet1", (tuple(header), *map(tuple, rows))),))
    once = read_book(book, "表.xlsx", "", ReadContext(year=2018, month=6)).as_json()
    assert once == read_book(book, "表.xlsx", "", ReadContext(year=2018, month=6)).as_json()
    written = {number for number, line in enumerate(rows, 2) if any(_shows(value) for value in line)}
    tables = once["tables"]
    assert isinstance(tables, list)
    headers = {n for table in tables for n in table["header_rows"]}
    told = {item["row"] for table in tables for item in table["rows"]} | headers
    assert written - _short_lines_above(headers - {1}, rows) <= told
    shown = {text for table in tables for item in table["rows"] for text in item["values"].values() if text}
    shown |= {text for table in tables for text in [*table["foot"], *table["head"], *table["head"].values()] if text}
    data = {item["row"] for table in tables for item in table["rows"] if item["verdict"] != "skipped"}
    assert all(text_of(value) in shown for n in data for value in rows[n - 2] if _shows(value))
    for item in (item for table in tables for item in table["rows"]):
        assert item["verdict"] in ("accepted", "noted", "incomplete", "skipped")
        assert all(said["message"] and not _PLACE.search(said["message"]) for said in item["findings"])


_PLACE = re.compile(r"\{(?:where|sheet|column|value|filled|wanted|reason)\}")


def _shows(value: Value) -> bool:
    return value is not None and bool(str(value).strip())
