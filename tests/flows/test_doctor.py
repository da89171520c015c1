"""`gongjian doctor`: a line for each check with its remedy, and an exit code that says whether somebody must act."""

from __future__ import annotations

import json
import shutil
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from flows.described import described
from flows.doctor.finding import Health
from flows.doctor.prefect import prefect
from tests.campaign.small import HERE
from tests.flows.county import County
from tests.flows.test_cli import gongjian, settings_of
from tests.servers import free_port


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the campaign folder to spoil."""
    copy = tmp_path / "county"
    copy.mkdir()
    for name in ("campaign.toml", "directory.xlsx", "catalogue.xlsx", "nodes.xlsx"):
        shutil.copy(HERE / name, copy)
    return copy


def examined(town: County, tmp_path: Path, **changed: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code, and the last line of each check."""
    told = gongjian("doctor", "--format", "json", folder=tmp_path, **{**settings_of(town), **changed})
    assert told.stderr == ""
    return told.returncode, {one["check"]: one for one in json.loads(told.stdout)}


def test_a_county_where_all_is_well(town: County, tmp_path: Path) -> None:
    code, found = examined(town, tmp_path)
    assert code == 0
    assert {one["result"] for one in found.values()} <= {"ok", "warn"}
    assert "30 units, 40 projects" in found["campaign"]["detail"]
    assert "IMAP4rev1" in found["imap"]["detail"].upper().replace("IMAP4REV1", "IMAP4rev1")
    assert "takes mail from gongjian@huian.example" in found["smtp"]["detail"]


def test_each_check_is_one_line_for_people(town: County, tmp_path: Path) -> None:
    told = gongjian("doctor", folder=tmp_path, **{**settings_of(town), "smtp_url": f"smtp://127.0.0.1:{free_port()}"})
    lines = told.stdout.splitlines()
    assert all(line.split()[0] in {"ok", "warn", "fail"} for line in lines)
    assert any(line.startswith("fail  smtp 活动邮箱发件:") and " → " in line for line in lines)
    assert told.returncode == 1


def test_everything_is_looked_at_although_the_folder_does_not_load(town: County, tmp_path: Path, folder: Path) -> None:
    (folder / "nodes.xlsx").unlink()
    code, found = examined(town, tmp_path, campaign=str(folder))
    assert (code, found["campaign"]["result"], found["imap"]["result"]) == (1, "fail", "ok")
    assert "nodes.xlsx is missing" in found["campaign"]["detail"]


def test_a_broken_template_fails_here_and_not_at_the_deadline(town: County, tmp_path: Path, folder: Path) -> None:
    (folder / "templates" / "M04").mkdir(parents=True)
    (folder / "templates" / "M04" / "subject.txt").write_text("{{ frame.prefix }}催报{{ numer }}", "utf-8")
    code, found = examined(town, tmp_path, campaign=str(folder))
    assert code == 1
    assert found["templates"]["detail"] == "templates/M04/subject.txt, line 1: 'numer' is undefined"


def test_a_line_missing_from_the_agenda_is_worth_a_warning(town: County, tmp_path: Path, folder: Path) -> None:
    path = folder / "campaign.toml"
    path.write_text(path.read_text("utf-8").replace('do = "M11"', 'do = "M12"'), "utf-8")
    code, found = examined(town, tmp_path, campaign=str(folder))
    assert (code, found["agenda"]["result"]) == (0, "warn")
    assert "not scheduled: M11" in found["agenda"]["detail"]


def test_an_older_schema_is_told_with_the_command(town: County, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    with create_engine(url).begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
    code, found = examined(town, tmp_path, database_url=url)
    assert (code, found["database"]["remedy"]) == (1, "run `gongjian db upgrade`")


def test_a_database_that_is_not_there_yet_is_not_made_by_looking(town: County, tmp_path: Path) -> None:
    code, found = examined(town, tmp_path, database_url=f"sqlite:///{tmp_path / 'new.db'}")
    assert (code, found["database"]["result"]) == (0, "ok")
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    ("setting", "url", "check"),
    [
        ("imap_url", "imap://gongjian%40huian.example:geheim@127.0.0.1:{port}/INBOX", "imap"),
        ("smtp_url", "smtp://gongjian:geheim@127.0.0.1:{port}", "smtp"),
        ("database_url", "postgresql+psycopg://gongjian:geheim@127.0.0.1:{port}/gongjian", "database"),
        ("database_url", "postgresql+psycopg://gongjian:geh@eim:geheim/gongjian", "database"),
    ],
)
def test_no_secret_is_told(town: County, tmp_path: Path, setting: str, url: str, check: str) -> None:
    told = gongjian("doctor", folder=tmp_path, **{**settings_of(town), setting: url.format(port=free_port())})
    (line,) = [line for line in told.stdout.splitlines() if line.startswith(f"fail  {check} ")]
    assert told.returncode == 1
    assert "geheim" not in line + told.stderr


class _Answer(BaseHTTPRequestHandler):
    deployments: tuple[dict[str, Any], ...] = ()

    def do_POST(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(self.deployments).encode())

    def log_message(self, *_: object) -> None:
        pass


def _asked(*deployments: dict[str, Any]) -> tuple[Health, str]:
    handler = type("Answer", (_Answer,), {"deployments": deployments})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.handle_request, daemon=True).start()
        found = prefect({"PREFECT_API_URL": f"http://127.0.0.1:{server.server_port}/api"})
        return found.result, found.detail


def test_the_prefect_server_has_our_deployments_and_something_works_on_them() -> None:
    all_ready = [{"name": one["name"], "status": "READY", "paused": False} for one in described()]
    assert _asked(*all_ready)[0] is Health.OK
    assert _asked(*all_ready[1:]) == (Health.WARN, "not registered: intake")
    assert _asked({**all_ready[0], "status": "NOT_READY"}, *all_ready[1:])[1] == "nothing carries out: intake"


def test_a_prefect_server_that_does_not_answer_fails() -> None:
    assert prefect({"PREFECT_API_URL": f"http://127.0.0.1:{free_port()}/api"}).result is Health.FAIL


def test_without_prefect_nothing_is_missing() -> None:
    assert prefect({}).result is Health.OK
