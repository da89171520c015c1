"""The comments of one sheet of an xlsx: their text (ECMA-376 part 1, 18.7) and their boxes, a drawing in VML."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.etree import Element, SubElement, fromstring

from reports.annotated.boxes import comment_size
from reports.annotated.package import MAIN, Package, Xml, main
from reports.annotated.page import Page
from reports.annotated.places import Place, letters, place

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_V, _O, _X = (
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:excel",
)
_BEFORE = "\n———\n原批注（{}）："
_OURS = re.compile(r"\A.*?\n———\n原批注（(.*?)）：", re.DOTALL)
_THREAD = "tc="  # so begins the author of a conversation's stand-in, whose text Excel replaces
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AHEAD, _BELOW = 15, 2  # pixels between a cell and its comment
_SHAPE = f"""
<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="_x0000_s{{id}}" type="#_x0000_t202"
 style="position:absolute;visibility:hidden;width:{{width}}px;height:{{height}}px"
 fillcolor="#ffffe1" o:insetmode="auto">
<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{{anchor}}</x:Anchor>
<x:AutoFill>False</x:AutoFill><x:Row>{{row}}</x:Row><x:Column>{{column}}</x:Column></x:ClientData></v:shape>
"""
_DRAWING = f"""
<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{number}}"/></o:shapelayout>
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>
"""
_SHAPE_ID = re.compile(r"_s(\d+)\Z")
_POINT = 4 / 3  # pixels


class Notes:
    """`part` is the sheet's own part, `number` its place in the workbook. Comments of `author` are ours."""

    def __init__(self, package: Package, part: str, page: Page, number: int, author: str) -> None:
        self._package, self._part, self._page = package, part, page
        self._number, self._author = number, author
        self._name = next(package.related(part, "comments"), None)
        self._drawing: Xml | None = None

    def clear(self, is_spoken_to: Callable[[Place], bool]) -> None:
        """Take off what an earlier copy of ours said at some places: the sender has answered it."""
        for note in self._all():
            if self._by(note) == self._author and is_spoken_to(place(note.get("ref"))):
                before = _OURS.search(_text(note))
                if before:
                    _cut(note, before.end())
                    note.set("authorId", str(self._author_number(before[1])))
                    self._box(note)
                else:
                    note.getparent().remove(note)
                    self._remove_box(place(note.get("ref")))

    def say(self, row: int, column: int, text: str) -> None:
        """A comment of ours; the sender's own stays below it. A conversation has no room for it."""
        ref = f"{letters(column)}{row}"
        note = next((note for note in self._all() if note.get("ref") == ref), None)
        if note is None:
            note = SubElement(self._list(), main("comment"), ref=ref)
            SubElement(note, main("text"))
        elif self._by(note).startswith(_THREAD):
            return
        else:
            text += _BEFORE.format(self._by(note))
        note.set("authorId", str(self._author_number(self._author)))
        _put_first(note, text)
        self._box(note)

    def _all(self) -> list[Xml]:
        return list(self._list()) if self._name else []

    def _by(self, note: Xml) -> str:
        authors = self._root().find(main("authors"))
        return str(authors[int(note.get("authorId"))].text or "")

    def _author_number(self, name: str) -> int:
        authors = self._root().find(main("authors"))
        known = [author.text or "" for author in authors]
        if name not in known:
            SubElement(authors, main("author")).text = name
            return len(known)
        return known.index(name)

    def _list(self) -> Xml:
        return self._root().find(main("commentList"))

    def _root(self) -> Xml:
        if self._name is None:
            self._name = self._package.free_name("xl/comments{}.xml")
            root = Element(main("comments"), nsmap={None: MAIN})
            for tag in ("authors", "commentList"):
                SubElement(root, main(tag))
            self._package.add(self._name, root, _COMMENTS_TYPE)
            self._package.relate(self._part, "comments", self._name)
        return self._package.part(self._name)

    def _box(self, note: Xml) -> None:
        """A box as large as its text, beside its cell."""
        row, column = place(note.get("ref"))
        self._remove_box((row, column))
        width, height = comment_size(_text(note))
        shape = _SHAPE.format(
            id=self._free_id(),
            width=width,
            height=height,
            anchor=self._anchor(row, column, width, height),
            row=row - 1,
            column=column - 1,
        )
        self._boxes().append(fromstring(shape))

    def _remove_box(self, at: Place) -> None:
        for shape in self._boxes().findall(f"{{{_V}}}shape"):
            said = [shape.findtext(f"{{{_X}}}ClientData/{{{_X}}}{name}") for name in ("Row", "Column")]
            if said == [str(at[0] - 1), str(at[1] - 1)]:
                shape.getparent().remove(shape)

    def _boxes(self) -> Xml:
        if self._drawing is None:
            relation = self._page.notes_drawing
            name = self._package.target(self._part, relation) if relation else self._new_drawing()
            self._drawing = self._package.part(name)
            if not any(kind.get("id") == "_x0000_t202" for kind in self._drawing.iter(f"{{{_V}}}shapetype")):
                self._drawing.extend(fromstring(_DRAWING.format(number=self._number)).findall(f"{{{_V}}}shapetype"))
        return self._drawing

    def _new_drawing(self) -> str:
        name = self._package.free_name("xl/drawings/vmlDrawing{}.vml")
        self._package.add(name, fromstring(_DRAWING.format(number=self._number)), _VML_TYPE)
        self._page.draw_notes(self._package.relate(self._part, "vmlDrawing", name))
        return name

    def _free_id(self) -> int:
        found = (_SHAPE_ID.search(str(shape.get("id"))) for shape in self._boxes().iter(f"{{{_V}}}shape"))
        return max([self._number * 1024, *(int(match[1]) for match in found if match)]) + 1

    def _anchor(self, row: int, column: int, width: int, height: int) -> str:
        """``column, pixels, row, pixels`` of the upper left and of the lower right corner, 0-based."""
        page = self._page
        left, right = _walk(column + 1, _AHEAD, width, lambda n: int(page.width(n) * 7 + 5) if page.width(n) else 0)
        top, bottom = _walk(row, _BELOW, height, lambda n: round(page.row_points(n) * _POINT))
        return f"{left[0]}, {left[1]}, {top[0]}, {top[1]}, {right[0]}, {right[1]}, {bottom[0]}, {bottom[1]}"


def _walk(start: int, ahead: int, length: int, size: Callable[[int], int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """0-based line and pixels where a box begins and where it ends; `start` is 1-based."""
    line, rest = start, ahead + length
    while rest > size(line) and line < start + 500:
        rest -= size(line)
        line += 1
    return (start - 1, ahead), (line - 1, rest)


def _text(note: Xml) -> str:
    return "".join(part.text or "" for part in note.find(main("text")).iter(main("t")))


def _put_first(note: Xml, text: str) -> None:
    """A run of ours before those that are there; a text without runs becomes one."""
    holder = note.find(main("text"))
    plain = holder.find(main("t"))
    if plain is not None:
        run = Element(main("r"))
        plain.addprevious(run)
        run.append(plain)
    run = Element(main("r"))
    looks = SubElement(run, main("rPr"))
    for tag, values in (
        ("sz", {"val": "9"}),
        ("rFont", {"val": "宋体"}),
        ("family", {"val": "3"}),
        ("charset", {"val": "134"}),
    ):
        SubElement(looks, main(tag), **values)
    written = SubElement(run, main("t"))
    written.text = text
    written.set(_SPACE, "preserve")
    holder.insert(0, run)


def _cut(note: Xml, length: int) -> None:
    """Take the first characters off."""
    for part in note.find(main("text")).iter(main("t")):
        taken = min(length, len(part.text or ""))
        part.text = (part.text or "")[taken:]
        length -= taken
