"""How fast ordinary summary sheets are read. Run as a script; prints files/s of CPU time, children included.

    python -m tests.benchmarks.read_speed --files 1000

`cli` is the whole process `gongjian read --format json`, on one core where the system can pin it. Every file has
texts of its own, so that no cache of texts flatters the figure.
"""

from __future__ import annotations

import argparse
import ctypes
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
import python_calamine
import xlsxwriter

from campaign.forms import F1
from parsers.context import ReadContext
from parsers.grid import read_grids
from parsers.reading import read_file

PR_SET_CHILD_SUBREAPER = 36  # Linux: orphans become our children, so that their CPU is counted
ROWS = 30
LABELS = [item.label for item in F1.fields if not item.extra]
_PLACES = ["东岭", "西溪", "南塘", "北桥", "上林", "下坂", "青山", "白沙", "石井", "后溪", "前埔", "洋中"]
_WORKS = ["路网工程", "污水处理厂", "标准厂房", "中心小学", "防洪堤", "停车楼", "物流园", "养老院", "变电站"]
_OFFICES = ["县国土资源局", "县林业局", "县水利局", "县环境保护局", "县住建局", "县财政局", "县交通运输局"]
_HITCHES = (
    "新增建设用地计划指标缺口{}亩，组卷材料已报送，尚未取得批复",
    "使用林地面积{}公顷，可行性报告编制单位未按期提交，影响组卷",
    "预算送审已{}个工作日，因图纸变更反复补件，控制价未能备案",
    "水土保持方案专家提出{}条意见，修改后尚未复核，开工受影响",
)


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=1000, help="how many workbooks (1000)")
    options.add_argument("--only", nargs="*", choices=[*_WAYS, "cli", "one"], help="some of the figures alone")
    chosen = options.parse_args(arguments)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    with tempfile.TemporaryDirectory() as folder:
        files = make(Path(folder), chosen.files)
        for name in chosen.only or [*_WAYS, "cli", "one"]:
            _measure(name, files[:1] if name == "one" else files)


def make(folder: Path, number: int) -> list[Path]:
    """Summary sheets of 17 columns and 30 rows, title, head block and signature line; each with its own texts."""
    return [_write(folder / f"汇总表{n:04}.xlsx", random.Random(n)) for n in range(number)]


def _write(path: Path, dice: random.Random) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write(0, 0, "附件")
        sheet.merge_range(1, 0, 1, len(LABELS) - 1, "审批服务问题汇总表", book.add_format({"bold": True}))
        sheet.write(2, 0, f"填报单位（盖章）：{dice.choice(_OFFICES)}  填报日期：2018年6月7日")
        sheet.write_row(3, 0, LABELS)
        for row in range(ROWS):
            sheet.write_row(4 + row, 0, list(_row(row + 1, dice)))
        sheet.write(4 + ROWS, 0, "填报人：审批股  联系电话：0595-00001234  分管领导：值班领导")
    return path


def _row(number: int, dice: random.Random) -> Iterator[str | int]:
    office = dice.choice(_OFFICES)
    values: dict[str, str | int] = {
        "seq": number,
        "project_name": f"{dice.choice(_PLACES)}{dice.choice(_WORKS)}{dice.randint(1, 9)}期",
        "project_code": f"县2018-{dice.randint(1, 999):03}",
        "level": dice.choice(["省", "市", "县"]),
        "owner": f"{dice.choice(_PLACES)}城市建设投资有限公司",
        "location": f"{dice.choice(_PLACES)}镇",
        "stage_now": dice.choice(["立项", "用地规划许可", "工程建设许可", "施工许可", "在建"]),
        "node_target": f"{dice.randint(6, 12)}月底前取得施工许可证",
        "category": dice.choice(["用地", "用林", "环评", "财政评审"]),
        "matter": dice.choice(["使用林地审核", "用地预审", "环评批复", "预算审核"]),
        "problem": dice.choice(_HITCHES).format(dice.randint(1, 999)),
        "ask": f"请{office}统筹安排，于6月{dice.randint(10, 28)}日前出具意见",
        "tier": dice.choice(["部门级", "县级", "市级"]),
        "body": office,
        "due": f"6月{dice.randint(10, 28)}日",
        "contact": f"项目股 0595-0000{dice.randint(1000, 9999)}",
        "note": "",
    }
    return (values[item.key] for item in F1.fields if not item.extra)


def _measure(name: str, files: Sequence[Path]) -> None:
    """One way over all files, in a fresh process, so that no way finds the caches warm."""
    wall, cpu = time.perf_counter(), _cpu()
    fresh = multiprocessing.get_context("fork").Process(target=_run, args=(name, files))
    fresh.start()
    fresh.join()
    wall = time.perf_counter() - wall
    _reap()
    busy, number = _cpu() - cpu, len(files)
    rates = f"{number / wall:8.1f} files/s, {number / busy:8.1f} per second of CPU"
    print(f"{name:18} {rates}; {wall:6.2f} s wall, {busy:6.2f} s CPU", flush=True)


def _run(name: str, files: Sequence[Path]) -> None:
    if name in ("cli", "one"):
        _command(files)
    else:
        for path in files:
            _WAYS[name](path)


def _reap() -> None:
    """Wait for children whose parent has ended: their CPU counts too."""
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return


def _cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _command(files: Sequence[Path]) -> None:
    pin = ["taskset", "-c", "0"] if Path("/usr/bin/taskset").exists() else []
    program = [sys.executable, "-c", "from flows.cli import main; main()", "read", "--format", "json"]
    subprocess.run([*pin, *program, *map(str, files)], check=True, stdout=subprocess.DEVNULL)


def _calamine(path: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _in_process(path: Path) -> None:
    read_file(path.read_bytes(), path.name, _HERE)


def _through_child(path: Path) -> None:
    read_file(path.read_bytes(), path.name, _CHILD)


def _openpyxl(path: Path) -> None:
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        list(sheet.iter_rows(values_only=True))


_CHILD = ReadContext()
_HERE = ReadContext(_CHILD.formbook, read_grids=read_grids)
_WAYS: dict[str, Callable[[Path], None]] = {
    "calamine alone": _calamine,
    "read in process": _in_process,
    "read through child": _through_child,
    "openpyxl": _openpyxl,
}


if __name__ == "__main__":
    main()
