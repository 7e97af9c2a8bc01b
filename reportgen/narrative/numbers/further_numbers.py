"""Numbers of further analyses, which are recorded with a verdict and not as quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.quantity import Form, Quantity, is_in_currency, is_in_points
from reportgen.model.quantity_ids import SensitivityIds

if TYPE_CHECKING:
    from reportgen.model.estimate import Estimate
    from reportgen.model.verdict import SensitivityAnalysis


def further_form(unit: str) -> Form:
    """Return the form of the estimate of a further analysis by its unit.

    Differences of shares are in percentage points, estimates without a unit are ratios. Text,
    figure and `verify` must print the same number, so all of them use this function.
    """
    if is_in_points(unit):
        return Form.POINTS
    return Form.MEASURE if unit else Form.RATIO


def further_quantity(
    comparison: str, item: SensitivityAnalysis, estimate: Estimate, currency: str | None
) -> Quantity:
    """Return the estimate of a further analysis as a quantity.

    Parameters
    ----------
    comparison : str
        The id of the comparison.
    item : SensitivityAnalysis
        The analysis.
    estimate : Estimate
        Its estimate, which it has if it could be computed.
    currency : str or None
        That of the metric, if it is an amount of money.
    """
    return Quantity(
        id=SensitivityIds(comparison, item.method).estimate,
        value=estimate.estimate,
        form=further_form(item.unit),
        unit=item.unit,
        currency=currency if is_in_currency(item.unit, currency) else None,
        ci_low=estimate.ci_low,
        ci_high=estimate.ci_high,
        confidence_level=estimate.confidence_level,
        decimals=item.decimals,
    )
