"""The months of one period as every comparison takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class PeriodValues(NamedTuple):
    """One period's observations, oldest first.

    Attributes
    ----------
    period : str
        The period's id.
    times : sequence of float
        Shape (n,), in months from an origin that all periods of a series share.
    values : sequence of float
        Shape (n,), in the metric's unit.
    """

    period: str
    times: Sequence[float]
    values: Sequence[float]
