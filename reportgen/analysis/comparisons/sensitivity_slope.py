"""Sensitivity analyses of two slopes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from math import log
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons.interrupted_series import segment_design
from reportgen.analysis.comparisons.mean_comparison import compare_means
from reportgen.analysis.comparisons.sensitivity_vote import Finding, on_ratio_scale, record_finding
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Estimate, Refusal
from reportgen.statistics.ar1 import fit_ar1_reml
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.influence import cooks_distances
from reportgen.statistics.joinpoint import estimate_bend
from reportgen.statistics.newey_west import fit_newey_west
from reportgen.statistics.period_values import PeriodValues, require_succession
from reportgen.statistics.permutation import permutation_p_value
from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.analysis.comparisons.sensitivity_vote import SensitivitySettings
    from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
    from reportgen.model.verdict import SensitivityAnalysis
    from reportgen.statistics.contrast import Fit

# By simulation (docs/methods.md), its 95% interval of a level change covers 85% with 12 values
# per period and 91% with 36.
MINIMUM_FOR_NEWEY_WEST_VOTE = 36
"""Minimum number of values per period for a vote of Newey-West errors."""

# Weights of the columns of `segment_design`.
_SLOPE_CHANGE = (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeCase:
    """The data of a slope comparison for sensitivity analyses.

    Attributes
    ----------
    design : ndarray, shape (n, 4)
        Design matrix of the interaction model; the rows of the base period come first.
    """

    result: SlopeComparison
    base: PeriodValues
    later: PeriodValues
    design: NDArray[np.float64]
    times: tuple[float, ...]
    values: tuple[float, ...]
    settings: SensitivitySettings


def slope_case(result: SlopeComparison, settings: SensitivitySettings) -> SlopeCase:
    """Return the data of a slope comparison for sensitivity analyses."""
    base = PeriodValues(result.base.period, result.base.times, result.base.values)
    later = PeriodValues(result.later.period, result.later.times, result.later.values)
    return SlopeCase(
        result=result,
        base=base,
        later=later,
        design=segment_design(base, later, at=later.times[0]),
        times=(*result.base.times, *result.later.times),
        values=(*result.base.values, *result.later.values),
        settings=settings,
    )


def slope_sensitivity(case: SlopeCase) -> tuple[SensitivityAnalysis, ...]:
    """Return the analyses that vote on a difference of slopes, then those without a vote."""
    n_least = min(len(case.base.values), len(case.later.values))
    votes = (
        ("gains_welch", gettext_noop("Welch t test on the monthly gains"), _gains, True),
        ("ar1_reml", gettext_noop("Regression with AR(1) errors on the running total"), _ar1, True),
        ("joinpoint", gettext_noop("Slope change without a jump"), _bend, True),
        (
            "without_influential",
            gettext_noop("Without the most influential month"),
            _without_most_influential,
            True,
        ),
        (
            "newey_west",
            gettext_noop("Regression with Newey-West standard errors"),
            _newey_west,
            n_least >= MINIMUM_FOR_NEWEY_WEST_VOTE,
        ),
        ("log_scale", gettext_noop("Growth rates on the log scale"), _log_scale, False),
        ("permutation", gettext_noop("Permutation test on the monthly gains"), _permutation, False),
    )
    return tuple(
        record_finding(method, label, partial(analysis, case), case.settings, counted=counted)
        for method, label, analysis, counted in votes
    )


def _finding(fit: Fit, case: SlopeCase) -> Finding:
    contrast = estimate_contrast(
        fit,
        _SLOPE_CHANGE,
        confidence_level=case.settings.confidence_level,
        alternative=case.settings.alternative,
    )
    return Finding(estimate=contrast.estimate, p_value=contrast.p_value)


def _gains(case: SlopeCase) -> Finding:
    gains = case.result.gains
    if isinstance(gains, Refusal):
        raise InsufficientDataError(gains.reason)
    return Finding(estimate=gains.difference, p_value=gains.p_value)


def _ar1(case: SlopeCase) -> Finding:
    require_succession(case.base, case.later)
    return _finding(fit_ar1_reml(case.design, case.values, case.times), case)


def _bend(case: SlopeCase) -> Finding:
    bend = estimate_bend(
        case.base,
        case.later,
        confidence_level=case.settings.confidence_level,
        alternative=case.settings.alternative,
    )
    return Finding(estimate=bend.estimate, p_value=bend.p_value)


def _newey_west(case: SlopeCase) -> Finding:
    require_succession(case.base, case.later)
    return _finding(fit_newey_west(case.design, case.values), case)


def _without_most_influential(case: SlopeCase) -> Finding:
    """Return the comparison without one month; as in the comparison, the larger P value counts."""
    full = fit_least_squares(case.design, case.values)
    if full.residual_variance == 0:
        raise InsufficientDataError(gettext_noop("the values lie exactly on the model"))
    dropped = int(np.argmax(cooks_distances(case.design, full)))
    kept = np.arange(len(case.values)) != dropped
    # A period of 3 months would become a line through 2 points, without residuals.
    sides = (case.base, case.later)
    if len(sides[dropped >= len(case.base.values)].values) <= 3:
        raise InsufficientDataError(
            gettext_noop("without one more month a trend has too few values")
        )
    finding = _finding(fit_least_squares(case.design[kept], np.asarray(case.values)[kept]), case)
    gains_p = _gains_p_without(case, case.times[dropped])
    return finding if gains_p is None else replace(finding, p_value=max(finding.p_value, gains_p))


def _gains_p_without(case: SlopeCase, time: float) -> float | None:
    gains = case.result.gains
    if isinstance(gains, Refusal):
        return None
    sides = []
    for side in (gains.base, gains.later):
        kept = [index for index, at in enumerate(side.times) if at != time]
        sides.append(
            PeriodValues(
                side.period,
                [side.times[index] for index in kept],
                [side.values[index] for index in kept],
            )
        )
    return compare_means(*sides, alternative=case.settings.alternative).p_value


def _log_scale(case: SlopeCase) -> Finding:
    if min(case.values) <= 0:
        raise InsufficientDataError(gettext_noop("a logarithm needs values above 0"))
    fit = fit_least_squares(case.design, [log(value) for value in case.values])
    finding = _finding(fit, case)
    return Finding(
        estimate=on_ratio_scale(finding.estimate),
        p_value=finding.p_value,
        null=1.0,
        unit=gettext_noop("ratio of monthly growth factors"),
    )


def _permutation(case: SlopeCase) -> Finding:
    gains = case.result.gains
    if isinstance(gains, Refusal):
        raise InsufficientDataError(gains.reason)
    p_value = permutation_p_value(
        gains.base.values, gains.later.values, alternative=case.settings.alternative
    )
    # A permutation test has no interval; that of another test would not match its P value.
    estimate = Estimate(
        estimate=gains.difference.estimate, ci_low=None, ci_high=None, confidence_level=0.0
    )
    return Finding(estimate=estimate, p_value=p_value)
