"""Wording of comparisons of slopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.prose import Superscript
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import (
    FOUND,
    MAY_HAVE_GROWN,
    SLOPE_WORDS,
    TURNED_WORDS,
    Course,
    claim,
)
from reportgen.narrative.comparisons.comparison_words import (
    MEANS_METHOD,
    TREND,
    ComparisonWords,
    has_multiple,
    headline_parts,
    is_of_gains,
)
from reportgen.narrative.comparisons.decision import (
    allowing_for_trend,
    direction_of,
    is_open,
)
from reportgen.narrative.comparisons.finding import (
    FindingWords,
    average_values,
    course_of_gains,
    equivalent_claim,
    finding_statement,
)
from reportgen.narrative.comparisons.models import decision_methods
from reportgen.narrative.numbers.period_text import start_text
from reportgen.narrative.period_names import during
from reportgen.narrative.phrases import bracketed, compose, italic, non_empty, phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Claim, Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter
    from reportgen.narrative.statement import Statement


def describe_slope_comparison(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, _result: SlopeComparison
) -> Statement:
    """Return the statement on a comparison of mean gains, or of slopes where there are none."""
    words = FindingWords(
        values=average_values(formatter, outcome),
        claim=_claim(formatter, outcome),
    )
    return finding_statement(formatter, outcome, words, notes=_trends(formatter, outcome))


def slope_words(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    """Return the words for a found difference, which depend on the signs of both gains."""
    kind, found = outcome.verdict.verdict, course_of_gains(formatter, outcome)
    return TURNED_WORDS[kind] if found is Course.TURNED else SLOPE_WORDS[kind, found]


def _claim(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Claim | None:
    verdict = outcome.verdict
    if verdict.verdict in FOUND:
        return claim(slope_words(formatter, outcome), verdict)
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return equivalent_claim(formatter, outcome)
    return None if is_open(outcome) else _may_have_grown(formatter, outcome)


def _may_have_grown(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Claim:
    words = MAY_HAVE_GROWN[direction_of(outcome), course_of_gains(formatter, outcome)]
    return claim(words, outcome.verdict)


def _trends(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    """Report the fitted trends as studies print them; of gains, they decide nothing."""
    if not is_of_gains(outcome):
        return non_empty(_fits(formatter, outcome))
    ids = outcome.comparison_ids
    parts = (
        formatter.estimate_or_reason(gettext_noop("slope ratio"), ids.contrast.slope_ratio),
        phrase("interaction test, {test}", test=formatter.t_test(ids.contrast.t, ids.contrast.df)),
        formatter.p_value(ids.contrast.p_value),
    )
    clause = phrase(
        _PUBLISHED if outcome.comparison.is_trend_published else _FITTED,
        later=formatter.measured(ids.later.slope),
        base=(formatter.number(ids.base.slope),),
        evidence=bracketed(*parts),
    )
    return non_empty(sentence(clause), _fits(formatter, outcome))


_PUBLISHED = gettext_noop(
    "Fitted trend, as published, which decides nothing here: slopes of {later} and {base}{evidence}"
)
_FITTED = gettext_noop(
    "Fitted trend, which decides nothing here: slopes of {later} and {base}{evidence}"
)


def _fits(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Report R squared of both regressions."""
    ids = outcome.comparison_ids

    def fit(name: str) -> Prose:
        quantity = formatter.quantity(name)
        points = compose(italic("n"), "=", formatter.number(name, "n")) if quantity.n else ()
        squared = compose(italic("R"), Superscript("2"), "=", formatter.number(name))
        return compose(squared, bracketed(points))

    clause = phrase(
        "Simple linear regression: {base} {in_base} and {later} {in_later}",
        base=fit(ids.base.r_squared),
        later=fit(ids.later.r_squared),
        in_base=during(formatter, outcome.comparison.base),
        in_later=during(formatter, outcome.comparison.later),
    )
    return sentence(clause)


def _methods(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, _result: SlopeComparison
) -> tuple[Prose, ...]:
    if is_of_gains(outcome):
        gains = (sentence(phrase(words)) for words in (_GAINS_METHOD, MEANS_METHOD))
        return *gains, *decision_methods(formatter, outcome), sentence(phrase(_LINES))
    return sentence(phrase(_SLOPES_METHOD)), *decision_methods(formatter, outcome)


_GAINS_METHOD = gettext_noop(
    "Where each value includes the one before, we compared the mean gains from one value to the "
    "next"
)
_SLOPES_METHOD = gettext_noop(
    "We fitted a straight line to each period and compared the slopes by their difference and "
    "their ratio"
)
# With independent monthly gains and no true change, the test of the slopes alone finds a change
# in six of ten running totals (docs/methods.md).
_LINES = gettext_noop(
    "We also give a simple linear regression of each period and the interaction test of their "
    "slopes; they decide nothing, because each value includes the one before"
)


def _title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    label, pace = outcome.metric.label, outcome.ids.decided_ratio
    start = start_text(formatter.period(outcome.comparison.later))
    grew = claim(slope_words(formatter, outcome), outcome.verdict)
    if not has_multiple(formatter, pace):
        clause = phrase("{label} {grew} from {start}", label=label, grew=grew, start=start)
        return allowing_for_trend(formatter, outcome, clause)
    return phrase(
        "{label} {grew} from {start}, at {ratio} times the earlier pace",
        label=label,
        grew=grew,
        start=start,
        ratio=formatter.number(pace),
    )


def _headline(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    return outcome.ids.decided_difference, phrase(_BEYOND, headline_parts(formatter, outcome))


_BEYOND = gettext_noop(
    "difference from {against} beyond the trend through both periods, in the growth of {label}"
)


SLOPE = ComparisonWords(
    test=Test.SLOPE,
    result_type=SlopeComparison,
    figure=TREND,
    describe=describe_slope_comparison,
    methods=_methods,
    title=_title,
    headline=_headline,
    may_have_moved=_may_have_grown,
)
