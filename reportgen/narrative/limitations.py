"""Limitations section: what the data and methods of a brief cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.control_chart import PERIOD_LEVEL, VALUES_LEVEL
from reportgen.model.estimate import Refusal
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import votes
from reportgen.narrative.comparisons.closing import checks_found, named_events
from reportgen.narrative.comparisons.comparison_registry import assessed
from reportgen.narrative.comparisons.comparison_words import headline_parts
from reportgen.narrative.comparisons.decision import is_held_back
from reportgen.narrative.numbers.number_words import in_100
from reportgen.narrative.phrases import compose, phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def synthetic_limit() -> Prose:
    """Return the limitation for synthetic data, declared by the configuration or a file."""
    return sentence(phrase("The data are synthetic and say nothing about a real organization"))


def describe_limitations(formatter: QuantityFormatter) -> tuple[Prose, ...]:
    """Return the limitations of this brief, the most serious first."""
    comparisons, deciding = formatter.outcomes.comparisons, formatter.outcomes.deciding
    # Ordered by how much each one limits the conclusions.
    limits = [
        *_synthetic(formatter),
        *_design(comparisons),
        *_events(comparisons),
        *_unlisted(formatter, comparisons),
        *_contested(formatter, deciding),
        *_undecided(deciding),
        *_alarms(formatter),
        *_plan(formatter),
        *_people(formatter),
        *_campaigns(formatter),
    ]
    return tuple(limits)


def _synthetic(formatter: QuantityFormatter) -> Iterator[Prose]:
    if formatter.configuration.brief.synthetic:
        yield synthetic_limit()


def _design(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    if assessed(comparisons):
        clause = phrase(
            "We compared one organization with its own past, so the figures show what happened, "
            "not why"
        )
        yield sentence(clause)


def _events(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    events = dict.fromkeys(event for outcome in comparisons for event in outcome.events)
    if events:
        clause = phrase(
            "Other things happened in the same periods, and we cannot separate their part: "
            "{events}",
            events=named_events(events),
        )
        yield sentence(clause)


def _unlisted(
    formatter: QuantityFormatter, comparisons: tuple[ComparisonOutcome, ...]
) -> Iterator[Prose]:
    """Say what a list of events can't show: whether it is complete."""
    found = [item for item in assessed(comparisons) if any(item.unlisted)]
    if found:
        clause = phrase(
            "{a_month} without a row counts as 0, so what is missing from the data lowers the "
            "averages",
            formatter.time(found[0].metric.id),
        )
        yield sentence(clause)


def _named(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return the metric of a comparison, and which of its several comparisons it is."""
    of_metric = [
        item for item in formatter.outcomes.comparisons if item.metric.id == outcome.metric.id
    ]
    if len(of_metric) == 1:
        return compose(outcome.metric.label)
    return phrase("{label} against {against}", headline_parts(formatter, outcome))


def _contested(
    formatter: QuantityFormatter, comparisons: tuple[ComparisonOutcome, ...]
) -> Iterator[Prose]:
    """Name each inconclusive comparison of which a further analysis finds a difference."""
    for outcome in comparisons:
        verdict = outcome.verdict
        # One dissenting analysis is enough: an inconclusive result may depend on the method.
        # Where the test alone finds one, too, several comparisons are what makes it inconclusive.
        is_open = verdict.verdict is VerdictKind.INCONCLUSIVE and not is_held_back(outcome)
        if is_open and votes(verdict)[0]:
            clause = phrase(
                "For {label}, the answer depends on the method: {found}",
                label=_named(formatter, outcome),
                found=checks_found(verdict),
            )
            yield sentence(clause)


def _undecided(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    kinds = {outcome.verdict.verdict for outcome in comparisons}
    # Where none could be made, that is all that the brief says.
    if kinds == {VerdictKind.NOT_ASSESSABLE}:
        return
    if VerdictKind.INCONCLUSIVE in kinds:
        clause = phrase("An unclear result does not mean that nothing changed")
        yield sentence(clause)
    if VerdictKind.NOT_ASSESSABLE in kinds:
        clause = phrase("We could not make some comparisons; the text says why")
        yield sentence(clause)


def _alarms(formatter: QuantityFormatter) -> Iterator[Prose]:
    if any(not isinstance(item.chart, Refusal) for item in formatter.outcomes.monitoring):
        clause = phrase(
            "Even if nothing changes, up to {number} in 100 measures fall outside their expected "
            "range by chance",
            number=in_100(VALUES_LEVEL + PERIOD_LEVEL),
        )
        yield sentence(clause)


def _plan(formatter: QuantityFormatter) -> Iterator[Prose]:
    made = assessed(formatter.outcomes.comparisons) or formatter.outcomes.surveys
    if made and not formatter.configuration.analysis.registration:
        clause = phrase("We did not register the analyses in advance")
        yield sentence(clause)


def _people(formatter: QuantityFormatter) -> Iterator[Prose]:
    if formatter.outcomes.surveys:
        clause = phrase("Survey answers are self-reported and speak only for those who answered")
        yield sentence(clause)
    if formatter.configuration.testimonials:
        clause = phrase("We chose the quotations; they illustrate and prove nothing")
        yield sentence(clause)


def _campaigns(formatter: QuantityFormatter) -> Iterator[Prose]:
    campaigns = formatter.configuration.campaigns
    if (
        formatter.outcomes.record is not None
        and campaigns is not None
        and not campaigns.is_complete
    ):
        clause = phrase(
            "The list of campaigns may be incomplete, so another one may hold the record"
        )
        yield sentence(clause)
