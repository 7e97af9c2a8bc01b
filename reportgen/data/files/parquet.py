"""Read a Parquet file as rows of text; needs the extra `tables`."""

from __future__ import annotations

import io

from reportgen.data.files.grid import Grid, Row
from reportgen.data.files.stored_value import value_text
from reportgen.data.findings import error
from reportgen.diagnostics import Diagnostic, Place
from reportgen.limits import limits


def read_parquet(data: bytes, name: str, sha256: str) -> Grid:
    """Return the rows of a Parquet file; line 1 is its header, as in a CSV file.

    The declared size is checked before any column is decompressed.
    """
    try:
        import pyarrow.parquet as parquet
        from pyarrow import ArrowException
    except ImportError:
        return _failed(name, sha256, _no_library(name))
    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        shape = file.metadata
        unpacked = sum(shape.row_group(i).total_byte_size for i in range(shape.num_row_groups))
        most = limits()
        is_long = shape.num_rows > most.table_rows or shape.num_columns > most.table_columns
        is_many = shape.num_rows * shape.num_columns > most.table_cells
        if is_long or is_many or unpacked > most.archive_bytes:
            return _failed(name, sha256, _too_large(name, shape.num_rows, shape.num_columns))
        table = file.read()
    except (ArrowException, OSError, ValueError):
        return _failed(name, sha256, _unreadable(name))
    columns = [[value_text(value) for value in column.to_pylist()] for column in table.columns]
    rows = zip(*columns, strict=True)
    return Grid(
        name=name,
        sha256=sha256,
        comments=_comments(table.schema.metadata),
        rows=(
            Row(1, tuple(table.column_names)),
            *(Row(line, tuple(cells)) for line, cells in enumerate(rows, start=2)),
        ),
    )


def _comments(metadata: dict[bytes, bytes] | None) -> tuple[str, ...]:
    """Return the comment in the file's metadata, which may say that the data are synthetic."""
    text = (metadata or {}).get(b"comment", b"")
    return (text.decode("utf-8", "replace"),) if text else ()


def _failed(name: str, sha256: str, problem: Diagnostic) -> Grid:
    return Grid(name=name, sha256=sha256, found=(problem,))


def _no_library(name: str) -> Diagnostic:
    return error(
        "DAT081",
        f"{name} is a Parquet file, and the library that reads them is not installed",
        Place(file=name),
        "run `pip install pyarrow`, or save the table as CSV",
    )


def _too_large(name: str, rows: int, columns: int) -> Diagnostic:
    most = limits()
    return error(
        "DAT010",
        f"{name} has {rows} rows and {columns} columns; at most {most.table_rows} rows and "
        f"{most.table_columns} columns are read",
        Place(file=name),
        "leave out what the brief does not need",
    )


def _unreadable(name: str) -> Diagnostic:
    return error(
        "DAT082",
        f"{name} is not a valid Parquet file; it may be truncated",
        Place(file=name),
        "save it again, or save the table as CSV",
    )
