"""Limitations section: what the data and methods of a brief cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import claim, robustness_words, votes
from reportgen.narrative.comparisons.closing import named_events
from reportgen.narrative.comparisons.comparison_registry import assessed, words_of
from reportgen.narrative.comparisons.comparison_words import headline_parts
from reportgen.narrative.comparisons.decision import is_held_back
from reportgen.narrative.phrases import compose, phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def synthetic_limit() -> Prose:
    """Return the limitation for synthetic data, declared by the configuration or a file."""
    return sentence(
        phrase("The data of this brief are synthetic and say nothing of a real organization")
    )


def describe_limitations(formatter: QuantityFormatter) -> tuple[Prose, ...]:
    """Return the limitations of this brief, the most serious first."""
    comparisons, deciding = formatter.outcomes.comparisons, formatter.outcomes.deciding
    # Ordered by how much each one limits the conclusions.
    limits = [
        *_synthetic(formatter),
        *_design(comparisons),
        *_events(comparisons),
        *_contested(formatter, deciding),
        *_undecided(formatter, deciding),
        *_of_kinds(deciding),
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
    if comparisons:
        clause = phrase(
            "Periods of one organization are compared, without another one for comparison: this "
            "shows what happened, not why"
        )
        yield sentence(clause)


def _events(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    events = dict.fromkeys(event for outcome in comparisons for event in outcome.events)
    if events:
        clause = phrase(
            "Other things happened in the periods that are compared, and their part can't be told "
            "apart from that of any planned change: {events}",
            events=named_events(events),
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
            words = claim(robustness_words(verdict), verdict)
            clause = phrase(
                "For {label}, {found}, so the answer hangs on the method",
                label=_named(formatter, outcome),
                found=words,
            )
            yield sentence(clause)


def _undecided(
    formatter: QuantityFormatter, comparisons: tuple[ComparisonOutcome, ...]
) -> Iterator[Prose]:
    kinds = {outcome.verdict.verdict for outcome in comparisons}
    if VerdictKind.INCONCLUSIVE in kinds:
        # Of few values there is no interval.
        has_interval = any(
            formatter.interval(outcome.ids.decided_difference)
            for outcome in comparisons
            if outcome.verdict.verdict is VerdictKind.INCONCLUSIVE
        )
        yield sentence(phrase(_UNDECIDED_INTERVALS if has_interval else _UNDECIDED))
    if VerdictKind.NOT_ASSESSABLE in kinds:
        clause = phrase("Some comparisons could not be made; the reasons stand in their place")
        yield sentence(clause)


_UNDECIDED = gettext_noop(
    "Where the data do not show whether two periods differ, they do not show that the periods are "
    "alike either"
)
_UNDECIDED_INTERVALS = gettext_noop(
    "Where the data do not show whether two periods differ, they do not show that the "
    "periods are alike either; the intervals tell how large a difference remains possible"
)


def _of_kinds(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    """Yield the limitations of each kind of comparison, each once."""
    limits = (
        words.limitation(outcome)
        for outcome in assessed(comparisons)
        if (words := words_of(outcome.result)).limitation
    )
    yield from dict.fromkeys(prose for prose in limits if prose)


def _alarms(formatter: QuantityFormatter) -> Iterator[Prose]:
    if any(not isinstance(item.chart, Refusal) for item in formatter.outcomes.monitoring):
        clause = phrase(
            "Of figures that go on as before, up to one in ten lies outside its expected range in "
            "a period by chance"
        )
        yield sentence(clause)


def _plan(formatter: QuantityFormatter) -> Iterator[Prose]:
    if formatter.outcomes.comparisons and not formatter.configuration.analysis.registration:
        clause = phrase(
            "No registration shows that the analyses were chosen before the data were seen"
        )
        yield sentence(clause)


def _people(formatter: QuantityFormatter) -> Iterator[Prose]:
    if formatter.outcomes.surveys:
        clause = phrase(
            "Survey answers are what people said of themselves, and stand for those who answered"
        )
        yield sentence(clause)
    if formatter.configuration.testimonials:
        clause = phrase("Quotations were chosen; they illustrate and prove nothing")
        yield sentence(clause)


def _campaigns(formatter: QuantityFormatter) -> Iterator[Prose]:
    campaigns = formatter.configuration.campaigns
    if (
        formatter.outcomes.record is not None
        and campaigns is not None
        and not campaigns.is_complete
    ):
        clause = phrase(
            "The list of campaigns is not declared complete, so the record may be another one"
        )
        yield sentence(clause)
