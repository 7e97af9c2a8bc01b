"""Rows with a value and no date, which are an error unless the metric leaves them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.data.files.row_lines import on_rows
from reportgen.data.findings import error, finding
from reportgen.data.sources.export import RowIs
from reportgen.data.values.numbers import MISSING
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import counted_message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.metric import Metric

_UNSETTLED = frozenset({*MISSING, "tba", "tbc", "tbd", "?", "undated", "no date", "unknown"})
"""Common texts for an unknown date."""


def without_undated(
    metric: Metric, table: Table, rows: Sequence[Row], day: int | None, value: int | None
) -> tuple[Sequence[Row], list[Diagnostic]]:
    """Return the dated rows, and a finding that counts the others.

    Undated rows are left out if the metric sets `undated`, or if the file is an export of posts,
    which has such rows for unpublished videos. Those without a value are not counted.

    Parameters
    ----------
    day, value : int or None
        Positions of the dates and of the values; None if the file covers a single span of days,
        and if rows are counted.
    """
    is_post = table.export is not None and table.export.row is RowIs.POST
    if day is None or not (is_post or metric.leaves_out_undated):
        return rows, []
    undated = [row for row in rows if is_undated(row.cells[day])]
    told = [row for row in undated if value is None or _has(row.cells[value])]
    chosen = set(map(id, undated))
    dated = [row for row in rows if id(row) not in chosen]
    if not told:
        return dated, []
    found = finding(
        "DAT047",
        counted_message(
            "{count} row of {file} without a date left out ({lines})",
            "{count} rows of {file} without a date left out ({lines})",
            len(told),
            count=str(len(told)),
            file=table.name,
            lines=on_rows(told),
        ),
        table.cell_place(told[0]),
        note=gettext_noop("the platform writes none for what was never published")
        if is_post and not metric.leaves_out_undated
        else "",
    )
    return dated, [found]


def undated_values(
    metric: Metric,
    table: Table,
    rows: Sequence[Row],
    values: Sequence[float | None],
    day: int,
) -> list[Diagnostic]:
    """Return an error if rows with a value have no date."""
    undated = [
        row
        for row, value in zip(rows, values, strict=True)
        if value is not None and not row.cells[day].strip()
    ]
    if not undated:
        return []
    return [
        error(
            "DAT044",
            f"a value without a date in column `{table.header[day]}`: {on_rows(undated)}",
            table.cell_place(undated[0]),
            "fill in the date, delete the row, or leave all such rows out with "
            f"`undated: leave_out` on metric `{metric.id}`",
        )
    ]


def is_undated(cell: str) -> bool:
    """Return whether a cell of a date column is blank or a text for an unknown date."""
    return cell.strip().casefold() in _UNSETTLED


def _has(cell: str) -> bool:
    return cell.strip().casefold() not in MISSING
