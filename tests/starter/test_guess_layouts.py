"""What `init --from` makes of tables as people keep them: it reads what a build reads."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from reportgen.config.loader import load_configuration
from reportgen.data.loader import load_dataset
from reportgen.errors import DataError
from reportgen.starter.folder import write_guess

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.model.series import Dataset

_MONTHS = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"


def _text(folder: Path, text: str, name: str = "visits.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _book(folder: Path, sheets: dict[str, list[tuple[Any, ...]]]) -> Path:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "visits.xlsx")
    return folder / "visits.xlsx"


def _made(folder: Path, path: Path) -> tuple[Dataset, str]:
    """Return the data of the guessed configuration, and what was said about the guess."""
    made = write_guess(folder / "club", [path])
    loaded = load_configuration(made.files[0])
    assert loaded.configuration is not None, loaded.diagnostics
    read = load_dataset(loaded.configuration)
    assert read.dataset is not None, read.diagnostics
    return read.dataset, "\n".join(made.guesses)


def _values(dataset: Dataset, metric: str) -> list[float]:
    return [item.value for item in dataset.series[metric].observations]


def test_years_in_rows_and_months_in_columns(tmp_path: Path) -> None:
    rows = [f"{year},{','.join(str(year % 100 * 10 + n) for n in range(12))}" for year in (23, 24)]
    text = f"Club visits\n\nYear,{_MONTHS}\n" + "".join(f"20{row}\n" for row in rows)
    dataset, said = _made(tmp_path, _text(tmp_path, text))
    assert len(_values(dataset, "visits")) == 24
    assert "`Jan` to `Dec`" in said
    assert "header was found on line 3" in said


def test_each_measure_of_a_wide_table_is_a_metric(tmp_path: Path) -> None:
    text = "Measure,2024-01,2024-02,2024-03\nVisits,5,9,4\nMembers,90,91,93\n"
    dataset, _ = _made(tmp_path, _text(tmp_path, text))
    assert _values(dataset, "visits") == [5, 9, 4]
    assert _values(dataset, "members") == [90, 91, 93]


def test_a_sheet_per_year_is_joined_and_said(tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [("month", "visits"), ("Jan", 4), ("Feb", 9), ("Mar", 5)]
    dataset, said = _made(tmp_path, _book(tmp_path, {"2023": rows, "2024": rows}))
    assert _values(dataset, "visits") == [4, 9, 5, 4, 9, 5]
    assert "the sheets `2023`, `2024` of visits.xlsx were joined" in said


def test_the_first_sheet_that_fits_is_used_and_said(tmp_path: Path) -> None:
    good = [("month", "visits"), (date(2024, 1, 1), 4), (date(2024, 2, 1), 9)]
    sheets: dict[str, list[tuple[Any, ...]]] = {
        "About": [("ask", "Ana"), ("see", "till")],
        "Visits": good,
        "Old": good,
    }
    dataset, said = _made(tmp_path, _book(tmp_path, sheets))
    assert _values(dataset, "visits") == [4, 9]
    assert "the sheet `Visits` is used; there are 2 more" in said


def test_an_ordinary_workbook(tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Visits of our club",),
        (),
        ("month", "visits", "note"),
        *((date(2024, month, 1), 10 + month % 5, None) for month in range(1, 13)),
        ("Total", 150, None),
        (),
        ("* estimated",),
    ]
    dataset, _ = _made(tmp_path, _book(tmp_path, {"Sheet1": rows}))
    assert len(_values(dataset, "visits")) == 12


def test_a_cell_that_spoils_a_column_is_named(tmp_path: Path) -> None:
    rows = "".join(f"2024-{n:02},{n * 7 % 5},{n * 3 % 7}\n" for n in range(1, 11))
    text = f"month,visits,calls\n{rows}2024-11,about 420,3\n"
    dataset, said = _made(tmp_path, _text(tmp_path, text))
    assert list(dataset.series) == ["calls"]
    assert "`visits` is left out: line 12 has `about 420`, which is no number" in said


def test_a_list_of_events_with_some_that_have_no_date_yet(tmp_path: Path) -> None:
    days = ["2024-01-05", "2024-01-05", "2024-01-19", "2024-02-02", "TBC", ""]
    rows = "".join(f"{title},{day}\n" for title, day in zip("abcdef", days, strict=True))
    dataset, said = _made(tmp_path, _text(tmp_path, f"title,day\n{rows}"))
    assert _values(dataset, "visits") == [3, 1]
    assert "2 of 6 rows have no date and are left out" in said


def test_a_column_called_like_a_period_is_taken_if_it_is_the_only_one(tmp_path: Path) -> None:
    rows = "".join(f"2024-{n:02}-28,{n * 7 % 5 * 100}\n" for n in range(1, 11))
    dataset, _ = _made(tmp_path, _text(tmp_path, f"as of,raised this year\n{rows}"))
    assert list(dataset.series) == ["raised_this_year"]


def test_the_table_of_a_database_that_fits(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "club.sqlite")) as connection:
        connection.execute("CREATE TABLE people (name TEXT)")
        connection.execute('CREATE TABLE "the ""visits""" (month TEXT, visits INTEGER)')
        rows = [(f"2024-{n:02}", n * 7 % 5) for n in range(1, 11)]
        connection.executemany('INSERT INTO "the ""visits""" VALUES (?, ?)', rows)
        connection.commit()
    dataset, said = _made(tmp_path, tmp_path / "club.sqlite")
    assert _values(dataset, "visits") == [float(n) for _, n in rows]
    assert "is used; there are 1 more" in said


@pytest.mark.parametrize("is_new", [True, False])
def test_nothing_is_left_that_blocks_another_try(tmp_path: Path, *, is_new: bool) -> None:
    if not is_new:
        (tmp_path / "club").mkdir()
    with pytest.raises(DataError):
        write_guess(tmp_path / "club", [_text(tmp_path, "a,b\nx,y\n")])
    assert (tmp_path / "club").exists() is not is_new
    assert not (tmp_path / "club" / "data").exists()
