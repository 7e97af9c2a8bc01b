"""Funnel plots: values of organizations against their size, with control limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.drawing.axes import AxesTransform, axis_texts, value_scale
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.style import drawing_settings
from reportgen.figures.figure import FigureTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures.drawing.style import Style
    from reportgen.figures.figure import Figure
    from reportgen.narrative.numbers.number_style import NumberStyle

# The full width of the page of a portfolio, and space for axes and labels in points.
_WIDTH_MM, _HEIGHT_MM = 170.0, 52.0
_BOTTOM, _HEAD, _SIDE = 27.0, 12.0, 60.0
# Line height of labels, distance of a name to its mark, in points.
_LINE = 9.4
_NEAR = 4.0
# More names than this overlap too often; the table has all of them.
_MAX_NAMES = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelMark:
    """One organization; `is_beyond` if it differs from the rest."""

    name: str
    size: float
    value: float
    is_beyond: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelCurve:
    """The control limits at one size, in the unit of the values."""

    size: float
    low_95: float
    high_95: float
    low_998: float
    high_998: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelDrawing:
    """The content of a funnel plot.

    Attributes
    ----------
    limit_labels : (str, str)
        Labels of the 99.8% and of the 95% limits.
    name_title : str
        Header of the column of names in the figure data.
    is_share : bool
        Whether values and center are fractions of 1, drawn as percentages.
    """

    id: str
    alt: str
    marks: tuple[FunnelMark, ...]
    curve: tuple[FunnelCurve, ...]
    centre: float
    value_title: str
    size_title: str
    centre_label: str
    limit_labels: tuple[str, str]
    name_title: str
    is_share: bool = False


def plot_funnel(drawing: FunnelDrawing, style: Style, number_style: NumberStyle) -> Figure:
    """Return the plot; only organizations beyond the 99.8% limits are named and colored."""
    factor = 100.0 if drawing.is_share else 1.0
    values = [mark.value * factor for mark in drawing.marks]
    # Limits of the smallest organizations can reach far beyond all values; those of the largest are
    # the narrowest, and always drawn.
    reach = max(values) + (max(values) - min(values)) * 0.15
    floor = min(values) - (max(values) - min(values)) * 0.15
    inner = [
        bound * factor
        for point in drawing.curve
        for bound in (point.low_998, point.high_998)
        if floor <= bound * factor <= reach or point is drawing.curve[-1]
    ]
    if drawing.is_share:
        # No share lies above all of them, whatever a limit is.
        inner = [bound for bound in inner if bound <= factor]
    scale = value_scale([*values, *inner, drawing.centre * factor], from_zero=False)
    sizes = [mark.size for mark in drawing.marks]
    ticks = value_scale([0.0, max(sizes)], from_zero=True, steps=5)
    sign = number_style.percent if drawing.is_share else ""
    texts = [f"{text}{sign}" for text in axis_texts(scale.ticks, number_style)]
    with drawing_settings():
        canvas = Canvas(style, width_mm=style.wide_mm(_WIDTH_MM), height_mm=_HEIGHT_MM)
        head = canvas.block_height(drawing.value_title)
        canvas.grow(head)
        left = max(canvas.width_of(text) for text in texts) + 5
        right = canvas.width - _SIDE
        axes = AxesTransform(
            left=left,
            bottom=_BOTTOM,
            right=right,
            top=canvas.height - _HEAD - head,
            x_limits=(0, ticks.high),
            y_limits=(scale.low, scale.high),
        )
        _draw_axes(canvas, axes, (left, right), (scale.ticks, texts), ticks.ticks, number_style)
        canvas.block(canvas.height - 7, drawing.value_title)
        half = canvas.width_of(drawing.size_title, size=style.text_note) / 2
        middle = max(half, min((left + right) / 2, canvas.width - half))
        canvas.label(middle, 3, drawing.size_title, size=style.text_note, align="center")
        top = min(scale.high, factor) if drawing.is_share else scale.high
        _draw_limits(canvas, axes, drawing, factor, (scale.low, top, ticks.high))
        _draw_marks(canvas, axes, drawing, factor)
        data = FigureTable(
            columns=(drawing.name_title, drawing.size_title, drawing.value_title),
            rows=_rows(drawing, factor, sign, number_style),
        )
        return canvas.finish(drawing.id, alt=drawing.alt, data=data).figure


def _draw_axes(
    canvas: Canvas,
    axes: AxesTransform,
    sides: tuple[float, float],
    values: tuple[Sequence[float], Sequence[str]],
    sizes: Sequence[float],
    number_style: NumberStyle,
) -> None:
    style, (left, right) = canvas.style, sides
    levels = [axes.y_at(tick) for tick in values[0]]
    canvas.lines(
        [((left, y), (right, y)) for y in levels],
        color=style.grid,
        width=style.size("line_grid"),
        zorder=0,
    )
    for y, text in zip(levels, values[1], strict=True):
        canvas.label(left - 4, y - 2.4, text, align="right")
    axis = ((left, _BOTTOM), (right, _BOTTOM))
    canvas.lines([axis], color=style.muted, width=style.size("line_axis"))
    for tick, text in zip(sizes, axis_texts(sizes, number_style), strict=True):
        x = axes.x_at(tick)
        canvas.label(x, _BOTTOM - 10, text, align="center")


def _draw_limits(
    canvas: Canvas,
    axes: AxesTransform,
    drawing: FunnelDrawing,
    factor: float,
    bounds: tuple[float, float, float],
) -> None:
    """Draw both pairs of limits and the center line, labelled at their right ends."""
    style, (low, high, end) = canvas.style, bounds
    guide = style.size("line_guide")
    ends: list[tuple[float, str]] = [(drawing.centre * factor, drawing.centre_label)]
    for name, label, dash in (
        ("998", drawing.limit_labels[0], None),
        ("95", drawing.limit_labels[1], style.dashes("dash")),
    ):
        for side in ("low", "high"):
            line = [
                (point.size, getattr(point, f"{side}_{name}") * factor) for point in drawing.curve
            ]
            for part in _inside(line, low, high):
                canvas.lines([part], axes=axes, color=style.muted, width=guide, dash=dash)
            if line and low <= line[-1][1] <= high:
                ends.append((line[-1][1], label))
    centre = drawing.centre * factor
    canvas.lines([((0, centre), (end, centre))], axes=axes, color=style.ink, width=guide)
    _draw_ends(canvas, axes, ends, end)


def _draw_ends(
    canvas: Canvas, axes: AxesTransform, ends: Sequence[tuple[float, str]], right: float
) -> None:
    """Label each line at its right end, from the lowest up, without overlap."""
    style, below = canvas.style, float("-inf")
    for value, label in sorted(ends):
        x, y = axes.at(right, value)
        # Labels are pushed upwards, so that ones of close limits do not overlap.
        below = max(y - 2.4, below + _LINE)
        canvas.label(x + 3, below, label, size=style.text_note, color=style.muted)


def _inside(
    line: Sequence[tuple[float, float]], low: float, high: float
) -> list[list[tuple[float, float]]]:
    """Return the parts of a line within the axis."""
    parts: list[list[tuple[float, float]]] = [[]]
    for point in line:
        if low <= point[1] <= high:
            parts[-1].append(point)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if len(part) > 1]


def _draw_marks(canvas: Canvas, axes: AxesTransform, drawing: FunnelDrawing, factor: float) -> None:
    style = canvas.style
    inside = [(mark.size, mark.value * factor) for mark in drawing.marks if not mark.is_beyond]
    beyond = [mark for mark in drawing.marks if mark.is_beyond]
    edge = style.size("mark_hollow_edge")
    canvas.marks(
        inside,
        axes=axes,
        shape="o",
        size=style.size("mark_hollow"),
        color=style.white,
        edge=style.muted,
        edge_width=edge,
    )
    points = [(mark.size, mark.value * factor) for mark in beyond]
    canvas.marks(points, axes=axes, shape="D", size=style.size("mark_solid"), color=style.accent)
    taken: list[tuple[float, float, float]] = []
    # The most extreme organizations are named first; a name that would overlap is omitted.
    for mark in sorted(beyond, key=lambda item: -abs(item.value - drawing.centre))[:_MAX_NAMES]:
        x, y = axes.at(mark.size, mark.value * factor)
        width = canvas.width_of(mark.name)
        # Right of the mark, or left of it near the right side.
        start = x + _NEAR if x + _NEAR + width < canvas.width - _SIDE else x - _NEAR - width
        box = (start, start + width, y - 2.4)
        if start < axes.left or any(_overlaps(box, other) for other in taken):
            continue
        taken.append(box)
        canvas.label(start, y - 2.4, mark.name, color=style.accent)


def _overlaps(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < _LINE


def _rows(
    drawing: FunnelDrawing, factor: float, sign: str, number_style: NumberStyle
) -> tuple[tuple[str, ...], ...]:
    rows = []
    for mark in drawing.marks:
        size, value = (
            axis_texts((round(number, 2),), number_style)[0]
            for number in (mark.size, mark.value * factor)
        )
        rows.append((mark.name, size, f"{value}{sign}"))
    return tuple(rows)
