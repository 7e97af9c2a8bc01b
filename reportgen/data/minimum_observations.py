"""Check before a build that compared periods have enough observations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.data.findings import counted, error, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.model.comparison import Comparison
    from reportgen.model.configuration import Configuration
    from reportgen.model.period import Period
    from reportgen.model.series import Dataset


def too_few_observations(
    comparisons: Iterable[Comparison],
    periods: Mapping[str, Period],
    configuration: Configuration,
    dataset: Dataset,
) -> list[Diagnostic]:
    """Return a warning for each period of a comparison with too few observations.

    Parameters
    ----------
    comparisons, periods
        Those of the configuration, or of a completed plan.
    configuration : Configuration
        For the places of comparisons in the file.
    dataset : Dataset
        The series of the compared metrics.
    """
    found = []
    for comparison in comparisons:
        series, test = dataset.series.get(comparison.metric), comparison.test
        known = [periods[key] for key in (comparison.base, comparison.later) if key in periods]
        counts = [len(series.within(item).observations) for item in known] if series else []
        if not configuration.comparisons and counts == [1, 1]:
            # Single values are shown and not compared by default: `Plan.set_aside`.
            continue
        for name in (comparison.base, comparison.later):
            if series is None:
                continue
            if name not in periods:
                found.append(_not_reached(comparison, name, configuration))
                continue
            number = len(series.within(periods[name]).observations)
            if number >= test.fewest:
                continue
            place = _place(comparison, configuration)
            found.append(
                finding(
                    "DAT065",
                    f"comparison `{comparison.id}`: metric `{comparison.metric}` has "
                    f"{counted(number, 'value', 'values') if number else 'no value'} in period "
                    f"`{name}`; {test.subject} needs at least {test.fewest}",
                    place,
                    "lengthen the period, add the rows, or take the comparison out",
                    note="the brief would report it as not assessed",
                    in_brief=False,
                )
            )
    return found


def no_report_date(configuration: Configuration) -> Diagnostic:
    """Return the error that nothing says of which day a brief is."""
    return error(
        "DAT116",
        f"{configuration.organization.name} has no report date, and no metric, campaign or answer "
        "with a day to take it from",
        configuration.place("brief"),
        "add `brief: {report_date: …}`, the day up to which the brief says what was known",
        note="role holdings and members say who was there, and not as of when",
    )


def _not_reached(comparison: Comparison, name: str, configuration: Configuration) -> Diagnostic:
    return error(
        "DAT067",
        f"comparison `{comparison.id}` names the period `{name}`, which the data do not cover",
        _place(comparison, configuration),
        "add the rows of that time, or take the comparison out",
        note="periods that the configuration does not define are placed where there are data",
    )


def _place(comparison: Comparison, configuration: Configuration) -> Place | None:
    """Return the place of a comparison, or of its metric for a default comparison."""
    for index, item in enumerate(configuration.comparisons):
        if item.id == comparison.planned_id:
            return configuration.place("comparisons", index)
    return configuration.place("metrics", comparison.metric)
