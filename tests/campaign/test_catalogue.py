"""How a written project name finds its project (D10, D22, forms.md 5.1 rows 2 and 3)."""

from __future__ import annotations

import pytest

from campaign.catalogue import Catalogue, Node, Project
from campaign.project_names import Naming

ROAD = Project(code="市2018-08", name="斗尾疏港路延伸段工程", owner="B08", aliases=("斗尾港疏港公路延伸段",))
BASE = Project(code="省2018-05", name="雕艺文化创意产业基地二期", owner="B07")
PIPES = Project(code="县2018-05", name="惠东园区污水管网二期", owner="B12")
SEWERS = Project(code="县2018-23", name="惠东园区污水管网三期", owner="B12")
SQUARE = Project(code="县2018-24", name="镇区广场改造（一标段）", owner="B08")
SCHOOL_A = Project(code="县2018-30", name="中心小学教学楼", owner="B09")
SCHOOL_B = Project(code="县2018-31", name="中心小学教学楼工程", owner="B09")
CLINIC = Project(code="县2018-32", name="净峰卫生院迁建工程", owner="B10")
CATALOGUE = Catalogue(
    (ROAD, BASE, PIPES, SEWERS, SQUARE, SCHOOL_A, SCHOOL_B, CLINIC),
    (Node("市2018-08", 1, "可研(核准)"), Node("省2018-05", 1, "用地批复"), Node("市2018-08", 2, "用地预审")),
    Naming(county="惠安县", places=frozenset({"净峰", "东岭", "东桥"})),
)


@pytest.mark.parametrize(
    ("written", "project", "how"),
    [
        ("斗尾疏港路延伸段工程", ROAD, "exact"),
        (" 斗尾疏港路\n延伸段 工程", ROAD, "exact"),
        ("斗尾港疏港公路延伸段", ROAD, "alias"),
        ("斗尾疏港路延伸段", ROAD, "normalised"),
        ("斗尾疏港路延伸段建设项目", ROAD, "normalised"),
        ("“斗尾疏港路延伸段”", ROAD, "normalised"),
        ("雕艺文化创意产业基地（二期）", BASE, "normalised"),
        ("雕艺文化创意产业基地(2期)工程", BASE, "normalised"),
        ("雕艺文化创意产业基地第Ⅱ期", BASE, "normalised"),
        ("惠东园区污水管网（三期）", SEWERS, "normalised"),
        ("惠東園區污水管網三期", SEWERS, "normalised"),
        ("关于斗尾疏港路延伸段工程的有关问题", ROAD, "normalised"),
        ("惠安县斗尾疏港路延伸段", ROAD, "normalised"),
        ("净峰镇卫生院迁建", CLINIC, "normalised"),
        ("镇区广场改造1标段", SQUARE, "normalised"),
    ],
)
def test_a_name_that_is_the_same_but_for_its_writing_is_found(written: str, project: Project, how: str) -> None:
    match = CATALOGUE.match(written)
    assert (match.project, match.how, match.note) == (project, how, None)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("东岭农贸市场改造", "it is not in the catalogue"),
        ("雕艺文化创意产业基地", "its 期 is missing"),
        ("雕艺文化创意产业基地（一期）", "it is another 期"),
        ("镇区广场改造（二标段）", "it is another 标段"),
        ("斗尾疏港路延伸", "nobody says whose project it is"),
        ("", "nothing is written"),
        ("工程", "nothing is left of it"),
    ],
)
def test_a_name_is_never_guessed(written: str, why: str) -> None:
    assert CATALOGUE.match(written).project is None, why


@pytest.mark.parametrize("written", ["斗尾疏港路延伸", "斗尾疏港延伸段工程", "斗尾疏港路路延伸段"])
def test_the_owner_s_own_project_is_found_in_spite_of_a_slip_of_the_pen(written: str) -> None:
    match = CATALOGUE.match(written, owner="B08")
    assert (match.project, match.how) == (ROAD, "fuzzy")
    assert match.note == f"项目名称“{written}”按目录内“斗尾疏港路延伸段工程”（市2018-08）登记，如有不符请更正"


@pytest.mark.parametrize(
    ("written", "owner", "why"),
    [
        ("斗尾疏港路延伸", None, "nobody says whose it is"),
        ("斗尾疏港路延伸", "B01", "it is another owner's"),
        ("斗尾疏岗路延伸段", "B08", "a different character may be a different place"),
        ("惠东园区污水管", "B12", "the 期 is missing"),
        ("惠东园区水管网（四期）", "B12", "it is another 期"),
        ("镇区广改造（二标段）", "B08", "it is another 标段"),
        ("净峰卫生院东迁建工程", "B10", "a side is named that the catalogue's has not"),
        ("东岭卫生院迁建工程", "B10", "it is another town's"),
        ("卫生院迁建工程", "B10", "the town is missing"),
        ("中心小学教学", "B09", "two projects are equally like it"),
    ],
)
def test_what_may_be_another_project_is_never_taken_for_it(written: str, owner: str | None, why: str) -> None:
    assert CATALOGUE.match(written, owner=owner).project is None, why


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("雕艺文化创意产业基地", BASE),
        ("斗尾疏岗路延伸段", ROAD),
        ("疏港路延伸", ROAD),
        ("净峰卫生院", CLINIC),
        ("惠东污水管网（三期）", SEWERS),
    ],
)
def test_what_may_be_meant_is_proposed_likest_first(written: str, first: Project) -> None:
    candidates = CATALOGUE.match(written).candidates
    assert candidates[0].project is first
    assert len(candidates) <= 3
    assert [one.score for one in candidates] == sorted((one.score for one in candidates), reverse=True)


def test_the_sender_is_told_which_projects_may_be_meant() -> None:
    assert CATALOGUE.match("斗尾疏岗路延伸段").hint == (
        "项目名称与目录内“斗尾疏港路延伸段工程”（市2018-08）相近，如系同一项目，请更正名称或填写项目编号"
    )


def test_nothing_is_proposed_for_a_name_like_no_other() -> None:
    assert CATALOGUE.match("烈士陵园修缮").candidates == ()
    assert CATALOGUE.match("烈士陵园修缮").hint is None


@pytest.mark.parametrize("code", ["市2018-08", "市2018-8", "市２０１８—０８", " 市2018－08 "])
def test_a_code_alone_is_enough_however_its_dash_and_digits_are_typed(code: str) -> None:
    match = CATALOGUE.match("", code)
    assert (match.project, match.how) == (ROAD, "code")


def test_a_code_that_agrees_with_the_name_changes_nothing() -> None:
    assert CATALOGUE.match("斗尾疏港路延伸段", "市2018-08").how == "normalised"


def test_a_code_that_contradicts_the_name_is_a_question() -> None:
    match = CATALOGUE.match("雕艺文化创意产业基地二期", "市2018-08")
    assert match.project is None
    assert (
        match.note
        == "目录内“市2018-08”为“斗尾疏港路延伸段工程”，与所填项目名称“雕艺文化创意产业基地二期”不一致，请核对"
    )


def test_of_a_code_and_a_name_that_contradict_each_other_both_are_proposed() -> None:
    match = CATALOGUE.match("雕艺文化创意产业基地二期", "市2018-08")
    assert [one.project for one in match.candidates] == [ROAD, BASE]


def test_a_code_outside_the_catalogue_is_a_question_even_if_the_name_is_known() -> None:
    match = CATALOGUE.match("斗尾疏港路延伸段工程", "市2018-99")
    assert match.project is None
    assert match.note == "项目编号“市2018-99”不在重点项目目录内，请核对项目编号和项目名称"


def test_a_name_that_could_be_two_projects_asks_for_the_code_and_is_settled_by_it() -> None:
    asked = CATALOGUE.match("中心小学教学楼项目")
    assert asked.project is None
    assert asked.note is not None and "请写明项目编号" in asked.note
    assert [one.project for one in asked.candidates] == [SCHOOL_A, SCHOOL_B]
    assert CATALOGUE.match("中心小学教学楼项目", "县2018-31").project is SCHOOL_B


def test_owners_and_nodes_are_looked_up_in_their_order() -> None:
    assert CATALOGUE.of_owner("B12") == (PIPES, SEWERS)
    assert CATALOGUE.of_owner("A01") == ()
    assert [node.name for node in CATALOGUE.nodes_of("市2018-08")] == ["可研(核准)", "用地预审"]
