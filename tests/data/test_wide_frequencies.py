"""Wide tables of quarters, fiscal years and months of other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.quantities.family import observation_sources
from reportgen.data.files.headings import Year, calendar_year, find_headings, first_month
from reportgen.model.frequency import Frequency

if TYPE_CHECKING:
    from reportgen.data.loader import LoadedDataset
    from reportgen.model.series import Series
    from tests.data.conftest import Load

_FISCAL = "Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar"


def _series(loaded: LoadedDataset) -> Series:
    assert loaded.dataset is not None, loaded.diagnostics
    return loaded.dataset.series["m"]


def _points(loaded: LoadedDataset) -> dict[str, float]:
    return {f"{item.first} {item.last}": item.value for item in _series(loaded).observations}


def _codes(loaded: LoadedDataset) -> set[str]:
    return {item.code for item in loaded.diagnostics}


def test_quarters_in_columns(load: Load) -> None:
    text = "Year,Q1,Q2,Q3,Q4,Total\n2022,1,2,3,4,10\n2023,5,6,7,8,26\n"
    loaded = load(text, kind="count", date="Year", value="grants")
    assert _series(loaded).frequency is Frequency.QUARTER
    assert list(_points(loaded))[3:5] == ["2022-10-01 2022-12-31", "2023-01-01 2023-03-31"]
    assert [item.column for item in _series(loaded).observations][:5] == [
        *("Q1", "Q2", "Q3", "Q4", "Q1")
    ]
    assert _codes(loaded) == {"DAT085"}


@pytest.mark.parametrize("label", ["2022/23", "FY2023", "2022-23", "FY 2022/23"])
def test_quarters_of_fiscal_years_in_rows(load: Load, label: str) -> None:
    text = f"Year,Q1,Q2,Q3,Q4\n{label},1,2,3,4\n"
    loaded = load(text, kind="count", date="Year", value="x", more=", year_starts: July")
    assert list(_points(loaded))[::3] == ["2022-07-01 2022-09-30", "2023-04-01 2023-06-30"]
    assert _series(loaded).doubt == ""


def test_quarters_of_fiscal_years_without_a_first_month_are_doubtful(load: Load) -> None:
    text = "Year,Q1,Q2,Q3,Q4\n2022/23,1,2,3,4\n2023/24,5,6,7,8\n"
    loaded = load(text, kind="count", date="Year", value="x")
    assert _codes(loaded) == {"DAT085", "DAT121"}
    assert _series(loaded).doubt


@pytest.mark.parametrize(
    "header", ["2023-Q1,2023-Q2,2023-Q3", "Q1 2023,Q2 2023,Q3 2023", "2023Q1,2023Q2,2023Q3"]
)
def test_dated_quarters_in_columns(load: Load, header: str) -> None:
    loaded = load(f"Measure,{header}\nVisits,1,2,3\n", kind="count", date="x", value="Visits")
    assert next(iter(_points(loaded))) == "2023-01-01 2023-03-31"
    assert len(_points(loaded)) == 3


@pytest.mark.parametrize(
    "form", ["FY2023 Q{}", "Q{} FY2023", "Q{} 2022/23", "2022/23 Q{}", "FY2022/23 Q{}"]
)
def test_dated_fiscal_quarters_in_columns(load: Load, form: str) -> None:
    header = ",".join(form.format(number) for number in (1, 2, 3))
    loaded = load(
        f"Measure,{header}\nVisits,1,2,3\n",
        kind="count",
        date="x",
        value="Visits",
        more=", year_starts: October",
    )
    assert next(iter(_points(loaded))) == "2022-10-01 2022-12-31"


@pytest.mark.parametrize("header", ["2003-04,2004-05,2005-06", "FY2004,FY2005,FY2006"])
def test_fiscal_years_in_columns(load: Load, header: str) -> None:
    text = f"Measure,{header}\nGrants,1,2,3\nVisits,4,5,6\n"
    loaded = load(text, kind="count", date="x", value="Visits", more=", year_starts: April")
    assert next(iter(_points(loaded))) == "2003-04-01 2004-03-31"
    assert _series(loaded).frequency is Frequency.YEAR


def test_months_in_rows_and_fiscal_years_in_columns(load: Load) -> None:
    rows = "".join(f"{name},{n},{n + 12}\n" for n, name in enumerate(_FISCAL.split(",")))
    loaded = load(f"Month,2022/23,2023/24\n{rows}", kind="count", date="Month", value="visits")
    points = list(_points(loaded).items())
    assert points[0] == ("2022-04-01 2022-04-30", 0)
    assert points[9] == ("2023-01-01 2023-01-31", 9)
    assert points[-1] == ("2024-03-01 2024-03-31", 23)
    assert loaded.dataset is not None
    source = observation_sources(_series(loaded).observations[8:10], "visits", loaded.dataset.files)
    assert [(item.column, item.rows) for item in source] == [("2022/23", "10-11")]


def test_quarters_in_rows_and_fiscal_years_in_columns(load: Load) -> None:
    text = "Quarter,2022/23,2023/24\nQ1,1,5\nQ2,2,6\nQ3,3,7\nQ4,4,8\n"
    loaded = load(text, kind="count", date="Quarter", value="x", more=", year_starts: April")
    assert list(_points(loaded))[3:5] == ["2023-01-01 2023-03-31", "2023-04-01 2023-06-30"]


def test_months_that_may_be_of_two_calendar_years_are_an_error(load: Load) -> None:
    text = "Month,2022/23,2023/24\nJan,1,2\nFeb,3,4\nMar,5,6\n"
    loaded = load(text, kind="count", date="Month", value="x")
    (found,) = loaded.diagnostics
    assert found.code == "DAT029"
    assert "`2022/23` may be of two calendar years" in found.message
    loaded = load(text, kind="count", date="Month", value="x", more=", year_starts: April")
    assert next(iter(_points(loaded))) == "2023-01-01 2023-01-31"


def test_a_quarter_of_months_in_columns_names_its_columns(load: Load) -> None:
    numbers = ",".join(["2"] * 12)
    text = f"Year,{_FISCAL}\n2022/23,{numbers}\n2023/24,{numbers}\n"
    loaded = load(text, kind="count", date="Year", value="x", more=", every: quarter")
    series = _series(loaded)
    assert [(item.column, item.rows) for item in series.observations][2:5] == [
        ("Oct–Dec", (2, 2, 2)),
        ("Jan–Mar", (2, 2, 2)),
        ("Apr–Jun", (3, 3, 3)),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Año,Ene,Feb,Mar,Abr,May,Jun,Jul,Ago,Sep,Oct,Nov,Dic,Total",
        "Jahr,Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember",
        "x,tammikuu,helmikuu,maaliskuu,huhti,touko,kesä,heinä,elo,syys,loka,marras,joulu",
    ],
)
def test_months_of_other_languages_in_columns(header: str) -> None:
    found = find_headings(header.split(","))
    assert found is not None
    assert [item.number for item in found.columns] == list(range(1, 13))


@pytest.mark.parametrize("header", ["month,visits,sales", "in,out,set,total,cost", "a,b,c,d,e,f,g"])
def test_words_that_are_no_months(header: str) -> None:
    assert find_headings(header.split(",")) is None


@pytest.mark.parametrize(
    ("months", "first"),
    [
        ([4, 5, 12, 1, 3], 4),
        ([3, 2, 1, 12, 11, 4], 4),
        ([1, 2, 3], None),
        ([12, 11, 10], None),
        ([], None),
    ],
)
def test_the_first_month_of_years(months: list[int], first: int | None) -> None:
    assert first_month(months) == first


@pytest.mark.parametrize(
    ("year", "months", "year_starts", "found"),
    [
        (Year(2022, is_split=False), [1, 2], None, 2022),
        (Year(2022, is_split=False), [1, 2], 4, 2022),
        (Year(2022, is_split=False), [4, 12, 1], None, None),
        (Year(2022, is_split=False), [4, 12, 1], 4, 2023),
        (Year(2022, is_split=True), [4, 12, 1], None, 2023),
        (Year(2022, is_split=True), [1, 2], None, None),
        (Year(2023, is_split=False, is_fiscal=True), [1, 2], None, 2023),
        (Year(2023, is_split=False, is_fiscal=True), [4, 12, 1], None, None),
        (Year(2023, is_split=False, is_fiscal=True), [4, 12, 1], 4, 2023),
    ],
)
def test_the_calendar_year_of_january(
    year: Year, months: list[int], year_starts: int | None, found: int | None
) -> None:
    assert calendar_year(year, 1, months, year_starts) == found
