"""Tables with months, quarters, years or dates in columns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.analysis.quantities.family import observation_sources
from reportgen.data.files.csv_table import parse_table
from reportgen.data.files.headings import Unit, find_headings, read_year
from reportgen.data.files.wide_table import WideTable, reshape_wide
from reportgen.diagnostics import Diagnostic
from reportgen.limits import Limits, in_force
from reportgen.model.metric import Metric, MetricKind

if TYPE_CHECKING:
    from reportgen.data.loader import LoadedDataset
    from tests.data.conftest import Load

_MONTHS = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"


def _points(loaded: LoadedDataset) -> dict[str, float]:
    assert loaded.dataset is not None, loaded.diagnostics
    observations = loaded.dataset.series["m"].observations
    return {item.first.isoformat()[:7]: item.value for item in observations}


def _codes(loaded: LoadedDataset) -> list[str]:
    return [item.code for item in loaded.diagnostics]


def _reshaped(text: str, value: str, *, first_year: int | None = None) -> list[tuple[str, str]]:
    metric = Metric(
        id="m",
        label="m",
        kind=MetricKind.COUNT,
        unit="m",
        file="data.csv",
        date=None,
        value=value,
        first_year=first_year,
    )
    table, found = parse_table(text, "data.csv", wanted=frozenset({value}))
    assert table is not None, found
    result = reshape_wide(table, metric, {})
    assert isinstance(result, WideTable), result
    return [(row.cells[-2], row.cells[-1]) for row in result.table.rows]


def _year(year: int, start: int) -> str:
    return f"{year},{','.join(str(start + month) for month in range(12))}"


@pytest.mark.parametrize(
    ("header", "unit", "count"),
    [
        (f"Year,{_MONTHS},Total", Unit.MONTH, 12),
        ("Year,April,May,June,July", Unit.MONTH, 4),
        (f"Year,{','.join(str(number) for number in range(1, 13))}", Unit.MONTH, 12),
        ("Year,Q1,Q2,Q3,Q4", Unit.QUARTER, 4),
        ("Measure,2022,2023", Unit.YEAR, 2),
        ("Measure,2021/22,2022/23,2023/24", Unit.YEAR, 3),
        ("Measure,FY2022,FY2023", Unit.YEAR, 2),
        ("Measure,2024-01,2024-02,2024-03", Unit.DATE, 3),
        ("Measure,Jan 2024,Feb 2024,Mar 2024", Unit.DATE, 3),
        ("Measure,2024-Q1,2024-Q2,2024-Q3", Unit.DATE, 3),
        ("Name,5/1/2024,12/1/2024,19/1/2024", Unit.DATE, 3),
    ],
)
def test_headings_of_a_wide_table(header: str, unit: Unit, count: int) -> None:
    found = find_headings(header.split(","))
    assert found is not None
    assert (found.unit, len(found.columns)) == (unit, count)


@pytest.mark.parametrize(
    "header",
    ["month,visitors", "Jan,Feb", "x,2022,1987", "a,2022,2024", "May,May,May", "id,1,2,3", ""],
)
def test_headings_of_a_long_table(header: str) -> None:
    assert find_headings(header.split(",")) is None


@pytest.mark.parametrize(
    ("cell", "year"),
    [("2022", 2022), ("FY 2022", 2022), ("2022/23", 2022), ("2022-2023", 2022), ("1999/00", 1999)],
)
def test_years(cell: str, year: int) -> None:
    found = read_year(cell)
    assert found is not None
    assert found.first == year


@pytest.mark.parametrize("cell", ["", "Total", "2022/24", "1776", "2022-13", "12"])
def test_what_is_no_year(cell: str) -> None:
    assert read_year(cell) is None


_MUSEUM = f"Visitors to the museum\n\nYear,{_MONTHS},Total,Note\n"


def test_years_in_rows_and_months_in_columns(load: Load) -> None:
    text = (
        f"{_MUSEUM}{_year(2022, 10)},186,\n{_year(2023, 30)},426,new roof\n"
        "Total,40,42,44,46,48,50,52,54,56,58,60,62,612,\n"
        "* estimated\nSource: till, door counter\n"
    )
    loaded = load(text, kind="count", date="Year", value="Total")
    points = _points(loaded)
    assert len(points) == 24
    assert (points["2022-01"], points["2022-12"], points["2023-03"]) == (10, 21, 32)
    assert _codes(loaded) == ["DAT019", "DAT084", "DAT085"]
    assert all(not item.in_brief for item in loaded.diagnostics)


def test_evidence_names_the_columns_and_rows_of_a_wide_table(load: Load) -> None:
    text = f"Year,{_MONTHS}\n{_year(2022, 10)}\n{_year(2023, 30)}\n"
    loaded = load(text, kind="count", date="Year", value="visitors")
    assert loaded.dataset is not None
    series, files = loaded.dataset.series["m"], loaded.dataset.files
    across = [item for item in series.observations if date(2022, 7, 1) <= item.first]
    found = observation_sources(across[:12], series.column, files)
    assert [(item.column, item.rows) for item in found] == [("Jul–Dec", "2"), ("Jan–Jun", "3")]
    assert observation_sources(across[:1], series.column, files)[0].column == "Jul"


def test_a_fault_in_a_wide_table_is_at_its_cell(load: Load) -> None:
    text = f"Year,{_MONTHS}\n{_year(2022, 10).replace('12', 'closed')}\n{_year(2023, 30)}\n"
    (fault,) = load(text, kind="count", date="Year", value="visitors").diagnostics[1:]
    assert fault.code == "DAT030"
    assert "column `Mar`" in fault.message
    assert fault.place is not None
    assert (fault.place.line, fault.place.column) == (2, 12)


def test_a_row_that_is_of_no_year_is_named(load: Load) -> None:
    text = f"Year,{_MONTHS}\n" + "\n".join(_year(year, 5) for year in range(2018, 2023))
    loaded = load(text + "\nforecast,9,9,9,9,9,9,9,9,9,9,9,9\n", value="x")
    assert loaded.dataset is None
    assert "found `forecast`" in "".join(str(item.message) for item in loaded.diagnostics)


def test_a_total_that_does_not_add_up_is_reported(load: Load) -> None:
    text = f"Year,{_MONTHS},Total\n{_year(2022, 10)},186\n{_year(2023, 30)},462\n"
    loaded = load(text, kind="count", date="Year", value="Total")
    (found,) = (item for item in loaded.diagnostics if item.code == "DAT086")
    assert found.place is not None
    assert found.place.line == 3
    assert "line 3 of data.csv" in found.message


_HALF_A_YEAR = "2024,1,2,4,7,8,16,32,56,63\n"


@pytest.mark.parametrize(("one", "other"), [("Q1", "Q2"), ("Q1 total", "Q2 total")])
def test_quarters_between_months_in_columns_are_no_months(load: Load, one: str, other: str) -> None:
    header = f"Year,Jan,Feb,Mar,{one},Apr,May,Jun,{other},Total\n"
    loaded = load(header + _HALF_A_YEAR, kind="count", value="visitors")
    assert list(_points(loaded).values()) == [1, 2, 4, 8, 16, 32]
    assert _codes(loaded) == ["DAT085"]


def test_quarters_between_months_with_their_year_are_no_months(load: Load) -> None:
    header = "What,2024-01,2024-02,2024-03,Q1 2024,2024-04,2024-05,2024-06,Q2 2024,Total\n"
    loaded = load(header + f"visitors{_HALF_A_YEAR[4:]}", kind="count", value="visitors")
    assert list(_points(loaded).values()) == [1, 2, 4, 8, 16, 32]
    assert _codes(loaded) == ["DAT085", "DAT045"]
    assert "`Q1 2024`, `Q2 2024`" in loaded.diagnostics[1].message


def test_quarters_between_months_in_rows_are_no_months(load: Load) -> None:
    rows = ("January,1,2", "February,2,3", "March,4,5", "1. Quartal,7,10", "April,8,9")
    loaded = load("month,2023,2024\n" + "\n".join(rows), kind="count", value="visitors")
    assert list(_points(loaded).values()) == [1, 2, 4, 8, 2, 3, 5, 9]
    assert "DAT045" in _codes(loaded)


def test_a_column_that_is_named_is_read_as_it_is(load: Load) -> None:
    text = f"date,{_MONTHS},Members\n2022-01,1,2,3,4,5,6,7,8,9,10,11,12,90\n"
    assert _points(load(text, value="Members")) == {"2022-01": 90}


def test_months_of_a_fiscal_year_go_on_into_the_next(load: Load) -> None:
    text = "Year,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar\n" + "\n".join(
        f"{label},{','.join(str(start + month) for month in range(12))}"
        for label, start in (("2022/23", 10), ("2023/24", 30))
    )
    points = _points(load(text, date="Year", value="visits", kind="count"))
    assert (points["2022-04"], points["2022-12"], points["2023-01"]) == (10, 18, 19)
    assert (points["2023-04"], points["2024-03"]) == (30, 41)


@pytest.mark.parametrize(
    ("label", "header"),
    [("2022", "Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar"), ("2022/23", _MONTHS)],
)
def test_a_year_that_can_not_be_that_of_its_months_is_an_error(
    load: Load, label: str, header: str
) -> None:
    text = f"Year,{header}\n{label},{','.join('5' * 12)}\n"
    (found,) = load(text, date="Year", value="visits", kind="count").diagnostics
    assert found.code == "DAT029"
    assert f"`{label}` is not the year of the columns" in found.message
    assert found.place is not None
    assert found.place.line == 2


def test_months_from_december_to_january_are_of_one_year() -> None:
    text = "Year,Dec,Nov,Oct\n2022,3,2,1\n"
    assert _reshaped(text, "x") == [("2022-12", "3"), ("2022-11", "2"), ("2022-10", "1")]


def test_quarters_of_fiscal_years_stay_what_they_are() -> None:
    text = "Year,Q1,Q2,Q3,Q4\nFY2022,1,2,3,4\n2022/23,1,2,3,4\n"
    texts = [text for text, _ in _reshaped(text, "x")]
    assert (texts[0], texts[4]) == ("FY2022 Q1", "2022/2023 Q1")


def test_months_in_rows_and_years_in_columns(load: Load) -> None:
    text = "Month,2022,2023\nJan,1,11\nFeb,2,12\nMar,3,\nTotal,6,23\n"
    points = _points(load(text, date="Month", value="visits", kind="count"))
    assert points == {"2022-01": 1, "2022-02": 2, "2022-03": 3, "2023-01": 11, "2023-02": 12}


def test_quarters_in_columns() -> None:
    text = "Year,Q1,Q2,Q3,Q4\n2022,1,2,3,4\n"
    assert _reshaped(text, "grants")[:2] == [("2022-Q1", "1"), ("2022-Q2", "2")]


def test_fiscal_years_in_columns_are_not_taken_for_months() -> None:
    text = "Measure,2003-04,2004-05,2005-06\nGrants,1,2,3\n"
    assert _reshaped(text, "Grants")[:2] == [("2003/2004", "1"), ("2004/2005", "2")]


def test_months_without_a_year_take_that_of_the_metric() -> None:
    text = "Measure,Jan,Feb,Mar\nVisitors,1,2,3\nMembers,7,8,9\n"
    found = _reshaped(text, "Members", first_year=2024)
    assert found == [("2024-01", "7"), ("2024-02", "8"), ("2024-03", "9")]


_MEASURES = "Measure,Site,2024-01,2024-02,2024-03\nVisitors,North,1,2,3\nVisitors,South,4,5,6\n"


def test_a_measure_is_chosen_by_its_name_and_where(load: Load) -> None:
    text = f"{_MEASURES}Members,North,7,8,9\n"
    loaded = load(text, value="Visitors", date="x", more=", where: {Site: South}")
    assert _points(loaded) == {"2024-01": 4, "2024-02": 5, "2024-03": 6}
    loaded = load(text, value="Members", date="x")
    assert _points(loaded) == {"2024-01": 7, "2024-02": 8, "2024-03": 9}


def test_a_measure_of_two_sites_is_not_added_up_in_silence(load: Load) -> None:
    loaded = load(_MEASURES, value="Visitors", date="x")
    assert loaded.dataset is None
    assert _codes(loaded)[-1] == "DAT050"


def test_a_measure_that_is_not_there_gets_a_suggestion(load: Load) -> None:
    loaded = load(f"{_MEASURES}Members,North,7,8,9\n", value="Visitor", date="x")
    (found,) = (item for item in loaded.diagnostics if item.code == "DAT020")
    assert found.help == "did you mean `Visitors`?"
    assert "`Visitors`, `Members`" in found.note


_CALLS = "Kind,Note,2024-01,2024-02,2024-03\nAnswered,x,9,6,8\nCalls,,10,8,10\nMade,,5,5,5\n"


def _shares(loaded: LoadedDataset) -> list[tuple[float | None, float | None]]:
    assert loaded.dataset is not None, loaded.diagnostics
    found = loaded.dataset.series["m"].observations
    return [(item.numerator, item.denominator) for item in found]


@pytest.mark.parametrize(("keys", "first"), [("numerator: Answered", 9.0), ("misses: Made", 5.0)])
def test_a_share_is_that_of_two_rows(load: Load, keys: str, first: float) -> None:
    loaded = load(_CALLS, kind="rate", date="x", value=None, more=f", {keys}, denominator: Calls")
    assert _shares(loaded)[0] == (first, 10.0)


def test_the_evidence_and_the_faults_of_a_share_are_of_both_rows(load: Load) -> None:
    more = ", numerator: Answered, denominator: Calls"
    loaded = load(_CALLS, kind="rate", date="x", value=None, more=more)
    assert _shares(loaded) == [(9, 10), (6, 8), (8, 10)]
    assert loaded.dataset is not None
    series = loaded.dataset.series["m"]
    found = observation_sources(series.observations, series.column, loaded.dataset.files)
    assert [(item.column, item.rows) for item in found] == [("2024-01, 2024-02, 2024-03", "2-3")]
    (fault,) = load(
        _CALLS.replace("10,8", "10,b"), kind="rate", date="x", value=None, more=more
    ).diagnostics[1:]
    assert str(fault.place) == "data.csv:3:11"
    (fault,) = load(
        _CALLS.replace("9,6", "9,b"), kind="rate", date="x", value=None, more=more
    ).diagnostics[1:]
    assert str(fault.place) == "data.csv:2:14"
    missing = load(_CALLS.replace("10,8", "10,"), kind="rate", date="x", value=None, more=more)
    assert _shares(missing) == [(9, 10), (8, 10)]


def test_a_row_of_a_share_that_is_not_there_is_named_with_its_key(load: Load) -> None:
    loaded = load(
        _CALLS, kind="rate", date="x", value=None, more=", numerator: Answered, denominator: Call"
    )
    (fault,) = loaded.diagnostics
    assert fault.message == "data.csv has its dates in columns, and no row `Call`"
    assert fault.help == "did you mean `Calls`?"
    assert fault.place is not None
    start = (fault.place.column or 0) - 1
    assert fault.place.text[start : start + fault.place.width] == "Call"


def test_shares_of_several_years_and_sites_keep_together(load: Load) -> None:
    text = (
        f"Year,Site,Kind,{_MONTHS}\n"
        "2023,North,Answered,1,1,1,1,1,1,1,1,1,1,1,1\n"
        "2024,North,Calls,4,4,4,4,4,4,4,4,4,4,4,4\n"
        "2023,South,Calls,9,9,9,9,9,9,9,9,9,9,9,9\n"
        "2024,North,Answered,2,2,2,2,2,2,2,2,2,2,2,2\n"
        "2023,North,Calls,3,3,3,3,3,3,3,3,3,3,3,3\n"
    )
    more = ", where: {Site: North}, numerator: Answered, denominator: Calls"
    loaded = load(text, kind="rate", date="x", value=None, more=more)
    assert _shares(loaded) == [(1, 3)] * 12 + [(2, 4)] * 12


def test_an_average_has_the_weight_of_another_row(load: Load) -> None:
    text = "What,Q1 2024,Q2 2024,Q3 2024\nScore,4,3,5\nAnswers,1,3,4\n"
    more = ", weight: Answers"
    loaded = load(text, kind="average", date="x", value="Score", more=more)
    assert _shares(loaded) == [(4, 1), (9, 3), (20, 4)]


def test_months_without_any_year_are_an_error(load: Load) -> None:
    loaded = load("Measure,Jan,Feb,Mar\nVisitors,1,2,3\n", value="Visitors", date="x")
    assert _codes(loaded) == ["DAT029"]
    assert "`year: …` to metric `m`" in loaded.diagnostics[0].help


def test_the_values_of_a_wide_table_are_limited() -> None:
    table, _ = parse_table("Measure,2024-01,2024-02,2024-03\na,1,2,3\na,1,2,3\n", "data.csv")
    assert table is not None
    metric = Metric(
        id="m", label="m", kind=MetricKind.COUNT, unit="m", file="data.csv", date=None, value="a"
    )
    with in_force(Limits(metric_rows=5)):
        found = reshape_wide(table, metric, {})
    assert isinstance(found, Diagnostic)
    assert found.code == "DAT010"


_HEADINGS = ["Year", "Jan", "Feb", "Mar", "Q1", "Q2", "Q3", "2024-01", "2024-02", "2024-03"]
_CELLS = ["", "2022", "2023", "2022/23", "FY2024", "Total", "x", "7", "1.5", "* note", "5 March"]
_WORDS = st.sampled_from([*_HEADINGS, *_CELLS])


@given(rows=st.lists(st.lists(_WORDS, min_size=1, max_size=6), max_size=6), value=_WORDS)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_table_of_such_words_is_read_or_refused(
    load: Load, rows: list[list[str]], value: str
) -> None:
    text = "".join(",".join(row) + "\n" for row in rows)
    loaded = load(text, kind="count", date="Year", value=f'"{value or "x"}"')
    assert loaded.dataset is not None or loaded.diagnostics


@pytest.mark.parametrize(
    "notes",
    ["* estimated\n", "\nprovisional data\nask Ana\n", "Note: closed, for repairs\n", "Ask Ana\n"],
)
def test_notes_below_a_table_are_left_out(load: Load, notes: str) -> None:
    loaded = load(f"date,n,x\n2024-01,1,\n2024-02,2,\n{notes}")
    assert _points(loaded) == {"2024-01": 1, "2024-02": 2}
    assert _codes(loaded) == ["DAT084"]


def test_rows_that_are_no_notes_stay(load: Load) -> None:
    assert _codes(load("date,n\n2024-01,1\n\n2024-02,\n")) == []
    assert "DAT029" in _codes(load("date,n\n2024-01,1\nFebruary,2\n"))
