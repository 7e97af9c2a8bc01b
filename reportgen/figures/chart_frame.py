"""A chart over time: its grid, its axes with their labels, and the words under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.annotations import lay_out_strip
from reportgen.figures.drawing.axes_transform import Plane
from reportgen.figures.drawing.axis_text import axis_texts

if TYPE_CHECKING:
    from reportgen.figures.annotations import Happening
    from reportgen.figures.drawing.axes_transform import Point
    from reportgen.figures.drawing.canvas import Sheet
    from reportgen.figures.drawing.time_scale import TimeScale
    from reportgen.figures.drawing.value_scale import ValueScale
    from reportgen.model.metric import Metric
    from reportgen.narrative.numbers.number_style import NumberStyle

_TICK_LABELS = 12.5
_PAD = 0.7
"""Months before the first mark and after the last one."""

_LEAST_SPAN = 6.0
"""A few months are not drawn wider than they would be in half a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFrame:
    """The drawn axes; positions in the data's units become points by their plane."""

    sheet: Sheet
    plane: Plane
    time: TimeScale
    values: ValueScale
    left: float
    bottom: float
    right: float
    top: float

    def at(self, time: float, value: float) -> Point:
        """Return where a time and a value lie on the sheet, in points."""
        return self.plane.at(time, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FramePlan:
    """What a frame is made of; `head` and `side` are kept free above and right, in points."""

    metric: Metric
    time: TimeScale
    values: ValueScale
    happenings: tuple[Happening, ...]
    head: float
    side: float


def tick_texts(plan: FramePlan, style: NumberStyle) -> tuple[str, ...]:
    """Return the labels of the vertical axis."""
    return axis_texts(plan.values.ticks, style, kind=plan.metric.kind)


def draw_frame(plan: FramePlan, sheet: Sheet, number_style: NumberStyle) -> ChartFrame:
    """Draw grid, axes, ticks, labels and happenings, and return the frame to draw in.

    The sheet grows by the height of the happenings' words, so the chart keeps its own.
    """
    texts = tick_texts(plan, number_style)
    left = max((sheet.width_of(text) for text in texts), default=0) + 5
    right = sheet.width - plan.side
    span = plan.time.last - plan.time.first
    pad = max(_PAD, (_LEAST_SPAN - span) / 2)
    per_unit = (right - left) / (span + 2 * pad)
    to_x = left - (plan.time.first - pad) * per_unit
    strip = lay_out_strip(plan.happenings, sheet, to_x=to_x, per_unit=per_unit)
    sheet.grow(strip.height)
    bottom = strip.height + _TICK_LABELS
    plane = Plane(
        left=left,
        bottom=bottom,
        right=right,
        top=sheet.height - plan.head,
        x_limits=(plan.time.first - pad, plan.time.last + pad),
        y_limits=(plan.values.low, plan.values.high),
    )
    frame = ChartFrame(
        sheet=sheet,
        plane=plane,
        time=plan.time,
        values=plan.values,
        left=left,
        bottom=bottom,
        right=right,
        top=sheet.height - plan.head,
    )
    _draw_values(frame, texts)
    _draw_time(frame)
    strip.draw(sheet, axis_y=bottom, top=strip.height, to_x=to_x, per_unit=per_unit)
    return frame


def draw_unit(frame: ChartFrame, unit: str) -> None:
    """Write the unit over the vertical axis; what else stands there leaves room for it."""
    sheet = frame.sheet
    unit = unit[:1].upper() + unit[1:]
    sheet.label(0, frame.top + 4, unit, size=sheet.style.text_note, color=sheet.style.muted)


def _draw_values(frame: ChartFrame, texts: tuple[str, ...]) -> None:
    sheet, style = frame.sheet, frame.sheet.style
    levels = [
        (frame.at(0, tick)[1], text) for tick, text in zip(frame.values.ticks, texts, strict=True)
    ]
    sheet.lines(
        [((frame.left, y), (frame.right, y)) for y, _ in levels if y > frame.bottom + 1],
        color=style.grid,
        width=style.size("line_grid"),
        zorder=0,
    )
    for y, text in levels:
        sheet.label(frame.left - 4, y - 2.4, text, align="right")


def _draw_time(frame: ChartFrame) -> None:
    sheet, style = frame.sheet, frame.sheet.style
    ticks = frame.time.ticks(frame.right - frame.left, sheet.width_of)
    places = [(frame.at(time, frame.values.low)[0], text) for time, text in ticks]
    axis = ((frame.left, frame.bottom), (frame.right, frame.bottom))
    marks = [((x, frame.bottom), (x, frame.bottom - style.size("tick"))) for x, _ in places]
    sheet.lines([axis, *marks], color=style.muted, width=style.size("line_axis"), zorder=2)
    for x, text in places:
        half = sheet.width_of(text) / 2
        y = frame.bottom - _TICK_LABELS + 2.2
        if x - half < 0:
            sheet.label(0, y, text)
        elif x + half > sheet.width:
            sheet.label(sheet.width, y, text, align="right")
        else:
            sheet.label(x, y, text, align="center")
