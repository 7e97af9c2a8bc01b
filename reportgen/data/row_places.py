"""The place of a value of a series in its file, for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.values.dated_values import DatedColumn
    from reportgen.diagnostics import Place
    from reportgen.model.series import Observation


def row_place(columns: Sequence[DatedColumn], file: str, line: int) -> Place:
    """Return the cell of a metric's value in one of its files."""
    column = next(column for column in columns if column.table.name == file)
    return column.table.place(line, column.column)


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
