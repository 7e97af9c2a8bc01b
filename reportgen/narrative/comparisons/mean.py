"""Wording of comparisons of means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.mean_comparison import MeanComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Test, Variant
from reportgen.narrative.comparisons.comparison_words import (
    MEANS_METHOD,
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
from reportgen.narrative.phrases import (
    bracketed,
    compose,
    italic,
    listed,
    non_empty,
    phrase,
    sentence,
)

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.model.quantity_ids import ContrastIds
    from reportgen.narrative.quantity_phrases import QuantityFormatter
    from reportgen.narrative.statement import Statement

_VARIANTS = {Variant.STUDENT: "Student", Variant.WELCH: "Welch"}


def describe_mean_comparison(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: MeanComparison
) -> Statement:
    """Return the statement on a comparison of means."""
    words = FindingWords(
        claim=level_claim(formatter, outcome),
        values=average_values(formatter, outcome),
    )
    return finding_statement(
        formatter, outcome, words, notes=non_empty(_plain_test(formatter, outcome, result))
    )


def _plain_test(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: MeanComparison
) -> Prose:
    """Report the t test that takes successive values as independent, as many journals print it."""
    # It is of the periods of the plan, also where the same months a year earlier are compared.
    if outcome.compared_with is not None:
        return ()
    ids = outcome.ids
    is_two_sided = result.alternative is Alternative.TWO_SIDED
    parts = (
        formatter.t_test(ids.t, ids.df),
        formatter.p_value(ids.p_value),
        _effect_size(formatter, ids),
    )
    clause = phrase(
        _TWO_SIDED_TEST if is_two_sided else _ONE_SIDED_TEST,
        name=_VARIANTS[result.variant],
        test=listed([part for part in parts if part]),
    )
    return sentence(clause)


_TWO_SIDED_TEST = gettext_noop("2-tailed unpaired {name} test, for comparison: {test}")
_ONE_SIDED_TEST = gettext_noop("1-tailed unpaired {name} test, for comparison: {test}")


def _effect_size(formatter: QuantityFormatter, ids: ContrastIds) -> Prose:
    size = phrase("Hedges {g}", g=formatter.equal("g", ids.hedges_g))
    return compose(size, bracketed(formatter.interval(ids.hedges_g)))


_PLAIN = gettext_noop(
    "We also give the unpaired {name} {t} test for comparison with other reports; it takes "
    "successive values as independent and decides nothing"
)


def _methods(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: MeanComparison
) -> tuple[Prose, ...]:
    # In a report on a period, the sentences on the period replace those on the comparison.
    is_evidence = formatter.outcomes.monitoring_of(outcome.comparison) is not None
    is_printed = not is_evidence and _plain_test(formatter, outcome, result)
    plain = phrase(_PLAIN, name=_VARIANTS[result.variant], t=italic("t")) if is_printed else ()
    return sentence(phrase(MEANS_METHOD)), *decision_methods(formatter, outcome), sentence(plain)


MEAN = ComparisonWords(
    test=Test.MEAN,
    result_type=MeanComparison,
    figure=MONTHS,
    describe=describe_mean_comparison,
    methods=_methods,
    title=average_title,
    headline=average_headline,
    may_have_moved=may_have_moved_claim,
)
