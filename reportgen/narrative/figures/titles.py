"""Titles of figures: the finding in one line, worded as the verdict permits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.quantity_ids import latest_id
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import claim
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.comparison_words import compared_ids
from reportgen.narrative.comparisons.decision import (
    allowing_for_trend,
    is_beyond_trend,
    is_inconclusive,
)
from reportgen.narrative.comparisons.finding import equivalent_claim
from reportgen.narrative.comparisons.refusal import NOT_ASSESSABLE
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
        own = words_of(outcome.result).undecided_title
        if own is not None:
            return own(formatter, outcome)
        return allowing_for_trend(formatter, outcome, _undecided(formatter, outcome))
    title: Prose = words_of(outcome.result).title(formatter, outcome)
    return title


def _undecided(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return an open result, with both averages where they are what was judged."""
    label = outcome.metric.label
    has_values = outcome.comparison.test is Test.MEAN and not is_beyond_trend(formatter, outcome)
    undecided = words_of(outcome.result).undecided(formatter, outcome)
    template = _NO_ANSWER if is_inconclusive(outcome) else _UNDECIDED
    clause = phrase(template, label=label, undecided=undecided)
    if not has_values:
        return clause
    base, later = compared_ids(outcome)
    return phrase(
        "{finding}: {later}, after {base}",
        finding=clause,
        later=formatter.measured_of(later, label),
        base=formatter.number(base),
    )


_UNDECIDED = gettext_noop("{label} {undecided}")
_NO_ANSWER = gettext_noop("for {label}, {undecided}")


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
