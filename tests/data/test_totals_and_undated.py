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
    "text", ["Total", "TOTAL 2022", "2022 total", "Grand total", "Subtotal", "Sum Jan", "Gesamt"]
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
    assert [item.message for item in found] == ["lines 4, 6, 7 hold totals and were left out"]


def test_a_bare_year_among_months_is_a_total_where_it_adds_up(load: Load) -> None:
    text = "date,n\n2022-11,3\n2022-12,4\n2022,{}\n2023-01,5\n2023-02,6\n2023-03,7\n"
    assert _values(load(text.format(7), kind="count")) == [3, 4, 5, 6, 7]
    assert load(text.format(8), kind="count").dataset is None


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
