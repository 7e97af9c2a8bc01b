"""The periods' names over their data, each with the number that the figure is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.drawing.placement import spread
from reportgen.figures.drawing.text_width import wrapped
from reportgen.languages.current import translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import Shown
    from reportgen.figures.drawing.canvas import Sheet
    from reportgen.figures.period_style import PeriodStyle

_LINE = 9.2
_GAP = 6.0
_SHARE = 0.85
"""How much of the sheet's width the chart takes, at least about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    drawn: PeriodStyle
    lines: tuple[str, ...]
    numbers: tuple[str, ...]
    first: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The heads of all periods, and how much room they take, in points."""

    heads: tuple[_Head, ...]
    name_lines: int
    height: float


def heads_of(shown: Shown, sheet: Sheet, numbers_of: Callable[[str], tuple[str, ...]]) -> Heads:
    """Return a head for each period that has observations.

    Parameters
    ----------
    shown : Shown
        The periods and observations of the figure.
    sheet : Sheet
        Whose width the names share; they are wrapped where they need more.
    numbers_of : callable
        A period's number in a longer and a shorter form, or nothing.
    """
    size = sheet.style.text
    seen: dict[str, list[float]] = {}
    for item in shown.series.observations:
        key = shown.period_of(item)
        if key is not None:
            seen.setdefault(key, []).append(shown.axis.time_of(item))
    names = {
        key: translated(shown.periods[key].period.label) for key in shown.periods if key in seen
    }
    share = sheet.width * _SHARE / max(1, len(names)) - _GAP
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
    """Write the heads over their periods, and right of the unit's name.

    Each is centred over its period, or as near as its neighbours and the sheet let it. Where
    the numbers do not fit, all take their shorter form, then none is written.
    """
    sheet = frame.sheet
    left = sheet.width_of(unit, size=sheet.style.text_note) + _GAP
    form = next((form for form in (0, 1) if _fits(heads, form, sheet.width - left, sheet)), None)
    widths = [_width(head, form, sheet) for head in heads.heads]
    wanted = [
        ((frame.at(head.first, 0)[0] + frame.at(head.last, 0)[0]) / 2, width + _GAP)
        for head, width in zip(heads.heads, widths, strict=True)
    ]
    centres = spread(wanted, left - _GAP / 2, sheet.width + _GAP / 2)
    has_numbers = heads.height > heads.name_lines * _LINE + 4
    base = frame.top + 4
    for head, centre in zip(heads.heads, centres, strict=True):
        color = head.drawn.text_color
        number = _number(head, form)
        if number:
            size = sheet.style.text_note
            sheet.label(centre, base, number, color=color, align="center", size=size)
        for index, line in enumerate(reversed(head.lines)):
            y = base + (index + has_numbers) * _LINE
            sheet.label(centre, y, line, color=color, align="center", is_strong=True)


def _number(head: _Head, form: int | None) -> str:
    if form is None or not head.numbers:
        return ""
    return head.numbers[min(form, len(head.numbers) - 1)]


def _fits(heads: Heads, form: int, room: float, sheet: Sheet) -> bool:
    return sum(_width(head, form, sheet) + _GAP for head in heads.heads) <= room


def _width(head: _Head, form: int | None, sheet: Sheet) -> float:
    number = sheet.width_of(_number(head, form), size=sheet.style.text_note)
    return max(number, *(sheet.width_of(line, is_strong=True) for line in head.lines))
