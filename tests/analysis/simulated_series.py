"""Simulations of running totals, forecasts and autocorrelated series."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons.interrupted_series import segment_design
from reportgen.analysis.comparisons.mean_comparison import estimate_mean, mean_pivot
from reportgen.analysis.comparisons.slope_comparison import slope_pivot
from reportgen.analysis.goals.chance import Chance, forecast_chance
from reportgen.model.comparison import Variant
from reportgen.model.goal import Measure, TargetDirection
from reportgen.statistics.ar1 import fit_ar1_reml
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.distributions import p_value_t, t_quantile
from reportgen.statistics.intervals import t_interval
from reportgen.statistics.newey_west import fit_newey_west
from reportgen.statistics.regression import fit_least_squares, fit_line
from tests.analysis.samples import period
from tests.analysis.simulated_rates import (
    DRAWS,
    FEWER_DRAWS,
    MONTHS,
    TWO,
    Rates,
    covers,
    rng_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reportgen.statistics.contrast import Fit

    Vector = NDArray[np.float64]


def simulate_totals() -> Iterator[Rates]:
    rng = rng_of(6)
    times = np.arange(MONTHS, dtype=float)
    lines = gains = covered = 0
    for _ in range(DRAWS):
        gained = rng.normal(40, 20, 2 * MONTHS).tolist()
        total = 1000 + np.cumsum(gained)
        pivot = slope_pivot(fit_line(times, total[:MONTHS]), fit_line(times, total[MONTHS:]))
        df = pivot.df_at(1.0)
        by_line = p_value_t(pivot.statistic_at(1.0), df, TWO)
        interval = t_interval(
            pivot.later - pivot.base, pivot.error_at(1.0), df, confidence_level=0.95
        )
        covered += covers(interval, 0.0)
        # The first month has no predecessor, hence no gain.
        base, later = (
            estimate_mean(period(gained[1:MONTHS])),
            estimate_mean(period(gained[MONTHS:])),
        )
        of_gains = mean_pivot(base, later, Variant.WELCH)
        by_gains = p_value_t(of_gains.statistic_at(1.0), of_gains.df_at(1.0), TWO)
        lines += by_line < 0.05
        gains += by_gains < 0.05
    setting = "running total of independent gains, 12 + 12"
    yield Rates(
        method="Slope comparison (interaction)",
        setting=setting,
        coverage=covered / DRAWS,
        type_1_error=lines / DRAWS,
    )
    yield Rates(
        method="Welch t test on the gains",
        setting=setting,
        coverage=None,
        type_1_error=gains / DRAWS,
        promised="rule",
    )


def simulate_forecasts() -> Iterator[Rates]:
    rng = rng_of(7)
    horizon, target = (
        6,
        Measure(quantity="m.observed.latest.value", target=0.0, direction=TargetDirection.AT_LEAST),
    )
    by_gains = by_line = 0
    times = np.arange(MONTHS, dtype=float)
    for _ in range(DRAWS):
        gained = rng.normal(40, 20, MONTHS + horizon)
        total = np.cumsum(gained)
        last, then = total[MONTHS - 1], total[-1]
        gains = tuple(float(value) for value in gained[:MONTHS])
        found = forecast_chance(last, gains, horizon, measure=target, period="p")
        assert isinstance(found, Chance)
        reach = t_quantile(0.9, MONTHS - 1) * found.standard_error
        by_gains += abs(then - found.forecast) <= reach
        line = fit_line(times, total[:MONTHS])
        at = MONTHS - 1 + horizon
        share = 1 + 1 / MONTHS + (at - times.mean()) ** 2 / line.time_sum
        reach = t_quantile(0.9, line.df) * np.sqrt(line.residual_variance * share)
        by_line += abs(then - line.intercept - line.slope * at) <= reach
    setting = "running total of independent gains, 12 months, 6 ahead, **80%** interval"
    for method, count in (("Forecast by gains", by_gains), ("Forecast by a line", by_line)):
        yield Rates(method=method, setting=setting, coverage=count / DRAWS, type_1_error=None)


def _ar1_noise(rng: np.random.Generator, n: int, rho: float) -> Vector:
    noise = rng.normal(size=n)
    noise[0] /= np.sqrt(1 - rho**2)
    for index in range(1, n):
        noise[index] += rho * noise[index - 1]
    return noise


def simulate_series() -> Iterator[Rates]:
    for offset, (side, rho) in enumerate(product((12, 36), (0.0, 0.4, 0.8))):
        rng = rng_of(20 + offset)
        base, later = period([0.0] * side), period([0.0] * side, start=side)
        design = segment_design(base, later, at=float(side))
        times = list(range(2 * side))
        counts = {name: [0, 0] for name in ("OLS", "AR(1) by REML", "Newey-West")}
        for _ in range(FEWER_DRAWS):
            values = _ar1_noise(rng, 2 * side, rho)
            fits: tuple[Fit, ...] = (
                fit_least_squares(design, values),
                fit_ar1_reml(design, values, times),
                fit_newey_west(design, values),
            )
            for tally, fit in zip(counts.values(), fits, strict=True):
                tested = estimate_contrast(fit, [0, 0, 1, 0])
                tally[0] += covers(tested.estimate, 0.0)
                tally[1] += tested.p_value < 0.05
        for name, (covered, rejected) in counts.items():
            yield Rates(
                method=f"Level change, {name}",
                setting=f"autocorrelation {rho:g}, {side} + {side}",
                coverage=covered / FEWER_DRAWS,
                type_1_error=rejected / FEWER_DRAWS,
                promised="own" if name == "OLS" and rho == 0 else "none",
            )
