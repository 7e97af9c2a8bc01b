"""Diagnostics about the cells of a metric's columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.data.findings import counted, error, finding, remark
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message, counted_message
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.data.values.dates import DateColumn, DateFault
    from reportgen.data.values.numbers import Fault, NumberColumn
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.metric import Metric

# A column of the wrong kind has the same fault in every row; a few show the pattern.
_MOST_FAULTS = 5


def column_faults(
    table: Table, rows: Sequence[Row], faults: Sequence[Fault | DateFault], column: int
) -> list[Diagnostic]:
    """Return errors for the first cells that can't be read, with a count of the others."""
    found = []
    for number, fault in enumerate(faults[:_MOST_FAULTS]):
        more = len(faults) - _MOST_FAULTS
        is_last = number == _MOST_FAULTS - 1 and more > 0
        found.append(
            error(
                fault.code,
                f"column `{table.cell_column(rows[fault.position], column)}`: {fault.message}",
                table.cell_place(rows[fault.position], column),
                fault.help,
                note=f"{counted(more, 'more cell', 'more cells')} of the column can't be read"
                if is_last
                else "",
            )
        )
    return found


def value_remarks(
    metric: Metric, table: Table, rows: Sequence[Row], numbers: NumberColumn
) -> list[Diagnostic]:
    """Return diagnostics about rounded values and percentages that were read as fractions."""
    found: list[Diagnostic] = []
    if numbers.rounded:
        lines = [rows[index] for index in numbers.rounded]
        found.append(
            finding(
                "DAT034",
                counted_message(
                    "{label}: {count} value of {file} rounded to thousands or millions by the "
                    "source",
                    "{label}: {count} values of {file} rounded to thousands or millions by the "
                    "source",
                    len(lines),
                    label=metric.label,
                    count=str(len(lines)),
                    file=table.name,
                ),
                table.cell_place(lines[0]),
                "export exact numbers, if the platform offers them",
                note=gettext_noop("differences smaller than the rounding mean nothing"),
            )
        )
    if numbers.is_percent and metric.kind is not MetricKind.RATE:
        found.append(
            remark(
                "DAT035",
                Message(
                    "{label}: the percentages of {file} were read as fractions of 1",
                    label=metric.label,
                    file=table.name,
                ),
                table.place(table.header_line),
            )
        )
    return found


def date_remarks(
    metric: Metric, table: Table, rows: Sequence[Row], dates: DateColumn
) -> list[Diagnostic]:
    """Return remarks on how times of day were interpreted."""
    notes = {
        "DAT046": "the platform writes 23:00 or 1:00 once the clocks have changed",
        "DAT049": f"add `time_zone: …` to metric `{metric.id}` to count the days of a place",
    }
    return [
        remark(
            item.code,
            f"{table.name}: {item.message}",
            table.cell_place(rows[item.position]),
            note=notes[item.code],
            in_brief=False,
        )
        for item in dates.notes
    ]
