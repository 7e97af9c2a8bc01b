"""Rows to series: the span of each observation, and warnings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from reportgen.model.frequency import Frequency

if TYPE_CHECKING:
    from reportgen.data.loader import LoadedDataset
    from reportgen.model.series import Series
    from tests.data.conftest import Load


def _series(loaded: LoadedDataset) -> Series:
    assert loaded.dataset is not None, loaded.diagnostics
    return loaded.dataset.series["m"]


def _codes(loaded: LoadedDataset) -> list[str]:
    return [item.code for item in loaded.diagnostics]


def _daily(first: date, days: int, *, without: tuple[int, ...] = ()) -> str:
    rows = [f"{first + timedelta(days=n)},{n + 1}" for n in range(days) if n not in without]
    return "date,n\n" + "\n".join(rows) + "\n"


def test_a_month_spans_its_days_whatever_the_order_of_the_rows(load: Load) -> None:
    series = _series(load("date,n\n2020-02,2\n2020-01,1\n"))
    assert series.frequency is Frequency.MONTH
    assert [(item.first, item.last, item.value, item.rows) for item in series.observations] == [
        (date(2020, 1, 1), date(2020, 1, 31), 1.0, (3,)),
        (date(2020, 2, 1), date(2020, 2, 29), 2.0, (2,)),
    ]


def test_one_day_per_month_represents_its_month(load: Load) -> None:
    series = _series(load("date,n\n2020-01-31,1\n2020-02-29,2\n2020-03-31,3\n"))
    assert series.frequency is Frequency.MONTH
    assert series.observations[1].first == date(2020, 2, 1)


def test_weeks_span_seven_days(load: Load) -> None:
    series = _series(load("date,n\n2020-01-06,1\n2020-01-13,2\n2020-01-20,3\n"))
    assert series.frequency is Frequency.WEEK
    assert series.observations[0].last == date(2020, 1, 12)


def test_irregular_days_are_kept(load: Load) -> None:
    series = _series(load("date,n\n2020-01-06,1\n2020-01-20,2\n2020-06-21,3\n"))
    assert series.frequency is Frequency.IRREGULAR
    assert series.observations[1].first == series.observations[1].last == date(2020, 1, 20)


@pytest.mark.parametrize(
    ("kind", "february", "rows"), [("level", 60.0, 1), ("count", 1334.0, 29), ("rate", 0.46, 29)]
)
def test_days_become_months_by_the_kind_of_the_metric(
    load: Load, kind: str, february: float, rows: int
) -> None:
    text = _daily(date(2020, 1, 1), 91)  # to 31 March; February holds 32 to 60
    if kind == "rate":
        head, *lines = text.splitlines()
        text = "\n".join([head, *(f"{line[:11]}{int(line[11:]) / 100}" for line in lines)])
    series = _series(load(text, kind=kind))
    assert series.frequency is Frequency.MONTH
    assert len(series.observations) == 3
    found = series.observations[1]
    assert found.value == pytest.approx(february)
    assert len(found.rows) == rows


def test_partial_months_at_the_ends_are_excluded_and_reported(load: Load) -> None:
    loaded = load(_daily(date(2020, 1, 10), 90), kind="count")  # to 8 April
    months = [item.first.month for item in _series(loaded).observations]
    assert months == [2, 3]
    assert _codes(loaded) == ["DAT052"]
    assert loaded.diagnostics[0].in_brief


def test_a_level_needs_the_end_of_the_month_only(load: Load) -> None:
    loaded = load(_daily(date(2020, 1, 10), 90))
    seen = _series(loaded).observations
    assert [item.first.month for item in seen] == [1, 2, 3, 4]
    # The last reading is of its own day, and no month's end.
    assert (seen[-1].first, seen[-1].is_partial) == (date(2020, 4, 8), True)
    assert [item.is_partial for item in seen[:-1]] == [False] * 3


def test_an_inner_month_with_missing_days_is_excluded_once(load: Load) -> None:
    loaded = load(_daily(date(2020, 1, 1), 91, without=(40,)), kind="count")
    assert [item.first.month for item in _series(loaded).observations] == [1, 3]
    assert _codes(loaded) == ["DAT055"]


def test_several_rows_per_day_are_combined_only_if_configured(load: Load) -> None:
    text = "date,n\n2020-01-05,1\n2020-01-05,2\n2020-02-07,4\n"
    assert _codes(load(text, kind="count")) == ["DAT050"]
    series = _series(load(text, kind="count", more=", combine: sum"))
    assert [item.value for item in series.observations] == [3.0, 4.0]
    assert series.observations[0].rows == (2, 3)


def test_a_blank_cell_is_not_an_observation_and_is_reported(load: Load) -> None:
    loaded = load("date,n\n2020-01,1\n2020-02,\n2020-03,3\n", kind="count")
    assert [item.value for item in _series(loaded).observations] == [1.0, 3.0]
    assert _codes(loaded) == ["DAT051"]
    assert not loaded.diagnostics[0].in_brief  # the analysis reports those in compared periods


def test_missing_months_are_reported_at_the_first_of_them(load: Load) -> None:
    absent = load("date,n\n2020-01,1\n2020-02,2\n2020-04,\n2020-05,3\n", kind="count")
    assert absent.diagnostics[0].place is not None
    assert (absent.diagnostics[0].place.line, absent.diagnostics[0].place.column) == (4, 9)
    blank = load("date,n\n2020-01,1\n2020-02,\n2020-04,3\n", kind="count")
    assert blank.diagnostics[0].place is not None
    assert (blank.diagnostics[0].place.line, blank.diagnostics[0].place.column) == (3, 9)


def test_one_row_is_a_series(load: Load) -> None:
    assert len(_series(load("date,n\n2020-01,1\n")).observations) == 1
    assert _series(load("date,n\n2020-01-15,1\n")).frequency is Frequency.IRREGULAR


def test_ordinary_variation_is_not_a_sudden_fall(load: Load) -> None:
    values = [100, 90, 101, 88, 102, 91]
    rows = "".join(f"2020-{n + 1:02},{value}\n" for n, value in enumerate(values))
    assert _codes(load("date,n\n" + rows)) == []


def test_a_fall_is_reported_with_both_lines_and_the_original_cells(load: Load) -> None:
    loaded = load('date,n\n2020-01,"1,000"\n2020-02,"1,010"\n2020-03,"1,020"\n2020-04,"500"\n')
    assert _codes(loaded) == ["DAT053"]
    assert "1,020 (2020-03) to 500 (2020-04) (lines 4 and 5" in loaded.diagnostics[0].message


def test_a_file_is_read_once_and_shared(load: Load) -> None:
    more = "}\n  k: {kind: count, file: data.csv, date: date, value: k"
    loaded = load("# synthetic\ndate,n,k\n2020-01,1,2\n2020-02,2,3\n", more=more)
    assert loaded.dataset is not None
    assert set(loaded.dataset.series) == {"m", "k"}
    assert list(loaded.dataset.files) == ["data.csv"]
    assert loaded.dataset.files["data.csv"].is_synthetic


def test_no_message_has_a_path_outside_the_configuration(load: Load) -> None:
    for item in load("date,n\n2020-01,1\n2020-05,2\n").diagnostics:
        assert item.place is not None
        assert item.place.file == "data.csv"


_MONTHS = [f"2024-{month:02}" for month in range(1, 9)]


@pytest.mark.parametrize(
    ("dates", "line"),
    [
        ([*_MONTHS, "2042-09"], 10),
        (["2004-12", *_MONTHS], 2),
        (["2042-09", *reversed(_MONTHS)], 2),
        ([*reversed(_MONTHS), "2004-12"], 10),
        ([_MONTHS[0], "2042-02", *_MONTHS[2:]], 3),
    ],
)
def test_a_date_with_a_mistyped_year_is_found_also_at_the_ends(
    load: Load, dates: list[str], line: int
) -> None:
    text = "date,n\n" + "".join(f"{day},{n}\n" for n, day in enumerate(dates, start=1))
    (fault,) = (item for item in load(text, kind="count").diagnostics if item.code == "DAT048")
    assert fault.place is not None
    assert fault.place.line == line
    assert fault.in_brief


@pytest.mark.parametrize(
    "dates",
    [
        [*_MONTHS, "2025-12"],
        [f"{year}-06" for year in range(1950, 2020, 10)],
        ["2016-01", "2016-02", "2017-09", *_MONTHS],
        ["2042-09", "2024-08", "2023-01", "2024-03", "2022-05", "2024-01", "2021-02", "2024-09"],
    ],
)
def test_pauses_and_unsorted_files_are_no_mistyped_years(load: Load, dates: list[str]) -> None:
    text = "date,n\n" + "".join(f"{day},{n}\n" for n, day in enumerate(dates, start=1))
    assert "DAT048" not in _codes(load(text, kind="count"))


def test_what_to_do_about_headers_is_said(load: Load) -> None:
    two = load("month,Visits,Loans\n,adults,pages\n2024-01,3,4\n", date="month", value="adults")
    assert two.diagnostics[0].help == (
        "`adults` is on line 2, below the header on line 1: write the names of the columns into "
        "one row"
    )
    none = load("2024-01,3\n2024-02,4\n", date="month", value="visits")
    assert none.diagnostics[0].help == (
        "line 1 holds no names: write a header above it, such as `month`"
    )


def test_decimal_commas_between_commas_are_explained(load: Load) -> None:
    (fault,) = load("date,n\n2024-01,3,5\n2024-02,4,25\n").diagnostics
    assert fault.note == "if `3,5` is one number, export the file with `;` between the cells"
    (fault,) = load("date,n\n2024-01,3,open\n").diagnostics
    assert fault.note == ""


def test_each_fix_of_an_ambiguous_mark_is_read(load: Load) -> None:
    (fault,) = load("date,n\n2024-01,1.234\n", kind="count").diagnostics
    assert fault.help == "write `1234`, or `1.2340` for the decimals"
    for written, value in (("1234", 1234), ("1.2340", 1.234)):
        loaded = load(f"date,n\n2024-01,{written}\n", kind="count")
        assert [item.value for item in _series(loaded).observations] == [value]
