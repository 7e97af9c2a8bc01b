"""Rows of totals wherever they are, and rows without a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.data.values.totals import is_total

if TYPE_CHECKING:
    from reportgen.data.loader import LoadedDataset
    from tests.data.conftest import Load


def _values(loaded: LoadedDataset) -> list[float]:
    assert loaded.dataset is not None, loaded.diagnostics
    return [item.value for item in loaded.dataset.series["m"].observations]


@pytest.mark.parametrize(
    "text",
    [
        *("Total", "TOTAL 2022", "2022 total", "Grand total", "Subtotal", "Sum Jan", "Gesamt"),
        *(
            "Q1 total",
            "Sum 2nd quarter",
            "Summe 1. Quartal",
            "Quartalssumme",
            "Total 1er trimestre",
        ),
    ],
)
def test_a_cell_that_says_total(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", ["", "Total visitors", "2022", "Summer", "Totnes", "Mean Street"])
def test_a_cell_that_says_something_else(text: str) -> None:
    assert not is_total(text)


def test_several_totals_between_years_and_below_are_left_out(load: Load) -> None:
    loaded = load(
        "date,n\n2022-11,3\n2022-12,4\nTotal 2022,7\n2023-01,5\nTotal 2023,5\nGrand total,12\n",
        kind="count",
    )
    assert _values(loaded) == [3, 4, 5]
    found = [item for item in loaded.diagnostics if item.code == "DAT045"]
    assert [item.message for item in found] == [
        "lines 4, 6, 7 (`Total 2022`, `Total 2023`, `Grand total`) hold totals and were left out"
    ]


def test_a_bare_year_among_months_is_a_total_where_it_adds_up(load: Load) -> None:
    text = "date,n\n2022-11,3\n2022-12,4\n2022,{}\n2023-01,5\n2023-02,6\n2023-03,7\n"
    assert _values(load(text.format(7), kind="count")) == [3, 4, 5, 6, 7]
    assert load(text.format(8), kind="count").dataset is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Q1 total", "Q2 total"),
        ("Sum Q1", "Sum Q2"),
        ("Q1", "Q2"),
        ("1. Quartal", "2. Quartal"),
        ("1. Quartal 2024", "2. Quartal 2024"),
        ("First quarter", "Second quarter"),
        ("2024-Q1", "Q2 2024"),
        ("1er trimestre", "2º trimestre"),
        ("H1", "1st half of 2024"),
    ],
)
def test_quarters_between_their_months_are_totals(load: Load, one: str, other: str) -> None:
    loaded = load(
        f"date,n\nJan 2024,1\nFeb 2024,2\nMar 2024,4\n{one},7\n"
        f"Apr 2024,8\nMay 2024,16\nJun 2024,32\n{other},56\n",
        kind="count",
    )
    assert _values(loaded) == [1, 2, 4, 8, 16, 32]
    (found,) = loaded.diagnostics
    assert found.message == f"lines 5, 9 (`{one}`, `{other}`) hold totals and were left out"
    assert found.place is not None
    assert (found.place.line, found.place.column) == (5, 1)


def test_a_quarter_of_which_all_months_are_there_is_left_out_and_a_wrong_sum_reported(
    load: Load,
) -> None:
    text = "date,n\n2024-01,1\n2024-02,2\n2024-03,4\n2024-Q1,8\n2024-04,8\n"
    loaded = load(text, kind="count")
    assert _values(loaded) == [1, 2, 4, 8]
    _, odd = loaded.diagnostics
    assert odd.code == "DAT086"
    assert odd.message == "line 5 (`2024-Q1`) is not the sum of the months in it"
    assert odd.place is not None
    assert (odd.place.line, odd.place.column) == (5, 9)
    for kind, quarter in (("level", "4"), ("average", "2.4"), ("rate", "0.3")):
        values = ("0.1", "0.2", "0.4") if kind == "rate" else ("1", "2", "4")
        rows = "".join(f"2024-0{n},{value}\n" for n, value in enumerate(values, start=1))
        last = f"date,n\n{rows}2024-Q1,{quarter}\n2024-04,0.5\n"
        assert [item.code for item in load(last, kind=kind).diagnostics][:1] == ["DAT045"]


def test_a_quarter_without_its_months_is_no_total(load: Load) -> None:
    text = "date,n\n2023-Q4,9\n2024-01,1\n2024-02,2\n2024-03,4\n"
    loaded = load(text, kind="count")
    assert loaded.dataset is None
    assert [item.code for item in loaded.diagnostics] == ["DAT043"]


def test_rows_of_quarters_alone_are_no_totals(load: Load) -> None:
    loaded = load("date,n\n1. Quartal 2024,9\n2. Quartal 2024,8\n", kind="count")
    assert _values(loaded) == [9, 8]
    assert load("date,n\n1. Quartal,9\n2. Quartal,8\n", kind="count").dataset is None


def test_months_between_their_days_are_totals(load: Load) -> None:
    days = "".join(f"2023-02-{day:02},{day}\n" for day in range(1, 29))
    loaded = load(f"date,n\n{days}February 2023,406\n2023-03-01,5\n", kind="count")
    assert _values(loaded) == [406]
    assert "line 30 (`February 2023`)" in loaded.diagnostics[0].message


def test_the_quarters_of_a_share_are_totals_by_both_of_its_counts(load: Load) -> None:
    loaded = load(
        "date,n,of\n2022-11,3,6\n2022-12,4,8\n2022,7,14\n2023-01,5,9\n2023-02,5,10\n",
        kind="rate",
        value=None,
        more=", numerator: n, denominator: of",
    )
    assert _values(loaded) == [0.5, 0.5, 5 / 9, 0.5]


def test_vague_dates_of_events_are_no_totals(load: Load) -> None:
    text = "date,n\n2024-01-05,3\n2024-01-09,4\n2024-01,7\n2024-01,7\n"
    loaded = load(text, kind="count", more=", combine: sum")
    assert [item.code for item in loaded.diagnostics] == ["DAT043"]


def test_dated_rows_of_an_organization_called_total_stay(load: Load) -> None:
    loaded = load(
        "region,date,n\nTotal,2022-01,3\nNorth,2022-01,1\nTotal,2022-02,4\nNorth,2022-02,2\n",
        more=", where: {region: Total}",
    )
    assert _values(loaded) == [3, 4]


_EVENTS = "date,n\n2022-01-05,1\n,2\n2022-01-09,3\nTBC,4\n,\n"


def test_undated_rows_are_an_error_that_names_the_choice(load: Load) -> None:
    loaded = load("date,n\n2022-01,1\n,2\n")
    assert loaded.dataset is None
    assert "`undated: leave_out` on metric `m`" in loaded.diagnostics[0].help


def test_undated_rows_are_left_out_by_choice_and_the_brief_says_how_many(load: Load) -> None:
    loaded = load(_EVENTS, kind="count", more=", combine: sum, undated: leave_out")
    assert _values(loaded) == [4]
    (found,) = (item for item in loaded.diagnostics if item.code == "DAT047")
    assert found.message == "2 rows of data.csv without a date left out (lines 3, 5)"
    assert found.in_brief


def test_undated_rows_are_left_out_where_rows_are_counted(load: Load) -> None:
    loaded = load(
        "date,title\n2022-01-05,Walk\n2022-01-09,Talk\n,Picnic\n",
        kind="count",
        value=None,
        more=", count_rows: true, undated: leave_out",
    )
    assert _values(loaded) == [2]
    assert [item.code for item in loaded.diagnostics if item.in_brief][:1] == ["DAT047"]
