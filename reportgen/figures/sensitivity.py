"""Forest plots of sensitivity analyses: estimates with intervals, primary one first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.drawing.axes import AxesTransform, axis_texts, value_scale
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.text_layout import text_width, wrapped
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.languages.current import translated
from reportgen.model.quantity import Form
from reportgen.narrative.numbers.further_numbers import further_quantity
from reportgen.narrative.numbers.number_text import has_interval, interval_text, number_text
from reportgen.narrative.quantity_phrases import unit_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import ValueScale
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.model.quantity import Quantity

# Statistics of a primary difference, by kind of comparison; the first that exists is drawn.
# Points: height of a row, distance of further lines, axis labels, and space above.
_ROW, _LINE = 13.5, 10.2
_FOOT = 17.0
_HEAD = 2.0
_NAME_SHARE = 0.4
_NARROW_SHARE = 0.32
_DROP = 2.6
# Minimum length of the axis, in points; intervals would be illegible on a shorter one.
_MIN_ROOM = 60.0
_NARROW_ROOM = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    label: str
    quantity: Quantity
    is_primary: bool
    has_vote: bool


def plot_sensitivity(context: FigureContext, outcome: ComparisonOutcome) -> Drawing | None:
    """Return the forest plot of a comparison; None with fewer than two estimates.

    Only estimates in the unit of the primary one are drawn; ratios and test statistics are in the
    table. There is no plot either if the formatted numbers leave too little room for an axis.
    """
    rows = _rows(context, outcome)
    # The primary estimate alone is in the text.
    if len(rows) < 2:
        return None
    style = context.style
    canvas = Canvas(style, width_mm=style.width_mm, height_mm=0.1)
    names = [
        wrapped(
            row.label,
            style.text_row,
            canvas.width * (_NARROW_SHARE if style.is_narrow else _NAME_SHARE),
            cuts_words=True,
        )
        for row in rows
    ]
    texts = [_text(row.quantity, context) for row in rows]
    left = 10 + max(
        text_width(line, style.text_row, is_strong=row.is_primary)
        for row, lines in zip(rows, names, strict=True)
        for line in lines
    )
    widest = max(text_width(text, style.text_row, is_strong=True) for text in texts)
    right = canvas.width - 10 - widest
    if right - left < (_NARROW_ROOM if style.is_narrow else _MIN_ROOM):
        return None
    heights = [_ROW + _LINE * (len(lines) - 1) for lines in names]
    canvas.grow(sum(heights) + _FOOT + _HEAD)
    axes = _draw_axis(canvas, rows, (left, right), context)
    top = canvas.height - _HEAD
    for row, lines, text, height in zip(rows, names, texts, heights, strict=True):
        middle = top - height / 2
        _draw_words(canvas, row, lines, text, middle)
        _draw_estimate(canvas, axes, row, middle)
        top -= height
    key = f"sensitivity.{outcome.comparison.id}"
    return canvas.finish(
        key.replace(".", "-").replace("_", "-"),
        alt=context.alt(key, outcome.metric.label),
        data=FigureTable(
            columns=(terms().analysis, terms().estimate),
            rows=tuple((row.label, text) for row, text in zip(rows, texts, strict=True)),
        ),
    )


def _rows(context: FigureContext, outcome: ComparisonOutcome) -> list[_Row]:
    """Return the primary difference and the sensitivity estimates in its unit."""
    units = Counter(
        item.unit for item in outcome.verdict.sensitivity if item.counted and item.estimate
    )
    primary = context.quantity(outcome.ids.decided_difference)
    if primary is None or primary.unit not in units:
        return []
    rows = [_Row(label=terms().primary, quantity=primary, is_primary=True, has_vote=True)]
    for item in outcome.verdict.sensitivity:
        if item.estimate is not None and item.unit == primary.unit:
            quantity = further_quantity(
                outcome.comparison.id, item, item.estimate, primary.currency
            )
            rows.append(
                _Row(
                    label=translated(item.label),
                    quantity=quantity,
                    is_primary=False,
                    has_vote=item.counted,
                )
            )
    return rows


def _text(quantity: Quantity, context: FigureContext) -> str:
    style = context.narrative.style
    text = number_text(quantity, style)
    return f"{text} ({interval_text(quantity, style)})" if has_interval(quantity) else text


def _value(quantity: Quantity) -> float:
    return float(quantity.value) if isinstance(quantity.value, (int, float)) else 0.0


def _draw_axis(
    canvas: Canvas, rows: Sequence[_Row], sides: tuple[float, float], context: FigureContext
) -> AxesTransform:
    """Draw the axis, the line of no difference, and a dotted line at the primary estimate."""
    style = canvas.style
    is_share = rows[0].quantity.form is Form.POINTS
    bounds = [
        bound
        for row in rows
        for bound in (_value(row.quantity), row.quantity.ci_low, row.quantity.ci_high)
        if bound is not None
    ]
    left, right = sides
    # Zero is always included, because the plot is about a difference from zero.
    scale, texts = _fitting_scale(
        canvas,
        [*bounds, 0.0],
        right - left,
        context,
        is_share=is_share,
        currency=rows[0].quantity.currency,
    )
    # So that marks at the limits are not cut off.
    margin = (scale.high - scale.low) * 0.03
    axes = AxesTransform(
        left=left,
        bottom=_FOOT,
        right=right,
        top=canvas.height - _HEAD,
        x_limits=(scale.low - margin, scale.high + margin),
        y_limits=(0, 1),
    )
    places = [axes.x_at(tick) for tick in scale.ticks]
    ticks = [((x, _FOOT), (x, _FOOT - style.size("tick"))) for x in places]
    canvas.lines(
        [((left, _FOOT), (right, _FOOT)), *ticks], color=style.muted, width=style.size("line_axis")
    )
    for x, text in zip(places, texts, strict=True):
        canvas.label(x, _FOOT - 11, text, align="center")
    _draw_unit(canvas, unit_words(rows[0].quantity), left)
    canvas.lines([((0, 0), (0, 1))], axes=axes, color=style.ink, width=style.size("line_guide"))
    primary = _value(rows[0].quantity)
    canvas.lines(
        [((primary, 0), (primary, 1))],
        axes=axes,
        color=style.accent,
        width=style.size("line_axis"),
        dash=style.dashes("dots"),
        zorder=1,
    )
    return axes


def _fitting_scale(
    canvas: Canvas,
    values: list[float],
    room: float,
    context: FigureContext,
    *,
    is_share: bool,
    currency: str | None,
) -> tuple[ValueScale, tuple[str, ...]]:
    """Return the scale with the most ticks whose labels fit."""
    for steps in (4, 3, 2, 1):
        scale = value_scale(values, from_zero=False, steps=steps)
        shown = [tick * 100 for tick in scale.ticks] if is_share else list(scale.ticks)
        texts = axis_texts(shown, context.narrative.style, currency=currency)
        if sum(canvas.width_of(text) + 8 for text in texts) <= room:
            break
    return scale, texts


def _draw_unit(canvas: Canvas, unit: str, room: float) -> None:
    """Draw the unit of the axis to the left of its labels, if it fits."""
    style = canvas.style
    # The long form, then the unit alone, then nothing.
    for text in (terms().difference.format(unit), unit):
        if text and canvas.width_of(text, size=style.text_note) <= room - 16:
            canvas.label(0, _FOOT - 11, text, size=style.text_note, color=style.muted)
            return


def _draw_words(canvas: Canvas, row: _Row, lines: Sequence[str], text: str, middle: float) -> None:
    style = canvas.style
    color = style.ink if row.is_primary else style.soft
    first = middle - _DROP + _LINE * (len(lines) - 1) / 2
    for index, line in enumerate(lines):
        canvas.label(
            0,
            first - index * _LINE,
            line,
            size=style.text_row,
            color=color,
            is_strong=row.is_primary,
        )
    canvas.label(
        canvas.width,
        middle - _DROP,
        text,
        size=style.text_row,
        color=color,
        is_strong=row.is_primary,
        align="right",
    )


def _draw_estimate(canvas: Canvas, axes: AxesTransform, row: _Row, middle: float) -> None:
    """Draw interval and estimate; a one-sided interval extends to the end of the axis."""
    style = canvas.style
    quantity = row.quantity
    color = style.accent if row.is_primary else style.soft
    low, high = axes.x_limits
    if has_interval(quantity):
        ends = (
            low if quantity.ci_low is None else quantity.ci_low,
            high if quantity.ci_high is None else quantity.ci_high,
        )
        places = [axes.x_at(end) for end in ends]
        canvas.lines(
            [((places[0], middle), (places[1], middle))],
            color=color,
            width=style.size("line_primary" if row.is_primary else "line_interval"),
        )
    x = axes.x_at(_value(quantity))
    canvas.marks(
        [(x, middle)],
        shape="D" if row.is_primary else "s",
        size=style.size("mark_primary" if row.is_primary else "mark_square"),
        color=color if row.has_vote else style.white,
        edge=None if row.has_vote else color,
        edge_width=0.0 if row.has_vote else style.size("mark_hollow_edge"),
    )
