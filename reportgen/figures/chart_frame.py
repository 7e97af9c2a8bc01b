"""The frame of a chart over time: grid, axes, tick labels and annotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.annotations import lay_out_strip
from reportgen.figures.drawing.axes import AxesTransform, axis_texts

if TYPE_CHECKING:
    from reportgen.figures.annotations import Annotation
    from reportgen.figures.drawing.axes import Point, TimeScale, ValueScale
    from reportgen.figures.drawing.canvas import Canvas
    from reportgen.figures.drawing.text_layout import Obstacles
    from reportgen.model.metric import Metric
    from reportgen.narrative.numbers.number_style import NumberStyle

# Height of the row of tick labels, in points.
_TICK_LABELS = 13.5
# Space before the first mark and after the last one, in months.
_PAD = 0.7

# Minimum span of the time axis in months, so that bars of few months stay narrow.
_MIN_SPAN = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFrame:
    """A drawn frame; `axes` converts data units to points on the canvas.

    `events` are the times of the annotations.
    """

    canvas: Canvas
    axes: AxesTransform
    time: TimeScale
    values: ValueScale
    left: float
    bottom: float
    right: float
    top: float
    events: tuple[float, ...]

    def at(self, time: float, value: float) -> Point:
        """Return the position of a time and a value on the canvas, in points."""
        return self.axes.at(time, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FramePlan:
    """Parameters of a frame; `head` and `side` are the free space above and right, in points."""

    metric: Metric
    time: TimeScale
    values: ValueScale
    annotations: tuple[Annotation, ...]
    head: float
    side: float


def padding(scale: TimeScale) -> float:
    """Return the time before the first mark and after the last one, in units of the axis."""
    # Short series are centered in the minimum span.
    return max(_PAD, (_MIN_SPAN - (scale.last - scale.first)) / 2)


def is_at_side(time: float, scale: TimeScale) -> bool:
    """Return whether what ends at a time is close enough to the labels at the side of the chart."""
    return time + 1 >= scale.last + padding(scale)


def tick_texts(plan: FramePlan, style: NumberStyle) -> tuple[str, ...]:
    """Return the labels of the vertical axis."""
    metric = plan.metric
    return axis_texts(plan.values.ticks, style, kind=metric.kind, currency=metric.currency)


def extent(
    plan: FramePlan, canvas: Canvas, texts: tuple[str, ...]
) -> tuple[float, float, float, float]:
    """Return the sides of the chart in points, and what converts a time into points.

    A time is at ``to_x + time * per_unit``; `texts` are the labels of the vertical axis.
    """
    # The widest tick label decides where the chart begins.
    left = max((canvas.width_of(text) for text in texts), default=0) + 5
    right = canvas.width - plan.side
    pad = padding(plan.time)
    per_unit = (right - left) / (plan.time.last - plan.time.first + 2 * pad)
    return left, right, left - (plan.time.first - pad) * per_unit, per_unit


def draw_frame(plan: FramePlan, canvas: Canvas, number_style: NumberStyle) -> ChartFrame:
    """Draw grid, axes, ticks, labels and annotations, and return the frame.

    The canvas grows by the height of the annotations, so that the height of the chart itself does
    not depend on them.
    """
    texts = tick_texts(plan, number_style)
    left, right, to_x, per_unit = extent(plan, canvas, texts)
    pad = padding(plan.time)
    strip = lay_out_strip(plan.annotations, canvas, to_x=to_x, per_unit=per_unit)
    canvas.grow(strip.height)
    bottom = strip.height + _TICK_LABELS
    axes = AxesTransform(
        left=left,
        bottom=bottom,
        right=right,
        top=canvas.height - plan.head,
        x_limits=(plan.time.first - pad, plan.time.last + pad),
        y_limits=(plan.values.low, plan.values.high),
    )
    frame = ChartFrame(
        canvas=canvas,
        axes=axes,
        time=plan.time,
        values=plan.values,
        left=left,
        bottom=bottom,
        right=right,
        top=canvas.height - plan.head,
        events=tuple(item.position for item in plan.annotations),
    )
    _draw_values(frame, texts)
    _draw_time(frame)
    strip.draw(canvas, axis_y=bottom, top=strip.height, to_x=to_x, per_unit=per_unit)
    return frame


def draw_events(frame: ChartFrame, obstacles: Obstacles) -> None:
    """Draw a dotted line from each event through the chart, except behind labels."""
    canvas, style = frame.canvas, frame.canvas.style
    segments = []
    for event in frame.events:
        x, low = frame.at(event, 0)[0], frame.bottom
        behind = (box for box in obstacles.boxes if box.left - 1 <= x <= box.right + 1)
        for box in sorted(behind, key=lambda box: box.bottom):
            segments.append((low, box.bottom - 1, x))
            low = max(low, box.top + 1)
        segments.append((low, frame.top, x))
    canvas.lines(
        [((x, low), (x, high)) for low, high, x in segments if high > low],
        color=style.muted,
        width=style.size("line_guide"),
        dash=style.dashes("dots"),
        zorder=1.2,
    )


def draw_unit(frame: ChartFrame, unit: str) -> None:
    """Draw the unit above the vertical axis, if there is one; period headings leave room for it."""
    if not unit:
        return
    canvas = frame.canvas
    unit = unit[:1].upper() + unit[1:]
    canvas.label(0, frame.top + 4, unit, size=canvas.style.text_note, color=canvas.style.muted)


def _draw_values(frame: ChartFrame, texts: tuple[str, ...]) -> None:
    canvas, style = frame.canvas, frame.canvas.style
    levels = [
        (frame.at(0, tick)[1], text) for tick, text in zip(frame.values.ticks, texts, strict=True)
    ]
    canvas.lines(
        # No grid line on the axis itself, which is darker.
        [((frame.left, y), (frame.right, y)) for y, _ in levels if y > frame.bottom + 1],
        color=style.grid,
        width=style.size("line_grid"),
        zorder=0,
    )
    for y, text in levels:
        canvas.label(frame.left - 4, y - 2.4, text, align="right")


def _draw_time(frame: ChartFrame) -> None:
    canvas, style = frame.canvas, frame.canvas.style
    per_step = frame.at(1, 0)[0] - frame.at(0, 0)[0]
    ticks = frame.time.ticks(frame.right - frame.left, canvas.width_of, per_step=per_step)
    places = [(frame.at(time, frame.values.low)[0], text) for time, text in ticks]
    axis = ((frame.left, frame.bottom), (frame.right, frame.bottom))
    marks = [((x, frame.bottom), (x, frame.bottom - style.size("tick"))) for x, _ in places]
    canvas.lines([axis, *marks], color=style.muted, width=style.size("line_axis"), zorder=2)
    for x, text in places:
        half = canvas.width_of(text) / 2
        y = frame.bottom - _TICK_LABELS + 2.2
        # Labels at the sides are shifted inwards, so that the canvas does not clip them.
        if x - half < 0:
            canvas.label(0, y, text)
        elif x + half > canvas.width:
            canvas.label(canvas.width, y, text, align="right")
        else:
            canvas.label(x, y, text, align="center")
