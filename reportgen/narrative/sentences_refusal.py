"""Sentences on comparisons that could not be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.narrative.compose import paragraph, sentence
from reportgen.narrative.spans import between_text
from reportgen.narrative.statement import Statement
from reportgen.narrative.words import claim

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.narrative.speaker import Speaker

NOT_ASSESSABLE = "could not be compared"


def describe_refusal(speaker: Speaker, outcome: ComparisonOutcome) -> Statement:
    """Return that two periods could not be compared, and why."""
    comparison, verdict = outcome.comparison, outcome.verdict
    periods = speaker.outcomes.plan.periods
    spans = [
        between_text(periods[key]) if key in periods else f"in the period “{key}”"
        for key in (comparison.later, comparison.base)
    ]
    words = sentence(
        f"{outcome.metric.label} {spans[0]} and {spans[1]} ",
        claim(NOT_ASSESSABLE, verdict),
        f": {verdict.reason.rstrip('.')}",
    )
    return Statement(subject=comparison.id, short=words, full=paragraph(words))
