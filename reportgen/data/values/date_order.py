"""Detect single dates that are out of order, such as one with a mistyped year."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.data.findings import finding, on_lines
from reportgen.model.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.data.values.dates import DateColumn
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.metric import Metric

# Fewer rows do not show whether the file is sorted.
_FEWEST = 6
_FAR_DAYS = 28
"""Smaller deviations are common in files that are sorted only roughly."""
_FAR_YEARS = 2 * 366
_TIMES_USUAL = 6
"""How many times the longest pause of the others a first or last date must be away from them."""


def dates_out_of_order(
    metric: Metric, table: Table, rows: Sequence[Row], dates: DateColumn
) -> list[Diagnostic]:
    """Return a finding for dates that are far out of order in an otherwise sorted file."""
    dated = [(row, span.first) for row, span in zip(rows, dates.spans, strict=True) if span]
    if len(dated) < _FEWEST:
        return []
    falls = sum(later[1] < earlier[1] for earlier, later in pairwise(dated))
    is_falling = 2 * falls > len(dated) - 1
    ordered = dated[::-1] if is_falling else dated
    # The neighbors are in order with each other, so that this date is wrong and not theirs.
    odd = [
        position
        for position in range(1, len(ordered) - 1)
        if ordered[position - 1][1] <= ordered[position + 1][1]
        and _is_far(ordered[position][1], ordered[position - 1][1], ordered[position + 1][1])
    ]
    kept = [item for position, item in enumerate(ordered) if position not in odd]
    rest = [day for _, day in kept]
    ends = [end for end in (0, -1) if _is_alone(rest, end)]
    rest = rest[0 in ends : len(rest) - (-1 in ends)]
    # A file that is unsorted even without these dates says nothing about where they belong.
    if not (odd or ends) or any(later < earlier for earlier, later in pairwise(rest)):
        return []
    found = []
    if odd:
        one, other = sorted(
            (ordered[odd[0] - 1], ordered[odd[0] + 1]), key=lambda item: item[0].line
        )
        message = Message(
            "{label}: the date {day} lies between {one} and {other} ({lines} of {file}); its "
            "year or month may be wrong",
            label=metric.label,
            day=ordered[odd[0]][1],
            one=one[1],
            other=other[1],
            lines=on_lines(sorted(ordered[position][0].line for position in odd)),
            file=table.name,
        )
        found.append(_finding(message, table, ordered[odd[0]][0]))
    for end in ends:
        row, day = kept[end]
        message = Message(
            "{label}: the date {day} is far from all others, {first} to {last} ({lines} of "
            "{file}); its year may be wrong",
            label=metric.label,
            day=day,
            first=rest[0],
            last=rest[-1],
            lines=on_lines([row.line]),
            file=table.name,
        )
        found.append(_finding(message, table, row))
    return found


def _finding(message: Message, table: Table, row: Row) -> Diagnostic:
    return finding(
        "DAT048", message, table.cell_place(row), "check the date; all other dates are in order"
    )


def _is_far(day: date, low: date, high: date) -> bool:
    """Return whether a day is far outside a span."""
    return (low - day).days >= _FAR_DAYS or (day - high).days >= _FAR_DAYS


def _is_alone(days: Sequence[date], end: int) -> bool:
    """Return whether the first or the last day, 0 or -1, is years away from the others.

    By far more than any two of the others are from each other: a source may pause.
    """
    others = days[1:] if end == 0 else days[:-1]
    usual = max(((later - earlier).days for earlier, later in pairwise(others)), default=0)
    return abs((days[end] - others[end]).days) >= max(_FAR_YEARS, _TIMES_USUAL * usual)
