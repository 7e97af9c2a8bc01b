"""The words inside a trend figure: the change, what was expected, and where it stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.figures.axis_text import value_text
from reportgen.figures.placement import Box, spread
from reportgen.figures.terms import TERMS
from reportgen.figures.text_width import ASCENT, DESCENT, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import FigureContext, Shown
    from reportgen.figures.placement import Obstacles
    from reportgen.figures.sheet import Point
    from reportgen.figures.trend_lines import ExpectedLine, TrendLines

_SIDE_GAP = 4.0
_MOST_WIDE = 64.0


def draw_change(frame: ChartFrame, context: FigureContext, obstacles: Obstacles) -> None:
    """Draw the line at the intervention with its label, where it covers least."""
    intervention = context.configuration.intervention
    if intervention is None:
        return
    at = frame.time.position(intervention.on)
    if not frame.time.first - 1 <= at <= frame.time.last + 1:
        return
    sheet, style = frame.sheet, frame.sheet.style
    x = frame.at(at, frame.values.low)[0]
    sheet.lines(
        [((x, frame.bottom), (x, frame.top + 2))],
        color=style.ink,
        width=style.size("line_guide"),
        zorder=2.5,
    )
    lines = wrapped(intervention.label, style.text, _MOST_WIDE)
    width, height = block_size(lines, frame)
    places = [
        Box(left, bottom, left + width, bottom + height)
        for bottom in (frame.bottom + 4, frame.top - height - 2, (frame.bottom + frame.top) / 2)
        for left in (x + _SIDE_GAP, x - _SIDE_GAP - width)
        if left >= 0
    ]
    place = obstacles.freest(places)
    obstacles.boxes.append(place)
    is_left = place.left < x
    write_block(
        frame,
        lines,
        x=place.right if is_left else place.left,
        top=place.top,
        color=style.ink,
        align="right" if is_left else "left",
    )


def draw_ends(
    frame: ChartFrame,
    lines: TrendLines,
    shown: Shown,
    context: FigureContext,
    obstacles: Obstacles,
) -> None:
    """Label the ends of lines: those that reach the right side beside it, others inside."""
    last = shown.series.observations[-1]
    end = shown.axis.time_of(last)
    beside: list[tuple[float, tuple[str, ...], str, bool]] = []
    for line in lines.expected:
        words = TERMS.carried_on.format(_capital(shown.periods[line.base].period.label))
        texts = wrapped(words, frame.sheet.style.text, _MOST_WIDE - 4)
        time, carried = line.points[-1]
        if time >= end:
            y = frame.at(time, carried.estimate)[1]
            beside.append((y, texts, frame.sheet.style.expected, False))
        else:
            _label_inside(frame, line, texts, obstacles)
        _draw_effect(frame, line, context)
    key = shown.period_of(last)
    drawn = shown.periods.get(key) if key is not None else None
    color = drawn.text_color if drawn is not None else frame.sheet.style.soft
    text = value_text(last.value, context.narrative.style, kind=shown.series.metric.kind)
    beside.append((frame.at(end, last.value)[1], (text,), color, True))
    _write_beside(frame, beside)


def block_size(lines: Sequence[str], frame: ChartFrame, *, size: float = 0) -> tuple[float, float]:
    """Return the width and height of lines set one under the other, in points."""
    style = frame.sheet.style
    size = size or style.text
    width = max(frame.sheet.width_of(line, size=size) for line in lines)
    pitch = style.line_pitch * size
    return width, (len(lines) - 1) * pitch + (ASCENT + DESCENT) * size


def write_block(
    frame: ChartFrame,
    lines: Sequence[str],
    *,
    x: float,
    top: float,
    color: str,
    align: str,
    is_strong: bool = False,
) -> None:
    """Write lines one under the other, the first one's letters reaching up to `top`."""
    style = frame.sheet.style
    for index, line in enumerate(lines):
        y = top - ASCENT * style.text - index * style.line_pitch * style.text
        frame.sheet.label(x, y, line, color=color, align=align, is_strong=is_strong)


def _label_inside(
    frame: ChartFrame, line: ExpectedLine, texts: tuple[str, ...], obstacles: Obstacles
) -> None:
    """Write what a dashed line is near its end, where it covers least."""
    width, height = block_size(texts, frame)
    time, carried = line.points[-1]
    x, y = frame.at(time, carried.estimate)
    places = [
        Box(x + 4, y - height / 2, x + 4 + width, y + height / 2),
        Box(x - width, y - height - 5, x, y - 5),
        Box(x - width, y + 5, x, y + 5 + height),
        Box(x - 1.6 * width, y - height - 8, x - 0.6 * width, y - 8),
    ]
    inside = [box for box in places if box.bottom >= frame.bottom and box.right <= frame.right]
    place = obstacles.freest(inside or places)
    obstacles.boxes.append(place)
    write_block(
        frame, texts, x=place.left, top=place.top, color=frame.sheet.style.expected, align="left"
    )


def _draw_effect(frame: ChartFrame, line: ExpectedLine, context: FigureContext) -> None:
    """Draw an arrow from what was expected to what was fitted, with their difference."""
    if line.effect is None or context.quantity(line.effect) is None:
        return
    style = frame.sheet.style
    time, carried = line.points[-1]
    start, end = frame.at(time, carried.estimate), frame.at(time, line.observed_end)
    x = start[0] + 3
    if abs(end[1] - start[1]) < 6:
        return
    tip = end[1] - (4 if end[1] > start[1] else -4)
    frame.sheet.lines(
        [((x, start[1]), (x, tip))], color=style.ink, width=style.size("line_guide"), zorder=4
    )
    head: list[Point] = [(x - 1.7, tip), (x + 1.7, tip), (x, end[1])]
    frame.sheet.areas([head], color=style.ink, zorder=4)
    frame.sheet.label(
        x - 4,
        (start[1] + end[1]) / 2 - 2.4,
        context.number(line.effect),
        color=style.ink,
        is_strong=True,
        align="right",
    )


def _write_beside(frame: ChartFrame, items: list[tuple[float, tuple[str, ...], str, bool]]) -> None:
    sizes = [block_size(texts, frame)[1] + 2 for _, texts, _, _ in items]
    centres = spread(
        [(y, size) for (y, _, _, _), size in zip(items, sizes, strict=True)],
        frame.bottom,
        frame.sheet.height,
    )
    for (_, texts, color, is_strong), centre, size in zip(items, centres, sizes, strict=True):
        write_block(
            frame,
            texts,
            x=frame.right + _SIDE_GAP,
            top=centre + size / 2 - 1,
            color=color,
            align="left",
            is_strong=is_strong,
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
