"""How one further analysis of a comparison is written down: agrees, differs, or can't be had."""

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
    """What all further analyses of one comparison share.

    Attributes
    ----------
    direction : int
        Sign of the comparison's own estimate; an analysis that agrees has the same one.
    alternative, alpha, confidence_level
        As the comparison's own test has them; no P value here is adjusted.
    unit : str
        Of the difference: ``followers a month``.
    """

    direction: int
    alternative: Alternative
    alpha: float
    confidence_level: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a further analysis found; `null` is the estimate's value without a difference."""

    estimate: Estimate
    p_value: float
    null: float = 0.0
    unit: str | None = None


def on_ratio_scale(estimate: Estimate) -> Estimate:
    """Return an estimate made on logarithms as a ratio.

    Raises
    ------
    InsufficientDataError
        The ratio is too large for any number to hold.
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
    """Return a further analysis with its vote, or with the reason why it has none.

    Parameters
    ----------
    method, label : str
        The entry of docs/methods.md, and its name in words.
    analysis : callable
        Computes the finding; may raise InsufficientDataError.
    settings : SensitivitySettings
        The comparison's direction, sidedness and level.
    counted : bool
        Whether the analysis has a vote.

    Notes
    -----
    It agrees where its own P value is below alpha and its estimate lies on the same side
    of "no difference" as the comparison's.
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
    """Return an analysis that could not be made, which leaves the count of votes."""
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
    """Return a diagnostic that is printed and neither agrees nor differs."""
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
