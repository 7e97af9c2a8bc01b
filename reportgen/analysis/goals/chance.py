"""The chance that a running total reaches a target by its due date."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, sqrt
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import month_position
from reportgen.analysis.time_axis import period_gains, time_axis
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import Frequency, year_of
from reportgen.model.goal import TargetDirection
from reportgen.model.metric import MetricKind, Restarts
from reportgen.model.quantity_ids import is_latest_value, subject_of
from reportgen.statistics.distributions import t_cdf

if TYPE_CHECKING:
    from datetime import date

    from reportgen.analysis.goals.dates import GoalContext
    from reportgen.model.goal import Measure
    from reportgen.model.period import Period
    from reportgen.model.series import Series

_STARTS_AGAIN = gettext_noop("its running total starts again before the goal's date")
# A single gain has no standard deviation.
_MINIMUM_GAINS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """The chance of meeting a target, and the forecast that it is based on.

    Attributes
    ----------
    chance : float
        A fraction of 1.
    forecast, standard_error : float
        Of the value on the due date, in the unit of the metric.
    months : float
        From the last observation to the due date.
    period : str
        The period whose `n` monthly gains were extrapolated.
    """

    chance: float
    forecast: float
    standard_error: float
    months: float
    period: str
    n: int


def chance_of_meeting(measure: Measure, due: date, context: GoalContext) -> Chance | Refusal:
    """Return the chance that the latest value of a running total reaches its target by a date.

    Only the latest value of a `level` metric is forecast: `<metric>.observed.latest.value`.
    """
    series = context.series.get(subject_of(measure.quantity))
    if series is None or not is_latest_value(measure.quantity):
        return Refusal(reason=gettext_noop("only the latest value of a running total is forecast"))
    if series.metric.kind is not MetricKind.LEVEL:
        return Refusal(reason=gettext_noop("only a running total is forecast"))
    period = _current_period(series, tuple(context.plan.periods.values()))
    if period is None:
        return Refusal(reason=gettext_noop("no period has data to carry on from"))
    if series.doubt:
        return Refusal(reason=series.doubt)
    if (
        series.metric.restarts is Restarts.YEARLY
        and due > year_of(series.observations[-1].last, series.year_starts).last
    ):
        return Refusal(reason=_STARTS_AGAIN)
    axis = time_axis(series, context.plan.periods)
    gains = tuple(period_gains(series, period, axis).points.values)
    if len(gains) < _MINIMUM_GAINS:
        return Refusal(reason=gettext_noop("the current period has fewer than 2 gains"))
    last = series.observations[-1]
    months = (
        month_position(due) - month_position(last.last)
        if axis.calendar.frequency is Frequency.MONTH
        else axis.steps_until(last.last, due)
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
        Shape (n,), at least 2 monthly gains, assumed to be independent with a common mean.
    months : float
        Forecast horizon in months, greater than 0.

    Notes
    -----
    The forecast is ``last + h * mean(gains)`` with standard error ``s * sqrt(h + h^2 / n)``:
    the sum of h further gains has a standard deviation of ``s * sqrt(h)``, and h times the
    estimated mean a standard error of ``h * s / sqrt(n)``. Student's t with n - 1 degrees of
    freedom. A line through the running total would be far too certain: its residuals are
    autocorrelated, so that its 80% interval covers 40% (docs/methods.md, by simulation).
    """
    n = len(gains)
    mean = fsum(gains) / n
    spread = sqrt(fsum((gain - mean) ** 2 for gain in gains) / (n - 1))
    forecast = last + months * mean
    error = spread * sqrt(months + months**2 / n)
    sign = 1 if measure.direction is TargetDirection.AT_LEAST else -1
    lead = sign * (forecast - measure.target)
    # Constant gains: the forecast has no uncertainty.
    chance = float(lead >= 0) if error == 0 else t_cdf(lead / error, n - 1)
    return Chance(
        chance=chance, forecast=forecast, standard_error=error, months=months, period=period, n=n
    )


def _current_period(series: Series, periods: tuple[Period, ...]) -> Period | None:
    """Return the period with data that starts last: its growth is the current one."""
    seen = [period for period in periods if series.within(period).observations]
    return max(seen, key=lambda period: (period.first, period.last), default=None)
