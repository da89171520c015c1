"""Which differences of words make two problems, and which do not."""

from __future__ import annotations

import pytest

from campaign.likeness import Neighbours, rewording
from campaign.marks import marks, told_apart


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("使用林地面积11.2公顷，林地定额不足", "使用林地面积12.4公顷，林地定额缺口较大"),
        ("预算送财政评审中心已32个工作日，一直没有出结果", "预算送财政评审中心已36个工作日，还是没有出结果"),
        ("送水泵房设备招标两次流标", "送水泵房设备采购招标已经流标两次，拟变更招标方式"),
        ("用地预审意见尚未取得，影响可研批复", "目前用地预审意见仍未取得，影响可研批复"),
    ],
)
def test_a_text_that_says_how_things_stand_now_is_a_rewording(old: str, new: str) -> None:
    assert rewording(old, new) >= 0.6
    assert rewording(new, old) == rewording(old, new)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("监理招标公告没有挂网", "施工招标公告没有挂网"),
        ("预算送财政评审中心已32个工作日，一直没有出结果", "医技楼预算送财政评审中心已20个工作日，一直没有出结果"),
        ("市级福彩公益金未到位", "省级福彩公益金未到位"),
        ("集电线路35kV电缆穿村路由没定", "集电线路35kV电缆穿河路由没定"),
        ("用地预审尚未批复，影响开工", "用地报批尚未批复，影响开工"),
        ("一期用地指标没有落实", "二期用地指标没有落实"),
    ],
)
def test_a_text_about_another_thing_is_none_however_alike(one: str, other: str) -> None:
    assert rewording(one, other) == 0


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("第二标段尚未招标", "标段", "2"),
        ("Ⅱ标段", "标段", "2"),
        ("三期工程用地", "期", "3"),
        ("K12+300处", "桩号", "12+300"),
        ("东岭镇2户", "镇", "东岭"),
        ("3#厂房", "号", "3"),
        ("隧道左洞", "方位", "左"),
    ],
)
def test_marks_are_found_as_people_write_them(text: str, kind: str, value: str) -> None:
    assert value in marks(text)[kind]


@pytest.mark.parametrize("text", ["按照国家标准执行", "施工工期仅余两个月", "2018年6月8日前", "闽国土资〔2018〕3号文"])
def test_other_words_are_no_marks(text: str) -> None:
    assert not set(marks(text)) - {"方位"}


def test_more_marks_than_before_do_not_tell_apart() -> None:
    assert not told_apart("1号地块未交付", "1号、2号地块未交付")
    assert told_apart("1号地块未交付", "2号地块未交付")


def test_the_nearest_text_shares_what_is_rare() -> None:
    near = Neighbours([(1, "用地指标尚未落实"), (2, "用地预审尚未批复"), (3, "坟墓尚未迁移")]).near("尚有坟墓没有迁")
    assert near[0][0] == 3
