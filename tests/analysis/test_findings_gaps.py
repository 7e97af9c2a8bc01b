"""Missing months are reported only where they are in a compared period."""

from __future__ import annotations

from datetime import date

from reportgen.analysis.analyse import analyse
from reportgen.model.comparison import Comparison, Test
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from tests.analysis.factories import configuration, dataset, metric, monthly

PERIODS = {
    "before": Period(id="before", label="before", first=date(2019, 1, 1), last=date(2019, 12, 31)),
    "after": Period(id="after", label="after", first=date(2020, 1, 1), last=date(2020, 12, 31)),
}


def gaps(absent: date) -> list[str]:
    """Return the findings on missing months of three years of which one month is absent."""
    hours = metric("hours", MetricKind.COUNT)
    series = monthly(hours, date(2018, 1, 1), [float(40 + place % 5) for place in range(36)])
    kept = tuple(item for item in series.observations if item.first != absent)
    data = dataset(
        type(series)(
            metric=hours, frequency=series.frequency, observations=kept, column=series.column
        )
    )
    asked = Comparison(id="hours", metric="hours", test=Test.MEAN, later="after", base="before")
    found = analyse(configuration(data, periods=PERIODS, comparisons=(asked,)), data)
    return [item.message for item in found.findings if item.code == "ANA003" and item.in_brief]


def test_a_month_missing_in_a_compared_period_is_reported() -> None:
    (finding,) = gaps(date(2019, 6, 1))
    assert finding.endswith("there is no value for 2019-06")


def test_a_month_missing_years_earlier_is_not_reported() -> None:
    assert gaps(date(2018, 6, 1)) == []
