"""Whether two periods can be compared: their last readings and their days."""

from __future__ import annotations

from itertools import pairwise
from math import log
from statistics import fmean, median
from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.time_axis import whole_steps
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.frequency import DateSpan, Frequency
from reportgen.model.message import Message, Named, Naming, step_of
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.plan import Plan
    from reportgen.model.configuration import Configuration
    from reportgen.model.message import Part
    from reportgen.model.period import Period
    from reportgen.model.quantity_ids import IdPath
    from reportgen.model.series import Observation, Series

_MOST_DAYS_BEFORE_END = 3
"""A weekend or a public holiday, as in `data.steps`."""
_UNEQUAL = 0.02
"""Two quarters may differ by 1 day in 91, and a leap year by 1 in 365: that is not said."""
_SHARE_OF_DIFFERENCE = 0.1
"""Days that are less than a tenth of what two periods differ by explain none of it."""


def asked_periods(
    configuration: Configuration, plan: Plan, series: Mapping[str, Series]
) -> list[tuple[str, str]]:
    """Return the metrics and periods that a brief reports on.

    Those of comparisons, the reporting period, and those of which a goal measures an observed
    value.
    """
    asked = [
        (comparison.metric, key)
        for comparison in plan.shown
        for key in (comparison.base, comparison.later)
    ]
    if plan.is_monitoring:
        asked += [(metric, REPORTING) for metric in series]
    asked += [(path.subject, path.period) for path in _goal_paths(configuration)]
    return [
        (metric, key)
        for metric, key in dict.fromkeys(asked)
        if key in plan.periods
        and metric in series
        and series[metric].within(plan.periods[key]).observations
    ]


def _goal_paths(configuration: Configuration) -> list[IdPath]:
    """Return the ids of observed values that goals measure."""
    measures = [goal.measurable for goal in configuration.goals if goal.measurable is not None]
    paths = [parsed(measure.quantity) for measure in measures]
    return [path for path in paths if path.analysis == "observed"]


def early_readings(
    configuration: Configuration, series: Mapping[str, Series], plan: Plan
) -> Iterator[Diagnostic]:
    """Yield running totals whose change over a period is that of other days than the period's.

    Readings at their own dates may end well before a period does, or the last one before it be
    well before its start: by more than half the usual time between two readings. The steps of a
    regular series that lack a value have diagnostics of their own; but where a goal measures its
    change and there is no value before the period, the gain of the first step is not known.
    """
    measured = {
        (path.subject, path.period)
        for path in _goal_paths(configuration)
        if path.statistic == "change"
    }
    for metric, key in asked_periods(configuration, plan, series):
        known, period = series[metric], plan.periods[key]
        if known.metric.kind is not MetricKind.LEVEL or known.doubt or known.restarted:
            continue
        seen = known.within(period).observations
        before = [item for item in known.observations if item.last < seen[0].first]
        first, last = (before or seen)[-1 if before else 0], seen[-1]
        if known.calendar.is_regular:
            is_early = not before and (metric, key) in measured
        else:
            usual = _usual_distance(known)
            end = min(period.last, plan.report_date)
            is_early = (end - last.last).days > usual or (period.first - first.last).days > usual
        if is_early and first is not last:
            yield Diagnostic(
                code="ANA014",
                severity=Severity.WARNING,
                message=Message(
                    "the change of {metric} in {period} is that from {first} to {last}",
                    metric=Named(Naming.METRIC, metric),
                    period=Named(Naming.PERIOD, key),
                    first=_when(first, known),
                    last=_when(last, known),
                ),
                place=configuration.place("metrics", metric),
                help="add the values of the ends of the period to the metric's file, or change "
                "the period",
                note=gettext_noop("no values are nearer to the ends of the period"),
                in_brief=True,
            )


def _when(item: Observation, series: Series) -> Part:
    return step_of(DateSpan(item.first, item.last), series.frequency)


def _usual_distance(series: Series) -> float:
    """Return half the median days between two readings."""
    gaps = [(later.last - earlier.last).days for earlier, later in pairwise(series.observations)]
    return max(_MOST_DAYS_BEFORE_END, median(gaps) / 2 if gaps else 0)


def unequal_days(
    configuration: Configuration, series: Mapping[str, Series], plan: Plan
) -> Iterator[Diagnostic]:
    """Yield comparisons of counts by the month or quarter whose steps differ in length.

    Only where the days matter: by more than 2%, and by a tenth or more of what the periods
    differ by. Nothing is adjusted.
    """
    told = set()
    for comparison in plan.shown:
        known = series.get(comparison.metric)
        pair = (comparison.base, comparison.later)
        if (
            known is None
            or known.metric.kind is not MetricKind.COUNT
            or known.frequency not in (Frequency.MONTH, Frequency.QUARTER)
            or not all(key in plan.periods for key in pair)
            or (comparison.metric, pair) in told
        ):
            continue
        told.add((comparison.metric, pair))
        sides = [_seen(known, plan.periods[key], plan) for key in pair]
        if not all(sides) or not _days_matter(*sides):
            continue
        yield Diagnostic(
            code="ANA015",
            severity=Severity.ADVICE,
            message=Message(
                _SAME_STEPS if len(sides[0]) == len(sides[1]) else _OTHER_STEPS,
                metric=Named(Naming.METRIC, comparison.metric),
                later=Named(Naming.PERIOD, comparison.later),
                base=Named(Naming.PERIOD, comparison.base),
                **_lengths("base", sides[0], known),
                **_lengths("later", sides[1], known),
            ),
            place=configuration.place("metrics", comparison.metric),
            help="compare the same months of two years, or give `kind: amount` for money that "
            "does not come by the day",
            note=gettext_noop("what happens daily differs by as much; nothing is adjusted for it"),
            in_brief=True,
        )


_SAME_STEPS = gettext_noop("{metric}: {later} has {later_days} days, and {base} {base_days}")
_OTHER_STEPS = gettext_noop(
    "{metric}: {later} has {later_days} days in {later_steps} {later_months}, and {base} "
    "{base_days} in {base_steps} {base_months}"
)


def _lengths(side: str, seen: tuple[Observation, ...], series: Series) -> dict[str, str]:
    words = time_words(series.frequency)
    return {
        f"{side}_days": str(_days(seen)),
        f"{side}_steps": str(len(seen)),
        f"{side}_months": words.month if len(seen) == 1 else words.months,
    }


def _seen(series: Series, period: Period, plan: Plan) -> tuple[Observation, ...]:
    wanted = set(whole_steps(series.calendar, period, plan.report_date))
    seen = series.within(period).observations
    return tuple(item for item in seen if (item.first, item.last) in wanted)


def _days(side: tuple[Observation, ...]) -> int:
    return sum((item.last - item.first).days + 1 for item in side)


def _days_matter(base: tuple[Observation, ...], later: tuple[Observation, ...]) -> bool:
    lengths = [_days(side) / len(side) for side in (base, later)]
    means = [fmean(item.value for item in side) for side in (base, later)]
    if min(means) <= 0 or abs(lengths[1] / lengths[0] - 1) <= _UNEQUAL:
        return False
    explained = abs(log(lengths[1] / lengths[0]))
    return explained >= _SHARE_OF_DIFFERENCE * abs(log(means[1] / means[0]))
