"""The place of a value of a series in its file, for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.values.dated_values import Blank, DatedColumn, DatedValue
    from reportgen.diagnostics import Place
    from reportgen.model.series import Observation


def column_of(columns: Sequence[DatedColumn], file: str) -> DatedColumn:
    """Return the column of a metric in one of its files."""
    return next(column for column in columns if column.table.name == file)


def value_place(column: DatedColumn, value: DatedValue | Blank) -> Place:
    """Return the cell of a value of a metric, or the blank one."""
    return column.table.place(value.line, column.column, sheet=value.sheet)


def row_place(columns: Sequence[DatedColumn], item: Observation, line: int) -> Place:
    """Return the cell of one of the rows of an observation."""
    column = column_of(columns, item.file)
    # Lines of joined sheets are known apart by their dates.
    rows = (
        value
        for value in column.values
        if value.line == line and value.span.first <= item.last and value.span.last >= item.first
    )
    return value_place(column, next(rows))


def line_name(value: DatedValue) -> str:
    """Return the line of a value, with its sheet if sheets were joined."""
    return f"line {value.line}" + (f" of sheet {value.sheet}" if value.sheet else "")


def row_lines(earlier: Observation, later: Observation) -> str:
    """Return the last rows of two observations: ``lines 4 and 5 of data.csv``."""
    one, other = earlier.rows[-1], later.rows[-1]
    if earlier.file == later.file:
        return Message(
            "lines {one} and {other} of {file}", one=str(one), other=str(other), file=later.file
        )
    return Message(
        "line {one} of {file} and line {other} of {other_file}",
        one=str(one),
        file=earlier.file,
        other=str(other),
        other_file=later.file,
    )
