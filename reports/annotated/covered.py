"""Where pictures, charts, text boxes and shapes lie over the cells of a sheet (DrawingML, ECMA-376 part 1, 20.5)."""

from __future__ import annotations

from collections.abc import Iterator

from reports.annotated.package import Package, Xml
from reports.annotated.places import Range

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_PIXEL = 9525  # EMU
_COLUMN, _ROW = 64, 20  # pixels of a usual cell


def covered(package: Package, part: str) -> Iterator[Range]:
    """The cells under each drawing of a sheet's part; one without a place in the cells covers nothing."""
    for name in package.related(part, "drawing"):
        for anchor in package.look(name).iter(f"{_DRAWING}twoCellAnchor", f"{_DRAWING}oneCellAnchor"):
            row, column = _corner(anchor.find(f"{_DRAWING}from"))
            end = anchor.find(f"{_DRAWING}to")
            bottom, right = _corner(end) if end is not None else _reach(anchor, row, column)
            yield Range(row, column, bottom, right)


def _corner(corner: Xml) -> tuple[int, int]:
    return int(corner.findtext(f"{_DRAWING}row")) + 1, int(corner.findtext(f"{_DRAWING}col")) + 1


def _reach(anchor: Xml, row: int, column: int) -> tuple[int, int]:
    size = anchor.find(f"{_DRAWING}ext")
    return (
        row + int(size.get("cy")) // (_PIXEL * _ROW),
        column + int(size.get("cx")) // (_PIXEL * _COLUMN),
    )
