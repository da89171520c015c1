"""One worksheet part: cells, columns and rows are changed in its XML, everything else in it stays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from copy import deepcopy

from lxml.etree import Element, QName, SubElement

from reports.annotated.package import RELATION, Xml, main
from reports.annotated.places import Place, Range, area, letters, place
from reports.wording import printable

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: CT_Worksheet is a sequence (ECMA-376 part 1, 18.3.1.99): what stands after the elements that we may have to add
_AFTER_COLS = ("sheetData",)
_AFTER_MERGES = (
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
)
_AFTER_NOTES = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
)


class Page:
    """Rows and columns are 1-based. `cell` makes what is not there yet."""

    def __init__(self, root: Xml) -> None:
        data = root.find(main("sheetData"))
        if data is None:
            raise ValueError("no sheetData in the sheet part")
        self._root, self._data = root, data
        self._rows = _placed(data, lambda row: row)
        self._numbers = sorted(self._rows)
        self._cells: dict[int, dict[int, Xml]] = {}
        self._far = (0, 0)
        self.merges = [area(str(merge.get("ref"))) for merge in root.iter(main("mergeCell"))]

    def anchor(self, row: int, column: int) -> Place:
        """The place itself, or the first one of the merge that it is part of."""
        merge = next((merge for merge in self.merges if (row, column) in merge), None)
        return (merge.top, merge.left) if merge else (row, column)

    def has_content(self, row: int, column: int) -> bool:
        cell = self._of_row(row).get(column)
        return cell is not None and len(cell) > 0

    def look(self, row: int, column: int) -> int:
        """The number of a cell's format; of one that is not there, its row's or its column's."""
        cell = self._of_row(row).get(column)
        if cell is not None:
            return int(cell.get("s") or 0)
        line = self._rows.get(row)
        if line is not None and line.get("customFormat") in ("1", "true"):
            return int(line.get("s") or 0)
        run = self._run(column)
        return int(run.get("style") or 0) if run is not None else 0

    def set_look(self, row: int, column: int, number: int) -> None:
        self.cell(row, column).set("s", str(number))

    def set_text(self, row: int, column: int, text: str) -> None:
        """Text stays text, whatever it begins with."""
        cell = self.cell(row, column)
        for name in set(cell.attrib) - {"r", "s"}:
            del cell.attrib[name]
        for child in list(cell):
            cell.remove(child)
        if text:
            cell.set("t", "inlineStr")
            written = SubElement(SubElement(cell, main("is")), main("t"))
            written.text = printable(text)
            written.set(_SPACE, "preserve")

    def cell(self, row: int, column: int) -> Xml:
        cells = self._of_row(row)
        if column not in cells:
            line = self._line(row)
            look = self.look(row, column)
            made = Element(main("c"), r=f"{letters(column)}{row}", s=str(look))
            line.insert(bisect_left(sorted(cells), column), made)
            line.attrib.pop("spans", None)
            cells[column] = made
            self._far = max(self._far[0], row), max(self._far[1], column)
        return cells[column]

    def merge(self, cells: Range) -> None:
        holder = self._root.find(main("mergeCells"))
        if holder is None:
            holder = self._insert("mergeCells", (*_AFTER_MERGES, "legacyDrawing", *_AFTER_NOTES))
        SubElement(holder, main("mergeCell"), ref=str(cells))
        holder.set("count", str(len(holder)))
        self.merges.append(cells)

    def height(self, row: int) -> float | None:
        """Points, where the row says so."""
        line = self._rows.get(row)
        return float(line.get("ht")) if line is not None and line.get("ht") else None

    def set_height(self, row: int, points: float) -> None:
        line = self._line(row)
        line.set("ht", f"{points:g}")
        line.set("customHeight", "1")

    def width(self, column: int) -> float:
        """In half-width characters; of a hidden column 0."""
        run, usual = self._run(column), self._root.find(main("sheetFormatPr"))
        if run is not None and run.get("hidden") in ("1", "true"):
            return 0.0
        own = run.get("width") if run is not None else None
        return float(own or (usual is not None and usual.get("defaultColWidth")) or 8.43)

    def row_points(self, row: int) -> float:
        """The height of a row in points, the usual one where it has none of its own; of a hidden row 0."""
        line, usual = self._rows.get(row), self._root.find(main("sheetFormatPr"))
        if line is not None and line.get("hidden") in ("1", "true"):
            return 0.0
        return self.height(row) or float((usual is not None and usual.get("defaultRowHeight")) or 15)

    def set_width(self, column: int, width: float) -> None:
        """Show one column at least this wide: a file often describes all columns on the right as one run."""
        run = self._run(column)
        if run is None:
            own = Element(main("col"))
            columns = self._root.find(main("cols"))
            columns = self._insert("cols", _AFTER_COLS) if columns is None else columns
            columns.insert(sum(int(other.get("max")) < column for other in columns), own)
        else:
            own = _cut_out(run, column)
            width = max(width, float(own.get("width") or 0) if own.get("customWidth") in ("1", "true") else 0.0)
        own.attrib.pop("hidden", None)
        for name, value in (("min", column), ("max", column), ("width", f"{width:g}"), ("customWidth", 1)):
            own.set(name, str(value))

    def draw_notes(self, relation: str) -> None:
        """Point to the drawing of the comments."""
        self._insert("legacyDrawing", _AFTER_NOTES).set(f"{{{RELATION}}}id", relation)

    @property
    def notes_drawing(self) -> str | None:
        """The relation to the drawing of the comments."""
        found = self._root.find(main("legacyDrawing"))
        return None if found is None else str(found.get(f"{{{RELATION}}}id"))

    def close(self) -> None:
        """The used range grows by what was added."""
        dimension = self._root.find(main("dimension"))
        if dimension is not None and self._far != (0, 0):
            used = area(str(dimension.get("ref")))
            end = max(used.bottom, self._far[0]), max(used.right, self._far[1])
            dimension.set("ref", str(Range(used.top, used.left, *end)))

    def _line(self, row: int) -> Xml:
        if row not in self._rows:
            position = bisect_left(self._numbers, row)
            self._rows[row] = Element(main("row"), r=str(row))
            self._numbers.insert(position, row)
            self._data.insert(position, self._rows[row])
        return self._rows[row]

    def _of_row(self, row: int) -> dict[int, Xml]:
        if row not in self._cells:
            line = self._rows.get(row)
            self._cells[row] = {} if line is None else _placed(line, lambda n: f"{letters(n)}{row}")
        return self._cells[row]

    def _run(self, column: int) -> Xml | None:
        runs = self._root.iterfind(f"{main('cols')}/{main('col')}")
        return next((run for run in runs if int(run.get("min")) <= column <= int(run.get("max"))), None)

    def _insert(self, tag: str, before: tuple[str, ...]) -> Xml:
        made = Element(main(tag))
        later = (n for n, child in enumerate(self._root) if _tag(child) in before)
        self._root.insert(next(later, len(self._root)), made)
        return made


def _placed(parent: Xml, name: Callable[[int], object]) -> dict[int, Xml]:
    """Number → row or cell; one that does not say where it is stands after the one before, and then says so."""
    found: dict[int, Xml] = {}
    number = 0
    for child in parent.iterchildren(main("row"), main("c")):
        said = child.get("r")
        number = number + 1 if said is None else int(said) if said.isdigit() else place(said)[1]
        if said is None:
            child.set("r", str(name(number)))
        found[number] = child
    return found


def _cut_out(run: Xml, column: int) -> Xml:
    """The part of a run that is one column; what was left and right of it keeps the run's looks."""
    first, last = int(run.get("min")), int(run.get("max"))
    for start, end in ((first, column - 1), (column + 1, last)):
        if start <= end:
            part = deepcopy(run)
            part.set("min", str(start))
            part.set("max", str(end))
            (run.addprevious if end < column else run.addnext)(part)
    return run


def _tag(child: Xml) -> str:
    return QName(child).localname if isinstance(child.tag, str) else ""
