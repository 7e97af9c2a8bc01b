"""Guess the date column, the metrics and their kinds in an export."""

from __future__ import annotations

import re
from calendar import month_abbr
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from reportgen.data.files.export_table import detect_export, make_export_table
from reportgen.data.files.headings import find_headings
from reportgen.data.files.open_file import read_grid
from reportgen.data.files.period_sheets import with_sheet_years
from reportgen.data.files.table import make_table
from reportgen.data.files.wide_layout import find_layout
from reportgen.data.findings import error, shorten
from reportgen.data.sources.export import RowIs
from reportgen.data.values.date_words import is_date
from reportgen.data.values.dates import read_dates
from reportgen.data.values.numbers import NumberColumn, read_numbers
from reportgen.data.values.totals import is_total
from reportgen.data.values.undated import is_undated
from reportgen.diagnostics import Place, Severity
from reportgen.model.metric import MetricKind
from reportgen.starter.guess_form import guess_surveys
from reportgen.starter.guess_people import guess_people
from reportgen.starter.guess_wide import guess_wide
from reportgen.starter.guessed_kind import guess_kind
from reportgen.starter.guessed_metric import Guess, MetricGuess, Value, distinct, key_of, label_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from reportgen.data.files.grid import Grid
    from reportgen.data.files.table import Table
    from reportgen.data.sources.export import Export
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.frequency import DateSpan

_SAMPLE_ROWS = 20
_FEWEST_VALUES = 2
_FEWEST_DATED = 0.5
_FEWEST_GAPS = 4
_MOST_CHOICES = 500
_MOST_SPOILED = 0.2
"""A column with at most this share of cells that are no numbers is named; others are texts."""
_MONTHS = frozenset(month.lower() for month in month_abbr if month)
_NO_METRIC = re.compile(r"(^|[\s_])(id|year|month|day|lat|lon|latitude|longitude|zip)$", re.I)
_ORDERS = frozenset({"DAT041", "DAT042"})


def guess_metrics(path: Path) -> Guess:
    """Return the metrics that a data file may contain."""
    grid = read_grid(path, path.name)
    parts = [(f"the sheet `{name}`", {"sheet": name}) for name in grid.sheets]
    parts += [(f"the table `{name}`", {"query": _whole_table(name)}) for name in grid.tables]
    for what, keys in parts:
        query = (keys.get("query"), None)
        guess = _from_grid(
            read_grid(path, path.name, sheet=keys.get("sheet"), query=query), path, keys
        )
        if guess.metrics or guess.surveys or guess.people:
            others = f"; there are {len(parts) - 1} more" if len(parts) > 1 else ""
            return replace(guess, said=(f"{what} is used{others}", *guess.said))
    return _from_grid(grid, path, {})


def _whole_table(name: str) -> str:
    quoted = name.replace('"', '""')
    return f'SELECT * FROM "{quoted}"'  # noqa: S608 (a name in quotation marks holds no SQL)


def _from_grid(grid: Grid, path: Path, shared: dict[str, str]) -> Guess:
    """Return the guess for rows that are chosen from their file by the `shared` keys."""
    export = detect_export(grid)
    if export is not None:
        guess = _from_export(grid, export, path)
    elif grid.rows:
        guess = _from_table(grid, path.name)
    else:
        guess = Guess(file=path.name, metrics=(), found=grid.found)
    metrics = tuple(replace(item, keys={**shared, **item.keys}) for item in guess.metrics)
    read = (str(item.message) for item in guess.found if item.severity is Severity.ADVICE)
    return replace(guess, metrics=metrics, said=(*read, *guess.said))


def _from_export(grid: Grid, export: Export, path: Path) -> Guess:
    table, found = make_export_table(grid, export, value=None)
    if table is None:
        return Guess(file=grid.name, metrics=(), found=found)
    said = [f"{grid.name} is an export of {export.name}"]
    shared: dict[str, Value] = {"source": export.id}
    if export.lacks_year:
        year = changed_on(path).year
        shared["year"] = year
        said.append(f"its first row is assumed to be of {year}, because its dates have no year")
    metrics = []
    for column, kind in export.metrics.items():
        if column in table.header:
            value = table.title if export.titled == column and table.title else column
            why = f"`{column}` of {export.name} is a {kind}"
            keys = {**shared, "value": value}
            metrics.append(MetricGuess(id=key_of(value), kind=kind, why=why, keys=keys))
    if export.row is RowIs.POST and not metrics:
        why = "each row is one event, so rows are counted"
        keys = {**shared, "count_rows": True}
        metrics = [MetricGuess(id="new_rows", kind=MetricKind.COUNT, why=why, keys=keys)]
    return Guess(file=grid.name, metrics=tuple(metrics), said=tuple(said), found=found)


def changed_on(path: Path) -> date:
    """Return the day of a download, guessed from the file's modification time."""
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()


def _from_table(grid: Grid, name: str) -> Guess:
    table, found = make_table(grid, wanted=_likely_header(grid))
    people = guess_people(table) if table is not None else None
    if people is not None:
        return Guess(file=name, people=people, found=found)
    layout = find_layout(table) if table is not None else None
    if table is not None and layout is not None:
        return guess_wide(table, layout, found)
    table = _plain_rows(table) if table is not None else None
    surveys = guess_surveys(table) if table is not None else ()
    if surveys:
        return Guess(file=name, surveys=surveys, found=found)
    day = _date_column(table) if table is not None else None
    if table is None or day is None:
        return Guess(file=name, metrics=(), found=(*found, _no_dates(name, table)))
    spans = _spans(table, day)
    shared: dict[str, Value] = {"date": table.header[day]}
    said = [f"the dates are in `{table.header[day]}`"]
    undated = sum(is_undated(row.cells[day]) for row in table.rows if any(row.cells))
    if undated:
        shared["undated"] = "leave_out"
        said.append(f"{undated} of {len(table.rows)} rows have no date and are left out")
    has_several = len({span for span in spans if span}) < sum(span is not None for span in spans)
    choice = _choice(table, day, spans) if has_several else None
    if choice is not None:
        column, text = choice
        shared["where"] = {column: text}
        said.append(f"`{column}` names many organizations; `{text}` has the most rows")
        rows = [row for row in table.rows if row.cells[table.header.index(column)].strip() == text]
        table = replace(table, rows=tuple(rows))
    is_event_list = choice is None and (has_several or _is_irregular(table, day, spans))
    columns, spoiled = _number_columns(table, day)
    said += spoiled
    metrics = [
        _column_guess(column, numbers, shared, is_event_list=is_event_list, is_dense=has_several)
        for column, numbers in columns
    ]
    # Running totals come first: most briefs are about one.
    metrics.sort(key=lambda metric: metric.kind is not MetricKind.LEVEL)
    if is_event_list:
        said.append(
            "several rows have the same date, so each row is one event"
            if has_several
            else "the dates have gaps of any length, so each row is one event"
        )
        why = "each row is one event, so rows are counted"
        keys = {**shared, "count_rows": True}
        # A list is named by what is in it, such as `events.csv`.
        key = key_of(PurePath(name).stem)
        key = "rows" if any(metric.id == key for metric in metrics) else key
        metrics.insert(0, MetricGuess(id=key, kind=MetricKind.COUNT, why=why, keys=keys))
    return Guess(file=name, metrics=distinct(metrics), said=tuple(said), found=found)


def _plain_rows(table: Table) -> Table:
    """Return a table without totals and with the years of its sheets in every column."""
    for name in table.header:
        table = with_sheet_years(table, name)
    rows = (row for row in table.rows if not any(map(is_total, row.cells)))
    return replace(table, rows=tuple(rows))


def _spans(table: Table, day: int) -> tuple[DateSpan | None, ...]:
    cells = [row.cells[day] for row in table.rows]
    return read_dates(["" if is_undated(cell) else cell for cell in cells]).spans


def _is_irregular(table: Table, day: int, spans: Sequence[DateSpan | None]) -> bool:
    """Return whether days without any rhythm have titles: a list of what took place when."""
    days = sorted(span.first for span in spans if span is not None and span.days == 1)
    gaps = {(later - earlier).days for earlier, later in pairwise(days)}
    others = (index for index in range(len(table.header)) if index != day)
    has_titles = any(
        len(read_numbers([row.cells[index] for row in table.rows], is_whole=True).faults)
        > _FEWEST_DATED * len(table.rows)
        for index in others
    )
    # Days, weeks and months have one gap, or gaps that differ by a few days.
    return bool(gaps) and has_titles and len(gaps) >= _FEWEST_GAPS and min(gaps) * 2 < max(gaps)


def _likely_header(grid: Grid) -> frozenset[str]:
    """Return the cells of the row above the first row with a date, or those of periods."""
    rows = grid.rows[:_SAMPLE_ROWS]
    first = next((row for row in rows if sum(bool(cell.strip()) for cell in row.cells) > 2), None)
    if first is not None and find_headings(first.cells):
        return frozenset(cell for cell in first.cells if cell.strip())
    for above, row in pairwise(rows):
        if any(is_date(cell.strip()) for cell in row.cells):
            return frozenset(cell for cell in above.cells if cell.strip())
    return frozenset()


def _date_column(table: Table) -> int | None:
    """Return the first date column without duplicates, or else the first date column."""
    found = _date_columns(table)
    distinct = (index for index, spans in found.items() if len(set(spans)) == len(spans))
    return next(distinct, next(iter(found), None))


def _date_columns(table: Table) -> dict[int, list[DateSpan]]:
    """Return the dates of each column with dates in nearly all its rows, else in most."""
    found = {}
    for index in range(len(table.header)):
        cells = [row.cells[index] for row in table.rows]
        column = read_dates(["" if is_undated(cell) else cell for cell in cells])
        spans = [span for span in column.spans if span is not None]
        if not column.faults and len(spans) >= max(_FEWEST_VALUES, _FEWEST_DATED * len(cells)):
            found[index] = spans
    full = {key: item for key, item in found.items() if len(item) >= 0.9 * len(table.rows)}
    return full or found


def _choice(table: Table, day: int, spans: Sequence[DateSpan | None]) -> tuple[str, str] | None:
    """Return the column that distinguishes organizations, and its most frequent value."""
    dates = _date_columns(table)
    for index, name in enumerate(table.header):
        texts = [row.cells[index].strip() for row in table.rows]
        counts = Counter(texts)
        is_text = index != day and index not in dates and read_numbers(texts, is_whole=True).faults
        # A text of its own in nearly every row is a title, and no organization.
        is_choice = 1 < len(counts) <= min(_MOST_CHOICES, len(texts) / 2)
        if not is_text or not is_choice or not name:
            continue
        pairs = list(zip(spans, texts, strict=True))
        if len(set(pairs)) == len(pairs):
            return name, min(counts, key=lambda text: (-counts[text], text))
    return None


def _number_columns(table: Table, day: int) -> tuple[list[tuple[str, NumberColumn]], list[str]]:
    """Return the columns of numbers, and what spoils others that are nearly so."""
    found: list[tuple[str, NumberColumn]] = []
    unlikely: list[tuple[str, NumberColumn]] = []
    spoiled: list[str] = []
    for index, name in enumerate(table.header):
        if index == day or not name or table.header.count(name) > 1:
            continue
        numbers = read_numbers([row.cells[index] for row in table.rows], is_whole=True)
        values = {value for value in numbers.values if value is not None}
        if len(values) < _FEWEST_VALUES:
            continue
        if 0 < len(numbers.faults) <= _MOST_SPOILED * len(table.rows):
            row = table.rows[numbers.faults[0].position]
            cell = shorten(row.cells[index])
            spoiled.append(
                f"`{name}` is left out: line {row.line} has `{cell}`, which is no number"
            )
        if not numbers.faults:
            (unlikely if _NO_METRIC.search(name) else found).append((name, numbers))
    return found or unlikely, spoiled


def _column_guess(
    column: str,
    numbers: NumberColumn,
    shared: dict[str, Value],
    *,
    is_event_list: bool,
    is_dense: bool,
) -> MetricGuess:
    values = [value for value in numbers.values if value is not None]
    kind, why, more = guess_kind(
        column, values, is_percent=numbers.is_percent, is_event_list=is_event_list
    )
    empty = len(numbers.values) - len(values)
    why += f"; {empty} of its {len(numbers.values)} cells are empty" if empty else ""
    keys: dict[str, Value] = {**shared, "value": column, **more}
    if label := label_of(column):
        keys["label"] = label
    if is_event_list:
        keys["combine"] = "sum" if kind.adds_up else "mean"
        if kind.adds_up and not is_dense:
            keys["absent_days"] = "zero"  # days without an event
    return MetricGuess(id=key_of(column), kind=kind, why=f"`{column}` {why}", keys=keys)


def _no_dates(name: str, table: Table | None) -> Diagnostic:
    for index, column in enumerate(table.header if table is not None else ()):
        texts = [row.cells[index].strip() for row in table.rows] if table else []
        for fault in read_dates(texts).faults:
            # There are dates, but the order of day and month is ambiguous.
            if fault.code in _ORDERS:
                message = f"column `{column}`: {fault.message}"
                return error(fault.code, message, Place(file=name), fault.help)
        cells = [text.casefold()[:3] for text in texts]
        if cells and sum(cell in _MONTHS for cell in cells) >= 0.9 * len(cells):
            return error(
                "DAT024",
                f"the months in column `{column}` have no year",
                Place(file=name),
                "of which year is the first row? write the months as `2024-01`, then init again",
            )
    return error(
        "DAT024",
        f"no column of {name} contains dates",
        Place(file=name),
        "export it with a column of dates or months",
    )
