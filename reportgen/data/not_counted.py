"""Events of a list that a metric leaves out by their status, such as cancelled ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.data.files.columns import find_column
from reportgen.data.findings import listed, remark, shorten
from reportgen.data.values.dated_values import read_dated_column
from reportgen.model.message import counted_message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.values.dated_values import DatedColumn
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration
    from reportgen.model.metric import Metric

# Other conditions say whose events they are, or of which kind: the rest is none of this metric.
_STATUS = frozenset({"status", "state", "estado", "statut", "stato", "situação"})


def events_not_counted(
    metric: Metric, columns: Sequence[DatedColumn], configuration: Configuration
) -> list[Diagnostic]:
    """Return how many events up to the report date have another status than those counted."""
    names = [name for name, _ in metric.where if name.strip().casefold() in _STATUS]
    if not metric.count_rows or len(names) != 1:
        return []
    rest = tuple(item for item in metric.where if item[0] != names[0])
    found: Counter[str] = Counter()
    for column in columns:
        found.update(_others(replace(metric, where=rest), names[0], column, configuration))
    if not found:
        return []
    message = counted_message(
        "{label}: {count} row of {file} is not counted, because its {column} is {values}",
        "{label}: {count} rows of {file} are not counted, because their {column} is {values}",
        found.total(),
        label=metric.label,
        count=str(found.total()),
        file=metric.file,
        column=names[0],
        values=listed([shorten(value) for value, _ in found.most_common()]),
    )
    table = columns[0].table
    return [remark("DAT134", message, table.place(table.header_line))]


def _others(
    wider: Metric, name: str, column: DatedColumn, configuration: Configuration
) -> list[str]:
    """Return the status of each event that is not in a column and not after the report date."""
    every, _ = read_dated_column(wider, column.table, configuration)
    position = find_column(column.table, name, None)
    if every is None or not isinstance(position, int):
        return []
    day = configuration.brief.report_date
    counted = {(item.sheet, item.line) for item in column.values}
    left_out = {
        (item.sheet, item.line)
        for item in every.values
        if (item.sheet, item.line) not in counted and (day is None or item.span.last <= day)
    }
    rows = (row for row in column.table.rows if (row.sheet, row.line) in left_out)
    return [row.cells[position].strip() for row in rows if row.cells[position].strip()]
