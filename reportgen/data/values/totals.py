"""Detect rows of totals, anywhere in a table, by their name or their value."""

from __future__ import annotations

import re
from collections import defaultdict
from math import isclose
from statistics import fmean
from typing import TYPE_CHECKING

from reportgen.data.files.row_lines import on_rows
from reportgen.data.findings import finding
from reportgen.data.values.date_words import is_date, month_number
from reportgen.data.values.dates import read_dates
from reportgen.data.values.numbers import read_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.diagnostics import Diagnostic

_TOTALS = re.compile(
    "(?:sub)?totals?|sums?|averages?|avg|mean|ytd|gesamt|insgesamt|summe|durchschnitt|suma"
    "|(?:sub)?totales|promedio|media|totale|totaux|somme|moyenne|totaal|gemiddelde"
)
_OTHERS = re.compile(
    "grand|overall|sub|all|year(?:ly)?|annual|quarter(?:ly)?|month(?:ly)?|fiscal|fy|for|of|the|in"
    "|to|date|général|generale?|anual|annuel|año|q[1-4]|[0-9]+"
)
"""Other words that the name of a total may have, besides months."""
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)


def is_total(text: str) -> bool:
    """Return whether a cell or the name of a column is that of totals, such as ``Total 2022``."""
    words = _WORD.findall(text.casefold())
    others = [word for word in words if not _TOTALS.fullmatch(word)]
    return len(others) < len(words) and all(
        _OTHERS.fullmatch(word) or month_number(word) is not None for word in others
    )


def without_totals(
    table: Table, rows: Sequence[Row], day: int | None, value: int | None
) -> tuple[Sequence[Row], list[Diagnostic]]:
    """Return the rows without totals, and a finding that names their lines.

    A row of totals has no date, and the name of a total in its first cell or in that of the date;
    or its date is a year, and the values of that year's other rows add up to its own. Other rows
    with a date are kept, because their first cell may be the name of an organization.

    Parameters
    ----------
    day, value : int or None
        Positions of the dates and of the values.
    """
    if day is None:
        return rows, []
    chosen = {id(row) for row in rows if _is_total_row(row, day)}
    if value is not None:
        chosen |= {id(row) for row in _year_totals(rows, day, value)}
    totals = [row for row in rows if id(row) in chosen]
    if not totals:
        return rows, []
    verb = "holds totals and was" if len(totals) == 1 else "hold totals and were"
    found = finding(
        "DAT045",
        f"{on_rows(totals)} {verb} left out",
        table.place(totals[0].line, day),
        in_brief=False,
    )
    return [row for row in rows if id(row) not in chosen], [found]


def _is_total_row(row: Row, day: int) -> bool:
    label = row.cells[day].strip()
    return is_total(label) or (is_total(row.cells[0]) and not (label and is_date(label)))


def _year_totals(rows: Sequence[Row], day: int, value: int) -> Iterator[Row]:
    """Yield the rows of a year whose value is the sum or mean of that year's other rows."""
    texts = [row.cells[day].strip() for row in rows]
    years = [index for index, text in enumerate(texts) if _YEAR.fullmatch(text)]
    if not years or 2 * len(years) > len(rows):
        return
    parts: dict[int, list[float]] = defaultdict(list)
    spans = read_dates(["" if index in set(years) else text for index, text in enumerate(texts)])
    numbers = read_numbers([row.cells[value] for row in rows], is_whole=True).values
    for span, number in zip(spans.spans, numbers, strict=True):
        if span is not None and number is not None:
            parts[span.first.year].append(number)
    for index in years:
        number, values = numbers[index], parts[int(texts[index])]
        if number is not None and len(values) > 1 and _adds_up(number, values):
            yield rows[index]


def _adds_up(total: float, values: Sequence[float]) -> bool:
    return any(isclose(total, item, rel_tol=1e-6) for item in (sum(values), fmean(values)))
