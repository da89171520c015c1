"""What a reading has to say of a file, a sheet, a row or a cell, and the verdict of a row that follows.

docs/findings.md is this table, printed: `python -m parsers.findings > docs/findings.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from parsers.codes import TABLE, Code, Weight

__all__ = ["TABLE", "Code", "Finding", "Weight", "finding", "verdict", "where"]


@dataclass(frozen=True)
class Finding:
    """One thing to tell. `row` is 1-based as the sender sees it, `column` the sender's label, `field` our key."""

    code: Code
    row: int | None
    column: str | None
    field: str | None
    value: str | None
    message: str
    sheet: str | None = None

    @property
    def weight(self) -> Weight:
        return TABLE[self.code][0]

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code.value,
            "row": self.row,
            "column": self.column,
            "field": self.field,
            "value": self.value,
            "message": self.message,
            "sheet": self.sheet,
        }


def where(row: int | None, seq: str | None = None) -> str:
    """``第5行（序号3）``: a row as letters call it."""
    if row is None:
        return ""
    return f"第{row}行（序号{seq}）" if seq else f"第{row}行"


def finding(
    code: Code,
    *,
    sheet: str | None = None,
    row: int | None = None,
    seq: str | None = None,
    column: str | None = None,
    field: str | None = None,
    value: str | None = None,
    wanted: str = "",
    reason: str = "",
) -> Finding:
    """A finding with its sentence filled in."""
    message = TABLE[code][1].format(
        sheet=sheet or "",
        where=where(row, seq),
        column=column or wanted,
        value=_short(value),
        filled=f"填“{_short(value)}”，视同未填写" if value else "未填写",
        wanted=wanted or column or "",
        reason=reason,
    )
    return Finding(code, row, column, field, value, message, sheet)


def moved(item: Finding, row: int) -> Finding:
    """The finding at another row, its sentence too."""
    message = item.message.replace(where(item.row), where(row), 1) if item.row else item.message
    return replace(item, row=row, message=message)


def verdict(findings: Iterable[Finding]) -> str:
    """accepted · noted · incomplete · skipped: the heaviest finding decides."""
    weights = {item.weight for item in findings}
    for weight in (Weight.SKIP, Weight.INCOMPLETE, Weight.NOTE):
        if weight in weights:
            return weight.value
    return "accepted"


def page() -> str:
    """docs/findings.md."""
    from parsers.refusal import REFUSALS

    effect = {
        Weight.INFO: "told only",
        Weight.NOTE: "row `noted`",
        Weight.INCOMPLETE: "row `incomplete`",
        Weight.SKIP: "row `skipped`",
    }
    lines = [
        "# Findings of `gongjian read`",
        "",
        "Kept by `python -m parsers.findings > docs/findings.md`; a test compares. Every finding has `code`, `row`",
        "(1-based as the sender sees it), `column` (the sender's label), `field` (our key), `value` (what was read),",
        "`message` (for the sender) and `sheet`. The heaviest finding of a row is its `verdict`; none: `accepted`.",
        "",
        "| code | effect | what the sender is told |",
        "|---|---|---|",
    ]
    lines += [f"| `{code}` | {effect[weight]} | {text} |" for code, (weight, text) in TABLE.items()]
    lines += ["", "# Refusals", "", "A file with `outcome: refused` has one of these as `reason.code`.", ""]
    lines += ["| code | what the sender is told |", "|---|---|"]
    lines += [f"| `{code}` | {text} |" for code, text in REFUSALS.items()]
    return "\n".join(lines) + "\n"


def _short(value: str | None, limit: int = 40) -> str:
    text = " ".join((value or "").split())
    return text if len(text) <= limit else text[:limit] + "…"


if __name__ == "__main__":
    print(page(), end="")
