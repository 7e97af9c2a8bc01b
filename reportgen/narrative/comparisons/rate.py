"""Wording of exact comparisons of Poisson rates (small counts)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.rate_comparison import RateComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Test
from reportgen.narrative.comparisons.comparison_words import (
    MONTHS,
    ComparisonWords,
    average_headline,
    average_title,
)
from reportgen.narrative.comparisons.finding import (
    FindingWords,
    average_values,
    finding_statement,
    level_claim,
    may_have_moved_claim,
)
from reportgen.narrative.comparisons.models import decision_methods
from reportgen.narrative.phrases import compose, listed, non_empty, phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.comparisons.finding import Values
    from reportgen.narrative.quantity_phrases import QuantityFormatter
    from reportgen.narrative.statement import Statement


def describe_rate_comparison(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: RateComparison
) -> Statement:
    """Return the statement on a comparison of two rates."""
    totals = _totals(formatter, outcome)
    words = FindingWords(
        claim=level_claim(formatter, outcome),
        values=totals or average_values(formatter, outcome),
        are_totals=bool(totals),
    )
    return finding_statement(
        formatter, outcome, words, notes=non_empty(_exact_test(formatter, outcome, result))
    )


def _totals(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Values | None:
    """Return both counts where the periods are as long as each other."""
    ids, label = outcome.comparison_ids, outcome.metric.label
    totals = (ids.base.total, ids.later.total)
    steps = {formatter.quantity(name).n for name in totals if formatter.has(name)}
    if outcome.compared_with is None and len(steps) == 1 and all(map(formatter.has, totals)):
        return formatter.measured_of(totals[1], label), compose(formatter.number(totals[0]))
    return None


def _exact_test(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: RateComparison
) -> Prose:
    """Report the exact test, which is right only if events occur independently."""
    ids = outcome.ids
    p_value = formatter.p_value(ids.p_value)
    # It is of the periods of the plan, also where the same months a year earlier are compared.
    if not p_value or outcome.compared_with is not None:
        return ()
    is_two_sided = result.alternative is Alternative.TWO_SIDED
    rates = formatter.estimate_or_reason(gettext_noop("rate ratio"), ids.rate_ratio)
    clause = phrase(
        _TWO_SIDED_TEST if is_two_sided else _ONE_SIDED_TEST,
        test=listed([part for part in (p_value, rates) if part]),
    )
    return sentence(clause)


_TWO_SIDED_TEST = gettext_noop("2-tailed exact conditional test, for comparison: {test}")
_ONE_SIDED_TEST = gettext_noop("1-tailed exact conditional test, for comparison: {test}")


# "Five" is the threshold of `analysis.comparisons` for small counts; change both.
_RARE = gettext_noop(
    "We judged counts of fewer than five at a time by their own spread, which allows for events "
    "that come in clusters"
)
_EXACT = gettext_noop(
    "We also give the exact conditional test of two Poisson rates for comparison with other "
    "reports; it takes events as independent and decides nothing"
)


def _methods(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: RateComparison
) -> tuple[Prose, ...]:
    # In a report on a period, the sentences on the period replace those on the comparison.
    is_evidence = formatter.outcomes.monitoring_of(outcome.comparison) is not None
    is_printed = not is_evidence and _exact_test(formatter, outcome, result)
    exact = sentence(phrase(_EXACT)) if is_printed else ()
    return sentence(phrase(_RARE)), *decision_methods(formatter, outcome), exact


RATE = ComparisonWords(
    test=Test.MEAN,
    result_type=RateComparison,
    figure=MONTHS,
    describe=describe_rate_comparison,
    methods=_methods,
    title=average_title,
    headline=average_headline,
    may_have_moved=may_have_moved_claim,
)
