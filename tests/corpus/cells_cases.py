"""Cells: dates, tiers, units, telephones, several problems in one, and texts as people type them (forms.md 5.6)."""

from __future__ import annotations

from tests.corpus.case import Case, Sheet
from tests.corpus.lines import HEADER, KEYS, row
from tests.corpus.sheets import xlsx

#: written → (ISO date or None, codes), one row each, dates without a year being of 2018 and 月底 of June
DATES: dict[str, tuple[str | None, str]] = {
    "2018/6/20": ("2018-06-20", ""),
    "2018-6-20": ("2018-06-20", ""),
    "2018.6.20": ("2018-06-20", ""),
    "2018.06.20": ("2018-06-20", ""),
    "2018。6。20": (None, "date_invalid"),
    "2018年6月20日": ("2018-06-20", ""),
    "2018年06月20日": ("2018-06-20", ""),
    "二〇一八年六月二十日": ("2018-06-20", ""),
    "2018,6,20": ("2018-06-20", ""),
    "2018、6、20": ("2018-06-20", ""),
    "20180620": ("2018-06-20", ""),
    "18.6.20": ("2018-06-20", ""),
    "6.20": ("2018-06-20", ""),
    "6/20": ("2018-06-20", ""),
    "6-20": ("2018-06-20", ""),
    "6月20日": ("2018-06-20", ""),
    "6月20号": ("2018-06-20", ""),
    "６月２０日": ("2018-06-20", ""),
    "六月二十日": ("2018-06-20", ""),
    "6 月 20 日": ("2018-06-20", ""),
    "6月20日前": ("2018-06-20", ""),
    "6月20日之前完成": ("2018-06-20", ""),
    "于6月20日前办结": ("2018-06-20", ""),
    "2018年6月": ("2018-06-30", ""),
    "2018-06": ("2018-06-30", ""),
    "6月": ("2018-06-30", ""),
    "6月份": ("2018-06-30", ""),
    "6月底": ("2018-06-30", ""),
    "6月底前完成批复": ("2018-06-30", ""),
    "6月底前": ("2018-06-30", ""),
    "6月中旬": ("2018-06-20", ""),
    "6月上旬": ("2018-06-10", ""),
    "6月下旬": ("2018-06-30", ""),
    "月底": ("2018-06-30", ""),
    "本月底": ("2018-06-30", ""),
    "二季度": ("2018-06-30", ""),
    "第三季度": ("2018-09-30", ""),
    "上半年": ("2018-06-30", ""),
    "年底": ("2018-12-31", ""),
    "年底前": ("2018-12-31", ""),
    "2018年底": ("2018-12-31", ""),
    "#43271": ("2018-06-20", ""),
    "43271": ("2018-06-20", ""),
    "#43271.5": ("2018-06-20", ""),
    "@2018-06-20": ("2018-06-20", ""),
    "2018-06-20 00:00:00": ("2018-06-20", ""),
    "2018年6月20日 17:30": ("2018-06-20", ""),
    "6月20日18时": ("2018-06-20", ""),
    "#6.15": ("2018-06-15", ""),
    "#6.2": (None, "date_ambiguous"),
    "6.31": (None, "date_invalid"),
    "2018年2月30日": (None, "date_invalid"),
    "13月1日": (None, "date_invalid"),
    "3.5亩": (None, "date_invalid"),
    "5个工作日": (None, "date_words"),
    "2017年6月20日": ("2017-06-20", "date_year"),
    "@2019-06-20": ("2019-06-20", "date_year"),
    "尽快": (None, "date_words"),
    "立即": (None, "date_words"),
    "待定": (None, "date_words"),
    "长期": (None, "date_words"),
    "/": (None, "date_words"),
    "—": (None, "date_words"),
    "": (None, "due_default"),
    "6月20日至25日": ("2018-06-25", ""),
    "6月15日-6月20日": ("2018-06-20", ""),
    "2018.6.15-2018.6.20": ("2018-06-20", ""),
    "大约6月20日": ("2018-06-20", ""),
    "6月20日左右": ("2018-06-20", ""),
}

#: written → (tier, codes) where the body is the county's own and the ask names no superior
TIERS: dict[str, tuple[str | None, str]] = {
    "部门级": ("部门级", ""),
    "部门": ("部门级", ""),
    "县级": ("县级", ""),
    "县": ("县级", ""),
    "市级": ("市级", ""),
    "市级以上": ("市级", ""),
    "省级": ("省级", ""),
    "国家级": ("国家级", ""),
    "国家": ("国家级", ""),
    "县、市": ("市级", ""),
    "县级、市级": ("市级", ""),
    "市/省": ("省级", ""),
    "市級": ("市级", ""),
    "省　级": ("省级", ""),
    "省林业厅": ("省级", ""),
    "☑县级 □市级 □省级": ("县级", ""),
    "□县级  √市级  □省级": ("市级", ""),
    "县级□ 市级☑ 省级□": ("市级", ""),
    "县级（√）市级（□）": ("县级", ""),
    "市级（√）": ("市级", ""),
    "□县级 □市级": ("部门级", "tier_inferred"),
    "": ("部门级", "tier_inferred"),
    "很难": (None, "tier_unknown"),
}

#: written → (digits, codes)
PHONES: dict[str, tuple[list[str] | None, str]] = {
    "工程股 13800000000": (["13800000000"], ""),
    "工程股13800000000": (["13800000000"], ""),
    "工程股，138 0000 0000": (["13800000000"], ""),
    "工程股 138-0000-0000": (["13800000000"], ""),
    "工程股 １３８０００００００００": (None, "phone_odd"),
    "工程股 １３８００００００００": (["13800000000"], ""),
    "工程股 +86 13800000000": (["13800000000"], ""),
    "工程股（13800000000）": (["13800000000"], ""),
    "工程股 0597-00001234": (["059700001234"], ""),
    "工程股 （0597）00001234": (["059700001234"], ""),
    "工程股 00001234": (["00001234"], ""),
    "工程股 0597-00001234 / 13800000000": (["059700001234", "13800000000"], ""),
    "甲股 13800000000、乙股 13900000000": (["13800000000", "13900000000"], ""),
    "13800000000⏎13900000000": (["13800000000", "13900000000"], ""),
    "13800000000/13900000000": (["13800000000", "13900000000"], ""),
    "#13800000000": (["13800000000"], ""),
    "#13800000000.0": (["13800000000"], ""),
    "1.38E+10": (None, "phone_lost"),
    "1.3800000000E+10": (["13800000000"], ""),
    "1380000000": (None, "phone_odd"),
    "工程股": (None, "phone_missing"),
}

#: written → names, the lead first
BODIES: dict[str, list[str]] = {
    "县林业局": ["县林业局"],
    "县林业局、县水利局": ["县林业局", "县水利局"],
    "县林业局，县水利局": ["县林业局", "县水利局"],
    "县林业局/县水利局": ["县林业局", "县水利局"],
    "县林业局⏎县水利局": ["县林业局", "县水利局"],
    "县林业局 县水利局": ["县林业局", "县水利局"],
    "县林业局和县水利局": ["县林业局", "县水利局"],
    "县林业局及县水利局": ["县林业局", "县水利局"],
    "县发展和改革局": ["县发展和改革局"],
    "县海洋与渔业局、县林业局": ["县海洋与渔业局", "县林业局"],
    "县水利局（配合）、县林业局（牵头）": ["县林业局", "县水利局"],
    "牵头：县林业局；配合：县水利局": ["县林业局", "县水利局"],
    "县国土资源局→省国土资源厅": ["县国土资源局", "省国土资源厅"],
}

#: problem cell → the texts it is split into
SPLITS: dict[str, list[str]] = {
    "1.用地指标缺口三十二亩未能组卷；⏎2.使用林地手续尚未报批；⏎3.取水许可尚未受理。": [
        "用地指标缺口三十二亩未能组卷",
        "使用林地手续尚未报批",
        "取水许可尚未受理。",
    ],
    "1、用地指标缺口三十二亩未能组卷⏎2、使用林地手续尚未报批审核": [
        "用地指标缺口三十二亩未能组卷",
        "使用林地手续尚未报批审核",
    ],
    "（1）用地指标缺口三十二亩未能组卷⏎（2）使用林地手续尚未报批审核": [
        "用地指标缺口三十二亩未能组卷",
        "使用林地手续尚未报批审核",
    ],
    "①用地指标缺口三十二亩未能组卷；②使用林地手续尚未报批审核": [
        "用地指标缺口三十二亩未能组卷",
        "使用林地手续尚未报批审核",
    ],
    "一是用地指标缺口三十二亩未能组卷；二是使用林地手续尚未报批审核。": [
        "用地指标缺口三十二亩未能组卷",
        "使用林地手续尚未报批审核。",
    ],
    "一、用地指标缺口三十二亩未能组卷⏎二、使用林地手续尚未报批审核": [
        "用地指标缺口三十二亩未能组卷",
        "使用林地手续尚未报批审核",
    ],
    "存在以下问题：1.用地指标缺口三十二亩未能组卷；2.使用林地手续尚未报批审核": [
        "用地指标缺口三十二亩未能组卷",
        "使用林地手续尚未报批审核",
    ],
    "１．用地指标缺口三十二亩未能组卷⏎２．使用林地手续尚未报批审核": [
        "用地指标缺口三十二亩未能组卷",
        "使用林地手续尚未报批审核",
    ],
    "1）用地指标缺口三十二亩未能组卷⏎2）使用林地手续尚未报批审核": [
        "用地指标缺口三十二亩未能组卷",
        "使用林地手续尚未报批审核",
    ],
    "第一，用地指标缺口三十二亩未能组卷；第二，使用林地手续尚未报批审核": [
        "用地指标缺口三十二亩未能组卷",
        "使用林地手续尚未报批审核",
    ],
    "用地指标缺口3.2公顷，其中1.5公顷为耕地，2.1公顷为林地": ["用地指标缺口3.2公顷，其中1.5公顷为耕地，2.1公顷为林地"],
    "1.用地指标缺口三十二亩，未能组卷上报": ["1.用地指标缺口三十二亩，未能组卷上报"],
    "项目分1、2号两个地块，均未取得用地预审意见": ["项目分1、2号两个地块，均未取得用地预审意见"],
}


def _column(name: str, key: str, expected: dict[str, dict[str, object]], codes: list[str], **fixed: str) -> Case:
    """One file for every way to write a cell: the row under the header, and what is read in it."""
    (written,) = expected
    mark = "+" if not codes[0] else "!" if codes[0] in ("tier_unknown",) else "~"
    drawing = f"{HEADER}\n{row(1, **{**fixed, key: written})}"
    sheet = Sheet("F1", "1", KEYS, f"2{mark}{codes[0]}", fields={"2": expected[written]})
    return Case(f"{name} {written!r}", lambda: xlsx(drawing), (sheet,))


def _split(written: str, parts: list[str]) -> Case:
    drawing = f"{HEADER}\n{row(1, problem=written)}"
    if len(parts) == 1:
        return Case(f"one problem {written!r}", lambda: xlsx(drawing), (Sheet("F1", "1", KEYS, "2+*"),))
    rows = " ".join(f"2/{n}+problems_split" for n in range(1, len(parts) + 1))
    fields: dict[str, dict[str, object]] = {
        f"2/{n}": {"problem": text, "seq": f"1-{n}"} for n, text in enumerate(parts, 1)
    }
    shown = rows if all(len(text) >= 10 for text in parts) else None
    return Case(f"split {written!r}", lambda: xlsx(drawing), (Sheet("F1", "1", KEYS, shown, fields=fields),))


def _row(name: str, changes: dict[str, str], rows: str, **fields: object) -> Case:
    drawing = f"{HEADER}\n{row(1, **changes)}"
    return Case(name, lambda: xlsx(drawing), (Sheet("F1", "1", KEYS, rows, fields={"2": fields}),))


CASES = [
    *(_column("due", "due", {text: {"due": day}}, [code]) for text, (day, code) in DATES.items()),
    *(_column("tier", "tier", {text: {"tier": tier}}, [code]) for text, (tier, code) in TIERS.items()),
    *(_column("contact", "contact", {t: {"contact_phones": n}}, [code]) for t, (n, code) in PHONES.items()),
    *(_column("body", "body", {text: {"body": names}}, [""]) for text, names in BODIES.items()),
    *(_split(text, parts) for text, parts in SPLITS.items()),
    _row("a category inferred from the problem", {"category": ""}, "2~category_inferred", category="用地"),
    _row("two categories", {"category": "用地、用林"}, "2~category_several", category="用地"),
    _row("a category in other words", {"category": "土地"}, "2~category_inferred", category="用地"),
    _row("其它 is 其他", {"category": "其它"}, "2+", category="其他"),
    _row("a category ticked", {"category": "□用林 ☑用地 □环评"}, "2+", category="用地"),
    _row("a problem too short", {"problem": "用地问题"}, "2!problem_too_short"),
    _row("a problem that points elsewhere", {"problem": "详见附件"}, "2!problem_vague"),
    _row(
        "the ask says the problem again", {"ask": "扩建用地指标缺口三十二亩，未能组卷上报。"}, "2~ask_repeats_problem"
    ),
    _row("a missing ask", {"ask": ""}, "2!missing", ask=None),
    _row("marks for nothing", {"ask": "/", "body": "——"}, "2!missing", ask=None, body=None),
    _row("a tier inferred from the ask", {"tier": "", "ask": "请省林业厅追加林地定额"}, "2~tier_inferred", tier="省级"),
    _row("traditional characters", {"category": "用地", "body": "縣國土資源局"}, "2+", body=["縣國土資源局"]),
    _row("ideographic blanks", {"project_name": "青溪　水厂"}, "2+", project_name="青溪 水厂"),
    _row("numbers with units stay text", {"problem": "项目用地约86亩，其中耕地3.5公顷未落实占补"}, "2+"),
    Case(
        "several problems with as many asks",
        lambda: xlsx(
            f"{HEADER}\n"
            + row(
                1,
                problem="1.用地指标缺口三十二亩未能组卷⏎2.使用林地手续尚未报批审核",
                ask="1.请国土局调剂指标⏎2.请林业局加快审核",
            )
        ),
        (
            Sheet(
                "F1",
                rows="2/1+* 2/2+*",
                fields={"2/1": {"ask": "请国土局调剂指标"}, "2/2": {"ask": "请林业局加快审核"}},
            ),
        ),
    ),
]
