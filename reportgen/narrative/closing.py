"""What follows every comparison's finding: margin, adjustment, further analyses, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.equivalence import EquivalenceTest
from reportgen.model.prose import plain_text
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.compose import (
    bracketed,
    compose,
    enumerated,
    labelled,
    paragraph,
    sentence,
)
from reportgen.narrative.number_text import date_text
from reportgen.narrative.words import (
    claim,
    margin_text,
    outside_margin_words,
    robustness_words,
    within_margin_words,
)

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.period import Event, Period
    from reportgen.model.prose import Prose
    from reportgen.model.verdict import Verdict
    from reportgen.narrative.speaker import Speaker


_COMPARED = {"slopes": "slopes", "gains": "mean monthly gains", "means": "means"}
"""What an equivalence test set against its margin."""


def closing_full(speaker: Speaker, outcome: ComparisonOutcome, *, unit: str) -> Prose:
    """Return the sentences after a finding, for a journal."""
    return paragraph(
        _equivalence(speaker, outcome, unit=unit),
        _adjustment(speaker, outcome),
        _robustness(outcome),
        events_sentence(speaker, outcome),
    )


def closing_short(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    """Return the sentences after a finding, for a board."""
    verdict = outcome.verdict
    votes = () if verdict.strength is Strength.NONE else _spoken(verdict, which="other")
    return paragraph(votes, events_sentence(speaker, outcome))


def fragility(outcome: ComparisonOutcome) -> Prose:
    """Return the clause that a fragile finding carries inside its own sentence."""
    verdict = outcome.verdict
    if verdict.strength is not Strength.FRAGILE:
        return ()
    return compose("; ", claim(robustness_words(verdict), verdict))


def equivalence_of(outcome: ComparisonOutcome) -> EquivalenceTest | None:
    """Return the equivalence test of a comparison, where it has one."""
    found = getattr(outcome.result, "equivalence", None)
    return found if isinstance(found, EquivalenceTest) else None


def margin_of(outcome: ComparisonOutcome, *, unit: str) -> str:
    """Return the margin of a comparison in words; empty without one."""
    margin = outcome.comparison.equivalence_margin
    return margin_text(margin, unit) if margin is not None else ""


def nor_within_margin(outcome: ComparisonOutcome, *, unit: str) -> Prose:
    """Return the clause that an undecided comparison did not show equivalence either."""
    if equivalence_of(outcome) is None:
        return ()
    words = f"nor that any difference stays within the margin of {margin_of(outcome, unit=unit)}"
    return compose(", ", claim(words, outcome.verdict))


def events_sentence(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    """Return what else happened in the two periods, so that no finding stands without it."""
    if outcome.verdict.verdict is VerdictKind.INCONCLUSIVE:  # the limits name it
        return ()
    comparison = outcome.comparison
    later = _within(outcome.events, speaker.period(comparison.later))
    base = [
        item
        for item in _within(outcome.events, speaker.period(comparison.base))
        if item not in later
    ]
    return paragraph(_happened("later", later), _happened("earlier", base))


def _within(events: tuple[Event, ...], period: Period) -> list[Event]:
    return [event for event in events if period.contains(event.on)]


def _happened(which: str, events: list[Event]) -> Prose:
    if not events:
        return ()
    named = enumerated([f"{item.what.rstrip('.')} ({date_text(item.on)})" for item in events])
    what = "an outside event" if len(events) == 1 else "outside events"
    return sentence(f"The {which} period includes {what}: ", named)


def _equivalence(speaker: Speaker, outcome: ComparisonOutcome, *, unit: str) -> Prose:
    """Say whether the two one-sided tests found the difference small enough, and with what P."""
    test = equivalence_of(outcome)
    if test is None:
        return ()
    prefix = outcome.prefix
    interval: Prose = ()
    for name, label in (
        (f"{prefix}.equivalence_ratio", f"ratio of {_COMPARED[test.decided_by]}"),
        (f"{prefix}.equivalence_difference", f"difference of {_COMPARED[test.decided_by]}"),
    ):
        if speaker.has(name) and not interval:
            interval = compose(f"{label}, ", speaker.interval(name))
    p_value = speaker.p_value(f"{prefix}.equivalence_p_value")
    p_value = labelled("two 1-sided tests, ", p_value)
    margin = margin_of(outcome, unit=unit)
    verdict = outcome.verdict
    if verdict.is_within_margin:
        words = compose(
            f"the {_COMPARED[test.decided_by]} of the two periods are ",
            claim(within_margin_words(margin), verdict),
        )
    else:
        words = compose(claim(outside_margin_words(margin), verdict))
    return sentence(words, bracketed(interval, p_value))


def _adjustment(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    """Give the Holm-adjusted P value where it reads otherwise, and say so where it blocks."""
    base = f"verdicts.{outcome.comparison.id}"
    names = (f"{base}.p_value", f"{base}.p_adjusted")
    if not all(speaker.has(name) for name in names):
        return ()
    raw, adjusted = (speaker.p_value(name) for name in names)
    if speaker.value(names[0]) >= outcome.verdict.alpha:  # the adjusted one is in the table
        return ()
    if outcome.verdict.is_blocked_by_holm:
        return sentence(
            "The interval taken alone excludes no difference, but after Holm adjustment over all "
            "comparisons of this brief the finding ",
            claim("is not statistically significant", outcome.verdict),
            bracketed(compose("adjusted ", adjusted)),
        )
    if plain_text(raw) == plain_text(adjusted):
        return ()
    return sentence(
        "After Holm adjustment over all comparisons of this brief, the deciding ",
        raw,
        " becomes ",
        adjusted,
    )


def _robustness(outcome: ComparisonOutcome) -> Prose:
    verdict = outcome.verdict
    if verdict.strength is Strength.FRAGILE:  # it said so before
        return ()
    return _spoken(verdict)


def _spoken(verdict: Verdict, *, which: str = "further") -> Prose:
    """Return the votes as a sentence; a verdict of equivalence is not about a difference."""
    words = robustness_words(verdict).replace("further analyses", f"{which} analyses")
    if verdict.verdict is VerdictKind.EQUIVALENT or not words:
        return ()
    return sentence(claim(words, verdict))
