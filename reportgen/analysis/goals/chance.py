"""The chance that a running total reaches a target by a date."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, sqrt
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import month_position, months_between
from reportgen.analysis.time_axis import period_gains, time_axis
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.goal import TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import is_latest_value, subject_of
from reportgen.statistics.distributions import t_cdf

if TYPE_CHECKING:
    from datetime import date

    from reportgen.analysis.goals.dates import GoalContext
    from reportgen.model.goal import Measure
    from reportgen.model.period import Period
    from reportgen.model.series import Series

_FEWEST_GAINS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """The chance of meeting a target, with the forecast that it comes from.

    Attributes
    ----------
    chance : float
        A fraction of 1.
    forecast, standard_error : float
        Of the value on the goal's date, in the metric's unit.
    months : float
        From the last observation to the goal's date.
    period : str
        The period whose monthly gains were carried on; `n` of them.
    """

    chance: float
    forecast: float
    standard_error: float
    months: float
    period: str
    n: int


def chance_of_meeting(measure: Measure, due: date, context: GoalContext) -> Chance | Refusal:
    """Return the chance that a running total's latest value reaches its target by a date.

    Only the latest value of a `level` metric has one: `<metric>.observed.latest.value`.
    """
    series = context.series.get(subject_of(measure.quantity))
    if series is None or not is_latest_value(measure.quantity):
        return Refusal(reason=gettext_noop("only the latest value of a running total is forecast"))
    if series.metric.kind is not MetricKind.LEVEL:
        return Refusal(reason=gettext_noop("only a running total is forecast"))
    period = _current_period(series, tuple(context.plan.periods.values()))
    if period is None:
        return Refusal(reason=gettext_noop("no period has data to carry on from"))
    axis = time_axis(series, context.plan.periods)
    gains = tuple(period_gains(series, period, axis).points.values)
    if len(gains) < _FEWEST_GAINS:
        return Refusal(reason=gettext_noop("the current period has fewer than 2 monthly gains"))
    last = series.observations[-1]
    months = (
        month_position(due) - month_position(last.last)
        if axis.is_monthly
        else months_between(last.last, due)
    )
    if months <= 0:
        return Refusal(reason=gettext_noop("the data already reach past the goal's date"))
    return forecast_chance(last.value, gains, months, measure=measure, period=period.id)


def forecast_chance(
    last: float, gains: tuple[float, ...], months: float, *, measure: Measure, period: str
) -> Chance:
    """Return the chance that ``last`` plus `months` further gains reaches a target.

    Parameters
    ----------
    last : float
        The latest value.
    gains : tuple of float
        Shape (n,), at least 2 monthly gains, taken as independent and of one mean.
    months : float
        How far ahead, more than 0.

    Notes
    -----
    The forecast is ``last + h * mean(gains)`` with standard error ``s * sqrt(h + h^2 / n)``:
    h further gains vary by ``s * sqrt(h)``, and their mean is known to ``s / sqrt(n)``.
    Student's t with n - 1 degrees of freedom.
    """
    n = len(gains)
    mean = fsum(gains) / n
    spread = sqrt(fsum((gain - mean) ** 2 for gain in gains) / (n - 1))
    forecast = last + months * mean
    error = spread * sqrt(months + months**2 / n)
    sign = 1 if measure.direction is TargetDirection.AT_LEAST else -1
    lead = sign * (forecast - measure.target)
    # Gains that never varied leave nothing to chance.
    chance = float(lead >= 0) if error == 0 else t_cdf(lead / error, n - 1)
    return Chance(
        chance=chance, forecast=forecast, standard_error=error, months=months, period=period, n=n
    )


def _current_period(series: Series, periods: tuple[Period, ...]) -> Period | None:
    """Return the latest-starting period that has an observation of the series."""
    seen = [period for period in periods if series.within(period).observations]
    return max(seen, key=lambda period: (period.first, period.last), default=None)
