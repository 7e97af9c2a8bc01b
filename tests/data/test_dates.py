"""Date formats of people and platforms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.data.values.dates import DateRules, read_dates
from reportgen.model.frequency import DateSpan

_JULY = DateSpan(date(2018, 7, 1), date(2018, 7, 31))
_FIRST = DateSpan(date(2018, 7, 1), date(2018, 7, 1))


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("2018-07", _JULY),
        ("2018/7", _JULY),
        ("07/2018", _JULY),
        ("Jul 2018", _JULY),
        ("July 2018", _JULY),
        ("Jul-2018", _JULY),
        ("2018-07-01", _FIRST),
        ("2018/07/01", _FIRST),
        ("2018-07-01T14:00:00-05:00", _FIRST),
        ("2018-07-01 18:50 +0000", _FIRST),
        ("2018-07-01T00:00:00Z", _FIRST),
        ("20180701", _FIRST),
        ("1 Jul 2018", _FIRST),
        ("Jul 1, 2018", _FIRST),
        ("Sun, Jul 1, 2018", _FIRST),
        ("01.07.2018", _FIRST),
        ("2018-W27", DateSpan(date(2018, 7, 2), date(2018, 7, 8))),
    ],
)
def test_one_cell_is_read_as_it_is_meant(cell: str, span: DateSpan) -> None:
    column = read_dates([cell])
    assert column.faults == ()
    assert column.spans == (span,)


def test_one_unambiguous_row_decides_the_order_of_the_column() -> None:
    day_first = read_dates(["07/08/2018", "15/08/2018"])
    month_first = read_dates(["07/08/2018", "07/15/2018"])
    assert day_first.spans[0] == DateSpan(date(2018, 8, 7), date(2018, 8, 7))
    assert month_first.spans[0] == DateSpan(date(2018, 7, 8), date(2018, 7, 8))


def test_a_date_that_is_the_same_both_ways_needs_no_decision() -> None:
    assert read_dates(["07/07/2018"]).spans == (DateSpan(date(2018, 7, 7), date(2018, 7, 7)),)


def test_an_ambiguous_order_is_a_fault() -> None:
    column = read_dates(["07/08/2018", "01/02/2018"])
    assert [fault.code for fault in column.faults] == ["DAT041"]
    assert column.spans == (None, None)


def test_two_orders_in_one_column_are_a_fault_at_the_second() -> None:
    column = read_dates(["15/08/2018", "x", "07/15/2018"])
    assert [(fault.position, fault.code) for fault in column.faults] == [
        (1, "DAT040"),
        (2, "DAT042"),
    ]


@pytest.mark.parametrize(
    "cell",
    ["2020-02-30", "2020-13", "0001-01-01", "9999-12-31", "43831", "soon", "Jux 2018", "2018-H1"],
)
def test_an_invalid_date_is_a_fault(cell: str) -> None:
    column = read_dates([cell])
    assert [fault.code for fault in column.faults] == ["DAT040"]


@given(st.lists(st.text(max_size=25), max_size=6))
def test_any_text_gives_a_date_a_gap_or_a_fault(cells: list[str]) -> None:
    assert len(read_dates(cells).spans) == len(cells)


@pytest.mark.parametrize("cells", [["January", "March"], ["Januar", "März"], ["Dec.", "Jan."]])
def test_months_without_a_year_need_that_of_the_first_row(cells: list[str]) -> None:
    (fault,) = read_dates(cells).faults
    assert (fault.code, fault.position) == ("DAT029", 0)
    assert fault.message == f"the month `{cells[0]}` has no year"
    spans = read_dates([*cells, cells[0]], DateRules(first_year=2023)).spans
    days = [(span.first.year, span.days) for span in spans if span]
    assert len(days) == 3
    assert days[0][0] == 2023
    assert days[-1][0] == 2024
    assert all(length >= 28 for _, length in days)


def test_words_that_are_no_months_stay_no_dates() -> None:
    assert [item.code for item in read_dates(["closed", "open"]).faults] == ["DAT040"] * 2
    found = read_dates(["Jan", "closed", "Feb"]).faults
    assert [item.code for item in found] == ["DAT029", "DAT040"]


def test_a_month_with_a_short_year_is_told_from_a_day() -> None:
    (fault,) = read_dates(["Jan 24", "Feb 24", "Mar 24"]).faults
    assert fault.help.startswith("write `Jan 2024` if 24 is the year; else add `year: …`")
    for cells in (["Jan 3", "Feb 3", "Mar 3"], ["Jan 24", "Jan 25", "Jan 26"], ["Jan 24"]):
        assert read_dates(cells).faults[0].help.startswith("add `year: …`")


@pytest.mark.parametrize("cell", ["1/2/24", "01.24", "2205-03", "2204-03-01", "01.02.24"])
def test_an_odd_year_is_to_be_corrected(cell: str) -> None:
    (fault,) = read_dates([cell]).faults
    assert fault.code == "DAT040"
    assert "year" in fault.message
    assert fault.help.startswith("write the year first, with four digits")


@settings(deadline=None)  # the first name of a month loads those of all languages
@given(st.lists(st.text("0123456789-/.: TW", max_size=12), max_size=6))
def test_anything_that_looks_like_a_date_is_read_or_refused(cells: list[str]) -> None:
    for span in read_dates(cells).spans:
        assert span is None or span.first <= span.last


@given(st.lists(st.dates(date(1900, 1, 1), date(2200, 12, 31)), min_size=1, max_size=5))
def test_iso_dates_round_trip(days: list[date]) -> None:
    column = read_dates([day.isoformat() for day in days])
    assert column.spans == tuple(DateSpan(day, day) for day in days)
