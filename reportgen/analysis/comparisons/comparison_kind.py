"""What the analysis has to know about one kind of comparison.

Each kind is described once, in a module of its own (`kind_slope`, `kind_mean`, …), and listed in
`comparison_registry`; nothing else in the analysis asks which kind a result is of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.comparisons.sensitivity_vote import SensitivitySettings
    from reportgen.analysis.comparisons.verdicts import VerdictEvidence
    from reportgen.analysis.quantities.comparison import ComparisonEvidence
    from reportgen.analysis.quantities.metric_units import MetricUnits
    from reportgen.model.comparison import AnalysisSettings, Test
    from reportgen.model.estimate import Refusal
    from reportgen.model.quantity import Form, Quantity
    from reportgen.model.verdict import AssumptionFinding, SensitivityAnalysis


class ComparisonEstimate:
    """Base of every result of a comparison that could be assessed."""

    __slots__ = ()


Result = TypeVar("Result", bound=ComparisonEstimate)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonKind(Generic[Result]):
    """One kind of comparison.

    Attributes
    ----------
    test : Test
        The configuration's `test:` that asks for it.
    result_type : type
        The dataclass that `estimate` returns; results are looked up by it.
    method : str
        The entry of docs/methods.md that explains its quantities.
    estimate : callable
        Computes the result from the prepared data; may raise InsufficientDataError.
    evidence : callable
        What the verdict is decided from.
    assumptions : callable
        Takes the result and how many months the base and the later period span, None where the
        data are not monthly; returns what qualifies the claim, in a fixed order.
    sensitivity : callable
        Every further analysis, those with a vote first.
    quantities : callable
        Takes the result or its refusal, where the numbers come from, and the confidence level.
    missing_of_period, missing_of_contrast : mapping of str to Form
        The statistics to report as missing where there are no data at all.
    difference_unit : callable
        The unit of the difference, out of the metric's units.
    statistic, difference, ratio : str
        Last parts of quantity ids: the value that is compared between the two periods, the
        later one minus the base's, and the later one over the base's. Empty where a kind has none.
    applies : callable or None
        Whether the kind is used for these data, where several share one `test`; None is used
        for all that the others leave.
    """

    test: Test
    result_type: type[Result]
    method: str
    estimate: Callable[[PreparedComparison, AnalysisSettings], Result | Refusal]
    evidence: Callable[[Result], VerdictEvidence]
    assumptions: Callable[[Result, tuple[int, int] | None], list[AssumptionFinding | None]]
    sensitivity: Callable[[Result, SensitivitySettings], tuple[SensitivityAnalysis, ...]]
    quantities: Callable[[Result | Refusal, ComparisonEvidence, float], Iterator[Quantity]]
    missing_of_period: Mapping[str, Form]
    missing_of_contrast: Mapping[str, Form]
    difference_unit: Callable[[MetricUnits], str]
    statistic: str = ""
    difference: str = ""
    ratio: str = ""
    applies: Callable[[PreparedComparison], bool] | None = None
