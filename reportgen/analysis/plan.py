"""The plan of the analysis: periods and comparisons, configured or by default."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.each_change import one_for_each_change
from reportgen.analysis.default_periods import (
    REPORTING_CONTRASTS,
    Assumption,
    periods_around,
    periods_of_report,
)
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Comparison, Test
from reportgen.model.message import Message, joined
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import contrast

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reportgen.model.configuration import Configuration
    from reportgen.model.period import Period
    from reportgen.model.series import Dataset, Series

__all__ = ["Assumption", "Plan", "complete_plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Periods and comparisons in reporting order, with the defaults that were chosen.

    Attributes
    ----------
    set_aside : tuple of Comparison
        Default comparisons that allow no claim: of too few values, or of different months where
        the same months a year earlier are known. Their values are shown, and nothing is said of a
        comparison.
    """

    report_date: date
    periods: Mapping[str, Period]
    comparisons: tuple[Comparison, ...]
    assumptions: tuple[Assumption, ...]
    is_monitoring: bool
    set_aside: tuple[Comparison, ...] = ()

    @property
    def shown(self) -> tuple[Comparison, ...]:
        """Return the comparisons whose values are shown next to each other.

        Those that were set aside keep their place: the latest earlier period comes first.
        """
        if not self.set_aside:
            return self.comparisons
        both = (*self.comparisons, *self.set_aside)
        return tuple(sorted(both, key=lambda item: self.periods[item.base].first, reverse=True))


def complete_plan(configuration: Configuration, dataset: Dataset) -> Plan:
    """Return the plan of the analysis, with every default that was chosen.

    Configured periods and comparisons are not changed. By default, an intervention defines the
    year before it, the year after it and, if there are data for at least 3 more months, a
    follow-up year; without an intervention, the reporting period is compared with the same
    period a year earlier or, where a metric does not reach that far, with the previous one.

    Raises
    ------
    InsufficientDataError
        There is neither a report date nor an observation to take one from.
    """
    report_date, assumptions = _report_date(configuration, dataset)
    is_monitoring = configuration.intervention is None and (
        configuration.reporting_period is not None
        or configuration.relative_period is not None
        or not configuration.periods
    )
    periods = dict(configuration.periods)
    if is_monitoring:
        added, notes = periods_of_report(
            configuration.reporting_period,
            report_date,
            dataset,
            relative=configuration.relative_period,
            named_by_comparisons=frozenset(item.base for item in configuration.comparisons),
        )
        periods |= {key: period for key, period in added.items() if key not in periods}
        assumptions += notes
    elif not periods and configuration.intervention is not None:
        periods, notes = periods_around(configuration.intervention, dataset, report_date)
        assumptions += notes
    comparisons = configuration.comparisons
    if not comparisons:
        contrasts = _contrasts(periods, is_monitoring=is_monitoring)
        comparisons = _default_comparisons(
            configuration, _within_data(contrasts, periods, dataset) if is_monitoring else contrasts
        )
        if is_monitoring:
            comparisons = _with_steps(comparisons, periods, dataset)
        assumptions += _comparison_notes(comparisons, periods, configuration)
    return Plan(
        report_date=report_date,
        periods=periods,
        comparisons=one_for_each_change(comparisons, periods, configuration.interventions),
        assumptions=assumptions,
        is_monitoring=is_monitoring,
    )


def set_aside(plan: Plan, aside: frozenset[str], configuration: Configuration) -> Plan:
    """Return a plan without some default comparisons, by their ids, and without notes on them."""
    kept = tuple(item for item in plan.comparisons if item.id not in aside)
    others = tuple(item for item in plan.assumptions if not item.key.startswith(COMPARISON_NOTES))
    return replace(
        plan,
        comparisons=kept,
        set_aside=tuple(item for item in plan.comparisons if item.id in aside),
        assumptions=(*others, *_comparison_notes(kept, plan.periods, configuration)),
    )


def _report_date(
    configuration: Configuration, dataset: Dataset
) -> tuple[date, tuple[Assumption, ...]]:
    """Return the report date, and an assumption if it is derived from the data."""
    if configuration.brief.report_date is not None:
        return configuration.brief.report_date, ()
    days = [item.observations[-1].last for item in dataset.series.values() if item.observations]
    if not days and dataset.campaigns is not None:
        days = [campaign.on for campaign in dataset.campaigns.campaigns]
    if not days:
        answers = (item for survey in dataset.surveys.values() for item in survey.form_answers)
        days = [item.day for item in answers if item.day is not None]
    if not days:
        raise InsufficientDataError(
            gettext_noop("there is no report date and no observation to take one from")
        )
    statement = Message("The report date is the last day of the data, {day}.", day=max(days))
    return max(days), (Assumption(key="report_date", statement=statement),)


def _contrasts(
    periods: Mapping[str, Period], *, is_monitoring: bool
) -> tuple[tuple[str, str], ...]:
    """Return the (later, base) pairs to compare: each period with the preceding one."""
    if is_monitoring:
        return tuple(pair for pair in REPORTING_CONTRASTS if pair[1] in periods)
    in_order = sorted(periods.items(), key=lambda item: (item[1].first, item[1].last, item[0]))
    return tuple(
        (later_key, base_key)
        for (base_key, base), (later_key, later) in pairwise(in_order)
        if base.last < later.first
    )


def _with_steps(
    comparisons: tuple[Comparison, ...], periods: Mapping[str, Period], dataset: Dataset
) -> tuple[Comparison, ...]:
    """Return the comparisons of metrics of which a step fits into the period.

    A quarter has no value of a metric that is kept by the year; that is no gap in its data.
    """
    return tuple(
        item
        for item in comparisons
        if item.metric not in dataset.series
        or _has_step(dataset.series[item.metric], periods[item.later])
    )


def _has_step(series: Series, period: Period) -> bool:
    calendar = series.calendar
    return not calendar.is_regular or bool(calendar.whole_steps(period.first, period.last))


def _within_data(
    contrasts: tuple[tuple[str, str], ...], periods: Mapping[str, Period], dataset: Dataset
) -> tuple[tuple[str, str], ...]:
    """Return the first contrast, and the others whose base period has data.

    That a young organization has no data of the year before is not worth a refusal in its brief.
    """
    return tuple(
        (later, base)
        for position, (later, base) in enumerate(contrasts)
        if position == 0
        or any(series.within(periods[base]).observations for series in dataset.series.values())
    )


def _default_comparisons(
    configuration: Configuration, contrasts: tuple[tuple[str, str], ...]
) -> tuple[Comparison, ...]:
    """Return one comparison per contrast and metric, ordered by contrast."""
    return tuple(
        Comparison(
            id=f"{metric.id}_{contrast(base, later)}",
            metric=metric.id,
            test=Test.SLOPE if metric.kind is MetricKind.LEVEL else Test.MEAN,
            later=later,
            base=base,
        )
        for later, base in contrasts
        for metric in configuration.metrics.values()
    )


def _comparison_notes(
    comparisons: tuple[Comparison, ...],
    periods: Mapping[str, Period],
    configuration: Configuration,
) -> tuple[Assumption, ...]:
    """Return one sentence per metric about its comparisons."""
    notes = []
    for metric in configuration.metrics.values():
        chosen = [item for item in comparisons if item.metric == metric.id]
        if not chosen:
            continue
        statement = Message(
            _BY_TRENDS if chosen[0].test is Test.SLOPE else _BY_MEANS,
            metric=metric.label,
            pairs=_pairs(chosen, periods),
        )
        notes.append(Assumption(key=f"{COMPARISON_NOTES}{metric.id}", statement=statement))
    return tuple(notes)


COMPARISON_NOTES = "comparisons."
"""First part of the keys of the notes on default comparisons."""


def _pairs(comparisons: list[Comparison], periods: Mapping[str, Period]) -> str:
    """Return the pairs of periods that are compared, as text."""
    first, *rest = (
        {"later": _in_sentence(periods[item.later]), "base": _in_sentence(periods[item.base])}
        for item in comparisons
    )
    others = [Message("{later} with {base}", **pair) for pair in rest]
    compared = Message("{later} is compared with {base}", **first)
    return joined("{earlier}, and {next}", [compared, *others])


_BY_TRENDS = gettext_noop(
    "{metric}: the configuration names no comparison, so {pairs}, by their trends, two-sided."
)
_BY_MEANS = gettext_noop(
    "{metric}: the configuration names no comparison, so {pairs}, by their means, two-sided."
)


def _in_sentence(period: Period) -> str:
    """Return the label of a period for use in a sentence."""
    # Default labels have an article; a user's label may be anything, hence the quotation marks.
    if period.label.startswith("the "):
        return period.label
    return Message("the period “{label}”", label=period.label)
