"""What a decision compares: the same months of the year, or those of a year earlier."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.analysis.comparisons.comparable import comparable, possible_range
from reportgen.analysis.comparisons.prepare import PreparedComparison, prepare_comparison
from reportgen.analysis.plan import complete_plan
from reportgen.model.comparison import Alternative, AnalysisSettings, Comparison, Margin, Test
from reportgen.model.frequency import Frequency
from reportgen.model.metric import MetricKind, Season
from reportgen.model.period import Period
from reportgen.model.series import Observation, Series
from tests.analysis.factories import FILE, configuration, dataset, metric, monthly

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.decision import DecisionSettings
    from reportgen.analysis.time_axis import PeriodPoints
    from reportgen.model.metric import Metric

START = date(2019, 1, 1)
VALUES = [float(100 + 7 * month % 13) for month in range(48)]
VISITS = metric("visits", MetricKind.COUNT)


def span(id_: str, first: date, last: date) -> Period:
    return Period(id=id_, label=id_, first=first, last=last)


def prepared(
    base: tuple[date, date],
    later: tuple[date, date],
    *,
    of: Metric = VISITS,
    series: Series | None = None,
    **changes: Any,
) -> PreparedComparison:
    """Return the comparison of two periods of a monthly series from January 2019."""
    known = monthly(of, START, VALUES) if series is None else series
    comparison = Comparison(
        id="c", metric=of.id, test=Test.MEAN, later="later", base="base", **changes
    )
    data = dataset(known)
    plan = complete_plan(
        configuration(
            data,
            periods={"base": span("base", *base), "later": span("later", *later)},
            comparisons=(comparison,),
            report_date=date(2023, 12, 31),
        ),
        data,
    )
    found = prepare_comparison(comparison, plan, known)
    assert isinstance(found, PreparedComparison)
    return found


def chosen(
    found: PreparedComparison, settings: AnalysisSettings | None = None
) -> tuple[PeriodPoints, DecisionSettings]:
    return comparable(
        found, found.base, found.later, found.year_earlier, settings or AnalysisSettings()
    )


def years(first: int, last: int) -> tuple[date, date]:
    return date(first, 1, 1), date(last, 12, 31)


def test_whole_years_are_compared_as_they_are() -> None:
    found = prepared(years(2019, 2019), years(2020, 2020))
    base, settings = chosen(found)
    assert base is found.base
    assert settings.is_matched
    assert not settings.is_year_earlier
    assert settings.steps_per_year == 12


def test_half_a_year_after_two_years_is_compared_with_the_same_half_a_year_before() -> None:
    found = prepared(years(2019, 2020), (date(2021, 1, 1), date(2021, 6, 30)))
    base, settings = chosen(found)
    assert base is found.year_earlier
    assert [item.first for item in base.observations] == [
        date(2020, month, 1) for month in range(1, 7)
    ]
    assert settings.is_matched
    assert settings.is_year_earlier


def test_without_those_months_the_periods_are_not_comparable() -> None:
    found = prepared((date(2019, 1, 1), date(2019, 6, 30)), (date(2019, 7, 1), date(2019, 12, 31)))
    base, settings = chosen(found)
    assert base is found.base
    assert not settings.is_matched
    assert not settings.is_year_earlier


def test_a_year_earlier_of_which_the_file_lacks_a_part_is_no_replacement() -> None:
    halves = (date(2019, 5, 1), date(2019, 12, 31)), (date(2020, 1, 1), date(2020, 8, 31))
    late = monthly(VISITS, START, [None, None, None, *VALUES[3:]])
    assert not chosen(prepared(*halves, series=late))[1].is_matched
    assert chosen(prepared(*halves))[1].is_year_earlier


def test_a_metric_without_a_season_is_compared_whatever_its_months() -> None:
    steady = metric("visits", MetricKind.COUNT, season=Season.NONE, season_reason="indoors")
    found = prepared(
        (date(2019, 1, 1), date(2019, 6, 30)), (date(2019, 7, 1), date(2019, 12, 31)), of=steady
    )
    base, settings = chosen(found)
    assert base is found.base
    assert settings.is_matched
    assert settings.steps_per_year is None


def steps(frequency: Frequency, spans: list[tuple[date, date]]) -> Series:
    seen = tuple(
        Observation(first=first, last=last, value=float(40 + index % 5), file=FILE, rows=(index,))
        for index, (first, last) in enumerate(spans)
    )
    return Series(metric=VISITS, frequency=frequency, observations=seen, column="visits")


def test_years_have_no_season() -> None:
    series = steps(Frequency.YEAR, [years(year, year) for year in range(2010, 2022)])
    found = prepared(years(2010, 2014), years(2015, 2021), series=series)
    settings = chosen(found)[1]
    assert settings.steps_per_year is None
    assert settings.is_matched


def test_quarters_have_four_steps_a_year() -> None:
    quarters = [
        (date(year, month, 1), date(year, month + 2, 31 if month in (1, 10) else 30))
        for year in range(2019, 2022)
        for month in (1, 4, 7, 10)
    ]
    series = steps(Frequency.QUARTER, quarters)
    whole = chosen(prepared(years(2019, 2019), years(2020, 2020), series=series))[1]
    assert (whole.steps_per_year, whole.is_matched) == (4, True)
    winters = prepared(
        (date(2019, 1, 1), date(2019, 6, 30)), (date(2019, 7, 1), date(2019, 12, 31)), series=series
    )
    assert not chosen(winters)[1].is_matched


def test_readings_without_steps_are_compared_by_their_months() -> None:
    days = [
        date(year, month, day)
        for year in (2019, 2020, 2021)
        for month, day in ((1, 4), (2, 11), (4, 2), (6, 9), (7, 1), (9, 30), (11, 5), (12, 24))
    ]
    series = steps(Frequency.IRREGULAR, [(day, day) for day in days])
    settings = chosen(prepared(years(2019, 2019), years(2020, 2020), series=series))[1]
    assert (settings.steps_per_year, settings.is_matched) == (12, True)
    halves = (date(2019, 1, 1), date(2019, 6, 30)), (date(2019, 7, 1), date(2019, 12, 31))
    assert not chosen(prepared(*halves, series=series))[1].is_matched


@pytest.mark.parametrize(
    ("kind", "has_ratio", "lowest"),
    [
        (MetricKind.COUNT, True, 0.0),
        (MetricKind.AMOUNT, True, 0.0),
        (MetricKind.LEVEL, True, None),
        # The values are above 1, as growth in percent may be.
        (MetricKind.RATE, False, None),
    ],
)
def test_the_kind_of_a_metric_says_what_its_numbers_can_be(
    kind: MetricKind, has_ratio: bool, lowest: float | None
) -> None:
    changes = {"currency": "USD"} if kind is MetricKind.AMOUNT else {}
    of = metric("visits", kind, **changes)
    settings = chosen(prepared(years(2019, 2019), years(2020, 2020), of=of))[1]
    assert settings.has_ratio is has_ratio
    assert (settings.lowest, settings.highest) == (lowest, None)


def test_a_count_below_0_in_the_file_can_be_negative() -> None:
    series = monthly(VISITS, START, [*VALUES[:20], -4.0, *VALUES[21:]])
    settings = chosen(prepared(years(2019, 2019), years(2020, 2020), series=series))[1]
    assert settings.lowest is None


def test_shares_lie_between_none_and_all() -> None:
    assert possible_range(MetricKind.RATE, [0.0, 0.4, 1.0]) == (0.0, 1.0)
    assert possible_range(MetricKind.RATE, [0.4, 1.2]) == (None, None)


def test_the_settings_are_those_of_the_plan() -> None:
    margin = Margin(value=0.2, is_relative=True)
    found = prepared(
        years(2019, 2019),
        years(2020, 2020),
        alternative=Alternative.GREATER,
        equivalence_margin=margin,
    )
    settings = chosen(found, AnalysisSettings(alpha=0.01))[1]
    assert settings.alternative is Alternative.GREATER
    assert settings.margin is margin
    assert (settings.alpha, settings.confidence_level) == (0.01, 0.99)


# The same days a year earlier (prepare.py)


def earlier(base: tuple[date, date], later: tuple[date, date]) -> tuple[date, date] | None:
    found = prepared(base, later).year_before
    return None if found is None else (found.first, found.last)


def test_a_year_earlier_has_the_same_days_and_the_ends_of_the_same_months() -> None:
    two_years = years(2019, 2020)
    assert earlier(two_years, (date(2021, 2, 1), date(2021, 2, 28))) == (
        date(2020, 2, 1),
        date(2020, 2, 29),
    )
    assert earlier(two_years, (date(2021, 3, 10), date(2021, 6, 19))) == (
        date(2020, 3, 10),
        date(2020, 6, 19),
    )


def test_a_leap_day_is_the_end_of_its_month_a_year_earlier() -> None:
    found = earlier((date(2019, 1, 1), date(2019, 12, 31)), (date(2020, 2, 1), date(2020, 2, 29)))
    assert found == (date(2019, 2, 1), date(2019, 2, 28))


def test_a_year_earlier_must_end_before_the_base_period_does() -> None:
    # What the base period does not reach may already be what changed.
    later = (date(2020, 7, 1), date(2021, 3, 31))
    assert earlier((date(2019, 1, 1), date(2020, 3, 31)), later) == (
        date(2019, 7, 1),
        date(2020, 3, 31),
    )
    assert earlier((date(2019, 1, 1), date(2020, 3, 30)), later) is None


def test_a_later_period_of_more_than_a_year_has_none_a_year_earlier() -> None:
    assert earlier(years(2019, 2021), (date(2020, 6, 1), date(2021, 12, 31))) is None


def test_a_running_total_has_its_gains_of_a_year_earlier() -> None:
    total = metric("visits", MetricKind.LEVEL)
    found = prepared(years(2019, 2020), (date(2021, 1, 1), date(2021, 6, 30)), of=total)
    gains = found.year_earlier_gains.points
    assert len(gains.values) == 6
    assert list(gains.values) == [VALUES[12 + n] - VALUES[11 + n] for n in range(6)]
    counts = prepared(years(2019, 2020), (date(2021, 1, 1), date(2021, 6, 30)))
    assert counts.year_earlier_gains.points.values == ()
