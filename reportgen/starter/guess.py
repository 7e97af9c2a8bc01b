"""Guess the date column, the metrics and their kinds in an export."""

from __future__ import annotations

import re
import unicodedata
from calendar import month_abbr
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from reportgen.data.files.export_table import detect_export, make_export_table
from reportgen.data.files.open_file import read_grid
from reportgen.data.files.table import make_table
from reportgen.data.findings import error
from reportgen.data.sources.export import RowIs
from reportgen.data.values.date_forms import read_date
from reportgen.data.values.dates import read_dates
from reportgen.data.values.numbers import NumberColumn, read_numbers
from reportgen.diagnostics import Place
from reportgen.model.metric import MetricKind
from reportgen.model.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportgen.data.files.table import Grid, Row, Table
    from reportgen.data.sources.export import Export
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.frequency import DateSpan

_SAMPLE_ROWS = 20
_FEWEST_VALUES = 2
_MOST_CHOICES = 500
_MONTHS = frozenset(month.lower() for month in month_abbr if month)
_NO_METRIC = re.compile(r"(^|[\s_])(id|year|month|day|lat|lon|latitude|longitude|zip)$", re.I)
_ORDERS = frozenset({"DAT041", "DAT042"})
_RESERVED = frozenset({*TOPICS, "verdicts"})

Value = str | bool | int | dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricGuess:
    """One metric: its key, its kind, the reason for the guess, and its other keys."""

    id: str
    kind: MetricKind
    why: str
    keys: dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The metrics guessed in a file, likeliest first; `found` are diagnostics of reading it."""

    file: str
    metrics: tuple[MetricGuess, ...]
    said: tuple[str, ...] = ()
    found: tuple[Diagnostic, ...] = ()


def guess_metrics(path: Path) -> Guess:
    """Return the metrics that a data file may contain."""
    grid = read_grid(path, path.name)
    export = detect_export(grid)
    if export is not None:
        return _from_export(grid, export, path)
    return _from_table(grid, path.name)


def _from_export(grid: Grid, export: Export, path: Path) -> Guess:
    table, found = make_export_table(grid, export, value=None)
    if table is None:
        return Guess(file=grid.name, metrics=(), found=found)
    said = [f"{grid.name} is an export of {export.name}"]
    shared: dict[str, Value] = {"source": export.id}
    if export.lacks_year:
        year = _year_of(path)
        shared["year"] = year
        said.append(f"its first row is assumed to be of {year}, because its dates have no year")
    metrics = []
    for column, kind in export.metrics.items():
        if column in table.header:
            value = table.title if export.titled == column and table.title else column
            why = f"`{column}` of {export.name} is a {kind}"
            keys = {**shared, "value": value}
            metrics.append(MetricGuess(id=_key(value), kind=kind, why=why, keys=keys))
    if export.row is RowIs.POST and not metrics:
        why = "each row is one event, so rows are counted"
        keys = {**shared, "count_rows": True}
        metrics = [MetricGuess(id="new_rows", kind=MetricKind.COUNT, why=why, keys=keys)]
    return Guess(file=grid.name, metrics=tuple(metrics), said=tuple(said), found=found)


def _year_of(path: Path) -> int:
    """Return the year of a download, guessed from the file's modification time."""
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).year


def _from_table(grid: Grid, name: str) -> Guess:
    table, found = make_table(grid, wanted=_likely_header(grid))
    day = _date_column(table) if table is not None else None
    if table is None or day is None:
        return Guess(file=name, metrics=(), found=(*found, _no_dates(name, table)))
    spans = read_dates([row.cells[day] for row in table.rows]).spans
    shared: dict[str, Value] = {"date": table.header[day]}
    said = [f"the dates are in `{table.header[day]}`"]
    has_several = len({span for span in spans if span}) < sum(span is not None for span in spans)
    choice = _choice(table, day, spans) if has_several else None
    if choice is not None:
        column, text = choice
        shared["where"] = {column: text}
        said.append(f"`{column}` names many organizations; `{text}` has the most rows")
        rows = [row for row in table.rows if row.cells[table.header.index(column)].strip() == text]
        table = _with_rows(table, rows)
    is_event_list = has_several and choice is None
    metrics = [
        _column_guess(column, numbers, shared, is_event_list=is_event_list)
        for column, numbers in _number_columns(table, day)
    ]
    # Running totals come first: most briefs are about one.
    metrics.sort(key=lambda metric: metric.kind is not MetricKind.LEVEL)
    if is_event_list:
        said.append("several rows have the same date, so each row is one event")
        why = "each row is one event, so rows are counted"
        keys = {**shared, "count_rows": True}
        metrics.insert(0, MetricGuess(id="rows", kind=MetricKind.COUNT, why=why, keys=keys))
    return Guess(file=name, metrics=_distinct(metrics), said=tuple(said), found=found)


def _likely_header(grid: Grid) -> frozenset[str]:
    """Return the cells of the row above the first row with a date."""
    rows = grid.rows[:_SAMPLE_ROWS]
    for above, row in pairwise(rows):
        if any(_is_date(cell.strip()) for cell in row.cells):
            return frozenset(cell for cell in above.cells if cell.strip())
    return frozenset()


def _is_date(words: str) -> bool:
    """Return whether a cell is a date, even an ambiguous one such as 07/08/2018."""
    return bool(words) and not isinstance(read_date(words), str)


def _date_column(table: Table) -> int | None:
    """Return the first date column without duplicates, or else the first date column."""
    found = _date_columns(table)
    distinct = (index for index, spans in found.items() if len(set(spans)) == len(spans))
    return next(distinct, next(iter(found), None))


def _date_columns(table: Table) -> dict[int, list[DateSpan]]:
    """Return the dates of each column with dates in at least 90% of its rows."""
    found = {}
    for index in range(len(table.header)):
        cells = [row.cells[index] for row in table.rows]
        column = read_dates(cells)
        spans = [span for span in column.spans if span is not None]
        if not column.faults and len(spans) >= max(_FEWEST_VALUES, 0.9 * len(cells)):
            found[index] = spans
    return found


def _choice(table: Table, day: int, spans: Sequence[DateSpan | None]) -> tuple[str, str] | None:
    """Return the column that distinguishes organizations, and its most frequent value."""
    dates = _date_columns(table)
    for index, name in enumerate(table.header):
        texts = [row.cells[index].strip() for row in table.rows]
        counts = Counter(texts)
        is_text = index != day and index not in dates and read_numbers(texts, is_whole=True).faults
        if not is_text or not 1 < len(counts) <= _MOST_CHOICES or not name:
            continue
        pairs = list(zip(spans, texts, strict=True))
        if len(set(pairs)) == len(pairs):
            return name, min(counts, key=lambda text: (-counts[text], text))
    return None


def _with_rows(table: Table, rows: Sequence[Row]) -> Table:
    return replace(table, rows=tuple(rows))


def _number_columns(table: Table, day: int) -> list[tuple[str, NumberColumn]]:
    found = []
    for index, name in enumerate(table.header):
        is_once = table.header.count(name) == 1
        if index == day or not name or not is_once or _NO_METRIC.search(name):
            continue
        numbers = read_numbers([row.cells[index] for row in table.rows], is_whole=True)
        values = {value for value in numbers.values if value is not None}
        if not numbers.faults and len(values) >= _FEWEST_VALUES:
            found.append((name, numbers))
    return found


def _column_guess(
    column: str,
    numbers: NumberColumn,
    shared: dict[str, Value],
    *,
    is_event_list: bool,
) -> MetricGuess:
    values = [value for value in numbers.values if value is not None]
    kind, why = _kind(values, is_percent=numbers.is_percent, is_event_list=is_event_list)
    empty = len(numbers.values) - len(values)
    why += f"; {empty} of its {len(numbers.values)} cells are empty" if empty else ""
    keys: dict[str, Value] = {**shared, "value": column}
    if is_event_list:
        keys["combine"] = "mean" if kind is MetricKind.RATE else "sum"
    return MetricGuess(id=_key(column), kind=kind, why=f"`{column}` {why}", keys=keys)


def _kind(
    values: Sequence[float], *, is_percent: bool, is_event_list: bool
) -> tuple[MetricKind, str]:
    has_parts = any(value % 1 for value in values)
    if all(0 <= value <= 1 for value in values) and (is_percent or has_parts):
        return MetricKind.RATE, "lies between 0 and 1"
    steps = [abs(later - earlier) for earlier, later in pairwise(values)]
    rises = sum(earlier <= later for earlier, later in pairwise(values))
    falls = sum(earlier >= later for earlier, later in pairwise(values))
    # A running total may fall now and then, as followers do when some leave.
    is_sorted = max(rises, falls) >= 0.9 * len(steps)
    # Counts vary by about as much as their size; totals change by a small part of it.
    is_smooth = bool(steps) and median(steps) < 0.1 * median(abs(value) for value in values)
    if not is_event_list and is_smooth and is_sorted:
        return MetricKind.LEVEL, "grows by small steps, as a running total does"
    return MetricKind.COUNT, "goes up and down, as what is counted each time does"


def _key(name: str) -> str:
    """Return a column's name converted to a key."""
    # Keys are ASCII, begin with a letter, and must not be the first word of other quantities.
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:50]
    if not key or not key[0].isalpha():
        key = f"metric_{key}".rstrip("_")
    return f"{key}_metric" if key in _RESERVED else key


def _distinct(metrics: Sequence[MetricGuess]) -> tuple[MetricGuess, ...]:
    """Return the metrics without duplicate keys; the first of each is kept."""
    return tuple({metric.id: metric for metric in reversed(metrics)}.values())[::-1]


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
