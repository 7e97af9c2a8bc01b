"""Workbooks and Parquet files: cell values, and files that are refused."""

from __future__ import annotations

import builtins
import io
import tracemalloc
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from reportgen.config.loader import load_configuration
from reportgen.data.files.open_file import read_grid
from reportgen.data.files.sheet_survey import column_number
from reportgen.data.files.stored_value import number_text
from reportgen.data.files.workbook import read_workbook
from reportgen.data.loader import LoadedDataset, load_dataset
from tests.cases.case_file import all_cases, unpacked_cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _book(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    return _saved(book)


def _cells(data: bytes, name: str = "x.xlsx") -> list[tuple[str, ...]]:
    grid = read_workbook(data, name, "", sheet=None, wanted=frozenset())
    assert grid.found == ()
    return [row.cells for row in grid.rows]


def _case(name: str) -> LoadedDataset:
    loaded = load_configuration(unpacked_cases() / name / "config.yaml")
    assert loaded.configuration is not None
    return load_dataset(loaded.configuration)


def test_cells_become_unambiguous_text() -> None:
    moment = datetime(2020, 2, 3, 14, 30)  # noqa: DTZ001
    data = _book(("a", "b", "c"), (1, 1.234, 0.5), (date(2020, 1, 31), moment, True), (None, "x"))
    assert _cells(data) == [
        ("a", "b", "c"),
        ("1", "1.2340", "0.5"),
        ("2020-01-31", "2020-02-03 14:30:00", "TRUE"),
        ("", "x", ""),
    ]


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_numbers_of_a_workbook_are_unchanged(value: float) -> None:
    assert float(number_text(value)) == value


def test_rows_keep_the_row_numbers_of_the_spreadsheet() -> None:
    data = _book((None,), ("month", "n"), (None, None), ("2020-01", 1))
    grid = read_workbook(data, "x.xlsx", "", sheet=None, wanted=frozenset({"month"}))
    assert [row.line for row in grid.rows] == [2, 4]
    assert grid.breaks == (1, 3)


def test_dates_of_the_1904_system_are_the_days_entered() -> None:
    dataset = _case("e86_dates_since_1904").dataset
    assert dataset is not None
    found = [(item.first, item.value) for item in dataset.series["followers"].observations]
    assert found == [(date(2020, 1, 1), 1.5), (date(2020, 2, 1), 3.0), (date(2020, 3, 1), 4.5)]


def test_a_link_gives_its_cached_value() -> None:
    dataset = _case("e83_link_with_a_result").dataset
    assert dataset is not None
    assert [item.value for item in dataset.series["followers"].observations] == [100, 110, 121]
    assert dataset.series["followers"].observations[2].rows == (4,)


@pytest.mark.parametrize("name", ["e80_far_cell", "e81_zip_bomb"])
def test_a_workbook_that_is_too_large_is_refused_without_using_memory(name: str) -> None:
    tracemalloc.start()
    _case(name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000


def test_a_wrong_extension_is_reported_with_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_bytes(_book(("a",), (1,)))
    (found,) = read_grid(tmp_path / "data.csv", "data.csv").found
    assert found.code == "DAT012"
    assert ".xlsx" in found.help


_MANIFEST = """<?xml version="1.0"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"""
_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:automatic-styles/><office:body><office:spreadsheet>
<table:table table:name="Data">
<table:table-row><table:table-cell office:value-type="string"><text:p>month</text:p>
</table:table-cell><table:table-cell office:value-type="string"><text:p>n</text:p>
</table:table-cell><table:table-cell table:number-columns-repeated="16382"/></table:table-row>
<table:table-row{hidden}><table:table-cell office:value-type="date" office:date-value="2020-01-31">
<text:p>31 Jan</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="12.5"{span}><text:p>12,5</text:p>
</table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048574"><table:table-cell
 table:number-columns-repeated="16384"{far}/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def _ods(*, hidden: str = "", span: str = "", far: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, compress_type=zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr(
            "content.xml", _ODS.format(hidden=hidden, span=span, far=far).replace("\n<", "<")
        )
    return stream.getvalue()


def test_an_opendocument_sheet_is_read_to_its_last_value() -> None:
    assert _cells(_ods(), "x.ods") == [("month", "n"), ("2020-01-31", "12.5")]


def test_unusual_cells_of_an_opendocument_sheet_are_reported() -> None:
    def codes(data: bytes) -> list[str]:
        grid = read_workbook(data, "x.ods", "", sheet=None, wanted=frozenset())
        return [item.code for item in grid.found]

    assert codes(_ods(hidden=' table:visibility="filter"')) == ["DAT079"]
    assert codes(_ods(far=' office:value-type="float" office:value="1"')) == ["DAT074"]
    merged = _ods(span=' table:number-columns-spanned="2" table:number-rows-spanned="1"')
    grid = read_workbook(merged, "x.ods", "", sheet=None, wanted=frozenset())
    assert grid.merged == ((2, 2),)


def _parquet(tmp_path: Path, columns: dict[str, list[Any]]) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "data.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def test_a_parquet_file_is_read_with_its_header_as_line_1(tmp_path: Path) -> None:
    months = [date(2020, 1, 1), date(2020, 2, 1)]
    path = _parquet(tmp_path, {"month": months, "n": [1.5, None], "of": ["a", "b"]})
    grid = read_grid(path, "data.parquet")
    assert grid.found == ()
    assert [(row.line, row.cells) for row in grid.rows] == [
        (1, ("month", "n", "of")),
        (2, ("2020-01-01", "1.5", "a")),
        (3, ("2020-02-01", "", "b")),
    ]


def test_a_parquet_file_of_too_many_rows_is_refused(tmp_path: Path) -> None:
    path = _parquet(tmp_path, {"n": list(range(200_001))})
    assert [item.code for item in read_grid(path, "data.parquet").found] == ["DAT010"]


def test_without_its_library_a_parquet_file_is_refused_with_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _parquet(tmp_path, {"n": [1]})
    real: Callable[..., Any] = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    (found,) = read_grid(path, "data.parquet").found
    assert found.code == "DAT081"
    assert "pip install pyarrow" in found.help


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16384)])
def test_columns_are_counted_as_spreadsheets_do(letters: str, number: int) -> None:
    assert column_number(letters) == number


_GOOD = _book(("month", "n"), ("2020-01", 1), ("2020-02", 2))


@given(st.integers(0, len(_GOOD) - 1), st.integers(0, 255), st.integers(1, len(_GOOD)))
@settings(max_examples=150, deadline=None)
def test_any_damage_to_a_workbook_gives_rows_or_a_message(
    position: int, byte: int, length: int
) -> None:
    data = bytearray(_GOOD)
    data[position] = byte
    grid = read_workbook(bytes(data[:length]), "x.xlsx", "", sheet=None, wanted=frozenset())
    assert grid.rows or grid.found


def test_every_case_of_a_workbook_has_its_file() -> None:
    for case in all_cases():
        if case.name.startswith("e"):
            assert any(name.startswith("data.") for name in case.files)
            assert case.expected["exit_code"] in (0, 2)
