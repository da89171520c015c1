"""The forms know people's words; the campaign's own words win."""

from __future__ import annotations

import pytest

from campaign.blanks import is_blank, reports_none
from campaign.forms import F1, F2, FORMS, FormBook, label_key
from campaign.vocabulary import (
    CATEGORIES,
    Status,
    WaitingOn,
    category_written,
    chinese_length,
    infer_category,
    levels_written,
    tier_of_body,
    tiers_of_bodies,
    tiers_written,
)
from campaign.wordings import status_written, waiting_on_written


def test_f1_has_the_seventeen_columns_of_the_annex_and_eight_of_them_are_core() -> None:
    standard = [field for field in F1.fields if not field.extra]
    assert len(standard) == 17
    assert [field.key for field in standard if field.core] == [
        "project_name",
        "category",
        "problem",
        "ask",
        "tier",
        "body",
        "due",
        "contact",
    ]


def test_f2_has_its_thirteen_columns() -> None:
    assert [field.key for field in F2.fields if not field.extra][:2] == ["number", "project_name"]
    assert sum(not field.extra for field in F2.fields) == 13


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_every_standard_label_means_its_own_field(form) -> None:
    labels = FormBook().labels(form.code)
    assert {field.key: labels[label_key(field.label)] for field in form.fields} == {
        field.key: field.key for field in form.fields
    }


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("存 在 问\n题", "problem"),
        ("项目（工程）名称", "project_name"),
        ("项目(工程)名称", "project_name"),
        ("需協調層級", "tier"),
        ("Ｎｏ．", "seq"),
    ],
)
def test_labels_are_compared_without_spaces_width_and_traditional_characters(label: str, key: str) -> None:
    assert FormBook().labels("F1")[label_key(label)] == key


def test_the_campaigns_own_word_wins_over_a_generic_one() -> None:
    book = FormBook({"F1": {"note": ["建议"]}})
    assert book.labels("F1")[label_key("建议")] == "note"
    assert book.labels("F1")[label_key("意见建议")] == "ask"


def test_a_synonym_for_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        FormBook({"F1": {"nonsense": ["x"]}})


@pytest.mark.parametrize(
    ("written", "tiers"),
    [
        ("县级", ("县级",)),
        ("市级以上部门", ("市级",)),
        ("县级、市级", ("县级", "市级")),
        ("部门级→省级", ("部门级", "省级")),
        ("省、市", ("市级", "省级")),
        ("相关部门", ("部门级",)),
        ("尽快", ()),
    ],
)
def test_tiers_in_a_cell(written: str, tiers: tuple[str, ...]) -> None:
    assert tiers_written(written) == tiers


@pytest.mark.parametrize(
    ("name", "tier"),
    [
        ("省林业厅", "省级"),
        ("福建省国土资源厅", "省级"),
        ("泉州市林业局", "市级"),
        ("自然资源部", "国家级"),
        ("县政府", "县级"),
        ("县城市管理局", None),
        ("县市场监督管理局", None),
        ("项目部", None),
    ],
)
def test_the_tier_of_a_superior_body(name: str, tier: str | None) -> None:
    assert tier_of_body(name) == tier


def test_ordinary_words_with_a_province_in_them_name_no_body() -> None:
    assert tiers_of_bodies("全省统一办理，省重点项目用地局部调整") == ()


def test_a_category_is_inferred_from_its_words_and_never_by_default() -> None:
    assert infer_category([("使用林地定额不足", 2)], CATEGORIES) == "用林"
    assert infer_category([("天气不好", 2)], CATEGORIES) is None


def test_several_categories_in_a_cell_come_in_their_order() -> None:
    assert category_written("用林、用地", CATEGORIES) == ("用林", "用地")


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("办理中", Status.WORKING),
        ("已办结", Status.DONE),
        ("已办结（申请销号）", Status.DONE),
        ("未办结", Status.WORKING),
        ("非本部门职责", Status.NOT_OURS),
        ("申请延期", Status.EXTEND),
        ("需提级协调", Status.ESCALATE),
        ("需业主补件", Status.OWNER),
        ("天晴", None),
    ],
)
def test_states_as_units_write_them(written: str, status: Status | None) -> None:
    assert status_written(written) == status


def test_who_holds_the_ball() -> None:
    assert waiting_on_written("中介（环评编制单位）") == WaitingOn.INTERMEDIARY
    assert waiting_on_written("省林业厅") == WaitingOn.SUPERIOR
    assert waiting_on_written("？") is None


def test_small_words() -> None:
    assert is_blank(" — ") and is_blank("暂无") and not is_blank("0")
    assert reports_none("暂无需协调的问题") and not reports_none("无法组卷上报")
    assert levels_written("市、省重点") == ("省", "市")
    assert chinese_length("缺口120亩，未落实") == 6
