"""Means or medians of answers on a scale, and their difference between two times.

Numbers have a mean; words, whose distances are unknown, have a median. So have few numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.mean_comparison import compare_means, estimate_mean
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Estimate, Refusal
from reportgen.statistics.answers.ordinal import compare_answers, estimate_median
from reportgen.statistics.answers.proportion import ProportionEstimate, estimate_proportion
from reportgen.statistics.answers.share_difference import compare_paired_shares
from reportgen.statistics.distributions import p_value_t
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.survey_groups import AnswerGroup, DividedAnswers
    from reportgen.model.survey import Scale

FEWEST_FOR_MEAN = 10
"""Answers at each time. The t test of 5-point answers keeps its level from 10 a group on
(de Winter and Dodou 2010, Pract. Assess. Res. Eval. 15, 11), and was not studied with fewer."""


class ScaleTest(StrEnum):
    """How the answers of two times are compared."""

    WELCH = "welch"
    PAIRED_T = "paired_t"
    RANK_SUM = "rank_sum"
    SIGN = "sign"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleOutcome:
    """The answers on a scale, of one or two times.

    Attributes
    ----------
    scale : Scale
        Its numbers are the unit of the estimates.
    has_means : bool
        Whether `centres` are means rather than medians.
    centres : tuple of Estimate or Refusal
        One for each time.
    test : ScaleTest
        ``NONE`` for a single time.
    difference : Estimate, Refusal or None
        Of the means, later minus earlier; the mean of the differences if paired.
    superiority : Estimate, Refusal or None
        The share of pairs in which the later answer is higher, for the rank-sum test.
    higher, lower : ProportionEstimate or None
        Shares of the people whose later answer is higher or lower, for the sign test.
    balance : Estimate or None
        `higher` minus `lower`.
    """

    scale: Scale
    has_means: bool
    centres: tuple[Estimate | Refusal, ...]
    test: ScaleTest
    difference: Estimate | Refusal | None = None
    superiority: Estimate | Refusal | None = None
    higher: ProportionEstimate | None = None
    lower: ProportionEstimate | None = None
    balance: Estimate | None = None
    p_value: float | None = None


def estimate_scale(
    divided: DividedAnswers, scale: Scale, *, confidence_level: float = 0.95
) -> ScaleOutcome:
    """Return the means or medians of each time, and the test of their difference.

    Means if the scale is of numbers and each time has at least 10 answers that are not all
    equal; else medians.
    """
    groups = divided.groups
    has_means = scale.is_numeric and all(
        len(group.answers) >= FEWEST_FOR_MEAN and len(set(group.steps)) > 1 for group in groups
    )
    centres = tuple(_centre(group, scale, has_means, confidence_level) for group in groups)
    found = ScaleOutcome(scale=scale, has_means=has_means, centres=centres, test=ScaleTest.NONE)
    if len(groups) < 2:
        return found
    if not all(group.answers for group in groups):
        refusal = Refusal(reason=gettext_noop("the question was not answered at both times"))
        test = ScaleTest.SIGN if divided.is_paired else ScaleTest.RANK_SUM
        return replace(found, test=test, superiority=refusal)
    if has_means:
        return _compare_means(found, divided, confidence_level)
    return _compare_ranks(found, divided, confidence_level)


def _centre(
    group: AnswerGroup, scale: Scale, has_means: bool, confidence_level: float
) -> Estimate | Refusal:
    values = [scale.first + step for step in group.steps]
    try:
        if not has_means:
            return estimate_median(values, confidence_level=confidence_level)
        mean = estimate_mean(_values(group, scale), confidence_level=confidence_level).mean
    except InsufficientDataError as problem:
        return Refusal(reason=problem.args[0])
    # No mean lies beyond the ends of its scale, so cutting the interval there loses nothing.
    return _within(mean, scale.first, scale.last)


def _within(estimate: Estimate, least: float, most: float) -> Estimate:
    """Return an estimate with its interval cut where the scale ends."""
    low, high = estimate.ci_low, estimate.ci_high
    return replace(
        estimate,
        ci_low=None if low is None else max(low, least),
        ci_high=None if high is None else min(high, most),
    )


def _values(group: AnswerGroup, scale: Scale) -> PeriodValues:
    values = [float(scale.first + step) for step in group.steps]
    return PeriodValues(group.time, range(len(values)), values)


def _compare_means(
    found: ScaleOutcome, divided: DividedAnswers, confidence_level: float
) -> ScaleOutcome:
    before, after = (_values(group, found.scale) for group in divided.groups)
    width = found.scale.last - found.scale.first
    if not divided.is_paired:
        compared = compare_means(before, after, confidence_level=confidence_level)
        return replace(
            found,
            test=ScaleTest.WELCH,
            difference=_within(compared.difference, -width, width),
            p_value=compared.p_value,
        )
    found = replace(found, test=ScaleTest.PAIRED_T)
    changes = [later - earlier for earlier, later in zip(before.values, after.values, strict=True)]
    if len(set(changes)) == 1:
        reason = gettext_noop("everyone's answer changed by the same amount")
        return replace(found, difference=Refusal(reason=reason))
    change = estimate_mean(
        PeriodValues("change", before.times, changes), confidence_level=confidence_level
    )
    error = change.mean.standard_error or 0.0
    return replace(
        found,
        difference=_within(change.mean, -width, width),
        p_value=p_value_t(change.mean.estimate / error, change.n - 1, Alternative.TWO_SIDED),
    )


def _compare_ranks(
    found: ScaleOutcome, divided: DividedAnswers, confidence_level: float
) -> ScaleOutcome:
    first, second = divided.groups
    if not divided.is_paired:
        before, after = first.counts(found.scale), second.counts(found.scale)
        compared = compare_answers(before, after, confidence_level=confidence_level)
        return replace(
            found,
            test=ScaleTest.RANK_SUM,
            superiority=compared.superiority,
            p_value=compared.p_value,
        )
    higher, lower = _changes(first.steps, second.steps)
    total = len(first.answers)
    # Of those who changed, as many go up as down, as in McNemar's test of yes and no.
    balance = compare_paired_shares(higher, lower, total, confidence_level=confidence_level)
    return replace(
        found,
        test=ScaleTest.SIGN,
        higher=estimate_proportion(higher, total, confidence_level=confidence_level),
        lower=estimate_proportion(lower, total, confidence_level=confidence_level),
        balance=balance.difference,
        p_value=balance.p_value,
    )


def _changes(before: Sequence[int], after: Sequence[int]) -> tuple[int, int]:
    pairs = list(zip(before, after, strict=True))
    return sum(one < other for one, other in pairs), sum(one > other for one, other in pairs)
