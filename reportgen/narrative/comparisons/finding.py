"""The sentence that states a comparison: the finding, both values, then the evidence.

Of an open result, both values come first, and then what their difference may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.prose import plain_text
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import (
    FOUND,
    LEVEL_WORDS,
    MAY_HAVE_MOVED,
    PERHAPS,
    Course,
    claim,
    course,
    same_pace_words,
    within_margin_words,
)
from reportgen.narrative.comparisons.closing import (
    closing_full,
    closing_short,
    margin_of,
    within_margin,
)
from reportgen.narrative.comparisons.comparison_words import compared_ids, is_of_gains
from reportgen.narrative.comparisons.decision import (
    allowing_for_trend,
    deciding_evidence,
    direction_of,
    is_beyond_trend,
    is_open,
    open_claim,
    p_values,
    prints_no_difference,
    sided_interval,
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
_MOVED = gettext_noop("to {later} {in_later}, from {base} {in_base}{evidence}")
_MOVED_ON_AVERAGE = gettext_noop(
    "to an average of {later} {in_later}, from {base} {in_base}{evidence}"
)
_COMPARED = gettext_noop("{later} {in_later}, compared with {base} {in_base}{evidence}")
_COMPARED_ON_AVERAGE = gettext_noop(
    "an average of {later} {in_later}, compared with {base} {in_base}{evidence}"
)
_GREW_BY = gettext_noop("by {later} {in_later}, compared with {base} {in_base}{evidence}")
_TURNED = {
    VerdictKind.INCREASE: gettext_noop(
        "a gain of {later} {in_later}, following a loss of {base} {in_base}{evidence}"
    ),
    VerdictKind.DECREASE: gettext_noop(
        "a loss of {later} {in_later}, following a gain of {base} {in_base}{evidence}"
    ),
}

_AVERAGED = gettext_noop(
    "{label} averaged {later} {in_later}, compared with {base} {in_base}{evidence}"
)
_STOOD = gettext_noop(
    "{label} stood at {later} {in_later}, compared with {base} {in_base}{evidence}"
)
_TOTALLED = gettext_noop(
    "{label} totalled {later} {in_later}, compared with {base} {in_base}{evidence}"
)
_BOTH = gettext_noop("{label} came to {later} both {in_later} and {in_base}{evidence}")
_GAINS = gettext_noop(
    "{monthly} gains in {label} averaged {later} {in_later}, compared with {base} "
    "{in_base}{evidence}"
)
_GROWTH = gettext_noop(
    "the growth of {label} was {later} {in_later}, compared with {base} {in_base}{evidence}"
)
_COURSES = {
    Course.RISING: gettext_noop(
        "{label} grew by {later} {in_later}, compared with {base} {in_base}{evidence}"
    ),
    Course.FALLING: gettext_noop(
        "{label} fell by {later} {in_later}, compared with {base} {in_base}{evidence}"
    ),
}
_IN_SHORT = gettext_noop("{values}, but {verdict}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWords:
    """What the kinds of comparisons say differently.

    Attributes
    ----------
    claim : Claim or None
        What the verdict permits to say: a verb that has the label of the metric as its subject.
        None of an open result.
    values : tuple of Prose
        The later value with its unit, and the base value.
    are_totals : bool
        Whether the values are totals of the periods.
    """

    claim: Claim | None
    values: Values
    are_totals: bool = False


def finding_statement(
    formatter: QuantityFormatter,
    outcome: ComparisonOutcome,
    words: FindingWords,
    *,
    notes: Sentences = (),
) -> Statement:
    """Return the statement on two compared values; `notes` belong below the table of results."""
    evidence, apart = _evidence(formatter, outcome)
    finding = finding_sentence(formatter, outcome, words, evidence=evidence)
    if evidence and len(plain_text(finding).split()) > _MOST_WORDS:
        finding = finding_sentence(formatter, outcome, words, is_full=True)
        apart = _apart(formatter, outcome)
    return Statement(
        subject=outcome.comparison.id,
        short=non_empty(
            finding_sentence(formatter, outcome, words), *closing_short(formatter, outcome)
        ),
        full=non_empty(
            finding,
            apart,
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
    is_full: bool = False,
) -> Prose:
    """Return the finding with both values: ``Visits rose to 120 a month in the year after, …``.

    In a full statement what the difference may be is the next sentence.
    """
    parts: dict[str, Part] = {
        "later": words.values[0],
        "base": words.values[1],
        "in_later": during(formatter, outcome.comparison.later),
        "in_base": during_base(formatter, outcome),
        "evidence": evidence,
    }
    if words.claim is None:
        parts |= {"label": outcome.metric.label, **formatter.time(outcome.metric.id)}
        values = phrase(_open_values(formatter, outcome, words), parts)
        if evidence or is_full:
            return sentence(values)
        if outcome.verdict.restraint is None and not prints_no_difference(formatter, outcome):
            chance = claim(PERHAPS, outcome.verdict)
            clause = phrase(
                "{values}, {perhaps_by_chance}", values=values, perhaps_by_chance=chance
            )
            return sentence(allowing_for_trend(formatter, outcome, clause))
        verdict = open_claim(formatter, outcome)
        return sentence(phrase(_IN_SHORT, values=values, verdict=verdict))
    moves = _is_move(formatter, outcome)
    said: dict[str, Part] = {
        "label": outcome.metric.label,
        "claim": words.claim,
        "values": phrase(_values(formatter, outcome, moves=moves), parts),
    }
    relation = link(formatter, outcome)
    if moves:
        return sentence(phrase(_MOVES[relation], said, context=_TO))
    return sentence(allowing_for_trend(formatter, outcome, phrase(_FINDINGS[relation], said)))


def equivalent_claim(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Claim:
    """Return that the difference stays within the margin."""
    words = same_pace_words if outcome.comparison.test is Test.SLOPE else within_margin_words
    return claim(words(margin_of(formatter, outcome)), outcome.verdict)


def _evidence(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[Prose, Prose]:
    """Return the evidence in brackets, or as a sentence of its own where brackets would be long."""
    if outcome.verdict.verdict is VerdictKind.EQUIVALENT:
        return (), within_margin(formatter, outcome)
    is_difference = not formatter.has(outcome.ids.decided_ratio)
    is_plain = is_difference and not is_beyond_trend(formatter, outcome)
    if not (is_plain and outcome.verdict.verdict in FOUND):
        return bracketed(*deciding_evidence(formatter, outcome)), ()
    return (), _apart(formatter, outcome)


def _apart(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return ``The ratio is 1.25 (95% CI 1.21-1.30; P<.001)`` as a sentence."""
    ids = outcome.ids
    has_ratio = formatter.has(ids.decided_ratio)
    name = ids.decided_ratio if has_ratio else ids.decided_difference
    beyond = _BEYOND_IS if is_beyond_trend(formatter, outcome) else _DIFFERENCE_IS
    clause = phrase(_RATIO_IS if has_ratio else beyond, estimate=formatter.measured(name))
    interval = sided_interval(formatter, outcome, name)
    return sentence(clause, bracketed(interval, p_values(formatter, outcome)))


_RATIO_IS = gettext_noop("the ratio is {estimate}")
_DIFFERENCE_IS = gettext_noop("the difference is {estimate}")
_BEYOND_IS = gettext_noop("beyond the trend, the difference is {estimate}")
_MOST_WORDS = 31
"""Of a finding with its evidence in brackets, which may have to refer to a figure as well."""


def level_claim(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Claim | None:
    """Return the claim on two averages or rates; None of an open result."""
    verdict = outcome.verdict
    if verdict.verdict in FOUND:
        return claim(LEVEL_WORDS[verdict.verdict], verdict)
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return equivalent_claim(formatter, outcome)
    return None if is_open(outcome) else may_have_moved_claim(formatter, outcome)


def may_have_moved_claim(_formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Claim:
    """Return the claim on averages, rates or courses that only an adjustment leaves open."""
    return claim(MAY_HAVE_MOVED[direction_of(outcome)], outcome.verdict)


def average_values(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Values:
    """Return both averages, the later one with its unit; of a total that fell, how much it did."""
    base, later = compared_ids(outcome)
    label = outcome.metric.label
    moved, kind = course_of_gains(formatter, outcome), outcome.verdict.verdict
    is_loss = moved is Course.FALLING and kind is not VerdictKind.EQUIVALENT
    part = "size" if is_loss or (moved is Course.TURNED and kind in FOUND) else "value"
    return formatter.measured_of(later, label, part), compose(formatter.number(base, part))


def course_of_gains(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Course:
    """Return whether a running total grew or fell in both periods; else, or beyond a trend, mixed.

    Beyond a trend, the gains differ by another amount, so their signs say nothing of it.
    """
    names = compared_ids(outcome)
    if not is_of_gains(outcome) or not all(map(formatter.has, names)):
        return Course.MIXED
    if is_beyond_trend(formatter, outcome) and not is_open(outcome):
        return Course.MIXED
    base, later = map(formatter.value, names)
    return course(base, later)


def _is_move(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> bool:
    """Return whether the averages themselves rose or fell from one value to the other."""
    is_slope = outcome.comparison.test is Test.SLOPE
    is_found = outcome.verdict.verdict in FOUND
    return is_found and not is_slope and not is_beyond_trend(formatter, outcome)


def _values(formatter: QuantityFormatter, outcome: ComparisonOutcome, *, moves: bool) -> str:
    is_average = outcome.metric.kind is MetricKind.LEVEL and not is_of_gains(outcome)
    if moves:
        return _MOVED_ON_AVERAGE if is_average else _MOVED
    moved, kind = course_of_gains(formatter, outcome), outcome.verdict.verdict
    if moved is Course.TURNED and kind in _TURNED:
        return _TURNED[kind]
    if moved in _COURSES and kind is not VerdictKind.EQUIVALENT:
        return _GREW_BY
    return _COMPARED_ON_AVERAGE if is_average else _COMPARED


def _open_values(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, words: FindingWords
) -> str:
    if is_of_gains(outcome):
        return _COURSES.get(course_of_gains(formatter, outcome), _GAINS)
    if outcome.comparison.test is Test.SLOPE:
        return _GROWTH
    if prints_no_difference(formatter, outcome):
        return _BOTH
    if words.are_totals:
        return _TOTALLED
    return _STOOD if outcome.metric.kind is MetricKind.AVERAGE else _AVERAGED
