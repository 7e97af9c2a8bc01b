"""Detect which platform export a file is, and extract its table."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.data.files.grid import Grid, Row
from reportgen.data.files.table import Table, cell_names, empty_file, plain, table_below
from reportgen.data.findings import error, listed, remark, shorten
from reportgen.data.sources.catalogue import EXPORTS
from reportgen.data.values.date_forms import read_date
from reportgen.diagnostics import Diagnostic, Place, has_errors
from reportgen.model.frequency import DateSpan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.data.sources.export import Export

_SAMPLE_ROWS = 20
# Bounds the search in a file of blank lines.
_MOST_TABLES = 200
_ROWS_OF_TITLES = 4
"""After a blank line, a title or two come before the header of the next table."""
# A number and its share in one cell, such as "350 (35.18%)"
_SHARE = re.compile(r"(.*\S) \([0-9.,]+ ?%\)")


def detect_export(grid: Grid) -> Export | None:
    """Return the export whose signature the file has, None if it is a plain table.

    If several match, the longest signature is the most specific.
    """
    names = [set(cell_names(grid.rows[index])) for index in _possible_headers(grid)]
    known = [
        item
        for item in EXPORTS.values()
        if item.is_detected
        and (_headers(grid, item) if item.is_report else _any_has(names, item.signature))
    ]
    return max(known, key=lambda item: len(item.signature), default=None)


def _any_has(headers: Iterable[set[str]], signature: Iterable[str]) -> bool:
    wanted = set(signature)
    return any(wanted <= names for names in headers)


def _possible_headers(grid: Grid) -> list[int]:
    """Return the positions at which a header is possible: near the top or after a blank line."""
    near_top = range(min(_SAMPLE_ROWS, len(grid.rows)))
    lines = [row.line for row in grid.rows]
    below = [
        start + offset
        for line in grid.breaks[:_MOST_TABLES]
        for start in (bisect_right(lines, line),)
        for offset in range(_ROWS_OF_TITLES)
    ]
    return sorted({*near_top, *(index for index in below if index < len(lines))})


def make_export_table(
    grid: Grid, export: Export, *, value: str | None
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return the table of a platform's export, None if the file is not of that kind.

    Parameters
    ----------
    grid : Grid
        The file's rows.
    export : Export
        What the file is known to be.
    value : str or None
        The `value` of the metric: a column, or the title of one of the tables in the file.
    """
    if has_errors(grid.found):
        return None, grid.found
    if not grid.rows:
        return None, (*grid.found, empty_file(grid.name, "the file is empty"))
    headers = _headers(grid, export)
    if not headers:
        return None, (*grid.found, _other_file(grid, export))
    if export.is_report:
        grid, headers = _report_as_row(grid), [0]
    if export.date is None and export.span is None:
        return None, (*grid.found, _without_dates(grid, export))
    chosen = _choose(grid, export, headers, value)
    if isinstance(chosen, Diagnostic):
        return None, (*grid.found, chosen)
    below = _rows_below(grid, export, chosen)
    table, found = table_below(grid, chosen, below)
    if table is None:
        return None, (*grid.found, *found)
    span = _span(grid, export)
    if isinstance(span, Diagnostic):
        return None, (*grid.found, span)
    table = replace(table, export=export, title=_title(grid, chosen), span=span)
    return table, (*grid.found, *found)


def detected_export(table: Table, export: Export, files: int) -> Diagnostic:
    """Return the remark that `files` files were recognized as an export without `source:`."""
    others = f" and {files - 1} more were" if files > 1 else " was"
    return remark(
        "DAT025",
        f"{table.name}{others} read as {_article(export.name)}",
        table.place(table.header_line),
        note=f"add `source: {export.id}` to make this explicit",
        in_brief=False,
    )


def _article(name: str) -> str:
    return f"an export of {name}"


def _headers(grid: Grid, export: Export) -> list[int]:
    """Return the positions of the rows that hold an export's signature."""
    signature = set(export.signature)
    if export.is_report:
        # Twice the sample, because every value has a row of its own.
        keys = {plain(row.cells[0]) for row in grid.rows[: 2 * _SAMPLE_ROWS]}
        return [0] if signature <= keys else []
    if export.is_stacked and export.titled:
        possible = _possible_headers(grid)
    else:
        possible = list(range(min(_SAMPLE_ROWS, len(grid.rows))))
    return [index for index in possible if signature <= set(cell_names(grid.rows[index]))]


def _report_as_row(grid: Grid) -> Grid:
    """Convert a page of ``key: value`` lines to a header and one row."""
    cells: dict[str, tuple[str, int]] = {}
    for row in grid.rows:
        if len(row.cells) > 1 and row.cells[0].strip().endswith(":"):
            share = _SHARE.fullmatch(row.cells[1].strip())
            text = share[1] if share else row.cells[1]
            # The first occurrence of a key counts; later sections may reuse it.
            cells.setdefault(plain(row.cells[0]), (text, row.line))
    first = grid.rows[0].line
    header = Row(first, tuple(cells))
    return replace(grid, rows=(header, Row(first, tuple(text for text, _ in cells.values()))))


def _choose(grid: Grid, export: Export, headers: list[int], value: str | None) -> int | Diagnostic:
    """Return the position of the header of the table that holds the wanted value."""
    if export.titled is None or value is None:
        return headers[0]
    # Reversed, so that the first of several tables with the same title is used.
    titles = {plain(_title(grid, index)).casefold(): index for index in reversed(headers)}
    wanted = plain(value).casefold()
    if wanted in titles:
        return titles[wanted]
    is_named = any(value in cell_names(grid.rows[index]) for index in headers)
    if is_named and len(headers) == 1:
        return headers[0]
    named = listed([f"`{shorten(_title(grid, index))}`" for index in headers])
    place = Place(file=grid.name, line=grid.rows[headers[0]].line)
    if is_named:
        message = f"{grid.name} holds {len(headers)} tables with the column `{shorten(value)}`"
    else:
        message = f"{grid.name} has no table called `{shorten(value)}`"
    return error("DAT020", message, place, f"name one of its titles as `value`: {named}")


def _rows_below(grid: Grid, export: Export, header: int) -> list[Row]:
    """Return the rows of the table, without those that describe its columns."""
    below = grid.rows[header + 1 + export.descriptions :]
    if not export.is_stacked:
        return list(below)
    return list(_until_the_next_table(grid, export, header, below))


def _until_the_next_table(
    grid: Grid, export: Export, header: int, below: Iterable[Row]
) -> Iterable[Row]:
    """Yield rows up to the next table; dated rows after a blank line are part of this one."""
    names = cell_names(grid.rows[header])
    day = names.index(export.date) if export.date in names else 0
    breaks = set(grid.breaks)
    last = grid.rows[header].line
    for row in below:
        is_after_blank = any(line in breaks for line in range(last + 1, row.line))
        if is_after_blank and not _is_dated(row, day):
            return
        yield row
        last = row.line


def _is_dated(row: Row, day: int) -> bool:
    """Return whether a row has a date in the date column."""
    return day < len(row.cells) and not isinstance(read_date(row.cells[day].strip()), str)


def _title(grid: Grid, header: int) -> str:
    """Return the text directly above a header, empty if there is none."""
    if header == 0:
        return ""
    above = grid.rows[header - 1]
    words = [cell.strip() for cell in above.cells if cell.strip()]
    is_near = not any(above.line < line < grid.rows[header].line for line in grid.breaks)
    return words[0] if len(words) == 1 and is_near else ""


def _span(grid: Grid, export: Export) -> DateSpan | Diagnostic | None:
    """Return the span of days that the comments above the table declare."""
    if export.span is None:
        return None
    days = []
    for pattern in export.span:
        found = next(filter(None, (re.search(pattern, line) for line in grid.comments)), None)
        day = read_date(found[1]) if found else None
        if not isinstance(day, DateSpan):
            return error(
                "DAT027",
                f"{grid.name} does not say which days it covers",
                Place(file=grid.name),
                "download it again, and leave the lines that start with `#` in place",
            )
        days.append(day)
    return DateSpan(days[0].first, days[1].last)


def _other_file(grid: Grid, export: Export) -> Diagnostic:
    best = max(grid.rows[:_SAMPLE_ROWS], key=lambda row: _shared(row, export))
    absent = [name for name in export.signature if name not in cell_names(best)]
    named = listed([f"`{name}`" for name in absent])
    other = detect_export(grid)
    fix = f"write `source: {other.id}`" if other else "delete `source`, and name `date` and `value`"
    return error(
        "DAT026",
        f"{grid.name} is not {_article(export.name)}: it lacks {named}",
        Place(file=grid.name, line=best.line),
        fix,
    )


def _shared(row: Row, export: Export) -> int:
    return len(set(export.signature).intersection(cell_names(row)))


def _without_dates(grid: Grid, export: Export) -> Diagnostic:
    return error(
        "DAT027",
        f"{grid.name} is {_article(export.name)}, which has no dates",
        Place(file=grid.name, line=grid.rows[0].line),
        f"download {export.instead}",
    )
