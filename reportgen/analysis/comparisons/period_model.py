"""The model of what two periods are compared by: columns, values, and the two contrasts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.statistics.marginal_ar1 import fit_marginal_ar1
from reportgen.statistics.period_values import joined_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.analysis.comparisons.segments import Segments
    from reportgen.statistics.marginal_ar1 import MarginalFit
    from reportgen.statistics.period_values import PeriodValues

    Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodModel:
    """A linear model of two successive periods or of one series, and what it compares.

    Attributes
    ----------
    columns : ndarray, shape (n, k)
        The first two indicate the periods; those of a series begin with a constant.
    values : ndarray, shape (n,)
    times : tuple of float, shape (n,)
    n_base : int
    base, later : tuple of float, shape (k,)
        The sums of coefficients that are compared.
    is_pooled : bool
        Whether one variance serves both periods.
    weights : ndarray, shape (n,), or None
        How much each value counts in the mean of its period; only the model of two means has any.
    parts : tuple of int
        How many values a series has before, between and after its changes; empty for two periods.
    """

    columns: Vector
    values: Vector
    times: tuple[float, ...]
    n_base: int
    base: tuple[float, ...]
    later: tuple[float, ...]
    is_pooled: bool = False
    weights: Vector | None = None
    parts: tuple[int, ...] = ()

    @property
    def fewest(self) -> int:
        """Return how many values the shorter period has, or the shortest part of a series."""
        return min(self.parts or (self.n_base, len(self.values) - self.n_base))

    @property
    def sides(self) -> tuple[slice, slice]:
        """Return the rows of the base and of the later period."""
        return slice(None, self.n_base), slice(self.n_base, None)

    @property
    def responses(self) -> Vector:
        """Return what is fitted: the values, or where they have weights, linearized ones.

        The plain mean of linearized values is the weighted one, and their spread is that of its
        error: each deviation counts as much as its weight relative to the mean weight (Cochran
        1977, section 6.4; see `mean_comparison.estimate_mean`).
        """
        if self.weights is None:
            return self.values
        parts = []
        for rows in self.sides:
            values, relative = self.values[rows], self.weights[rows] / self.weights[rows].mean()
            mean = float(np.mean(relative * values))
            parts.append(mean + relative * (values - mean))
        return np.concatenate(parts)

    def with_columns(self, added: Vector) -> PeriodModel:
        """Return the model with further columns, which the comparison holds constant."""
        zeros = (0.0,) * added.shape[1]
        return replace(
            self,
            columns=np.column_stack([self.columns, added]),
            base=(*self.base, *zeros),
            later=(*self.later, *zeros),
        )

    def without(self, row: int) -> PeriodModel:
        """Return the model without one value."""
        return replace(
            self,
            columns=np.delete(self.columns, row, axis=0),
            values=np.delete(self.values, row),
            times=self.times[:row] + self.times[row + 1 :],
            n_base=self.n_base - (row < self.n_base),
            weights=None if self.weights is None else np.delete(self.weights, row),
            parts=_without(self.parts, row),
        )

    def fit(self) -> MarginalFit:
        """Return the fit with AR(1) errors.

        Raises
        ------
        InsufficientDataError
            Too few values, or none that deviates from the model.
        """
        n_base = 0 if self.parts else self.n_base
        return fit_marginal_ar1(
            self.columns, self.responses, self.times, n_base, is_pooled=self.is_pooled
        )

    def difference(self, multiple: float = 1.0) -> list[float]:
        """Return the contrast of the later against a multiple of the base."""
        return [
            after - multiple * before for before, after in zip(self.base, self.later, strict=True)
        ]


def _without(parts: tuple[int, ...], row: int) -> tuple[int, ...]:
    """Return the sizes of successive parts without one row of them."""
    ends = np.cumsum(parts)
    return tuple(size - (end - size <= row < end) for size, end in zip(parts, ends, strict=True))


def means_model(base: PeriodValues, later: PeriodValues) -> PeriodModel:
    """Return the model of two means, weighted where the values have weights."""
    n_base, n_later = len(base.values), len(later.values)
    first = np.repeat([1.0, 0.0], [n_base, n_later])
    weights = joined_weights(base, later)
    return PeriodModel(
        columns=np.column_stack([first, 1 - first]),
        values=np.asarray([*base.values, *later.values], dtype=np.float64),
        times=times_in_succession(base, later),
        n_base=n_base,
        base=(1.0, 0.0),
        later=(0.0, 1.0),
        weights=None if weights is None else np.asarray(weights, dtype=np.float64),
    )


def slopes_model(base: PeriodValues, later: PeriodValues) -> PeriodModel:
    """Return the model of two lines, of which the slopes are compared; all values count alike."""
    model = _unweighted(base, later)
    times = np.asarray(model.times)
    origins = model.columns @ [times[: model.n_base].mean(), times[model.n_base :].mean()]
    slopes = model.columns * (times - origins)[:, None]
    return replace(
        model,
        columns=np.column_stack([model.columns, slopes]),
        base=(0.0, 0.0, 1.0, 0.0),
        later=(0.0, 0.0, 0.0, 1.0),
        is_pooled=True,
    )


def segments_model(segments: Segments) -> PeriodModel:
    """Return the model of an interrupted series, compared with its earlier course at a time."""
    return PeriodModel(
        columns=segments.columns,
        values=np.asarray(segments.values, dtype=np.float64),
        times=segments.times,
        n_base=segments.n_base,
        base=tuple(segments.row(segments.until, is_without=True)),
        later=tuple(segments.row(segments.until)),
        is_pooled=True,
        parts=segments.parts,
    )


# Whole years of days, weeks, months and quarters alike, and too many for any correlation.
FAR = 365 * 52 * 12.0


def times_in_succession(base: PeriodValues, later: PeriodValues) -> tuple[float, ...]:
    """Return the times of both periods, the later ones far away if they overlap the base.

    Periods that overlap, or that are compared backwards, are taken as independent.
    """
    is_after = not base.times or not later.times or later.times[0] > base.times[-1]
    away = 0.0 if is_after else FAR
    return (*map(float, base.times), *(float(time) + away for time in later.times))


def _unweighted(base: PeriodValues, later: PeriodValues) -> PeriodModel:
    return means_model(base._replace(weights=None), later._replace(weights=None))


def with_season(model: PeriodModel, steps_per_year: int | None) -> PeriodModel:
    """Return the model with one sine and one cosine of the year.

    They are centred within each of two periods. Periods of the same months have the same centres,
    so the compared means stay those that the brief prints.
    """
    angle = 2 * np.pi * np.asarray(model.times) / float(steps_per_year or 1)
    curve = np.column_stack([np.sin(angle), np.cos(angle)])
    # A line that jumps or bends is compared with its own course, at one time of one year.
    for rows in () if model.parts else model.sides:
        curve[rows] -= curve[rows].mean(axis=0)
    # With two values a year the sine is 0 throughout.
    return model.with_columns(curve[:, np.ptp(curve, axis=0) > 1e-9])


def with_line(model: PeriodModel) -> PeriodModel:
    """Return the model with one straight line under way in both periods."""
    times = np.asarray(model.times)
    return replace(model.with_columns((times - times.mean())[:, None]), is_pooled=True)


def on_log_scale(model: PeriodModel) -> PeriodModel:
    """Return the model of the logarithms.

    Raises
    ------
    InsufficientDataError
        A value is 0 or below.
    """
    if float(model.values.min()) <= 0:
        raise InsufficientDataError(gettext_noop("a logarithm needs values above 0"))
    return replace(model, values=np.log(model.values))
