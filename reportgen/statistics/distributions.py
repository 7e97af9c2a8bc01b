"""Quantiles and tail probabilities of the distributions that the tests need.

Only scipy.special is used: scipy.stats gives the same numbers at seven times the import time.
The functions import it themselves, so that commands that compute nothing never load it.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, cast

from reportgen.model.comparison import Alternative

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]


def t_quantile(probability: float, df: float) -> float:
    """Return a quantile of Student's t with `df` degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(df, probability))


def t_cdf(statistic: float, df: float) -> float:
    """Return P(T <= statistic) for Student's t."""
    from scipy.special import stdtr

    return float(stdtr(df, statistic))


def t_cdf_of(statistics: Vector, dfs: Vector) -> Vector:
    """Return P(T <= statistic) for several statistics, each with its degrees of freedom."""
    from scipy.special import stdtr

    return cast("Vector", stdtr(dfs, statistics))


def normal_quantile(probability: float) -> float:
    """Return a quantile of the standard normal."""
    from scipy.special import ndtri

    return float(ndtri(probability))


def normal_cdf(statistic: float) -> float:
    """Return P(Z <= statistic) for a standard normal."""
    from scipy.special import ndtr

    return float(ndtr(statistic))


def f_sf(statistic: float, df_numerator: float, df_denominator: float) -> float:
    """Return P(F > statistic), the survival function of F."""
    from scipy.special import fdtrc

    return float(fdtrc(df_numerator, df_denominator, statistic))


def f_sf_of(statistics: Vector, df_numerator: float, dfs: Vector) -> Vector:
    """Return P(F > statistic) for several statistics, each with its denominator's df."""
    from scipy.special import fdtrc

    return cast("Vector", fdtrc(df_numerator, dfs, statistics))


def chi2_sf(statistic: float, df: float) -> float:
    """Return P(chi-squared > statistic), the survival function of chi-squared."""
    from scipy.special import chdtrc

    return float(chdtrc(df, statistic))


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Return a quantile of beta(a, b)."""
    from scipy.special import betaincinv

    return float(betaincinv(a, b, probability))


def gamma_quantile(probability: float, shape: float) -> float:
    """Return a quantile of the gamma distribution with scale 1."""
    from scipy.special import gammaincinv

    return float(gammaincinv(shape, probability))


def binomial_cdf(successes: int, trials: int, probability: float) -> float:
    """Return P(X <= successes) for a binomial; 0 for a negative count."""
    from scipy.special import bdtr

    return 0.0 if successes < 0 else float(bdtr(successes, trials, probability))


def binomial_sf(successes: int, trials: int, probability: float) -> float:
    """Return P(X > successes) for a binomial; 1 for a negative count."""
    from scipy.special import bdtrc

    return 1.0 if successes < 0 else float(bdtrc(successes, trials, probability))


def negative_binomial_cdf(count: int, mean: float, variance: float) -> float:
    """Return P(X <= count) for counts of a mean and a larger variance; else for Poisson counts."""
    from scipy.special import betainc, pdtr

    if count < 0:
        return 0.0
    if variance <= mean * (1 + 1e-9):
        return float(pdtr(count, mean))
    return float(betainc(mean**2 / (variance - mean), count + 1, mean / variance))


def noncentrality_of_t(probability: float, df: float, statistic: float) -> float:
    """Return the noncentrality at which ``P(T <= statistic)`` equals `probability`.

    Notes
    -----
    ``P(T <= statistic | df, noncentrality)`` decreases in the noncentrality. Solved by
    bisection, because the inverses in SciPy are accurate to 8 digits only.
    """
    from scipy.special import nctdtr

    if statistic < 0:
        return -noncentrality_of_t(1 - probability, df, -statistic)
    if statistic > 1000:
        # Here only the chi-squared part of T matters, to at least 6 digits.
        return statistic * sqrt(2 * gamma_quantile(1 - probability, df / 2) / df)
    # At a noncentrality of -12, T is below 0 with probability 1 in double precision.
    low = -12.0
    high = statistic + 8 * sqrt(1 + statistic**2 / (2 * df))
    while high - low > 1e-13 * max(1.0, high):
        middle = (low + high) / 2
        if float(nctdtr(df, middle, statistic)) > probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def p_value_t(statistic: float, df: float, alternative: Alternative) -> float:
    """Return the P value of a t statistic.

    Parameters
    ----------
    statistic : float
        Estimate over standard error; infinite where the standard error is 0.
    df : float
        Degrees of freedom, above 0.
    alternative : Alternative
        ``greater`` takes the upper tail, ``less`` the lower one.
    """
    if alternative is Alternative.GREATER:
        return t_cdf(-statistic, df)
    if alternative is Alternative.LESS:
        return t_cdf(statistic, df)
    return min(1.0, 2 * t_cdf(-abs(statistic), df))


def p_value_normal(statistic: float, alternative: Alternative) -> float:
    """Return the P value of a standard normal statistic."""
    if alternative is Alternative.GREATER:
        return normal_cdf(-statistic)
    if alternative is Alternative.LESS:
        return normal_cdf(statistic)
    return min(1.0, 2 * normal_cdf(-abs(statistic)))
