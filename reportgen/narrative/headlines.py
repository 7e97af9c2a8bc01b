"""The few numbers that stand large under a title, each with a phrase that a board reads.

What was found comes first, then what was counted. A comparison that found nothing gives the
value of its later period, and says beside it that no difference is shown: its ratio alone
would read like a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.interrupted_series import InterruptedSeriesEstimate
from reportgen.analysis.comparisons.rate_comparison import RateComparison
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import RECORD, StructureIds, latest_id
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.claim_words import FRAGILE, NOT_SHOWN, claim, within_margin_words
from reportgen.narrative.comparisons.closing import margin_of_difference
from reportgen.narrative.comparisons.compared import compared_ids
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import against_text, range_text, start_text
from reportgen.narrative.phrases import bracketed, compose, phrase
from reportgen.narrative.statement import Headline
from reportgen.narrative.topics.record import campaign_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker


def describe_headlines(speaker: Speaker) -> tuple[Headline, ...]:
    """Return what may stand large, the most telling first."""
    comparisons = speaker.outcomes.comparisons
    found = [item for item in comparisons if item.verdict.strength is not Strength.NONE]
    if speaker.outcomes.plan.is_monitoring:  # two contrasts ask about the same period
        found = _first_of_each(found)
    alike = [item for item in comparisons if item.verdict.verdict is VerdictKind.EQUIVALENT]
    open_ones = [item for item in comparisons if item.verdict.verdict is VerdictKind.INCONCLUSIVE]
    told: list[Headline] = []
    told += (line for item in found for line in _found(speaker, item))
    told += _record(speaker)
    told += _retention(speaker)
    told += (line for item in alike for line in _alike(speaker, item))
    told += (line for item in _first_of_each(open_ones) for line in _open(speaker, item))
    told += _latest(speaker, {item.metric.id for item in comparisons})
    return tuple(told)


def _first_of_each(outcomes: list[ComparisonOutcome]) -> list[ComparisonOutcome]:
    """Return one comparison a metric: a second one would say much of the first again."""
    kept: dict[str, ComparisonOutcome] = {}
    for outcome in outcomes:
        kept.setdefault(outcome.metric.id, outcome)
    return list(kept.values())


def _found(speaker: Speaker, outcome: ComparisonOutcome) -> Iterator[Headline]:
    """Yield how many times as fast, as many or as high; the difference where no ratio holds.

    After a period without an event, which has neither, it is the rate itself.
    """
    ids, result = outcome.ids, outcome.result
    parts = {"label": outcome.metric.label, "against": _against(speaker, outcome)}
    if isinstance(result, InterruptedSeriesEstimate):
        start = start_text(speaker.period(outcome.comparison.later))
        told = phrase(
            "change of {label} at the start of {start}", label=parts["label"], start=start
        )
        yield _number(speaker, outcome, ids.level_change, told)
    elif isinstance(result, SlopeComparison):
        if speaker.has(ids.slope_ratio):
            told = phrase("as fast as in {against}: growth of {label}", parts)
            yield _number(speaker, outcome, ids.slope_ratio, told)
        else:
            told = phrase("difference from {against}, in the growth of {label}", parts)
            yield _number(speaker, outcome, ids.slope_difference, told)
    else:
        ratio = ids.rate_ratio if isinstance(result, RateComparison) else ids.ratio
        if speaker.has(ratio):
            is_count = outcome.metric.kind is MetricKind.COUNT
            told = phrase(_AS_MANY if is_count else _AS_HIGH, parts)
            yield _number(speaker, outcome, ratio, told)
        elif isinstance(result, RateComparison):
            later, period = compared_ids(outcome)[1], speaker.period(outcome.comparison.later)
            told = phrase(_AFTER_NONE, parts, period=range_text(period))
            yield _number(speaker, outcome, later, told)
        else:
            told = phrase("difference from {against}, in the average of {label}", parts)
            yield _number(speaker, outcome, ids.difference, told)


_AS_MANY = gettext_noop("as many {label} a month as in {against}")
_AS_HIGH = gettext_noop("as high as in {against}: {label}")
_AFTER_NONE = gettext_noop("{label}, {period}, after none in {against}")


def _alike(speaker: Speaker, outcome: ComparisonOutcome) -> Iterator[Headline]:
    is_slope = isinstance(outcome.result, SlopeComparison)
    name = outcome.ids.slope_ratio if is_slope else outcome.ids.ratio
    if not speaker.has(name):
        return
    margin = within_margin_words(margin_of_difference(speaker, outcome))
    told = phrase(
        _ALIKE_GROWTH if is_slope else _ALIKE_AVERAGES,
        against=_against(speaker, outcome),
        equivalent=claim(margin, outcome.verdict),
        label=outcome.metric.label,
    )
    yield Headline(value=phrase("{ratio} times", ratio=speaker.number(name)), label=told)


_ALIKE_GROWTH = gettext_noop("as fast as in {against}, {equivalent}: growth of {label}")
_ALIKE_AVERAGES = gettext_noop("the average of {against}, {equivalent}: {label}")


def _open(speaker: Speaker, outcome: ComparisonOutcome) -> Iterator[Headline]:
    """Yield the later period's value, and that no difference is shown to the earlier one's."""
    base, later = compared_ids(outcome)
    if not (speaker.has(base) and speaker.has(later)):
        return
    told = phrase(
        _OPEN_GROWTH if isinstance(outcome.result, SlopeComparison) else _OPEN_AVERAGE,
        label=outcome.metric.label,
        period=range_text(speaker.period(outcome.comparison.later)),
        against=_against(speaker, outcome),
        base=speaker.number(base),
        not_shown=claim(NOT_SHOWN[outcome.comparison.alternative], outcome.verdict),
    )
    yield Headline(value=compose(speaker.measured(later)), label=told)


_OPEN_GROWTH = gettext_noop(
    "growth of {label}, {period}; in {against} it was {base}, and {not_shown}"
)
_OPEN_AVERAGE = gettext_noop(
    "average of {label}, {period}; in {against} it was {base}, and {not_shown}"
)


def _against(speaker: Speaker, outcome: ComparisonOutcome) -> str:
    comparison = outcome.comparison
    return against_text(speaker.period(comparison.later), speaker.period(comparison.base))


def _number(speaker: Speaker, outcome: ComparisonOutcome, name: str, told: Prose) -> Headline:
    """Return a number with its unit; the phrase ends with its interval, and names fragility."""
    is_ratio = speaker.quantity(name).form == "ratio"
    value = speaker.measured(name)
    if is_ratio:
        value = phrase("{ratio} times", ratio=speaker.number(name))
    is_fragile = outcome.verdict.strength is Strength.FRAGILE
    fragile = compose("; ", claim(FRAGILE, outcome.verdict)) if is_fragile else ()
    label = compose(told, bracketed(speaker.interval(name)), fragile)
    return Headline(value=value, label=label)


def _record(speaker: Speaker) -> Iterator[Headline]:
    record = speaker.outcomes.record
    name, ratio = RECORD.value, RECORD.ratio_to_previous
    if record is None or not speaker.has(name):
        return
    campaign = campaign_name(record.record)
    told = phrase("the best campaign, {campaign}", campaign=campaign)
    if speaker.has(ratio):
        told = phrase(
            "the best campaign, {campaign}, {ratio} times the record before it",
            campaign=campaign,
            ratio=speaker.number(ratio),
        )
    yield Headline(value=speaker.measured(name), label=told)


def _retention(speaker: Speaker) -> Iterator[Headline]:
    committee = speaker.outcomes.committee
    if committee is None or not committee.retention:
        return
    structure = committee.measures[-1].structure
    name = StructureIds(structure.id).retention
    if speaker.has(name):
        told = phrase(
            "of the members of {day} are still on the committee ({count} of {total})",
            day=date_text(structure.first),
            count=speaker.number(name, "numerator"),
            total=speaker.number(name, "n"),
        )
        yield Headline(value=compose(speaker.number(name)), label=told)


def _latest(speaker: Speaker, compared: set[str]) -> Iterator[Headline]:
    """Yield the latest value of each metric, those that no comparison asks about first."""
    metrics = speaker.configuration.metrics.values()
    for metric in sorted(metrics, key=lambda item: item.id in compared):
        name = latest_id(metric.id)
        if speaker.has(name):
            is_level = metric.kind is MetricKind.LEVEL
            stood, came = (
                gettext_noop("{label}, at the last count"),
                gettext_noop("{label}, latest value"),
            )
            told = phrase(stood if is_level else came, label=metric.label)
            yield Headline(value=speaker.measured(name), label=told)
