"""Quantities of observed values: number, first, last, change, total, mean, latest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.family import (
    QuantityFamily,
    observation_sources,
    value_form,
    whole,
)
from reportgen.analysis.quantities.metric_units import metric_units
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import LATEST, WHOLE, ObservedIds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.model.period import Period
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import DataFile, Series

_METHOD = "observed-values"


def observed_quantities(
    series: Series, periods: Mapping[str, Period], files: Mapping[str, DataFile]
) -> Iterator[Quantity]:
    """Yield the observed values of a metric in all periods, and its latest value."""
    for key, period in periods.items():
        yield from _period_quantities(series, key, series.within(period), files)
    yield from _whole_quantities(series, periods, files)
    yield _latest(series, files)


def _whole_quantities(
    series: Series, periods: Mapping[str, Period], files: Mapping[str, DataFile]
) -> Iterator[Quantity]:
    """Yield the total of a count with its first and last day, if some are outside all periods."""
    metric = series.metric
    # Months without events belong to no span "from when to when".
    counted = tuple(item for item in series.observations if item.value)
    is_count = metric.kind is MetricKind.COUNT and WHOLE not in periods
    if not is_count or all(
        any(period.contains(item.first) for period in periods.values()) for item in counted
    ):
        return
    ids = ObservedIds(metric.id, WHOLE)
    family = QuantityFamily(
        ids=ids,
        method=_METHOD,
        n=len(counted),
        sources=observation_sources(counted, series.column, files),
        config_key=("metrics", metric.id),
    )
    form = value_form(metric, (item.value for item in series.observations))
    total = family.number(
        "total",
        whole(sum(item.value for item in counted), form),
        form=form,
        formula=gettext_noop("the sum of all values up to the report date"),
        unit=metric_units(metric, series.frequency).value,
    )
    yield total
    for name, day, formula in (
        (
            ids.first_on,
            counted[0].first,
            gettext_noop("the first day of the first value above zero"),
        ),
        (ids.last_on, counted[-1].last, gettext_noop("the last day of the last value above zero")),
    ):
        yield replace(
            total,
            id=name,
            value=day.isoformat(),
            form=Form.DATE,
            unit="",
            formula=formula,
        )


def _period_quantities(
    series: Series, key: str, inside: Series, files: Mapping[str, DataFile]
) -> Iterator[Quantity]:
    metric = series.metric
    seen = inside.observations
    family = QuantityFamily(
        ids=ObservedIds(metric.id, key),
        method=_METHOD,
        n=len(seen),
        sources=observation_sources(seen, series.column, files),
        config_key=("metrics", metric.id),
    )
    form = value_form(metric, (item.value for item in series.observations))
    units = metric_units(metric, series.frequency)
    yield family.number(
        "n", len(seen), form=Form.COUNT, formula=gettext_noop("number of observations")
    )
    values = {
        "first": (form, gettext_noop("the first value of the period")),
        "last": (form, gettext_noop("the last value of the period")),
        "change": (
            Form.POINTS if form is Form.SHARE else form,
            gettext_noop("the last value of the period minus the first"),
        ),
        "total": (form, gettext_noop("the sum of the period's values")),
        "mean": (
            Form.SHARE if metric.kind is MetricKind.RATE else Form.MEASURE,
            gettext_noop("the sum of the period's values divided by their number"),
        ),
    }
    for name, (its_form, formula) in values.items():
        unit = units.change if its_form is Form.POINTS else units.value
        reason = _reason_against(name, series, len(seen))
        if reason:
            yield family.missing(name, reason, form=its_form, formula=formula, unit=unit)
        else:
            value = whole(_value(name, [item.value for item in seen]), its_form)
            yield family.number(name, value, form=its_form, formula=formula, unit=unit)


def _reason_against(name: str, series: Series, n: int) -> str:
    """Return why a value is not available; empty if it is."""
    if n == 0:
        return gettext_noop("the period has no observation")
    if name == "total" and series.metric.kind is not MetricKind.COUNT:
        if series.metric.kind is MetricKind.LEVEL:
            return gettext_noop("running totals do not add up")
        return gettext_noop("shares do not add up")
    return ""


def _value(name: str, values: list[float]) -> float:
    return {
        "first": values[0],
        "last": values[-1],
        "change": values[-1] - values[0],
        "total": sum(values),
        "mean": sum(values) / len(values),
    }[name]


def _latest(series: Series, files: Mapping[str, DataFile]) -> Quantity:
    metric = series.metric
    last = series.observations[-1:]
    family = QuantityFamily(
        ids=ObservedIds(metric.id, LATEST),
        method=_METHOD,
        n=len(last),
        sources=observation_sources(last, series.column, files),
        config_key=("metrics", metric.id),
    )
    form = value_form(metric, (item.value for item in series.observations))
    unit = metric_units(metric, series.frequency).value
    if not last:
        formula = gettext_noop("the last value up to the report date")
        reason = gettext_noop("the metric has no observation up to the report date")
        return family.missing("value", reason, form=form, formula=formula, unit=unit)
    formula = Message("the last value up to the report date, of {day}", day=last[0].last)
    value = whole(last[0].value, form)
    return family.number("value", value, form=form, formula=formula, unit=unit)
