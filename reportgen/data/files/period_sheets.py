"""Workbooks with one sheet per year or month: join the sheets and complete their dates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.files.grid import Row
from reportgen.data.files.headings import calendar_year, find_headings, read_year
from reportgen.data.files.sheet_headers import SheetPart, absent_columns, all_columns
from reportgen.data.files.table import Table, plain
from reportgen.data.findings import listed, remark, shorten
from reportgen.data.values.date_words import lacks_year, month_number
from reportgen.data.values.quarter_names import quarter_number
from reportgen.diagnostics import Place, has_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.grid import Grid
    from reportgen.data.files.headings import Year
    from reportgen.diagnostics import Diagnostic

_FEWEST = 2
_PART = re.compile(r"(?:FY ?)?\d{4}(?: ?[/–-] ?\d{2,4})?", re.ASCII | re.IGNORECASE)
_DAY_MONTH = re.compile(r"(\d{1,2})([./-])(\d{1,2})\.?", re.ASCII)


class SheetPeriod(NamedTuple):
    """The year in a sheet's name, the month if there is one, and the other words."""

    year: Year
    month: int | None
    words: str


def read_sheet_name(name: str) -> SheetPeriod | None:
    """Return the period of a sheet called ``2023``, ``Visits 2023`` or ``Jan 2023``, or None."""
    parts = [part for part in _PART.finditer(name) if read_year(part[0])]
    year = read_year(parts[0][0]) if len(parts) == 1 else None
    if year is None:
        return None
    words = f"{name[: parts[0].start()]} {name[parts[0].end() :]}".strip(" _-.")
    month = month_number(words)
    rest = "" if month else " ".join(words.casefold().split())
    return SheetPeriod(year, month, rest)


def join_sheets(grids: Sequence[Grid], wanted: frozenset[str]) -> Grid | None:
    """Return sheets of different periods joined under one header, None if they differ.

    Their names must differ only in the year or month. Columns are matched by their names, so
    that they may be in another order and others be added; but those that the configuration names
    must be in every sheet, or the grid has an error instead of rows.

    Parameters
    ----------
    grids : sequence of Grid
        One per sheet.
    wanted : frozenset of str
        Columns that the configuration names, to find the header of each sheet.
    """
    periods = [read_sheet_name(grid.sheet) for grid in grids]
    known = {(item.year.first, item.month or 0): item.words for item in periods if item}
    if len(known) < max(_FEWEST, len(grids)) or len(set(known.values())) > 1:
        return None
    order = sorted(range(len(grids)), key=lambda index: _order(periods[index]))
    # A year that has just begun has few columns; those of the others show which row has them.
    known_columns = {name for grid in grids for name in SheetPart(grid, wanted).header}
    parts = [SheetPart(grids[index], wanted | known_columns) for index in order]
    if has_errors([item for grid in grids for item in grid.found]):
        return None
    first, header = parts[0], all_columns(parts)
    empty = replace(first.grid, sheet="", rows=(), breaks=(), merged=())
    if any(part.header != first.header for part in parts):
        needed = {plain(name) for name in wanted} & {name for name, _ in header}
        if not needed and not any(find_headings(part.header) for part in parts):
            return None
        absent = tuple(absent_columns(parts, needed))
        if absent:
            return replace(empty, found=absent)
    return replace(
        empty,
        comments=tuple(line for part in parts for line in part.grid.comments),
        rows=(
            Row(first.head.line, tuple(name for name, _ in header)),
            *(row for part in parts for row in part.rows_under(header)),
        ),
        merged=tuple(
            (max(start, first.head.line), max(end, first.head.line))
            for part in parts
            for start, end in part.grid.merged
            if end >= part.head.line
        ),
        sheet_columns={part.grid.sheet: part.positions(header) for part in parts},
        found=(
            _joined([part.grid for part in parts]),
            *(item for part in parts for item in part.found),
        ),
    )


def _order(period: SheetPeriod | None) -> tuple[int, int]:
    return (period.year.first, period.month or 0) if period is not None else (0, 0)


def _joined(grids: Sequence[Grid]) -> Diagnostic:
    names = listed([f"`{shorten(grid.sheet)}`" for grid in grids])
    return remark(
        "DAT087",
        f"the sheets {names} of {grids[0].name} were joined",
        Place(file=grids[0].name),
        note="`sheet: …` on the metric chooses one",
        in_brief=False,
    )


def with_sheet_years(table: Table, date: str | None, year_starts: int | None = None) -> Table:
    """Return a table with the year of the sheet added to dates without one.

    Parameters
    ----------
    table : Table
        A single sheet, or several that were joined.
    date : str or None
        The date column.
    year_starts : int or None
        The month with which years begin, if the configuration says it.
    """
    if date not in table.header or not (table.sheet or any(row.sheet for row in table.rows)):
        return table
    day = table.header.index(date)
    months: dict[str, list[int]] = {}
    for row in table.rows:
        number = month_number(row.cells[day])
        if number is not None and number not in months.setdefault(row.sheet, []):
            months[row.sheet].append(number)
    rows = []
    for row in table.rows:
        period, words = read_sheet_name(row.sheet or table.sheet), row.cells[day].strip()
        text = words
        if period is not None and words:
            text = _with_year(words, period, months.get(row.sheet, []), year_starts)
        cells = (*row.cells[:day], text, *row.cells[day + 1 :])
        rows.append(row if text == words else row._replace(cells=cells))
    return replace(table, rows=tuple(rows))


def _with_year(
    words: str, period: SheetPeriod, months: Sequence[int], year_starts: int | None
) -> str:
    """Return a date's text with the sheet's year.

    It is unchanged if it has a year, is no date, or can be in two years: a day of a sheet
    2022/23, or a month of a sheet 2023 with months from April to March.
    """
    year, is_split = period.year.first, period.year.is_split
    if (month := month_number(words)) is not None:
        year_of_month = calendar_year(period.year, month, months, year_starts)
        return words if year_of_month is None else f"{year_of_month}-{month:02}"
    if (quarter := quarter_number(words)) is not None:
        return period.year.quarter_text(quarter)
    if words.isdigit() and len(words) <= 2 and period.month is not None:
        return f"{year}-{period.month:02}-{int(words):02}"
    if is_split or period.year.is_fiscal:
        return words
    if found := _DAY_MONTH.fullmatch(words):
        return f"{found[1]}{found[2]}{found[3]}{found[2]}{year}"
    return f"{words} {year}" if lacks_year(words) else words
