"""All kinds of comparison, and the operations on results of any kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.analysis.comparisons.kind_its import ITS
from reportgen.analysis.comparisons.kind_mean import MEAN
from reportgen.analysis.comparisons.kind_rate import RATE
from reportgen.analysis.comparisons.kind_slope import SLOPE
from reportgen.analysis.comparisons.sensitivity import SensitivitySettings
from reportgen.model.verdict import Restraint

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.comparison_kind import ComparisonKind
    from reportgen.analysis.comparisons.decision import Decided
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.model.comparison import Alternative, AnalysisSettings, Test
    from reportgen.model.estimate import ComparisonEstimate, ComparisonResult
    from reportgen.model.verdict import AssumptionFinding, SensitivityAnalysis

KINDS: tuple[ComparisonKind[Any], ...] = (SLOPE, MEAN, RATE, ITS)
_BY_RESULT = {kind.result_type: kind for kind in KINDS}


def kind_of(result: ComparisonResult) -> ComparisonKind[Any]:
    """Return the kind of a result that is not a refusal."""
    return _BY_RESULT[type(result)]


def usual_kind(test: Test) -> ComparisonKind[Any]:
    """Return the default kind of a test."""
    return next(kind for kind in KINDS if kind.test is test and kind.applies is None)


def kind_for(prepared: PreparedComparison) -> ComparisonKind[Any]:
    """Return the kind that applies to the data of a comparison."""
    test = prepared.comparison.test
    special = (
        kind for kind in KINDS if kind.test is test and kind.applies and kind.applies(prepared)
    )
    return next(special, None) or usual_kind(test)


def decide_comparison(
    prepared: PreparedComparison, result: ComparisonEstimate, settings: AnalysisSettings
) -> Decided:
    """Return the decision of a comparison, with its model.

    Raises
    ------
    InsufficientDataError
        The data allow an estimate, but no decision.
    """
    decided: Decided = kind_of(result).decide(prepared, result, settings)
    return decided


def find_assumptions(
    result: ComparisonEstimate, *, expected_values: tuple[int, int] | None = None
) -> tuple[AssumptionFinding, ...]:
    """Return the findings of all assumption checks, in a fixed order.

    Parameters
    ----------
    result : ComparisonEstimate
        The result of the comparison.
    expected_values : tuple of int, optional
        Number of months that the base and the later period span; without it, months missing at
        the ends of a period are not found.

    Notes
    -----
    The rules are listed in docs/methods.md. Findings are printed with the result and never change
    the choice of the analysis: tests that are chosen by the data lose their error rates.
    """
    findings = kind_of(result).assumptions(result, expected_values)
    return tuple(finding for finding in findings if finding is not None)


def analyse_sensitivity(
    result: ComparisonEstimate,
    decided: Decided,
    *,
    alternative: Alternative,
    unit: str,
    alpha: float = 0.05,
    confidence_level: float = 0.95,
) -> tuple[SensitivityAnalysis, ...]:
    """Return all sensitivity analyses of one comparison, the checks of its decision first.

    Parameters
    ----------
    result : ComparisonEstimate
        The result of the comparison.
    decided : Decided
        Its decision, and the model that the checks refit.
    alternative : Alternative
        The alternative hypothesis of the comparison, shared by all analyses.
    unit : str
        Unit of the difference, in words: ``followers a month``.
    alpha, confidence_level : float
        Fractions of 1; P values are not adjusted for the number of comparisons.
    """
    kind = kind_of(result)
    settings = SensitivitySettings(
        direction=decided.decision.direction,
        alternative=alternative,
        alpha=alpha,
        confidence_level=confidence_level,
        unit=unit,
    )
    analyses: tuple[SensitivityAnalysis, ...] = kind.sensitivity(result, decided, settings)
    if decided.decision.restraint is not Restraint.TOO_FEW:
        return analyses
    return tuple(item.without_interval() for item in analyses)
