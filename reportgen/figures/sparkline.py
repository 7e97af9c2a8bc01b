"""Sparklines: word-sized lines with the latest value marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.figures.drawing.axes_transform import AxesTransform
from reportgen.figures.drawing.axis_text import day_text, value_text
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.style import drawing_settings, style_of
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.model.series import Frequency

if TYPE_CHECKING:
    from reportgen.design.tokens import Tokens
    from reportgen.figures.figure import Figure
    from reportgen.model.series import Series
    from reportgen.narrative.numbers.number_style import NumberStyle

# Points: the radius of the last mark, so that it is not clipped.
_EDGE = 2.2


def sparkline(
    series: Series, tokens: Tokens, number_style: NumberStyle, *, alt: str, color: str | None = None
) -> Figure | None:
    """Return a sparkline; None with fewer than two observations.

    Parameters
    ----------
    series : Series
        The observations to draw.
    tokens : Tokens
        The design tokens.
    number_style : NumberStyle
        For the numbers of the figure data.
    alt : str
        The alternative text.
    color : str or None
        Color of the latest point, such as that of a status; the accent color by default.
    """
    observations = series.observations
    if len(observations) < 2:
        return None
    style = style_of(tokens)
    values = [item.value for item in observations]
    low, high = min(values), max(values)
    with drawing_settings():
        canvas = Canvas(
            style, width_mm=style.size("width_spark"), height_mm=style.size("height_spark")
        )
        first = observations[0].last
        days = [float((item.last - first).days) for item in observations]
        # A constant series has no range; any margin puts the line at half height.
        margin = (high - low) / 10 or 1.0
        axes = AxesTransform(
            left=_EDGE,
            bottom=_EDGE,
            right=canvas.width - _EDGE,
            top=canvas.height - _EDGE,
            x_limits=(0, days[-1] or 1),
            y_limits=(low - margin, high + margin),
        )
        points = list(zip(days, values, strict=True))
        canvas.lines(
            [points], axes=axes, color=style.soft, width=style.size("line_spark"), cap="round"
        )
        size = style.size("mark_solid")
        canvas.marks(points[-1:], axes=axes, shape="o", size=size, color=color or style.accent)
        name = series.metric.id.replace("_", "-")
        is_monthly = series.frequency is Frequency.MONTH
        rows = tuple(
            (
                day_text(item.last, is_monthly=is_monthly),
                value_text(item.value, number_style, kind=series.metric.kind),
            )
            for item in observations
        )
        columns = (terms().month if is_monthly else terms().date, series.metric.label)
        data = FigureTable(columns=columns, rows=rows)
        return canvas.finish(f"spark-{name}", alt=alt, data=data).figure
