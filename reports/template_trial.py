"""Are a campaign's own templates sound? Found out before a deadline does, by carrying out every branch of each.

What a letter knows is what its built-in templates ask of it: they are carried out first, on samples that note every
variable and attribute asked for. The campaign's templates are then given samples that have these and no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import BaseLoader, Environment, Template, nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables
from jinja2.visitor import NodeTransformer

from campaign.templates import Templates
from reports.rendering import BROKEN, BUILT_IN, PARTS, Sandbox, built_in, fault_of
from reports.samples import RAW, Sample, Shape

#: names that programs leave behind
_LEFT_BEHIND = (".", "~")


def template_faults(templates: Templates) -> Iterator[str]:
    """Each fault once, with file and line: ``templates/M01/body.txt, line 3: 'deadlin' is undefined``."""
    known = built_in()
    for name in sorted(set(templates.files) - known):
        if not name.rpartition("/")[2].startswith(_LEFT_BEHIND):
            yield f"templates/{name}: no letter has a template of this name, correct the name or remove the file"
    if known.intersection(templates.files):
        kinds = sorted({name.partition("/")[0] for name in known} - {"_base"})
        ours, theirs = _Trial(BUILT_IN), _Trial(templates)
        yield from dict.fromkeys(fault for kind in kinds for fault in _faults(theirs, kind, _known(ours, kind)))


def _faults(trial: Environment, kind: str, known: Mapping[str, Shape]) -> Iterator[str]:
    for part in PARTS:
        try:
            text = trial.get_template(f"{kind}/{part}").render(_samples(known, closed=True))
        except BROKEN as error:
            yield fault_of(error)
            continue
        if part.endswith(".html") and RAW in text:
            yield f"templates/{kind}/{part}: text from outside is not escaped, use no |safe, autoescape or .txt in it"
        if not text.strip():
            yield f"templates/{kind}/{part} gives no text"


def _known(trial: Environment, kind: str) -> Mapping[str, Shape]:
    """The variables of a letter and what they have, as its built-in templates use them."""
    found = {name: Shape(name) for part in PARTS for name in _variables(trial, f"{kind}/{part}")}
    for part in PARTS:
        trial.get_template(f"{kind}/{part}").render(_samples(found, closed=False))
    return found


def _samples(known: Mapping[str, Shape], closed: bool) -> dict[str, Sample]:
    return {name: Sample(shape, closed) for name, shape in known.items()}


def _variables(trial: Environment, name: str) -> set[str]:
    """The variables that a template needs, with those it extends, imports and includes."""
    assert trial.loader is not None
    tree = trial.parse(trial.loader.get_source(trial, name)[0])
    found = find_undeclared_variables(tree) - set(trial.globals)
    for other in find_referenced_templates(tree):
        if other is not None:
            found |= _variables(trial, other)
    return found


class _Trial(Sandbox):
    """An environment in which every branch of a template is carried out, whatever its condition."""

    def __init__(self, templates: Templates) -> None:
        super().__init__(templates)
        assert self.loader is not None
        self.loader = _EveryBranch(self.loader)
        self.filters["_each"], self.filters["_one"] = _each, _one


class _EveryBranch(BaseLoader):
    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(self, environment: Environment, template: str) -> Any:
        return self._loader.get_source(environment, template)

    def load(self, environment: Environment, name: str, globals: Any = None) -> Template:
        source, filename, _ = self.get_source(environment, name)
        tree = _Flat().visit(environment.parse(source, name, filename)).set_environment(environment)
        code = environment.compile(tree, name, filename)
        return environment.template_class.from_code(environment, code, globals or environment.globals, None)


class _Flat(NodeTransformer):
    """Conditions become one sequence: each is evaluated, then both what holds with it and what holds without."""

    def visit_If(self, node: nodes.If) -> list[nodes.Node]:  # noqa: N802 - the visitor's name for it
        self.generic_visit(node)
        condition = nodes.If(node.test, [], [], [], lineno=node.lineno)
        return [condition, *node.body, *node.elif_, *node.else_]

    def visit_For(self, node: nodes.For) -> list[nodes.Node]:  # noqa: N802
        self.generic_visit(node)
        line, inner = node.lineno, list(node.body)
        if node.test is not None:
            inner.insert(0, nodes.If(node.test, [], [], [], lineno=line))
        source = node.iter
        if isinstance(node.target, nodes.Tuple):
            source = _filter("_one", source, nodes.Const(len(node.target.items), lineno=line))
        return [nodes.For(node.target, source, inner, [], None, node.recursive, lineno=line), *node.else_]

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter("_each", node.expr1, *([node.expr2] if node.expr2 else []), node.test)

    def visit_Or(self, node: nodes.Or) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter("_each", node.left, node.right)

    visit_And = visit_Or  # noqa: N815


def _filter(name: str, value: nodes.Node, *others: nodes.Node) -> nodes.Filter:
    return nodes.Filter(value, name, list(others), [], None, None, lineno=value.lineno)


def _each(*values: object) -> object:
    """All of them are looked at, which an undefined one does not survive."""
    return next(iter([value for value in values if bool(value) and isinstance(value, Sample)]), values[0])


def _one(value: object, width: int) -> object:
    """One line of a table for ``for a, b in …``."""
    return value.line(width) if isinstance(value, Sample) else value
