"""Differences of two shares, with the interval that inverts the test of no difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.statistics.answers.inverted_tests import RISK, ExactDifference, invert_tests
from reportgen.statistics.distributions import beta_quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.model.survey import Answers

    Vector = NDArray[np.float64]
    Counts = NDArray[np.int64]

# A variance or a distance of 0, up to rounding.
_SAME = 1e-9


def compare_shares(
    before: Answers, after: Answers, *, confidence_level: float = 0.95, risk: float = RISK
) -> ExactDifference:
    """Return the difference of the shares of two independent groups.

    Parameters
    ----------
    before, after : Answers
        Counts of two groups, each of at least 1.
    confidence_level : float
        Two-sided coverage as a fraction of 1.
    risk : float
        See `RISK`.

    Raises
    ------
    InsufficientDataError
        One of the groups is empty.

    Notes
    -----
    Two one-sided tests, ordered by the score statistic of each difference; at 0 that is the
    z statistic with pooled variance.

    References
    ----------
    Suissa and Shuster (1985), J. R. Stat. Soc. A 148, 317-327, for the test.
    Chan and Zhang (1999), Biometrics 55, 1202-1209, for the interval.
    Berger and Boos (1994), J. Am. Stat. Assoc. 89, 1012-1016, for the range of levels.
    """
    if not before.asked or not after.asked:
        raise InsufficientDataError(
            gettext_noop("a share needs at least 1 case, and there is none")
        )
    first, second = (before.yes, before.asked), (after.yes, after.asked)
    return invert_tests(
        _Groups.of(first, second),
        _Groups.of(second, first),
        confidence_level=confidence_level,
        risk=risk,
    )


def compare_paired_shares(
    gained: int, lost: int, trials: int, *, confidence_level: float = 0.95, risk: float = RISK
) -> ExactDifference:
    """Return the difference of the shares of the same people at two times.

    Parameters
    ----------
    gained, lost : int
        How many changed to yes and to no.
    trials : int
        How many answered both times, at least 1.
    confidence_level : float
        Two-sided coverage as a fraction of 1.
    risk : float
        See `RISK`.

    Raises
    ------
    InsufficientDataError
        No person answered both times.

    Notes
    -----
    As for independent groups; at 0 the score statistic is McNemar's ``(b - c) / sqrt(b + c)``.

    References
    ----------
    Suissa and Shuster (1991), Biometrics 47, 361-372, for the test.
    Tango (1998), Stat. Med. 17, 891-908, for the score statistic.
    """
    if not trials:
        raise InsufficientDataError(
            gettext_noop("a share needs at least 1 case, and there is none")
        )
    return invert_tests(
        _Pairs.of(gained, lost, trials),
        _Pairs.of(lost, gained, trials),
        confidence_level=confidence_level,
        risk=risk,
    )


def _standardized(distance: Vector, variance: Vector) -> Vector:
    """Return the distance in standard errors; without variance it is 0 or without bound."""
    sides = np.sign(np.where(np.abs(distance) < _SAME, 0.0, distance)) * 1e9
    is_known = variance > _SAME**2
    return np.where(is_known, distance / np.sqrt(np.where(is_known, variance, 1.0)), sides)


def _exact_range(count: int, trials: int, risk: float) -> tuple[float, float]:
    """Return the interval of Clopper and Pearson; from 0 to 1 without risk."""
    if not risk:
        return 0.0, 1.0
    low = beta_quantile(risk / 2, count, trials - count + 1) if count else 0.0
    high = beta_quantile(1 - risk / 2, count + 1, trials - count) if count < trials else 1.0
    return low, high


@dataclass(frozen=True, slots=True)
class _Groups:
    """Two independent groups; the unknown level is the share of the first."""

    yes: tuple[int, int]
    trials: int
    size: int
    sizes: Counts
    estimate: float

    @classmethod
    def of(cls, first: tuple[int, int], second: tuple[int, int]) -> _Groups:
        sizes = np.full(first[1] + 1, second[1])
        difference = second[0] / second[1] - first[0] / first[1]
        return cls((first[0], second[0]), first[1], second[1], sizes, difference)

    @property
    def observed(self) -> tuple[int, int]:
        return self.yes

    def levels(self, difference: float, risk: float) -> tuple[float, float]:
        first = _exact_range(self.yes[0], self.trials, risk / 2)
        second = _exact_range(self.yes[1], self.size, risk / 2)
        return (
            max(0.0, -difference, first[0], second[0] - difference),
            min(1.0, 1 - difference, first[1], second[1] - difference),
        )

    def chances(self, level: Vector, difference: float) -> tuple[Vector, Vector]:
        return np.clip(level, 0, 1), np.clip(level + difference, 0, 1)

    def scores(self, first: Counts, second: Counts, difference: float) -> Vector:
        share = self._likeliest(first, second, difference)
        other = share + difference
        variance = share * (1 - share) / self.trials + other * (1 - other) / self.size
        return _standardized(second / self.size - first / self.trials - difference, variance)

    def _likeliest(self, first: Counts, second: Counts, difference: float) -> Vector:
        """Return the likeliest first share, given a difference.

        The root of a cubic equation: Miettinen and Nurminen (1985), Stat. Med. 4, 213-226,
        appendix.
        """
        cubic = float(self.trials + self.size)
        square = (2 * self.trials + self.size) * difference - cubic - (first + second)
        linear = (self.trials * difference - cubic - 2 * first) * difference + first + second
        constant = first * difference * (1 - difference)
        third = square / (3 * cubic)
        q = third**3 - third * linear / (2 * cubic) + constant / (2 * cubic)
        p = np.sqrt(np.maximum(third**2 - linear / (3 * cubic), 0.0))
        p = np.where(q < 0, -p, p)
        cosine = np.divide(q, p**3, out=np.zeros_like(q), where=np.abs(p) > 0)
        angle = (np.pi + np.arccos(np.clip(cosine, -1, 1))) / 3
        root: Vector = 2 * p * np.cos(angle) - third
        return np.clip(root, max(0.0, -difference), min(1.0, 1 - difference))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs; the unknown level is the share of all that changed, the first count their number."""

    gained: int
    lost: int
    trials: int
    sizes: Counts
    estimate: float

    @classmethod
    def of(cls, gained: int, lost: int, trials: int) -> _Pairs:
        return cls(gained, lost, trials, np.arange(trials + 1), (gained - lost) / trials)

    @property
    def observed(self) -> tuple[int, int]:
        return self.gained + self.lost, self.gained

    def levels(self, difference: float, risk: float) -> tuple[float, float]:
        low, high = _exact_range(self.gained + self.lost, self.trials, risk)
        return max(low, abs(difference)), high

    def chances(self, level: Vector, difference: float) -> tuple[Vector, Vector]:
        # Where no answer changes, none can rise.
        level = np.clip(level, 1e-12, 1)
        return level, np.clip((level + difference) / (2 * level), 0, 1)

    def scores(self, first: Counts, second: Counts, difference: float) -> Vector:
        gained, lost, n = second, first - second, self.trials
        half = -(gained + lost) + (2 * n - gained + lost) * difference
        root = np.sqrt(np.maximum(half**2 + 8 * n * lost * difference * (1 - difference), 0.0))
        # The likeliest share of those who lose, given a difference (Tango 1998).
        share = (root - half) / (4 * n)
        variance = (2 * share + difference * (1 - difference)) / n
        return _standardized((gained - lost) / n - difference, variance)
