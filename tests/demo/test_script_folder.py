"""A script folder is read whole, and everything wrong is told at once with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.demo.script_folder import ScriptError, load_script

MAIL = """\
[[mail]]
id = "a"
at = 2018-06-06T09:40:00+08:00
sender = "A04"
subject = "报送"
text = "请查收"

[[mail.attachments]]
kind = "F1"
name = "表.xlsx"
layout = "plain"
fill = { unit = "县林业局" }

[[mail]]
id = "b"
at = 2018-06-06T09:42:00+08:00
copy_of = "a"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "people.toml": '[A04]\naddress = "lyj@huian.example"\nclient = "qq"\nsignature = "资源股"\n',
        "layouts.toml": '[plain]\ncolumns = [{ label = "存在问题", key = "problem" }]\n',
        "reports.csv": "mail,key,part,problem\na,A04-1,,指标不足\n",
        "answers.csv": "mail,key,status\n",
        "mails/1.toml": MAIL,
    }
    (tmp_path / "mails").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(ScriptError) as refused:
        load_script(folder, "in@huian.example")
    return refused.value.faults


def test_a_mail_has_its_sender_s_program_signature_and_rows(folder: Path) -> None:
    first, copy = load_script(folder, "in@huian.example").mails
    assert (first.client, first.mailbox, first.recipients) == ("qq", "lyj@huian.example", ("in@huian.example",))
    assert first.text == "请查收\n\n资源股"
    assert [row.key for row in first.attachments[0].rows] == ["A04-1"]
    assert (copy.wire_id, copy.written) == ("a", first.written)


def test_an_unknown_sender_and_an_unknown_layout_are_told_with_their_line(folder: Path) -> None:
    wrong = MAIL.replace('"A04"', '"A99"').replace('"plain"', '"fancy"')
    (folder / "mails" / "1.toml").write_text(wrong, encoding="utf-8")
    told = faults(folder)
    assert "mails/1.toml:1: a: sender 'A99' is not in people.toml" in told
    assert "mails/1.toml:1: a: 表.xlsx: layout 'fancy' is not in layouts.toml" in told


def test_a_row_of_no_mail_is_told_with_its_line(folder: Path) -> None:
    (folder / "reports.csv").write_text(
        "mail,key,part,problem\na,A04-1,,指标不足\nx,A04-2,,无人寄出\n", encoding="utf-8"
    )
    assert faults(folder) == ("reports.csv:3: no mail has the id x",)


def test_a_row_with_too_few_cells_is_told_with_its_line(folder: Path) -> None:
    (folder / "answers.csv").write_text("mail,key,status\na,A04-1\n", encoding="utf-8")
    assert faults(folder)[0].startswith("answers.csv:2: every row needs a mail, a key")


def test_a_placeholder_for_no_row_is_told(folder: Path) -> None:
    (folder / "mails" / "1.toml").write_text(MAIL.replace("请查收", "同意销号 {A04-7}"), encoding="utf-8")
    assert faults(folder) == ("mails/1.toml:1: a: {A04-7} names no row of reports.csv",)


def test_broken_toml_is_told_with_its_line(folder: Path) -> None:
    (folder / "mails" / "1.toml").write_text('[[mail]]\nid = "a\n', encoding="utf-8")
    assert faults(folder)[0].startswith("mails/1.toml:2:")


def test_a_misspelt_setting_is_told(folder: Path) -> None:
    (folder / "mails" / "1.toml").write_text(MAIL.replace("subject", "subjekt"), encoding="utf-8")
    assert "subjekt" in faults(folder)[0]
