"""Quantiles and tail areas of the distributions that the tests need.

scipy.special alone: scipy.stats gives the same numbers at seven times the import time.
It is imported where it is used, so that a command that computes nothing never pays for it.
"""

from __future__ import annotations

from math import sqrt

from reportgen.model.comparison import Alternative


def t_quantile(probability: float, df: float) -> float:
    """Return the value that Student's t with `df` degrees of freedom stays below."""
    from scipy.special import stdtrit

    return float(stdtrit(df, probability))


def t_cdf(statistic: float, df: float) -> float:
    """Return P(T <= statistic) for Student's t."""
    from scipy.special import stdtr

    return float(stdtr(df, statistic))


def normal_quantile(probability: float) -> float:
    """Return the value that a standard normal stays below with this probability."""
    from scipy.special import ndtri

    return float(ndtri(probability))


def normal_cdf(statistic: float) -> float:
    """Return P(Z <= statistic) for a standard normal."""
    from scipy.special import ndtr

    return float(ndtr(statistic))


def f_sf(statistic: float, df_numerator: float, df_denominator: float) -> float:
    """Return P(F > statistic)."""
    from scipy.special import fdtrc

    return float(fdtrc(df_numerator, df_denominator, statistic))


def chi2_sf(statistic: float, df: float) -> float:
    """Return P(chi-squared > statistic)."""
    from scipy.special import chdtrc

    return float(chdtrc(df, statistic))


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Return the value that a beta(a, b) variable stays below with this probability."""
    from scipy.special import betaincinv

    return float(betaincinv(a, b, probability))


def beta_cdf(value: float, a: float, b: float) -> float:
    """Return P(X <= value) for a beta(a, b) variable."""
    from scipy.special import betainc

    return float(betainc(a, b, value))


def gamma_quantile(probability: float, shape: float) -> float:
    """Return the value that a gamma variable of scale 1 stays below."""
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


def noncentrality_of_t(probability: float, df: float, statistic: float) -> float:
    """Return the noncentrality under which T stays below `statistic` so often.

    Notes
    -----
    ``P(T <= statistic | df, noncentrality) = probability``, which falls in the
    noncentrality; solved by bisection, as the closed inverses on offer stop at 8 digits.
    """
    from scipy.special import nctdtr

    if statistic < 0:
        return -noncentrality_of_t(1 - probability, df, -statistic)
    if statistic > 1000:
        # Only the chi-squared part of T still matters, to 6 digits and better.
        return statistic * sqrt(2 * gamma_quantile(1 - probability, df / 2) / df)
    # T is below 0 with probability 1, to the last digit, under a noncentrality of -12.
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
