"""Combine several files into one metric: one file per month, or overlapping downloads."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.data.findings import counted, error, remark
from reportgen.data.frequency import span_name
from reportgen.data.row_places import column_of, value_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.values.dated_values import DatedColumn, DatedValue
    from reportgen.diagnostics import Diagnostic


def without_overlaps(
    columns: Sequence[DatedColumn], *, is_event: bool
) -> tuple[list[DatedValue], list[Diagnostic]]:
    """Return the values of all files, each day or event once.

    The same value in two files counts once, with a remark. Different values are an error that
    names both files, because either may be right. Duplicates within one file are not removed
    here: `reportgen.data.series` reports them.
    """
    first: dict[object, DatedValue] = {}
    kept: list[DatedValue] = []
    repeated: list[tuple[DatedValue, DatedValue]] = []
    contradictory: list[tuple[DatedValue, DatedValue]] = []
    for column in columns:
        for item in column.values:
            earlier = first.setdefault((item.key, item.span) if is_event else item.span, item)
            if earlier.file == item.file:
                kept.append(item)
            elif earlier.value == item.value:
                repeated.append((earlier, item))
            else:
                contradictory.append((earlier, item))
    found = _contradictions(contradictory, columns)
    found += _crossing(kept, columns) if not found else []
    found += _repetitions(repeated, columns)
    return kept, found


def _contradictions(
    pairs: Sequence[tuple[DatedValue, DatedValue]], columns: Sequence[DatedColumn]
) -> list[Diagnostic]:
    if not pairs:
        return []
    one, other = pairs[0]
    more = f", and {len(pairs) - 1} more differ" if len(pairs) > 1 else ""
    return [
        error(
            "DAT056",
            f"two files disagree on {span_name(other.span)}: `{one.text}` (line {one.line} of "
            f"{one.file}) and `{other.text}` (line {other.line} of {other.file}){more}",
            value_place(column_of(columns, other.file), other),
            "download one of the two files again, or take it out of the folder",
        )
    ]


def _crossing(values: Sequence[DatedValue], columns: Sequence[DatedColumn]) -> list[Diagnostic]:
    """Return an error if two files cover spans of days that overlap."""
    # Sorted by first day, an overlap is always between neighbors.
    spans = sorted({(item.span, item.file) for item in values if item.span.first < item.span.last})
    for (earlier, one), (later, other) in pairwise(spans):
        if one != other and later.first <= earlier.last:
            table = next(item.table for item in columns if item.table.name == other)
            return [
                error(
                    "DAT056",
                    f"two files overlap: {one} is of {earlier.first} to {earlier.last}, "
                    f"{other} of {later.first} to {later.last}",
                    table.place(table.header_line),
                    "download spans that do not share a day, such as calendar months",
                )
            ]
    return []


def _repetitions(
    pairs: Sequence[tuple[DatedValue, DatedValue]], columns: Sequence[DatedColumn]
) -> list[Diagnostic]:
    if not pairs:
        return []
    one, other = pairs[0]
    return [
        remark(
            "DAT057",
            f"{counted(len(pairs), 'row is', 'rows are')} in two files with the same "
            f"value and counted once, such as line {one.line} of {one.file} and line "
            f"{other.line} of {other.file}",
            column_of(columns, other.file).table.place(other.line, sheet=other.sheet),
            in_brief=False,
        )
    ]
