"""Quantities of observed values: number, first, last, change, total, mean, latest."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.family import (
    QuantityFamily,
    observation_sources,
    value_form,
    whole,
)
from reportgen.analysis.quantities.metric_units import MetricUnits, metric_units
from reportgen.analysis.time_axis import gained, gained_before
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import LATEST, WHOLE, ObservedIds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.model.period import Period
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import DataFile, Observation, Series

_METHOD = "observed-values"
RESTARTED = "restarted-total"
"""The method of a change that does not follow from a first and a last value."""


def observed_quantities(
    series: Series, periods: Mapping[str, Period], files: Mapping[str, DataFile]
) -> Iterator[Quantity]:
    """Yield the observed values of a metric in all periods, and its latest value."""
    for key, period in periods.items():
        yield from _period_quantities(series, period, key, files)
    yield _number_of_values(series, files)
    yield from _whole_quantities(series, periods, files)
    yield _latest(series, files)


def _number_of_values(series: Series, files: Mapping[str, DataFile]) -> Quantity:
    """Return how many values a metric has, in periods or outside them."""
    seen = series.observations
    family = QuantityFamily(
        ids=ObservedIds(series.metric.id, WHOLE),
        method=_METHOD,
        n=len(seen),
        sources=observation_sources(seen, series.column, files),
        config_key=("metrics", series.metric.id),
    )
    formula = gettext_noop("number of observations up to the report date")
    return family.number("n", len(seen), form=Form.COUNT, formula=formula)


def _whole_quantities(
    series: Series, periods: Mapping[str, Period], files: Mapping[str, DataFile]
) -> Iterator[Quantity]:
    """Yield the total of a count with its first and last day, if some are outside all periods."""
    metric = series.metric
    # Months without events belong to no span "from when to when".
    counted = tuple(item for item in series.observations if item.value)
    if not metric.kind.adds_up or all(
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
    series: Series, period: Period, key: str, files: Mapping[str, DataFile]
) -> Iterator[Quantity]:
    metric, ids = series.metric, ObservedIds(series.metric.id, key)
    seen = series.within(period).observations
    family = QuantityFamily(
        ids=ids,
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
    change_form = Form.POINTS if form is Form.SHARE else form
    yield from (
        _of_period(family, series, seen, name, its_form, formula, units)
        for name, its_form, formula in (
            ("first", form, gettext_noop("the first value of the period")),
            ("last", form, gettext_noop("the last value of the period")),
        )
    )
    yield from _change(family, series, period, ids, change_form, units, files)
    mean_form = Form.SHARE if metric.kind is MetricKind.RATE else Form.MEASURE
    yield from (
        _of_period(family, series, seen, name, its_form, formula, units)
        for name, its_form, formula in (
            ("total", form, gettext_noop("the sum of the period's values")),
            ("mean", mean_form, _MEANS[series.has_denominators]),
        )
    )


_MEANS = {
    False: gettext_noop("the sum of the period's values divided by their number"),
    True: gettext_noop("the sum of the period's numerators divided by that of its denominators"),
}


def _of_period(
    family: QuantityFamily,
    series: Series,
    seen: tuple[Observation, ...],
    name: str,
    form: Form,
    formula: str,
    units: MetricUnits,
) -> Quantity:
    reason = _reason_against(name, series, len(seen))
    if reason:
        return family.missing(name, reason, form=form, formula=formula, unit=units.value)
    value = whole(_value(name, seen), form)
    return family.number(name, value, form=form, formula=formula, unit=units.value)


def _change(
    family: QuantityFamily,
    series: Series,
    period: Period,
    ids: ObservedIds,
    form: Form,
    units: MetricUnits,
    files: Mapping[str, DataFile],
) -> Iterator[Quantity]:
    """Yield the change over a period, and the value that a running total had before it.

    Without such a value, and for everything that is no running total, the change is that from
    the first value of the period to its last.
    """
    seen = series.within(period).observations
    unit = units.change if form is Form.POINTS else units.value
    formula: str = gettext_noop("the last value of the period minus the first")
    is_total = series.metric.kind is MetricKind.LEVEL
    if not seen or (is_total and series.doubt):
        reason = series.doubt if seen else gettext_noop("the period has no observation")
        yield family.missing("change", reason, form=form, formula=formula, unit=unit)
        return
    before: list[Observation] = []
    if is_total:
        before = [item for item in series.observations if item.last < seen[0].first][-1:]
    used = (*before, *seen)
    value, changed = used[-1].value - used[0].value, family
    if before:
        day = before[0].last
        sources = observation_sources(before, series.column, files)
        yield replace(family, n=1, sources=sources).number(
            "value_before",
            whole(before[0].value, form),
            form=form,
            formula=Message("the last value before the period, of {day}", day=day),
            unit=unit,
        )
        changed = replace(
            family,
            sources=observation_sources(used, series.column, files),
            derived_from=(ids.value_before, ids.last),
        )
        formula = Message(
            "the last value of the period minus the last value before it, of {day}", day=day
        )
    if series.restarted:
        changed = replace(changed, method=RESTARTED, derived_from=())
        formula = gettext_noop(
            "the sum of the differences between successive values, from the last value before the "
            "period on; after a restart, the value itself"
        )
        value = fsum(gained(earlier, later, series) for earlier, later in pairwise(used))
        value += 0.0 if before else gained_before(seen[0], series, period.first)
    yield changed.number("change", whole(value, form), form=form, formula=formula, unit=unit)


def _reason_against(name: str, series: Series, n: int) -> str:
    """Return why a value is not available; empty where it is."""
    if n == 0:
        return gettext_noop("the period has no observation")
    if name == "total" and not series.metric.kind.adds_up:
        return _NO_TOTALS[series.metric.kind]
    return ""


_NO_TOTALS = {
    MetricKind.LEVEL: gettext_noop("running totals do not add up"),
    MetricKind.RATE: gettext_noop("shares do not add up"),
    MetricKind.AVERAGE: gettext_noop("averages do not add up"),
}


def _value(name: str, seen: tuple[Observation, ...]) -> float:
    values = [item.value for item in seen]
    if name == "mean":
        pooled = [(item.numerator, item.denominator) for item in seen if item.denominator]
        if pooled:
            numerators, denominators = zip(*pooled, strict=True)
            return fsum(numerators) / fsum(denominators)
        return sum(values) / len(values)
    return {"first": values[0], "last": values[-1], "total": sum(values)}[name]


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
