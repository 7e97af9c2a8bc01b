"""Prediction limits for counts of rare events."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.statistics.distributions import beta_cdf


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedBefore:
    """Events counted in earlier months, and the limits they predict for other months.

    Attributes
    ----------
    events, months : int
        The number of events, and of the months in which they were counted.
    widening : float
        Divisor of all counts, at least 1: above 1, limits are wider than Poisson limits.

    Notes
    -----
    For Poisson counts with one unknown mean: given the total of `n` months and `m` others, the
    events of the latter are binomial with probability ``m / (n + m)``. A count is usual unless
    this conditional test rejects it, so the limits account for the uncertainty of the mean.
    Equivalently they are quantiles of a negative binomial. The tail probabilities are
    incomplete beta functions, which also take the fractional counts after widening.

    References
    ----------
    Przyborowski and Wilenski (1940), Biometrika 31, 313-323 (the conditional test).
    Thatcher (1964), J. R. Stat. Soc. B 26, 176-192 (the limits and the negative binomial).
    Nelson (1970), IEEE Trans. Reliab. R-19, 42-49 (Poisson prediction limits).
    """

    events: int
    months: int
    widening: float = 1.0

    def chance_of_at_least(self, count: float, months: float) -> float:
        """Return the probability of `count` (above 0) or more events in `months`."""
        share = months / (self.months + months)
        return beta_cdf(share, count / self.widening, self.events / self.widening + 1)

    def chance_of_at_most(self, count: float, months: float) -> float:
        """Return the probability of `count` or fewer events in `months`."""
        if self.events == 0:
            return 1.0
        share = self.months / (self.months + months)
        return beta_cdf(share, self.events / self.widening, count / self.widening + 1)

    def most(self, months: int, tail: float) -> int:
        """Return the upper limit: more events in `months` have probability `tail` at most."""
        count = 0
        while self.chance_of_at_least(count + 1, months) > tail:
            count += 1
        return count

    def fewest(self, months: int, tail: float) -> int:
        """Return the lower limit: fewer events in `months` have probability `tail` at most."""
        count = 0
        while self.chance_of_at_most(count, months) <= tail:
            count += 1
        return count

    def stretch(self, tail: float, *, longest: int) -> int | None:
        """Return how many months without events have probability `tail`; None above `longest`."""
        lengths = range(1, longest + 1)
        return next((n for n in lengths if self.chance_of_at_most(0, n) <= tail), None)
