"""How often intervals cover and tests reject, on series whose truth is known.

Print the table of docs/methods.md with ``python -m tests.analysis.simulations``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from reportgen.analysis.ar1 import fit_ar1_reml
from reportgen.analysis.contrast import estimate_contrast
from reportgen.analysis.distributions import p_value_t, t_quantile
from reportgen.analysis.equivalence import equivalence_test
from reportgen.analysis.fieller import estimate_ratio
from reportgen.analysis.goal_chance import Chance, forecast_chance
from reportgen.analysis.interrupted_series import segment_design
from reportgen.analysis.intervals import t_interval
from reportgen.analysis.mann_whitney import compare_ranks
from reportgen.analysis.mean_comparison import compare_means, estimate_mean, mean_pivot
from reportgen.analysis.newey_west import fit_newey_west
from reportgen.analysis.permutation import permutation_p_value
from reportgen.analysis.proportion import (
    difference_newcombe,
    difference_newcombe_paired,
    estimate_proportion,
    fisher_exact,
    mcnemar_exact,
)
from reportgen.analysis.rate_comparison import compare_rates
from reportgen.analysis.regression import fit_least_squares, fit_line
from reportgen.analysis.slope_comparison import slope_pivot
from reportgen.analysis.trend import estimate_trend
from reportgen.model.comparison import Alternative, Margin, Variant
from reportgen.model.estimate import Estimate
from reportgen.model.goal import Measure, TargetDirection
from reportgen.model.survey import Answers, PairedAnswers
from tests.analysis.samples import period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from reportgen.analysis.contrast import Fit

    Vector = NDArray[np.float64]

TWO = Alternative.TWO_SIDED
DRAWS = 10_000
FEWER_DRAWS = 3_000
MONTHS = 12
SEED = 20_260_101


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Shares of 1: how often the 95% interval covers, and the test at 5% rejects wrongly.

    `promised` says which bounds of the proof hold: ``own`` (93-97% and 4-6%) under the
    method's own assumptions, ``exact`` (at most 6%), ``rule`` (at most 6%), or ``none``:
    shown as it is.
    """

    method: str
    setting: str
    coverage: float | None
    type_1_error: float | None
    promised: str = "none"


def percent(share: float | None) -> str:
    """Return a share as the table prints it."""
    return "" if share is None else f"{100 * share:.1f}%"


def row(rates: Rates) -> str:
    """Return one line of the table."""
    return (
        f"| {rates.method} | {rates.setting} | {percent(rates.coverage)}"
        f" | {percent(rates.type_1_error)} |"
    )


def covers(interval: Estimate, truth: float) -> bool:
    low = -np.inf if interval.ci_low is None else interval.ci_low
    high = np.inf if interval.ci_high is None else interval.ci_high
    return bool(low <= truth <= high)


def _rng(offset: int) -> np.random.Generator:
    return np.random.default_rng(SEED + offset)


def _draw(rng: np.random.Generator, mean: float, sd: float) -> list[float]:
    return [float(value) for value in rng.normal(mean, sd, MONTHS)]


def _means(variant: Variant, sds: tuple[float, float], offset: int) -> tuple[float, float]:
    rng = _rng(offset)
    covered = rejected = 0
    for _ in range(DRAWS):
        base = estimate_mean(period(_draw(rng, 10, sds[0])))
        later = estimate_mean(period(_draw(rng, 10, sds[1])))
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
    rng = _rng(3)
    ratios = effects = 0
    for _ in range(FEWER_DRAWS):
        result = compare_means(period(_draw(rng, 20, 4)), period(_draw(rng, 24, 8)))
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
    rng = _rng(4)
    margin = Margin(value=0.2, is_relative=True)
    rejected = 0
    for _ in range(DRAWS):
        base = estimate_mean(period(_draw(rng, 100, 12)))
        later = estimate_mean(period(_draw(rng, 120, 12)))
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
    rng = _rng(5)
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


def simulate_totals() -> Iterator[Rates]:
    rng = _rng(6)
    times = np.arange(MONTHS, dtype=float)
    lines = gains = both = covered = 0
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
        # The first month of all has no month before it, and so no gain.
        base, later = (
            estimate_mean(period(gained[1:MONTHS])),
            estimate_mean(period(gained[MONTHS:])),
        )
        of_gains = mean_pivot(base, later, Variant.WELCH)
        by_gains = p_value_t(of_gains.statistic_at(1.0), of_gains.df_at(1.0), TWO)
        lines += by_line < 0.05
        gains += by_gains < 0.05
        both += max(by_line, by_gains) < 0.05
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
    yield Rates(
        method="Deciding rule of `slope`: the larger P",
        setting=setting,
        coverage=None,
        type_1_error=both / DRAWS,
        promised="rule",
    )


def simulate_forecasts() -> Iterator[Rates]:
    rng = _rng(7)
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
        rng = _rng(20 + offset)
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


def simulate_ranks() -> Iterator[Rates]:
    rng = _rng(40)
    ranked = permuted = covered = 0
    for _ in range(FEWER_DRAWS):
        base, later = (list(rng.exponential(10, MONTHS)) for _ in range(2))
        result = compare_ranks(base, later)
        ranked += result.p_value < 0.05
        covered += covers(result.shift, 0.0)
        permuted += permutation_p_value(base, later) < 0.05
    setting = "skewed (exponential), 12 + 12"
    yield Rates(
        method="Mann-Whitney, Hodges-Lehmann",
        setting=setting,
        coverage=covered / FEWER_DRAWS,
        type_1_error=ranked / FEWER_DRAWS,
        promised="exact",
    )
    yield Rates(
        method="Permutation test",
        setting=setting,
        coverage=None,
        type_1_error=permuted / FEWER_DRAWS,
        promised="exact",
    )


def _expected_rejections(
    p_value: Callable[[int, int], float], weights: tuple[Vector, Vector]
) -> float:
    """Return the exact chance that P < .05 over all outcomes of two counts."""
    total = 0.0
    for (first, a), (second, b) in product(enumerate(weights[0]), enumerate(weights[1])):
        if a * b > 1e-12 and p_value(first, second) < 0.05:
            total += a * b
    return float(total)


def enumerate_counts() -> Iterator[Rates]:
    counts = np.arange(45)
    weights = stats.poisson.pmf(counts, 12)

    def rate_p(first: int, second: int) -> float:
        if first + second < 5:
            return 1.0
        return compare_rates(period([first, *[0] * 11]), period([second, *[0] * 11])).p_value

    covered = 0.0
    for first, second in product(range(45), repeat=2):
        if first + second >= 5 and first:
            ratio = compare_rates(period([first]), period([second])).ratio
            assert isinstance(ratio, Estimate)
            covered += weights[first] * weights[second] * covers(ratio, 1.0)
    yield Rates(
        method="Poisson rate ratio, exact",
        setting="1 event a month, 12 + 12 (worked out)",
        coverage=covered,
        type_1_error=_expected_rejections(rate_p, (weights, weights)),
        promised="exact",
    )
    shares = stats.binom.pmf(np.arange(13), 12, 0.4)

    def fisher_p(first: int, second: int) -> float:
        return fisher_exact(Answers(yes=first, asked=12), Answers(yes=second, asked=12))

    covered = sum(
        shares[a]
        * shares[b]
        * covers(difference_newcombe(Answers(yes=a, asked=12), Answers(yes=b, asked=12)), 0.0)
        for a, b in product(range(13), repeat=2)
    )
    yield Rates(
        method="Newcombe difference, Fisher exact test",
        setting="share .4, 12 + 12 people (worked out)",
        coverage=float(covered),
        type_1_error=_expected_rejections(fisher_p, (shares, shares)),
        promised="exact",
    )
    yield _paired_answers()


def _paired_answers() -> Rates:
    """Return the chances for 12 people, of whom a quarter change each way."""
    covered = rejected = 0.0
    n, chances = 12, (0.3, 0.25, 0.25, 0.2)
    for both, gained, lost in product(range(n + 1), repeat=3):
        neither = n - both - gained - lost
        if neither < 0:
            continue
        weight = float(stats.multinomial.pmf([both, gained, lost, neither], n, chances))
        answers = PairedAnswers(both=both, gained=gained, lost=lost, neither=neither)
        covered += weight * covers(difference_newcombe_paired(answers), 0.0)
        rejected += weight * (mcnemar_exact(gained, lost) < 0.05)
    return Rates(
        method="Newcombe paired difference, McNemar exact test",
        setting="12 people, a quarter change each way (worked out)",
        coverage=covered,
        type_1_error=rejected,
        promised="exact",
    )


def enumerate_wilson() -> Iterator[Rates]:
    for trials in (9, 15, 50):
        grid = np.linspace(0.005, 0.995, 199)
        intervals = [estimate_proportion(count, trials) for count in range(trials + 1)]
        chances = [
            sum(
                stats.binom.pmf(count, trials, share)
                for count, item in enumerate(intervals)
                if item.ci_low <= share <= item.ci_high
            )
            for share in grid
        ]
        yield Rates(
            method="Wilson interval, mean over all shares",
            setting=f"{trials} cases (worked out)",
            coverage=float(np.mean(chances)),
            type_1_error=None,
        )
        yield Rates(
            method="Wilson interval, least favourable share",
            setting=f"{trials} cases (worked out)",
            coverage=float(np.min(chances)),
            type_1_error=None,
        )


SIMULATIONS: tuple[Callable[[], Iterator[Rates]], ...] = (
    simulate_t_tests,
    simulate_effect_and_ratio,
    simulate_equivalence,
    simulate_lines,
    simulate_totals,
    simulate_forecasts,
    simulate_series,
    simulate_ranks,
    enumerate_counts,
    enumerate_wilson,
)

HEADER = "| method | setting | coverage of 95% | type I error at 5% |\n|---|---|---|---|"


if __name__ == "__main__":
    sys.stdout.write(HEADER + "\n")
    for simulation in SIMULATIONS:
        for rates in simulation():
            sys.stdout.write(row(rates) + "\n")
            sys.stdout.flush()
