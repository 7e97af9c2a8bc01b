"""CSV files as tables with line numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.data.files.csv_table import parse_table
from reportgen.data.files.file_text import FileText, decode
from reportgen.data.files.open_file import read_grid
from reportgen.diagnostics import Diagnostic
from reportgen.limits import Limits, in_force

if TYPE_CHECKING:
    from pathlib import Path


def _codes(text: str) -> list[str]:
    return [item.code for item in parse_table(text, "x.csv")[1]]


def test_rows_remember_physical_lines_through_comments_blanks_and_quoted_breaks() -> None:
    text = '# synthetic\n\nmonth,note\n2020-01,"two\nlines"\n\n2020-02,b\r\n2020-03,c'
    table, found = parse_table(text, "x.csv")
    assert table is not None
    assert found == ()
    assert table.is_synthetic
    assert table.header_line == 3
    assert [row.line for row in table.rows] == [4, 7, 8]
    assert table.rows[0].cells == ("2020-01", "two\nlines")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_gives_rows_of_equal_length(delimiter: str) -> None:
    lines = ["month", "value", "a, b; c"], ["2020-01", "1", "x"], ["2020-02", "2", "y"]
    quoted = [[cell if delimiter not in cell else f'"{cell}"' for cell in row] for row in lines]
    table, _ = parse_table("\n".join(delimiter.join(row) for row in quoted), "x.csv")
    assert table is not None
    assert table.delimiter == delimiter
    assert table.header == ("month", "value", "a, b; c")


def test_a_file_of_one_column_is_a_table() -> None:
    table, _ = parse_table("value\n1\n2\n", "x.csv")
    assert table is not None
    assert [row.cells for row in table.rows] == [("1",), ("2",)]


def test_empty_cells_beyond_the_header_are_ignored() -> None:
    table, found = parse_table("a,b\n1,2,,\n3,4\n", "x.csv")
    assert found == ()
    assert table is not None
    assert [row.cells for row in table.rows] == [("1", "2"), ("3", "4")]


def test_headers_are_compared_after_unicode_normalization() -> None:
    table, _ = parse_table("cafe\u0301 ,b\n1,2\n", "x.csv")
    assert table is not None
    assert table.header == ("café", "b")


def test_the_mark_is_under_the_cell() -> None:
    table, _ = parse_table("month,followers\n2020-01,1234\n", "x.csv")
    assert table is not None
    place = table.place(2, 1)
    assert (place.line, place.column, place.width) == (2, 9, 4)


def test_too_many_rows_columns_and_letters_are_refused() -> None:
    with in_force(Limits(table_rows=3)):
        assert _codes("a\n" + "1\n" * 3) == []
        assert _codes("a\n" + "1\n" * 4) == ["DAT010"]
    assert _codes(",".join("a" * 513) + "\n1\n") == ["DAT010"]
    assert _codes('a\n"' + "x" * 140_000 + '"\n') == ["DAT010"]


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    with in_force(Limits(table_bytes=3)):
        assert [item.code for item in read_grid(path, "data.csv").found] == ["DAT010"]


def test_a_removed_file_is_reported(tmp_path: Path) -> None:
    assert [item.code for item in read_grid(tmp_path / "gone.csv", "gone.csv").found] == ["DAT006"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_that_platforms_write_is_read(encoding: str) -> None:
    text = "month,Besucher für Café\n2020-01,1\n"
    decoded = decode(text.encode(encoding), "x.csv")
    assert isinstance(decoded, FileText)
    assert decoded.text == text
    assert decoded.found == ()


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_message(data: bytes) -> None:
    decoded = decode(data, "x.csv")
    if isinstance(decoded, Diagnostic):
        return
    table, found = parse_table(decoded.text, "x.csv")
    assert table is not None or found


@given(st.text('ab1,;\t"\n\r #\x00', max_size=80))
def test_any_text_gives_a_table_or_a_message(text: str) -> None:
    table, found = parse_table(text, "x.csv")
    assert (table is None) == any(item.severity == "error" for item in found)
    if table is not None:
        assert all(len(row.cells) == len(table.header) for row in table.rows)
        assert all(1 <= row.line <= len(table.lines) for row in table.rows)


@pytest.mark.parametrize("declared", ['"', "a", "1"])
def test_a_declared_delimiter_that_can_not_be_one_is_not_used(declared: str) -> None:
    table, found = parse_table(f"sep={declared}\nmonth;value\n2020-01;5\n", "x.csv")
    assert table is not None
    assert found == ()
    assert table.header == ("month", "value")
    assert table.rows[0].cells == ("2020-01", "5")
