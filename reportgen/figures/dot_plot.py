"""Dot plots: values of organizations in order, with their intervals and the line of all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.design.signs import sign
from reportgen.figures.drawing.axes import AxesTransform, axis_texts, value_scale
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.style import drawing_settings
from reportgen.figures.drawing.text_layout import (
    ASCENT,
    DESCENT,
    NO_BREAK_SPACE,
    Box,
    wrapped,
)
from reportgen.figures.figure import FigureTable
from reportgen.figures.observations import fitting_mark
from reportgen.model.metric import MetricKind
from reportgen.model.monitoring_verdict import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures.drawing.axes import Point, ValueScale
    from reportgen.figures.drawing.style import Style
    from reportgen.figures.figure import Figure
    from reportgen.narrative.numbers.number_style import NumberStyle

# The full width of the page of a portfolio, and space for axis and labels in points.
_WIDTH_MM, _HEIGHT_MM = 170.0, 54.0
_BOTTOM, _HEAD, _SIDE = 6.0, 12.0, 60.0
# Lists of names: widths as shares of the plot, and most lines, from large to small.
_LIST_WIDTHS = (0.5, 0.4, 0.3)
_LIST_LINES = (4, 3, 2, 1)
_GAP = 5.0
_USUAL = "usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class DotMark:
    """One organization with its interval, both as printed, and what its mark says."""

    name: str
    value: float
    low: float
    high: float
    text: str
    short: str
    tone: Tone | None = None

    @property
    def label(self) -> str:
        """Return name and value, without breaks."""
        return f"{self.name} {self.short}".replace(" ", NO_BREAK_SPACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DotDrawing:
    """The content of a dot plot.

    Attributes
    ----------
    line : float
        The target, or the mean of all.
    above, below : str
        Headings of the names of those that are marked, on either side of it.
    columns : (str, str)
        Headers of the figure data.
    """

    id: str
    alt: str
    marks: tuple[DotMark, ...]
    line: float
    line_label: str
    value_title: str
    above: str
    below: str
    columns: tuple[str, str]
    is_share: bool = False
    is_target: bool = False


def plot_dots(drawing: DotDrawing, style: Style, number_style: NumberStyle) -> Figure:
    """Return the plot; organizations that are marked are filled and named."""
    # The name breaks ties, so that the same data always give the same order.
    marks = sorted(drawing.marks, key=lambda mark: (mark.value, mark.name))
    bounds = [bound for mark in marks for bound in (mark.low, mark.high)]
    scale = value_scale([*bounds, drawing.line], from_zero=False)
    kind = MetricKind.RATE if drawing.is_share else MetricKind.AVERAGE
    with drawing_settings():
        canvas = Canvas(style, width_mm=style.wide_mm(_WIDTH_MM), height_mm=_HEIGHT_MM)
        canvas.grow(canvas.block_height(drawing.value_title))
        axes = _draw_axis(
            canvas,
            scale,
            axis_texts(scale.ticks, number_style, kind=kind),
            marks,
            head=_HEAD + canvas.block_height(drawing.value_title),
        )
        canvas.block(canvas.height - 7, drawing.value_title)
        y = axes.y_at(drawing.line)
        canvas.lines(
            [((axes.left, y), (axes.right, y))],
            color=style.accent if drawing.is_target else style.ink,
            width=style.size("line_target" if drawing.is_target else "line_guide"),
        )
        canvas.label(axes.right + 3, y - 2.4, drawing.line_label, color=style.ink)
        _draw_marks(canvas, axes, marks)
        reaches = [
            (axes.at(place, mark.low), axes.y_at(mark.high)) for place, mark in enumerate(marks)
        ]
        apart = [mark for mark in marks if mark.tone is not None]
        above = [mark.label for mark in reversed(apart) if mark.value > drawing.line]
        below = [mark.label for mark in apart if mark.value <= drawing.line]
        # The upper list is below the line if there is no room above it.
        free = axes.top - y
        needed = (1 + bool(above)) * style.line_pitch * style.text + 2 * _GAP
        high = axes.top if free >= needed or not drawing.is_target else y - 1
        _draw_names(canvas, replace(axes, top=high), (drawing.above, above), reaches, is_above=True)
        _draw_names(canvas, axes, (drawing.below, below), reaches, is_above=False)
        data = FigureTable(
            columns=drawing.columns, rows=tuple((mark.name, mark.text) for mark in marks)
        )
        return canvas.finish(drawing.id, alt=drawing.alt, data=data).figure


def _draw_axis(
    canvas: Canvas,
    scale: ValueScale,
    texts: Sequence[str],
    marks: Sequence[DotMark],
    *,
    head: float,
) -> AxesTransform:
    style = canvas.style
    left = max(canvas.width_of(text) for text in texts) + 5
    axes = AxesTransform(
        left=left,
        bottom=_BOTTOM,
        right=canvas.width - _SIDE,
        top=canvas.height - head,
        x_limits=(-0.7, len(marks) - 0.3),
        y_limits=(scale.low, scale.high),
    )
    levels = [axes.y_at(tick) for tick in scale.ticks]
    canvas.lines(
        [((axes.left, y), (axes.right, y)) for y in levels],
        color=style.grid,
        width=style.size("line_grid"),
        zorder=0,
    )
    for y, text in zip(levels, texts, strict=True):
        canvas.label(left - 4, y - 2.4, text, align="right")
    return axes


def _draw_marks(canvas: Canvas, axes: AxesTransform, marks: Sequence[DotMark]) -> None:
    style = canvas.style
    room = (axes.right - axes.left) / len(marks)
    places = list(enumerate(marks))
    for tone in (None, *Tone):
        chosen = [item for item in places if item[1].tone is tone]
        drawn = sign(style.tokens, f"sign.{tone or _USUAL}")
        canvas.lines(
            [((place, mark.low), (place, mark.high)) for place, mark in chosen],
            axes=axes,
            color=drawn.color,
            width=style.size("line_guide"),
        )
        canvas.marks(
            [(float(place), mark.value) for place, mark in chosen],
            axes=axes,
            shape=drawn.shape,
            size=fitting_mark(style.size("mark_hollow"), room),
            color=style.white if drawn.is_hollow else drawn.color,
            edge=drawn.color,
            edge_width=style.size("line_guide"),
        )


def _draw_names(
    canvas: Canvas,
    axes: AxesTransform,
    names: tuple[str, Sequence[str]],
    reaches: Sequence[tuple[Point, float]],
    *,
    is_above: bool,
) -> None:
    """List names in the corner that such a plot leaves free, as many as fit there."""
    heading, listed = names
    style = canvas.style
    pitch = style.line_pitch * style.text
    for share in _LIST_WIDTHS:
        width = (axes.right - axes.left) * share
        # Lines break between names, not within them.
        whole = ", ".join(listed)
        lines = wrapped(whole, style.text, width, cuts_words=True)
        for most in _LIST_LINES:
            shown = [heading, *lines[:most]]
            if len(lines) > most:
                shown[-1] = f"{shown[-1].rstrip(',')} …"
            height = (len(shown) - 1) * pitch + (ASCENT + DESCENT) * style.text
            widest = max(canvas.width_of(line, is_strong=line is heading) for line in shown)
            left = axes.left + _GAP if is_above else axes.right - _GAP - widest
            bottom = axes.top - height - 1 if is_above else axes.bottom + 2
            box = Box(left, bottom, left + widest, bottom + height)
            if listed and not any(_is_covered(box, *reach) for reach in reaches):
                for index, line in enumerate(shown):
                    y = box.top - ASCENT * style.text - index * pitch
                    color = style.accent if line is heading else style.soft
                    canvas.label(left, y, line, color=color, is_strong=line is heading)
                return


def _is_covered(box: Box, low: Point, high: float) -> bool:
    """Return whether an interval runs through a box."""
    x, bottom = low
    return box.left - 3 <= x <= box.right + 3 and bottom <= box.top + 3 and high >= box.bottom - 3
