"""Proportions: single, two independent groups, and paired answers."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, sqrt
from typing import TYPE_CHECKING

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Estimate
from reportgen.statistics.distributions import binomial_cdf, normal_quantile

if TYPE_CHECKING:
    from reportgen.model.survey import Answers, PairedAnswers


@dataclass(frozen=True, slots=True, kw_only=True)
class ProportionEstimate:
    """A proportion and its confidence interval: fractions of 1, not rounded."""

    successes: int
    trials: int
    estimate: float
    ci_low: float
    ci_high: float
    confidence_level: float

    def __post_init__(self) -> None:
        if not 0 <= self.ci_low <= self.estimate <= self.ci_high <= 1:
            raise AssertionError(f"the interval misses its estimate: {self}")


def estimate_proportion(
    successes: int, trials: int, *, confidence_level: float = 0.95
) -> ProportionEstimate:
    """Return a proportion with its Wilson score interval.

    Committees are small: the Wald interval has zero width at 0 of 9 and at 9 of 9, and can
    extend beyond 0 and 1 in between.

    Parameters
    ----------
    successes : int
        A count from 0 to `trials`.
    trials : int
        A count, at least 1.
    confidence_level : float
        Two-sided coverage as a fraction of 1 (0.95, not 95).

    Raises
    ------
    InsufficientDataError
        `trials` is 0.
    ValueError
        A count or `confidence_level` is outside its range.

    References
    ----------
    Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.
    Newcombe (1998), Stat. Med. 17, 857-872, method 3.
    """
    if trials == 0:
        raise InsufficientDataError(
            gettext_noop("a share needs at least 1 case, and there is none")
        )
    if not 0 <= successes <= trials:
        raise ValueError(f"successes must lie in 0..{trials} (trials), got {successes}")
    if not 0 < confidence_level < 1:
        raise ValueError(f"confidence_level must lie in (0, 1), got {confidence_level}")
    z = normal_quantile((1 + confidence_level) / 2)
    share = successes / trials
    scale = 1 + z**2 / trials
    centre = (share + z**2 / (2 * trials)) / scale
    reach = z * sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2)) / scale
    return ProportionEstimate(
        successes=successes,
        trials=trials,
        estimate=share,
        # Exactly 0 and 1 in exact arithmetic; floating point only comes close.
        ci_low=0.0 if successes == 0 else centre - reach,
        ci_high=1.0 if successes == trials else centre + reach,
        confidence_level=confidence_level,
    )


def difference_newcombe(
    before: Answers, after: Answers, *, confidence_level: float = 0.95
) -> Estimate:
    """Return the difference of two independent proportions, after minus before.

    Parameters
    ----------
    before, after : Answers
        Counts of two independent groups.
    confidence_level : float
        Two-sided coverage as a fraction of 1.

    Raises
    ------
    InsufficientDataError
        One of the groups is empty.

    References
    ----------
    Newcombe (1998), Stat. Med. 17, 873-890, method 10 (from the two Wilson intervals).
    """
    first = estimate_proportion(before.yes, before.asked, confidence_level=confidence_level)
    second = estimate_proportion(after.yes, after.asked, confidence_level=confidence_level)
    return _newcombe(first, second, correlation=0.0)


def difference_newcombe_paired(
    answers: PairedAnswers, *, confidence_level: float = 0.95
) -> Estimate:
    """Return the difference of two paired proportions, after minus before.

    Parameters
    ----------
    answers : PairedAnswers
        The fourfold table; `gained` said yes only after, `lost` only before.
    confidence_level : float
        Two-sided coverage as a fraction of 1.

    Raises
    ------
    InsufficientDataError
        The table is empty.

    References
    ----------
    Newcombe (1998), Stat. Med. 17, 2635-2650, method 10 (Wilson intervals, with the
    correlation of the two answers, less a continuity correction where it is positive).
    """
    trials = answers.both + answers.gained + answers.lost + answers.neither
    first = estimate_proportion(
        answers.both + answers.lost, trials, confidence_level=confidence_level
    )
    second = estimate_proportion(
        answers.both + answers.gained, trials, confidence_level=confidence_level
    )
    return _newcombe(first, second, correlation=_corrected_phi(answers, trials))


def _corrected_phi(answers: PairedAnswers, trials: int) -> float:
    """Return the phi coefficient corrected as in method 10; 0 for an empty margin."""
    yes_before, yes_after = answers.both + answers.lost, answers.both + answers.gained
    margins = yes_before * (trials - yes_before) * yes_after * (trials - yes_after)
    if margins == 0:
        return 0.0
    # Newcombe (1998), Stat Med 17, 2635-2650, method 10: only a positive correlation, which makes
    # the interval shorter, is corrected for continuity.
    product = answers.both * answers.neither - answers.gained * answers.lost
    if product > 0:
        return max(product - trials / 2, 0.0) / sqrt(margins)
    return product / sqrt(margins)


def _newcombe(
    first: ProportionEstimate, second: ProportionEstimate, correlation: float
) -> Estimate:
    difference = second.estimate - first.estimate

    def reach(later: float, earlier: float) -> float:
        square = later**2 - 2 * correlation * later * earlier + earlier**2
        return sqrt(max(square, 0.0))

    return Estimate(
        estimate=difference,
        ci_low=difference - reach(second.estimate - second.ci_low, first.ci_high - first.estimate),
        ci_high=difference + reach(second.ci_high - second.estimate, first.estimate - first.ci_low),
        confidence_level=first.confidence_level,
    )


def mcnemar_exact(gained: int, lost: int) -> float:
    """Return the two-sided P value of the exact McNemar test.

    Parameters
    ----------
    gained, lost : int
        Number of changes to yes and to no; unchanged answers carry no information.

    Returns
    -------
    float
        1 where no answer changed.

    References
    ----------
    McNemar (1947), Psychometrika 12, 153-157; exact by the binomial with probability 1/2.
    """
    # Under the null hypothesis each change is as likely to be a gain as a loss.
    return min(1.0, 2 * binomial_cdf(min(gained, lost), gained + lost, 0.5))


def fisher_exact(before: Answers, after: Answers) -> float:
    """Return the two-sided P value of Fisher's exact test.

    Parameters
    ----------
    before, after : Answers
        Counts of two independent groups.

    Notes
    -----
    The total probability of all tables with the same margins that are at most as probable
    as the observed one (as in R and SciPy), in exact integers, so that ties are exact.

    References
    ----------
    Fisher (1935), J. R. Stat. Soc. 98, 39-82.
    """
    yes, total = before.yes + after.yes, before.asked + after.asked
    ways = [
        comb(before.asked, count) * comb(after.asked, yes - count)
        for count in range(max(0, yes - after.asked), min(yes, before.asked) + 1)
    ]
    # Integers, so that tables that are exactly as likely as the observed one compare as equal.
    observed = comb(before.asked, before.yes) * comb(after.asked, after.yes)
    return sum(way for way in ways if way <= observed) / comb(total, yes)
