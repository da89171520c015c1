"""Row acceptance (forms.md 5.1, 5.3): what is inferred, what is only noted, and what must be completed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.blanks import is_blank, reports_none, says_nothing
from campaign.forms import label_key
from campaign.text import essence
from campaign.vocabulary import (
    TIERS,
    Status,
    WaitingOn,
    chinese_length,
    highest_tier,
    infer_category,
    tier_of_body,
    tiers_of_bodies,
)
from parsers.cells import phones
from parsers.draft import Cell, Draft
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
        draft.say(Code.NO_PROBLEM, "problem", draft.cell("problem"))
        return
    _problem(draft)
    _infer_category(draft)
    _infer_tier(draft)
    contact_of_head(draft)
    if not draft.fields["project_name"]:
        for complete in (_project_of_code, _project_of_head, _project_of_code):
            complete(draft)
    for key in ("project_name", "ask", "body", "contact"):
        _require(draft, key)
    if draft.fields["due"] is None and "due" not in draft.told:
        draft.say(Code.DUE_DEFAULT, "due", draft.cell("due"))
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
    names = "、".join(category.name for category in categories)
    if category:
        _infer(draft, Code.CATEGORY_INFERRED, "category", category, written)
    elif written:
        draft.say(Code.CATEGORY_UNKNOWN, "category", cell, wanted=names)
    else:
        _require(draft, "category", f"请从下列类别中选填：{names}")


def _infer(draft: Draft, code: Code, key: str, value: str, written: str = "") -> None:
    """Tell what is taken for a cell, and what stood there if anything did."""
    cell = draft.cell(key)
    label = Cell(cell.label, written) if cell else None
    draft.say(code, key, label, value, reason=f"所填“{written}”" if written else "按所填内容")


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
    _infer(draft, Code.TIER_INFERRED, "tier", tier)


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


def _project_of_code(draft: Draft) -> None:
    """The code alone names a project of the catalogue."""
    code, match_project = draft.text("project_code"), draft.context.match_project
    if draft.fields["project_name"] or "project_name" in draft.told or not code or match_project is None:
        return
    match = match_project(None, code, draft.text("owner"))
    if match.project and match.how == "code":
        name = draft.fields["project_name"] = match.project.name
        taken = f"项目名称未填，按项目编号“{code}”理解为目录内“{name}”，如有不符请更正"
        draft.say(Code.PROJECT_NOTE, "project_name", draft.cell("project_name"), code, reason=taken)


def _project_of_head(draft: Draft) -> None:
    """Rows that name no project are of the one that the head block names, if it names one."""
    if draft.fields["project_name"]:
        return
    words = draft.context.formbook.labels(draft.form.code)
    for label, value in draft.head.items():
        key = words.get(label_key(label))
        if key in ("project_name", "project_code") and not draft.fields[key] and not is_blank(value):
            draft.fields[key] = value


#: what to write, where a field that is needed says nothing
_WANTED: Mapping[str, str] = {
    "project_name": "请按重点项目目录填写项目全称",
    "project_code": "请填写重点项目目录中的项目编号",
    "problem": "请写清卡在哪个事项、哪个环节、原因及已做工作",
    "ask": "请写明请哪个单位做什么",
    "tier": f"请填写{'、'.join(TIERS)}之一",
    "body": "请填写需协调（牵头）单位的全称",
    "contact": "请填写联系人姓名及电话号码",
    "number": "请按交办清单填写问题编号",
    "status": f"请从下列状态中选填：{'、'.join(Status)}",
    "progress": f"请写明本期具体进展，不少于{MIN_PROGRESS}个字",
    "waiting_on": f"办理中的，请从下列各方中选填：{'、'.join(WaitingOn)}",
    "reason_next": "申请延期的，请写明未办结原因及下一步措施",
    "eta": "办理中的，请填写预计办结的年月日",
    "done_on": "已办结的，请填写办结的年月日",
    "evidence": "已办结的，请填写佐证材料名称及文号，并附佐证材料",
}


def _require(draft: Draft, key: str, wanted: str = "") -> None:
    if not draft.fields.get(key) and key not in draft.told:
        draft.say(Code.MISSING, key, draft.cell(key), _unsaid(draft, key), reason=wanted or _wanted(key))


def _advise(draft: Draft, *keys: str) -> None:
    for key in keys:
        if not draft.fields.get(key) and key not in draft.told:
            draft.say(Code.ADVISED, key, draft.cell(key), _unsaid(draft, key), reason=_wanted(key))


def _unsaid(draft: Draft, key: str) -> str | None:
    """The mark for nothing that stands in a cell: 无, /; None where it is empty."""
    cell = draft.cell(key)
    return cell.text or None if cell else None


def _wanted(key: str) -> str:
    return _WANTED.get(key, "请补充")


def _f2(draft: Draft) -> None:
    """Number, state and progress are needed; a close request needs its day and its evidence (5.3)."""
    contact_of_head(draft)
    status, progress = draft.fields["status"], draft.text("progress")
    _require(draft, "number")
    _require(draft, "status")
    if status == Status.DONE:
        _done_as_expected(draft)
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


def _done_as_expected(draft: Draft) -> None:
    """``完成时间`` is the day on which what is done was done, where no column of its own says so."""
    if "done_on" not in draft.given and draft.fields["done_on"] is None:
        draft.fields["done_on"] = draft.fields["eta"]


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
        if match.hint:
            draft.say(Code.PROJECT_NOTE, "project_name", draft.cells["project_name"], name or code, reason=match.hint)
    return match.project.code if match.project else None
