"""Words for shares of longer periods: pooled, or means of the shares of their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import ObservedIds
from reportgen.narrative.numbers.time_parts import time_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.model.frequency import Frequency
    from reportgen.model.metric import Metric
    from reportgen.model.quantity import Quantity

_POOLED_ANALYSES = frozenset({"observed", "mean"})
"""The analyses that divide the sum of numerators by that of denominators."""


def is_pooled(metric: Metric, analysis: str) -> bool:
    """Return whether an analysis pools the shares of a metric over a period."""
    return metric.denominator is not None and analysis in _POOLED_ANALYSES


def are_single_values(
    quantities: Mapping[str, Quantity], metric: Metric, periods: Iterable[str]
) -> bool:
    """Return whether no period has more than one value of a metric, of which nothing is a mean."""
    counts = (quantities.get(ObservedIds(metric.id, period).n) for period in periods)
    return all(item is None or item.value in (None, 0, 1) for item in counts)


def period_share(metric: Metric, frequency: Frequency, *, is_single: bool) -> str:
    """Return ``pooled share`` or ``mean of monthly shares``; ``share`` for a single value."""
    if is_single:
        return translated(gettext_noop("share"))
    if is_pooled(metric, "mean"):
        return translated(gettext_noop("pooled share"))
    return translated(gettext_noop("mean of {monthly} shares")).format(**time_parts(frequency))
