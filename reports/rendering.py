"""Templates → subject, text and HTML. One folder per letter kind under templates/; contexts carry every decision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from reports.wording import one_line, printable

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True)
class Rendered:
    """The three texts of a letter; the subject is one line, the HTML has its styles inlined."""

    subject: str
    text: str
    html: str


@cache
def environment() -> Environment:
    """The one template environment: an unknown variable is an error, HTML is escaped."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["lines"] = _lines
    return env


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False)


def _lines(text: str) -> Markup:
    """Escaped text whose line breaks show in HTML."""
    return Markup("<br>").join(escape(line) for line in str(text).splitlines())


def render(kind: str, context: Mapping[str, Any]) -> Rendered:
    """Render templates/<kind>/. Raises jinja2.TemplateError for a broken template or a value it lacks."""
    subject, text, html = (
        environment().get_template(f"{kind}/{name}").render(context)
        for name in ("subject.txt", "body.txt", "body.html")
    )
    return Rendered(one_line(subject), _tidy(text), _inliner().inline(printable(html)))


def _tidy(text: str) -> str:
    """What a template leaves behind: at most one blank line in a row."""
    return re.sub(r"\n{3,}", "\n\n", printable(text).strip()) + "\n"
