"""The numbers of a metric's rows: one column, or the two that make a share or a weighted mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.files.columns import find_column
from reportgen.data.files.row_lines import on_rows
from reportgen.data.findings import error
from reportgen.data.values.column_findings import column_faults
from reportgen.data.values.numbers import NumberColumn, read_numbers
from reportgen.diagnostics import Diagnostic
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.model.configuration import Configuration
    from reportgen.model.metric import Metric


class ValuePositions(NamedTuple):
    """The columns of a metric's numbers; None where it has no such column.

    `value` is that of the numerator for a share with a denominator.
    """

    value: int | None
    denominator: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A metric's numbers, row by row, with what each is the quotient of where that is known."""

    numbers: NumberColumn
    numerators: tuple[float | None, ...]
    denominators: tuple[float | None, ...]


def find_values(
    metric: Metric, table: Table, value_name: str | None, configuration: Configuration
) -> ValuePositions | list[Diagnostic]:
    """Return the columns of a metric's numbers, or which of them are missing."""
    base = ("metrics", metric.id)
    value_key = "numerator" if metric.numerator else "misses" if metric.misses else "value"
    names = {value_key: metric.numerator or metric.misses or value_name}
    names["denominator" if metric.denominator else "weight"] = metric.denominator or metric.weight
    found = [
        find_column(table, name, configuration.place(*base, key)) if name is not None else None
        for key, name in names.items()
    ]
    problems = [item for item in found if isinstance(item, Diagnostic)]
    if problems:
        return problems
    value, denominator = (item if isinstance(item, int) else None for item in found)
    return ValuePositions(value, denominator)


def read_measured(
    metric: Metric, table: Table, rows: Sequence[Row], positions: ValuePositions
) -> tuple[Measured, list[Diagnostic]]:
    """Return a metric's numbers, and the cells that are none."""
    nothing = (None,) * len(rows)
    if positions.value is None:
        counted = NumberColumn(values=(1.0,) * len(rows))
        return Measured(numbers=counted, numerators=nothing, denominators=nothing), []
    is_quotient = metric.kind in (MetricKind.RATE, MetricKind.AVERAGE) and metric.value is not None
    is_whole = not is_quotient
    numbers = read_numbers([row.cells[positions.value] for row in rows], is_whole=is_whole)
    found = column_faults(table, rows, numbers.faults, positions.value)
    if metric.in_percent and not numbers.is_percent:
        values = tuple(None if value is None else value / 100 for value in numbers.values)
        numbers = replace(numbers, values=values)
    if positions.denominator is None:
        return Measured(numbers=numbers, numerators=nothing, denominators=nothing), found
    weights = read_numbers([row.cells[positions.denominator] for row in rows], is_whole=True)
    found += column_faults(table, rows, weights.faults, positions.denominator)
    pairs = [
        (None, None) if value is None or weight is None else (value, weight)
        for value, weight in zip(numbers.values, weights.values, strict=True)
    ]
    if not found:
        found += _impossible(metric, table, rows, pairs, positions)
    measured = [_quotient(metric, value, weight) for value, weight in pairs]
    numbers = replace(numbers, values=tuple(item[0] for item in measured))
    return Measured(
        numbers=numbers,
        numerators=tuple(item[1] for item in measured),
        denominators=tuple(item[2] for item in measured),
    ), found


_Quotient = tuple[float | None, float | None, float | None]


def _quotient(metric: Metric, value: float | None, weight: float | None) -> _Quotient:
    """Return a row's value, numerator and denominator; a row with denominator 0 has no value."""
    if value is None or not weight:
        return None, None, None
    if metric.value is not None:
        return value, value * weight, weight
    numerator = weight - value if metric.misses else value
    return numerator / weight, numerator, weight


def _impossible(
    metric: Metric,
    table: Table,
    rows: Sequence[Row],
    pairs: Sequence[tuple[float | None, float | None]],
    positions: ValuePositions,
) -> list[Diagnostic]:
    """Return an error where a part is larger than its whole, or a number is negative."""
    is_share = metric.value is None
    odd = [
        row
        for row, (value, weight) in zip(rows, pairs, strict=True)
        if value is not None
        and weight is not None
        and (weight < 0 or (is_share and not 0 <= value <= weight))
    ]
    if not odd:
        return []
    part = table.header[positions.value or 0]
    whole = table.header[positions.denominator or 0]
    message = (
        f"`{part}` is not between 0 and `{whole}`: {on_rows(odd)}"
        if is_share
        else f"the weight `{whole}` is below 0: {on_rows(odd)}"
    )
    fix = "check the two columns; the numerator counts some of what the denominator counts"
    return [error("DAT122", message, table.cell_place(odd[0], positions.value or 0), fix)]
