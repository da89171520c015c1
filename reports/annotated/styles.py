"""Cell formats of an xlsx: ours are made from the sender's own and put after them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml.etree import Element, SubElement

from reports.annotated.marks import NOTED, WANTED
from reports.annotated.package import Xml, main

_OURS = frozenset({f"00{WANTED}", f"00{NOTED}", f"FF{WANTED}", f"FF{NOTED}"})


class Styles:
    """Formats are numbers, as the `s` of a cell. Raises ValueError for a workbook that says nothing of its formats."""

    def __init__(self, root: Xml) -> None:
        fills, formats = root.find(main("fills")), root.find(main("cellXfs"))
        if fills is None or formats is None or len(formats) == 0:
            raise ValueError("no formats in the styles part")
        self._fills, self._formats = fills, formats
        self._made: dict[tuple[int, str, str | None], int] = {}
        self._colours: dict[str, int] = {}

    def coloured(self, number: int, colour: str) -> int:
        """The same format on a colour."""
        return self._derived(number, "coloured", colour, lambda look: None)

    def cleared(self, number: int) -> int:
        """The same format without a colour of ours; another one stays as it is."""
        return self._derived(number, "cleared", None, lambda look: _fill(look, 0)) if self._is_ours(number) else number

    def told(self, number: int, colour: str | None) -> int:
        """The same borders and font for a text of ours, which wraps."""
        return self._derived(number, "told", colour, lambda look: self._as_text(number, look))

    def wraps(self, number: int) -> bool:
        alignment = self._format(number).find(main("alignment"))
        return alignment is not None and alignment.get("wrapText") in ("1", "true")

    def _format(self, number: int) -> Xml:
        return self._formats[number if number < len(self._formats) else 0]

    def _derived(self, number: int, how: str, colour: str | None, change: Callable[[Xml], None]) -> int:
        key = (number, how, colour)
        if key not in self._made:
            look = deepcopy(self._format(number))
            change(look)
            if colour:
                _fill(look, self._colour(colour))
            self._formats.append(look)
            self._made[key] = len(self._formats) - 1
            self._formats.set("count", str(len(self._formats)))
        return self._made[key]

    def _as_text(self, number: int, look: Xml) -> None:
        look.set("numFmtId", "0")
        for old in look.findall(main("alignment")):
            look.remove(old)
        look.insert(0, Element(main("alignment"), horizontal="left", vertical="center", wrapText="1"))
        look.set("applyAlignment", "1")
        if self._is_ours(number):
            _fill(look, 0)

    def _colour(self, colour: str) -> int:
        if colour not in self._colours:
            fill = SubElement(self._fills, main("fill"))
            pattern = SubElement(fill, main("patternFill"), patternType="solid")
            SubElement(pattern, main("fgColor"), rgb=f"FF{colour}")
            SubElement(pattern, main("bgColor"), indexed="64")
            self._colours[colour] = len(self._fills) - 1
            self._fills.set("count", str(len(self._fills)))
        return self._colours[colour]

    def _is_ours(self, number: int) -> bool:
        fill = int(self._format(number).get("fillId", "0"))
        colour = self._fills[fill].find(f"{main('patternFill')}/{main('fgColor')}") if fill < len(self._fills) else None
        return colour is not None and str(colour.get("rgb")).upper() in _OURS


def _fill(look: Xml, number: int) -> None:
    look.set("fillId", str(number))
    look.set("applyFill", "1")
