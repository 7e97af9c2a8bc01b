"""The votes of sensitivity analyses: agreement, disagreement, or not computable."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Estimate
from reportgen.model.verdict import SensitivityAnalysis
from reportgen.statistics.intervals import map_interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.model.comparison import Alternative


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivitySettings:
    """Settings shared by all sensitivity analyses of one comparison.

    Attributes
    ----------
    direction : int
        Sign of the estimate of the comparison, with which an analysis agrees or not.
    alternative, alpha, confidence_level
        As in the comparison; P values are not adjusted.
    unit : str
        Unit of the difference: ``followers a month``.
    """

    direction: int
    alternative: Alternative
    alpha: float
    confidence_level: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of a sensitivity analysis; `null` is the value of no difference."""

    estimate: Estimate
    p_value: float
    null: float = 0.0
    unit: str | None = None


def on_ratio_scale(estimate: Estimate) -> Estimate:
    """Return an estimate of a difference of logarithms as a ratio.

    Raises
    ------
    InsufficientDataError
        The ratio overflows.
    """
    try:
        return map_interval(estimate, exp)
    except OverflowError as error:
        raise InsufficientDataError(
            gettext_noop("the values differ too widely for a ratio")
        ) from error


def record_finding(
    method: str,
    label: str,
    analysis: Callable[[], Finding],
    settings: SensitivitySettings,
    *,
    counted: bool,
) -> SensitivityAnalysis:
    """Run a sensitivity analysis and return it with its vote, or why it has none.

    Parameters
    ----------
    method, label : str
        Key in docs/methods.md, and name in words.
    analysis : callable
        Computes the finding; may raise InsufficientDataError.
    settings : SensitivitySettings
        Direction, alternative and significance level of the comparison.
    counted : bool
        Whether the analysis has a vote.

    Notes
    -----
    It agrees if its P value is below alpha and its estimate is on the same side of the null as
    that of the comparison.
    """
    try:
        finding = analysis()
    except InsufficientDataError as error:
        return uncomputed(method, label, error.args[0], counted=counted)
    away = finding.estimate.estimate - finding.null
    sign = (away > 0) - (away < 0)
    agrees = finding.p_value < settings.alpha and sign == settings.direction and sign != 0
    return SensitivityAnalysis(
        method=method,
        label=label,
        estimate=finding.estimate,
        p_value=finding.p_value,
        counted=counted,
        agrees=agrees,
        unit=settings.unit if finding.unit is None else finding.unit,
    )


def uncomputed(method: str, label: str, reason: str, *, counted: bool) -> SensitivityAnalysis:
    """Return an analysis that could not be computed and is not counted."""
    return SensitivityAnalysis(
        method=method,
        label=label,
        estimate=None,
        p_value=None,
        counted=counted,
        agrees=None,
        reason=reason,
    )


def describe_statistic(
    method: str, label: str, value: float, p_value: float | None, unit: str, *, reason: str
) -> SensitivityAnalysis:
    """Return a diagnostic statistic, which neither agrees nor disagrees."""
    return SensitivityAnalysis(
        method=method,
        label=label,
        estimate=Estimate(estimate=value, ci_low=None, ci_high=None, confidence_level=0.0),
        p_value=p_value,
        counted=False,
        agrees=None,
        unit=unit,
        reason=reason,
    )
