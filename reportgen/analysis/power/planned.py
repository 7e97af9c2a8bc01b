"""The smallest changes that the comparisons of a configuration could show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.analysis.analyse import analyse
from reportgen.analysis.calendar_months import add_months
from reportgen.analysis.power.continuation import continued
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.period import Period

if TYPE_CHECKING:
    from datetime import date

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.configuration import Configuration
    from reportgen.model.metric import Metric
    from reportgen.model.series import Dataset

BEFORE, AFTER = "before", "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedComparisons:
    """The comparisons of a configuration, as if the data of all periods were known.

    Attributes
    ----------
    outcomes : Outcomes
        Of the data carried on; only what the comparisons could show is meant to be read.
    refused : tuple of (Metric, str)
        The metrics that can't be carried on, each with the reason.
    """

    configuration: Configuration
    outcomes: Outcomes
    refused: tuple[tuple[Metric, str], ...]


def plan_comparisons(
    configuration: Configuration, dataset: Dataset, *, months: tuple[int, int] | None
) -> PlannedComparisons:
    """Analyse the comparisons of a configuration before their data exist.

    Parameters
    ----------
    configuration : Configuration
    dataset : Dataset
        As far as it reaches; each series is carried on to the end of the last period.
    months : (int, int) or None
        The months before and after the change, from 1; None for the periods of the
        configuration, or a year each where it has none.

    Raises
    ------
    InsufficientDataError
        No metric has a value to plan from.
    """
    periods = _periods(configuration, dataset, months)
    last = max(item.last for item in periods.values())
    series, refused = dict(dataset.series), {}
    for key, known in dataset.series.items():
        try:
            series[key] = continued(known, last)
        except InsufficientDataError as error:
            refused[key] = str(error)
    planned = replace(
        configuration,
        periods=periods,
        reporting_period=None,
        comparisons=tuple(
            item
            for item in configuration.comparisons
            if {item.base, item.later} <= periods.keys() and item.metric not in refused
        ),
        metrics={key: item for key, item in configuration.metrics.items() if key not in refused},
        brief=replace(configuration.brief, report_date=last),
        committee=None,
        campaigns=None,
        surveys=(),
        goals=(),
    )
    data = replace(
        dataset,
        series={key: item for key, item in series.items() if key not in refused},
        campaigns=None,
        surveys={},
        holdings=None,
    )
    return PlannedComparisons(
        configuration=planned,
        outcomes=analyse(planned, data),
        refused=tuple((dataset.series[key].metric, reason) for key, reason in refused.items()),
    )


def _periods(
    configuration: Configuration, dataset: Dataset, months: tuple[int, int] | None
) -> dict[str, Period]:
    if configuration.periods and months is None:
        return dict(configuration.periods)
    before, after = months or (12, 12)
    start = _start(configuration, dataset)
    return {
        BEFORE: _period(BEFORE, add_months(start, -before), start),
        AFTER: _period(AFTER, start, add_months(start, after)),
    }


def _start(configuration: Configuration, dataset: Dataset) -> date:
    """Return the first day after the change: the intervention's, or that after the last value."""
    if configuration.intervention is not None:
        return configuration.intervention.on
    days = [item.observations[-1].last for item in dataset.series.values() if item.observations]
    if not days:
        raise InsufficientDataError(gettext_noop("no metric has a value to plan from"))
    return max(days) + timedelta(days=1)


def _period(key: str, first: date, end: date) -> Period:
    return Period(id=key, label=key, first=first, last=end - timedelta(days=1))
