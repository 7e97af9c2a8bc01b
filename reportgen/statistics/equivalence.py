"""Equivalence by two one-sided tests (TOST): is a difference small enough to count as none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.comparison import Alternative
from reportgen.statistics.distributions import p_value_t
from reportgen.statistics.fieller import estimate_ratio
from reportgen.statistics.intervals import t_interval

if TYPE_CHECKING:
    from reportgen.model.comparison import Margin
    from reportgen.model.estimate import Estimate, Refusal
    from reportgen.statistics.fieller import RatioPivot


@dataclass(frozen=True, slots=True, kw_only=True)
class EquivalenceTest:
    """TOST of one comparison against its margin.

    Attributes
    ----------
    interval : Estimate or Refusal
        The 1 - 2 alpha interval of the ratio (relative margin) or of the difference.
    p_lower, p_upper : float
        P values against the lower and the upper margin; `p_value` is the larger.
    df : float
        Degrees of freedom of the one-sided test that gave `p_value`.
    decided_by : str
        Which of several TOSTs gave the larger P: ``slopes``, ``gains`` or ``means``.
    """

    margin: Margin
    interval: Estimate | Refusal
    p_lower: float
    p_upper: float
    p_value: float
    df: float
    decided_by: str


def equivalence_test(
    pivot: RatioPivot, margin: Margin, *, alpha: float, decided_by: str
) -> EquivalenceTest:
    """Return two one-sided t tests (TOST) of a later estimate against a base estimate.

    Parameters
    ----------
    pivot : RatioPivot
        The two estimates, their variances and degrees of freedom.
    margin : Margin
        A fraction m of the base (the ratio lies in 1 - m to 1 + m), or an absolute
        difference in the unit of the estimates.
    alpha : float
        Level of each one-sided test; the interval has level 1 - 2 alpha.
    decided_by : str
        What is compared: ``slopes``, ``gains`` or ``means``.

    Notes
    -----
    Relative margin: ``T_L = (later - (1 - m) base) / SE(1 - m)`` and ``T_U`` likewise,
    with ``SE(c)^2 = var(later) + c^2 var(base)``, which includes the uncertainty of the
    margin. Absolute margin: ``T = (later - base +- m) / SE(1)``.

    References
    ----------
    Schuirmann (1987), J. Pharmacokinet. Biopharm. 15, 657-680.
    Lakens (2017), Soc. Psychol. Personal. Sci. 8, 355-362.
    """
    # A share of a negative base would exchange the two limits.
    if margin.is_relative and pivot.base < 0:
        pivot = pivot.mirrored()
    low, high = (1 - margin.value, 1 + margin.value) if margin.is_relative else (1.0, 1.0)
    shift = 0.0 if margin.is_relative else margin.value
    p_lower = p_value_t(pivot.statistic_at(low, -shift), pivot.df_at(low), Alternative.GREATER)
    p_upper = p_value_t(pivot.statistic_at(high, shift), pivot.df_at(high), Alternative.LESS)
    return EquivalenceTest(
        margin=margin,
        interval=_interval(pivot, margin, 1 - 2 * alpha),
        p_lower=p_lower,
        p_upper=p_upper,
        p_value=max(p_lower, p_upper),
        df=pivot.df_at(low if p_lower >= p_upper else high),
        decided_by=decided_by,
    )


def _interval(pivot: RatioPivot, margin: Margin, confidence_level: float) -> Estimate | Refusal:
    if not margin.is_relative:
        return t_interval(
            pivot.later - pivot.base,
            pivot.error_at(1.0),
            pivot.df_at(1.0),
            confidence_level=confidence_level,
        )
    base = t_interval(
        pivot.base, pivot.base_variance**0.5, pivot.df_at(1.0), confidence_level=confidence_level
    )
    return estimate_ratio(pivot, base, confidence_level=confidence_level)


def least_favourable(tests: tuple[EquivalenceTest, ...]) -> EquivalenceTest:
    """Return the test with the largest P value: equivalence must hold in each."""
    return max(tests, key=lambda test: test.p_value)
