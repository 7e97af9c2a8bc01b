"""Read a data file as rows of text: CSV, TSV, a workbook or Parquet."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

from reportgen.data.databases.read_database import is_database, read_database
from reportgen.data.files.csv_table import parse_grid
from reportgen.data.files.file_text import decode, read_bytes
from reportgen.data.files.grid import Grid
from reportgen.diagnostics import Diagnostic

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Place

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})


def read_grid(
    path: Path,
    name: str,
    *,
    sheet: str | None = None,
    query: tuple[str | None, Place | None] = (None, None),
    wanted: frozenset[str] = frozenset(),
) -> Grid:
    """Return the rows of a data file; if it can't be read, `found` has an error.

    Parameters
    ----------
    path : Path
        Where the file is.
    name : str
        Its name in the configuration, which messages use as well. The suffix defines the
        expected format; the content must match it.
    sheet : str or None
        The sheet of a workbook; None for the only one, or the one with most `wanted` columns.
    query : (str or None, Place or None)
        The query of a database, and its place in the configuration.
    wanted : frozenset of str
        Columns that the configuration names.
    """
    if query[0] is not None or is_database(name):
        return read_database(path, name, *query)
    data = read_bytes(path, name)
    if isinstance(data, Diagnostic):
        return Grid(name=name, sha256="", found=(data,))
    sha256 = hashlib.sha256(data).hexdigest()
    suffix = PurePath(name).suffix.casefold()
    if suffix in _WORKBOOKS:
        from reportgen.data.files.workbook import read_workbook

        return read_workbook(data, name, sha256, sheet=sheet, wanted=wanted)
    if suffix == ".parquet":
        from reportgen.data.files.parquet import read_parquet

        return read_parquet(data, name, sha256)
    content = decode(data, name)
    if isinstance(content, Diagnostic):
        return Grid(name=name, sha256=sha256, found=(content,))
    return _with(parse_grid(content.text, name, sha256), content.found)


def _with(grid: Grid, found: tuple[Diagnostic, ...]) -> Grid:
    from dataclasses import replace

    return replace(grid, found=(*found, *grid.found)) if found else grid
