"""The sentence that states a comparison: the finding, both values, then the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import (
    FOUND,
    LEVEL_WORDS,
    MAY_HAVE_MOVED,
    UNDECIDED_LEVEL,
    claim,
    same_pace_words,
    within_margin_words,
)
from reportgen.narrative.comparisons.closing import (
    closing_full,
    closing_short,
    equivalence_evidence,
    margin_of,
)
from reportgen.narrative.comparisons.comparison_words import compared_ids, is_of_gains
from reportgen.narrative.comparisons.decision import (
    allowing_for_trend,
    deciding_evidence,
    direction_of,
    inconclusive_claim,
    is_beyond_trend,
    is_held_back,
    is_inconclusive,
)
from reportgen.narrative.discourse import Link, link
from reportgen.narrative.period_names import during, during_base
from reportgen.narrative.phrases import bracketed, compose, non_empty, phrase, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Claim, Prose, Sentences
    from reportgen.narrative.phrases import Part
    from reportgen.narrative.quantity_phrases import QuantityFormatter

    Values = tuple[Prose, Prose]

_TO = "a value that rose or fell to another"
_FINDINGS = {
    Link.NONE: gettext_noop("{label} {claim}: {values}"),
    Link.ALSO: gettext_noop("{label} also {claim}: {values}"),
    Link.AGAIN: gettext_noop("{label} again {claim}: {values}"),
    Link.CONTRAST: gettext_noop("by contrast, {label} {claim}: {values}"),
}
_MOVES = {
    Link.NONE: gettext_noop("{label} {claim} {values}", context=_TO),
    Link.ALSO: gettext_noop("{label} also {claim} {values}", context=_TO),
    Link.AGAIN: gettext_noop("{label} again {claim} {values}", context=_TO),
    Link.CONTRAST: gettext_noop("by contrast, {label} {claim} {values}", context=_TO),
}
_HELD = gettext_noop("for {label}, {inconclusive}: {values}")
_MOVED = gettext_noop("to {later} {in_later}, from {base} {in_base}{evidence}")
_MOVED_ON_AVERAGE = gettext_noop(
    "to an average of {later} {in_later}, from {base} {in_base}{evidence}"
)
_COMPARED = gettext_noop("{later} {in_later}, compared with {base} {in_base}{evidence}")
_COMPARED_ON_AVERAGE = gettext_noop(
    "an average of {later} {in_later}, compared with {base} {in_base}{evidence}"
)
_GREW_BY = gettext_noop("by {later} {in_later}, compared with {base} {in_base}{evidence}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWords:
    """What the kinds of comparisons say differently.

    Attributes
    ----------
    claim : Claim
        What the verdict permits to say: a verb that has the label of the metric as its subject.
    values : tuple of Prose
        The later value with its unit, and the base value.
    ratio : str
        Message that says what is divided.
    """

    claim: Claim
    values: Values
    ratio: str


def finding_statement(
    formatter: QuantityFormatter,
    outcome: ComparisonOutcome,
    words: FindingWords,
    *,
    notes: Sentences = (),
) -> Statement:
    """Return the statement on two compared values; `notes` belong below the table of results."""
    evidence = _evidence(formatter, outcome, words.ratio)
    return Statement(
        subject=outcome.comparison.id,
        short=non_empty(
            finding_sentence(formatter, outcome, words), *closing_short(formatter, outcome)
        ),
        full=non_empty(
            finding_sentence(formatter, outcome, words, evidence=evidence),
            *closing_full(formatter, outcome),
        ),
        notes=notes,
    )


def finding_sentence(
    formatter: QuantityFormatter,
    outcome: ComparisonOutcome,
    words: FindingWords,
    *,
    evidence: Prose = (),
) -> Prose:
    """Return the finding with both values: ``Visits rose to 120 a month in the year after, …``."""
    parts: dict[str, Part] = {
        "later": words.values[0],
        "base": words.values[1],
        "in_later": during(formatter, outcome.comparison.later),
        "in_base": during_base(formatter, outcome),
        "evidence": evidence,
    }
    moves = _is_move(formatter, outcome)
    said: dict[str, Part] = {
        "label": outcome.metric.label,
        "claim": words.claim,
        "values": phrase(_values(formatter, outcome, moves=moves), parts),
    }
    if is_inconclusive(outcome):
        return sentence(phrase(_HELD, said, inconclusive=words.claim))
    relation = link(formatter, outcome)
    if moves:
        return sentence(phrase(_MOVES[relation], said, context=_TO))
    return sentence(allowing_for_trend(formatter, outcome, phrase(_FINDINGS[relation], said)))


def equivalent_claim(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Claim:
    """Return that the difference stays within the margin."""
    words = same_pace_words if outcome.comparison.test is Test.SLOPE else within_margin_words
    return claim(words(margin_of(formatter, outcome)), outcome.verdict)


def _evidence(formatter: QuantityFormatter, outcome: ComparisonOutcome, ratio: str) -> Prose:
    """Return the evidence in brackets: of the margin where that decides, else of the test."""
    if outcome.verdict.verdict is VerdictKind.EQUIVALENT:
        return equivalence_evidence(formatter, outcome)
    return bracketed(*deciding_evidence(formatter, outcome, ratio=ratio))


def level_claim(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Claim:
    """Return the claim on two averages or rates."""
    verdict = outcome.verdict
    if verdict.verdict in FOUND:
        return claim(LEVEL_WORDS[verdict.verdict], verdict)
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return equivalent_claim(formatter, outcome)
    return undecided_level(formatter, outcome)


def undecided_level(_formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Claim:
    """Return the claim on an inconclusive comparison of averages, rates or courses."""
    if not is_held_back(outcome):
        return claim(UNDECIDED_LEVEL[outcome.comparison.alternative], outcome.verdict)
    if is_inconclusive(outcome):
        return inconclusive_claim(outcome)
    return claim(MAY_HAVE_MOVED[direction_of(outcome)], outcome.verdict)


def average_values(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Values:
    """Return both averages, the later one with its unit."""
    base, later = compared_ids(outcome)
    label = outcome.metric.label
    return formatter.measured_of(later, label), compose(formatter.number(base))


def _is_move(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> bool:
    """Return whether the averages themselves rose or fell from one value to the other."""
    is_found = outcome.verdict.verdict in FOUND
    return is_found and not is_of_gains(outcome) and not is_beyond_trend(formatter, outcome)


def _values(formatter: QuantityFormatter, outcome: ComparisonOutcome, *, moves: bool) -> str:
    is_average = outcome.metric.kind is MetricKind.LEVEL and not is_of_gains(outcome)
    if moves:
        return _MOVED_ON_AVERAGE if is_average else _MOVED
    grew = outcome.verdict.verdict in FOUND or is_held_back(outcome)
    if grew and is_of_gains(outcome) and not is_inconclusive(outcome):
        base, later = compared_ids(outcome)
        if all(formatter.has(name) and formatter.value(name) > 0 for name in (base, later)):
            return _GREW_BY
    return _COMPARED_ON_AVERAGE if is_average else _COMPARED
