"""A series as a line the size of a word, with its latest value marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.figures.drawing.axes_transform import Plane
from reportgen.figures.drawing.axis_text import day_text, value_text
from reportgen.figures.drawing.canvas import Sheet
from reportgen.figures.drawing.style import drawing_settings, style_of
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.model.series import Frequency

if TYPE_CHECKING:
    from reportgen.design.tokens import Tokens
    from reportgen.figures.figure import Figure
    from reportgen.model.series import Series
    from reportgen.narrative.numbers.number_style import NumberStyle

_EDGE = 2.2


def sparkline(
    series: Series, tokens: Tokens, number_style: NumberStyle, *, alt: str, color: str | None = None
) -> Figure | None:
    """Return a sparkline; None with fewer than two observations.

    Parameters
    ----------
    series : Series
        What to draw; rows of a table share its span.
    tokens : Tokens
        Its size and colours.
    number_style : NumberStyle
        For the numbers of its data.
    alt : str
        Its alternative text.
    color : str or None
        Of the latest point, such as that of a status; the accent where there is none.
    """
    observations = series.observations
    if len(observations) < 2:
        return None
    style = style_of(tokens)
    values = [item.value for item in observations]
    low, high = min(values), max(values)
    with drawing_settings():
        sheet = Sheet(
            style, width_mm=style.size("width_spark"), height_mm=style.size("height_spark")
        )
        first = observations[0].last
        days = [float((item.last - first).days) for item in observations]
        margin = (high - low) / 10 or 1.0
        plane = Plane(
            left=_EDGE,
            bottom=_EDGE,
            right=sheet.width - _EDGE,
            top=sheet.height - _EDGE,
            x_limits=(0, days[-1] or 1),
            y_limits=(low - margin, high + margin),
        )
        points = list(zip(days, values, strict=True))
        sheet.lines(
            [points], plane=plane, color=style.soft, width=style.size("line_spark"), cap="round"
        )
        size = style.size("mark_solid")
        sheet.marks(points[-1:], plane=plane, shape="o", size=size, color=color or style.accent)
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
        return sheet.finish(f"spark-{name}", alt=alt, data=data).figure
