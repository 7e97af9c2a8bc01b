"""Bars of goals: each value as a share of its target, with one line where targets are reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.drawing.axes import axis_texts
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.text_layout import wrapped
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.model.goal import TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import GoalIds
from reportgen.narrative.topics.goal_measures import target_period

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import Point
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.narrative.numbers.number_style import NumberStyle

_NAME_SHARE = 0.4
_LINE = 9.8
# Points: height of a bar, of a row with a name of one line, and of the rows above and below.
_BAR = 8.0
_MIN_ROW = 18.0
_HEAD, _FOOT = 12.0, 13.0
_GAP, _SPACE = 4.0, 2.0
# The axis ends within these shares of the target: a bar that is longer is cut.
_LEAST_REACH, _MOST_REACH, _MOST_BELOW = 1.1, 2.0, -0.5
_TICKS = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A goal; its bar is from the first to the second share of the target, None without a bar."""

    lines: tuple[str, ...]
    bar: Point | None
    number: str
    target: str
    color: str

    @property
    def height(self) -> float:
        return max(_MIN_ROW, len(self.lines) * _LINE + 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """The horizontal axis, in shares of the target."""

    low: float
    high: float
    left: float
    right: float

    def x_at(self, share: float) -> float:
        share = min(max(share, self.low), self.high)
        return self.left + (share - self.low) / (self.high - self.low) * (self.right - self.left)


def plot_goals(context: FigureContext) -> Drawing | None:
    """Return the bars of the goals; None if none has both a value and a target.

    Shares of the target put goals of any unit on one scale. Where these say nothing, because the
    target is not above zero, a row has its numbers alone.
    """
    style = context.style
    canvas = Canvas(style, width_mm=style.width_mm, height_mm=0.1)
    rows = [
        row for item in context.outcomes.goals if (row := _row(item, context, canvas)) is not None
    ]
    if not rows:
        return None
    canvas.grow(_HEAD + sum(row.height for row in rows) + _FOOT)
    shares = [share for row in rows for share in row.bar or ()]
    axis = _Axis(
        low=max(_MOST_BELOW, min([0.0, *shares])),
        high=min(_MOST_REACH, max([_LEAST_REACH, *shares])),
        left=canvas.width * _NAME_SHARE + 2 * _GAP,
        right=canvas.width - _GAP - max(_width(row, canvas) for row in rows),
    )
    _draw_axis(canvas, axis, context.narrative.style)
    top = canvas.height - _HEAD
    for row in rows:
        _draw_row(canvas, row, axis, top - row.height / 2)
        top -= row.height
    return canvas.finish(
        "goals",
        alt=context.alt("goals", terms().goal),
        data=FigureTable(
            columns=(terms().goal, terms().value, terms().target_column),
            rows=tuple((" ".join(row.lines), row.number, row.target) for row in rows),
        ),
    )


def _row(progress: GoalProgress, context: FigureContext, canvas: Canvas) -> _Row | None:
    goal, measure = progress.goal, progress.goal.measurable
    ids = GoalIds(goal.id)
    value = context.quantity(ids.value)
    if measure is None or value is None or not isinstance(value.value, (int, float)):
        return None
    target, start = measure.target, measure.baseline or 0.0
    words = {TargetDirection.AT_LEAST: terms().target, TargetDirection.AT_MOST: terms().at_most}
    period = target_period(measure)
    aim = words[measure.direction].format(context.number(ids.target))
    return _Row(
        lines=wrapped(
            goal.specific, canvas.style.text, canvas.width * _NAME_SHARE, cuts_words=True
        ),
        bar=(start / target, float(value.value) / target) if target > 0 else None,
        number=context.number(ids.value),
        target=aim + (f" ({period})" if period else ""),
        color=context.style.tokens.text(f"status.{progress.status.value}.light").upper(),
    )


def _draw_axis(canvas: Canvas, axis: _Axis, number_style: NumberStyle) -> None:
    style = canvas.style
    bottom, top = _FOOT, canvas.height - _HEAD
    target = axis.x_at(1.0)
    canvas.lines(
        [((axis.x_at(share), bottom), (axis.x_at(share), top)) for share in _TICKS],
        color=style.grid,
        width=style.size("line_grid"),
        zorder=0,
    )
    canvas.lines(
        [((target, bottom), (target, top))],
        color=style.ink,
        width=style.size("line_fit"),
        zorder=3,
    )
    heading = terms().target_column
    canvas.label(target, top + 3, heading, color=style.ink, is_strong=True, align="center")
    ticks = zip(_TICKS, axis_texts(_TICKS, number_style, kind=MetricKind.RATE), strict=True)
    # From the target on to the left; a label that would touch the one before is left out.
    end = canvas.width
    for share, text in reversed(list(ticks)):
        half = canvas.width_of(text) / 2
        if axis.x_at(share) + half <= end:
            canvas.label(axis.x_at(share), 2.5, text, align="center")
            end = axis.x_at(share) - half - _GAP


def _draw_row(canvas: Canvas, row: _Row, axis: _Axis, middle: float) -> None:
    style = canvas.style
    first = middle - 2.5 + _LINE * (len(row.lines) - 1) / 2
    for index, line in enumerate(row.lines):
        canvas.label(0, first - index * _LINE, line, color=style.ink)
    end = axis.x_at(1.0)
    if row.bar is not None:
        start, value = (axis.x_at(share) for share in row.bar)
        low, high = middle - _BAR / 2, middle + _BAR / 2
        canvas.areas(
            [[(start, low), (value, low), (value, high), (start, high)]], color=row.color, zorder=2
        )
        if row.bar[0]:
            # A bar that does not begin at zero has a mark at its start.
            canvas.lines(
                [((start, low - 2), (start, high + 2))],
                color=style.soft,
                width=style.size("mark_hollow_edge"),
                zorder=3,
            )
        if row.bar[1] > axis.high:
            _cut(canvas, value, middle)
        end = max(end, start, value)
    baseline = middle - 2.6
    canvas.label(end + _GAP, baseline, _result(row), color=style.ink, is_strong=True)
    canvas.label(
        end + _GAP + canvas.width_of(_result(row), is_strong=True) + _SPACE, baseline, row.target
    )


def _cut(canvas: Canvas, end: float, middle: float) -> None:
    """Draw two white strokes across a bar that is longer than the axis."""
    reach = _BAR / 2 + 1
    canvas.lines(
        [((end - at - 2, middle - reach), (end - at + 2, middle + reach)) for at in (5.0, 9.0)],
        color=canvas.style.white,
        width=canvas.style.size("line_fit"),
        zorder=3,
    )


def _result(row: _Row) -> str:
    # The comma belongs to the bold text: before it, a difference in widths would be a gap.
    return f"{row.number},"


def _width(row: _Row, canvas: Canvas) -> float:
    return canvas.width_of(_result(row), is_strong=True) + _SPACE + canvas.width_of(row.target)
