"""Values for trying templates: they behave as text, number, list and record at once and know what they may be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import StrictUndefined

#: what a sample prints as; it may not come through to HTML as it is
RAW = "<i>示例</i>"

#: what every text, list and mapping can be asked
_METHODS = {name for kind in (str, list, dict) for name in dir(kind) if not name.startswith("_")}
#: what jinja2 asks of every value to see whether it is a function of a certain sort
_ASKED_BY_JINJA = frozenset({"jinja_pass_arg", "unsafe_callable", "alters_data"})
_ELEMENT = "[]"


class Shape:
    """What is known of a value: its attributes, and of its elements under ``[]``."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.parts: dict[str, Shape] = {}

    def part(self, name: str) -> Shape:
        path = f"{self.path}{name}" if name.startswith("[") else f"{self.path}.{name}"
        return self.parts.setdefault(name, Shape(path))

    @property
    def attributes(self) -> list[str]:
        return sorted(name for name in self.parts if not name.startswith("[") and name not in _METHODS)


class Sample:
    """A value of a shape. While it is not `closed` it learns what it is asked; then it has that and nothing else."""

    def __init__(self, shape: Shape, closed: bool) -> None:
        self._shape = shape
        self._closed = closed

    def _part(self, name: str) -> Any:
        shape = self._shape
        if self._closed and name not in shape.parts and name not in _METHODS:
            known = ", ".join(shape.attributes) or "nothing"
            what = "is no list here" if name.startswith("[") else f"has no {name}; it has {known}"
            return StrictUndefined(hint=f"{shape.path} {what}")
        return Sample(shape.part(name), self._closed)

    def line(self, width: int) -> list[tuple[Any, ...]]:
        """One line of a table of so many columns."""
        return [tuple(self._part(f"[{n}]") for n in range(width))]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in _ASKED_BY_JINJA:
            raise AttributeError(name)
        return self._part(name)

    def __getitem__(self, key: object) -> Any:
        if isinstance(key, str):
            return self._part(key)
        return self if isinstance(key, slice) else self._part(_ELEMENT)

    def __iter__(self) -> Iterator[Any]:
        element = self._part(_ELEMENT)
        if isinstance(element, StrictUndefined):
            str(element)  # raises, and says what is no list
        yield element

    def __call__(self, *_: object, **__: object) -> Sample:
        return self

    def __str__(self) -> str:
        return RAW

    def __len__(self) -> int:
        return 1

    def __contains__(self, _: object) -> bool:
        return True

    def __lt__(self, _: object) -> bool:
        return True

    def __int__(self) -> int:
        return 1

    def __float__(self) -> float:
        return 1.0

    def __round__(self, _: int = 0) -> Sample:
        return self

    def __add__(self, _: object) -> Sample:
        return self

    __gt__ = __le__ = __ge__ = __lt__
    __index__ = __int__
    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __add__
    __floordiv__ = __mod__ = __add__
