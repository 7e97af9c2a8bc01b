"""Assumption checks: rules that qualify a claim, each with its consequence for the reader.

Statements contain no numbers; these are returned separately and unrounded for the narrative.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.message import Message, Named, Naming
from reportgen.model.verdict import AssumptionFinding
from reportgen.statistics.autocorrelation import autocorrelation, durbin_watson
from reportgen.statistics.distributions import chi2_sf, p_value_t
from reportgen.statistics.influence import deleted_residuals
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares
from reportgen.statistics.shapiro_wilk import shapiro_wilk
from reportgen.statistics.spread import brown_forsythe, far_out_values
from reportgen.statistics.trend import estimate_trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reportgen.analysis.comparisons.mean_comparison import MeanComparison


# Fixed, unlike the alpha of the brief: a stricter alpha must not hide violated assumptions.
LEVEL = 0.05
"""Significance level of all rules that are tests."""
# With 7 values or fewer, only correlations above .7 exceed 1.96 / sqrt(n).
MINIMUM_FOR_CORRELATION = 8
# The usual size from which the central limit theorem makes means of most distributions normal.
SMALL_N = 30
"""Values per period from which the distribution of single values does not matter."""
# Two years, so that every month of the first has a partner in the second.
MINIMUM_FOR_SEASON = 24
MONTHS_PER_YEAR = 12
# Two-sided 95% limit of an autocorrelation of independent values, in units of 1 / sqrt(n):
# Bartlett (1946), J R Stat Soc Suppl 8, 27-41. Only positive correlations make P too small, so
# only the upper limit is used.
WHITE_NOISE_LIMIT = 1.96

Findings = list[AssumptionFinding | None]
"""Results of several rules; None where a rule found nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What the rules examine, in words, and the consequences of their findings."""

    subject: str
    if_correlated: str
    if_unequal: str = ""


ALLOWED_FOR = gettext_noop("the test that decides allows for it")
LINE = Model(
    subject=gettext_noop("deviations from the fitted lines"),
    if_correlated=gettext_noop(
        "the published regression takes them as independent, so its P value is too small; it"
        " decides nothing"
    ),
    if_unequal=gettext_noop(
        "the regression takes one common spread for all periods; it decides nothing"
    ),
)
GAINS = Model(
    subject=gettext_noop("gains"),
    if_correlated=ALLOWED_FOR,
)
MEAN = Model(
    subject=gettext_noop("values"),
    if_correlated=ALLOWED_FOR,
)
STUDENT = Model(
    subject=gettext_noop("values"),
    if_correlated="",
    if_unequal=gettext_noop(
        "the Student t test takes one common spread for all periods; the test that decides does not"
    ),
)
WELCH = Model(
    subject=gettext_noop("values"),
    if_correlated="",
    if_unequal=gettext_noop("the test that decides allows for it"),
)
RATE = Model(
    subject=gettext_noop("counts"),
    if_correlated=gettext_noop(
        "the exact test takes events as independent; the test that decides does not"
    ),
)
SEGMENTS = Model(
    subject=gettext_noop("deviations from the two lines"),
    if_correlated=gettext_noop(
        "least squares takes them as independent; the test that decides does not"
    ),
)
SEGMENTS_AR1 = Model(
    subject=gettext_noop("deviations from the two lines"),
    if_correlated=ALLOWED_FOR,
)


def correlated_deviations(residuals: Sequence[float], model: Model) -> AssumptionFinding | None:
    """Check for autocorrelation of residuals: lag-1 correlation above 1.96 / sqrt(n)."""
    n = len(residuals)
    if n < MINIMUM_FOR_CORRELATION:
        return None
    try:
        correlation = autocorrelation(residuals, 1)
        watson = durbin_watson(residuals)
    except InsufficientDataError:
        return None
    if correlation <= WHITE_NOISE_LIMIT / sqrt(n):
        return None
    return AssumptionFinding(
        code="ANA101",
        statement=Message("{what} resemble those before them", what=model.subject),
        consequence=model.if_correlated,
        values=(
            (gettext_noop("lag-1 autocorrelation"), correlation),
            (gettext_noop("Durbin-Watson statistic"), watson),
        ),
    )


def not_normal(residuals: Sequence[float], n_least: int, model: Model) -> AssumptionFinding | None:
    """Check for non-normal residuals in small samples (Shapiro-Wilk)."""
    if n_least >= SMALL_N:
        return None
    try:
        w, p_value = shapiro_wilk(residuals)
    except InsufficientDataError:
        return None
    if p_value >= LEVEL:
        return None
    return AssumptionFinding(
        code="ANA102",
        statement=Message("{what} do not follow a normal distribution", what=model.subject),
        consequence=gettext_noop(
            "with so few values P and the interval are approximate; a rank or permutation test"
            " is among the other analyses"
        ),
        values=((gettext_noop("Shapiro-Wilk W"), w), ("P", p_value)),
    )


def unequal_variances(
    base: Sequence[float], later: Sequence[float], model: Model
) -> AssumptionFinding | None:
    """Check for unequal variances (Brown-Forsythe: Levene's test about the medians)."""
    try:
        statistic, p_value = brown_forsythe(base, later)
    except InsufficientDataError:
        return None
    if p_value >= LEVEL:
        return None
    return AssumptionFinding(
        code="ANA103",
        statement=Message("{what} spread differently in the periods compared", what=model.subject),
        consequence=model.if_unequal,
        values=((gettext_noop("Brown-Forsythe F"), statistic), ("P", p_value)),
    )


def far_out(sample: PeriodValues, model: Model) -> AssumptionFinding | None:
    """Check for months over 3 interquartile ranges beyond a quartile (Tukey's "far out")."""
    positions = far_out_values(sample.values)
    if not positions:
        return None
    months = tuple(
        pair
        for position in positions
        for pair in (("time", sample.times[position]), ("value", sample.values[position]))
    )
    return AssumptionFinding(
        code="ANA104",
        statement=Message(
            "{what} of {period} include far-out values",
            what=model.subject,
            period=Named(Naming.THE_PERIOD, sample.period),
        ),
        consequence=gettext_noop(
            "the mean leans on them; other analyses show the result by ranks and without the most"
            " influential value"
        ),
        values=(("months", float(len(positions))), *months),
    )


def outlying_month(
    design: NDArray[np.float64], values: Sequence[float], times: Sequence[float]
) -> AssumptionFinding | None:
    """Check for an outlier: the largest deleted residual, tested with Bonferroni's bound."""
    n, k = design.shape
    # Without one value, a degree of freedom must be left for the error.
    if n - k < 2:
        return None
    fit = fit_least_squares(design, values)
    if fit.residual_variance == 0:
        return None
    studentized = deleted_residuals(design, fit)
    worst = int(np.argmax(np.abs(studentized)))
    # The largest of n is tested as if all n were: P times n (Bonferroni).
    p_value = min(1.0, n * p_value_t(float(studentized[worst]), fit.df - 1, Alternative.TWO_SIDED))
    if p_value >= LEVEL:
        return None
    return AssumptionFinding(
        code="ANA105",
        statement=gettext_noop("one value lies far off the line of its period"),
        consequence=gettext_noop(
            "slope and interval lean on it; another analysis leaves out the most influential value"
        ),
        values=(
            ("time", times[worst]),
            ("value", values[worst]),
            (gettext_noop("Bonferroni P"), p_value),
        ),
    )


def seasonality(
    residuals: Sequence[float], times: Sequence[float], model: Model
) -> AssumptionFinding | None:
    """Check for seasonality: correlation with the month a year before above 1.96 / sqrt(pairs)."""
    # Paired by time, because the periods need not adjoin and months may be missing.
    by_month = {round(time): value for time, value in zip(times, residuals, strict=True)}
    pairs = [
        (value, by_month[month + MONTHS_PER_YEAR])
        for month, value in by_month.items()
        if month + MONTHS_PER_YEAR in by_month
    ]
    if len(residuals) < MINIMUM_FOR_SEASON or len(pairs) < MINIMUM_FOR_CORRELATION:
        return None
    first, second = np.array(pairs).T
    # A constant has no correlation: corrcoef would divide by 0.
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    correlation = float(np.corrcoef(first, second)[0, 1])
    if correlation <= WHITE_NOISE_LIMIT / sqrt(len(pairs)):
        return None
    return AssumptionFinding(
        code="ANA106",
        statement=Message("{what} resemble those of a year before", what=model.subject),
        consequence=gettext_noop("a part of the difference may be the season"),
        values=(
            (gettext_noop("correlation at one year"), correlation),
            ("pairs", float(len(pairs))),
        ),
    )


def trend_before(base: PeriodValues, difference: float, model: Model) -> AssumptionFinding | None:
    """Check for a trend within the earlier period in the direction of the difference."""
    try:
        trend = estimate_trend(base.period, base.times, base.values)
    except InsufficientDataError:
        return None
    slope = trend.slope.estimate
    if trend.p_value >= LEVEL or slope * difference <= 0:
        return None
    rising = gettext_noop("{what} were already on the rise before")
    falling = gettext_noop("{what} were already on the fall before")
    return AssumptionFinding(
        code="ANA107",
        statement=Message(rising if slope > 0 else falling, what=model.subject),
        consequence=gettext_noop(
            "a part of the difference may be that trend carried on, rather than a change between"
            " the periods"
        ),
        values=((gettext_noop("slope before"), slope), ("P", trend.p_value)),
    )


def gaps(sample: PeriodValues, expected_values: int | None) -> AssumptionFinding | None:
    """Check for months without a value, between observations or at the ends of the period."""
    steps = np.diff(np.asarray(sample.times, dtype=np.float64))
    # Rounded, because times of series that are not monthly are days / 30.4375.
    missing = int(np.sum(np.maximum(np.rint(steps) - 1, 0))) if len(steps) else 0
    if expected_values is not None:
        missing = max(missing, expected_values - len(sample.values))
    if missing == 0:
        return None
    return AssumptionFinding(
        code="ANA108",
        statement=Message(
            "{period} has missing values", period=Named(Naming.THE_PERIOD, sample.period)
        ),
        consequence=gettext_noop(
            "the comparison rests on the values that there are; none was filled in"
        ),
        values=(
            (gettext_noop("missing values"), float(missing)),
            (gettext_noop("values used"), float(len(sample.values))),
        ),
    )


def opposite_directions(slopes: float, gains: float) -> AssumptionFinding | None:
    """Check whether the differences of slopes and of mean gains have opposite signs."""
    if slopes * gains >= 0:
        return None
    return AssumptionFinding(
        code="ANA109",
        statement=gettext_noop("the lines and the mean gains differ in opposite directions"),
        consequence=gettext_noop("the gains decide"),
        values=(
            (gettext_noop("difference of slopes"), slopes),
            (gettext_noop("difference of mean gains"), gains),
        ),
    )


def missing_gains() -> AssumptionFinding:
    """Report that the regression alone decides, because there are no gains to compare."""
    return AssumptionFinding(
        code="ANA110",
        statement=gettext_noop("the gains could not be compared"),
        consequence=gettext_noop("the regression decides alone, which finds a change too easily"),
    )


def overdispersion(base: PeriodValues, later: PeriodValues) -> AssumptionFinding | None:
    """Check for overdispersed counts with Fisher's index of dispersion."""
    statistic, df = 0.0, 0
    # About the mean of each period, so that a difference of rates is not taken for dispersion; the
    # sum of two independent chi-squared statistics has the sum of their degrees of freedom.
    for sample in (base, later):
        mean = sum(sample.values) / len(sample.values)
        if mean > 0:
            statistic += sum((value - mean) ** 2 for value in sample.values) / mean
            df += len(sample.values) - 1
    if df == 0 or chi2_sf(statistic, df) >= LEVEL:
        return None
    return AssumptionFinding(
        code="ANA111",
        statement=gettext_noop("counts vary more than independent events would"),
        consequence=gettext_noop(
            "events may come in clusters: the exact test would take them as independent, and is not"
            " given"
        ),
        values=(("dispersion", statistic / df), ("P", chi2_sf(statistic, df))),
    )


def findings_on_values(result: MeanComparison, model: Model, difference: float) -> Findings:
    """Check values that are assumed to be independent: monthly counts or monthly gains."""
    base = PeriodValues(result.base.period, result.base.times, result.base.values)
    later = PeriodValues(result.later.period, result.later.times, result.later.values)
    residuals = [
        *(np.asarray(base.values) - result.base.mean.estimate),
        *(np.asarray(later.values) - result.later.mean.estimate),
    ]
    return [
        correlated_deviations(residuals, model),
        not_normal(residuals, min(len(base.values), len(later.values)), model),
        far_out(base, model),
        far_out(later, model),
        seasonality(residuals, [*base.times, *later.times], model),
        trend_before(base, difference, model),
    ]


def gap_findings(
    base: PeriodValues, later: PeriodValues, expected: tuple[int, int] | None
) -> Findings:
    """Check both periods for missing months; `expected` are the months that they span."""
    spans = (None, None) if expected is None else expected
    return [gaps(base, spans[0]), gaps(later, spans[1])]
