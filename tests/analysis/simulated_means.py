"""Simulations of means, ratios, equivalence and lines under their own assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons.mean_comparison import compare_means, estimate_mean, mean_pivot
from reportgen.analysis.comparisons.slope_comparison import slope_pivot
from reportgen.model.comparison import Margin, Variant
from reportgen.model.estimate import Estimate
from reportgen.statistics.distributions import p_value_t
from reportgen.statistics.equivalence import equivalence_test
from reportgen.statistics.fieller import estimate_ratio
from reportgen.statistics.intervals import t_interval
from reportgen.statistics.regression import fit_line
from reportgen.statistics.trend import estimate_trend
from tests.analysis.samples import period
from tests.analysis.simulated_rates import (
    DRAWS,
    FEWER_DRAWS,
    MONTHS,
    TWO,
    Rates,
    covers,
    draw,
    rng_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]


def _means(variant: Variant, sds: tuple[float, float], offset: int) -> tuple[float, float]:
    rng = rng_of(offset)
    covered = rejected = 0
    for _ in range(DRAWS):
        base = estimate_mean(period(draw(rng, 10, sds[0])))
        later = estimate_mean(period(draw(rng, 10, sds[1])))
        pivot = mean_pivot(base, later, variant)
        error, df = pivot.error_at(1.0), pivot.df_at(1.0)
        interval = t_interval(pivot.later - pivot.base, error, df, confidence_level=0.95)
        covered += covers(interval, 0.0)
        rejected += p_value_t(pivot.statistic_at(1.0), df, TWO) < 0.05
    return covered / DRAWS, rejected / DRAWS


def simulate_t_tests() -> Iterator[Rates]:
    coverage, error = _means(Variant.STUDENT, (3, 3), 1)
    yield Rates(
        method="Student t test",
        setting="normal, equal spread, 12 + 12",
        coverage=coverage,
        type_1_error=error,
        promised="own",
    )
    coverage, error = _means(Variant.WELCH, (2, 6), 2)
    yield Rates(
        method="Welch t test",
        setting="normal, spread 1 to 3, 12 + 12",
        coverage=coverage,
        type_1_error=error,
        promised="own",
    )


def simulate_effect_and_ratio() -> Iterator[Rates]:
    rng = rng_of(3)
    ratios = effects = 0
    for _ in range(FEWER_DRAWS):
        result = compare_means(period(draw(rng, 20, 4)), period(draw(rng, 24, 8)))
        effects += covers(result.hedges_g, 4 / np.sqrt((16 + 64) / 2))
        assert isinstance(result.ratio, Estimate)
        ratios += covers(result.ratio, 24 / 20)
    yield Rates(
        method="Fieller-Welch ratio of means",
        setting="normal, spread 1 to 2, 12 + 12",
        coverage=ratios / FEWER_DRAWS,
        type_1_error=None,
        promised="own",
    )
    yield Rates(
        method="Hedges g",
        setting="normal, spread 1 to 2, 12 + 12, true value .63",
        coverage=effects / FEWER_DRAWS,
        type_1_error=None,
    )


def simulate_equivalence() -> Iterator[Rates]:
    rng = rng_of(4)
    margin = Margin(value=0.2, is_relative=True)
    rejected = 0
    for _ in range(DRAWS):
        base = estimate_mean(period(draw(rng, 100, 12)))
        later = estimate_mean(period(draw(rng, 120, 12)))
        pivot = mean_pivot(base, later, Variant.WELCH)
        test = equivalence_test(pivot, margin, alpha=0.05, decided_by="means")
        rejected += test.p_value < 0.05
    yield Rates(
        method="Equivalence of means (TOST)",
        setting="true ratio at the margin of 20%, 12 + 12",
        coverage=None,
        type_1_error=rejected / DRAWS,
        promised="own",
    )


def simulate_lines() -> Iterator[Rates]:
    rng = rng_of(5)
    times = np.arange(MONTHS, dtype=float)
    slopes = differences = rejected = ratios = 0
    for _ in range(DRAWS):
        base = 100 + 40 * times + rng.normal(0, 30, MONTHS)
        later = 580 + 40 * times + rng.normal(0, 30, MONTHS)
        trend = estimate_trend("p", list(times), list(base))
        slopes += covers(trend.slope, 40)
        pivot = slope_pivot(fit_line(times, base), fit_line(times, later))
        df = pivot.df_at(1.0)
        interval = t_interval(
            pivot.later - pivot.base, pivot.error_at(1.0), df, confidence_level=0.95
        )
        differences += covers(interval, 0.0)
        rejected += p_value_t(pivot.statistic_at(1.0), df, TWO) < 0.05
        ratio = estimate_ratio(pivot, trend.slope, confidence_level=0.95)
        assert isinstance(ratio, Estimate)
        ratios += covers(ratio, 1.0)
    setting = "independent deviations from lines, 12 + 12"
    yield Rates(
        method="Slope of one period (OLS)",
        setting="independent deviations from a line, 12",
        coverage=slopes / DRAWS,
        type_1_error=None,
        promised="own",
    )
    yield Rates(
        method="Slope comparison (interaction)",
        setting=setting,
        coverage=differences / DRAWS,
        type_1_error=rejected / DRAWS,
        promised="own",
    )
    yield Rates(
        method="Fieller ratio of slopes",
        setting=setting,
        coverage=ratios / DRAWS,
        type_1_error=None,
        promised="own",
    )
