"""Bullet bars: the value of each goal with a mark at its target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.text_layout import text_width, wrapped
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.model.quantity import IN_POINTS, Form
from reportgen.model.quantity_ids import GoalIds
from reportgen.narrative.topics.goals import target_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import Point
    from reportgen.figures.drawing.canvas import Drawing

_NAME_SHARE = 0.42
_LINE = 9.4
# Points: height of the track, and of the bar inside it.
_TRACK, _BAR = 9.0, 4.2
# Height of a row with a one-line name, for the bar and the label of the target below it.
_MIN_ROW = 27.0
# Length of a track, relative to the larger of value and target.
_REACH = 1.15


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    lines: tuple[str, ...]
    value: float
    target: float
    baseline: float
    low: float
    high: float
    number: str
    target_text: str

    @property
    def height(self) -> float:
        return max(_MIN_ROW, len(self.lines) * _LINE + 6)


def plot_goals(context: FigureContext) -> Drawing | None:
    """Return the bullet bars of the goals; None if none has both a value and a target."""
    style = context.style
    canvas = Canvas(style, width_mm=style.size("width_text"), height_mm=0.1)
    rows = [
        row for item in context.outcomes.goals if (row := _row(item, context, canvas)) is not None
    ]
    if not rows:
        return None
    canvas.grow(sum(row.height for row in rows))
    left = canvas.width * _NAME_SHARE + 8
    right = (
        canvas.width
        - 8
        - max(text_width(row.number, style.text_row, is_strong=True) for row in rows)
    )
    _draw(canvas, rows, left, right)
    return canvas.finish(
        "goals",
        alt=context.alt("goals", terms().goal),
        data=FigureTable(
            columns=(terms().goal, terms().value, terms().target_column),
            rows=tuple((" ".join(row.lines), row.number, row.target_text) for row in rows),
        ),
    )


def _row(progress: GoalProgress, context: FigureContext, canvas: Canvas) -> _Row | None:
    goal = progress.goal
    ids = GoalIds(goal.id)
    value = context.quantity(ids.value)
    if goal.measurable is None or value is None or not isinstance(value.value, (int, float)):
        return None
    target, baseline = goal.measurable.target, goal.measurable.baseline
    start = 0.0 if baseline is None else baseline
    found = (float(value.value), target, start)
    period = target_period(goal.measurable)
    is_share = value.form.public is Form.SHARE and value.form not in IN_POINTS
    # Every goal has its own scale: units differ between goals.
    low, high = min(0.0, *found), max(0.0, *found) * _REACH
    return _Row(
        lines=wrapped(
            goal.specific, canvas.style.text, canvas.width * _NAME_SHARE, cuts_words=True
        ),
        value=float(value.value),
        target=target,
        baseline=start,
        low=low,
        # A share of at most 100% has a track of exactly 100%.
        high=1.0 if is_share and high <= _REACH else (high if high > low else low + 1.0),
        number=context.number(ids.value),
        target_text=context.number(ids.target) + (f" ({period})" if period else ""),
    )


def _draw(canvas: Canvas, rows: Sequence[_Row], left: float, right: float) -> None:
    """Draw all tracks, then all bars, then all marks, as one path each."""
    style = canvas.style
    tracks: list[Sequence[Point]] = []
    bars: list[Sequence[Point]] = []
    targets: list[Sequence[Point]] = []
    starts: list[Sequence[Point]] = []
    top = canvas.height
    for row in rows:
        middle = top - row.height / 2 + 3.5

        # The default binds the row of this iteration.
        def x_of(value: float, row: _Row = row) -> float:
            return left + (value - row.low) / (row.high - row.low) * (right - left)

        tracks.append(_bar(left, right, middle, _TRACK))
        bars.append(_bar(x_of(row.baseline), x_of(row.value), middle, _BAR))
        at = x_of(row.target)
        targets.append([(at, middle - _TRACK / 2 - 1.5), (at, middle + _TRACK / 2 + 1.5)])
        # A bar from zero needs no mark at its start.
        if row.baseline:
            start = x_of(row.baseline)
            starts.append([(start, middle - _BAR), (start, middle + _BAR)])
        _draw_words(canvas, row, middle, at)
        top -= row.height
    canvas.areas(tracks, color=style.track, zorder=1)
    canvas.areas(bars, color=style.accent, zorder=2)
    canvas.lines(targets, color=style.ink, width=style.size("line_fit"), zorder=3)
    if starts:
        canvas.lines(starts, color=style.soft, width=style.size("mark_hollow_edge"), zorder=3)


def _draw_words(canvas: Canvas, row: _Row, middle: float, target: float) -> None:
    style = canvas.style
    first = middle - 2.5 + _LINE * (len(row.lines) - 1) / 2
    for index, line in enumerate(row.lines):
        canvas.label(0, first - index * _LINE, line, color=style.ink)
    canvas.label(
        canvas.width,
        middle - 2.6,
        row.number,
        size=style.text_row,
        color=style.ink,
        is_strong=True,
        align="right",
    )
    words = terms().target.format(row.target_text)
    half = canvas.width_of(words, size=style.text_note) / 2
    x = min(target, canvas.width - half)
    canvas.label(x, middle - 13.2, words, size=style.text_note, color=style.soft, align="center")


def _bar(left: float, right: float, middle: float, height: float) -> list[Point]:
    low, high = middle - height / 2, middle + height / 2
    return [(left, low), (right, low), (right, high), (left, high)]
