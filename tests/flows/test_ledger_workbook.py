"""An office decides in the ledger workbook and mails it back (issue: M05 and M07 carry a ledger to be edited)."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.flows.county import FOREST, LABELS, County, attached, saved, sheet

OWNER, CENTRE, PROJECTS = "jingbei@owner.example", "xzfw@huian.example", "zdb@huian.example"
LAND = [*FOREST]
LAND[LABELS.index("存在问题")] = "用地预审材料已报两个月，规划布局图未能落实，无法办理选址"
LAND[LABELS.index("问题类别")] = "用地"
EDITED = "台账办理"


@pytest.fixture
def digest(town: County) -> bytes:
    """The ledger that 重点办 finds in its digest of 12 June: two numbers, handed off on the 9th."""
    town.write("06-06 09:50", OWNER, files={"汇总表.xlsx": sheet(FOREST, LAND)})
    town.run("intake", "06-06 10:00")
    town.run("check", "06-09 09:30")
    town.run("check", "06-12 08:30")
    town.run("dispatch", "06-12 08:31")
    (letter,) = [mail for mail in town.letters(PROJECTS, "M07") if "6月12日" in mail["Subject"]]
    return attached(letter)


def edit(content: bytes, number: str, **values: str) -> bytes:
    """The ledger with cells of a number's line filled in by label."""
    book = load_workbook(BytesIO(content))
    page = book[EDITED]
    header = next(row for row in page.iter_rows() if row[0].value == "编号")
    column = {str(cell.value): n for n, cell in enumerate(header)}
    line = next(row for row in page.iter_rows() if row[0].value == number)
    for label, value in values.items():
        line[column[label]].value = value
    return saved(book)


def send_back(
    town: County, content: bytes, sender: str = PROJECTS, name: str = "问题总台账.xlsx", when: str = "06-12 09:00"
) -> str:
    """The receipt's text."""
    town.write(when, sender, "见附件", files={name: content})
    town.run("intake", when)
    town.run("dispatch", when)
    body = town.letters(sender)[-1].get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def of(town: County, number: str) -> dict[str, object]:
    return next(row for row in town.ledger() if row["number"] == number)


def test_another_unit_in_the_open_column_is_a_reassignment(town: County, digest: bytes) -> None:
    told = send_back(town, edit(digest, "GJ2018-0001", 责任单位="惠安县国土资源局"))
    assert of(town, "GJ2018-0001")["body"] == ["县林业局"]  # what was reported stays
    assert of(town, "GJ2018-0001")["responsible"] == "A02"
    assert "GJ2018-0001" in told
    assert town.letters("gtj@huian.example", "M06")


def test_another_category_keeps_the_number_and_says_so(town: County, digest: bytes) -> None:
    told = send_back(town, edit(digest, "GJ2018-0002", 问题类别="规划"))
    assert of(town, "GJ2018-0002")["category"] == "规划"
    assert "GJ2018-0002（问题类别改为规划）" in told


def test_a_value_not_in_the_list_is_told_and_changes_nothing(town: County, digest: bytes) -> None:
    told = send_back(town, edit(digest, "GJ2018-0002", 问题类别="土地"))
    assert of(town, "GJ2018-0002")["category"] == "用地"
    assert "“问题类别”只能是" in told


def test_a_locked_column_that_was_changed_all_the_same_is_listed_back(town: County, digest: bytes) -> None:
    told = send_back(town, edit(digest, "GJ2018-0001", 状态="已销号"))
    assert of(town, "GJ2018-0001")["state"] != "CLOSED"
    assert "“状态”栏不能在此修改" in told


def test_what_has_changed_since_the_copy_was_sent_is_a_conflict(town: County, digest: bytes) -> None:
    send_back(town, edit(digest, "GJ2018-0002", 问题类别="规划"))
    told = send_back(town, edit(digest, "GJ2018-0002", 问题类别="立项"), when="06-12 10:00")
    assert of(town, "GJ2018-0002")["category"] == "规划"
    assert "台账发出后“问题类别”已变为“规划”" in told


def test_a_copy_without_any_change_says_that_there_is_nothing_to_do(town: County, digest: bytes) -> None:
    assert "与发出时一致" in send_back(town, digest)


def test_a_decision_needs_what_the_same_words_in_a_reply_would_need(town: County, digest: bytes) -> None:
    told = send_back(town, edit(digest, "GJ2018-0001", 处理意见="撤回"))
    assert "未写明原因" in told


def test_an_office_that_does_not_lead_changes_nothing(town: County, digest: bytes) -> None:
    before = of(town, "GJ2018-0001")
    told = send_back(town, edit(digest, "GJ2018-0001", 责任单位="惠安县国土资源局"), sender=CENTRE)
    assert of(town, "GJ2018-0001") == before
    assert "应由牵头单位提出" in told


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_the_copy_may_have_been_saved_by_another_program(
    town: County, digest: bytes, suffix: str, tmp_path: Path
) -> None:
    source = tmp_path / "编辑" / "台账.xlsx"
    source.parent.mkdir()
    source.write_bytes(edit(digest, "GJ2018-0002", 问题类别="规划"))
    out = tmp_path / "另存"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "--outdir", str(out), str(source)], check=True, capture_output=True, timeout=120)
    told = send_back(town, (out / f"台账.{suffix}").read_bytes(), name=f"台账.{suffix}")
    assert of(town, "GJ2018-0002")["category"] == "规划"
    assert "不能在此修改" not in told


def test_the_receipt_says_nothing_of_the_columns_of_our_own_workbook(town: County, digest: bytes) -> None:
    receipt = send_back(town, edit(digest, "GJ2018-0001", 处理意见="提级", 意见说明="情况复杂"))
    assert "问题总台账.xlsx：已读取\n" in receipt
    assert "列与表式" not in receipt
