"""What a brief can't show, said by the brief itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.claim_words import claim, robustness_words, votes
from reportgen.narrative.comparisons.closing import named_events
from reportgen.narrative.comparisons.comparison_registry import assessed, words_of
from reportgen.narrative.phrases import phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker


def synthetic_limit() -> Prose:
    """Return the limit that holds where the configuration, or a file, says synthetic."""
    return sentence(
        phrase("The data of this brief are synthetic and say nothing of a real organization")
    )


def describe_limitations(speaker: Speaker) -> tuple[Prose, ...]:
    """Return the limits of this brief, the gravest first."""
    comparisons = speaker.outcomes.comparisons
    limits = [
        *_synthetic(speaker),
        *_design(comparisons),
        *_events(comparisons),
        *_fragile(comparisons),
        *_contested(comparisons),
        *_undecided(comparisons),
        *_of_kinds(comparisons),
        *_plan(speaker),
        *_people(speaker),
        *_campaigns(speaker),
    ]
    return tuple(limits)


def _synthetic(speaker: Speaker) -> Iterator[Prose]:
    if speaker.configuration.brief.synthetic:
        yield synthetic_limit()


def _design(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    if comparisons:
        told = phrase(
            "Periods of one organization are compared, without another one for comparison: this "
            "shows what happened, not why"
        )
        yield sentence(told)


def _events(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    events = dict.fromkeys(event for outcome in comparisons for event in outcome.events)
    if events:
        told = phrase(
            "Other things happened in the periods that are compared, and their part can't be told "
            "apart from that of any planned change: {events}",
            events=named_events(events),
        )
        yield sentence(told)


def _fragile(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    for outcome in comparisons:
        verdict = outcome.verdict
        if verdict.strength is Strength.FRAGILE:
            held = claim(robustness_words(verdict), verdict)
            yield sentence(phrase("{label}: {held}", label=outcome.metric.label, held=held))


def _contested(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    """Name each comparison that found nothing while other analyses of it did."""
    for outcome in comparisons:
        verdict = outcome.verdict
        if verdict.verdict is VerdictKind.INCONCLUSIVE and votes(verdict)[0]:
            words = claim(robustness_words(verdict), verdict)
            told = phrase(
                "For {label}, {found}, so the answer hangs on the method",
                label=outcome.metric.label,
                found=words,
            )
            yield sentence(told)


def _undecided(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    kinds = {outcome.verdict.verdict for outcome in comparisons}
    if VerdictKind.INCONCLUSIVE in kinds:
        told = phrase(
            "Where the data do not show whether two periods differ, they do not show that the "
            "periods are alike either; the intervals tell how large a difference remains possible"
        )
        yield sentence(told)
    if VerdictKind.NOT_ASSESSABLE in kinds:
        told = phrase("Some comparisons could not be made; the reasons stand in their place")
        yield sentence(told)


def _of_kinds(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    """Yield what qualifies kinds of comparisons, each once."""
    told = (
        words.limitation(outcome)
        for outcome in assessed(comparisons)
        if (words := words_of(outcome.result)).limitation
    )
    yield from dict.fromkeys(prose for prose in told if prose)


def _plan(speaker: Speaker) -> Iterator[Prose]:
    if speaker.outcomes.comparisons and not speaker.configuration.analysis.registration:
        told = phrase(
            "No registration shows that the analyses were chosen before the data were seen"
        )
        yield sentence(told)


def _people(speaker: Speaker) -> Iterator[Prose]:
    if speaker.outcomes.surveys:
        told = phrase(
            "Survey answers are what people said of themselves, and stand for those who answered"
        )
        yield sentence(told)
    if speaker.configuration.testimonials:
        told = phrase("Quotations were chosen; they illustrate and prove nothing")
        yield sentence(told)


def _campaigns(speaker: Speaker) -> Iterator[Prose]:
    campaigns = speaker.configuration.campaigns
    if speaker.outcomes.record is not None and campaigns is not None and not campaigns.is_complete:
        told = phrase(
            "The list of campaigns is not declared complete, so the record may be another one"
        )
        yield sentence(told)
