"""Simulated comparisons: how often each is claimed wrongly, found, and covered by its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tests.simulation.many_series import (
    Design,
    decide_all,
    means_design,
    segments_design,
    slopes_design,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

SEED = 20_260_102
EFFECT = 1.5
"""The effect whose power is reported, in standard deviations of the values."""
RHOS = (0.0, 0.3, 0.6)
SIZES = (8, 12, 24)
SERIES = ("its", "its_level", "its_slope", "its_two")
KINDS = ("means", "gains", "slopes", *SERIES)
STRONG_RHOS = (0.8, 0.9, 1.0)
TRENDS = (0.1, 0.2)
DISPERSIONS = (1.0, 2.0, 4.0)
# A count with this mean is compared as a rare one (kind_rate.py).
_RARE_MEAN = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One kind of comparison, and what its monthly values are like.

    Attributes
    ----------
    kind : str
        ``means``; ``gains`` of a running total, the first of which is unknown; ``slopes`` of
        counts; ``its``, the effect at the end of the year after, or ``its_level`` and
        ``its_slope`` where one of them is named beforehand; ``its_two``, the effect of the second
        of two changes, after each of which two months are left out; ``rare`` counts.
    n : int
        Months on either side, and between two changes. Those of less than a year are compared with
        the same months a year earlier, as the program does, except those of a series.
    rho : float
        Correlation of successive months; 1 for a random walk.
    season : float
        Amplitude of an annual sine of random phase, in standard deviations.
    trend : float
        Under way in both periods, in standard deviations a month.
    dispersion : float
        Variance over mean of rare counts.
    """

    kind: str
    n: int
    rho: float = 0.0
    season: float = 0.0
    trend: float = 0.0
    dispersion: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Shares of 1: false claims at P < .05, power, and coverage of the 95% interval.

    `rejected` is what would be claimed wrongly without the restraint on series that may wander.
    """

    false: float
    power: float
    coverage: float
    rejected: float = 0.0


def rates(cell: Cell, draws: int) -> Rates:
    """Return what is found in unchanged series and in those with an effect of 1.5 SD."""
    design, shape, truth = model(cell)
    rng = np.random.default_rng([SEED, *f"{cell}".encode()])
    season = season_of(cell)
    unchanged = decide_all(design, values(cell, design, rng, draws, 0.0 * shape), season=season)
    changed = decide_all(design, values(cell, design, rng, draws, EFFECT * shape), season=season)
    size = EFFECT * truth * (_deviation(cell) if cell.kind == "rare" else 1.0)
    is_series = cell.kind in SERIES
    rejected = unchanged.p_values() < 0.05
    held = [found.is_opposed | (is_series & found.may_wander) for found in (unchanged, changed)]
    return Rates(
        false=float(np.mean(rejected & ~held[0])),
        power=float(np.mean((changed.p_values() < 0.05) & ~held[1])),
        coverage=float(np.mean(changed.p_values(size) >= 0.05)),
        rejected=float(np.mean(rejected)),
    )


def model(cell: Cell) -> tuple[Design, Array, float]:
    """Return the design of a comparison, the shape of an effect of 1, and its true size.

    The effect of slopes raises the mean of the later period by 1 against the earlier line, that of
    a series that may bend alone its value after a year; that of the others is a step.
    """
    n = cell.n
    base = np.arange(1 if cell.kind == "gains" else 0, n, dtype=float)
    # The interrupted series is one; the others are compared with a year earlier.
    gap = (-n) % 12 if n < 12 and cell.kind not in SERIES else 0
    later = n + gap + np.arange(n, dtype=float)
    step = np.concatenate([np.zeros(len(base)), np.ones(n)])
    if cell.kind == "slopes":
        slope = 2 / (n - 1)
        rise = np.concatenate([np.zeros(len(base)), slope * np.arange(n)])
        return slopes_design(base, later), rise, slope
    if cell.kind in SERIES:
        return _series(cell)
    return means_design(base, later), step, 1.0


def _series(cell: Cell) -> tuple[Design, Array, float]:
    n, is_two = cell.n, cell.kind == "its_two"
    impact = cell.kind.removeprefix("its_") if not is_two and cell.kind != "its" else "both"
    changes = [(float(n), float(n))]
    times = np.arange((3 if is_two else 2) * n, dtype=float)
    if is_two:
        lost = left_out(cell)
        changes = [(float(at), float(at + lost)) for at in (n, 2 * n)]
        times = np.array([t for t in times if not any(at <= t < since for at, since in changes)])
    at = changes[-1][0]
    until = at + min(11, n - 1)
    design = segments_design(times, changes, place=len(changes) - 1, until=until, impact=impact)
    reach = np.maximum(times - at, 0) / (until - at)
    return design, reach if impact == "slope" else (times >= at).astype(float), 1.0


def left_out(cell: Cell) -> int:
    """Return how many months are left out after each change: none where eight would not remain."""
    return 2 if cell.kind == "its_two" and cell.n > 9 else 0


def season_of(cell: Cell) -> str:
    """Return whether the annual curve of a comparison is found or always there."""
    # As in kind_its.py: within two years the curve is in the model, found or not.
    shortest = cell.n - left_out(cell)
    return "always" if cell.kind in SERIES and shortest < 24 else "if_found"


def values(
    cell: Cell, design: Design, rng: np.random.Generator, draws: int, effect: Array
) -> Array:
    """Return simulated series, shape (draws, n)."""
    if cell.kind == "rare":
        return _counts(cell, rng, effect, draws)
    months = design.times.astype(int)
    noise = _autoregressive(rng, draws, int(months[-1]) + 1, cell.rho)[:, months]
    phase = rng.uniform(0, 2 * np.pi, (draws, 1))
    drift = cell.season * np.sin(np.pi * months / 6 + phase) + cell.trend * months
    # A level keeps all values above 0, as a metric has them; it changes nothing.
    return np.asarray(10 + noise + drift + effect, dtype=np.float64)


def _autoregressive(rng: np.random.Generator, draws: int, n: int, rho: float) -> Array:
    """Return stationary series of standard deviation 1, or random walks."""
    if rho == 1:
        return np.cumsum(rng.normal(size=(draws, n)), axis=1)
    noise = rng.normal(size=(draws, n))
    for month in range(1, n):
        noise[:, month] = rho * noise[:, month - 1] + np.sqrt(1 - rho**2) * noise[:, month]
    return noise


def _deviation(cell: Cell) -> float:
    return float(np.sqrt(_RARE_MEAN * cell.dispersion))


def _counts(cell: Cell, rng: np.random.Generator, effect: Array, draws: int) -> Array:
    mean = _RARE_MEAN + _deviation(cell) * effect
    size = (draws, len(effect))
    if cell.dispersion == 1:
        return rng.poisson(mean, size).astype(np.float64)
    # Negative binomial: a Poisson count whose mean has a gamma distribution.
    excess = cell.dispersion - 1
    return rng.poisson(rng.gamma(mean / excess, excess, size)).astype(np.float64)


def all_cells() -> Iterator[Cell]:
    """Yield every cell of the tables, row by row."""
    for kind in KINDS:
        for n in SIZES:
            for season in (0.0, 1.5):
                for rho in RHOS:
                    yield Cell(kind=kind, n=n, rho=rho, season=season)
    for n in SIZES:
        for rho in STRONG_RHOS:
            yield Cell(kind="its", n=n, rho=rho)
    for n in SIZES:
        for trend in TRENDS:
            for rho in RHOS:
                yield Cell(kind="means", n=n, rho=rho, trend=trend)
    for n in SIZES:
        for dispersion in DISPERSIONS:
            yield Cell(kind="rare", n=n, dispersion=dispersion)
