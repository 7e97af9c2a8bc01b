"""How often control charts alarm, on simulated series in which nothing changes or the level does.

The charts are computed a second time here, for thousands of series at once: measured values by the
covariance matrices of each model, and counts by a grid of rates and dispersions for each series.
Print the tables of docs/methods.md with ``python -m tests.analysis.simulated_charts``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from reportgen.analysis.monitoring.control_chart import (
    PERIOD_LEVEL,
    STRETCH_LEVEL,
    VALUES_LEVEL,
)
from reportgen.statistics.baseline_forecast import BELIEFS
from reportgen.statistics.count_forecast import DISPERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

QUARTER, YEAR = 3, 12
BASELINES = (12, 24, 36)
RHOS = (0.0, 0.3, 0.6)
DRAWS = 2_000
SEED = 20_260_701


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What unchanged series are like, in standard deviations of their errors.

    `season` is the amplitude of a sine wave whose phase is random, `trend` the rise a month.
    """

    season: float = 0.0
    trend: float = 0.0

    def __str__(self) -> str:
        parts = []
        if self.season:
            parts.append(f"season of {self.season:g} SD")
        if self.trend:
            parts.append(f"trend of {self.trend:g} SD per month")
        return ", ".join(parts) or "neither season nor trend"


SETTINGS = (
    Setting(),
    Setting(season=1.5),
    Setting(trend=0.05),
    Setting(trend=0.1),
    Setting(trend=0.2),
    Setting(season=1.5, trend=0.1),
)


def series(
    setting: Setting, *, rho: float, n: int, m: int, draws: int, rng: np.random.Generator
) -> Vector:
    """Return series of n + m months whose errors follow an AR(1) process of variance 1."""
    values = rng.standard_normal((draws, n + m))
    for month in range(1, n + m):
        values[:, month] = rho * values[:, month - 1] + (1 - rho**2) ** 0.5 * values[:, month]
    months = np.arange(n + m)
    phases = rng.uniform(0, 2 * np.pi, (draws, 1))
    season = setting.season * np.sin(2 * np.pi * months / 12 + phases)
    drawn: Vector = values + season + setting.trend * months
    return drawn


@dataclass(frozen=True, slots=True)
class _Part:
    """One model: its log chance, the projection of the baseline, and what it predicts."""

    log_chance: float
    projection: Vector
    forecast: Vector
    covariance: Vector


class DenseForecast:
    """The forecast by covariance matrices: the same model in another parametrization.

    Trend and season are Gaussian processes next to the errors, and the constant is projected out.
    """

    def __init__(self, n: int, m: int) -> None:
        self.n, self.m = n, m
        times = np.arange(n + m, dtype=np.float64)
        turns = 2 * np.pi * times / 12
        wave = np.cos(turns[:, None] - turns)
        groups = (times[:, None] % 12 == times % 12).astype(float)
        centered = times - (n - 1) / 2
        trend = np.outer(centered, centered) / n**2
        self.parts = [
            self._part(
                rho ** np.abs(times[:, None] - times)
                + trend * rise**2
                + wave * of_wave**2
                + groups * of_group**2,
                chance * chance_of_season,
            )
            for rho in BELIEFS.rhos
            for rise, chance in BELIEFS.trends
            for of_wave, of_group, chance_of_season in BELIEFS.seasons
        ]

    def _part(self, covariance: Vector, chance: float) -> _Part:
        n = self.n
        inverse = np.linalg.inv(covariance[:n, :n])
        weights = inverse.sum(axis=0)
        size = weights.sum()
        projection = inverse - np.outer(weights, weights) / size
        across = covariance[n:, :n]
        left = 1 - across @ weights
        return _Part(
            log_chance=np.log(chance)
            - (np.linalg.slogdet(covariance[:n, :n])[1] + np.log(size)) / 2,
            projection=projection,
            forecast=across @ projection + np.outer(np.ones(self.m), weights) / size,
            covariance=covariance[n:, n:]
            - across @ inverse @ across.T
            + np.outer(left, left) / size,
        )

    def tails(self, values: Vector) -> Vector:
        """Return the chance of more than each later value, and their mean: shape (draws, m + 1)."""
        before, later = values[:, : self.n], values[:, self.n :]
        df = self.n - 1
        residuals = np.array([((before @ part.projection) * before).sum(1) for part in self.parts])
        logs = np.array([[part.log_chance] for part in self.parts]) - df / 2 * np.log(residuals)
        chances = np.exp(logs - logs.max(axis=0))
        chances /= chances.sum(axis=0)
        found = np.zeros((len(values), self.m + 1))
        for part, chance, residual in zip(self.parts, chances, residuals, strict=True):
            errors = later - before @ part.forecast.T
            spread = np.append(np.diag(part.covariance), part.covariance.mean())
            errors = np.column_stack([errors, errors.mean(axis=1)])
            scaled = errors / np.sqrt(residual[:, None] / df * spread)
            found += chance[:, None] * special.stdtr(df, -scaled)
        return found

    def alarms(self, values: Vector) -> NDArray[np.bool_]:
        """Return which series have a signal."""
        tails = self.tails(values)
        tails = np.minimum(tails, 1 - tails)
        outside = (tails[:, :-1] < VALUES_LEVEL / self.m / 2).any(axis=1)
        found: NDArray[np.bool_] = outside | (tails[:, -1] < PERIOD_LEVEL / 2)
        return found


@dataclass(frozen=True, slots=True)
class _CountChances:
    """The chances of dispersions and rates for each series, shapes (draws, k, r) and (draws, r)."""

    weights: Vector
    rates: Vector

    @classmethod
    def of(cls, before: Vector) -> _CountChances:
        draws, n = before.shape
        grid, most = 80, max(dispersion for dispersion, _ in DISPERSIONS)
        center = np.sqrt(before.mean(axis=1))[:, None]
        reach = 4.5 * (most / n) ** 0.5
        low = np.maximum(0, center - reach)
        roots = low + (np.arange(grid) + 0.5) / grid * (center + reach - low)
        rates, logs = roots**2, np.empty((draws, len(DISPERSIONS), grid))
        for place, (dispersion, chance) in enumerate(DISPERSIONS):
            if dispersion == 1:
                found = before.sum(axis=1)[:, None] * np.log(rates) - n * rates
            else:
                sizes = rates / (dispersion - 1)
                found = -n * sizes * np.log(dispersion) + before.sum(axis=1)[:, None] * np.log(
                    (dispersion - 1) / dispersion
                )
                for month in range(n):
                    found += special.gammaln(before[:, [month]] + sizes) - special.gammaln(sizes)
            logs[:, place] = found + np.log(chance * roots)
        weights = np.exp(logs - logs.max(axis=(1, 2), keepdims=True))
        return cls(weights / weights.sum(axis=(1, 2), keepdims=True), rates)

    def at_least(self, counts: Vector, steps: int) -> Vector:
        found = np.zeros(len(counts))
        for place, (dispersion, _) in enumerate(DISPERSIONS):
            means, least = self.rates * steps, np.maximum(counts, 0.5)[:, None]
            chance = (
                special.gammainc(least, means)
                if dispersion == 1
                else special.betainc(least, means / (dispersion - 1), 1 - 1 / dispersion)
            )
            found += (self.weights[:, place] * chance).sum(axis=1)
        chances: Vector = np.where(counts <= 0, 1.0, found)
        return chances


def count_alarms(values: Vector, model: DenseForecast) -> NDArray[np.bool_]:
    """Return which series of counts have a signal; all must be rare, or all not rare."""
    n, m = model.n, model.m
    before, later = values[:, :n], values[:, n:]
    chances, total = _CountChances.of(before), later.sum(axis=1)
    varies = before.std(axis=1) > 0
    shown = np.where(varies[:, None], values, np.random.default_rng(0).random(values.shape))
    # Without variation there are no limits but those of counts.
    above = np.where(varies[:, None], model.tails(shown), 0.0)
    below = np.where(varies[:, None], 1 - model.tails(shown), 0.0)
    each, together = VALUES_LEVEL / m / 2, PERIOD_LEVEL / 2
    found = np.zeros(len(values), dtype=bool)
    for month in range(m):
        counts = later[:, month]
        found |= (above[:, month] < each) & (chances.at_least(counts, 1) <= each)
        found |= (below[:, month] < each) & (1 - chances.at_least(counts + 1, 1) <= each)
    found |= (above[:, m] < together) & (chances.at_least(total, m) <= together)
    found |= (below[:, m] < together) & (1 - chances.at_least(total + 1, m) <= together)
    if (before.sum(axis=1) < 2 * n).all():
        found |= _has_stretch(values, n, chances)
    return found


def _has_stretch(values: Vector, n: int, chances: _CountChances) -> NDArray[np.bool_]:
    run = longest = np.zeros(len(values), dtype=int)
    for month in range(values.shape[1]):
        run = np.where(values[:, month] == 0, run + 1, 0)
        if month >= n:
            longest = np.maximum(longest, run)
    none = np.zeros(len(values))
    found = np.zeros(len(values), dtype=bool)
    for length in range(1, values.shape[1] + 1):
        none = 1 - chances.at_least(np.ones(len(values)), length)
        found |= (longest == length) & (none <= STRETCH_LEVEL)
    return found


def counts(
    mean: float, dispersion: float, *, size: tuple[int, int], rng: np.random.Generator
) -> Vector:
    """Return Poisson or negative binomial counts."""
    if dispersion == 1:
        return rng.poisson(mean, size).astype(float)
    drawn = rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion, size)
    return drawn.astype(float)


def alarm_rate(
    setting: Setting, *, rho: float, n: int, m: int, draws: int = DRAWS, shift: float = 0.0
) -> float:
    """Return the share of series with a signal; `shift` is added to all later values."""
    rng = np.random.default_rng(SEED)
    values = series(setting, rho=rho, n=n, m=m, draws=draws, rng=rng)
    values[:, n:] += shift
    return float(DenseForecast(n, m).alarms(values).mean())


def count_alarm_rate(
    mean: float, dispersion: float, *, n: int, m: int, draws: int = DRAWS, times: float = 1.0
) -> float:
    """Return the share of series with a signal; later means are `times` as high."""
    rng = np.random.default_rng(SEED)
    values = counts(mean, dispersion, size=(draws, n + m), rng=rng)
    if times != 1:
        values[:, n:] = counts(mean * times, dispersion, size=(draws, m), rng=rng)
    is_rare = values[:, :n].sum(axis=1) < 2 * n
    values = values[is_rare if mean < 2 else ~is_rare]
    return float(count_alarms(values, DenseForecast(n, m)).mean())


HEADER = (
    "| Series | Baseline | Quarter, ρ = 0 / .3 / .6 | Year, ρ = 0 / .3 / .6 "
    "| Power, quarter | Power, year |\n|---|---|---|---|---|---|\n"
)
COUNT_HEADER = (
    "| Counts, mean per month | Baseline | Quarter, dispersion 1 / 2 / 4 "
    "| Year, dispersion 1 / 2 / 4 | Doubled, quarter / year | Tripled, quarter / year |\n"
    "|---|---|---|---|---|---|\n"
)
MEANS = (0.25, 1.0, 3.0, 10.0)
CLUSTERS = (1.0, 2.0, 4.0)


def row(setting: Setting, n: int) -> tuple[str, list[float]]:
    """Return a row of the table, and the shares of false alarms in it."""
    cells = [
        [alarm_rate(setting, rho=rho, n=n, m=m, shift=shift) for rho in RHOS]
        for shift, m in product((0.0, 2.0), (QUARTER, YEAR))
    ]
    # Power in whole percent: its standard error is up to 0.8 points.
    texts = [_listed(cell, 1) for cell in cells[:2]] + [_listed(cell, 0) for cell in cells[2:]]
    return f"| {setting} | {n} months | {' | '.join(texts)} |", cells[0] + cells[1]


def count_row(mean: float, n: int) -> tuple[str, list[float]]:
    """Return a row of the table of counts, and the shares of false alarms in it."""
    false = [
        [count_alarm_rate(mean, dispersion, n=n, m=m) for dispersion in CLUSTERS]
        for m in (QUARTER, YEAR)
    ]
    power = [
        [count_alarm_rate(mean, 1, n=n, m=m, times=times, draws=1000) for m in (QUARTER, YEAR)]
        for times in (2.0, 3.0)
    ]
    texts = [_listed(cell, 1) for cell in false] + [_listed(cell, 0) for cell in power]
    return f"| {mean:g} | {n} months | {' | '.join(texts)} |", false[0] + false[1]


def _listed(shares: list[float], decimals: int) -> str:
    return " / ".join(f"{100 * share:.{decimals}f}" for share in shares)


def tables() -> Iterator[str]:
    """Yield the lines of both tables."""
    yield HEADER
    for setting, n in product(SETTINGS, BASELINES):
        yield row(setting, n)[0] + "\n"
    yield "\n" + COUNT_HEADER
    for mean, n in product(MEANS, BASELINES):
        yield count_row(mean, n)[0] + "\n"


if __name__ == "__main__":
    for line in tables():
        sys.stdout.write(line)
        sys.stdout.flush()
