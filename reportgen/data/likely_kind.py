"""Notice running totals that are declared to be counts, and counts declared to be totals."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from reportgen.data.findings import finding
from reportgen.languages.time_words import time_words
from reportgen.model.frequency import Frequency
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Series

_FEWEST = 12
"""Of fewer values, chance may put all in order."""
_SMALL_STEP = 0.1
"""Counts vary by more of their size; a total that grows so fast doubles in seven months."""
_LARGE_STEP = 0.2
_MANY_FALLS = 1 / 3


def check_kind(series: Series, configuration: Configuration) -> list[Diagnostic]:
    """Return a finding if a metric's values are unlike what its kind is.

    Only where both the order and the size of the steps say so: a count that never falls in a year
    or more, and changes by little; a running total that falls often and by much.
    """
    metric, values = series.metric, [item.value for item in series.observations]
    # Over many years, what is counted may grow steadily.
    is_yearly = series.frequency in (Frequency.YEAR, Frequency.SPAN)
    is_short = len(values) < _FEWEST or min(values) <= 0
    if is_short or is_yearly or series.doubt or series.restarted:
        return []
    steps = [later / earlier - 1 for earlier, later in pairwise(values)]
    falls = sum(step < 0 for step in steps)
    sizes = [abs(step) for step in steps]
    words = time_words(series.frequency)
    if metric.kind is MetricKind.COUNT and not falls and 0 < max(sizes) < _SMALL_STEP:
        said = f"`{metric.id}` never falls and grows by small steps, as running totals do"
        fix = f"write `kind: level` if each value is the total so far, and not of its {words.month}"
    elif (
        metric.kind is MetricKind.LEVEL
        and falls >= _MANY_FALLS * len(steps)
        and median(sizes) >= _LARGE_STEP
    ):
        said = f"`{metric.id}` goes up and down by much, as counts do, and no running total"
        fix = f"write `kind: count` if each value is of its {words.month} alone, or `kind: average`"
    else:
        return []
    place = configuration.place("metrics", metric.id, "kind")
    return [finding("DAT103", said, place, fix, in_brief=False)]
