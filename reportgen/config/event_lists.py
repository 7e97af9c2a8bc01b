"""Sums over a list of events: in a month without an event they are 0, as its count is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.config.to_model import metric
from reportgen.model.metric import Combine, MetricKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.config.schema.metrics import MetricSchema
    from reportgen.model.metric import Metric


def metrics_of(schemas: Mapping[str, MetricSchema]) -> dict[str, Metric]:
    """Return all metrics of a configuration, by id.

    A metric with `count_rows` says that the rows of its file are events, and its `covers` from
    when to when there are all of them. Sign-ups at these events are 0 where there was no event,
    unless the metric that adds them up says otherwise.
    """
    found = {key: metric(key, schema) for key, schema in schemas.items()}
    lists = {_table(item): item for item in found.values() if item.count_rows}
    for key, item in found.items():
        events, said = lists.get(_table(item)), schemas[key].model_fields_set
        if events is None or not _adds_up(item):
            continue
        if said & {"absent_months", "covers"}:
            found[key] = replace(item, rows_are_events=True)
            continue
        found[key] = replace(
            item,
            rows_are_events=True,
            absent_months_are_zero=True,
            covered_from=events.covered_from,
            covered_to=events.covered_to,
        )
    return found


def _table(item: Metric) -> tuple[str, str | None, str | None]:
    return item.file, item.sheet, item.query


def _adds_up(item: Metric) -> bool:
    is_sum = item.value is not None and item.combine in (None, Combine.SUM)
    return item.kind is MetricKind.COUNT and is_sum
