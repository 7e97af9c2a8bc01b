"""Titles of figures: the finding in one line, worded as the verdict permits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.comparison import Test
from reportgen.model.quantity_ids import latest_id
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import claim
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.comparison_words import compared_ids
from reportgen.narrative.comparisons.decision import (
    allowing_for_trend,
    is_beyond_trend,
    may_have_moved,
    open_claim,
)
from reportgen.narrative.comparisons.finding import equivalent_claim
from reportgen.narrative.comparisons.refusal import NOT_ASSESSABLE
from reportgen.narrative.front.comparison_parts import subject_of
from reportgen.narrative.front.finding import amount
from reportgen.narrative.latest_time import latest_time
from reportgen.narrative.phrases import capitalized, phrase

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def comparison_title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return the finding of a comparison as a title, without a full stop."""
    return capitalized(_title(formatter, outcome))


def _title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    verdict, label = outcome.verdict, outcome.metric.label
    if verdict.verdict is VerdictKind.NOT_ASSESSABLE:
        refused = claim(NOT_ASSESSABLE, verdict)
        return phrase("{label} {refused} between the periods", label=label, refused=refused)
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return _equivalent(formatter, outcome)
    if verdict.verdict is VerdictKind.INCONCLUSIVE:
        if may_have_moved(outcome):
            return allowing_for_trend(formatter, outcome, _may_have_moved(formatter, outcome))
        own = words_of(outcome.result).open_title
        return (own or _open)(formatter, outcome)
    title: Prose = words_of(outcome.result).title(formatter, outcome)
    return title


def _may_have_moved(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return what only the adjustment leaves open; with averages if it is these that moved."""
    label = outcome.metric.label
    may_have = words_of(outcome.result).may_have_moved(formatter, outcome)
    clause = phrase("{label} {may_have_risen}", label=label, may_have_risen=may_have)
    if outcome.comparison.test is not Test.MEAN or is_beyond_trend(formatter, outcome):
        return clause
    base, later = compared_ids(outcome)
    return phrase(
        "{finding}: {later}, after {base}",
        finding=clause,
        later=formatter.measured_of(later, label),
        base=formatter.number(base),
    )


def _open(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return both values, and what their difference may be."""
    base, later = compared_ids(outcome)
    return phrase(
        "{label}: {later}, compared with {base}; {verdict}",
        label=subject_of(formatter, outcome),
        later=amount(formatter, later, outcome.metric),
        base=formatter.number(base),
        verdict=open_claim(formatter, outcome),
    )


def plain_title(formatter: QuantityFormatter, metric: Metric) -> Prose:
    """Return the title for a metric without comparisons: its latest value."""
    latest = latest_id(metric.id)
    if not formatter.has(latest):
        return phrase("No value of {label} is known yet", label=metric.label)
    words = phrase(
        "{label} stood at {value}{latest_time}",
        label=metric.label,
        value=formatter.number(latest),
        latest_time=latest_time(formatter, metric),
    )
    return capitalized(words)


def _equivalent(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    clause = phrase(
        "{label} {equivalent}",
        label=outcome.metric.label,
        equivalent=equivalent_claim(formatter, outcome),
    )
    if not is_beyond_trend(formatter, outcome):
        return clause
    return phrase("{finding}, allowing for the trend through both periods", finding=clause)
