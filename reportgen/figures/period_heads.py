"""Headings of periods above their data, with the statistic of the figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.drawing.text_layout import spread, wrapped
from reportgen.languages.current import translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import PeriodStyle, ShownSeries
    from reportgen.figures.drawing.canvas import Canvas

# Points: line height, and distance between headings.
_LINE = 9.8
_GAP = 6.0
# Approximate share of the chart in the width of the canvas.
_SHARE = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    drawn: PeriodStyle
    lines: tuple[str, ...]
    numbers: tuple[str, ...]
    first: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The headings of all periods, and their height in points."""

    heads: tuple[_Head, ...]
    name_lines: int
    height: float


def heads_of(
    shown: ShownSeries, canvas: Canvas, numbers_of: Callable[[str], tuple[str, ...]]
) -> Heads:
    """Return a heading for each period that has observations.

    Parameters
    ----------
    shown : ShownSeries
        The periods and observations of the figure.
    canvas : Canvas
        Its width is shared by the names, which are wrapped if necessary.
    numbers_of : callable
        Returns the statistic of a period in a long and a short form, or nothing.
    """
    size = canvas.style.text
    seen: dict[str, list[float]] = {}
    for item in shown.series.observations:
        key = shown.period_of(item)
        if key is not None:
            seen.setdefault(key, []).append(shown.axis.time_of(item))
    names = {
        key: translated(shown.periods[key].period.label) for key in shown.periods if key in seen
    }
    share = canvas.width * _SHARE / max(1, len(names)) - _GAP
    heads = tuple(
        _Head(
            drawn=shown.periods[key],
            lines=wrapped(
                name[:1].upper() + name[1:], size, share, is_strong=True, cuts_words=True
            ),
            numbers=tuple(text for text in numbers_of(key) if text),
            first=seen[key][0],
            last=seen[key][-1],
        )
        for key, name in names.items()
    )
    name_lines = max((len(head.lines) for head in heads), default=0)
    lines = name_lines + any(head.numbers for head in heads)
    return Heads(heads=heads, name_lines=name_lines, height=lines * _LINE + 4 if heads else 12.0)


def draw_heads(heads: Heads, frame: ChartFrame, unit: str) -> None:
    """Draw the headings above their periods, to the right of the unit.

    Each is centered above its period, or as close as possible. If the numbers do not fit, all use
    their short form; if those do not fit either, they are omitted.
    """
    canvas = frame.canvas
    left = canvas.width_of(unit, size=canvas.style.text_note) + _GAP
    # The same form for all headings, so that they can be compared.
    form = next((form for form in (0, 1) if _fits(heads, form, canvas.width - left, canvas)), None)
    widths = [_width(head, form, canvas) for head in heads.heads]
    # Half of the gap on each side is part of the width that `spread` keeps free.
    wanted = [
        ((frame.at(head.first, 0)[0] + frame.at(head.last, 0)[0]) / 2, width + _GAP)
        for head, width in zip(heads.heads, widths, strict=True)
    ]
    centres = spread(wanted, left - _GAP / 2, canvas.width + _GAP / 2)
    has_numbers = heads.height > heads.name_lines * _LINE + 4
    base = frame.top + 4
    for head, centre in zip(heads.heads, centres, strict=True):
        color = head.drawn.text_color
        number = _number(head, form)
        if number:
            size = canvas.style.text_note
            canvas.label(centre, base, number, color=color, align="center", size=size)
        for index, line in enumerate(reversed(head.lines)):
            y = base + (index + has_numbers) * _LINE
            canvas.label(centre, y, line, color=color, align="center", is_strong=True)


def _number(head: _Head, form: int | None) -> str:
    if form is None or not head.numbers:
        return ""
    return head.numbers[min(form, len(head.numbers) - 1)]


def _fits(heads: Heads, form: int, room: float, canvas: Canvas) -> bool:
    return sum(_width(head, form, canvas) + _GAP for head in heads.heads) <= room


def _width(head: _Head, form: int | None, canvas: Canvas) -> float:
    number = canvas.width_of(_number(head, form), size=canvas.style.text_note)
    return max(number, *(canvas.width_of(line, is_strong=True) for line in head.lines))
