"""Confidence intervals for ratios of two estimates (Fieller)."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Estimate, Refusal
from reportgen.model.message import Message
from reportgen.statistics.intervals import critical_value, excludes

if TYPE_CHECKING:
    from collections.abc import Callable

NO_RATIO = gettext_noop("no ratio: {reason}")
MIXED_SIGNS = Message(NO_RATIO, reason=gettext_noop("the two estimates do not have the same sign"))
SIZES_APART = Message(NO_RATIO, reason=gettext_noop("the two estimates differ too much in size"))
LARGEST_RATIO = 1e12
BASE_NEAR_ZERO = Message(NO_RATIO, reason=gettext_noop("its interval would have no end"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioPivot:
    """Two independent estimates and the t test of `later` against a multiple of `base`.

    Attributes
    ----------
    later, base : float
        The estimates, in one unit.
    later_variance, base_variance : float
        Their squared standard errors.
    df_at : callable
        Degrees of freedom of the test against a given multiple: a constant for pooled
        variances, Welch-Satterthwaite's otherwise.
    """

    later: float
    base: float
    later_variance: float
    base_variance: float
    df_at: Callable[[float], float]

    def error_at(self, multiple: float) -> float:
        """Return the standard error of ``later - multiple * base``."""
        return sqrt(self.later_variance + multiple**2 * self.base_variance)

    def statistic_at(self, multiple: float, shift: float = 0.0) -> float:
        """Return the t statistic of ``later - multiple * base`` against `shift`."""
        return (self.later - multiple * self.base - shift) / self.error_at(multiple)

    def mirrored(self) -> RatioPivot:
        """Return the pivot with both signs reversed; the ratio is unchanged."""
        return RatioPivot(
            later=-self.later,
            base=-self.base,
            later_variance=self.later_variance,
            base_variance=self.base_variance,
            df_at=self.df_at,
        )


def estimate_ratio(
    pivot: RatioPivot,
    base_interval: Estimate,
    *,
    confidence_level: float,
    alternative: Alternative = Alternative.TWO_SIDED,
) -> Estimate | Refusal:
    """Return the ratio of later to base with its Fieller interval, or why there is none.

    Parameters
    ----------
    pivot : RatioPivot
        The two estimates and their test.
    base_interval : Estimate
        The interval printed with the base estimate; there is a ratio only if it excludes 0.
    confidence_level : float
        Coverage as a fraction of 1.
    alternative : Alternative
        One-sided tests give the matching one-sided interval. With a negative base a
        higher later value is a smaller ratio, so the open end changes sides.

    Notes
    -----
    The interval holds every ratio that the t test of ``later - ratio * base`` does not
    reject. It excludes 1 exactly where the test of the difference rejects, so the two
    never contradict each other. Where the degrees of freedom depend on the ratio
    (Welch), each bound is solved with its own.

    References
    ----------
    Fieller (1954), J. R. Stat. Soc. B 16, 175-185.
    Tamhane and Logan (2004), Biostatistics 5, 499-508 (unequal variances).
    """
    if pivot.later * pivot.base <= 0:
        return Refusal(reason=MIXED_SIGNS)
    if not excludes(base_interval, 0.0):
        return Refusal(reason=BASE_NEAR_ZERO)
    if abs(pivot.later) > LARGEST_RATIO * abs(pivot.base):
        return Refusal(reason=SIZES_APART)
    wants_low, wants_high = _wanted_bounds(pivot.base, alternative)
    low = _bound(pivot, -1, confidence_level, alternative) if wants_low else None
    high = _bound(pivot, 1, confidence_level, alternative) if wants_high else None
    if (wants_low and low is None) or (wants_high and high is None):
        return Refusal(reason=BASE_NEAR_ZERO)
    return Estimate(
        estimate=pivot.later / pivot.base,
        ci_low=low,
        ci_high=high,
        confidence_level=confidence_level,
    )


def _wanted_bounds(base: float, alternative: Alternative) -> tuple[bool, bool]:
    if alternative is Alternative.TWO_SIDED:
        return True, True
    has_low = (alternative is Alternative.GREATER) == (base > 0)
    return has_low, not has_low


def _bound(
    pivot: RatioPivot, side: int, confidence_level: float, alternative: Alternative
) -> float | None:
    """Return one bound, using the degrees of freedom at that bound; None without one."""
    bound = pivot.later / pivot.base
    # A fixed point: Welch degrees of freedom depend on the ratio. Pooled ones settle at once.
    for _ in range(200):
        t = critical_value(pivot.df_at(bound), confidence_level, alternative)
        moved = _root(pivot, side, t)
        if moved is None or abs(moved - bound) <= 1e-15 * abs(moved):
            return moved
        bound = moved
    return bound


def _root(pivot: RatioPivot, side: int, t: float) -> float | None:
    """Return the ratio at which the t statistic equals `t` on one side; None without one."""
    a, b = pivot.later, pivot.base
    va, vb = pivot.later_variance, pivot.base_variance
    # Not positive where the base does not differ from 0 at this t: the interval is unbounded.
    leading = b**2 - t**2 * vb
    if leading <= 0:
        return None
    spread = t * sqrt(a**2 * vb + b**2 * va - t**2 * va * vb)
    return (a * b + side * spread) / leading
