"""What is known of a metric that nothing is compared with, in the length of a title."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import ObservedIds, latest_id
from reportgen.narrative.front.finding import Finding, Rank, amount
from reportgen.narrative.front.goal_lines import metric_of
from reportgen.narrative.latest_time import end_of_data, has_ended, latest_time
from reportgen.narrative.numbers.period_text import against_text, between_text
from reportgen.narrative.phrases import phrase
from reportgen.narrative.statement import Headline

if TYPE_CHECKING:
    from reportgen.model.metric import Metric
    from reportgen.model.period import Period
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def known_finding(formatter: QuantityFormatter, metric: Metric) -> Finding | None:
    """Return the counts of both periods, or the latest value; None if there is no value."""
    if has_ended(formatter.outcomes, metric.id):
        return _ended(formatter, metric)
    return _counted(formatter, metric) or _latest(formatter, metric)


def _ended(formatter: QuantityFormatter, metric: Metric) -> Finding | None:
    """Say when data end that do not reach the reporting period; once where all end together.

    The last of them is of another time than the report, and no news.
    """
    metrics = formatter.configuration.metrics
    latest = formatter.outcomes.latest
    end = end_of_data(formatter, metric)
    is_together = len({latest.get(name) for name in metrics}) == 1
    # With the status of a goal, if there is one.
    goals = [metric_of(formatter, item) for item in formatter.outcomes.goals]
    named = [item.id for item in goals if item is not None]
    if is_together and metric.id != next(iter((*named, *metrics))):
        return None
    clause = (
        phrase("the data end {end}", end=end)
        if is_together
        else phrase("the data on {label} end {end}", label=metric.short_label, end=end)
    )
    return Finding(metric=metric.id, rank=Rank.KNOWN, titles=(clause,), clause=clause)


def _counted(formatter: QuantityFormatter, metric: Metric) -> Finding | None:
    """Return how many there were, where too few or too short a time allow no comparison."""
    asked = next(
        (
            item.comparison
            for item in formatter.outcomes.deciding
            if item.metric.id == metric.id
            and {item.comparison.base, item.comparison.later}
            <= set(formatter.outcomes.plan.periods)
        ),
        None,
    )
    if asked is None or not metric.kind.adds_up:
        return None
    later, base = (ObservedIds(metric.id, key) for key in (asked.later, asked.base))
    if not formatter.has(later.total):
        return None
    parts: dict[str, str | Prose] = {
        **formatter.time(metric.id),
        "label": metric.short_label,
        "later": amount(formatter, later.total, metric),
        "count": formatter.measured(later.n),
        "span": between_text(_known_span(formatter, metric, asked.later)),
        "against": against_text(formatter.period(asked.later), formatter.period(asked.base)),
    }
    # Totals of times of different length say nothing next to each other.
    is_even = formatter.has(base.total) and formatter.value(base.n) == formatter.value(later.n)
    if is_even:
        parts["base"] = (formatter.number(base.total),)
    is_same = is_even and formatter.value(base.total) == formatter.value(later.total)
    clause = phrase(_SAME if is_same else _BOTH if is_even else _ALONE, parts)
    figure = Headline(
        value=formatter.measured(later.total),
        label=phrase(_BOTH_FIGURE if is_even else _ALONE_FIGURE, parts, context=_FIGURE),
    )
    return Finding(
        metric=metric.id,
        rank=Rank.KNOWN,
        titles=(clause,),
        clause=clause,
        figure=figure,
    )


_FIGURE = "below a key figure"
_BOTH = gettext_noop(
    "{label} came to {later} in {count} {months}, compared with {base} in {against}"
)
_SAME = gettext_noop("{label} came to {later} in {count} {months}, as in {against}")
_ALONE = gettext_noop("{label} came to {later} {span}")
_BOTH_FIGURE = gettext_noop(
    "{label} in {count} {months}, compared with {base} in {against}", context=_FIGURE
)
_ALONE_FIGURE = gettext_noop("{label} {span}", context=_FIGURE)


def _known_span(formatter: QuantityFormatter, metric: Metric, key: str) -> Period:
    """Return the part of a period of which something is known: a list may begin within it."""
    period = formatter.period(key)
    seen = [span for span in formatter.outcomes.observed[metric.id] if period.holds(span)]
    return replace(period, first=seen[0].first, last=seen[-1].last)


_STOOD_AT = gettext_noop("{label} stood at {value}{latest_time}")
_CAME_TO = gettext_noop("{label} came to {value}{latest_time}")


def _latest(formatter: QuantityFormatter, metric: Metric) -> Finding | None:
    name = latest_id(metric.id)
    if not formatter.has(name):
        return None
    parts: dict[str, str | Prose] = {
        "label": metric.short_label,
        "value": amount(formatter, name, metric),
        "latest_time": latest_time(formatter, metric),
    }
    is_level = metric.kind is MetricKind.LEVEL
    clause = phrase(_STOOD_AT if is_level else _CAME_TO, parts)
    return Finding(
        metric=metric.id,
        rank=Rank.KNOWN,
        titles=(clause,),
        clause=clause,
        figure=Headline(
            value=formatter.measured(name), label=phrase("{label}{latest_time}", parts)
        ),
    )
