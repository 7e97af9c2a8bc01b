"""Observations of one period, the common input of all comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Sequence


class PeriodValues(NamedTuple):
    """One period's observations, oldest first.

    Attributes
    ----------
    period : str
        The period's id.
    times : sequence of float
        Shape (n,), in steps of the series, such as months, from an origin that all its periods
        share.
    values : sequence of float
        Shape (n,), in the metric's unit.
    weights : sequence of float, optional
        Shape (n,), above 0: the denominators of shares, the numbers that averages are the mean
        of.
    """

    period: str
    times: Sequence[float]
    values: Sequence[float]
    weights: Sequence[float] | None = None


def require_succession(base: PeriodValues, later: PeriodValues) -> None:
    """Raise an error if the periods overlap or are in reverse order.

    Models of the whole series need ordered times; comparisons of means or slopes do not.

    Raises
    ------
    InsufficientDataError
        The first time of `later` does not come after the last of `base`.
    """
    if base.times and later.times and later.times[0] <= base.times[-1]:
        raise InsufficientDataError(gettext_noop("the periods do not follow each other in time"))
