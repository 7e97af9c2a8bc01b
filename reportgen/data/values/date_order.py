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


def dates_out_of_order(
    metric: Metric, table: Table, rows: Sequence[Row], dates: DateColumn
) -> list[Diagnostic]:
    """Return a finding for dates that are far out of order in an otherwise sorted file."""
    dated = [(row, span.first) for row, span in zip(rows, dates.spans, strict=True) if span]
    if len(dated) < _FEWEST:
        return []
    is_falling = dated[0][1] > dated[-1][1]
    ordered = dated[::-1] if is_falling else dated
    # The neighbors are in order with each other, so that this date is wrong and not theirs.
    odd = [
        position
        for position in range(1, len(ordered) - 1)
        if ordered[position - 1][1] <= ordered[position + 1][1]
        and _is_far(ordered[position][1], ordered[position - 1][1], ordered[position + 1][1])
    ]
    rest = [day for position, (_, day) in enumerate(ordered) if position not in odd]
    # A file that is unsorted even without these dates says nothing about where they belong.
    if not odd or any(later < earlier for earlier, later in pairwise(rest)):
        return []
    lines = sorted(ordered[position][0].line for position in odd)
    row, day = ordered[odd[0]]
    one, other = sorted((ordered[odd[0] - 1], ordered[odd[0] + 1]), key=lambda item: item[0].line)
    return [
        finding(
            "DAT048",
            Message(
                "{label}: the date {day} lies between {one} and {other} ({lines} of {file}); its "
                "year or month may be wrong",
                label=metric.label,
                day=day,
                one=one[1],
                other=other[1],
                lines=on_lines(lines),
                file=table.name,
            ),
            table.cell_place(row),
            "check the date; all other dates are in order",
        )
    ]


def _is_far(day: date, low: date, high: date) -> bool:
    """Return whether a day is far outside a span."""
    return (low - day).days >= _FAR_DAYS or (day - high).days >= _FAR_DAYS
