"""Guess the metrics of a table with months, quarters, years or dates in columns."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from reportgen.data.files.wide_layout import WideLayout, measures
from reportgen.data.values.numbers import read_numbers
from reportgen.model.metric import MetricKind
from reportgen.starter.guessed_kind import guess_kind
from reportgen.starter.guessed_metric import Guess, MetricGuess, Value, distinct, key_of, label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.diagnostics import Diagnostic


def guess_wide(table: Table, layout: WideLayout, found: tuple[Diagnostic, ...]) -> Guess:
    """Return the metrics of a wide table: one per measure, or one for all that it counts."""
    rows = [row for row in table.rows if not layout.is_total(row)]
    columns = layout.headings.columns
    said = f"the columns `{columns[0].text}` to `{columns[-1].text}` are one value each"
    shared: dict[str, Value] = {}
    if layout.label is not None:
        shared["date"] = table.header[layout.label]
    names = measures(rows, layout)
    if not names:
        total = table.header[layout.totals[0]] if layout.totals else ""
        stem = PurePath(table.name).stem
        guess = _guess(key_of(stem), total or stem, rows, layout, shared)
        return Guess(file=table.name, metrics=guess, said=(said,), found=found)
    metrics: list[MetricGuess] = []
    for name in names:
        own = [row for row in rows if name in (row.cells[index].strip() for index in layout.others)]
        metrics += _guess(key_of(name), name, own, layout, shared)
    metrics.sort(key=lambda metric: metric.kind is not MetricKind.LEVEL)
    return Guess(file=table.name, metrics=distinct(metrics), said=(said,), found=found)


def _guess(
    key: str, value: str, rows: Sequence[Row], layout: WideLayout, shared: dict[str, Value]
) -> tuple[MetricGuess, ...]:
    """Return the metric of some rows, none if their cells are not numbers."""
    texts = [row.cells[item.position] for row in rows for item in layout.headings.columns]
    numbers = read_numbers(texts, is_whole=True)
    values = [number for number in numbers.values if number is not None]
    if numbers.faults or not values:
        return ()
    kind, why, more = guess_kind(value, values, is_percent=numbers.is_percent)
    keys: dict[str, Value] = {**shared, "value": value, **more}
    if label := label_of(value):
        keys["label"] = label
    return (MetricGuess(id=key, kind=kind, why=f"`{value}` {why}", keys=keys),)
