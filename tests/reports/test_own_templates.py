"""An office's own templates: in place of ours where they are sound, never at the cost of a letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaign.letters import Letter
from campaign.templates import Templates
from reports.letters.notices import notice
from reports.rendering import TEMPLATES, render
from reports.template_trial import template_faults
from tests.reports.sample import at, campaign

CONTEXT = {"plan": "方案", "form": "汇总表", "deadline": "6月8日18:00"}


def own(**files: str | bytes) -> Templates:
    """Files by name, ``M01_subject_txt=…``; the frame of all letters is called ``base_body_txt``."""
    found = {}
    for name, text in files.items():
        kind, part, ending = name.split("_")
        path = f"{'_base' if kind == 'base' else kind}/{part}.{ending}"
        found[path] = text if isinstance(text, bytes) else text.encode()
    return Templates(found)


def notice_with(templates: Templates) -> Letter:
    changed = replace(campaign(), templates=templates)
    return notice(changed, changed.should_report()[0], at("06-05 10:00"))


def test_one_file_replaces_one_text_and_the_others_stay_as_they_are() -> None:
    plain, letter = notice_with(Templates()), notice_with(own(M01_subject_txt="请于{{ deadline }}前报送"))
    assert (letter.subject, letter.fault) == ("请于6月8日18:00前报送", None)
    assert (letter.text, letter.html) == (plain.text, plain.html)


def test_the_frame_of_all_letters_can_be_changed_in_one_place() -> None:
    letter = notice_with(own(base_body_txt="【{{ frame.title }}】{% block body %}{% endblock %}"))
    assert letter.text.startswith("【惠安县")
    assert "填报" in letter.text


def test_a_file_saved_by_notepad_is_read_without_its_mark() -> None:
    letter = notice_with(own(M01_subject_txt="﻿请报送\r\n".encode()))
    assert letter.subject == "请报送"


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("{{ frame.prefix }}\n{{ deadlin }}", "templates/M01/subject.txt, line 2: 'deadlin' is undefined"),
        ("{% if form %}", "templates/M01/subject.txt, line 1: Unexpected end of template"),
        ("{% include 'M01/nix.txt' %}", "templates/M01/subject.txt, line 1: there is no template M01/nix.txt"),
        ("{{ form + 1 }}", "templates/M01/subject.txt, line 1: TypeError"),
        ("{{ form.__class__ }}", "templates/M01/subject.txt, line 1: access to attribute '__class__'"),
        ("{% include 'M01/subject.txt' %}", "templates/M01/subject.txt, line 1: RecursionError"),
        ("请报送问题".encode("gbk"), "templates/M01/subject.txt, line 1: not UTF-8"),
        (" \n", "templates/M01/subject.txt gives no text"),
    ],
)
def test_a_broken_one_leaves_the_letter_in_the_built_in_words(broken: str | bytes, told: str) -> None:
    letter, plain = notice_with(own(M01_subject_txt=broken)), notice_with(Templates())
    assert replace(letter, fault=None) == plain
    assert letter.fault is not None
    assert told in letter.fault


def test_text_from_outside_is_never_carried_out_as_a_template() -> None:
    templates = own(M01_subject_txt="{{ deadline }}", M01_body_txt="{{ form }}", M01_body_html="<p>{{ form }}</p>")
    made = render(templates, "M01", {**CONTEXT, "form": "{{ 7 * 7 }}<b>", "deadline": "{% raw %}"})
    assert (made.subject, made.text) == ("{% raw %}", "{{ 7 * 7 }}<b>\n")
    assert "{{ 7 * 7 }}&lt;b&gt;" in made.html


def faults(templates: Templates) -> list[str]:
    return list(template_faults(templates))


def test_the_built_in_templates_as_own_ones_are_sound() -> None:
    names = [path for path in TEMPLATES.rglob("*") if path.is_file()]
    assert faults(Templates({path.relative_to(TEMPLATES).as_posix(): path.read_bytes() for path in names})) == []


def test_a_mistake_in_a_branch_that_is_seldom_taken_is_found() -> None:
    text = "{% if zero_reports %}\n{% if not on_duty %}{{ frame.phon }}{% endif %}{% endif %}"
    (told,) = faults(own(M01_body_txt=text))
    assert told.startswith("templates/M01/body.txt, line 2: frame has no phon; it has addressee, attachments,")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ n or nix }}", "line 1: 'nix' is undefined"),
        ("{{ 'a' if n else nix }}", "line 1: 'nix' is undefined"),
        ("{% for one in waiting %}{{ one.subjekt }}{% endfor %}", "waiting[] has no subjekt"),
        ("{{ waiting | map(attribute='subjekt') | join }}", "waiting[] has no subjekt"),
        ("{% for one in rate %}{{ one }}{% endfor %}", "rate is no list here"),
        ("{{ rate | nix }}", "No filter named 'nix'"),
        ("{% from '_base/macros.txt' import nix %}{{ nix() }}", "does not export the requested name"),
    ],
)
def test_what_a_letter_does_not_know_is_told_with_its_place(text: str, told: str) -> None:
    (fault,) = faults(own(M07_body_txt=text))
    assert fault.startswith("templates/M07/body.txt, line 1: ")
    assert told in fault


def test_all_files_are_told_of_at_once() -> None:
    told = faults(own(M01_subject_txt="{{ a }}", M01_body_txt="{{ b }}", M03_subject_txt="{{ c }}"))
    assert [fault.partition(",")[0][10:] for fault in told] == ["M01/subject.txt", "M01/body.txt", "M03/subject.txt"]


def test_a_broken_frame_is_told_once_and_not_for_every_letter() -> None:
    assert faults(own(base_body_txt="{{ frame.nix }}{% block body %}{% endblock %}"))[1:] == []


def test_a_file_that_no_letter_uses_is_told() -> None:
    (told,) = faults(own(M1_subject_txt="通知"))
    assert told.startswith("templates/M1/subject.txt: no letter has a template of this name")


def test_html_that_lets_text_from_outside_through_is_told() -> None:
    (told,) = faults(own(M07_body_html="<p>{{ rate | safe }}</p>"))
    assert told.startswith("templates/M07/body.html: text from outside is not escaped")


def test_what_people_do_with_values_is_allowed() -> None:
    text = "{{ n + 1 }}{{ '%02d' | format(n) }}{{ waiting | length }}{{ waiting[0].matter }}{{ rate.replace('%', '') }}"
    text += "{% for one in red[:3] %}{{ loop.index }}{{ one.due or '—' }}{% endfor %}{{ nix | default('') }}"
    assert faults(own(M07_body_txt=text)) == []
