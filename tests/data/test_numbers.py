"""Number formats of people and platforms."""

from __future__ import annotations

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.data.values.numbers import read_numbers


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234,567", 1_234_567),
        ("12 345", 12_345),
        ("12\u00a0345", 12_345),
        ("12\u202f345", 12_345),
        ("12’345", 12_345),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.234.567", 1_234_567),
        ("0,25", 0.25),
        ("0.125", 0.125),
        (".5", 0.5),
        ("\u22125", -5),
        ("-5", -5),
        ("+5", 5),
        ("(3)", -3),
        ("$1,200.50", 1200.5),
        ("-$5", -5),
        ("5 €", 5),
        ("12%", 0.12),
        ("12,5 %", 0.125),
        ("40.6K", 40_600),
        ("1.2M", 1_200_000),
        ("1.938e3", 1938),
        ("1938.0", 1938),
        ("007", 7),
    ],
)
def test_one_cell_is_read_as_it_is_meant(cell: str, value: float) -> None:
    column = read_numbers([cell], is_whole=False)
    assert column.faults == ()
    assert column.values[0] == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("cell", ["", " ", "NA", "n/a", "NULL", "None", "nan", "-", "—", "#N/A"])
def test_a_cell_without_a_value_is_missing_and_not_zero(cell: str) -> None:
    column = read_numbers([cell, "1"], is_whole=True)
    assert column.values == (None, 1.0)
    assert column.faults == ()


@pytest.mark.parametrize(
    "cell",
    [
        "inf",
        "1e999",
        "#DIV/0!",
        "#REF!",
        "12 people",
        "1_000",
        "٣",
        "1,23,456",
        "1..2",
        "--5",
        "0x10",
    ],
)
def test_an_invalid_number_is_a_fault_with_its_position(cell: str) -> None:
    column = read_numbers(["1.5", cell], is_whole=True)
    assert column.values[1] is None
    assert [(fault.position, fault.code) for fault in column.faults] == [(1, "DAT030")]


def test_the_column_decides_what_a_comma_means() -> None:
    assert read_numbers(["1,234", "1,5"], is_whole=False).values == (1.234, 1.5)
    assert read_numbers(["1,234", "0.5"], is_whole=False).values == (1234.0, 0.5)
    assert read_numbers(["1,234", "7"], is_whole=True).values == (1234.0, 7.0)


@pytest.mark.parametrize(
    ("cells", "is_whole"),
    [(["1,234"], False), (["1.234"], True), (["1,234", "1.234"], True)],
)
def test_an_ambiguous_separator_is_a_fault(cells: list[str], is_whole: bool) -> None:
    assert {fault.code for fault in read_numbers(cells, is_whole=is_whole).faults} == {"DAT032"}


def test_two_decimal_marks_are_one_fault_and_no_value() -> None:
    column = read_numbers(["1,5", "1.5"], is_whole=False)
    assert column.values == (None, None)
    assert [fault.code for fault in column.faults] == ["DAT031"]


def test_rounded_cells_are_reported() -> None:
    assert read_numbers(["40.6K", "12", "1M"], is_whole=True).rounded == (0, 2)


@given(st.lists(st.text(max_size=20), max_size=8), st.booleans())
def test_any_text_gives_a_finite_number_a_gap_or_a_fault(cells: list[str], is_whole: bool) -> None:
    column = read_numbers(cells, is_whole=is_whole)
    assert len(column.values) == len(cells)
    assert all(value is None or isfinite(value) for value in column.values)


@given(st.lists(st.text("0123456789.,-%$ \u00a0'kKmMe()", max_size=12), max_size=6))
def test_any_mix_of_marks_is_read_or_refused(cells: list[str]) -> None:
    column = read_numbers(cells, is_whole=True)
    assert all(value is None or isfinite(value) for value in column.values)


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=6))
def test_numbers_with_thousands_commas_round_trip(numbers: list[int]) -> None:
    column = read_numbers([f"{number:,}" for number in numbers], is_whole=True)
    assert column.values == tuple(float(number) for number in numbers)
