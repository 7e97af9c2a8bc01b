"""Sentences on comparisons that could not be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.marked import marked
from reportgen.narrative.compose import compose, paragraph, phrase, sentence
from reportgen.narrative.spans import between_text
from reportgen.narrative.statement import Statement
from reportgen.narrative.words import claim

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.narrative.speaker import Speaker

NOT_ASSESSABLE = marked("could not be compared")


def describe_refusal(speaker: Speaker, outcome: ComparisonOutcome) -> Statement:
    """Return that two periods could not be compared, and why."""
    comparison, verdict = outcome.comparison, outcome.verdict
    periods = speaker.outcomes.plan.periods
    later, base = (
        compose(between_text(periods[key]))
        if key in periods
        else phrase("in the period “{period}”", period=key)
        for key in (comparison.later, comparison.base)
    )
    told = phrase(
        "{label} {later_span} and {base_span} {refused}: {reason}",
        label=outcome.metric.label,
        later_span=later,
        base_span=base,
        refused=claim(NOT_ASSESSABLE, verdict),
        reason=translated(verdict.reason).rstrip("."),
    )
    words = sentence(told)
    return Statement(subject=comparison.id, short=words, full=paragraph(words))
