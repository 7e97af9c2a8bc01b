"""How many are usual in months to come, by what was counted in the months before."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.statistics.distributions import beta_cdf


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedBefore:
    """Events of some months, and the counts of other months that go with them.

    Attributes
    ----------
    events, months : int
        What was counted, and in how many months.
    widening : float
        By what counts are divided, at least 1: above it, limits are wider than those of chance.

    Notes
    -----
    Poisson counts of one unknown mean: given the sum of `x` events in `n` months and of those
    in `m` others, the latter are binomial with share ``m / (n + m)``. A count is usual unless
    that test rejects it, so that its limits know how little a few months tell of their mean.
    They are quantiles of negative binomials as well. The tails are incomplete beta functions,
    which take the fractions that remain of counts divided by a widening.

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
        """Return how often so many months hold `count`, above 0, or more by chance."""
        share = months / (self.months + months)
        return beta_cdf(share, count / self.widening, self.events / self.widening + 1)

    def chance_of_at_most(self, count: float, months: float) -> float:
        """Return how often so many months hold `count` or fewer by chance."""
        if self.events == 0:
            return 1.0
        share = self.months / (self.months + months)
        return beta_cdf(share, self.events / self.widening, count / self.widening + 1)

    def most(self, months: int, tail: float) -> int:
        """Return the largest usual count of so many months: one more is rarer than `tail`."""
        count = 0
        while self.chance_of_at_least(count + 1, months) > tail:
            count += 1
        return count

    def fewest(self, months: int, tail: float) -> int:
        """Return the smallest usual count of so many months: one less is rarer than `tail`."""
        count = 0
        while self.chance_of_at_most(count, months) <= tail:
            count += 1
        return count

    def stretch(self, tail: float, *, longest: int) -> int | None:
        """Return how many months with none are rarer than `tail`; None above `longest`."""
        lengths = range(1, longest + 1)
        return next((n for n in lengths if self.chance_of_at_most(0, n) <= tail), None)
