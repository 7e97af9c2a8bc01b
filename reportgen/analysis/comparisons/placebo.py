"""Placebo tests at dates without an intervention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.mean_comparison import estimate_mean, mean_pivot
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message
from reportgen.statistics.distributions import p_value_t
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from reportgen.model.comparison import Alternative, Variant

MINIMUM_PER_SIDE = 3


def placebo_p_values(
    base: PeriodValues, *, variant: Variant, alternative: Alternative
) -> tuple[float, ...]:
    """Return the P values of t tests at all possible dates within the base period.

    Parameters
    ----------
    base : PeriodValues
        At least 6 values; monthly gains for running totals.
    variant, alternative
        As in the t test of the comparison.

    Returns
    -------
    tuple of float
        One per date with at least 3 values on each side, oldest first.

    Raises
    ------
    InsufficientDataError
        Fewer than 6 values, or no variation on either side of a date.

    References
    ----------
    Abadie et al. (2010), J. Am. Stat. Assoc. 105, 493-505 (in-time placebos).
    """
    n = len(base.values)
    if n < 2 * MINIMUM_PER_SIDE:
        raise InsufficientDataError(
            Message("placebo dates need at least {count} values", count=str(2 * MINIMUM_PER_SIDE))
        )
    return tuple(
        _p_value(base, split, variant, alternative)
        for split in range(MINIMUM_PER_SIDE, n - MINIMUM_PER_SIDE + 1)
    )


def _p_value(base: PeriodValues, split: int, variant: Variant, alternative: Alternative) -> float:
    first = estimate_mean(PeriodValues("before", base.times[:split], base.values[:split]))
    second = estimate_mean(PeriodValues("after", base.times[split:], base.values[split:]))
    if first.sd == 0 and second.sd == 0:
        raise InsufficientDataError(
            gettext_noop("the values do not vary on either side of a placebo date")
        )
    pivot = mean_pivot(first, second, variant)
    return p_value_t(pivot.statistic_at(1.0), pivot.df_at(1.0), alternative)
