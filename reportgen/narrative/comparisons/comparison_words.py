"""Wording of one kind of comparison, and phrases that several kinds use.

Each kind has a module of its own (`slope`, `mean`, …) and is listed in `comparison_registry`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from reportgen.analysis.comparisons.comparison_kind import Result
from reportgen.analysis.comparisons.comparison_registry import kind_of
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.narrative.claim_words import LEVEL_WORDS, claim
from reportgen.narrative.comparisons.decision import allowing_for_trend
from reportgen.narrative.numbers.period_text import start_text
from reportgen.narrative.period_names import named_base
from reportgen.narrative.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.period import Period
    from reportgen.model.prose import Claim, Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter
    from reportgen.narrative.statement import Statement

    Phrase = Callable[[QuantityFormatter, ComparisonOutcome], Prose]
    Headline = Callable[[QuantityFormatter, ComparisonOutcome], tuple[str, Prose]]

TREND, MONTHS = "trend", "months"
"""First parts of the figure keys that show the metric of a comparison over time."""
MEANS_METHOD = gettext_noop(
    "We compared means by their difference, estimated by least squares, and by their ratio"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonWords(Generic[Result]):
    """The wording of one kind of comparison.

    Attributes
    ----------
    test : Test
        The value of `test:` in the configuration.
    result_type : type
        The type of result that it describes.
    figure : str
        The figure that shows it: `TREND` or `MONTHS`.
    describe : callable
        Returns the statement on a result.
    methods : callable
        Returns the sentences of the methods section on the test.
    title : callable
        Returns a found difference as the title of a figure, without a full stop.
    headline : callable
        Returns the id of the key figure of a difference beyond a trend, and the phrase below it.
    may_have_moved : callable
        Returns the claim on a difference that only the adjustment for several comparisons leaves
        open.
    open_title : callable or None
        Returns an open result as the title of a figure; None for both values and the claim.
    """

    test: Test
    result_type: type[Result]
    figure: str
    describe: Callable[[QuantityFormatter, ComparisonOutcome, Result], Statement]
    methods: Callable[[QuantityFormatter, ComparisonOutcome, Result], tuple[Prose, ...]]
    title: Phrase
    headline: Headline
    may_have_moved: Callable[[QuantityFormatter, ComparisonOutcome], Claim]
    open_title: Phrase | None = None


def headline_parts(
    formatter: QuantityFormatter, outcome: ComparisonOutcome
) -> dict[str, str | Prose]:
    """Return the label of the metric and the name of the base period."""
    against = named_base(formatter, outcome)
    return {"label": outcome.metric.label, "against": against}


def average_title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return the title of a found difference of averages."""
    name = outcome.ids.decided_ratio
    label, rose = outcome.metric.label, _rose(outcome)
    if has_multiple(formatter, name):
        return phrase(
            "{label} {rose} to {ratio} times the earlier average",
            label=label,
            rose=rose,
            ratio=formatter.number(name),
        )
    # Without a ratio, the title says only when the difference starts.
    start = start_text(formatter.period(outcome.comparison.later))
    clause = phrase("{label} {rose} from {start} on", label=label, rose=rose, start=start)
    return allowing_for_trend(formatter, outcome, clause)


def has_multiple(formatter: QuantityFormatter, name: str) -> bool:
    """Return whether there is a ratio that is worth a title: not “<0.01 times”."""
    return formatter.has(name) and formatter.value(name) >= _LEAST_MULTIPLE


_LEAST_MULTIPLE = 0.01


def average_headline(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    """Return the id of the difference of two averages beyond a trend, and the phrase below it."""
    return outcome.ids.decided_difference, phrase(_BEYOND, headline_parts(formatter, outcome))


_BEYOND = gettext_noop(
    "difference from {against} beyond the trend through both periods, in the average of {label}"
)


def _rose(outcome: ComparisonOutcome) -> Prose:
    return (claim(LEVEL_WORDS[outcome.verdict.verdict], outcome.verdict),)


def compared_ids(outcome: ComparisonOutcome) -> tuple[str, str]:
    """Return the ids of the compared values of the base period and the later period.

    A running total has gains even where they can't be compared. Both are empty for any other
    refused comparison and for an interrupted series.
    """
    result, ids = outcome.result, outcome.comparison_ids
    if is_of_gains(outcome):
        statistic = "gain_mean"
    elif isinstance(result, Refusal) or not (statistic := kind_of(result).statistic):
        return "", ""
    base = ids.base.of(statistic) if outcome.compared_with is None else ids.contrast.decided_base
    return base, ids.later.of(statistic)


def is_of_gains(outcome: ComparisonOutcome) -> bool:
    """Return whether the gains of a running total are compared."""
    return outcome.comparison.test is Test.SLOPE and outcome.metric.kind is MetricKind.LEVEL


def base_period(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Period:
    """Return the period that the later one was compared with."""
    return outcome.compared_with or formatter.period(outcome.comparison.base)
