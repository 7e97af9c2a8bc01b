"""Units of a metric's means, gains and changes."""

from __future__ import annotations

import pytest

from reportgen.analysis.quantities.metric_units import metric_units
from reportgen.model.metric import MetricKind
from reportgen.model.series import Frequency
from tests.analysis.factories import metric


@pytest.mark.parametrize(
    ("frequency", "mean"),
    [
        (Frequency.MONTH, "posts a month"),
        (Frequency.WEEK, "posts a week"),
        (Frequency.DAY, "posts a day"),
        (Frequency.IRREGULAR, "posts an observation"),
    ],
)
def test_counts_are_averaged_per_unit_of_their_source(frequency: Frequency, mean: str) -> None:
    units = metric_units(metric("posts", MetricKind.COUNT), frequency)
    assert (units.value, units.mean, units.change) == ("posts", mean, mean)
    assert units.slope == "posts a month"


def test_a_share_has_no_unit_and_changes_by_percentage_points() -> None:
    units = metric_units(metric("share", MetricKind.RATE), Frequency.WEEK)
    assert (units.value, units.mean) == ("", "")
    assert (units.change, units.slope) == ("percentage points", "percentage points a month")


def test_a_running_total_is_averaged_in_its_own_unit() -> None:
    units = metric_units(metric(), Frequency.MONTH)
    assert (units.value, units.mean, units.slope) == ("followers", "followers", "followers a month")
