"""Labels of trend figures: the intervention, extrapolated lines and latest values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.figures.chart_frame import is_at_side
from reportgen.figures.drawing.axes import value_text
from reportgen.figures.drawing.text_layout import ASCENT, DESCENT, Box, spread, text_width, wrapped
from reportgen.figures.figure_labels import terms
from reportgen.languages.current import translated
from reportgen.model.quantity_ids import latest_id
from reportgen.narrative.figures.trend_parts import shown_interventions
from reportgen.narrative.quantity_phrases import unit_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import FigureContext, ShownSeries
    from reportgen.figures.drawing.axes import Point, TimeScale
    from reportgen.figures.drawing.style import Style
    from reportgen.figures.drawing.text_layout import Obstacles
    from reportgen.figures.trend_lines import ExpectedLine, TrendLines

# Points: from the chart to labels at its side, maximum width of labels, and distance from a line to
# its label.
_SIDE_GAP = 2.0
_MAX_WIDTH = 68.0
_GAP = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLabel:
    """A label at the end of a line; `is_at_side` if the line ends at the right side."""

    time: float
    value: float
    lines: tuple[str, ...]
    color: str
    is_at_side: bool = True
    is_strong: bool = False


def draw_changes(
    frame: ChartFrame, context: FigureContext, metric: str, obstacles: Obstacles
) -> None:
    """Draw a line for each intervention that the figure shows, labelled where it covers least."""
    for intervention in shown_interventions(context.configuration, context.outcomes, metric):
        at = frame.time.position(intervention.on)
        # An intervention outside the observations has no line; one month of tolerance.
        if frame.time.first - 1 <= at <= frame.time.last + 1:
            _draw_change(frame, at, intervention.label, obstacles)


def _draw_change(frame: ChartFrame, at: float, label: str, obstacles: Obstacles) -> None:
    canvas, style = frame.canvas, frame.canvas.style
    x = frame.at(at, frame.values.low)[0]
    canvas.lines(
        [((x, frame.bottom), (x, frame.top + 2))],
        color=style.ink,
        width=style.size("line_guide"),
        zorder=2.5,
    )
    lines = wrapped(label, style.text, _MAX_WIDTH, cuts_words=True)
    width, height = text_block_size(lines, frame)
    places = [
        Box(left, bottom, left + width, bottom + height)
        # At the bottom, the top or in the middle, right or left of the line, in order of
        # preference.
        for bottom in (frame.bottom + 4, frame.top - height - 2, (frame.bottom + frame.top) / 2)
        for left in (x + _GAP, x - _GAP - width)
        # Left of the chart are the labels of its axis.
        if left >= frame.left - 1 and left + width <= canvas.width
    ] or [Box(canvas.width - width, frame.bottom + 4, canvas.width, frame.bottom + 4 + height)]
    place = obstacles.freest(places)
    obstacles.boxes.append(place)
    is_left = place.left < x
    draw_text_block(
        frame,
        lines,
        x=place.right if is_left else place.left,
        top=place.top,
        color=style.ink,
        align="right" if is_left else "left",
    )


def end_labels(
    lines: TrendLines, shown: ShownSeries, context: FigureContext, scale: TimeScale
) -> tuple[EndLabel, ...]:
    """Return the labels at the ends of the dashed lines and of the observations.

    Those of lines that end well before the axis are within the chart.
    """
    last = shown.series.observations[-1]
    end = shown.axis.time_of(last)
    style = context.style
    labels = []
    # Of several interventions, each carries on what no period has a name for; the caption does.
    for line in lines.expected if len(lines.expected) == 1 else ():
        period = translated(shown.periods[line.base].period.label)
        words = terms().continued.format(period[:1].upper() + period[1:])
        time, carried = line.points[-1]
        labels.append(
            EndLabel(
                time=time,
                value=carried.estimate,
                lines=wrapped(words, style.text, _MAX_WIDTH, cuts_words=True),
                color=style.expected,
                is_at_side=is_at_side(time, scale),
            )
        )
    key = shown.period_of(last)
    metric = shown.series.metric
    latest = context.quantity(latest_id(metric.id))
    text = (
        # As the text prints it, which rounds.
        context.number(latest.id)
        if latest is not None and latest.value == last.value
        else value_text(
            last.value, context.narrative.style, kind=metric.kind, currency=metric.currency
        )
    )
    labels.append(
        EndLabel(
            time=end,
            value=last.value,
            lines=(text,),
            color=shown.periods[key].text_color if key is not None else style.soft,
            is_at_side=is_at_side(end, scale),
            is_strong=True,
        )
    )
    return tuple(labels)


def side_width(labels: Sequence[EndLabel], style: Style) -> float:
    """Return the width needed for the labels at the right side, in points."""
    widths = [
        text_width(line, style.text, is_strong=label.is_strong)
        for label in labels
        if label.is_at_side
        for line in label.lines
    ]
    return max(widths, default=0.0) + _SIDE_GAP


def draw_ends(
    frame: ChartFrame,
    lines: TrendLines,
    labels: Sequence[EndLabel],
    context: FigureContext,
    obstacles: Obstacles,
) -> None:
    """Label the ends of lines, at the right side or inside the chart."""
    for label in labels:
        if not label.is_at_side:
            _label_inside(frame, label, obstacles)
    for line in lines.expected:
        _draw_effect(frame, line, context, obstacles)
    draw_side_labels(frame, [label for label in labels if label.is_at_side])


def text_block_size(
    lines: Sequence[str], frame: ChartFrame, *, size: float = 0
) -> tuple[float, float]:
    """Return the width and height of a block of lines, in points."""
    style = frame.canvas.style
    size = size or style.text
    width = max(frame.canvas.width_of(line, size=size) for line in lines)
    pitch = style.line_pitch * size
    return width, (len(lines) - 1) * pitch + (ASCENT + DESCENT) * size


def draw_text_block(
    frame: ChartFrame,
    lines: Sequence[str],
    *,
    x: float,
    top: float,
    color: str,
    align: str,
    is_strong: bool = False,
) -> None:
    """Draw a block of lines whose ascenders start at `top`."""
    style = frame.canvas.style
    for index, line in enumerate(lines):
        y = top - ASCENT * style.text - index * style.line_pitch * style.text
        frame.canvas.label(x, y, line, color=color, align=align, is_strong=is_strong)


def _label_inside(frame: ChartFrame, label: EndLabel, obstacles: Obstacles) -> None:
    """Label a dashed line near its end, where the label covers least."""
    width, height = text_block_size(label.lines, frame)
    x, y = frame.at(label.time, label.value)
    places = [
        Box(x + 4, y - height / 2, x + 4 + width, y + height / 2),
        Box(x - width, y - height - 5, x, y - 5),
        Box(x - width, y + 5, x, y + 5 + height),
        Box(x - 1.6 * width, y - height - 8, x - 0.6 * width, y - 8),
    ]
    inside = [
        box
        for box in places
        if box.bottom >= frame.bottom and frame.left <= box.left and box.right <= frame.right
    ]
    # Any place on the canvas is better than none if no box is within the chart.
    shifts = [min(max(box.left, 0), frame.canvas.width - width) - box.left for box in places]
    shifted = [
        replace(box, left=box.left + shift, right=box.right + shift)
        for box, shift in zip(places, shifts, strict=True)
    ]
    place = obstacles.freest(inside or shifted)
    obstacles.boxes.append(place)
    draw_text_block(
        frame,
        label.lines,
        x=place.left,
        top=place.top,
        color=label.color,
        align="left",
        is_strong=label.is_strong,
    )


def _draw_effect(
    frame: ChartFrame, line: ExpectedLine, context: FigureContext, obstacles: Obstacles
) -> None:
    """Draw an arrow from the extrapolated to the fitted value, with their difference."""
    if line.effect is None or line.effect_at is None or context.quantity(line.effect) is None:
        return
    style = frame.canvas.style
    time, carried, observed = line.effect_at
    start, end = frame.at(time, carried), frame.at(time, observed)
    x = start[0] + 3
    unit = unit_words(context.outcomes.quantities[line.effect])
    text = f"{context.number(line.effect)} {unit}".strip()
    # Too short for an arrow with a head of 4 points.
    if abs(end[1] - start[1]) < 6:
        return
    # The line ends where the head begins.
    tip = end[1] - (4 if end[1] > start[1] else -4)
    frame.canvas.lines(
        [((x, start[1]), (x, tip))], color=style.ink, width=style.size("line_guide"), zorder=4
    )
    head: list[Point] = [(x - 1.7, tip), (x + 1.7, tip), (x, end[1])]
    frame.canvas.areas([head], color=style.ink, zorder=4)
    width, height = frame.canvas.width_of(text, is_strong=True), style.text
    middle, lowest = (start[1] + end[1] - height) / 2, min(start[1], end[1])
    # Left of the arrowhead, or below it where lines and points cover that.
    places = [
        Box(left, bottom, left + width, bottom + height)
        for left, bottom in (
            (x - 4 - width, middle),
            (x - width, lowest - 1.6 * height),
            (x - width, lowest - 3 * height),
        )
        if left >= 0
    ]
    place = obstacles.freest(places or [Box(x + 4, middle, x + 4 + width, middle + height)])
    obstacles.boxes.append(place)
    frame.canvas.label(
        place.left,
        place.bottom + 0.2 * height,
        text,
        color=style.ink,
        is_strong=True,
        align="left",
    )


def draw_side_labels(frame: ChartFrame, labels: Sequence[EndLabel]) -> None:
    """Draw labels right of the chart, as close to the ends of their lines as possible."""
    # 2 points between labels.
    sizes = [text_block_size(label.lines, frame)[1] + 2 for label in labels]
    wanted = [
        (frame.at(label.time, label.value)[1], size)
        for label, size in zip(labels, sizes, strict=True)
    ]
    # Headings above the chart may extend over the labels.
    centres = spread(wanted, frame.bottom, frame.top + 2)
    for label, centre, size in zip(labels, centres, sizes, strict=True):
        draw_text_block(
            frame,
            label.lines,
            x=frame.right + _SIDE_GAP,
            top=centre + size / 2 - 1,
            color=label.color,
            align="left",
            is_strong=label.is_strong,
        )
