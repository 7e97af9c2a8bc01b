"""The periods' names over their data, each with the number that the figure is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import Shown
    from reportgen.figures.period_style import PeriodStyle

_LINE = 9.2
_GAP = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    drawn: PeriodStyle
    name: str
    numbers: tuple[str, ...]
    first: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The heads of all periods, and how much room they take, in points."""

    heads: tuple[_Head, ...]
    height: float


def heads_of(shown: Shown, numbers_of: Callable[[str], tuple[str, ...]]) -> Heads:
    """Return a head for each period that has observations.

    Parameters
    ----------
    shown : Shown
        The periods and observations of the figure.
    numbers_of : callable
        A period's number in a longer and a shorter form, or nothing.
    """
    heads = []
    for key, drawn in shown.periods.items():
        times = [
            shown.axis.time_of(item)
            for item in shown.series.observations
            if shown.period_of(item) == key
        ]
        if times:
            label = drawn.period.label
            heads.append(
                _Head(
                    drawn=drawn,
                    name=label[:1].upper() + label[1:],
                    numbers=tuple(text for text in numbers_of(key) if text),
                    first=times[0],
                    last=times[-1],
                )
            )
    lines = 2 if any(head.numbers for head in heads) else 1
    return Heads(heads=tuple(heads), height=lines * _LINE + 4 if heads else 12.0)


def draw_heads(heads: Heads, frame: ChartFrame) -> list[tuple[float, float]]:
    """Write the heads centred over their periods, and return the spans that they cover.

    Where two would touch, all numbers take their shorter form, then none is written.
    """
    sheet = frame.sheet
    centres = [(frame.at(head.first, 0)[0] + frame.at(head.last, 0)[0]) / 2 for head in heads.heads]
    form = next((form for form in (0, 1) if _fits(heads, centres, form, frame)), None)
    y = frame.top + 4
    for head, centre in zip(heads.heads, centres, strict=True):
        color = head.drawn.text_color
        number = _number(head, form)
        if number:
            sheet.label(centre, y, number, color=color, align="center", size=sheet.style.text_note)
        name_y = y + _LINE if heads.height > 2 * _LINE else y
        sheet.label(centre, name_y, head.name, color=color, align="center", is_strong=True)
    return _spans(heads, centres, form, frame)


def _number(head: _Head, form: int | None) -> str:
    if form is None or not head.numbers:
        return ""
    return head.numbers[min(form, len(head.numbers) - 1)]


def _fits(heads: Heads, centres: list[float], form: int, frame: ChartFrame) -> bool:
    spans = _spans(heads, centres, form, frame)
    inside = all(left >= 0 and right <= frame.sheet.width for left, right in spans)
    return inside and all(
        spans[index][1] + _GAP <= spans[index + 1][0] for index in range(len(spans) - 1)
    )


def _spans(
    heads: Heads, centres: list[float], form: int | None, frame: ChartFrame
) -> list[tuple[float, float]]:
    sheet = frame.sheet
    spans = []
    for head, centre in zip(heads.heads, centres, strict=True):
        number = sheet.width_of(_number(head, form), size=sheet.style.text_note)
        half = max(sheet.width_of(head.name, is_strong=True), number) / 2
        spans.append((centre - half, centre + half))
    return spans
