"""The interface of a kind of comparison.

Each kind is defined in its own module (`kind_slope`, `kind_mean`, …) and listed in
`comparison_registry`; no other module of the analysis depends on the kind of a result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from reportgen.model.estimate import ComparisonEstimate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reportgen.analysis.comparisons.decision import Decided
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.comparisons.sensitivity import SensitivitySettings
    from reportgen.analysis.quantities.comparison import ComparisonEvidence
    from reportgen.analysis.quantities.metric_units import MetricUnits
    from reportgen.model.comparison import AnalysisSettings, Test
    from reportgen.model.estimate import Refusal
    from reportgen.model.quantity import Form, Quantity
    from reportgen.model.verdict import AssumptionFinding, SensitivityAnalysis


Result = TypeVar("Result", bound=ComparisonEstimate)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonKind(Generic[Result]):
    """One kind of comparison.

    Attributes
    ----------
    test : Test
        The value of `test:` in the configuration.
    result_type : type
        The dataclass that `estimate` returns; kinds are looked up by it.
    method : str
        The section of docs/methods.md that describes its quantities.
    estimate : callable
        Computes the result from the prepared data; may raise InsufficientDataError.
    decide : callable
        Takes the prepared data, the result and the settings of the analysis; returns the decision
        and its model. May raise InsufficientDataError.
    assumptions : callable
        Takes the result and the numbers of months that the base and the later period span (None
        if the data are not monthly); returns the findings of assumption checks in a fixed order.
    sensitivity : callable
        Takes the result, the decision and the settings; returns the sensitivity analyses, the
        checks of the decision first.
    quantities : callable
        Takes the result or its refusal, the sources of its numbers, and the confidence level.
    missing_of_period, missing_of_contrast : mapping of str to Form
        Statistics that are reported as missing if there are no data.
    difference_unit : callable
        Selects the unit of the difference from the units of the metric.
    statistic, difference, ratio : str
        Last parts of quantity ids: the statistic that is compared, its difference (later minus
        base) and its ratio (later / base). Empty if the kind has none.
    applies : callable or None
        Whether the kind applies to the data, if several kinds share a `test`; None for the
        default kind.
    """

    test: Test
    result_type: type[Result]
    method: str
    estimate: Callable[[PreparedComparison, AnalysisSettings], Result | Refusal]
    decide: Callable[[PreparedComparison, Result, AnalysisSettings], Decided]
    assumptions: Callable[[Result, tuple[int, int] | None], list[AssumptionFinding | None]]
    sensitivity: Callable[[Result, Decided, SensitivitySettings], tuple[SensitivityAnalysis, ...]]
    quantities: Callable[[Result | Refusal, ComparisonEvidence, float], Iterator[Quantity]]
    missing_of_period: Mapping[str, Form]
    missing_of_contrast: Mapping[str, Form]
    difference_unit: Callable[[MetricUnits], str]
    statistic: str = ""
    difference: str = ""
    ratio: str = ""
    applies: Callable[[PreparedComparison], bool] | None = None
