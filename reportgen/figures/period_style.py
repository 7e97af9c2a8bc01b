"""Colors and marks of periods, the same in all figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reportgen.figures.drawing.style import Style
    from reportgen.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodStyle:
    """Style of a period; `text_color` has enough contrast for text."""

    period: Period
    color: str
    text_color: str
    tint: str
    shape: str
    mark_size: float
    is_hollow: bool


def period_styles(
    periods: Mapping[str, Period], change: date | None, style: Style
) -> dict[str, PeriodStyle]:
    """Return the style of each period, in chronological order.

    Periods before the change have hollow gray marks, the first one after it solid blue marks,
    later ones dark diamonds. Without a change, the latest period is blue.
    """
    in_order = sorted(periods.items(), key=lambda item: (item[1].first, item[1].last, item[0]))
    # A period that contains the change counts as before it, as it starts before.
    start = change if change is not None else (in_order[-1][1].first if in_order else None)
    roles: dict[str, PeriodStyle] = {}
    seen_after = False
    for key, period in in_order:
        if start is not None and period.first < start:
            roles[key] = _style("before", period, style)
        else:
            roles[key] = _style("followup" if seen_after else "after", period, style)
            seen_after = True
    return roles


def _style(role: str, period: Period, style: Style) -> PeriodStyle:
    color = style.tokens.text(f"chart.{role}").upper()
    # Shape and fill differ as well as color, for grayscale print and color vision deficiency.
    shapes = {"before": ("o", "mark_hollow"), "after": ("o", "mark_solid")}
    shape, size = shapes.get(role, ("D", "mark_diamond"))
    return PeriodStyle(
        period=period,
        color=color,
        text_color=style.muted if role == "before" else color,
        tint=style.tokens.text(f"chart.{role}_tint").upper(),
        shape=shape,
        mark_size=style.size(size),
        is_hollow=role == "before",
    )
