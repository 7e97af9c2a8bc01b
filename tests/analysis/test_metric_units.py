"""Units of a metric's means, gains and changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.analysis.quantities.metric_units import metric_units
from reportgen.model.frequency import Frequency
from reportgen.model.metric import MetricKind
from tests.analysis.factories import metric


@pytest.mark.parametrize(
    ("frequency", "mean", "slope"),
    [
        (Frequency.MONTH, "posts a month", "posts a month every month"),
        (Frequency.WEEK, "posts a week", "posts a week every week"),
        (Frequency.DAY, "posts a day", "posts a day every day"),
        (Frequency.QUARTER, "posts a quarter", "posts a quarter every quarter"),
        (Frequency.YEAR, "posts a year", "posts a year every year"),
        (Frequency.IRREGULAR, "posts an observation", "posts an observation every month"),
    ],
)
def test_counts_are_averaged_per_step_of_their_source(
    frequency: Frequency, mean: str, slope: str
) -> None:
    units = metric_units(metric("posts", MetricKind.COUNT), frequency)
    assert (units.value, units.mean, units.change) == ("posts", mean, mean)
    assert units.slope == slope


@pytest.mark.parametrize(
    ("kind", "mean"), [(MetricKind.AMOUNT, "dollars a quarter"), (MetricKind.AVERAGE, "dollars")]
)
def test_only_what_adds_up_is_averaged_per_step(kind: MetricKind, mean: str) -> None:
    spent = replace(metric("spent", kind), unit="dollars")
    assert metric_units(spent, Frequency.QUARTER).mean == mean


def test_a_share_has_no_unit_and_changes_by_percentage_points() -> None:
    units = metric_units(metric("share", MetricKind.RATE), Frequency.WEEK)
    assert (units.value, units.mean) == ("", "")
    assert (units.change, units.slope) == ("percentage points", "percentage points a week")


def test_a_running_total_is_averaged_in_its_own_unit() -> None:
    units = metric_units(metric(), Frequency.MONTH)
    assert (units.value, units.mean, units.slope) == ("followers", "followers", "followers a month")
