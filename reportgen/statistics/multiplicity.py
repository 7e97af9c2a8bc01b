"""Adjustment of P values for multiple comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return P values adjusted to control the family-wise error rate.

    Parameters
    ----------
    p_values : sequence of float, shape (m,)
        One per comparison, in any order; the result has the same order.

    Notes
    -----
    The i-th smallest (from 1) is multiplied by m - i + 1; none may be smaller than the
    one before it, and none above 1.

    References
    ----------
    Holm (1979), Scand. J. Stat. 6, 65-70.
    """
    order = _ascending(p_values)
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for rank, index in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - rank) * p_values[index]))
        adjusted[index] = largest
    return tuple(adjusted)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return P values adjusted to control the false discovery rate.

    Parameters
    ----------
    p_values : sequence of float, shape (m,)
        One per organization, in any order; the result has the same order.

    Notes
    -----
    The i-th smallest (from 1) is multiplied by m / i; none may be larger than the one
    after it.

    References
    ----------
    Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57, 289-300.
    """
    order = _ascending(p_values)
    adjusted = [0.0] * len(p_values)
    smallest = 1.0
    for rank in range(len(order), 0, -1):
        index = order[rank - 1]
        # The quotient first: the largest P value is multiplied by exactly 1 and keeps its digits.
        smallest = min(smallest, p_values[index] * (len(order) / rank))
        adjusted[index] = smallest
    return tuple(adjusted)


def _ascending(p_values: Sequence[float]) -> list[int]:
    """Return the positions from the smallest to the largest P value."""
    for value in p_values:
        if not 0 <= value <= 1:
            raise ValueError(f"a P value lies in [0, 1], got {value}")
    return sorted(range(len(p_values)), key=lambda index: p_values[index])
