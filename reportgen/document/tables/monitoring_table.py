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
from reportgen.narrative.topics.shares import are_single_values, period_share

if TYPE_CHECKING:
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.document.material import Material
    from reportgen.model.prose import Prose

MONITORING_ANCHOR = "table-monitoring"


def monitoring_table(material: Material) -> TableBlock:
    """Return one row per metric: values of the periods, usual range, variation."""
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
        subtitle=(Text(words.monitoring_values if are_values else words.monitoring_subtitle),),
        stub_head=(Text(words.measure),),
        column_labels=(
            *(ColumnLabel(text=capitalized((Text(head),)), align=Align.RIGHT) for head in heads),
            ColumnLabel(text=(Text(words.usual_range),), align=Align.RIGHT),
            ColumnLabel(text=(Text(words.variation),)),
        ),
        rows=rows,
        source_note=words.monitoring_note,
        is_wide=True,
    )


def _row(material: Material, found: MetricMonitoring, periods: tuple[str, ...]) -> Row:
    metric = found.metric
    is_single = are_single_values(material.outcomes.quantities, metric, periods)
    stub = compose(metric.label, LineBreak(), _measure(material, found, is_single=is_single))
    values = (
        _gains(material, found, periods)
        if found.is_of_gains
        else [_average(material, found, period, is_single=is_single) for period in periods]
    )
    return Row(
        stub=capitalized(stub),
        cells=(
            *(Cell(text=value) for value in values),
            Cell(text=_range(material, found)),
            Cell(text=material.narrative.variations[metric.id]),
        ),
    )


def _measure(material: Material, found: MetricMonitoring, *, is_single: bool) -> str:
    words = material.words
    if found.metric.kind is MetricKind.RATE:
        return period_share(found.metric, found.frequency, is_single=is_single)
    unit = unit_beside_number(translated(found.unit), found.metric.currency)
    if is_single and not found.is_of_gains:
        return unit
    name = words.growth if found.is_of_gains else words.average
    return f"{name} {unit}" if found.metric.currency else f"{name}, {unit}"


def _gains(material: Material, found: MetricMonitoring, periods: tuple[str, ...]) -> list[Prose]:
    """Return the growth of a running total in each period.

    All by their trends, or all by their mean gains where a period is too short for a trend: a
    row never mixes the two.
    """
    metric = found.metric.id
    growth = [PeriodIds(metric, Test.SLOPE.analysis, period) for period in periods]
    slopes = [family.slope for family in growth]
    gains = [family.gain_mean for family in growth]
    count = sum(material.quantity(name) is not None for name in gains)
    has_slopes = sum(material.quantity(name) is not None for name in slopes) >= count
    return [material.value(name) for name in (slopes if has_slopes else gains)]


def _average(material: Material, found: MetricMonitoring, period: str, *, is_single: bool) -> Prose:
    metric = found.metric.id
    means = PeriodIds(metric, Test.MEAN.analysis, period)
    observed = ObservedIds(metric, period).mean
    # A mean of months, a rate, or the plain mean if the period was compared with none.
    names = (observed,) if is_single else (means.mean, means.rate, observed)
    known = next((name for name in names if material.quantity(name)), "")
    return material.value(known)


def _range(material: Material, found: MetricMonitoring) -> Prose:
    """Return the control limits that a value can cross."""
    values = {name: material.value(found.ids.of(name)) for name in found.limits}
    if "limit_low" not in values:
        high = values.get("limit_high")
        return compose(f"{material.words.up_to} ", high) if high else compose(EN_DASH)
    if "limit_high" not in values:
        return compose(f"{material.words.at_least} ", values["limit_low"])
    return compose(values["limit_low"], f" {material.words.to} ", values["limit_high"])
