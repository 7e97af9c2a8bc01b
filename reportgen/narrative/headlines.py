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
from reportgen.model.quantity_ids import RECORD, MembershipChangeIds, StructureIds, latest_id
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.claim_words import FRAGILE, NOT_SHOWN, claim, within_margin_words
from reportgen.narrative.comparisons.closing import margin_of_difference
from reportgen.narrative.comparisons.compared import compared_ids
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.comparison_words import headline_parts
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import range_text
from reportgen.narrative.phrases import bracketed, compose, phrase
from reportgen.narrative.statement import Headline
from reportgen.narrative.topics.record import campaign_name
from reportgen.narrative.topics.role_holdings import tells_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.committee.structure import CommitteeOutcome
    from reportgen.analysis.outcomes import ComparisonOutcome
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
    told += (_found(speaker, item) for item in found)
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


def _found(speaker: Speaker, outcome: ComparisonOutcome) -> Headline:
    """Return a number with its unit; the phrase ends with its interval, and names fragility."""
    name, told = words_of(outcome.result).headline(speaker, outcome)
    is_ratio = speaker.quantity(name).form == "ratio"
    value = speaker.measured(name)
    if is_ratio:
        value = phrase("{ratio} times", ratio=speaker.number(name))
    is_fragile = outcome.verdict.strength is Strength.FRAGILE
    fragile = compose("; ", claim(FRAGILE, outcome.verdict)) if is_fragile else ()
    label = compose(told, bracketed(speaker.interval(name)), fragile)
    return Headline(value=value, label=label)


def _alike(speaker: Speaker, outcome: ComparisonOutcome) -> Iterator[Headline]:
    name = outcome.ids.of(kind_of(outcome.result).ratio)
    if not speaker.has(name):
        return
    margin = within_margin_words(margin_of_difference(speaker, outcome))
    told = phrase(
        words_of(outcome.result).alike_headline,
        headline_parts(speaker, outcome),
        equivalent=claim(margin, outcome.verdict),
    )
    yield Headline(value=phrase("{ratio} times", ratio=speaker.number(name)), label=told)


def _open(speaker: Speaker, outcome: ComparisonOutcome) -> Iterator[Headline]:
    """Yield the later period's value, and that no difference is shown to the earlier one's."""
    base, later = compared_ids(outcome)
    if not (speaker.has(base) and speaker.has(later)):
        return
    told = phrase(
        words_of(outcome.result).open_headline,
        headline_parts(speaker, outcome),
        period=range_text(speaker.period(outcome.comparison.later)),
        base=speaker.number(base),
        not_shown=claim(NOT_SHOWN[outcome.comparison.alternative], outcome.verdict),
    )
    yield Headline(value=compose(speaker.measured(later)), label=told)


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
    if committee.changes and committee.changes[-1].turnover is not None:
        yield from _roles_changed(speaker, committee)
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


def _roles_changed(speaker: Speaker, committee: CommitteeOutcome) -> Iterator[Headline]:
    """Yield the turnover of a committee known by its role holdings, of people or of roles."""
    change, day = committee.changes[-1], committee.measures[-2].structure.first
    ids = MembershipChangeIds(change.base, change.later)
    is_of_people = tells_people(speaker.configuration)
    name = ids.turnover if is_of_people else ids.roles_changed
    if not speaker.has(name) or not speaker.value(name):
        return
    people, roles = (
        gettext_noop(
            "of the people on the committee on {day} had left by {later} ({count} of {total})"
        ),
        gettext_noop(
            "of the committee’s roles had other holders on {later} than on {day} "
            "({count} of {total})"
        ),
    )
    told = phrase(
        people if is_of_people else roles,
        day=date_text(day),
        later=date_text(committee.measures[-1].structure.first),
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
