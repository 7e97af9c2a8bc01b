"""Units and forms of the numbers of a metric."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.frequency import Calendar, Frequency
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form, is_in_currency
from reportgen.model.quantity_ids import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.model.metric import Metric
    from reportgen.model.quantity import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricUnits:
    """Forms and units of the values of a metric, and of their means, changes and slopes.

    Attributes
    ----------
    value_form, mean_form, spread_form : Form
        Of single values, estimated means and standard deviations.
    change_form, slope_form : Form
        Of differences (also of slopes), and of slopes.
    value, mean, change, slope, gain : str
        Units; standard deviations have the unit of the mean. The gain is what a step adds to a
        running total, or the value of a step of any other metric.
    """

    value_form: Form
    mean_form: Form
    spread_form: Form
    change_form: Form
    slope_form: Form
    value: str
    mean: str
    change: str
    slope: str
    gain: str


def in_currency(
    quantities: Iterable[Quantity], metrics: Mapping[str, Metric]
) -> Iterator[Quantity]:
    """Yield the quantities of metrics, the amounts of money among them with their currency."""
    for quantity in quantities:
        metric = metrics.get(subject_of(quantity.id))
        currency = metric.currency if metric is not None else None
        is_money = is_in_currency(quantity.unit, currency)
        yield replace(quantity, currency=currency) if is_money else quantity


def every_step(unit: str, frequency: Frequency) -> str:
    """Return the unit of a slope by that of the values: ``visits a month every month``."""
    return Message(time_words(frequency).every_month, unit=unit)


def metric_units(metric: Metric, frequency: Frequency) -> MetricUnits:
    """Return units and forms of a metric; shares change by percentage points.

    Slopes are per step of a regular series and per month of any other.
    """
    per_step = time_words(frequency).per_month
    is_regular = Calendar(frequency).is_regular
    per_time = per_step if is_regular else time_words(Frequency.MONTH).per_month
    if metric.kind is MetricKind.RATE:
        points = gettext_noop("percentage points")
        return MetricUnits(
            value_form=Form.SHARE,
            mean_form=Form.SHARE,
            spread_form=Form.SHARE,
            change_form=Form.POINTS,
            slope_form=Form.POINTS,
            value="",
            mean="",
            change=points,
            slope=Message(per_time, unit=points),
            gain=points,
        )
    # The mean of a count is a rate per step; that of a running total or score is one itself.
    mean = Message(per_step, unit=metric.unit) if metric.kind.adds_up else metric.unit
    # What a count or an amount of each step changes by is not what it is: visits a month rise by 3
    # visits a month every month.
    adds_up = metric.kind.adds_up
    step = frequency if is_regular else Frequency.MONTH
    slope = every_step(mean, step) if adds_up else Message(per_time, unit=metric.unit)
    return MetricUnits(
        value_form=Form.MEASURE,
        mean_form=Form.AVERAGE,
        spread_form=Form.SPREAD,
        change_form=Form.MEASURE,
        slope_form=Form.AVERAGE,
        value=metric.unit,
        mean=mean,
        change=mean,
        slope=slope,
        gain=slope if metric.kind is MetricKind.LEVEL else mean,
    )
