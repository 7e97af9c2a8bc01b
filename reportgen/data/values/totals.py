"""Detect rows of totals, anywhere in a table, by their name, their dates or their value."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from math import isclose
from statistics import fmean
from typing import TYPE_CHECKING

from reportgen.data.files.row_lines import on_rows
from reportgen.data.findings import finding, listed, shorten
from reportgen.data.frequency import length_name
from reportgen.data.values.date_words import is_date, month_number
from reportgen.data.values.numbers import read_numbers
from reportgen.data.values.quarter_names import is_word_of_quarters, part_of_year
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.frequency import DateSpan
    from reportgen.model.metric import Metric

_TOTALS = re.compile(
    "(?:sub)?totals?|sums?|averages?|avg|mean|ytd|gesamt|insgesamt"
    "|(?:gesamt|zwischen|jahres|quartals|monats)?(?:summe|durchschnitt)|suma"
    "|(?:sub)?totales|promedio|media|totale|totaux|somme|moyenne|totaal|gemiddelde"
)
_OTHERS = re.compile(
    "grand|overall|sub|all|year(?:ly)?|annual|quarterly|month(?:ly)?|fiscal|fy|for|of|the|in"
    "|to|date|général|generale?|anual|annuel|año|[qh][1-4]|[0-9]+"
)
"""Other words that the name of a total may have, besides months and quarters."""
_WORD = re.compile(r"[^\W_]+")
_FEWEST = 2


def is_total(text: str) -> bool:
    """Return whether a cell or the name of a column is that of totals, such as ``Total 2022``."""
    words = _WORD.findall(text.casefold())
    others = [word for word in words if not _TOTALS.fullmatch(word)]
    return len(others) < len(words) and all(
        _OTHERS.fullmatch(word) or is_word_of_quarters(word) or month_number(word) is not None
        for word in others
    )


def without_totals(
    table: Table, rows: Sequence[Row], day: int | None
) -> tuple[Sequence[Row], list[Diagnostic]]:
    """Return the rows without those that say to be totals, and a finding that names their lines.

    Such a row has no date, and in its first cell or in that of the date the name of a total, or
    of a quarter or half-year without a year among rows of shorter times. Other rows with a date
    are kept, because their first cell may be the name of an organization.
    """
    if day is None:
        return rows, []
    totals = [row for row in rows if _is_total_row(row, day)]
    parts = [row for row in rows if _is_undated_part(row, day)]
    if 3 * len(parts) <= len(rows) - len(totals):
        chosen = {*map(id, totals), *map(id, parts)}
        totals = [row for row in rows if id(row) in chosen]
    return _without(table, rows, day, totals)


def without_longer_times(
    metric: Metric,
    table: Table,
    rows: Sequence[Row],
    *,
    day: int,
    spans: Sequence[DateSpan | None],
    values: Sequence[int],
) -> tuple[Sequence[Row], list[Diagnostic]]:
    """Return the rows without those of a longer time than others that it consists of.

    The rows of a quarter's months and of the quarter itself would count everything twice. The
    longer one is left out where the others are of all its days, or add up to it.

    Parameters
    ----------
    day : int
        The position of the dates.
    spans : sequence of (DateSpan or None)
        The days of each row.
    values : sequence of int
        The positions of the values.
    """
    known = [(span, row) for span, row in zip(spans, rows, strict=True) if span is not None]
    names = {length_name(span) for span, _ in known}
    if table.export is not None or not values or len(names) < _FEWEST:
        return rows, []
    finest = length_name(min((span for span, _ in known), key=lambda span: span.days))
    parts = sorted(
        (item for item in known if length_name(item[0]) == finest), key=lambda item: item[0]
    )
    longer = Counter(span for span, _ in known if length_name(span) != finest)
    numbers = _Numbers(metric, rows, values)
    firsts = [span.first for span, _ in parts]
    chosen, odd = [], []
    for span, row in known:
        # Rows of several things have a time twice; `where` chooses among them.
        if longer[span] != 1:
            continue
        within = parts[bisect_left(firsts, span.first) : bisect_right(firsts, span.last)]
        within = [item for item in within if item[0].last <= span.last]
        adds_up = len(within) >= _FEWEST and numbers.add_up(row, [part for _, part in within])
        is_complete = sum(part.days for part in {part for part, _ in within}) == span.days
        if adds_up or is_complete:
            chosen.append(row)
            odd += [] if adds_up else [row]
    kept, found = _without(table, rows, day, chosen)
    if odd and numbers.should_add_up:
        is_no_sum = "is not the sum" if len(odd) == 1 else "are not the sums"
        found.append(
            finding(
                "DAT086",
                f"{_named(odd, day)} {is_no_sum} of the {finest} in it",
                table.cell_place(odd[0], values[0]),
                "correct the cell that is wrong; the total itself is not read",
                in_brief=False,
            )
        )
    return kept, found


class _Numbers:
    """The numbers of a metric's rows, to compare one row with others."""

    def __init__(self, metric: Metric, rows: Sequence[Row], values: Sequence[int]) -> None:
        self.kind = metric.kind
        self.should_add_up = metric.kind in (MetricKind.COUNT, MetricKind.AMOUNT)
        self._columns = [
            dict(
                zip(
                    map(id, rows),
                    read_numbers([row.cells[value] for row in rows], is_whole=True).values,
                    strict=True,
                )
            )
            for value in values
        ]

    def add_up(self, total: Row, parts: Sequence[Row]) -> bool:
        """Return whether a row is the sum or mean of others, or the last of a running total."""
        return all(self._agrees(column, total, parts) for column in self._columns)

    def _agrees(self, column: Mapping[int, float | None], total: Row, parts: Sequence[Row]) -> bool:
        number = column[id(total)]
        values = [value for part in parts if (value := column[id(part)]) is not None]
        if number is None or not values:
            return False
        wanted = [sum(values), fmean(values)]
        wanted += [values[-1]] if self.kind is MetricKind.LEVEL else []
        return any(isclose(number, value, rel_tol=1e-6) for value in wanted)


def _without(
    table: Table, rows: Sequence[Row], day: int, totals: Sequence[Row]
) -> tuple[Sequence[Row], list[Diagnostic]]:
    """Return rows without totals, and a finding on them."""
    if not totals:
        return rows, []
    verb = "holds totals and was" if len(totals) == 1 else "hold totals and were"
    found = finding(
        "DAT045",
        f"{_named(totals, day)} {verb} left out",
        table.cell_place(totals[0], day),
        in_brief=False,
    )
    chosen = set(map(id, totals))
    return [row for row in rows if id(row) not in chosen], [found]


def _named(rows: Sequence[Row], day: int) -> str:
    """Return rows by their lines and what they are called: ``lines 5, 9 (`Q1`, `Q2`)``."""
    labels = [row.cells[day].strip() or row.cells[0].strip() for row in rows]
    shown = listed([f"`{shorten(label)}`" for label in labels if label])
    return f"{on_rows(rows)} ({shown})" if shown else str(on_rows(rows))


def _is_total_row(row: Row, day: int) -> bool:
    label = row.cells[day].strip()
    return is_total(label) or (is_total(row.cells[0]) and not (label and is_date(label)))


def _is_undated_part(row: Row, day: int) -> bool:
    """Return whether a row is of a quarter or half-year whose days its name does not show."""
    label = row.cells[day].strip() or row.cells[0].strip()
    return part_of_year(label) is not None and not is_date(label)
