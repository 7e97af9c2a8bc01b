"""Compare the targets of goals with the history of their metrics (the A of SMART)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.data.findings import as_typed, counted, remark
from reportgen.model.frequency import Frequency
from reportgen.model.goal import TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import is_latest_value, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration
    from reportgen.model.goal import Goal, Measure
    from reportgen.model.period import Period
    from reportgen.model.series import Dataset, Series

_FEWEST_MONTHS = 6
"""A shorter history is no evidence of what is achievable."""
_OVER_MONTHS = {"mean": lambda values: sum(values) / len(values), "total": sum}


def check_goals(configuration: Configuration, dataset: Dataset) -> list[Diagnostic]:
    """Return advice for each goal whose target exceeds the metric's own history.

    Covers targets for the latest value and for a period's mean or total. Other quantities,
    such as a ratio of two periods, have no equivalent in earlier months.
    """
    found = []
    for index, goal in enumerate(configuration.goals):
        text = _beyond_history(goal, configuration, dataset)
        if text is not None:
            path = ("goals", index, "measurable", "target")
            found.append(
                remark(
                    "DAT066",
                    f"goal `{goal.id}`: {text}",
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
    if measure is None or path is None or series is None or not _has_history(series):
        return None
    analysis, period, statistic = path.analysis, path.period, path.statistic
    if is_latest_value(measure.quantity):
        return _latest(series, measure, goal.time_bound)
    if analysis in ("observed", "mean") and period in configuration.periods:
        return _over_months(series, measure, configuration.periods[period], statistic)
    return None


def _has_history(series: Series) -> bool:
    is_long = len(series.observations) >= _FEWEST_MONTHS
    return series.frequency is Frequency.MONTH and is_long


def _latest(series: Series, measure: Measure, due: date | None) -> str | None:
    """Return why a target for the latest value exceeds the history, None if it does not.

    A level is a running total, which reaches new values all the time. Its history is
    therefore the largest change within as many months as remain until the due date.
    """
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
    # A history shorter than the time that remains is extrapolated linearly.
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
    """Return why a target for a period's mean or total exceeds the history, or None."""
    together = _OVER_MONTHS.get(statistic)
    months = _months(period.first, period.last) + 1
    values = [item.value for item in series.observations if item.last < period.first]
    if together is None or len(values) < max(months, _FEWEST_MONTHS) or not _is_gapless(series):
        return None
    # All windows as long as the period, because a total grows with the number of months.
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
    """Return whether the target lies beyond a value."""
    if measure.direction is TargetDirection.AT_LEAST:
        return value < measure.target
    return value > measure.target


def _so_far(measure: Measure, best: float) -> str:
    word = "highest" if measure.direction is TargetDirection.AT_LEAST else "lowest"
    shown = as_typed(round(best, 2))
    # "never reached 0.8; the highest so far is 0.8" would say both.
    if shown == as_typed(measure.target):
        shown = f"{best:.10g}"
    return f"the {word} so far is {shown}"


def _months(earlier: date, later: date) -> int:
    """Return how many calendar months lie between two days."""
    return 12 * (later.year - earlier.year) + later.month - earlier.month
