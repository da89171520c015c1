"""docs/clauses.md, the plan beside the code: `python -m tests.clauses.page > docs/clauses.md`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.clauses.table import Entry, read_table

_HEAD = """\
# 方案条款与程序对照

左手持方案，右手看程序：每一条款由哪段程序落实，由哪项测试证明。
本页由 `tests/clauses/clauses.toml` 生成（`python -m tests.clauses.page > docs/clauses.md`）；
所列程序、设置、测试是否存在，由 `tests/clauses/test_clauses.py` 逐条核对。
测试名即其所证明的一句话，可单独运行：`.venv/bin/python -m pytest 文件::测试名`。
"""
_PARTS = {
    "clauses": ("方案条款", "D1—D84：方案正文及附件逐句拆分的要求。"),
    "defaults": (
        "文字有不同理解之处的处理",
        "A1—A20：方案未写明或可作两解的，按下列口径办理，均可在 campaign.toml 调整。",
    ),
    "checks": ("阶段检查", "时点、对象见 campaign.toml 的“日程”，门槛见其 [thresholds]、[clocks]。"),
    "letters": ("发出的信函", "模板在 templates/ 下同名目录。"),
    "inbound": ("收到的来件", "来件种类由内容判定，与主题、文件名无关。"),
}


def page() -> str:
    """docs/clauses.md."""
    return _HEAD + "".join(line for part, entries in read_table().items() for line in _part(part, entries))


def _part(part: str, entries: Mapping[str, Entry]) -> Iterator[str]:
    title, remark = _PARTS[part]
    yield f"\n## {title}\n\n{remark}\n\n| 代码 | 要求 | 程序 | 测试 |\n|---|---|---|---|\n"
    for code, entry in entries.items():
        yield f"| {code} | {entry.duty} | {_kept_by(entry)} | {_shown_by(entry)} |\n"


def _kept_by(entry: Entry) -> str:
    if entry.outside:
        return f"不属程序职责：{entry.outside}"
    kept = [f"`{path}`" for path in entry.code] + [f"设置 `{key}`" for key in entry.settings]
    return "<br>".join([*kept, *([f"**尚缺**：{entry.open}"] if entry.open else [])])


def _shown_by(entry: Entry) -> str:
    return "<br>".join(map(_link, entry.tests)) or "—"


def _link(node: str) -> str:
    path, _, name = node.partition("::")
    return f"[{name}](../{path})"


if __name__ == "__main__":
    print(page(), end="")
