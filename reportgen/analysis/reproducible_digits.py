"""The digits of fitted values that are the same on every processor."""

from __future__ import annotations

from dataclasses import replace
from decimal import Context
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.computing_libraries import computing_libraries

if TYPE_CHECKING:
    from reportgen.model.estimate import Estimate
    from reportgen.model.quantity import Quantity

# The last two or three of sixteen depend on the processor, whose vector units add and round in
# other orders. What is printed is rounded from these twelve, so that no tie is broken otherwise
# on another machine or by `verify`.
_SAME_EVERYWHERE = Context(prec=12)


def reproducible(value: float) -> float:
    """Return a fitted value to 12 significant digits."""
    return float(_SAME_EVERYWHERE.create_decimal_from_float(value))


def reproducible_estimate(estimate: Estimate) -> Estimate:
    """Return an estimate and its interval to 12 significant digits."""
    low, high = estimate.ci_low, estimate.ci_high
    return replace(
        estimate,
        estimate=reproducible(estimate.estimate),
        ci_low=None if low is None else reproducible(low),
        ci_high=None if high is None else reproducible(high),
    )


def reproducible_quantity(quantity: Quantity) -> Quantity:
    """Return a fitted quantity to 12 significant digits; counts, sums and shares stay exact."""
    value, low, high = quantity.value, quantity.ci_low, quantity.ci_high
    if not isinstance(value, float) or not computing_libraries(quantity.method, ()):
        return quantity
    return replace(
        quantity,
        value=value if quantity.numerator is not None else reproducible(value),
        ci_low=None if low is None else reproducible(low),
        ci_high=None if high is None else reproducible(high),
    )
