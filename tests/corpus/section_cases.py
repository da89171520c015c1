"""Projects that are named in lines of their own, and lists that begin without a header line."""

from __future__ import annotations

from tests.corpus.case import Case, Sheet, drawn
from tests.corpus.lines import A1, A2, P1, P2, rows

_NO_PROJECT = "序号|存在问题|需协调事项|牵头单位|完成时限|联系电话"
_NO_PROJECT_KEYS = "seq problem ask body due contact"
_WITH_PROJECT = "序号|项目名称|存在问题|需协调事项|牵头单位|完成时限|联系电话"


def _bare(number: str, problem: str = P1, ask: str = A1) -> str:
    return f"{number}|{problem}|{ask}|县住建局|6月20日|0597-00001234"


def _blank(number: str, problem: str = P1, ask: str = A1) -> str:
    return f"{number}||{problem}|{ask}|县住建局|6月20日|0597-00001234"


def _of(**projects: str) -> dict[str, dict[str, object]]:
    return {row.strip("r"): {"project_name": name} for row, name in projects.items()}


_FIRST, _SECOND = "青溪水厂扩建工程", "云岭隧道（一期）工程"
_INHERITS = "~category_inferred,project_from_section,tier_inferred"

SECTIONS = [
    drawn(
        "projects only as headings over their rows",
        f"{_NO_PROJECT}\n一、{_FIRST}（省级）|<|<|<|<|<\n{_bare('1')}\n{_bare('2', P2, A2)}\n"
        f"二、{_SECOND}（县级）|<|<|<|<|<\n{_bare('1')}",
        Sheet(
            "F1",
            "1",
            _NO_PROJECT_KEYS,
            f"2-section_row 3{_INHERITS} 4{_INHERITS} 5-section_row 6{_INHERITS}",
            _of(r3=_FIRST, r4=_FIRST, r6=_SECOND),
        ),
        none="column_missing",
    ),
    drawn(
        "projects as headings over rows whose project cell is blank",
        f"{_WITH_PROJECT}\n（一）{_FIRST}||||||\n{_blank('1')}\n"
        f"{_blank('2', P2, A2)}\n（二）{_SECOND}||||||\n{_blank('3')}",
        Sheet(
            "F1",
            "1",
            rows=f"2-section_row 3{_INHERITS} 4{_INHERITS} 5-section_row 6{_INHERITS}",
            fields=_of(r3=_FIRST, r4=_FIRST, r6=_SECOND),
        ),
    ),
    drawn(
        "a serial and a project over rows that count under it",
        f"{_WITH_PROJECT}\n1|{_FIRST}|||||\n{_blank('1.1')}\n{_blank('1.2', P2, A2)}\n"
        f"2|{_SECOND}|||||\n{_blank('2.1')}",
        Sheet(
            "F1",
            "1",
            rows=f"2-section_row 3{_INHERITS} 4{_INHERITS} 5-section_row 6{_INHERITS}",
            fields=_of(r3=_FIRST, r4=_FIRST, r6=_SECOND),
        ),
    ),
    drawn(
        "a project on row 1 with rows 1.1 and 1.2 below it",
        f"{_WITH_PROJECT}\n{_blank('1').replace('||', f'|{_FIRST}|', 1)}\n{_blank('1.1', P2, A2)}\n{_blank('2')}",
        Sheet("F1", "1", rows="2~* 3~category_inferred,project_from_above,tier_inferred 4!*", fields=_of(r3=_FIRST)),
    ),
    drawn(
        "kinds of problems below the heading of a project",
        f"{_NO_PROJECT}\n一、{_FIRST}|<|<|<|<|<\n（一）用地问题|<|<|<|<|<\n{_bare('1')}\n（二）审批问题|<|<|<|<|<\n"
        f"{_bare('2', P2, A2)}",
        Sheet(
            "F1",
            "1",
            rows=f"2-section_row 3-section_row 4{_INHERITS} 5-section_row 6{_INHERITS}",
            fields=_of(r4=_FIRST, r6=_FIRST),
        ),
    ),
    drawn(
        "towns and groups of projects are no projects",
        f"{_WITH_PROJECT}\n一、城厢镇|<|<|<|<|<|<\n{_blank('1')}\n二、在建重点项目|<|<|<|<|<|<\n{_blank('2', P2, A2)}\n"
        f"三、城厢镇项目|<|<|<|<|<|<\n{_blank('3')}",
        Sheet(
            "F1",
            "1",
            rows="2-section_row 3!* 4-section_row 5!* 6-section_row 7!*",
            fields={row: {"project_name": None} for row in ("3", "5", "7")},
        ),
    ),
    drawn(
        "a town ends what the heading of a project says",
        f"{_WITH_PROJECT}\n一、{_FIRST}|<|<|<|<|<|<\n{_blank('1')}\n二、城厢镇|<|<|<|<|<|<\n{_blank('2', P2, A2)}",
        Sheet("F1", "1", rows=f"2-section_row 3{_INHERITS} 4-section_row 5!*", fields=_of(r3=_FIRST)),
    ),
    drawn(
        "a prefilled project that nobody wrote about is no heading",
        f"{_WITH_PROJECT}\n1|{_FIRST}|||||\n2|{_SECOND}|{P1}|{A1}|县住建局|6月20日|0597-00001234",
        Sheet("F1", "1", rows="2-empty_row 3~*", fields=_of(r3=_SECOND)),
    ),
]

_LIST = rows(4)
HEADLESS = [
    drawn(
        "a summary without its header",
        _LIST,
        Sheet(
            "F1",
            keys="seq project_name category problem ask tier body due contact".replace(" ", "? ") + "?",
            rows=" ".join(f"{n}~without_header" for n in range(1, 5)),
            labels=" ".join(f"第{n}列" for n in range(1, 10)),
            fields={"1": {"project_name": "青溪水厂扩建工程", "due": "2018-06-20", "tier": "县级"}},
        ),
        findings="header_missing column_inferred",
    ),
    drawn(
        "the second half of a list",
        rows(3, first=2),
        Sheet("F1", rows=" ".join(f"{n}~without_header" for n in range(1, 4))),
        findings="header_missing",
    ),
    drawn(
        "a list of people without its header",
        "1|王某某|县林业局|13800000000\n2|李某某|县水利局|13900000000\n3|陈某|县住建局|13700000000",
        Sheet(None, labels="第1列 第2列 第3列 第4列", rows="1+ 2+ 3+"),
        findings="header_missing",
    ),
    drawn(
        "numbers and states without a header",
        "GJ2018-0001|办理中|已报送组卷材料，等待省厅审查|6月20日\nGJ2018-0002|已办结|已取得林地批复并完成缴费|6月12日",
        Sheet("F2", keys="number? status? progress? eta?", rows="1~* 2!*"),
        findings="header_missing",
    ),
    drawn(
        "a header in words never seen stays a header",
        "堵在哪|归谁|几时\n扩建用地指标缺口三十二亩|县国土资源局|6月20日\n隧道弃渣场使用林地未报批|县林业局|6月25日",
        Sheet(None, "1", labels="堵在哪 归谁 几时", rows="2+ 3+"),
        none="header_missing",
    ),
]

CASES: list[Case] = [*SECTIONS, *HEADLESS]
