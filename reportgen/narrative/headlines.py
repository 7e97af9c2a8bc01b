"""Headline numbers below the title, each with a phrase.

Findings come first, then counts. An inconclusive comparison is shown as the value of its later
period with the note that no difference is shown; its ratio alone would read like a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.prose import Strong
from reportgen.model.quantity_ids import RECORD, MembershipChangeIds, StructureIds, latest_id
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.claim_words import NOT_SHOWN, claim, within_margin_words
from reportgen.narrative.comparisons.closing import margin_of
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.comparison_words import compared_ids, headline_parts
from reportgen.narrative.comparisons.decision import (
    allowing_for_trend,
    inconclusive_claim,
    is_held_back,
)
from reportgen.narrative.latest_time import latest_time
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import range_text
from reportgen.narrative.phrases import bracketed, compose, phrase
from reportgen.narrative.statement import Headline
from reportgen.narrative.topics.monitoring import monitored_headline
from reportgen.narrative.topics.record import campaign_name
from reportgen.narrative.topics.role_holdings import names_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.committee.structure import CommitteeOutcome
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def describe_headlines(formatter: QuantityFormatter) -> tuple[Headline, ...]:
    """Return all possible headlines, the most important first."""
    outcomes = formatter.outcomes
    comparisons, monitoring = outcomes.deciding, outcomes.monitoring
    changed = [item for item in monitoring if item.verdict.is_remarkable]
    as_expected = [item for item in monitoring if not item.verdict.is_remarkable]
    found = [item for item in comparisons if item.verdict.strength is not Strength.NONE]
    equivalent = [item for item in comparisons if item.verdict.verdict is VerdictKind.EQUIVALENT]
    undecided = [item for item in comparisons if item.verdict.verdict is VerdictKind.INCONCLUSIVE]
    headlines: list[Headline] = []
    headlines += (line for item in changed for line in monitored_headline(formatter, item))
    headlines += (_finding_headline(formatter, item) for item in found)
    headlines += _record_headline(formatter)
    headlines += _retention_headline(formatter)
    headlines += (line for item in equivalent for line in _equivalent_headlines(formatter, item))
    headlines += (
        line for item in _first_of_each(undecided) for line in _undecided_headlines(formatter, item)
    )
    headlines += (line for item in as_expected for line in monitored_headline(formatter, item))
    headlines += _latest_values(formatter, {item.metric.id for item in outcomes.comparisons})
    return tuple(headlines)


def _first_of_each(outcomes: list[ComparisonOutcome]) -> list[ComparisonOutcome]:
    """Return the first comparison per metric; a second one would mostly repeat it."""
    first: dict[str, ComparisonOutcome] = {}
    for outcome in outcomes:
        first.setdefault(outcome.metric.id, outcome)
    return list(first.values())


def _finding_headline(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Headline:
    """Return a number with its unit; the phrase includes its interval."""
    name, finding = words_of(outcome.result).headline(formatter, outcome)
    is_ratio = formatter.quantity(name).form == "ratio"
    value = formatter.measured(name)
    if is_ratio:
        value = phrase("{ratio} times", ratio=formatter.number(name))
    label = compose(finding, bracketed(formatter.interval(name)))
    return Headline(value=value, label=label)


def _equivalent_headlines(
    formatter: QuantityFormatter, outcome: ComparisonOutcome
) -> Iterator[Headline]:
    name = outcome.ids.decided_ratio
    if not formatter.has(name):
        return
    margin = within_margin_words(margin_of(formatter, outcome))
    label = phrase(
        words_of(outcome.result).equivalent_headline,
        headline_parts(formatter, outcome),
        equivalent=claim(margin, outcome.verdict),
    )
    yield Headline(value=phrase("{ratio} times", ratio=formatter.number(name)), label=label)


def _undecided_headlines(
    formatter: QuantityFormatter, outcome: ComparisonOutcome
) -> Iterator[Headline]:
    """Yield the value of the later period, with the note that no difference is shown."""
    base, later = compared_ids(outcome)
    if not (formatter.has(base) and formatter.has(later)):
        return
    not_shown = claim(NOT_SHOWN[outcome.comparison.alternative], outcome.verdict)
    if is_held_back(outcome):
        not_shown = inconclusive_claim(outcome)
    label = phrase(
        words_of(outcome.result).undecided_headline,
        headline_parts(formatter, outcome),
        period=range_text(formatter.period(outcome.comparison.later)),
        base=formatter.number(base),
        not_shown=allowing_for_trend(formatter, outcome, (not_shown,)),
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
    committee, known = formatter.outcomes.committee, formatter.configuration.committee
    if committee is None or known is None or not committee.retention:
        return
    if known.is_of_holdings and committee.changes:
        yield from _turnover_headline(formatter, committee)
        return
    # The latest structure: earlier ones describe a committee that no longer exists.
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


def _turnover_headline(
    formatter: QuantityFormatter, committee: CommitteeOutcome
) -> Iterator[Headline]:
    """Yield the turnover between the last two days: of people, or of roles under `privacy`."""
    change, day = committee.changes[-1], committee.measures[-2].structure.first
    ids = MembershipChangeIds(change.base, change.later)
    is_of_people = names_people(formatter.configuration)
    name = ids.turnover if is_of_people else ids.roles_changed
    if not formatter.has(name) or not formatter.value(name):
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
    label = phrase(
        people if is_of_people else roles,
        day=date_text(day),
        later=date_text(committee.measures[-1].structure.first),
        count=formatter.number(name, "numerator"),
        total=formatter.number(name, "n"),
    )
    yield Headline(value=compose(formatter.number(name)), label=label)


def _latest_values(formatter: QuantityFormatter, compared: set[str]) -> Iterator[Headline]:
    """Yield the latest value of each metric; metrics without a comparison come first."""
    metrics = formatter.configuration.metrics.values()
    for metric in sorted(metrics, key=lambda item: item.id in compared):
        name = latest_id(metric.id)
        if formatter.has(name):
            label = phrase(
                "{label}{latest_time}",
                label=metric.label,
                latest_time=latest_time(formatter, metric),
            )
            yield Headline(value=formatter.measured(name), label=label)


def latest_value(formatter: QuantityFormatter, metric: Metric) -> Prose:
    """Return the latest value in bold with unit and date; empty if there is none."""
    name = latest_id(metric.id)
    if not formatter.has(name):
        return ()
    value, unit = Strong((formatter.number(name),)), formatter.unit_text(name)
    time = latest_time(formatter, metric)
    if unit:
        return phrase("{value} {unit}{latest_time}", value=value, unit=unit, latest_time=time)
    return phrase("{value}{latest_time}", value=value, latest_time=time)
