"""Parts of the words on comparisons: what is compared, and what qualifies a difference."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.rate_comparison import RateComparison
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.monitoring_verdict import Tone
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import (
    FOUND,
    MAY_HAVE_MOVED,
    claim,
    is_at_limit,
    robustness_words,
    votes,
)
from reportgen.narrative.comparisons.decision import (
    direction_of,
    may_have_moved,
    open_claim,
)
from reportgen.narrative.front.finding import GAINS, IN_TITLE, Rank
from reportgen.narrative.phrases import compose, phrase

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.front.finding import Finding
    from reportgen.narrative.quantity_phrases import QuantityFormatter

    Parts = dict[str, Prose]


def subject_of(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return what is compared: the metric, or the gains of a running total, or a growth."""
    metric, test = outcome.metric, outcome.comparison.test
    if metric.kind is MetricKind.LEVEL and test is not Test.MEAN:
        time = formatter.time(metric.id)
        return phrase(GAINS, time, context=IN_TITLE, label=metric.short_label)
    if test is Test.SLOPE:
        return phrase("growth of {label}", label=metric.short_label)
    return compose(metric.short_label)


def time_words(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Parts:
    """Return the words for the steps of a metric, as placeholders."""
    return {name: compose(word) for name, word in formatter.time(outcome.metric.id).items()}


def even_totals(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[str, ...]:
    """Return the ids of both counts of rare events, where the periods are as long as each other.

    A quarter of an event per month is hard to picture. Empty for all other comparisons, and where a
    difference that is found is known as one of monthly averages alone.
    """
    if not isinstance(outcome.result, RateComparison) or outcome.compared_with is not None:
        return ()
    ids = outcome.comparison_ids
    totals = ids.base.total, ids.later.total
    is_told = outcome.verdict.verdict not in FOUND or formatter.has(outcome.ids.decided_ratio)
    if not is_told or not all(map(formatter.has, totals)):
        return ()
    return totals if len({formatter.quantity(name).n for name in totals}) == 1 else ()


def tone_of(outcome: ComparisonOutcome) -> Tone:
    """Return whether a found difference is for the better."""
    return Tone.of(outcome.metric.good, is_high=outcome.verdict.verdict is VerdictKind.INCREASE)


def with_checks(outcome: ComparisonOutcome, finding: Finding) -> Finding:
    """Return a finding that most checks do not support with how many do.

    Where the P value is close to the limit, each check counts.
    """
    agreeing, all_ = votes(outcome.verdict)
    if not all_ or (agreeing == all_ if is_at_limit(outcome.verdict) else agreeing * 2 > all_):
        return finding
    checks = claim(robustness_words(outcome.verdict), outcome.verdict)
    doubted = [
        phrase("{finding} ({checks})", finding=words, checks=checks)
        for words in (*finding.titles, finding.clause)
    ]
    figure = finding.figure
    return replace(
        finding,
        rank=Rank.DOUBTFUL if agreeing * 2 <= all_ else finding.rank,
        tone=Tone.NEUTRAL if agreeing * 2 <= all_ else finding.tone,
        titles=tuple(doubted[:-1]),
        clause=doubted[-1],
        figure=figure and replace(figure, label=compose(figure.label, "; ", checks)),
    )


def as_listed(outcome: ComparisonOutcome, value: Prose) -> Prose:
    """Return a value that says so if its period counts as 0 only because it has no rows."""
    return value if outcome.unlisted[1] < 1 else phrase("{value} (none is listed)", value=value)


def doubt(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return what qualifies a difference that is not found, as a clause or as its verb."""
    if may_have_moved(outcome):
        return compose(claim(MAY_HAVE_MOVED[direction_of(outcome)], outcome.verdict))
    return open_claim(formatter, outcome)
