"""Templates → subject, text and HTML. One folder per letter kind under templates/; contexts carry every decision.

A campaign may bring templates of its own in place of built-in ones. One that fails does not hold up its letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from traceback import extract_tb
from typing import Any

import css_inline
from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    select_autoescape,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from campaign.templates import Templates
from reports.wording import one_line, printable

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
#: no templates but ours
BUILT_IN = Templates()
PARTS = ("subject.txt", "body.txt", "body.html")

#: what a template can fail with: its own errors, and those of the values it handles in a way they do not allow
BROKEN = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)

_Loaded = tuple[str, str, Callable[[], bool]]
_FILES = FileSystemLoader(TEMPLATES)


@dataclass(frozen=True)
class Rendered:
    """The three texts of a letter; the subject is one line, the HTML has its styles inlined.

    `fault`: why the campaign's own templates were passed over, with file and line; None when nothing was wrong.
    """

    subject: str
    text: str
    html: str
    fault: str | None = None


class Sandbox(ImmutableSandboxedEnvironment):
    """How templates are carried out: an unknown variable is an error, HTML is escaped, Python is out of reach."""

    def __init__(self, templates: Templates) -> None:
        super().__init__(
            loader=ChoiceLoader([FunctionLoader(_finder(templates)), _FILES]),
            undefined=StrictUndefined,
            autoescape=select_autoescape(["html"]),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.filters["lines"] = _lines


@lru_cache(maxsize=8)
def environment(templates: Templates = BUILT_IN) -> Sandbox:
    """The environment of a campaign's templates, compiled once."""
    return Sandbox(templates)


def built_in() -> frozenset[str]:
    """The names of the built-in templates: ``M01/subject.txt``, and the parts they share, ``_base/body.html``."""
    return frozenset(_FILES.list_templates())


def _finder(templates: Templates) -> Callable[[str], _Loaded | None]:
    def found(name: str) -> _Loaded | None:
        content = templates.files.get(name)
        if content is None:
            return None
        try:
            return content.decode("utf-8-sig"), f"templates/{name}", lambda: True
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise TemplateSyntaxError("not UTF-8, save it again as UTF-8", line, name, f"templates/{name}") from error

    return found


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False)


def _lines(text: str) -> Markup:
    """Escaped text whose line breaks show in HTML."""
    return Markup("<br>").join(escape(line) for line in str(text).splitlines())


def render(templates: Templates, kind: str, context: Mapping[str, Any]) -> Rendered:
    """The letter of a kind in the campaign's own words; in the built-in ones where those fail, with the `fault`.

    Raises what is in BROKEN for a built-in template that is wrong or lacks a value.
    """
    if not templates.files:
        return _rendered(environment(), kind, context)
    try:
        return _rendered(environment(templates), kind, context)
    except BROKEN as error:
        return replace(_rendered(environment(), kind, context), fault=fault_of(error))


def _rendered(sandbox: Sandbox, kind: str, context: Mapping[str, Any]) -> Rendered:
    subject, text, html = (_filled(sandbox, f"{kind}/{part}", context) for part in PARTS)
    return Rendered(one_line(subject), _tidy(text), _inliner().inline(printable(html)))


def _filled(sandbox: Sandbox, name: str, context: Mapping[str, Any]) -> str:
    text = sandbox.get_template(name).render(context)
    if not text.strip():
        raise TemplateRuntimeError(f"templates/{name} gives no text")
    return text


def fault_of(error: Exception) -> str:
    """``templates/M01/body.txt, line 3: 'deadlin' is undefined``, of an error of BROKEN."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename}, line {error.lineno}: {error.message}"
    what = str(error)
    if isinstance(error, TemplateNotFound):
        what = f"there is no template {error.name}"
    elif not isinstance(error, TemplateError):
        what = f"{type(error).__name__}: {error}"
    place = _place(error)
    return f"{place}: {what}" if place else what


def _place(error: Exception) -> str:
    """The innermost line of the campaign's own templates that led to the error; else of any template."""
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith((".txt", ".html"))]
    own = [frame for frame in frames if frame.filename.startswith("templates/")]
    for frame in reversed(own or frames):
        name = frame.filename if own else f"built-in {Path(frame.filename).relative_to(TEMPLATES.parent)}"
        return f"{name}, line {frame.lineno}"
    return ""


def _tidy(text: str) -> str:
    """What a template leaves behind: at most one blank line in a row."""
    return re.sub(r"\n{3,}", "\n\n", printable(text).strip()) + "\n"
