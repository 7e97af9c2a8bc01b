"""Workbooks with one sheet per year or per month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from reportgen.analysis.quantities.family import observation_sources
from reportgen.config.loader import load_configuration
from reportgen.data.files.period_sheets import read_sheet_name
from reportgen.data.loader import LoadedDataset, load_dataset

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[tuple[Any, ...]]


def _load(folder: Path, sheets: dict[str, Rows], keys: str) -> LoadedDataset:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "data.xlsx")
    path = folder / "config.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nmetrics:\n"
        f"  m: {{file: data.xlsx, {keys}}}\n",
        encoding="utf-8",
    )
    loaded = load_configuration(path)
    assert loaded.configuration is not None, loaded.diagnostics
    return load_dataset(loaded.configuration)


def _points(loaded: LoadedDataset) -> dict[str, float]:
    assert loaded.dataset is not None, loaded.diagnostics
    observations = loaded.dataset.series["m"].observations
    return {item.first.isoformat()[:7]: item.value for item in observations}


def _codes(loaded: LoadedDataset) -> list[str]:
    return [item.code for item in loaded.diagnostics]


@pytest.mark.parametrize(
    ("name", "year", "month"),
    [
        ("2023", 2023, None),
        ("Visits 2023", 2023, None),
        ("FY2023", 2023, None),
        ("2022-23", 2022, None),
        ("Jan 2023", 2023, 1),
        ("2023-Feb", 2023, 2),
        ("December 2023", 2023, 12),
    ],
)
def test_names_of_sheets(name: str, year: int, month: int | None) -> None:
    found = read_sheet_name(name)
    assert found is not None
    assert (found.year.first, found.month) == (year, month)


@pytest.mark.parametrize("name", ["Sheet1", "Notes", "2022 against 2023", "June", "1234"])
def test_names_of_other_sheets(name: str) -> None:
    assert read_sheet_name(name) is None


_VISITS = "kind: count, date: month, value: visits"


def _months(*values: float) -> Rows:
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return [("month", "visits"), *zip(names, values, strict=False)]


def test_a_sheet_per_year_is_one_series(tmp_path: Path) -> None:
    sheets = {
        "2024": [("Club visits",), (), *_months(5, 6), (), ("Source: till",)],
        "Notes": [("see Ana",)],
        "2023": [*_months(*range(1, 13)), ("Total", 78)],
    }
    loaded = _load(tmp_path, sheets, _VISITS)
    points = _points(loaded)
    assert list(points)[-3:] == ["2023-12", "2024-01", "2024-02"]
    assert (points["2023-12"], points["2024-02"]) == (12, 6)
    assert _codes(loaded) == ["DAT087", "DAT084", "DAT045"]
    assert "`2023`, `2024`" in loaded.diagnostics[0].message
    assert str(loaded.diagnostics[2].message).startswith("line 14 of sheet 2023 (`Total`) holds")


def test_evidence_names_the_sheets(tmp_path: Path) -> None:
    loaded = _load(tmp_path, {"2023": _months(1, 2, 3), "2024": _months(4, 5)}, _VISITS)
    assert loaded.dataset is not None
    series = loaded.dataset.series["m"]
    found = observation_sources(series.observations, series.column, loaded.dataset.files)
    assert [(item.column, item.rows) for item in found] == [
        ("2023!visits", "2-4"),
        ("2024!visits", "2-3"),
    ]


def test_a_fault_names_its_sheet(tmp_path: Path) -> None:
    loaded = _load(tmp_path, {"2023": _months(1, 2), "2024": [*_months(4), ("Feb", "x")]}, _VISITS)
    fault = loaded.diagnostics[-1]
    assert "column `2024!visits`" in fault.message
    assert fault.place is not None
    assert str(fault.place) == "data.xlsx, sheet 2024, cell B3"


def test_a_date_that_is_twice_names_both_sheets(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "2023": [("month", "visits"), ("Jan", 1), ("Feb", 2)],
        "2024": [("month", "visits"), ("2023-02", 3), ("Feb", 4)],
    }
    (fault,) = _load(tmp_path, sheets, _VISITS).diagnostics[1:]
    assert "(line 3 of sheet 2023 and line 2 of sheet 2024)" in fault.message
    assert str(fault.place) == "data.xlsx, sheet 2024, cell B2"


def test_a_value_is_looked_up_in_its_own_sheet(tmp_path: Path) -> None:
    sheets = {"2023": _months(*range(500, 512)), "2024": _months(512, 90, 513, 514)}
    loaded = _load(tmp_path, sheets, "kind: level, date: month, value: visits")
    (fault,) = (item for item in loaded.diagnostics if item.code in ("DAT053", "DAT123"))
    assert str(fault.place) == "data.xlsx, sheet 2024, cell B3"


def test_a_sheet_per_month_dates_its_days(tmp_path: Path) -> None:
    head = ("day", "visits")
    sheets: dict[str, Rows] = {
        "Jan 2023": [head, *((day, 1) for day in range(1, 32))],
        "Feb 2023": [head, *((f"{day} Feb", 2) for day in range(1, 29))],
    }
    loaded = _load(tmp_path, sheets, "kind: count, date: day, value: visits")
    assert _points(loaded) == {"2023-01": 31, "2023-02": 56}


def test_a_single_sheet_dates_its_months_too(tmp_path: Path) -> None:
    sheets = {"2023": _months(1, 2, 3), "2024": _months(4, 5)}
    loaded = _load(tmp_path, sheets, f'{_VISITS}, sheet: "2024"')
    assert _points(loaded) == {"2024-01": 4, "2024-02": 5}
    assert loaded.dataset is not None
    assert loaded.dataset.series["m"].observations[0].column == ""


def test_a_sheet_per_fiscal_year_goes_on_into_the_next(tmp_path: Path) -> None:
    rows: Rows = [("month", "visits"), ("Apr", 1), ("Dec", 2), ("Jan", 3), ("Mar", 4)]
    loaded = _load(tmp_path, {"2022-23": rows, "2023-24": rows}, _VISITS)
    assert list(_points(loaded))[2:5] == ["2023-01", "2023-03", "2023-04"]


def test_months_that_go_on_into_the_next_year_need_a_name_that_says_so(tmp_path: Path) -> None:
    rows: Rows = [("month", "visits"), ("Apr", 1), ("Dec", 2), ("Jan", 3), ("Mar", 4)]
    loaded = _load(tmp_path, {"FY2023": rows, "FY2024": rows}, _VISITS)
    assert loaded.dataset is None
    assert "the month `Apr` has no year" in str(loaded.diagnostics[1].message)


def test_a_sheet_per_year_with_months_in_columns(tmp_path: Path) -> None:
    head = ("Measure", "Jan", "Feb", "Mar")
    sheets: dict[str, Rows] = {
        "2023": [head, ("Visits", 1, 2, 3), ("Members", 7, 8, 9)],
        "2024": [head, ("Visits", 4, 5, 6), ("Members", 10, 11, 12)],
    }
    loaded = _load(tmp_path, sheets, "kind: level, value: Members")
    assert list(_points(loaded).values()) == [7, 8, 9, 10, 11, 12]
    assert loaded.dataset is not None
    assert loaded.dataset.series["m"].observations[-1].column == "2024!Mar"


def test_columns_of_sheets_may_be_in_another_order_and_others_be_added(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "2022": _months(1, 2),
        "2023": [("visits", "note", "month", "lent"), (3, "open", "Jan", 7), (4, "", "Feb", 8)],
        "2024": [("lent", "month", "visits"), (9, "Jan", 5), (9, "Feb", "x")],
    }
    loaded = _load(tmp_path, sheets, _VISITS)
    fault = loaded.diagnostics[-1]
    assert str(fault.place) == "data.xlsx, sheet 2024, cell C3"
    assert "column `2024!visits`" in fault.message
    sheets["2024"][-1] = (9, "Feb", 6)
    loaded = _load(tmp_path, sheets, _VISITS)
    assert list(_points(loaded).values()) == [1, 2, 3, 4, 5, 6]
    assert _codes(loaded) == ["DAT087", "DAT051"]
    assert str(loaded.diagnostics[1].place) == "data.xlsx, sheet 2023, cell A2"


@pytest.mark.parametrize(
    ("header", "place", "found"),
    [
        (("month", "visitors"), "cell B1", "its cell B1 is `visitors`"),
        (("month", "loans", "Besuche"), "cell B1", "its cell B1 is `loans`"),
        (("Besuche", "month"), "cell A1", "its cell A1 is `Besuche`"),
        (("month",), "row 1", "which sheet `2023` has"),
        (("Monat", "visits"), "cell A1", "its cell A1 is `Monat`"),
    ],
)
@pytest.mark.parametrize("keys", [_VISITS, "kind: level, date: month, value: visits"])
def test_a_column_that_a_sheet_calls_otherwise_is_an_error_at_its_cell(
    tmp_path: Path, header: tuple[str, ...], place: str, found: str, keys: str
) -> None:
    sheets: dict[str, Rows] = {"2023": _months(1, 2), "2024": [header, ("Jan", 4, 5)]}
    (fault,) = _load(tmp_path, sheets, keys).diagnostics
    wanted = "month" if "Monat" in header else "visits"
    assert fault.code == "DAT088"
    assert fault.message.startswith(f"sheet `2024` of data.xlsx has no column `{wanted}`, which")
    assert fault.message.endswith(found)
    assert str(fault.place) == f"data.xlsx, sheet 2024, {place}"
    assert "`sheet: 2023`" in fault.help
    assert _points(_load(tmp_path, sheets, f'{keys}, sheet: "2023"'))


def test_no_year_is_left_out_because_its_columns_have_other_names(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "2023": [("Monat", "Besuche"), ("Jan", 4)],
        "2024": _months(1, 2),
        "Notes": [("Monat", "visits")],
    }
    found = _load(tmp_path, sheets, _VISITS).diagnostics
    assert [item.code for item in found] == ["DAT088", "DAT088"]
    assert "`Monat`" in found[0].message
    assert "`Besuche`" in found[1].message


def test_months_in_columns_may_end_with_the_last_one_so_far(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "2023": [("Measure", "Jan", "Feb", "Mar", "Total"), ("Visits", 1, 2, 3, 6)],
        "2024": [("Jan", "Feb", "Measure"), (4, 5, "Visits")],
    }
    loaded = _load(tmp_path, sheets, "kind: count, value: Visits")
    assert list(_points(loaded).values()) == [1, 2, 3, 4, 5]
    sheets["2024"][-1] = (4, "x", "Visits")
    fault = _load(tmp_path, sheets, "kind: count, value: Visits").diagnostics[-1]
    assert str(fault.place) == "data.xlsx, sheet 2024, cell B2"


def test_a_cell_beyond_the_header_of_a_sheet_is_a_fault_of_its_row(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "2023": [("month", "visits", "note"), ("Jan", 1, "")],
        "2024": [("visits", "month"), (2, "Jan", 77)],
    }
    assert "DAT017" in _codes(_load(tmp_path, sheets, _VISITS))


def test_sheets_whose_columns_no_one_names_are_not_joined(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"2023": [("a", "b"), (1, 2)], "2024": [("a", "c"), (1, 2)]}
    assert _codes(_load(tmp_path, sheets, _VISITS)) == ["DAT078"]


def test_sheets_of_other_things_are_not_joined(tmp_path: Path) -> None:
    sheets = {"Visits 2023": _months(1, 2), "Donors 2024": _months(3, 4)}
    assert _codes(_load(tmp_path, sheets, _VISITS)) == ["DAT078"]
    sheets = {"2023": _months(1, 2), "2024": _months(3, 4), "All": _months(4, 6)}
    assert _codes(_load(tmp_path, sheets, _VISITS)) == ["DAT078"]
