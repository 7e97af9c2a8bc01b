"""How often a metric is kept: dates as people write them, and the steps they stand for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.data.values.dates import DateRules, read_dates
from reportgen.model.frequency import Calendar, DateSpan, Frequency

if TYPE_CHECKING:
    from reportgen.data.loader import LoadedDataset
    from reportgen.model.series import Series
    from tests.data.conftest import Load


def _series(loaded: LoadedDataset) -> Series:
    assert loaded.dataset is not None, loaded.diagnostics
    return loaded.dataset.series["m"]


def _codes(loaded: LoadedDataset) -> list[str]:
    return [item.code for item in loaded.diagnostics]


def _table(*rows: str, head: str = "date,n") -> str:
    return "\n".join([head, *rows]) + "\n"


def _months(year: int, *numbers: int) -> list[str]:
    return [f"{year}-{number:02}" for number in numbers]


@pytest.mark.parametrize(
    ("cells", "first", "last"),
    [
        (["Jänner 2023", "Februar 2023"], None, None),
        (["Januar 2023", "Dezember 2023"], date(2023, 1, 1), date(2023, 12, 31)),
        (["janvier 2023", "août 2023"], date(2023, 1, 1), date(2023, 8, 31)),
        (["enero de 2023", "marzo de 2023"], date(2023, 1, 1), date(2023, 3, 31)),
        (["styczeń 2023", "grudzień 2023"], date(2023, 1, 1), date(2023, 12, 31)),
        (["Apr-22", "Mar-23"], date(2022, 4, 1), date(2023, 3, 31)),
        (["2022 Q4", "Q1 2023"], date(2022, 10, 1), date(2023, 3, 31)),
        (["T1 2023", "T2 2023"], date(2023, 1, 1), date(2023, 6, 30)),
        (["2019", "2021"], date(2019, 1, 1), date(2021, 12, 31)),
        (["2023/02/28 11:59:03 PM GMT-5", "2023/03/01 1:00:00 AM GMT-5"], None, None),
        (["2019-21", "2020-22", "2021-23"], date(2019, 1, 1), date(2023, 12, 31)),
        (["2001-03", "2002-04"], date(2001, 1, 1), date(2004, 12, 31)),
        (["2001-03", "2001-04"], date(2001, 3, 1), date(2001, 4, 30)),
        (["2023年11月", "2023年12月"], date(2023, 11, 1), date(2023, 12, 31)),
        (["Mittwoch, 1. März 2023 um 09:05:00 Mitteleuropäische Normalzeit"], None, None),
    ],
)
def test_a_column_is_read_as_it_is_meant(
    cells: list[str], first: date | None, last: date | None
) -> None:
    column = read_dates(cells, DateRules())
    if first is None:
        assert all(column.spans) or column.faults
        return
    assert not column.faults
    assert column.spans[0] is not None
    assert column.spans[-1] is not None
    assert (column.spans[0].first, column.spans[-1].last) == (first, last)


def test_a_day_keeps_its_day_in_any_long_form() -> None:
    cells = [
        "2023/02/28 11:59:03 PM GMT-5",
        "Mittwoch, 1. März 2023 um 09:05:00 Mitteleuropäische Normalzeit",
        "2 de marzo de 2023",
        "March 3rd, 2023",
    ]
    days = [date(2023, 2, 28), date(2023, 3, 1), date(2023, 3, 2), date(2023, 3, 3)]
    for cell, day in zip(cells, days, strict=True):
        assert read_dates([cell]).spans == (DateSpan(day, day),)


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("45292", "spreadsheet's day number for 2024-01-01"),
        ("1704067200", "seconds since 1970, for 2024-01-01"),
        ("1704067200000", "seconds since 1970, for 2024-01-01"),
        ("2024-H1", "half-years are not read"),
    ],
)
def test_a_number_that_stands_for_a_date_is_refused_with_its_day(cell: str, hint: str) -> None:
    (fault,) = read_dates([cell]).faults
    assert hint in fault.message


def test_a_month_name_of_two_meanings_is_ambiguous_unless_the_brief_is_of_one_language() -> None:
    cells = ["listopad 2022", "listopad 2023"]
    (fault,) = read_dates(cells).faults
    assert fault.code == "DAT041"
    czech = read_dates(cells, DateRules(language="cs"))
    assert czech.spans[0] == DateSpan(date(2022, 11, 1), date(2022, 11, 30))


@pytest.mark.parametrize(
    ("starts", "expected"),
    [(4, date(2023, 4, 1)), (7, date(2023, 7, 1)), (10, date(2023, 10, 1))],
)
def test_fiscal_years_begin_with_their_month(starts: int, expected: date) -> None:
    rules = DateRules(year_starts=starts)
    for cell in ("2023/24", "2023-24", "FY2024", "FY2023/24", "2023/2024"):
        column = read_dates([cell, cell.replace("23", "24").replace("/24", "/25")], rules)
        span = column.spans[0]
        assert span is not None, cell
        assert span.first == expected, cell
        assert span.days in (365, 366)


def test_rows_three_months_apart_are_quarters(load: Load) -> None:
    rows = [f"{day},{n}" for n, day in enumerate(_months(2021, 1, 4, 7, 10), start=5)]
    series = _series(load(_table(*rows), kind="count"))
    assert series.frequency is Frequency.QUARTER
    assert (series.observations[0].first, series.observations[0].last) == (
        date(2021, 1, 1),
        date(2021, 3, 31),
    )
    ends = _series(
        load(_table("2021-03-31,1", "2021-06-30,2", "2021-09-30,3", "2021-12-31,4"), kind="count")
    )
    assert [item.first for item in ends.observations][:2] == [date(2021, 1, 1), date(2021, 4, 1)]


def test_three_rows_with_a_gap_are_still_months(load: Load) -> None:
    series = _series(load(_table("2021-01,1", "2021-04,2", "2021-05,3"), kind="count"))
    assert series.frequency is Frequency.MONTH


def test_a_missing_quarter_is_reported_as_one(load: Load) -> None:
    loaded = load(_table("2021-Q1,1", "2021-Q2,2", "2021-Q4,4", "2022-Q1,5"), kind="count")
    (found,) = [item for item in loaded.diagnostics if item.code == "DAT051"]
    assert "1 quarter has no value: 2021-Q3" in found.message


def test_quarters_of_an_unknown_year_are_in_doubt_until_it_is_named(load: Load) -> None:
    rows = [f"{day},{n}" for n, day in enumerate(_months(2021, 2, 5, 8, 11), start=1)]
    loaded = load(_table(*rows), kind="count")
    assert _series(loaded).doubt
    assert "DAT121" in _codes(loaded)
    named = load(_table(*rows), kind="count", more=", year_starts: February")
    assert not _series(named).doubt
    assert _series(named).observations[0].last == date(2021, 4, 30)


def test_fiscal_years_without_their_month_are_in_doubt(load: Load) -> None:
    loaded = load(_table("2019/20,1", "2020/21,2", "2021/22,3"), kind="count")
    assert _series(loaded).doubt
    assert "DAT121" in _codes(loaded)


def test_finer_rows_are_combined_into_the_steps_asked_for(load: Load) -> None:
    rows = [f"{day},10" for day in (*_months(2021, *range(1, 13)), "2022-01", "2022-02")]
    loaded = load(_table(*rows), kind="count", more=", every: quarter")
    assert [item.value for item in _series(loaded).observations] == [30.0] * 4
    assert "DAT052" in _codes(loaded)  # the first quarter of 2022 is not over
    yearly = _series(load(_table(*rows), kind="level", more=", every: year"))
    assert [item.value for item in yearly.observations] == [10.0, 10.0]
    assert yearly.observations[-1].is_partial


@pytest.mark.parametrize(
    ("rows", "every"),
    [
        (("2021-Q1,1", "2021-Q2,2", "2021-Q3,3"), "month"),
        (("2023-W01,1", "2023-W02,2", "2023-W03,3"), "month"),
        (("2019,1", "2020,2"), "quarter"),
    ],
)
def test_coarser_rows_are_not_divided(load: Load, rows: tuple[str, ...], every: str) -> None:
    loaded = load(_table(*rows), kind="count", more=f", every: {every}")
    assert _codes(loaded) == ["DAT120"]


def test_days_and_totals_of_their_year_do_not_mix(load: Load) -> None:
    loaded = load(_table("2021-Q1,1", "2021-Q2,2", "2021,9"), kind="count")
    (found,) = loaded.diagnostics
    assert found.code == "DAT043"
    assert "quarters and years" in found.message


def test_a_share_is_pooled_over_what_it_is_a_share_of(load: Load) -> None:
    text = _table(*(f"2021-{n:02},{n},{10 * n}" for n in range(1, 5)), head="date,n,of")
    series = _series(
        load(text, kind="rate", value=None, more=", numerator: n, denominator: of, every: quarter")
    )
    (quarter,) = series.observations
    assert (quarter.numerator, quarter.denominator, quarter.value) == (6.0, 60.0, 0.1)
    missed = _series(load(text, kind="rate", value=None, more=", misses: n, denominator: of"))
    assert missed.observations[0].value == pytest.approx(0.9)


def test_an_average_is_weighted_by_how_many_it_is_of(load: Load) -> None:
    text = _table("2021-01,4,1", "2021-02,5,3", "2021-03,3,4", head="date,n,answers")
    series = _series(load(text, kind="average", more=", weight: answers, every: quarter"))
    assert [item.value for item in series.observations] == [31 / 8]
    text = _table("2021-01,4,1", "2021-02,5,3", "2021-03,3,0", head="date,n,answers")
    monthly = _series(load(text, kind="average", more=", weight: answers"))
    assert [item.denominator for item in monthly.observations] == [1.0, 3.0]


def test_a_part_is_never_larger_than_its_whole(load: Load) -> None:
    text = _table("2021-01,12,10", "2021-02,1,10", head="date,n,of")
    loaded = load(text, kind="rate", value=None, more=", numerator: n, denominator: of")
    assert _codes(loaded) == ["DAT122"]


def test_percentages_without_a_sign_are_read_as_such_where_the_configuration_says_so(
    load: Load,
) -> None:
    text = _table("2021-01,85", "2021-02,90.5")
    assert _codes(load(text, kind="rate")) == ["DAT037"]
    series = _series(load(text, kind="rate", more=", in_percent: true"))
    assert [item.value for item in series.observations] == [0.85, 0.905]


def test_a_total_of_the_year_to_date_is_recognized(load: Load) -> None:
    rows = [f"{year}-{month:02},{100 * month}" for year in (2020, 2021) for month in range(1, 13)]
    loaded = load(_table(*rows))
    assert "DAT123" in _codes(loaded)
    assert _series(loaded).doubt
    declared = load(_table(*rows), more=", restarts: yearly")
    assert "DAT123" not in _codes(declared)
    assert not _series(declared).doubt


def test_a_loss_is_not_a_restart(load: Load) -> None:
    rows = [f"2020-{month:02},{1000 + month}" for month in range(1, 13)]
    rows += [f"2021-{month:02},{800 + month}" for month in range(1, 13)]
    assert "DAT123" not in _codes(load(_table(*rows)))


@pytest.mark.parametrize(
    ("calendar", "day", "span"),
    [
        (Calendar(Frequency.WEEK, week_starts=6), date(2024, 2, 10), ("2024-02-04", "2024-02-10")),
        (Calendar(Frequency.QUARTER, 2), date(2024, 1, 31), ("2023-11-01", "2024-01-31")),
        (Calendar(Frequency.YEAR, 4), date(2024, 3, 31), ("2023-04-01", "2024-03-31")),
        (Calendar(Frequency.MONTH), date(2024, 2, 3), ("2024-02-01", "2024-02-29")),
    ],
)
def test_a_step_holds_its_day_and_is_followed_by_the_next(
    calendar: Calendar, day: date, span: tuple[str, str]
) -> None:
    found = calendar.span(day)
    assert (found.first.isoformat(), found.last.isoformat()) == span
    index = calendar.index(day)
    assert calendar.day_of(index) == found.first
    assert calendar.index(calendar.following(day).first) == index + 1
    assert calendar.is_step(found)
