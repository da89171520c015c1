"""Charts that Excel and WPS draw themselves, over the cells of a sheet: F1-F5 of the final summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from reports.workbooks.book import Book

_DARK, _MIDDLE, _LIGHT, _INK, _RED = "#2F4B66", "#C9A86A", "#E4E1DA", "#333333", "#A01C1C"
#: fills told apart in black and white: colour and pattern
_FILLS: Sequence[dict[str, Any]] = (
    {"fill": {"color": _DARK}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": _INK, "bg_color": _MIDDLE}},
    {"pattern": {"pattern": "dotted_grid", "fg_color": _INK, "bg_color": _LIGHT}},
)
_LINES = ((_INK, "solid"), (_DARK, "dash"), (_RED, "round_dot"))


@dataclass(frozen=True)
class Area:
    """The rows `first` to `last` (0-based) of a sheet; `label`: the column of the names."""

    sheet: Worksheet
    first: int
    last: int
    label: int = 0

    def series(self, name: str, column: int) -> dict[str, Any]:
        names = [self.sheet.name, self.first, self.label, self.last, self.label]
        values = [self.sheet.name, self.first, column, self.last, column]
        return {"name": name, "categories": names, "values": values}


def stacked(book: Book, area: Area, title: str, parts: Sequence[tuple[str, int]], *, at: tuple[int, int]) -> None:
    """Stacked bars with the number on each part; `parts`: name and column of each."""
    chart: Any = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for fill, (name, column) in zip(_FILLS, parts, strict=False):
        chart.add_series({**area.series(name, column), **fill, **_marked(fill), "gap": 60})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": False}, "num_format": "0", "crossing": "max"})
    chart.set_legend({"position": "bottom"})
    _place(area, chart, title, at, 100 + 30 * (area.last - area.first + 1))


def _marked(fill: dict[str, Any]) -> dict[str, Any]:
    """A number on the part, white on the dark one; a part of nothing has none."""
    dark = fill is _FILLS[0]
    background = {} if dark else {"fill": {"color": "#FFFFFF"}}
    font = {"color": "#FFFFFF" if dark else _INK, "size": 9}
    return {"border": {"color": _INK}, "data_labels": {"value": True, "num_format": "0;;", "font": font, **background}}


def bars(book: Book, area: Area, title: str, column: int, *, at: tuple[int, int]) -> None:
    """One bar each, with its number above."""
    chart: Any = book.workbook.add_chart({"type": "column"})
    label = {"value": True, "position": "outside_end", "num_format": "0.0;;", "font": {"size": 9}}
    look = {**_FILLS[1], "border": {"color": _INK}, "gap": 60}
    chart.add_series({**area.series(title, column), **look, "data_labels": label})
    chart.set_y_axis({"major_gridlines": {"visible": False}, "num_format": "0", "name": "工作日"})
    chart.set_legend({"none": True})
    _place(area, chart, title, at, 320)


def lines(book: Book, area: Area, title: str, names: Sequence[str], phase: int, *, at: tuple[int, int]) -> None:
    """Lines over days, the columns from the second on; thin bars in column `phase` mark where a phase starts."""
    chart: Any = book.workbook.add_chart({"type": "column"})
    marks = {**area.series("阶段开始", phase), "fill": {"color": "#BBBBBB"}, "border": {"none": True}, "gap": 500}
    chart.add_series(marks)
    drawn: Any = book.workbook.add_chart({"type": "line"})
    for column, (name, (colour, dash)) in enumerate(zip(names, _LINES, strict=True), area.label + 1):
        ends: list[Any] = [{"delete": True}] * (area.last - area.first) + [{"font": {"size": 9}}]
        labels = {"value": True, "position": "right", "custom": ends}
        line = {"color": colour, "width": 2, "dash_type": dash}
        drawn.add_series({**area.series(name, column), "line": line, "data_labels": labels})
    chart.combine(drawn)
    chart.set_x_axis({"num_format": "m/d", "interval_unit": 3})
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}, "num_format": "0"})
    chart.set_legend({"position": "bottom"})
    _place(area, chart, title, at, 360)


def funnel(book: Book, area: Area, title: str, gap: int, value: int, *, at: tuple[int, int]) -> None:
    """Centred bars: an unseen part in column `gap` moves each to the middle."""
    chart: Any = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    unseen = {"fill": {"none": True}, "border": {"none": True}, "gap": 30}
    chart.add_series({**area.series("空白", gap), **unseen})
    label = {"value": True, "position": "center", "font": {"size": 10, "bold": True}, "fill": {"color": "#FFFFFF"}}
    chart.add_series({**area.series("个数", value), **_FILLS[1], "border": {"color": _INK}, "data_labels": label})
    chart.set_y_axis({"reverse": True, "line": {"none": True}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    _place(area, chart, title, at, 280)


def _place(area: Area, chart: Any, title: str, at: tuple[int, int], height: int) -> None:
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_size({"width": 760, "height": height})
    area.sheet.insert_chart(*at, chart)
