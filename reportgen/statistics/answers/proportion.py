"""Proportions with their interval; differences of two are in `share_difference`."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.statistics.distributions import normal_quantile


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
