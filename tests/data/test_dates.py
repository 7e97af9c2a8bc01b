"""Date formats of people and platforms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.data.values.dates import read_dates
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


@given(st.lists(st.text("0123456789-/.: TW", max_size=12), max_size=6))
def test_anything_that_looks_like_a_date_is_read_or_refused(cells: list[str]) -> None:
    for span in read_dates(cells).spans:
        assert span is None or span.first <= span.last


@given(st.lists(st.dates(date(1900, 1, 1), date(2200, 12, 31)), min_size=1, max_size=5))
def test_iso_dates_round_trip(days: list[date]) -> None:
    column = read_dates([day.isoformat() for day in days])
    assert column.spans == tuple(DateSpan(day, day) for day in days)
