"""Decisions on many simulated series at once, computed otherwise than the program does.

The program decides one comparison at a time, and takes some hundredths of a second for it. Here
thousands of series share one design and all sums are written out with full matrices, so that the
tables of docs/methods.md take minutes. A test holds both against each other, series by series.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

RHOS = np.arange(33) * 0.03
SEASON_JOINS_AT = 0.2
TREND_JOINS_AT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What is compared, in the words of `reportgen.analysis.comparisons.decision.PeriodModel`.

    `contrast` is the later part of the comparison minus the base part. `may_bend` allows a trend
    to join.
    """

    columns: Array
    times: Array
    n_base: int
    contrast: Array
    is_pooled: bool
    allows_trend: bool
    is_one_series: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Of each series: the difference, its errors and their weights, shape (series, rhos).

    `course` is the difference of the plain means.
    """

    estimate: Array
    errors: Array
    dfs: Array
    weights: Array
    has_season: NDArray[np.bool_]
    has_trend: NDArray[np.bool_]
    course: Array

    @property
    def is_opposed(self) -> NDArray[np.bool_]:
        """Return whether a trend joined and the difference beyond it points the other way."""
        return np.asarray(self.has_trend & (self.estimate * self.course < 0), dtype=bool)

    @property
    def may_wander(self) -> NDArray[np.bool_]:
        """Return whether a correlation of .9 or more has a chance of at least a tenth."""
        return np.asarray(self.weights[:, RHOS > 0.895].sum(axis=1) >= 0.1, dtype=bool)

    def p_values(self, truth: float = 0.0) -> Array:
        """Return the two-sided P values of the test that the difference is `truth`."""
        t = np.abs(self.estimate - truth)[:, None] / self.errors
        tails: Array = 2 * np.sum(self.weights * stats.t.sf(t, self.dfs), axis=1)
        return tails


def means_design(base: Array, later: Array) -> Design:
    """Return the design of two means at the given times."""
    columns = np.zeros((len(base) + len(later), 2))
    columns[: len(base), 0] = columns[len(base) :, 1] = 1
    return Design(
        columns=columns,
        times=np.concatenate([base, later]),
        n_base=len(base),
        contrast=np.array([-1.0, 1.0]),
        is_pooled=False,
        allows_trend=bool(later[0] - base[-1] <= 2),
    )


def slopes_design(base: Array, later: Array) -> Design:
    """Return the design of two lines whose slopes are compared."""
    plain = means_design(base, later).columns
    lines = np.zeros_like(plain)
    lines[: len(base), 0] = base - base.mean()
    lines[len(base) :, 1] = later - later.mean()
    return Design(
        columns=np.hstack([plain, lines]),
        times=np.concatenate([base, later]),
        n_base=len(base),
        contrast=np.array([0.0, 0.0, -1.0, 1.0]),
        is_pooled=True,
        allows_trend=False,
    )


def segments_design(
    times: Array,
    changes: list[tuple[float, float]],
    *,
    place: int,
    until: float,
    impact: str,
) -> Design:
    """Return the design of an interrupted series, with the effect of one of its changes.

    A change is the first step after it, and the first that is not left out; `until` is the time
    of the effect.
    """
    columns, contrast = [np.ones_like(times), times - changes[0][0]], [0.0, 0.0]
    for number, (at, since) in enumerate(changes):
        after = (times >= at).astype(float)
        own = float(number == place)
        if impact != "slope":
            columns.append(after)
            contrast.append(own)
        if impact != "level":
            origin = at if impact == "slope" else since
            columns.append(after * (times - origin))
            contrast.append(own * (until - origin))
    return Design(
        columns=np.column_stack(columns),
        times=times,
        n_base=int(np.sum(times < changes[0][0])),
        contrast=np.array(contrast),
        is_pooled=True,
        allows_trend=False,
        is_one_series=True,
    )


def decide_all(design: Design, values: Array, *, season: str = "if_found") -> Found:
    """Decide all series, shape (series, n).

    `season` is ``if_found``, ``always`` or ``never``.
    """
    n_series = len(values)
    has_season = np.full(n_series, season == "always")
    if season == "if_found":
        wide = _with_line(design) if design.allows_trend else design
        added = _season_columns(design)
        fit = _fit(_with(wide, added), values)
        has_season = fit.joint_p_values(added.shape[1]) < SEASON_JOINS_AT
    has_trend = np.zeros(n_series, dtype=bool)
    parts: dict[str, Array] = {
        "estimate": np.zeros(n_series),
        **{name: np.zeros((n_series, len(RHOS))) for name in ("errors", "dfs", "weights")},
    }
    for seasonal in (False, True):
        chosen = np.flatnonzero(has_season == seasonal)
        model = _with(design, _season_columns(design)) if seasonal else design
        if design.allows_trend and len(chosen):
            has_trend[chosen] = _trend_joins(model, values[chosen])
        for trended in (False, True):
            rows = np.flatnonzero((has_season == seasonal) & (has_trend == trended))
            if not len(rows):
                continue
            contrast = _fit(_with_line(model) if trended else model, values[rows]).contrast()
            for name, part in zip(("estimate", "errors", "dfs", "weights"), contrast, strict=True):
                parts[name][rows] = part
    before, after = values[:, : design.n_base], values[:, design.n_base :]
    course = after.mean(axis=1) - before.mean(axis=1)
    return Found(has_season=has_season, has_trend=has_trend, course=course, **parts)


def _with(design: Design, added: Array, *, is_pooled: bool = False) -> Design:
    return Design(
        columns=np.hstack([design.columns, added]),
        times=design.times,
        n_base=design.n_base,
        contrast=np.concatenate([design.contrast, np.zeros(added.shape[1])]),
        is_pooled=design.is_pooled or is_pooled,
        allows_trend=design.allows_trend,
        is_one_series=design.is_one_series,
    )


def _with_line(design: Design) -> Design:
    return _with(design, (design.times - design.times.mean())[:, None], is_pooled=True)


def _season_columns(design: Design) -> Array:
    angle = np.pi * design.times / 6
    columns = np.column_stack([np.sin(angle), np.cos(angle)])
    for side in () if design.is_one_series else _sides(design):
        columns[side] -= columns[side].mean(axis=0)
    return columns


def _sides(design: Design) -> tuple[slice, ...]:
    if design.is_one_series:
        return (slice(0, None),)
    return slice(0, design.n_base), slice(design.n_base, len(design.times))


def _trend_joins(design: Design, values: Array) -> NDArray[np.bool_]:
    x = _with_line(design).columns
    n, k = x.shape
    b = values @ np.linalg.pinv(x).T
    rest = np.sum((values - b @ x.T) ** 2, axis=1) / (n - k)
    t = b[:, -1] / np.sqrt(rest * np.linalg.inv(x.T @ x)[-1, -1])
    before, after = (values[:, side].mean(axis=1) for side in _sides(design))
    joins = (2 * stats.t.sf(np.abs(t), n - k) < TREND_JOINS_AT) & (b[:, -1] * (after - before) > 0)
    # Each period has to go that way by itself, without its season.
    plain = values - b[:, 2:-1] @ x[:, 2:-1].T
    for side in _sides(design):
        times = design.times[side] - design.times[side].mean()
        joins &= (plain[:, side] @ times) * b[:, -1] > 0
    return np.asarray(joins, dtype=bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fits:
    design: Design
    coefficients: Array
    covariances: Array
    side_variances: Array
    side_dfs: Array
    weights: Array

    def contrast(self) -> tuple[Array, Array, Array, Array]:
        """Return estimates, errors, degrees of freedom and weights."""
        c = self.design.contrast
        errors = np.sqrt(np.einsum("i,srij,j->sr", c, self.covariances, c))
        if self.design.is_pooled:
            dfs = np.full(errors.shape, self.side_dfs.sum())
        else:
            v = self.side_variances
            dfs = v.sum(axis=2) ** 2 / (v**2 / self.side_dfs).sum(axis=2)
        return self.coefficients @ c, errors, dfs, self.weights

    def joint_p_values(self, last: int) -> Array:
        """Return the P values that the last columns all have coefficient 0."""
        b = self.coefficients[:, -last:]
        part = self.covariances[:, :, -last:, -last:]
        f = np.einsum("si,srij,sj->sr", b, np.linalg.inv(part), b) / last
        return np.asarray(np.sum(self.weights * stats.f.sf(f, last, self.side_dfs.sum()), axis=1))


def _fit(design: Design, values: Array) -> _Fits:
    x = design.columns
    k = x.shape[1]
    sides = _sides(design)
    sizes = np.array([len(x[side]) for side in sides])
    dfs = sizes - 1 - (k - len(sides)) / len(sides)
    inverse = np.linalg.pinv(x)
    b = values @ inverse.T
    rest = values - b @ x.T
    lags = np.abs(design.times[:, None] - design.times)
    v = np.asarray(RHOS[:, None, None] ** lags, dtype=np.float64)
    # Rounding may leave the sum of a constant period just below 0.
    sums = np.stack([_innovations(v[:, side, side], rest[:, side]) for side in sides], axis=2)
    sums = np.maximum(sums, 0.0)
    scales = sums / dfs
    if design.is_pooled:
        scales = np.repeat(sums.sum(axis=2, keepdims=True) / dfs.sum(), len(sides), axis=2)
    covariances = np.zeros((len(values), len(RHOS), k, k))
    for i, first in enumerate(sides):
        for j, second in enumerate(sides):
            block = inverse[:, first] @ v[:, first, second] @ inverse[:, second].T
            scale = np.sqrt(scales[:, :, i] * scales[:, :, j])
            covariances += scale[:, :, None, None] * block
    variances = np.stack(
        [
            scales[:, :, i]
            * (
                design.contrast
                @ (inverse[:, side] @ v[:, side, side] @ inverse[:, side].T)
                @ design.contrast
            )
            for i, side in enumerate(sides)
        ],
        axis=2,
    )
    return _Fits(
        design=design,
        coefficients=b,
        covariances=covariances,
        side_variances=variances,
        side_dfs=dfs,
        weights=_weights(design, v, rest),
    )


def _innovations(v: Array, rest: Array) -> Array:
    """Return the sums of squared innovations around the best mean, shape (series, rhos)."""
    w = np.linalg.inv(v)
    ones = w.sum(axis=2)
    centred = w - ones[:, :, None] * ones[:, None, :] / ones.sum(axis=1)[:, None, None]
    sums: Array = np.einsum("si,rij,sj->sr", rest, centred, rest, optimize=True)
    return sums


def _weights(design: Design, v: Array, rest: Array) -> Array:
    x = design.columns
    n, k = x.shape
    sd = np.ones_like(rest)
    if not design.is_pooled:
        sums = np.array([np.sum(rest[:, side] ** 2, axis=1) for side in _sides(design)])
        # A constant period has no scale of its own.
        sums = np.where(sums > 1e-12 * sums.max(axis=0), sums, sums.max(axis=0))
        for side, total in zip(_sides(design), sums, strict=True):
            sd[:, side] = np.sqrt(total / rest[:, side].shape[1])[:, None]
    w = np.linalg.inv(v)
    scaled_x, scaled = x / sd[:, :, None], rest / sd
    wx = w @ scaled_x[:, None]
    gram = np.swapaxes(scaled_x, 1, 2)[:, None] @ wx
    moment = np.einsum("srik,si->srk", wx, scaled)
    total = np.einsum("si,rij,sj->sr", scaled, w, scaled, optimize=True)
    solved = np.linalg.solve(gram, moment[..., None])[..., 0]
    left = total - np.einsum("srk,srk->sr", moment, solved)
    likelihood = -0.5 * (
        np.linalg.slogdet(v)[1] + np.linalg.slogdet(gram)[1] + (n - k) * np.log(left)
    )
    exponent = min(1.0, 24 / n) / (2 if design.is_one_series else 1)
    logs = likelihood + exponent * np.log(1 - RHOS)
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))
