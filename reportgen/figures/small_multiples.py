"""Small multiples: one metric of many organizations, on the same scale."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from reportgen.figures.drawing.axes import AxesTransform, axis_texts, value_scale
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.style import drawing_settings
from reportgen.figures.figure import FigureTable
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures.drawing.axes import ValueScale
    from reportgen.figures.drawing.style import Style
    from reportgen.figures.figure import Figure
    from reportgen.narrative.numbers.number_style import NumberStyle

_COLUMNS, _NARROW_COLUMNS = 4, 2
# The full width of the page of a portfolio, and the height of a row.
_WIDTH_MM, _PANEL_MM = 170.0, 20.0
# Points: between panels, above a panel for its name, and below it for dates.
_GAP = 12.0
_HEAD = 13.0
_FOOT = 12.0
# Half of the last mark.
_EDGE = 2.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One organization: name, points (month, value), and a `note` at the upper right."""

    name: str
    points: tuple[Point, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiples:
    """The panels, and what they have in common.

    `reference` is drawn in gray in every panel; `first` and `last` label the ends of the time
    axis, whose unit is months; `columns` are the headers of the figure data: name, months, latest
    value. `kind` says how the values on the axis are printed.
    """

    id: str
    alt: str
    panels: tuple[Panel, ...]
    reference: tuple[Point, ...]
    first: str
    last: str
    from_zero: bool
    columns: tuple[str, str, str]
    kind: MetricKind = MetricKind.COUNT


def plot_small_multiples(multiples: Multiples, style: Style, number_style: NumberStyle) -> Figure:
    """Return the panels in rows of four, with the same axes.

    Raises
    ------
    ValueError
        No panel has a point.
    """
    points = [point for panel in multiples.panels for point in panel.points]
    if not points:
        raise ValueError("small multiples need at least one point")
    scale = value_scale(
        [value for _, value in (*points, *multiples.reference)],
        from_zero=multiples.from_zero,
        steps=2,
    )
    times = [time for time, _ in (*points, *multiples.reference)]
    columns = _NARROW_COLUMNS if style.is_narrow else _COLUMNS
    rows = ceil(len(multiples.panels) / columns)
    with drawing_settings():
        canvas = Canvas(style, width_mm=style.wide_mm(_WIDTH_MM), height_mm=rows * _PANEL_MM)
        drawer = _Drawer(canvas, multiples, scale, number_style, (min(times), max(times)))
        for index, panel in enumerate(multiples.panels):
            drawer.draw(panel, row=index // columns, column=index % columns)
        return canvas.finish(multiples.id, alt=multiples.alt, data=_table(multiples)).figure


class _Drawer:
    """Draw panels at their position on the canvas."""

    def __init__(
        self,
        canvas: Canvas,
        multiples: Multiples,
        scale: ValueScale,
        number_style: NumberStyle,
        span: tuple[float, float],
    ) -> None:
        self.canvas, self.multiples, self.scale, self.span = canvas, multiples, scale, span
        self.texts = axis_texts(scale.ticks, number_style, kind=multiples.kind)
        self.margin = max((canvas.width_of(text) for text in self.texts), default=0.0) + 5
        self.columns = _NARROW_COLUMNS if canvas.style.is_narrow else _COLUMNS
        room = canvas.width - self.margin - _EDGE - (self.columns - 1) * _GAP
        self.width = room / self.columns
        self.height = canvas.height / ceil(len(multiples.panels) / self.columns)

    def draw(self, panel: Panel, *, row: int, column: int) -> None:
        """Draw a panel; value labels only in the first column, dates only in the lowest row."""
        canvas, style = self.canvas, self.canvas.style
        left = self.margin + column * (self.width + _GAP)
        top = canvas.height - row * self.height
        bottom = top - self.height + _FOOT
        right = left + self.width
        first, last = self.span
        axes = AxesTransform(
            left=left,
            bottom=bottom,
            right=right,
            top=top - _HEAD,
            # A single month has no extent; give it one.
            x_limits=(first, max(last, first + 1)),
            y_limits=(self.scale.low, self.scale.high),
        )
        levels = [axes.y_at(tick) for tick in self.scale.ticks]
        canvas.lines(
            [((left, y), (right, y)) for y in levels],
            color=style.grid,
            width=style.size("line_grid"),
            zorder=0,
        )
        if column == 0:
            for y, text in zip(levels, self.texts, strict=True):
                canvas.label(left - 4, y - 2.4, text, size=style.text_note, align="right")
        line, spark = style.size("line_guide"), style.size("line_spark")
        if len(self.multiples.reference) > 1:
            canvas.lines([self.multiples.reference], axes=axes, color=style.hair, width=line)
        if len(panel.points) > 1:
            canvas.lines([panel.points], axes=axes, color=style.accent, width=spark, cap="round")
        size = style.size("mark_solid")
        canvas.marks(panel.points[-1:], axes=axes, shape="o", size=size, color=style.accent)
        # The lowest panel of each column, also if the last row is incomplete.
        is_lowest = (row + 1) * self.columns + column >= len(self.multiples.panels)
        self._words(panel, left=left, right=right, top=top, bottom=bottom, has_dates=is_lowest)

    def _words(
        self, panel: Panel, *, left: float, right: float, top: float, bottom: float, has_dates: bool
    ) -> None:
        canvas, style = self.canvas, self.canvas.style
        room = right - left - (canvas.width_of(panel.note) + 6 if panel.note else 0)
        name = _shortened(panel.name, room, canvas)
        canvas.label(left, top - 8, name, is_strong=True, color=style.ink)
        if panel.note:
            canvas.label(right, top - 8, panel.note, align="right")
        if has_dates:
            note = style.text_note
            canvas.label(left, bottom - 8.5, self.multiples.first, size=note, color=style.muted)
            canvas.label(
                right,
                bottom - 8.5,
                self.multiples.last,
                size=note,
                color=style.muted,
                align="right",
            )


def _shortened(name: str, room: float, canvas: Canvas) -> str:
    """Return a name truncated to the width of its panel."""
    text = name
    while len(text) > 3 and canvas.width_of(text, is_strong=True) > room:
        text = text.removesuffix("…")[:-1].rstrip() + "…"
    return text


def _table(multiples: Multiples) -> FigureTable:
    rows: Sequence[tuple[str, ...]] = [
        (panel.name, str(len(panel.points)), panel.note) for panel in multiples.panels
    ]
    return FigureTable(columns=multiples.columns, rows=tuple(rows))
