"""Compare metrics with an independent source of the same count (`check_against`)."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from reportgen.data.findings import as_typed, finding, listed, on_lines
from reportgen.languages.time_words import time_words
from reportgen.model.frequency import DateSpan
from reportgen.model.message import Message, Named, Naming, step_of

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration
    from reportgen.model.frequency import Frequency
    from reportgen.model.series import Dataset, Observation, Series

_FACTOR = 2.0
"""Sources differ slightly (days, deleted posts), but not by a factor of two."""
# With fewer shared months, the median is no estimate of the usual ratio.
_FEWEST_SHARED = 3


def check_agreement(configuration: Configuration, dataset: Dataset) -> list[Diagnostic]:
    """Return a finding for each metric that its `check_against` contradicts.

    Two sources rarely agree exactly, and one may count more than the other in every month. So
    the ratio of each month is compared with the median ratio.
    """
    found = []
    for metric in configuration.metrics.values():
        series = dataset.series.get(metric.id)
        other = dataset.series.get(metric.check_against or "")
        if series is not None and other is not None:
            found += _compare(series, other, configuration)
    return found


def _compare(series: Series, other: Series, configuration: Configuration) -> list[Diagnostic]:
    partner = {(item.first, item.last): item for item in other.observations}
    pairs = [
        (item, partner[item.first, item.last])
        for item in series.observations
        if (item.first, item.last) in partner
    ]
    label = series.metric.label
    place = configuration.place("metrics", series.metric.id, "check_against")
    if not pairs:
        message = Message(
            "{label} and {metric} have no {month} in common",
            label=label,
            metric=Named(Naming.ID, other.metric.id),
            month=time_words(series.frequency).month,
        )
        return [finding("DAT058", message, place, "name a metric that is kept as often")]
    positive = [(one, two) for one, two in pairs if one.value > 0 and two.value > 0]
    ratios = [one.value / two.value for one, two in positive]
    usual = median(ratios) if len(ratios) >= _FEWEST_SHARED else 1.0
    odd = [
        (one, two)
        for (one, two), ratio in zip(positive, ratios, strict=True)
        if not 1 / _FACTOR < ratio / usual < _FACTOR
    ]
    # 0 in one source only has no ratio, and is a contradiction.
    odd += [(one, two) for one, two in pairs if (one.value > 0) != (two.value > 0)]
    if not odd:
        return []
    contradictions = [
        _contradiction(one, two, series.frequency)
        for one, two in sorted(odd, key=lambda pair: pair[0].first)
    ]
    message = Message(
        "{label} contradicts {metric}, which counts the same: {months}",
        label=label,
        metric=Named(Naming.ID, other.metric.id),
        months=listed(contradictions),
    )
    note = Message(
        "they differ by a factor of two or more from what is usual between them "
        "({ratio} to 1 over {count} {months})",
        ratio=as_typed(round(usual, 2)),
        count=str(len(pairs)),
        months=time_words(series.frequency).months,
    )
    fix = "find out which of the two sources is right, and correct or remove the other"
    return [finding("DAT058", message, place, fix, note=note)]


def _contradiction(one: Observation, two: Observation, frequency: Frequency) -> str:
    """Return a step in which two sources contradict each other."""
    return Message(
        "{month}: {one} ({where}) against {other} ({other_where})",
        month=step_of(DateSpan(one.first, one.last), frequency),
        one=as_typed(one.value),
        where=_where(one),
        other=as_typed(two.value),
        other_where=_where(two),
    )


def _where(item: Observation) -> str:
    if len(item.rows) == 1:
        return Message("{lines} of {file}", lines=on_lines(item.rows), file=item.file)
    return Message("{count} lines of {file}", count=str(len(item.rows)), file=item.file)
