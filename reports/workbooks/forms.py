"""The forms units fill in, already filled in as far as we know: F1 汇总表 with the notice, F2 反馈表 with a handoff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from campaign.campaign import Campaign
from campaign.catalogue import Project
from campaign.directory import Unit
from campaign.forms import F1, F2, Form
from campaign.problem import Problem
from campaign.vocabulary import TIERS, Status, WaitingOn
from reports.views import unit_name, view
from reports.wording import joined, short_day
from reports.workbooks.book import Book, Cell, Column

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

F1_TITLE = f"需协调解决（上报）的{F1.name}"
F2_TITLE = F2.name
CATALOGUE_SHEET = "重点项目目录"

_HEADER_ROW = 3
_BLANK_ROWS = 15
_F1_WIDTHS = {
    "seq": 5,
    "project_name": 18,
    "project_code": 10,
    "level": 6,
    "owner": 14,
    "location": 9,
    "stage_now": 12,
    "node_target": 14,
    "category": 9,
    "matter": 11,
    "problem": 28,
    "ask": 24,
    "tier": 8,
    "body": 12,
    "due": 11,
    "contact": 13,
    "note": 8,
}
_F2_WIDTHS = {
    "number": 13,
    "project_name": 16,
    "problem": 22,
    "unit": 12,
    "due": 11,
    "status": 12,
    "progress": 24,
    "waiting_on": 8,
    "reason_next": 20,
    "eta": 11,
    "done_on": 11,
    "evidence": 18,
    "contact": 12,
}
_CENTRED = frozenset({"seq", "project_code", "level", "category", "tier", "due", "number", "status", "waiting_on"})
_SHOWN = ("number", "project_name", "problem", "unit", "due")
_F2_NOTES = (
    "填表说明：1.白色栏为台账内容，请勿改动；浅黄色栏由填报单位填写。",
    "2.“办理状态”从下拉列表选取；选“办理中”的，须填“当前等待方”和“预计办结日期”。",
    "3.选“已办结（申请销号）”的，须填“办结日期”和“佐证材料名称及文号”，并随邮件附佐证材料；已上报、正在办理、已口头沟通不作为销号依据。",
    "4.超过办理时限或申请延期的，须填“未办结原因及下一步措施”。填好后直接回复来件即可。",
)


def _columns(form: Form, widths: dict[str, int], locked: Iterable[str]) -> list[Column]:
    shown = frozenset(locked)
    return [
        Column(item.label, "center" if item.key in _CENTRED else "text", widths[item.key], locked=item.key in shown)
        for item in form.fields
        if not item.extra
    ]


def _position(form: Form, key: str) -> int:
    return [item.key for item in form.fields if not item.extra].index(key)


def summary_form(campaign: Campaign, unit: Unit) -> bytes:
    """F1 for a unit: an owner finds its projects filled in; everybody finds the catalogue on the second sheet (D22)."""
    book = Book(F1_TITLE)
    own = campaign.catalogue.of_owner(unit.code)
    columns = _columns(F1, _F1_WIDTHS, locked=())
    sheet = book.sheet("汇总表")
    last = len(columns) - 1
    book.title(sheet, 0, last, "附件", "plain")
    book.title(sheet, 1, last, F1_TITLE)
    info = campaign.settings.campaign
    book.title(sheet, 2, last, f"填报单位（盖章）：{unit.name}　　　　填报日期：{info.year}年__月__日", "plain")
    rows = [_own_row(campaign, n, project) for n, project in enumerate(own, 1)]
    rows += [[None] * len(columns)] * _BLANK_ROWS
    plain = [Column(column.label, column.style, column.width) for column in columns]
    end = book.table(sheet, _HEADER_ROW, plain, rows, filters=False, least=34)
    book.title(sheet, end, last, "填报人：　　　　　　联系电话：　　　　　　审核（分管）领导：", "plain")
    _notes(book, sheet, end + 1, last, _numbered(campaign.settings.letters.form_notes))
    projects = own or campaign.catalogue.projects
    catalogue = _catalogue_sheet(campaign, book, projects)
    _choices(sheet, _position(F1, "project_name"), end, source=catalogue)
    _choices(sheet, _position(F1, "category"), end, source=list(campaign.categories))
    _choices(sheet, _position(F1, "tier"), end, source=list(TIERS))
    sheet.activate()
    return book.bytes()


def carried_form(campaign: Campaign, problems: Sequence[Problem]) -> bytes:
    """F1 with what a unit has carried over: mailed to the next campaign's mailbox, it is that campaign's return (D50).

    Its rows get new numbers there; 备注 keeps where each came from: ``上期结转 GJ2018-0012``.
    """
    book = Book(F1_TITLE)
    columns = [Column(column.label, column.style, column.width) for column in _columns(F1, _F1_WIDTHS, locked=())]
    sheet = book.sheet("汇总表")
    last = len(columns) - 1
    book.title(sheet, 0, last, F1_TITLE)
    book.title(sheet, 1, last, f"（{campaign.settings.campaign.title}结转）", "plain")
    rows = [_carried_row(campaign, n, problem) for n, problem in enumerate(problems, 1)]
    book.table(sheet, 2, columns, rows, filters=False, least=34)
    return book.bytes()


def _carried_row(campaign: Campaign, serial: int, problem: Problem) -> list[Cell]:
    report, project = problem.report, campaign.catalogue.by_code.get(problem.project_code or "")
    known: dict[str, Cell] = {
        "seq": serial,
        "project_name": project.name if project else report.project_name,
        "project_code": problem.project_code,
        "level": joined(project.levels) if project else "",
        "owner": unit_name(campaign, project.owner) or project.owner_text if project else "",
        "location": project.location if project else "",
        "category": problem.category,
        "matter": report.matter,
        "problem": report.problem,
        "ask": report.ask or problem.next_step,
        "tier": problem.tier,
        "body": unit_name(campaign, problem.responsible) or joined(report.bodies),
        "due": problem.next_date,
        "contact": report.contact,
        "note": f"上期结转 {problem.number}",
    }
    return [known.get(item.key) for item in F1.fields if not item.extra]


def _own_row(campaign: Campaign, serial: int, project: Project) -> list[Cell]:
    known: dict[str, Cell] = {
        "seq": serial,
        "project_name": project.name,
        "project_code": project.code,
        "level": joined(project.levels),
        "owner": unit_name(campaign, project.owner) or project.owner_text,
        "location": project.location,
        "node_target": node_target(campaign, project),
    }
    return [known.get(item.key) for item in F1.fields if not item.extra]


def node_target(campaign: Campaign, project: Project) -> str:
    """Nodes of the project that fall due by the campaign's end and are not done: ``6月15日前完成用地预审`` (D23)."""
    end = campaign.settings.campaign.ends
    nodes = [n for n in campaign.catalogue.nodes_of(project.code) if n.due and n.due <= end and n.done_on is None]
    return "；".join(f"{short_day(node.due)}前完成{node.name}" for node in nodes)


def _catalogue_sheet(campaign: Campaign, book: Book, projects: Sequence[Project]) -> str:
    """The second sheet; the range of its project names, for the drop-down."""
    columns = [
        Column("项目编号", "center", 13),
        Column("项目名称", "text", 34),
        Column("项目级别", "center", 9),
        Column("项目业主", "text", 30),
        Column("建设地点", "text", 18),
        Column("节点计划目标", "text", 40),
    ]
    rows = [
        [
            project.code,
            project.name,
            joined(project.levels),
            unit_name(campaign, project.owner) or project.owner_text,
            project.location,
            node_target(campaign, project),
        ]
        for project in projects
    ]
    sheet = book.sheet(CATALOGUE_SHEET)
    book.title(sheet, 0, len(columns) - 1, f"{CATALOGUE_SHEET}（共{len(projects)}个项目）")
    end = book.table(sheet, 1, columns, rows)
    return f"='{CATALOGUE_SHEET}'!$B$3:$B${max(3, end)}"


def _choices(sheet: Worksheet, column: int, end: int, *, source: str | list[str]) -> None:
    """A drop-down that advises and does not forbid: what people write otherwise is understood too."""
    rule = {"validate": "list", "source": source, "error_type": "information", "ignore_blank": True}
    sheet.data_validation(_HEADER_ROW + 1, column, end - 1, column, rule)


def _numbered(notes: Sequence[str]) -> list[str]:
    lines = [f"{n}.{note}" for n, note in enumerate(notes, 1)]
    return [f"填表说明：{lines[0]}", *lines[1:]] if lines else []


def _notes(book: Book, sheet: Worksheet, row: int, last: int, notes: Sequence[str]) -> None:
    for offset, note in enumerate(notes):
        book.title(sheet, row + offset, last, note, "note")


def feedback_sheet(campaign: Campaign, unit: Unit, problems: Sequence[Problem], now: datetime) -> bytes:
    """F2 for a unit with its numbers: what is shown is locked, what is asked is open (forms.md 5.3)."""
    book = Book(F2_TITLE)
    columns = _columns(F2, _F2_WIDTHS, locked=_SHOWN)
    sheet = book.sheet("反馈表")
    last = len(columns) - 1
    info = campaign.settings.campaign
    book.title(sheet, 0, last, f"{info.title}", "plain")
    book.title(sheet, 1, last, F2_TITLE)
    book.title(sheet, 2, last, f"填报单位（盖章）：{unit.name}　　　　填报日期：{info.year}年__月__日", "plain")
    rows = [_feedback_row(campaign, p, now) for p in problems]
    end = book.table(sheet, _HEADER_ROW, columns, rows, least=34)
    _notes(book, sheet, end, last, _F2_NOTES)
    _choices(sheet, _position(F2, "status"), end, source=[status.value for status in Status])
    _choices(sheet, _position(F2, "waiting_on"), end, source=[holder.value for holder in WaitingOn])
    allowed = ("format_cells", "format_columns", "format_rows", "autofilter", "sort")
    sheet.protect("", dict.fromkeys(allowed, True))
    return book.bytes()


def _feedback_row(campaign: Campaign, problem: Problem, now: datetime) -> list[Cell]:
    item = view(campaign, problem, now)
    shown: list[Cell] = [item.number, item.project, item.gist, item.unit, problem.due]
    return [*shown, *([None] * (len(_F2_WIDTHS) - len(shown)))]
