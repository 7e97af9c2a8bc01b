"""The table of a reporting period: each metric compared with other periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import Align, Cell, ColumnLabel, Row, TableBlock
from reportgen.document.material import EN_DASH
from reportgen.languages.current import translated
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.prose import LineBreak, Text
from reportgen.model.quantity import unit_beside_number
from reportgen.model.quantity_ids import ObservedIds, PeriodIds
from reportgen.narrative.numbers.period_text import against_text, range_text
from reportgen.narrative.phrases import capitalized, compose
from reportgen.narrative.topics.period_values import period_values, with_part
from reportgen.narrative.topics.shares import are_single_values, period_share

if TYPE_CHECKING:
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.document.material import Material
    from reportgen.model.period import Period
    from reportgen.model.prose import Prose

MONITORING_ANCHOR = "table-monitoring"


def monitoring_table(material: Material) -> TableBlock:
    """Return one row per metric: values of the periods, expected range, verdict."""
    words = material.words
    outcomes = material.outcomes
    reporting = outcomes.monitoring[0].period
    keys = dict.fromkeys(item.base for item in outcomes.plan.shown if item.later == reporting.id)
    bases = [outcomes.plan.periods[key] for key in keys if key in outcomes.plan.periods]
    periods = (reporting.id, *(period.id for period in bases))
    are_values = all(
        are_single_values(outcomes.quantities, found.metric, periods)
        for found in outcomes.monitoring
    )
    heads = [range_text(reporting)]
    heads += [against_text(reporting, period) for period in bases]
    rows = tuple(_row(material, found, periods) for found in outcomes.monitoring)
    return TableBlock(
        anchor=MONITORING_ANCHOR,
        label="",
        design="monitoring",
        title=(Text(words.monitoring_title),),
        subtitle=(Text(_subtitle(material, are_values=are_values)),),
        stub_head=(Text(words.measure),),
        column_labels=(
            *(ColumnLabel(text=capitalized((Text(head),)), align=Align.RIGHT) for head in heads),
            ColumnLabel(text=(Text(words.expected_range),), align=Align.RIGHT),
            ColumnLabel(text=(Text(words.result),)),
        ),
        rows=rows,
        source_note=words.monitoring_note,
        is_wide=True,
    )


def _subtitle(material: Material, *, are_values: bool) -> str:
    """Return what the table has: averages or values, and the growth of running totals."""
    words = material.words
    has_gains = any(found.is_of_gains for found in material.outcomes.monitoring)
    if are_values:
        return words.monitoring_values_and_gains if has_gains else words.monitoring_values
    return words.monitoring_averages_and_gains if has_gains else words.monitoring_averages


def _row(material: Material, found: MetricMonitoring, periods: tuple[str, ...]) -> Row:
    metric = found.metric
    is_single = are_single_values(material.outcomes.quantities, metric, periods)
    stub = compose(metric.label, LineBreak(), _measure(material, found, is_single=is_single))
    values = (
        _gains(material, found, periods)
        if found.is_of_gains
        else [_average(material, found, period, is_single=is_single) for period in periods]
    )
    known = material.outcomes.plan.periods
    values = [
        _in_period(material, found, known[period], value)
        if found.is_comparable(known[period]) or period == found.period.id
        else compose(EN_DASH)
        for period, value in zip(periods, values, strict=True)
    ]
    return Row(
        stub=capitalized(stub),
        cells=(
            *(Cell(text=value) for value in values),
            Cell(text=_range(material, found)),
            Cell(text=material.narrative.variations[metric.id]),
        ),
    )


def _in_period(material: Material, found: MetricMonitoring, period: Period, value: Prose) -> Prose:
    if value == compose(EN_DASH):
        return value
    return with_part(material.formatter, found.metric.id, period, value)


def _measure(material: Material, found: MetricMonitoring, *, is_single: bool) -> str:
    words = material.words
    if found.metric.kind is MetricKind.RATE:
        return period_share(found.metric, found.frequency, is_single=is_single)
    unit = unit_beside_number(translated(found.unit), found.metric.currency)
    if is_single and not found.is_of_gains:
        return unit
    if period_values(material.formatter, found).are_totals:
        return f"{words.in_total}, {translated(found.metric.unit)}"
    name = words.growth if found.is_of_gains else words.average
    return f"{name} {unit}" if found.metric.currency else f"{name}, {unit}"


def _gains(material: Material, found: MetricMonitoring, periods: tuple[str, ...]) -> list[Prose]:
    """Return the mean gain of a running total in each period, as its chart and sentences do."""
    growth = (PeriodIds(found.metric.id, Test.SLOPE.analysis, period) for period in periods)
    return [material.value(family.gain_mean) for family in growth]


def _average(material: Material, found: MetricMonitoring, period: str, *, is_single: bool) -> Prose:
    metric = found.metric.id
    if period_values(material.formatter, found).are_totals:
        return material.value(ObservedIds(metric, period).total)
    means = PeriodIds(metric, Test.MEAN.analysis, period)
    observed = ObservedIds(metric, period).mean
    # A mean of months, a rate, or the plain mean if the period was compared with none.
    names = (observed,) if is_single else (means.mean, means.rate, observed)
    known = next((name for name in names if material.quantity(name)), "")
    return material.value(known)


def _range(material: Material, found: MetricMonitoring) -> Prose:
    """Return the range expected of the period, without an end that excludes nothing."""
    ids, words = found.ids, material.words
    names, ending = (ids.period_low, ids.period_high), ""
    if material.quantity(ids.period_high) is None:
        names = (ids.limit_low, ids.limit_high)
    elif found.is_of_rare_counts and not period_values(material.formatter, found).are_totals:
        # The range of a period of rare counts is that of its total, next to averages.
        ending = f" {words.in_all}"
    has_low, has_high = found.excludes(*(_number(material, name) for name in names))
    low, high = (material.value(name) for name in names)
    if has_low and has_high:
        return compose(low, f" {words.to} ", high, ending)
    if has_low:
        return compose(f"{words.at_least} ", low, ending)
    return compose(f"{words.up_to} ", high, ending) if has_high else compose(EN_DASH)


def _number(material: Material, name: str) -> float | None:
    found = material.quantity(name)
    return None if found is None or found.value is None else float(found.value)
