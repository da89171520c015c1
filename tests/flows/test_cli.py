"""The command line: what it prints, and exit codes that mean something."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaign.small import HERE
from tests.flows.county import FOREST, County, sheet

GONGJIAN = [sys.executable, "-c", "from flows.cli import main; main()"]


def gongjian(*words: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a verb as an operator does; only the given settings are set."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GONGJIAN_", "PREFECT_"))}
    environment = {**clean, **{f"GONGJIAN_{name.upper()}": value for name, value in settings.items()}}
    return subprocess.run([*GONGJIAN, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def settings_of(town: County) -> dict[str, str]:
    e = town.desk.environment
    return {
        "campaign": str(HERE),
        "database_url": e.database_url,
        "store_url": e.store_url,
        "imap_url": e.imap_url or "",
        "smtp_url": e.smtp_url or "",
    }


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    probe = (
        "import sys; import flows.cli; print([m for m in ('prefect', 'sqlalchemy', 'pydantic') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", probe], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("missing", "verb"), [("campaign", "intake"), ("imap_url", "intake"), ("smtp_url", "dispatch")]
)
def test_a_missing_setting_is_told_in_one_line_with_the_remedy(tmp_path: Path, missing: str, verb: str) -> None:
    settings = {"campaign": str(HERE)}
    settings.pop(missing, None)
    told = gongjian(verb, folder=tmp_path, **settings)
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert f"GONGJIAN_{missing.upper()}" in told.stderr


def test_a_wrong_database_is_told_in_one_line(tmp_path: Path) -> None:
    told = gongjian("ledger", folder=tmp_path, campaign=str(HERE), database_url="sqlite:////no/such/place/x.db")
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert "GONGJIAN_DATABASE_URL" in told.stderr


def test_wrong_usage_is_exit_2(tmp_path: Path) -> None:
    told = gongjian("ledger", "--format", "pdf", folder=tmp_path)
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)


def test_at_must_be_a_time(tmp_path: Path) -> None:
    told = gongjian("ledger", "--at", "tomorrow", folder=tmp_path, campaign=str(HERE))
    assert (told.returncode, "2018-06-08T18:00" in told.stderr) == (2, True)


def test_read_tells_rows_as_json_and_refuses_with_exit_3(tmp_path: Path) -> None:
    (tmp_path / "汇总表.xlsx").write_bytes(sheet(FOREST))
    (tmp_path / "扫描.pdf").write_bytes(b"%PDF-1.4 nothing")
    good = gongjian("read", "汇总表.xlsx", "--format", "json", folder=tmp_path)
    (reading,) = json.loads(good.stdout)
    assert good.returncode == 0
    assert reading["tables"][0]["form"] == "F1"
    both = gongjian("read", "汇总表.xlsx", "扫描.pdf", "--format", "json", folder=tmp_path)
    assert both.returncode == 3
    assert [one["outcome"] for one in json.loads(both.stdout)] == ["read", "refused"]


def test_one_round_of_each_step_and_the_lists(town: County, tmp_path: Path) -> None:
    town.write("06-06 09:50", "jingbei@owner.example", files={"汇总表.xlsx": sheet(FOREST)})
    settings = settings_of(town)
    for verb in ("intake", "check", "dispatch"):
        assert gongjian(verb, "--at", "2018-06-06T17:00", folder=tmp_path, **settings).returncode == 0
    listed = {
        verb: json.loads(gongjian(verb, "--format", "json", folder=tmp_path, **settings).stdout)
        for verb in ("ledger", "inbox", "outbox", "checks")
    }
    assert listed["ledger"][0]["number"] == "GJ2018-0001"
    assert listed["ledger"][0]["sources"][0]["row"] == 4
    assert listed["inbox"][0]["attachments"][0]["rows"] == 1
    assert {letter["state"] for letter in listed["outbox"]} == {"sent"}
    assert listed["checks"][0]["at"] == "2018-06-05T09:00:00+08:00"


def test_a_round_does_without_prefect_where_no_server_is_configured(town: County, tmp_path: Path) -> None:
    round_ = "from flows.cli import cli; cli(['intake'], standalone_mode=False)"
    probe = f"import sys; {round_}; print('prefect' in sys.modules)"
    settings = {f"GONGJIAN_{name.upper()}": value for name, value in settings_of(town).items()}
    told = subprocess.run(
        [sys.executable, "-c", probe], cwd=tmp_path, env={**os.environ, **settings}, capture_output=True, text=True
    )
    assert told.stdout.splitlines() == ["0 on the server, 0 new: nothing new; inbox: empty", "False"]


def test_the_ledger_at_a_time_knows_nothing_of_later(town: County, tmp_path: Path) -> None:
    town.write("06-06 09:50", "jingbei@owner.example", files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 10:00")
    settings = settings_of(town)
    before = gongjian("ledger", "--at", "2018-06-06T09:59", "--format", "json", folder=tmp_path, **settings)
    assert json.loads(before.stdout) == []


def test_trace_tells_a_life_down_to_the_row(town: County, tmp_path: Path) -> None:
    town.write("06-06 09:50", "jingbei@owner.example", files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 10:00")
    told = gongjian("trace", "GJ2018-0001", "--format", "json", folder=tmp_path, **settings_of(town))
    life = json.loads(told.stdout)
    assert [event["kind"] for event in life["events"]] == ["received", "registered"]
    assert gongjian("trace", "GJ2018-0099", folder=tmp_path, **settings_of(town)).returncode == 1


def test_backup_and_restore_say_what_they_did(tmp_path: Path, town: County) -> None:
    town.write("06-06 10:00", "lyj@huian.example", files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 10:05")
    saved = gongjian("backup", "saved", "--at", "2018-06-06T12:00", folder=tmp_path, **settings_of(town))
    assert saved.returncode == 0, saved.stderr
    new = {"database_url": f"sqlite:///{tmp_path}/new.db", "store_url": str(tmp_path / "new")}
    told = gongjian("restore", "saved", folder=tmp_path, **(settings_of(town) | new))
    assert told.returncode == 0, told.stderr
    assert "ledger of 1 problems made again from the raw mails alone: identical" in told.stdout
