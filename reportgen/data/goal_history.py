"""The A of SMART: whether a target lies within what the metric has done before."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.data.findings import as_typed, counted, remark
from reportgen.model.goal import TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import is_latest_value, parsed
from reportgen.model.series import Frequency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration
    from reportgen.model.goal import Goal, Measure
    from reportgen.model.period import Period
    from reportgen.model.series import Dataset, Series

_FEWEST_MONTHS = 6
"""A shorter history says nothing about what is possible."""
_OVER_MONTHS = {"mean": lambda values: sum(values) / len(values), "total": sum}


def check_goals(configuration: Configuration, dataset: Dataset) -> list[Diagnostic]:
    """Return advice for each goal whose target goes beyond its metric's own history.

    Only quantities that a history can speak of: the latest value, and a period's mean or
    total. Whether a ratio of two periods is within reach, no earlier month can tell.
    """
    found = []
    for index, goal in enumerate(configuration.goals):
        said = _beyond_history(goal, configuration, dataset)
        if said is not None:
            path = ("goals", index, "measurable", "target")
            found.append(
                remark(
                    "DAT066",
                    f"goal `{goal.id}`: {said}",
                    configuration.place(*path),
                    note="say under `achievable` what will be different this time",
                    in_brief=False,
                )
            )
    return found


def _beyond_history(goal: Goal, configuration: Configuration, dataset: Dataset) -> str | None:
    measure = goal.measurable
    path = parsed(measure.quantity) if measure is not None else None
    series = dataset.series.get(path.subject) if path is not None else None
    if measure is None or path is None or series is None or not _can_speak(series):
        return None
    analysis, period, statistic = path.analysis, path.period, path.statistic
    if is_latest_value(measure.quantity):
        return _latest(series, measure, goal.time_bound)
    if analysis in ("observed", "mean") and period in configuration.periods:
        return _over_months(series, measure, configuration.periods[period], statistic)
    return None


def _can_speak(series: Series) -> bool:
    is_long = len(series.observations) >= _FEWEST_MONTHS
    return series.frequency is Frequency.MONTH and is_long


def _latest(series: Series, measure: Measure, due: date | None) -> str | None:
    """Return what is unusual about a target for the latest value."""
    values = [item.value for item in series.observations]
    if series.metric.kind is not MetricKind.LEVEL:
        best = _best(measure)(values)
        if not _is_beyond(measure, best):
            return None
        return f"the metric has never reached {as_typed(measure.target)}; {_so_far(measure, best)}"
    last = series.observations[-1].last
    months = _months(last, due) if due is not None else 0
    needed = measure.target - values[-1]
    if months <= 0 or not _is_beyond(measure, values[-1]):
        return None
    steps = min(months, len(values) - 1)
    changes = [later - earlier for earlier, later in zip(values, values[steps:], strict=False)]
    best = _best(measure)(changes) * months / steps
    is_usual = needed <= best if measure.direction is TargetDirection.AT_LEAST else needed >= best
    if is_usual:
        return None
    word = "rise" if needed > 0 else "fall"
    return (
        f"the target asks for a {word} of {as_typed(abs(needed))} within "
        f"{counted(months, 'month', 'months')}; the most so far in as many is "
        f"{as_typed(round(best, 1)) if best * needed > 0 else 'none'}"
    )


def _over_months(series: Series, measure: Measure, period: Period, statistic: str) -> str | None:
    """Return what is unusual about a target for a period's mean or total."""
    together = _OVER_MONTHS.get(statistic)
    months = _months(period.first, period.last) + 1
    values = [item.value for item in series.observations if item.last < period.first]
    if together is None or len(values) < max(months, _FEWEST_MONTHS) or not _is_gapless(series):
        return None
    stretches = [values[start : start + months] for start in range(len(values) - months + 1)]
    best = _best(measure)(float(together(stretch)) for stretch in stretches)
    if not _is_beyond(measure, best):
        return None
    return (
        f"before the period, no {counted(months, 'month', 'months')} in a row reached a "
        f"{statistic} of {as_typed(measure.target)}; {_so_far(measure, best)}"
    )


def _is_gapless(series: Series) -> bool:
    return all(_months(one.first, two.first) == 1 for one, two in pairwise(series.observations))


def _best(measure: Measure) -> Callable[[Iterable[float]], float]:
    return max if measure.direction is TargetDirection.AT_LEAST else min


def _is_beyond(measure: Measure, value: float) -> bool:
    """Return whether a value does not reach the target."""
    if measure.direction is TargetDirection.AT_LEAST:
        return value < measure.target
    return value > measure.target


def _so_far(measure: Measure, best: float) -> str:
    word = "highest" if measure.direction is TargetDirection.AT_LEAST else "lowest"
    return f"the {word} so far is {as_typed(round(best, 2))}"


def _months(earlier: date, later: date) -> int:
    """Return how many calendar months lie between two days."""
    return 12 * (later.year - earlier.year) + later.month - earlier.month
