"""The decision of a comparison: an estimate with its own interval and P value.

What a brief claims rests on this alone. The model allows for what monthly values are like:
neighbours that resemble each other, a season, a trend already under way. The interval inverts
the test that decides, so the two can't contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import hypot, inf, isfinite
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons.period_model import (
    FAR,
    PeriodModel,
    means_model,
    with_line,
    with_season,
)
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Test
from reportgen.model.estimate import Estimate, Refusal
from reportgen.model.verdict import Restraint
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.equivalence import EquivalenceTest
from reportgen.statistics.fieller import BASE_NEAR_ZERO, LARGEST_RATIO, MIXED_SIGNS, SIZES_APART
from reportgen.statistics.marginal_ar1 import crossing
from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.analysis.comparisons.segments import Course, Segments
    from reportgen.model.comparison import Margin
    from reportgen.statistics.marginal_ar1 import MarginalContrast, MarginalFit
    from reportgen.statistics.period_values import PeriodValues

    Vector = NDArray[np.float64]

# At these P values a season and a trend join the model, by simulation (docs/methods.md): at lower
# ones they are missed and pass for a change, at higher ones power is lost where there is none.
_SEASON_JOINS_AT = 0.2
_TREND_JOINS_AT = 0.1
_POWER = 0.8
# A series of 24 + 24 months that wanders by itself claims a change in a quarter of the cases, and
# in less than 9% where nothing is claimed from this chance of it on (docs/methods.md).
_WANDERS_FROM = 0.1
# One value may be missing between two periods that adjoin each other.
_ADJOINING = 2
# One value that makes more than a third of a difference is named next to it.
_LARGE_SHARE = 1 / 3
# A difference of this share of the values is none.
_ROUNDING = 1e-12
_ON_ONE_LINE = gettext_noop("the values do not vary in either period")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSettings:
    """What a decision is to answer, and what is known of the values.

    Attributes
    ----------
    alternative : Alternative
    alpha, confidence_level : float
        Fractions of 1.
    margin : Margin or None
        Requests an equivalence test.
    steps_per_year : int or None
        How many values make a year; None where a season is impossible or switched off.
    is_year_earlier : bool
        Whether the base values are those of the later months a year before, and not of the base
        period.
    is_matched : bool
        Whether both hold the same months of the year.
    is_redefined : bool
        Whether what is counted changed between the values, or among them.
    lowest, highest : float or None
        The bounds of what a value can be, such as 0 for a count; None for no bound.
    has_ratio : bool
        Whether a ratio has a meaning: not for shares.
    """

    alternative: Alternative = Alternative.TWO_SIDED
    alpha: float = 0.05
    confidence_level: float = 0.95
    margin: Margin | None = None
    steps_per_year: int | None = None
    is_year_earlier: bool = False
    is_matched: bool = True
    is_redefined: bool = False
    lowest: float | None = None
    highest: float | None = None
    has_ratio: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LargestShare:
    """The single value that makes the largest part of a difference.

    Attributes
    ----------
    time : float
        On the time axis of the comparison.
    share : float
        By how much of itself the difference shrinks without the value.
    difference : float
        The difference without it.
    ratio : float or None
        Later / base without it.
    """

    time: float
    share: float
    difference: float
    ratio: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The estimate that a comparison is decided by, with its interval and P value.

    Attributes
    ----------
    base, later : float
        What is compared: means, slopes, or the level with and without an intervention.
    difference : Estimate
        Later minus base; beyond the trend already under way where `trend` is given.
    ratio : Estimate or Refusal or None
        Later / base; None where a ratio has no meaning.
    p_value : float
        Of the test that the interval inverts: two-sided, or one-sided as planned. A difference
        on the other side than planned has its two-sided P value.
    rho : float
        Correlation of neighbours, averaged over what is likely.
    is_year_earlier : bool
        Whether the base is the later months a year before.
    has_season : bool
        Whether an annual curve is part of the model.
    trend : float or None
        Change per step that was under way in both periods.
    equivalence : EquivalenceTest or None
    detectable : float
        The smallest difference that would have been found with 80% power.
    largest : LargestShare or None
    restraint : Restraint or None
        Why nothing may be claimed, whatever the P value.
    n_base, n_later : int
    level_change, slope_change : Estimate or None
        What the difference in an interrupted series is made of, as far as its plan allows for it.
    """

    base: float
    later: float
    difference: Estimate
    ratio: Estimate | Refusal | None
    p_value: float
    rho: float
    is_year_earlier: bool
    has_season: bool
    trend: float | None
    equivalence: EquivalenceTest | None
    detectable: float
    largest: LargestShare | None
    restraint: Restraint | None
    n_base: int
    n_later: int
    level_change: Estimate | None = None
    slope_change: Estimate | None = None

    @property
    def direction(self) -> int:
        """Return 1 if the later period is higher, -1 if lower, 0 if neither."""
        return (self.difference.estimate > 0) - (self.difference.estimate < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision, with the model that it rests on for the checks that refit it.

    `series` is that of an interrupted series, of the gains of a running total if `is_of_gains`;
    `course` is what its figure draws.
    """

    decision: Decision
    model: PeriodModel
    settings: DecisionSettings = field(repr=False)
    series: Segments | None = None
    course: Course | None = None
    is_of_gains: bool = False

    @property
    def largest_time(self) -> float | None:
        """Return the time of the value that makes the largest part of the difference."""
        return None if self.decision.largest is None else self.decision.largest.time


def decide_means(base: PeriodValues, later: PeriodValues, settings: DecisionSettings) -> Decided:
    """Decide whether two means differ.

    Parameters
    ----------
    base, later : PeriodValues
        At least 2 values each, in order of time.
    settings : DecisionSettings

    Raises
    ------
    InsufficientDataError
        Fewer than 2 values in a period, or no variation.
    """
    model = means_model(base, later)
    if min(len(base.values), len(later.values)) < 2 or _is_constant(model):
        raise InsufficientDataError(_ON_ONE_LINE)
    # Across a gap, the trend of a few months would be carried on over a year.
    gap = model.times[model.n_base] - model.times[model.n_base - 1]
    decided = decide(
        model, settings, fewest=Test.MEAN.fewest_for_claim, allows_trend=gap <= _ADJOINING
    )
    return replace(decided, decision=_possible(decided))


def _possible(decided: Decided) -> Decision:
    """Return a decision on two means whose interval comes from possible means alone.

    Both means are uncertain. Cut at minus the earlier mean, the interval would take that for
    known; so the distances from each mean to its own bounds, cut to what is possible, are added
    up as squares (Zou and Donner 2008). Such a bound never comes between the estimate and 0, so
    it can't contradict the test. A difference beyond a trend is not that of the two means.

    References
    ----------
    Zou and Donner (2008), Stat. Med. 27, 1693-1702.
    """
    decision, settings, model = decided.decision, decided.settings, decided.model
    lowest = -inf if settings.lowest is None else settings.lowest
    highest = inf if settings.highest is None else settings.highest
    found = decision.difference
    if decision.trend is not None or found.ci_low is None or found.ci_high is None:
        return decision
    # By rounding, a mean of values at a bound may lie beyond it.
    below = [max(mean - lowest, 0.0) for mean in (decision.base, decision.later)]
    above = [max(highest - mean, 0.0) for mean in (decision.base, decision.later)]
    if found.ci_high - found.ci_low <= 2 * min(*below, *above):
        # No bound of either mean is impossible.
        return decision
    fit = model.fit()
    base, later = (
        contrast.quantile((1 + settings.confidence_level) / 2) if contrast.scale else 0.0
        for contrast in (fit.contrast(model.base), fit.contrast(model.later))
    )
    fall = hypot(min(base, above[0]), min(later, below[1]))
    rise = hypot(min(base, below[0]), min(later, above[1]))
    return replace(decision, difference=found.within(found.estimate - fall, found.estimate + rise))


def _is_constant(model: PeriodModel) -> bool:
    return not any(np.ptp(model.values[rows]) for rows in model.sides)


def decide(
    model: PeriodModel,
    settings: DecisionSettings,
    *,
    fewest: int,
    allows_trend: bool,
    assumes_season: bool = False,
) -> Decided:
    """Decide whether what a model compares differs.

    Parameters
    ----------
    model : PeriodModel
    settings : DecisionSettings
    fewest : int
        Values in a period below which nothing is claimed.
    allows_trend : bool
        Whether a trend that was under way may join the model; False where it has one.
    assumes_season : bool
        Whether the annual curve is in the model even if it is not found in the values.

    Raises
    ------
    InsufficientDataError
        Too few values, or none that deviates from the model.
    """
    is_enough = model.fewest >= fewest
    joins_at = 1.0 if assumes_season else _SEASON_JOINS_AT
    has_season = is_enough and _has_season(model, settings, joins_at, allows_trend=allows_trend)
    if has_season:
        model = with_season(model, settings.steps_per_year)
    trend = None
    if is_enough and allows_trend:
        model, trend = _with_trend(model)
    fit = model.fit()
    decision = Decision(
        base=float(np.dot(model.base, fit.coefficients)),
        later=float(np.dot(model.later, fit.coefficients)),
        difference=interval_of(fit.contrast(model.difference()), settings.confidence_level),
        ratio=_ratio(fit, model, settings, trend),
        p_value=_p_value(fit.contrast(model.difference()), settings.alternative),
        rho=fit.rho,
        is_year_earlier=settings.is_year_earlier,
        has_season=has_season,
        trend=trend,
        equivalence=_equivalence(fit, model, settings),
        detectable=_detectable(fit.contrast(model.difference()), settings.alpha),
        largest=_largest(model),
        restraint=_restraint(fit, model, settings, is_enough=is_enough, trend=trend),
        n_base=model.n_base,
        n_later=len(model.values) - model.n_base,
    )
    return Decided(decision=decision, model=model, settings=settings)


def _restraint(
    fit: MarginalFit,
    model: PeriodModel,
    settings: DecisionSettings,
    *,
    is_enough: bool,
    trend: float | None,
) -> Restraint | None:
    if not is_enough:
        return Restraint.TOO_FEW
    if not settings.is_matched:
        return Restraint.SEASON
    if settings.is_redefined:
        return Restraint.REDEFINED
    # A rise that was less than the trend under way is no fall.
    if trend is not None and trend * fit.contrast(model.difference()).estimate < 0:
        return Restraint.TREND
    may_wander = bool(model.parts) and fit.wandering >= _WANDERS_FROM
    return Restraint.WANDERING if may_wander else None


def _has_season(
    model: PeriodModel, settings: DecisionSettings, joins_at: float, *, allows_trend: bool
) -> bool:
    """Return whether an annual curve can be fitted and has at most a given P value."""
    if settings.steps_per_year is None or not settings.is_matched:
        return False
    # Half a year of a trend looks like half a season, so that a trend is allowed for here.
    longer = with_season(with_line(model) if allows_trend else model, settings.steps_per_year)
    columns = range(len(model.base) + allows_trend, len(longer.base))
    if not columns:
        # One and the same month of each year.
        return False
    try:
        return longer.fit().joint_p_value(columns) <= joins_at
    except InsufficientDataError:
        return False


def _with_trend(model: PeriodModel) -> tuple[PeriodModel, float | None]:
    """Return the model with a trend under way in both periods, if the values show one.

    Only a trend towards the difference joins: it may be all that the difference is. Each period
    has to go that way by itself, or the trend would not be one of both.
    """
    longer = with_line(model)
    fit = fit_least_squares(longer.columns, longer.responses)
    trend = estimate_contrast(fit, [*(0.0 for _ in model.base), 1.0])
    before, after = (float(model.responses[rows].mean()) for rows in model.sides)
    plain = after - before
    rate = trend.estimate.estimate
    if trend.p_value >= _TREND_JOINS_AT or rate * plain <= 0:
        return model, None
    # What a season explains is no trend of a period.
    rest = longer.responses - longer.columns[:, 2:-1] @ fit.coefficients[2:-1]
    times = np.asarray(longer.times)
    own = [np.polyfit(times[rows], rest[rows], 1)[0] for rows in longer.sides]
    return (longer, rate) if all(slope * rate > 0 for slope in own) else (model, None)


def interval_of(contrast: MarginalContrast, confidence_level: float) -> Estimate:
    """Return a sum of coefficients with every value that the test does not reject."""
    reach = contrast.quantile((1 + confidence_level) / 2)
    return Estimate(
        estimate=contrast.estimate,
        ci_low=contrast.estimate - reach,
        ci_high=contrast.estimate + reach,
        confidence_level=confidence_level,
        standard_error=contrast.scale,
    )


def _p_value(contrast: MarginalContrast, alternative: Alternative) -> float:
    wanted = {Alternative.GREATER: 1, Alternative.LESS: -1}.get(alternative, 0)
    if wanted * contrast.estimate > 0:
        return contrast.below(-abs(contrast.estimate))
    # A fall where a rise was expected is judged as if no direction had been named.
    return contrast.p_value


def _detectable(contrast: MarginalContrast, alpha: float) -> float:
    """Return the difference that a two-sided test finds with 80% power."""
    return contrast.quantile(1 - alpha / 2) + contrast.quantile(_POWER)


def _ratio(
    fit: MarginalFit, model: PeriodModel, settings: DecisionSettings, trend: float | None
) -> Estimate | Refusal | None:
    """Return later / base with every ratio that the test does not reject (Fieller 1954)."""
    if not settings.has_ratio or trend is not None:
        return None
    base = float(np.dot(model.base, fit.coefficients))
    later = float(np.dot(model.later, fit.coefficients))
    if base == 0:
        return Refusal(reason=BASE_NEAR_ZERO)
    if later * base <= 0:
        return Refusal(reason=MIXED_SIGNS)
    if abs(later) > LARGEST_RATIO * abs(base):
        return Refusal(reason=SIZES_APART)
    bounds = ratio_bounds(fit, model, later / base, settings.confidence_level)
    if bounds is None:
        return Refusal(reason=BASE_NEAR_ZERO)
    low, high = bounds
    if settings.lowest == 0:
        low = max(low, 0.0)
    return Estimate(
        estimate=later / base,
        ci_low=low,
        ci_high=high,
        confidence_level=settings.confidence_level,
    )


def ratio_bounds(
    fit: MarginalFit, model: PeriodModel, ratio: float, confidence_level: float
) -> tuple[float, float] | None:
    """Return the bounds of a ratio's interval; None where the base may be 0."""
    tail = (1 - confidence_level) / 2
    of_base = fit.contrast(model.base)
    if of_base.p_value >= 2 * tail:
        return None
    sign = 1.0 if of_base.estimate > 0 else -1.0

    def above(multiple: float) -> float:
        # The probability that the error is below the distance from a multiple of the base:
        # near 1 for small multiples, near 0 for large ones.
        contrast = fit.contrast(model.difference(multiple))
        return contrast.below(sign * contrast.estimate)

    step = max(abs(ratio), 1.0) / 16
    low = crossing(lambda multiple: above(multiple) - (1 - tail), ratio, -step)
    high = crossing(lambda multiple: tail - above(multiple), ratio, step)
    return (low, high) if isfinite(low) and isfinite(high) else None


def _equivalence(
    fit: MarginalFit, model: PeriodModel, settings: DecisionSettings
) -> EquivalenceTest | None:
    """Return two one-sided tests against the margin, by the model of the decision."""
    margin = settings.margin
    if margin is None:
        return None
    base = float(np.dot(model.base, fit.coefficients))
    sign = -1.0 if margin.is_relative and base < 0 else 1.0
    low, high = (1 - margin.value, 1 + margin.value) if margin.is_relative else (1.0, 1.0)
    shift = 0.0 if margin.is_relative else margin.value
    lower = fit.contrast(model.difference(low))
    upper = fit.contrast(model.difference(high))
    p_lower = lower.below(-(sign * lower.estimate + shift))
    p_upper = upper.below(sign * upper.estimate - shift)
    worse = lower if p_lower >= p_upper else upper
    return EquivalenceTest(
        margin=margin,
        interval=_equivalence_interval(fit, model, margin, 1 - 2 * settings.alpha),
        p_lower=p_lower,
        p_upper=p_upper,
        p_value=max(p_lower, p_upper),
        df=float(worse.weights @ worse.dfs),
        decided_by="means",
    )


def _equivalence_interval(
    fit: MarginalFit, model: PeriodModel, margin: Margin, confidence_level: float
) -> Estimate | Refusal:
    if not margin.is_relative:
        return interval_of(fit.contrast(model.difference()), confidence_level)
    base = float(np.dot(model.base, fit.coefficients))
    ratio = float(np.dot(model.later, fit.coefficients)) / base if base else 0.0
    bounds = ratio_bounds(fit, model, ratio, confidence_level) if base else None
    if bounds is None:
        return Refusal(reason=BASE_NEAR_ZERO)
    return Estimate(
        estimate=ratio, ci_low=bounds[0], ci_high=bounds[1], confidence_level=confidence_level
    )


def _largest(model: PeriodModel) -> LargestShare | None:
    """Return the value without which the difference shrinks most, if by more than a third.

    Only of means: a single value that turns a line is found by the check that leaves it out.
    """
    is_of_lines = bool(model.parts) or any(model.base[2:])
    if is_of_lines or model.fewest < 2:
        return None
    before, after = _compared(model)
    difference = after - before
    if abs(difference) <= _ROUNDING * float(np.max(np.abs(model.values))):
        return None
    rest = [_compared(model.without(row)) for row in range(len(model.values))]
    shares = [1 - (later - base) / difference for base, later in rest]
    row = int(np.argmax(shares))
    base, later = rest[row]
    if shares[row] <= _LARGE_SHARE:
        return None
    time = model.times[row]
    return LargestShare(
        # See `times_in_succession`: no series is half as long.
        time=time - FAR if time > FAR / 2 else time,
        share=shares[row],
        difference=later - base,
        ratio=later / base if later * base > 0 else None,
    )


def _compared(model: PeriodModel) -> tuple[float, float]:
    """Return what is compared, by least squares."""
    coefficients = np.linalg.lstsq(model.columns, model.responses, rcond=None)[0]
    return float(np.dot(model.base, coefficients)), float(np.dot(model.later, coefficients))


def refit(decided: Decided, model: PeriodModel) -> tuple[Estimate, float]:
    """Return difference and P value of a changed model, as a check of a decision."""
    contrast = model.fit().contrast(model.difference())
    settings = decided.settings
    return (
        interval_of(contrast, settings.confidence_level),
        _p_value(contrast, settings.alternative),
    )
