"""Missing months are reported where they are in a compared period or a chart's baseline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.model.comparison import Comparison, Test
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from tests.analysis.factories import configuration, dataset, metric, monthly

if TYPE_CHECKING:
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset

PERIODS = {
    "before": Period(id="before", label="before", first=date(2019, 1, 1), last=date(2019, 12, 31)),
    "after": Period(id="after", label="after", first=date(2020, 1, 1), last=date(2020, 12, 31)),
}


def data_without(absent: date, *, kind: MetricKind = MetricKind.COUNT) -> Dataset:
    """Return the months of 2018 to 2020 of one metric, without one of them."""
    hours = metric("hours", kind)
    series = monthly(
        hours, date(2017, 1, 1), [float(40 * place + place % 5) for place in range(48)]
    )
    kept = tuple(item for item in series.observations if item.first != absent)
    return dataset(replace(series, observations=kept))


def told(given: Configuration, data: Dataset) -> list[str]:
    """Return what the brief says about missing months."""
    found = analyse(given, data).findings
    return [item.message for item in found if item.code == "ANA003" and item.in_brief]


def gaps(absent: date) -> list[str]:
    """Return the findings on missing months where two years are compared."""
    data = data_without(absent)
    asked = Comparison(id="hours", metric="hours", test=Test.MEAN, later="after", base="before")
    return told(configuration(data, periods=PERIODS, comparisons=(asked,)), data)


def test_a_month_missing_in_a_compared_period_is_reported() -> None:
    (finding,) = gaps(date(2019, 6, 1))
    assert finding.endswith("there is no value for 2019-06")


def test_a_month_missing_years_earlier_is_not_reported() -> None:
    assert gaps(date(2018, 6, 1)) == []


@pytest.mark.parametrize("kind", [MetricKind.COUNT, MetricKind.LEVEL])
def test_a_month_missing_in_the_baseline_of_a_chart_is_reported_once(kind: MetricKind) -> None:
    for month in (date(2019, 3, 1), date(2020, 2, 1)):
        data = data_without(month, kind=kind)
        (finding,) = told(configuration(data), data)
        assert finding.startswith("the expected range of metric `hours` comes from data with gaps")
        assert finding.endswith(f"there is no value for {month:%Y-%m}")


def test_a_month_of_the_baseline_and_a_compared_period_is_reported_for_the_period() -> None:
    data = data_without(date(2019, 11, 1))
    (finding,) = told(configuration(data), data)
    assert "do not cover all of period `year_earlier`" in finding
    assert finding.endswith("there is no value for 2019-11")


def test_a_month_missing_before_the_baseline_is_not_reported() -> None:
    data = data_without(date(2017, 6, 1))
    assert told(configuration(data), data) == []


def test_a_chart_without_a_baseline_has_no_months_to_miss() -> None:
    hours = metric("hours", MetricKind.COUNT)
    data = dataset(monthly(hours, date(2020, 10, 1), [41.0, 42.0, 43.0]))
    assert told(configuration(data), data) == []
