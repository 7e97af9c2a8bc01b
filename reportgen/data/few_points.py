"""Whether the compared periods hold enough values, said before anything is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.data.findings import counted, finding
from reportgen.model.comparison import Test

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.comparison import Comparison
    from reportgen.model.configuration import Configuration
    from reportgen.model.period import Period
    from reportgen.model.series import Dataset

FEWEST = {Test.SLOPE: 3, Test.MEAN: 2, Test.ITS: 3}
"""Values that each side of a comparison needs; the analysis refuses fewer."""
_WORDS = {
    Test.SLOPE: "a trend needs at least 3",
    Test.MEAN: "a mean with its interval needs at least 2",
    Test.ITS: "a trend on each side needs at least 3",
}


def check_points(configuration: Configuration, dataset: Dataset) -> list[Diagnostic]:
    """Return a warning for each comparison of the configuration that can't be assessed."""
    return few_points(configuration.comparisons, configuration.periods, configuration, dataset)


def few_points(
    comparisons: Iterable[Comparison],
    periods: Mapping[str, Period],
    configuration: Configuration,
    dataset: Dataset,
) -> list[Diagnostic]:
    """Return a warning for each side of a comparison with too few values.

    Parameters
    ----------
    comparisons, periods
        Those of the configuration, or of a completed plan.
    configuration : Configuration
        Says where a comparison stands in the file.
    dataset : Dataset
        What the files said.
    """
    positions = {item.id: index for index, item in enumerate(configuration.comparisons)}
    found = []
    for comparison in comparisons:
        series = dataset.series.get(comparison.metric)
        for name in (comparison.base, comparison.later):
            if series is None or name not in periods:
                continue
            number = len(series.within(periods[name]).observations)
            if number >= FEWEST[comparison.test]:
                continue
            place = configuration.place("comparisons", positions.get(comparison.id, 0))
            found.append(
                finding(
                    "DAT065",
                    f"comparison `{comparison.id}`: metric `{comparison.metric}` has "
                    f"{counted(number, 'value', 'values') if number else 'no value'} in period "
                    f"`{name}`; {_WORDS[comparison.test]}",
                    place,
                    "lengthen the period, add the rows, or take the comparison out",
                    note="the brief would report it as not assessed",
                    in_brief=False,
                )
            )
    return found
