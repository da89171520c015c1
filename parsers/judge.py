"""Row acceptance (forms.md 5.1, 5.3): what is inferred, what is only noted, and what must be completed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.blanks import is_blank, reports_none, says_nothing
from campaign.forms import label_key
from campaign.text import essence
from campaign.vocabulary import (
    TIERS,
    Status,
    chinese_length,
    highest_tier,
    infer_category,
    tier_of_body,
    tiers_of_bodies,
)
from parsers.cells import phones
from parsers.draft import Draft
from parsers.findings import Code

MIN_PROBLEM = 10  # Chinese characters (5.1 row 11)
MIN_PROGRESS = 8  # Chinese characters (5.3 row 7)


def judge(draft: Draft) -> str | None:
    """Complete and judge a filled draft; returns the code of the catalogue's project, if one was found."""
    _JUDGES[draft.form.code](draft)
    return _match_project(draft) if draft.form.code in ("F1", "F4", "F5") else None


def _f1(draft: Draft) -> None:
    if reports_none(draft.cells["problem"].text) and _blank_or_none(draft.cells["ask"].text):
        draft.findings.clear()
        draft.say(Code.NO_PROBLEM, "problem", None)
        return
    _problem(draft)
    _infer_category(draft)
    _infer_tier(draft)
    contact_of_head(draft)
    _project_of_head(draft)
    for key in ("project_name", "ask", "body", "contact"):
        _require(draft, key)
    if draft.fields["due"] is None and "due" not in draft.told:
        draft.say(Code.DUE_DEFAULT, "due", None)
    problem, ask = draft.text("problem"), draft.text("ask")
    if problem and chinese_length(problem) == chinese_length(ask) and essence(problem) == essence(ask):
        draft.say(Code.ASK_REPEATS_PROBLEM, "ask", draft.cells["ask"])


def _blank_or_none(text: str) -> bool:
    return is_blank(text) or reports_none(text)


def _problem(draft: Draft) -> None:
    text = draft.text("problem")
    if not text:
        _require(draft, "problem")
    elif says_nothing(text):
        draft.say(Code.PROBLEM_VAGUE, "problem", draft.cells["problem"], text)
    elif chinese_length(text) < MIN_PROBLEM:
        draft.say(Code.PROBLEM_TOO_SHORT, "problem", draft.cells["problem"], text)


def _infer_category(draft: Draft) -> None:
    """Blank, or written in words of no list: inferred from the cell itself, then from 10-12, and noted (5.1 row 9)."""
    if draft.fields["category"] is not None or "category" in draft.told:
        return
    categories = draft.context.formbook.categories
    cell = draft.cells["category"]
    written = "" if is_blank(cell.text) else cell.text
    own = infer_category([(written, 1)], categories)
    texts = [(draft.text("matter"), 3), (draft.text("problem"), 2), (draft.text("ask"), 1)]
    simplified = [(essence(text), weight) for text, weight in [(written, 4), *texts]]
    category = own or infer_category(texts, categories) or infer_category(simplified, categories)
    draft.fields["category"] = category
    if category:
        draft.say(Code.CATEGORY_INFERRED, "category", None, category)
    elif written:
        draft.say(Code.CATEGORY_UNKNOWN, "category", cell, wanted="、".join(c.name for c in categories))
    else:
        _require(draft, "category")


def _infer_tier(draft: Draft) -> None:
    """Blank: the highest of the bodies named in 12 and 14, 部门级 when only the county's own are (5.1 row 13)."""
    cell = draft.cells["tier"]
    bodies = draft.fields["body"]
    names = [str(name) for name in bodies] if isinstance(bodies, list) else []
    written = draft.fields["tier"]
    if written is not None and "以上" not in cell.text:
        return
    above = _tiers_above(draft, names)
    if written is not None:
        if above and TIERS.index(above) > TIERS.index(str(written)):
            _set_tier(draft, above)
        return
    if not is_blank(cell.text):
        draft.say(Code.TIER_UNKNOWN, "tier", cell)
    elif above or names:
        _set_tier(draft, above or TIERS[0])
    else:
        _require(draft, "tier")


def _tiers_above(draft: Draft, names: list[str]) -> str | None:
    find = draft.context.find_unit
    outside = [tier_of_body(name) for name in names if not (find and find(name))]
    return highest_tier([tier for tier in (*outside, *tiers_of_bodies(draft.text("ask"))) if tier])


def _set_tier(draft: Draft, tier: str) -> None:
    tiers = draft.fields.get("tiers")
    draft.fields["tier"] = tier
    draft.fields["tiers"] = [*(tiers if isinstance(tiers, list) else []), tier]
    draft.say(Code.TIER_INFERRED, "tier", None, tier)


_HEAD_CONTACTS = (
    "联系人及电话",
    "联系人及联系电话",
    "联系人",
    "填报人",
    "填表人",
    "经办人",
    "报送人",
    "联系电话",
    "联系方式",
    "电话",
    "手机",
)


def contact_of_head(draft: Draft) -> None:
    """A blank contact is that of the head or foot block (5.1 row 16)."""
    if draft.fields["contact"] is not None:
        return
    found = (value for label in _HEAD_CONTACTS for key, value in draft.head.items() if key.startswith(label))
    text = " ".join(dict.fromkeys(value for value in found if value and not is_blank(value)))
    if text:
        draft.fields["contact"] = text
        draft.fields["contact_phones"] = list(phones(text).numbers) or None


def _project_of_head(draft: Draft) -> None:
    """Rows that name no project are of the one that the head block names, if it names one."""
    words = draft.context.formbook.labels(draft.form.code)
    for label, value in draft.head.items():
        key = words.get(label_key(label))
        if key in ("project_name", "project_code") and not draft.fields[key] and not is_blank(value):
            draft.fields[key] = value


def _require(draft: Draft, key: str) -> None:
    if not draft.fields.get(key) and key not in draft.told:
        draft.say(Code.MISSING, key, None)


def _advise(draft: Draft, *keys: str) -> None:
    for key in keys:
        if not draft.fields.get(key) and key not in draft.told:
            draft.say(Code.ADVISED, key, None)


def _f2(draft: Draft) -> None:
    """Number, state and progress are needed; a close request needs its day and its evidence (5.3)."""
    contact_of_head(draft)
    status, progress = draft.fields["status"], draft.text("progress")
    _require(draft, "number")
    _require(draft, "status")
    if status == Status.DONE:
        _require(draft, "done_on")
        _require(draft, "evidence")
    elif status is not None:
        _require(draft, "progress")
    if progress and chinese_length(progress) < MIN_PROGRESS:
        draft.say(Code.PROGRESS_SHORT, "progress", draft.cells["progress"])
    if status == Status.WORKING:
        _advise(draft, "waiting_on", "eta")
    if status == Status.EXTEND:
        _advise(draft, "reason_next")


def _needs_core(draft: Draft) -> None:
    for item in draft.form.fields:
        if item.core:
            _require(draft, item.key)


def _needs_project(draft: Draft) -> None:
    """F4 and F5 are joined on the project: its code, or else its name (5.5)."""
    if not draft.fields.get("project_name"):
        _require(draft, "project_code")
    for item in draft.form.fields:
        if item.core and item.key != "project_code":
            _require(draft, item.key)


_JUDGES: Mapping[str, Callable[[Draft], None]] = {
    "F1": _f1,
    "F2": _f2,
    "F3": _needs_core,
    "F4": _needs_project,
    "F5": _needs_project,
}


def _match_project(draft: Draft) -> str | None:
    """An unknown project is told and never refused (D10, A17)."""
    match_project = draft.context.match_project
    name, code = draft.text("project_name"), draft.text("project_code")
    if match_project is None or not (name or code) or any(f.code == Code.NO_PROBLEM for f in draft.findings):
        return None
    match = match_project(name or None, code or None, draft.text("owner"))
    if match.note:
        draft.say(Code.PROJECT_NOTE, "project_name", draft.cells["project_name"], name or code, reason=match.note)
    elif match.project is None:
        draft.say(Code.PROJECT_UNKNOWN, "project_name", draft.cells["project_name"], name or code)
    return match.project.code if match.project else None
