"""Charts as PNG (figures F1-F5): readable in black and white, numbers on the marks, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from campaign.curve import Day
from campaign.figures import Tally, Totals

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.container import BarContainer
    from matplotlib.figure import Figure

#: file name beginning → family name, best first; the first five come with Debian packages
_FONTS: Mapping[str, str] = {
    "NotoSansCJK-Regular": "Noto Sans CJK SC",
    "NotoSansCJKsc-Regular": "Noto Sans CJK SC",
    "NotoSansSC-Regular": "Noto Sans SC",
    "wqy-microhei": "WenQuanYi Micro Hei",
    "wqy-zenhei": "WenQuanYi Zen Hei",
    "SourceHanSansSC-Regular": "Source Han Sans SC",
    "SourceHanSansCN-Regular": "Source Han Sans CN",
    "msyh": "Microsoft YaHei",
    "simhei": "SimHei",
}
_DARK, _MIDDLE, _LIGHT, _INK, _RED = "#2f4b66", "#c9a86a", "#e4e1da", "#333333", "#a01c1c"
_DPI = 150

#: label, colour, hatch of the parts of a stacked bar
_PARTS = (("已销号", _DARK, ""), ("已上报待批复", _MIDDLE, "///"), ("未结（含转后续）", _LIGHT, "..."))


class NoChineseFont(RuntimeError):
    """No font on this machine can draw Chinese."""

    def __init__(self) -> None:
        super().__init__(
            "no Chinese font for charts: install one, on Debian `apt-get install fonts-noto-cjk` "
            "(or the smaller fonts-wqy-microhei)"
        )


@cache
def chinese_font() -> str:
    """The family name of an installed Chinese font, made known to matplotlib. Raises NoChineseFont."""
    from matplotlib import font_manager  # heavy, and most letters carry no chart

    files = {Path(path).name: path for path in sorted(font_manager.findSystemFonts())}
    for beginning, family in _FONTS.items():
        found = next((path for name, path in files.items() if name.lower().startswith(beginning.lower())), None)
        if found is None:
            continue
        font_manager.fontManager.addfont(found)
        if family in font_manager.fontManager.get_font_names():
            return family
    raise NoChineseFont


@contextmanager
def _drawing(width: float, height: float) -> Iterator[tuple[Figure, Axes]]:
    """A figure with one pair of axes, in our type and without frame; sizes in inches."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    style: Any = {
        "font.family": [chinese_font()],
        "font.size": 10,
        "axes.unicode_minus": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": "#888888",
        "text.color": _INK,
        "hatch.linewidth": 0.6,
    }
    with mpl.rc_context(style):
        figure = Figure(figsize=(width, height), dpi=_DPI, layout="constrained")
        FigureCanvasAgg(figure)
        yield figure, figure.add_subplot()


def _png(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def _whole(axis: Axis) -> None:
    """Ticks at whole numbers: problems come in ones."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True))


def curve(days: Sequence[Day], phases: Sequence[tuple[str, date]]) -> bytes:
    """F1: cumulative 挂号 and 销号, and 在办 between them, by day; a line where each phase starts."""
    with _drawing(7.6, 3.4) as (figure, axes):
        x = list(range(len(days)))
        for label, values, line, colour in (
            ("累计挂号", [d.registered for d in days], "-", _INK),
            ("累计销号", [d.closed for d in days], "--", _DARK),
            ("在办", [d.open for d in days], ":", _RED),
        ):
            axes.plot(x, values, line, color=colour, label=label, linewidth=2)
            if values:
                axes.annotate(str(values[-1]), (x[-1], values[-1]), (6, 0), textcoords="offset points", va="center")
        top = max((d.registered for d in days), default=0) * 1.2 + 1
        _phase_lines(axes, days, phases, top)
        axes.set_ylim(0, top)
        axes.set_xlim(-0.5, max(len(days), 2) - 0.2)
        step = max(1, len(days) // 9)
        axes.set_xticks(x[::step], [f"{d.day.month}/{d.day.day}" for d in days][::step])
        _whole(axes.yaxis)
        axes.grid(axis="y", color="#dddddd", linewidth=0.6)
        axes.legend(loc="upper left", frameon=False, ncols=3, bbox_to_anchor=(0, 1.14))
        return _png(figure)


def _phase_lines(axes: Axes, days: Sequence[Day], phases: Sequence[tuple[str, date]], top: float) -> None:
    position = {d.day: n for n, d in enumerate(days)}
    for title, starts in phases:
        if starts in position:
            axes.axvline(position[starts] - 0.5, color="#999999", linewidth=0.8, linestyle=(0, (2, 3)))
            axes.annotate(
                title,
                (position[starts] - 0.4, top * 0.985),
                va="top",
                fontsize=8,
                color="#666666",
            )


def _split(tally: Tally) -> tuple[int, int, int]:
    waiting = tally.escalated - tally.replied
    return tally.closed, waiting, tally.registered - tally.closed - waiting


def by_category(tallies: Mapping[str, Tally]) -> bytes:
    """F2: stacked columns by 问题类别."""
    with _drawing(7.6, 3.6) as (figure, axes):
        bottoms = [0] * len(tallies)
        for part, (label, colour, hatch) in enumerate(_PARTS):
            heights = [_split(tally)[part] for tally in tallies.values()]
            bars = axes.bar(
                range(len(heights)),
                heights,
                0.62,
                bottoms,
                color=colour,
                hatch=hatch,
                edgecolor=_INK,
                linewidth=0.6,
                label=label,
            )
            _number(axes, bars, heights, "white" if colour == _DARK else _INK)
            bottoms = [b + h for b, h in zip(bottoms, heights, strict=True)]
        axes.set_xticks(range(len(tallies)), [_wrapped(name or "未归类") for name in tallies], fontsize=9)
        _whole(axes.yaxis)
        axes.legend(frameon=False, ncols=3, loc="upper right")
        axes.set_ylim(0, max(bottoms, default=0) * 1.18 + 1)
        return _png(figure)


def _wrapped(name: str) -> str:
    """A long label on two lines."""
    return name if len(name) <= 4 else f"{name[: (len(name) + 1) // 2]}\n{name[(len(name) + 1) // 2 :]}"


def _number(axes: Axes, bars: BarContainer, values: Sequence[int], colour: str) -> None:
    text_box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85} if colour == _INK else None
    axes.bar_label(
        bars,
        [str(value) if value else "" for value in values],
        label_type="center",
        color=colour,
        fontsize=8,
        bbox=text_box if any(values) else None,
    )


def by_unit(tallies: Mapping[str, Tally]) -> bytes:
    """F3: stacked bars by 责任单位, most numbers on top; keys are the names shown."""
    ordered = sorted(tallies.items(), key=lambda item: item[1].registered)
    with _drawing(7.6, 1.4 + 0.34 * len(ordered)) as (figure, axes):
        lefts = [0] * len(ordered)
        for part, (label, colour, hatch) in enumerate(_PARTS):
            widths = [_split(tally)[part] for _, tally in ordered]
            bars = axes.barh(
                range(len(widths)),
                widths,
                0.62,
                lefts,
                color=colour,
                hatch=hatch,
                edgecolor=_INK,
                linewidth=0.6,
                label=label,
            )
            _number(axes, bars, widths, "white" if colour == _DARK else _INK)
            lefts = [left + width for left, width in zip(lefts, widths, strict=True)]
        axes.set_yticks(range(len(ordered)), [name or "未明确" for name, _ in ordered], fontsize=9)
        _whole(axes.xaxis)
        axes.legend(frameon=False, ncols=3, loc="lower right", bbox_to_anchor=(1, 1))
        return _png(figure)


def funnel(totals: Totals) -> bytes:
    """F4: rows → registered → closed, escalated, carried over."""
    steps = (
        ("报送问题", totals.rows, _LIGHT),
        ("登记挂号", totals.registered, _MIDDLE),
        ("已销号", totals.closed, _DARK),
        ("曾上报市级以上", totals.escalated, _LIGHT),
        ("转后续跟踪及未结", totals.carried + totals.open, _LIGHT),
    )
    with _drawing(7.6, 2.8) as (figure, axes):
        widest = max(totals.rows, 1)
        for row, (label, value, colour) in enumerate(steps):
            axes.barh(-row, value, 0.66, (widest - value) / 2, color=colour, edgecolor=_INK, linewidth=0.6)
            axes.text(
                widest / 2, -row, str(value), ha="center", va="center", color="white" if colour == _DARK else _INK
            )
            axes.text(-widest * 0.02, -row, label, ha="right", va="center")
        axes.set_axis_off()
        axes.set_xlim(-widest * 0.3, widest * 1.02)
        return _png(figure)


def working_days(tallies: Mapping[str, Tally]) -> bytes:
    """F5: median working days from handoff to the close request, by 问题类别 of which something is closed."""
    medians = [(name or "未归类", t.median_days) for name, t in tallies.items() if t.median_days is not None]
    with _drawing(7.6, 3.2) as (figure, axes):
        values = [value for _, value in medians]
        bars = axes.bar(range(len(values)), values, 0.62, color=_MIDDLE, hatch="//", edgecolor=_INK, linewidth=0.6)
        axes.bar_label(bars, [f"{value:g}" for value in values], padding=2, fontsize=9)
        axes.set_xticks(range(len(values)), [_wrapped(name) for name, _ in medians], fontsize=9)
        axes.set_ylim(0, max(values, default=0) * 1.15 + 1)
        axes.set_ylabel("工作日")
        return _png(figure)
