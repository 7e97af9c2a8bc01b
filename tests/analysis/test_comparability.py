"""Comparisons from which little can be concluded are named before a brief is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.calendar_months import last_of_month, month_index
from reportgen.diagnostics import Place
from reportgen.model.comparison import Comparison, Margin, Test, WashOut
from reportgen.model.frequency import DateSpan, Frequency
from reportgen.model.metric import MetricKind, Redefinition, Season
from reportgen.model.period import Intervention, Period
from reportgen.model.series import Observation
from tests.analysis.factories import configuration, dataset, metric, monthly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.diagnostics import Diagnostic

START = date(2022, 1, 1)
FIRST = Period(id="first", label="first", first=START, last=date(2022, 12, 31))
SECOND = Period(id="second", label="second", first=date(2023, 1, 1), last=date(2023, 12, 31))
LOANS = [30.0, 34, 28, 31, 35, 29, 27, 33, 32, 30, 28, 23, *range(25, 37)]


def found(
    code: str,
    values: Sequence[float] = LOANS,
    *,
    kind: MetricKind = MetricKind.COUNT,
    test: Test = Test.MEAN,
    periods: tuple[Period, Period] = (FIRST, SECOND),
    redefined: tuple[Redefinition, ...] = (),
    season: Season = Season.AUTOMATIC,
    interventions: Sequence[date] = (),
    start: date = START,
    **of: object,
) -> list[Diagnostic]:
    """Return what is found about one comparison of monthly values from January 2022 on."""
    data = dataset(
        monthly(metric("loans", kind, redefined=redefined, season=season), start, list(values))
    )
    first, second = periods
    compared = Comparison(
        id="c",
        metric="loans",
        test=test,
        later=second.id,
        base=first.id,
        **of,  # type: ignore[arg-type]
    )
    changes = tuple(Intervention(on=day, label=str(day)) for day in interventions)
    config = configuration(
        data,
        comparisons=(compared,),
        periods={item.id: item for item in periods},
        intervention=changes[0] if changes else None,
        further_interventions=changes[1:],
    )
    return [item for item in analyse(config, data).findings if item.code == code]


@pytest.mark.parametrize(
    ("margin", "kind", "test", "share"),
    [
        (Margin(value=0.25, is_relative=True), MetricKind.COUNT, Test.MEAN, None),
        (Margin(value=0.6, is_relative=True), MetricKind.COUNT, Test.MEAN, "60%"),
        (Margin(value=7.5, is_relative=False), MetricKind.COUNT, Test.MEAN, None),
        (Margin(value=9, is_relative=False), MetricKind.COUNT, Test.MEAN, "30%"),
        (Margin(value=0.3, is_relative=True), MetricKind.COUNT, Test.SLOPE, "30%"),
        # There is no such test of an interrupted series.
        (Margin(value=0.3, is_relative=True), MetricKind.COUNT, Test.ITS, None),
        # The trend of a count is no number that a margin can be a share of.
        (Margin(value=9, is_relative=False), MetricKind.COUNT, Test.SLOPE, None),
    ],
)
def test_a_margin_above_a_quarter_is_wide(
    margin: Margin, kind: MetricKind, test: Test, share: str | None
) -> None:
    wide = found("ANA016", kind=kind, test=test, equivalence_margin=margin)
    if share is None:
        assert not wide
    else:
        (said,) = wide
        assert said.message == (
            f"comparison `c`: the margin of equivalence is {share} of the earlier period, so that "
            "even large changes count as none"
        )
        assert not said.in_brief


def test_the_margin_of_a_running_total_is_one_of_its_gains() -> None:
    members = [100.0 + 4 * month + month % 3 for month in range(24)]
    for size, is_wide in ((0.9, False), (1.1, True)):
        margin = Margin(value=size, is_relative=False)
        wide = found(
            "ANA016", members, kind=MetricKind.LEVEL, test=Test.SLOPE, equivalence_margin=margin
        )
        assert bool(wide) is is_wide


def test_a_margin_of_nothing_has_no_share() -> None:
    margin = Margin(value=3, is_relative=False)
    assert not found("ANA016", [0.0] * 12 + LOANS[:12], equivalence_margin=margin)
    assert not found("ANA016", LOANS[:12], equivalence_margin=margin)


@pytest.mark.parametrize(
    ("on", "test", "is_told"),
    [
        (date(2022, 1, 1), Test.MEAN, False),
        (date(2022, 1, 2), Test.MEAN, True),
        (date(2023, 1, 1), Test.SLOPE, True),
        (date(2023, 12, 31), Test.MEAN, True),
        (date(2024, 1, 1), Test.MEAN, False),
        # The model has a step for it.
        (date(2023, 3, 1), Test.ITS, False),
    ],
)
def test_a_comparison_across_a_change_of_definition_is_named(
    on: date, test: Test, is_told: bool
) -> None:
    change = Redefinition(on=on, note="Renewals count.")
    said = [item.message for item in found("ANA017", test=test, redefined=(change,))]
    expected = (
        f"the definition of metric `loans` changed on {on} (Renewals count); a part of the "
        "difference between period `first` and period `second` may be that change"
    )
    assert said == is_told * [expected]


def test_each_change_of_definition_is_told_once_for_two_periods() -> None:
    changes = tuple(
        Redefinition(on=date(2022, month, 1), note=f"Change {month}") for month in (5, 9)
    )
    data = dataset(
        monthly(metric("loans", MetricKind.COUNT, redefined=changes), START, list(LOANS))
    )
    tests = {"mean": Test.MEAN, "slope": Test.SLOPE}
    compared = tuple(
        Comparison(id=name, metric="loans", test=test, later="second", base="first")
        for name, test in tests.items()
    )
    lacking = Comparison(id="x", metric="loans", test=Test.MEAN, later="never", base="first")
    config = configuration(
        data, comparisons=(*compared, lacking), periods={"first": FIRST, "second": SECOND}
    )
    told = [item for item in analyse(config, data).findings if item.code == "ANA017"]
    assert len(told) == 2
    assert all(item.in_brief for item in told)


def span(first: date, last: date, id_: str) -> Period:
    return Period(id=id_, label=id_, first=first, last=last)


SUMMER = span(date(2023, 4, 1), date(2023, 9, 30), "summer")
WINTER = span(date(2022, 10, 1), date(2023, 3, 31), "winter")


def test_summer_against_winter_is_named_with_the_months_that_are_lacking() -> None:
    # The file begins in October: it has no summer a year earlier.
    (said,) = found("ANA018", start=WINTER.first, periods=(WINTER, SUMMER))
    assert said.message == (
        "comparison `c` is of different times of the year: 6 months of `summer` against 6 of "
        "`winter`; `summer` has no January, February, March, October, November, December; "
        "`winter` has no April, May, June, July, August, September"
    )
    assert "`season: none` of metric `loans`" in said.help
    assert not said.in_brief


@pytest.mark.parametrize(
    ("periods", "options", "is_told"),
    [
        ((FIRST, SECOND), {}, False),
        ((WINTER, SUMMER), {"start": WINTER.first}, True),
        ((WINTER, SUMMER), {"start": WINTER.first, "season": Season.NONE}, False),
        # The months that an interrupted series lacks are those of its course.
        ((WINTER, SUMMER), {"start": WINTER.first, "test": Test.ITS}, False),
        ((WINTER, SUMMER), {"start": WINTER.first, "test": Test.SLOPE}, True),
        # The summer before is in the file.
        ((WINTER, SUMMER), {"start": START}, False),
        # 14 months against 3.
        (
            (
                span(date(2022, 1, 1), date(2023, 2, 28), "long"),
                span(date(2023, 3, 1), date(2023, 5, 31), "short"),
            ),
            {"start": START},
            False,
        ),
        (
            (
                span(date(2022, 4, 1), date(2023, 5, 31), "long"),
                span(date(2023, 6, 1), date(2023, 8, 31), "short"),
            ),
            {"start": date(2022, 7, 1)},
            True,
        ),
        # Not assessed at all.
        ((FIRST, SECOND), {"values": LOANS[:12]}, False),
    ],
)
def test_periods_of_different_months_are_told(
    periods: tuple[Period, Period], options: dict[str, Any], is_told: bool
) -> None:
    assert bool(found("ANA018", periods=periods, **options)) is is_told


def test_months_that_are_only_there_more_often_are_not_listed() -> None:
    long = span(date(2021, 1, 1), date(2022, 5, 31), "long")
    year = span(date(2022, 6, 1), date(2023, 5, 31), "year")
    values = [*LOANS, *LOANS]
    data = dataset(monthly(metric("loans", MetricKind.COUNT), long.first, values))
    # Of the year before, a quarter is not known.
    series = data.series["loans"]
    kept = tuple(
        item
        for item in series.observations
        if item.first.month not in (7, 8, 9) or item.first.year != 2021
    )
    data = replace(data, series={"loans": replace(series, observations=kept)})
    compared = Comparison(id="c", metric="loans", test=Test.MEAN, later="year", base="long")
    config = configuration(data, comparisons=(compared,), periods={"long": long, "year": year})
    (said,) = [item for item in analyse(config, data).findings if item.code == "ANA018"]
    assert said.message.endswith(
        "12 months of `year` against 14 of `long`; `long` has no July, August, September"
    )


def test_quarters_of_other_times_of_the_year_are_counted_and_not_listed() -> None:
    starts = [date(year, month, 1) for year in range(2019, 2024) for month in (1, 4, 7, 10)][2:]
    seen = tuple(
        Observation(
            first=start,
            last=last_of_month(month_index(start) + 2),
            value=30.0 + position % 5,
            file="data/metrics.csv",
            rows=(position + 2,),
        )
        for position, start in enumerate(starts)
        # Every year but the last is known by its second half.
        if start.month > 6 or start.year == 2023
    )
    loans = monthly(metric("loans", MetricKind.COUNT), START, [1.0])
    data = dataset(replace(loans, frequency=Frequency.QUARTER, observations=seen))
    autumns = span(date(2019, 7, 1), date(2022, 12, 31), "autumns")
    spring = span(date(2023, 1, 1), date(2023, 6, 30), "spring")
    compared = Comparison(id="c", metric="loans", test=Test.MEAN, later="spring", base="autumns")
    config = configuration(
        data, comparisons=(compared,), periods={"autumns": autumns, "spring": spring}
    )
    (said,) = [item for item in analyse(config, data).findings if item.code == "ANA018"]
    assert said.message == (
        "comparison `c` is of different times of the year: 2 quarters of `spring` against 8 of "
        "`autumns`"
    )


@pytest.mark.parametrize(
    ("months", "test", "told"),
    [
        (6, Test.MEAN, []),
        (5, Test.MEAN, ["second"]),
        (5, Test.SLOPE, ["second"]),
        (8, Test.ITS, []),
        (7, Test.ITS, ["second"]),
        # Fewer than a test needs is a refusal, which says so itself.
        (1, Test.MEAN, []),
    ],
)
def test_a_period_with_too_few_values_for_a_claim_is_named(
    months: int, test: Test, told: list[str]
) -> None:
    said = [item.message for item in found("ANA019", LOANS[: 12 + months], test=test)]
    fewest = 8 if test is Test.ITS else 6
    assert said == [
        f"comparison `c`: period `{name}` has {months} months; with fewer than {fewest} the brief "
        "makes no claim"
        for name in told
    ]


@pytest.mark.parametrize(
    ("wash_out", "interventions", "told"),
    [
        (WashOut(steps=4), [date(2023, 1, 1)], []),
        (WashOut(steps=5), [date(2023, 1, 1)], ["second", 7]),
        (
            WashOut(days=DateSpan(date(2022, 8, 1), date(2023, 1, 31))),
            [date(2023, 1, 1)],
            ["first", 7],
        ),
    ],
)
def test_what_is_washed_out_does_not_count(
    wash_out: WashOut, interventions: list[date], told: list[object]
) -> None:
    said = found("ANA019", test=Test.ITS, wash_out=wash_out, interventions=interventions)
    texts = [item.message.split("; ")[0] for item in said]
    assert texts == ([f"comparison `c`: period `{told[0]}` has {told[1]} months"] if told else [])


def test_the_parts_of_a_series_between_two_interventions_are_counted_once() -> None:
    said = found(
        "ANA019",
        test=Test.ITS,
        wash_out=WashOut(steps=2),
        interventions=[date(2023, 1, 1), date(2023, 7, 1)],
    )
    assert [item.message.split("; ")[0] for item in said] == [
        f"comparison `c`: part {place} of 3, between its interventions, has 4 months"
        for place in (2, 3)
    ]


def test_the_parts_around_an_intervention_within_a_period_are_no_periods() -> None:
    said = found("ANA019", test=Test.ITS, interventions=[date(2023, 7, 1)])
    assert [item.message.split("; ")[0] for item in said] == [
        "comparison `c`: the part after its intervention has 6 months"
    ]


@pytest.mark.parametrize(
    ("day", "wash_out", "told"),
    [
        (date(2023, 12, 31), None, []),
        (date(2024, 1, 31), None, ["and the last value is that of 2023-12-31"]),
        (date(2023, 3, 31), WashOut(steps=2), []),
        (
            date(2023, 2, 28),
            WashOut(steps=2),
            ["which `wash_out` leaves out, from 2023-01-01 to 2023-02-28"],
        ),
    ],
)
def test_an_effect_is_asked_for_at_a_time_with_values(
    day: date, wash_out: WashOut | None, told: list[str]
) -> None:
    said = found(
        "ANA020",
        test=Test.ITS,
        effect_at=day,
        wash_out=wash_out,
        interventions=[date(2023, 1, 1)],
    )
    assert [item.message for item in said] == [
        f"comparison `c` asks for the effect on {day}, {why}" for why in told
    ]


def test_a_brief_that_follows_metrics_is_not_told_what_it_compares_by_default() -> None:
    values = [*LOANS, *LOANS[:3]]
    data = dataset(monthly(metric("loans", MetricKind.COUNT), START, values))
    config = configuration(data, report_date=date(2024, 3, 31))
    codes = {item.code for item in analyse(config, data).findings}
    assert not codes & {"ANA018", "ANA019"}
    asked = Comparison(id="c", metric="loans", test=Test.MEAN, later="reporting", base="previous")
    config = configuration(data, report_date=date(2024, 3, 31), comparisons=(asked,))
    codes = {item.code for item in analyse(config, data).findings}
    assert "ANA019" in codes


def test_default_comparisons_around_an_intervention_are_told_at_their_metric() -> None:
    data = dataset(monthly(metric("loans", MetricKind.COUNT), START, LOANS[:16]))
    change = Intervention(on=date(2023, 1, 1), label="Longer hours")
    config = configuration(data, intervention=change)
    place = Place(file="loans.yaml", line=7, column=3)
    config = replace(config, places={("metrics", "loans"): place})
    (said,) = [item for item in analyse(config, data).findings if item.code == "ANA019"]
    assert said.place == place


@pytest.mark.parametrize(
    ("day", "is_told"),
    [(date(2023, 10, 31), False), (date(2023, 11, 30), True), (None, False)],
)
def test_an_effect_after_the_last_value_is_named(day: date | None, is_told: bool) -> None:
    said = [item.message for item in found("ANA020", LOANS[:22], test=Test.ITS, effect_at=day)]
    expected = (
        "comparison `c` asks for the effect on 2023-11-30, and the last value is that of 2023-10-31"
    )
    assert said == is_told * [expected]
