"""Format numbers and dates for axes and figure data, in the number style of the brief."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.model.metric import MetricKind
from reportgen.narrative.numbers.number_text import (
    date_text,
    decimal_text,
    month_text,
    short_month_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.narrative.numbers.number_style import NumberStyle

# Beyond this, floats can't represent every integer exactly and labels get too wide; the exponent
# form is used.
_LARGEST = 1e15
# Enough for any observed value; hides the representation error of ticks such as
# 0.30000000000000004.
_MAX_DECIMALS = 6


def value_text(value: float, style: NumberStyle, *, kind: MetricKind = MetricKind.COUNT) -> str:
    """Return an observed value without rounding; a rate as a percentage.

    Parameters
    ----------
    value : float
        In the metric's unit; a fraction of 1 for a rate.
    style : NumberStyle
        The number style of the brief.
    kind : MetricKind
        The kind of metric.
    """
    return axis_texts((value,), style, kind=kind)[0]


def axis_texts(
    values: Sequence[float], style: NumberStyle, *, kind: MetricKind = MetricKind.COUNT
) -> tuple[str, ...]:
    """Return the values as texts with the same number of decimals."""
    is_rate = kind is MetricKind.RATE
    if any(abs(value) >= _LARGEST for value in values):
        return tuple(f"{value:.3g}" for value in values)
    # Through `repr`, the shortest decimal that gives the float, so that 0.07 becomes 7% and not
    # 7.000000000000001%.
    exact = [Decimal(repr(float(value))) * (100 if is_rate else 1) for value in values]
    decimals = min(_MAX_DECIMALS, max((_decimals(value) for value in exact), default=0))
    sign = style.percent if is_rate else ""
    return tuple(f"{decimal_text(value, decimals, style)}{sign}" for value in exact)


def short_month(day: date) -> str:
    """Return ``Jul 2019``."""
    return short_month_text(day)


def day_text(day: date, *, is_monthly: bool) -> str:
    """Return ``July 2019`` for a month, ``5 July 2019`` for a day."""
    return month_text(day) if is_monthly else date_text(day)


def _decimals(value: Decimal) -> int:
    rounded = round(value, _MAX_DECIMALS).normalize()
    exponent = rounded.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
