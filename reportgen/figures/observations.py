"""The observations of a metric as points or bars, with bands behind the compared periods."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from reportgen.figures.drawing.text_layout import Box
from reportgen.model.frequency import DateSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import PeriodStyle, ShownSeries
    from reportgen.figures.drawing.axes import Point
    from reportgen.figures.drawing.text_layout import Obstacles
    from reportgen.model.series import Observation

# Bars are two thirds of a step wide, so that gaps separate them.
_BAR_SHARE = 0.66
# Points: white between two bands, and the smallest mark that is still visible.
_BAND_GAP = 0.8
_LEAST_MARK = 1.5
# Marks closer than this share of their size would run together.
_FREE_SHARE = 0.9
# Narrower bars, in points, are filled: the two sides of an outline would touch.
_LEAST_OUTLINED = 1.8
# Marks cover the lines and bands of means, and labels cover marks.
_ABOVE_MEANS = 4.5


def draw_bands(frame: ChartFrame, shown: ShownSeries) -> None:
    """Shade the compared periods, unless they hold all observations."""
    if not shown.has_bands:
        return
    for drawn in shown.periods.values():
        left, right = _band(frame, drawn, shown)
        if right > left:
            low, high = frame.bottom, frame.top
            band = [(left, low), (right, low), (right, high), (left, high)]
            frame.canvas.areas([band], color=drawn.pale, zorder=-1)


def _band(frame: ChartFrame, drawn: PeriodStyle, shown: ShownSeries) -> Point:
    """Return where the band of a period begins and ends in the frame, in points."""
    # A period may be planned years beyond its data.
    last = min(drawn.period.last, shown.series.observations[-1].last)
    ends = frame.time.ends(DateSpan(drawn.period.first, last))
    left, right = (frame.at(time, 0)[0] for time in ends)
    return max(frame.left, left + _BAND_GAP / 2), min(frame.right, right - _BAND_GAP / 2)


def draw_points(frame: ChartFrame, shown: ShownSeries, obstacles: Obstacles) -> None:
    """Draw a mark per observation, in the style of its period.

    Marks outside the compared periods are joined by a thin line; next to compared ones they
    are small and gray, and so are those that a fit leaves out.
    """
    canvas, style = frame.canvas, frame.canvas.style
    room = (frame.right - frame.left) / len(shown.series.observations)
    canvas.lines(_runs(shown), axes=frame.axes, color=style.hair, width=style.size("line_guide"))
    before, after = (style.tokens.text(f"chart.{role}").upper() for role in ("before", "after"))
    small = style.size("mark_outside"), before, "o"
    lost = [_point(item, shown) for item in shown.series.observations if shown.is_left_out(item)]
    if lost:
        size, color, shape = small
        canvas.marks(lost, axes=frame.axes, shape=shape, size=size, color=color, zorder=4)
    for key, points in _by_period(shown).items():
        obstacles.points += [frame.at(*point) for point in points]
        drawn = shown.periods.get(key) if key is not None else None
        if drawn is not None:
            size, color, shape = drawn.mark_size, drawn.color, drawn.shape
        elif shown.has_bands:
            size, color, shape = small
        else:
            size, shape = style.size("mark_solid"), "o"
            color = after
        is_hollow = drawn is not None and drawn.is_hollow
        # Marks without room between them would be a thick line that hides the thin one.
        if drawn is not None or room >= _LEAST_MARK:
            canvas.marks(
                points,
                axes=frame.axes,
                shape=shape,
                size=fitting_mark(size, room),
                color=style.white if is_hollow else color,
                edge=color if is_hollow else None,
                edge_width=style.size("mark_hollow_edge") if is_hollow else 0.0,
                zorder=_ABOVE_MEANS,
            )


def fitting_mark(size: float, room: float) -> float:
    """Return the size of a mark, smaller where successive marks are closer than it is wide."""
    return max(_LEAST_MARK, min(size, room * _FREE_SHARE))


def draw_bars(frame: ChartFrame, shown: ShownSeries, obstacles: Obstacles) -> None:
    """Draw a bar from zero per observation, in the tint of its period.

    Bars outside the compared periods are empty next to compared ones.
    """
    style = frame.canvas.style
    if frame.values.low < 0:
        zero = frame.at(0, 0)[1]
        frame.canvas.lines(
            [((frame.left, zero), (frame.right, zero))],
            color=style.muted,
            width=style.size("line_axis"),
        )
    half = bar_width(shown) / 2
    is_outlined = frame.at(2 * half, 0)[0] - frame.at(0, 0)[0] >= _LEAST_OUTLINED
    for key, points in _by_period(shown).items():
        drawn = shown.periods.get(key) if key is not None else None
        is_empty = drawn is None and shown.has_bands and is_outlined
        if drawn is not None:
            color = drawn.tint
        elif shown.has_bands:
            color = style.white if is_outlined else style.grid
        else:
            color = style.tokens.text("chart.after_tint").upper()
        frame.canvas.areas(
            [[(x - half, 0.0), (x + half, 0.0), (x + half, y), (x - half, y)] for x, y in points],
            axes=frame.axes,
            color=color,
            edge=style.hair if is_empty else None,
            edge_width=style.size("line_axis") if is_empty else 0.0,
        )
        for x, y in points:
            at, top = frame.at(x, y)
            # A narrow box instead of the whole bar: labels may touch the pale sides of bars.
            obstacles.boxes.append(Box(at - 2, frame.bottom, at + 2, top))


def bar_width(shown: ShownSeries) -> float:
    """Return the width of a bar in units of time: two thirds of the smallest gap."""
    gaps = [
        shown.axis.time_of(later) - shown.axis.time_of(earlier)
        for earlier, later in pairwise(shown.series.observations)
    ]
    return _BAR_SHARE * min([gap for gap in gaps if gap > 0], default=1.0)


def _by_period(shown: ShownSeries) -> dict[str | None, list[Point]]:
    """Return the points of each period without those left out; first those outside all of them."""
    groups: dict[str | None, list[Point]] = {None: []}
    for item in shown.series.observations:
        if not shown.is_left_out(item):
            groups.setdefault(shown.period_of(item), []).append(_point(item, shown))
    return {key: points for key, points in groups.items() if points}


def _runs(shown: ShownSeries) -> Iterator[Sequence[Point]]:
    """Yield the successive observations outside the periods."""
    runs = groupby(shown.series.observations, key=lambda item: shown.period_of(item) is None)
    for is_outside, items in runs:
        if is_outside:
            yield from joined(
                [_point(item, shown) for item in items], is_regular=shown.axis.is_regular
            )


def joined(points: Sequence[Point], *, is_regular: bool) -> list[Sequence[Point]]:
    """Return the lines between successive points, without bridging missing steps."""
    lines: list[list[Point]] = []
    for point in points:
        # A unit of time is a step of the series.
        if not lines or (is_regular and point[0] - lines[-1][-1][0] > 1):
            lines.append([])
        lines[-1].append(point)
    return [line for line in lines if len(line) > 1]


def _point(item: Observation, shown: ShownSeries) -> Point:
    return shown.axis.time_of(item), item.value
