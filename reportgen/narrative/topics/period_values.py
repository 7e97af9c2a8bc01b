"""The value of a metric in the reporting period, and those of earlier periods next to it.

Rare counts are printed as totals of periods of the same length: *27 incidents, after 7 in the
half-year before*.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.monitoring.monitoring import is_year_earlier
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Strong
from reportgen.model.quantity_ids import ComparisonIds, ObservedIds, PeriodIds, latest_id, parsed
from reportgen.narrative.comparisons.comparison_words import base_period, compared_ids
from reportgen.narrative.latest_time import latest_time
from reportgen.narrative.numbers.period_text import against_text
from reportgen.narrative.phrases import enumerated, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.period import Period
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter

# From here on, a mean says as much as a total.
_MANY = 5


@dataclass(frozen=True, slots=True)
class EarlierValue:
    """An earlier period with the id of its value."""

    period: Period
    name: str


@dataclass(frozen=True, slots=True)
class PeriodValues:
    """What is printed of a metric in the reporting period.

    Attributes
    ----------
    own : str
        The id of its value; empty if it has none.
    earlier : tuple of EarlierValue
        Latest first.
    unit : str
        The id of a quantity with its unit; empty if it has none.
    are_totals : bool
        Whether they are totals of the periods, and not averages.
    """

    own: str = ""
    earlier: tuple[EarlierValue, ...] = ()
    unit: str = ""
    are_totals: bool = False

    def of_year_earlier(self, found: MetricMonitoring) -> PeriodValues:
        """Return the values without those of other periods than the same time a year earlier."""
        kept = tuple(item for item in self.earlier if is_year_earlier(item.period, found.period))
        return replace(self, earlier=kept)


def period_values(formatter: QuantityFormatter, found: MetricMonitoring) -> PeriodValues:
    """Return the values of a metric in the reporting period and in comparable earlier ones."""
    if totals := _totals(formatter, found):
        return totals
    known = _averages(formatter, found)
    names = (*known.values(), *average_ids(found), found.ids.period_mean, found.ids.period_total)
    own = next((name for name in names if formatter.has(name)), "")
    # The unit of an observed mean is that of a single value, and not "visits a month".
    is_observed = own == ObservedIds(found.metric.id, found.period.id).mean
    unit = found.ids.period_mean if is_observed and found.has_several else own
    return PeriodValues(own, _latest_first(known), unit)


def average_ids(found: MetricMonitoring) -> tuple[str, ...]:
    """Return the possible ids of the average of the reporting period, or of its mean gain."""
    metric, period = found.metric.id, found.period.id
    if found.is_of_gains:
        return PeriodIds(metric, Test.SLOPE.analysis, period).gain_mean, found.ids.period_mean
    means = PeriodIds(metric, Test.MEAN.analysis, period)
    return means.mean, means.rate, ObservedIds(metric, period).mean


def _latest_first(earlier: Iterable[EarlierValue]) -> tuple[EarlierValue, ...]:
    return tuple(sorted(earlier, key=lambda item: item.period.first, reverse=True))


def _averages(formatter: QuantityFormatter, found: MetricMonitoring) -> dict[EarlierValue, str]:
    """Return the known values of earlier periods, tested or not, each with that of the period."""
    aside = [
        ComparisonIds(item)
        for item in formatter.outcomes.plan.set_aside
        if item.metric == found.metric.id and item.later == found.period.id
    ]
    pairs = [
        *(
            (base_period(formatter, item), *compared_ids(item))
            for item in comparisons_of(formatter, found)
        ),
        *(
            (formatter.period(ids.comparison.base), *_shown_ids(formatter, ids, found))
            for ids in aside
        ),
    ]
    # Two comparisons may both have come to be against the same months a year earlier.
    known = {
        (period.first, period.last): (EarlierValue(period, base), later)
        for period, base, later in reversed(pairs)
        if found.is_comparable(period) and formatter.has(base) and formatter.has(later)
    }
    return dict(reversed(known.values()))


def _shown_ids(
    formatter: QuantityFormatter, ids: ComparisonIds, found: MetricMonitoring
) -> tuple[str, str]:
    """Return the ids of the base and the later value of a comparison that no test makes."""
    if found.is_of_gains:
        return ids.base.gain_mean, ids.later.gain_mean
    # The mean of several counts is one per step; of a single value there may be a rate as well.
    for pair in ((ids.base.mean, ids.later.mean), (ids.base.rate, ids.later.rate)):
        if all(formatter.has(name) and (formatter.quantity(name).n or 0) > 1 for name in pair):
            return pair
    metric, base, later = ids.comparison.metric, ids.comparison.base, ids.comparison.later
    return ObservedIds(metric, base).mean, ObservedIds(metric, later).mean


def _totals(formatter: QuantityFormatter, found: MetricMonitoring) -> PeriodValues | None:
    """Return the totals of rare counts; None of others, or of periods of different lengths."""
    if found.metric.kind is not MetricKind.COUNT:
        return None
    plan = formatter.outcomes.plan
    bases = dict.fromkeys(
        item.base
        for item in (*plan.shown, *plan.set_aside)
        if item.metric == found.metric.id and item.later == found.period.id
    )
    periods = [plan.periods[key] for key in bases if key in plan.periods]
    earlier = [
        EarlierValue(period, ObservedIds(found.metric.id, period.id).total)
        for period in periods
        if found.is_comparable(period)
    ]
    own = ObservedIds(found.metric.id, found.period.id)
    names = (own.total, *(item.name for item in earlier))
    if not all(formatter.has(name) for name in names):
        return None
    numbers = {formatter.quantity(name).n for name in names}
    number = max(item or 0 for item in numbers)
    is_rare = found.is_of_rare_counts or (
        isinstance(found.chart, Refusal)
        and all(formatter.value(name) < _MANY * number for name in names)
    )
    if len(numbers) > 1 or number == 1 or not is_rare:
        return None
    return PeriodValues(own.total, _latest_first(earlier), own.total, are_totals=True)


def comparisons_of(
    formatter: QuantityFormatter, found: MetricMonitoring
) -> list[ComparisonOutcome]:
    """Return the comparisons of the reporting period with others that count the same."""
    return [
        item
        for item in formatter.outcomes.comparisons
        if formatter.outcomes.monitoring_of(item.comparison) is found
        and found.is_comparable(base_period(formatter, item))
    ]


def value_text(
    formatter: QuantityFormatter, values: PeriodValues, *, is_bold: bool = False
) -> Prose:
    """Return the value of the period with its unit; empty without one."""
    if not values.own:
        return ()
    number: Prose = (formatter.number(values.own),)
    unit = formatter.unit_text(values.unit)
    if is_bold:
        number = (Strong(number),)
    return phrase("{number} {unit}", number=number, unit=unit) if unit else number


def compared_text(formatter: QuantityFormatter, values: PeriodValues) -> Prose:
    """Return ``4.5 incidents a month, after 1.2 in the half-year before``."""
    if not values.earlier:
        return value_text(formatter, values)
    return phrase(
        "{later}, after {earlier}",
        later=value_text(formatter, values),
        earlier=earlier_text(formatter, values),
    )


def earlier_text(formatter: QuantityFormatter, values: PeriodValues) -> Prose:
    """Return ``1.2 in the half-year before and 2.0 a year earlier``."""
    return enumerated([_earlier(formatter, item) for item in values.earlier])


def _earlier(formatter: QuantityFormatter, item: EarlierValue) -> Prose:
    reporting = formatter.period(REPORTING)
    words = phrase("{value} a year earlier", value=formatter.number(item.name))
    if not is_year_earlier(item.period, reporting):
        words = phrase(
            "{value} in {period}",
            value=formatter.number(item.name),
            period=against_text(reporting, item.period),
        )
    return with_part(formatter, parsed(item.name).subject, item.period, words)


def with_part(formatter: QuantityFormatter, metric: str, period: Period, words: Prose) -> Prose:
    """Return words on a period that say so if a part of it alone is known: ``(3 of 6 months)``."""
    calendar, known = formatter.calendar(metric), ObservedIds(metric, period.id).n
    if not words or not calendar.is_regular or not formatter.has(known):
        return words
    steps = calendar.whole_steps(period.first, period.last)
    if not 0 < formatter.value(known) < len(steps):
        return words
    return phrase(
        "{words} ({known} of {all} {months})",
        formatter.time(metric),
        words=words,
        known=formatter.number(known),
        all=str(len(steps)),
    )


def large_number(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the value of the period in bold, and the latest one with its date.

    Empty for a running total, whose latest value says most, and for a period of one value.
    """
    values, latest = period_values(formatter, found), latest_id(found.metric.id)
    if found.is_of_gains or not found.has_several or not formatter.has(latest):
        return ()
    return phrase(
        _IN_MONTHS if values.are_totals else _OVER_MONTHS,
        value=value_text(formatter, values, is_bold=True),
        months=formatter.measured(found.ids.period_months),
        latest=formatter.number(latest),
        time=latest_time(formatter, found.metric),
    )


_IN_MONTHS = gettext_noop("{value} in {months}; {latest}{time}")
_OVER_MONTHS = gettext_noop("{value} over {months}; {latest}{time}")
