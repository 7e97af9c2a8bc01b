"""The few numbers that stand large under a title, each with a phrase that a board reads.

What was found comes first, then what was counted. A comparison that found nothing gives the
value of its later period, and says beside it that no difference is shown: its ratio alone
would read like a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.comparison_registry import kind_of
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Strong
from reportgen.model.quantity_ids import RECORD, StructureIds, latest_id
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.claim_words import FRAGILE, NOT_SHOWN, claim, within_margin_words
from reportgen.narrative.comparisons.closing import margin_of_difference
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.comparison_words import compared_ids, headline_parts
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import range_text
from reportgen.narrative.phrases import bracketed, compose, phrase
from reportgen.narrative.statement import Headline
from reportgen.narrative.topics.record import campaign_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def describe_headlines(formatter: QuantityFormatter) -> tuple[Headline, ...]:
    """Return what may stand large, the most telling first."""
    comparisons = formatter.outcomes.comparisons
    found = [item for item in comparisons if item.verdict.strength is not Strength.NONE]
    if formatter.outcomes.plan.is_monitoring:  # two contrasts ask about the same period
        found = _first_of_each(found)
    equivalent = [item for item in comparisons if item.verdict.verdict is VerdictKind.EQUIVALENT]
    undecided = [item for item in comparisons if item.verdict.verdict is VerdictKind.INCONCLUSIVE]
    headlines: list[Headline] = []
    headlines += (_finding_headline(formatter, item) for item in found)
    headlines += _record_headline(formatter)
    headlines += _retention_headline(formatter)
    headlines += (line for item in equivalent for line in _equivalent_headlines(formatter, item))
    headlines += (
        line for item in _first_of_each(undecided) for line in _undecided_headlines(formatter, item)
    )
    headlines += _latest_values(formatter, {item.metric.id for item in comparisons})
    return tuple(headlines)


def _first_of_each(outcomes: list[ComparisonOutcome]) -> list[ComparisonOutcome]:
    """Return one comparison a metric: a second one would say much of the first again."""
    first: dict[str, ComparisonOutcome] = {}
    for outcome in outcomes:
        first.setdefault(outcome.metric.id, outcome)
    return list(first.values())


def _finding_headline(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Headline:
    """Return a number with its unit; the phrase ends with its interval, and names fragility."""
    name, finding = words_of(outcome.result).headline(formatter, outcome)
    is_ratio = formatter.quantity(name).form == "ratio"
    value = formatter.measured(name)
    if is_ratio:
        value = phrase("{ratio} times", ratio=formatter.number(name))
    is_fragile = outcome.verdict.strength is Strength.FRAGILE
    fragile = compose("; ", claim(FRAGILE, outcome.verdict)) if is_fragile else ()
    label = compose(finding, bracketed(formatter.interval(name)), fragile)
    return Headline(value=value, label=label)


def _equivalent_headlines(
    formatter: QuantityFormatter, outcome: ComparisonOutcome
) -> Iterator[Headline]:
    name = outcome.ids.of(kind_of(outcome.result).ratio)
    if not formatter.has(name):
        return
    margin = within_margin_words(margin_of_difference(formatter, outcome))
    label = phrase(
        words_of(outcome.result).equivalent_headline,
        headline_parts(formatter, outcome),
        equivalent=claim(margin, outcome.verdict),
    )
    yield Headline(value=phrase("{ratio} times", ratio=formatter.number(name)), label=label)


def _undecided_headlines(
    formatter: QuantityFormatter, outcome: ComparisonOutcome
) -> Iterator[Headline]:
    """Yield the later period's value, and that no difference is shown to the earlier one's."""
    base, later = compared_ids(outcome)
    if not (formatter.has(base) and formatter.has(later)):
        return
    label = phrase(
        words_of(outcome.result).undecided_headline,
        headline_parts(formatter, outcome),
        period=range_text(formatter.period(outcome.comparison.later)),
        base=formatter.number(base),
        not_shown=claim(NOT_SHOWN[outcome.comparison.alternative], outcome.verdict),
    )
    yield Headline(value=compose(formatter.measured(later)), label=label)


def _record_headline(formatter: QuantityFormatter) -> Iterator[Headline]:
    record = formatter.outcomes.record
    name, ratio = RECORD.value, RECORD.ratio_to_previous
    if record is None or not formatter.has(name):
        return
    campaign = campaign_name(record.record)
    label = phrase("the best campaign, {campaign}", campaign=campaign)
    if formatter.has(ratio):
        label = phrase(
            "the best campaign, {campaign}, {ratio} times the record before it",
            campaign=campaign,
            ratio=formatter.number(ratio),
        )
    yield Headline(value=formatter.measured(name), label=label)


def _retention_headline(formatter: QuantityFormatter) -> Iterator[Headline]:
    committee = formatter.outcomes.committee
    if committee is None or not committee.retention:
        return
    structure = committee.measures[-1].structure
    name = StructureIds(structure.id).retention
    if formatter.has(name):
        label = phrase(
            "of the members of {day} are still on the committee ({count} of {total})",
            day=date_text(structure.first),
            count=formatter.number(name, "numerator"),
            total=formatter.number(name, "n"),
        )
        yield Headline(value=compose(formatter.number(name)), label=label)


def _latest_values(formatter: QuantityFormatter, compared: set[str]) -> Iterator[Headline]:
    """Yield the latest value of each metric, those that no comparison asks about first."""
    metrics = formatter.configuration.metrics.values()
    for metric in sorted(metrics, key=lambda item: item.id in compared):
        name = latest_id(metric.id)
        if formatter.has(name):
            is_level = metric.kind is MetricKind.LEVEL
            stood, came = (
                gettext_noop("{label}, at the last count"),
                gettext_noop("{label}, latest value"),
            )
            label = phrase(stood if is_level else came, label=metric.label)
            yield Headline(value=formatter.measured(name), label=label)


def latest_value(formatter: QuantityFormatter, metric: Metric) -> Prose:
    """Return the number, strong, with its unit and when it was; nothing where there is none."""
    name = latest_id(metric.id)
    if not formatter.has(name):
        return ()
    unit = formatter.unit_text(name)
    words = _WORDS[metric.kind is MetricKind.LEVEL, bool(unit)]
    return phrase(words, value=Strong((formatter.number(name),)), unit=unit)


_WORDS = {
    (True, True): gettext_noop("{value} {unit}, at the last count"),
    (True, False): gettext_noop("{value} at the last count"),
    (False, True): gettext_noop("{value} {unit} in the latest month"),
    (False, False): gettext_noop("{value} in the latest month"),
}
"""By whether the metric is a running total, and whether it has a unit to be printed."""
