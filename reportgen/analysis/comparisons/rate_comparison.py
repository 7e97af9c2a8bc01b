"""Exact comparison of two rates of rare events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import ComparisonEstimate, Estimate, Refusal
from reportgen.model.message import Message, counted_message
from reportgen.statistics.distributions import (
    beta_quantile,
    binomial_cdf,
    binomial_sf,
    gamma_quantile,
)
from reportgen.statistics.fieller import NO_RATIO

if TYPE_CHECKING:
    from reportgen.statistics.period_values import PeriodValues

MINIMUM_EVENTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RateComparison(ComparisonEstimate):
    """Events per month in two periods: the exact conditional test of a Poisson rate ratio.

    Times and values are those of the months that were analysed.
    """

    base_period: str
    later_period: str
    base_events: int
    later_events: int
    base_rate: Estimate
    later_rate: Estimate
    ratio: Estimate | Refusal
    alternative: Alternative
    p_value: float
    base_times: tuple[float, ...]
    base_values: tuple[float, ...]
    later_times: tuple[float, ...]
    later_values: tuple[float, ...]


def compare_rates(
    base: PeriodValues,
    later: PeriodValues,
    *,
    alternative: Alternative = Alternative.TWO_SIDED,
    confidence_level: float = 0.95,
) -> RateComparison:
    """Compare the later with the base rate of events per month, exactly.

    Parameters
    ----------
    base, later : PeriodValues
        Whole counts, one per month; at least 1 month each.
    alternative : Alternative
        ``greater``: the later rate is higher.
    confidence_level : float
        Coverage of the intervals; that of the ratio is one-sided if the test is.

    Raises
    ------
    InsufficientDataError
        A period without months, or fewer than 5 events in total.
    ValueError
        A count that is negative or not whole.

    Notes
    -----
    Given the sum of the events of both periods, the later events are binomial. The P value is
    twice the smaller tail (at most 1), and the interval of the ratio is that of Clopper and
    Pearson on the scale of the ratio. Both use the same tails, so the interval excludes 1 exactly
    if the test rejects; doubling the tail, unlike summing less likely outcomes, ensures this.

    References
    ----------
    Przyborowski and Wilenski (1940), Biometrika 31, 313-323 (conditional test).
    Clopper and Pearson (1934), Biometrika 26, 404-413. Garwood (1936), Biometrika 28, 437-442.
    """
    base_events, later_events = _events(base), _events(later)
    if base_events + later_events < MINIMUM_EVENTS:
        raise InsufficientDataError(
            counted_message(
                "{count} event in both periods together is too few to compare; {fewest} are needed",
                "{count} events in both periods together are too few to compare; {fewest} are "
                "needed",
                base_events + later_events,
                count=str(base_events + later_events),
                fewest=str(MINIMUM_EVENTS),
            )
        )
    months = len(base.values), len(later.values)
    return RateComparison(
        base_period=base.period,
        later_period=later.period,
        base_events=base_events,
        later_events=later_events,
        base_rate=estimate_rate(base_events, months[0], confidence_level=confidence_level),
        later_rate=estimate_rate(later_events, months[1], confidence_level=confidence_level),
        ratio=_rate_ratio((base_events, later_events), months, alternative, confidence_level),
        alternative=alternative,
        p_value=_conditional_p((base_events, later_events), months, alternative),
        base_times=tuple(map(float, base.times)),
        base_values=tuple(map(float, base.values)),
        later_times=tuple(map(float, later.times)),
        later_values=tuple(map(float, later.values)),
    )


def estimate_rate(events: int, months: int, *, confidence_level: float = 0.95) -> Estimate:
    """Return the number of events per month with Garwood's exact interval.

    Parameters
    ----------
    events : int
        A count, possibly 0.
    months : int
        Duration of the period, at least 1.
    confidence_level : float
        Minimum two-sided coverage as a fraction of 1.
    """
    # Quantiles of gamma distributions, which equal those of chi-squared / 2 in Garwood (1936).
    tail = (1 - confidence_level) / 2
    return Estimate(
        estimate=events / months,
        ci_low=gamma_quantile(tail, events) / months if events else 0.0,
        ci_high=gamma_quantile(1 - tail, events + 1) / months,
        confidence_level=confidence_level,
    )


def _events(sample: PeriodValues) -> int:
    if not sample.values:
        raise InsufficientDataError(gettext_noop("a period without values has no rate"))
    for value in sample.values:
        if value < 0 or value != int(value):
            raise ValueError(f"an exact rate needs whole counts, got {value}")
    return int(sum(sample.values))


def _rate_ratio(
    events: tuple[int, int],
    months: tuple[int, int],
    alternative: Alternative,
    confidence_level: float,
) -> Estimate | Refusal:
    first, second = events
    if first == 0:
        none = gettext_noop("there were no events before")
        return Refusal(reason=Message(NO_RATIO, reason=none))
    is_two_sided = alternative is Alternative.TWO_SIDED
    tail = (1 - confidence_level) / 2 if is_two_sided else 1 - confidence_level

    # Given the total, the later events have the share r m2 / (r m2 + m1); solved for the ratio r.
    def as_ratio(share: float) -> float:
        return share * months[0] / ((1 - share) * months[1])

    low = as_ratio(beta_quantile(tail, second, first + 1)) if second else 0.0
    return Estimate(
        estimate=(second / months[1]) / (first / months[0]),
        ci_low=None if alternative is Alternative.LESS else low,
        ci_high=None
        if alternative is Alternative.GREATER
        else as_ratio(beta_quantile(1 - tail, second + 1, first)),
        confidence_level=confidence_level,
    )


def _conditional_p(
    events: tuple[int, int], months: tuple[int, int], alternative: Alternative
) -> float:
    # With equal rates, the expected share of the later events is that of the later months.
    total, share = sum(events), months[1] / sum(months)
    upper = binomial_sf(events[1] - 1, total, share)
    lower = binomial_cdf(events[1], total, share)
    if alternative is Alternative.GREATER:
        return upper
    if alternative is Alternative.LESS:
        return lower
    return min(1.0, 2 * min(lower, upper))
