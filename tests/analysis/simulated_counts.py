"""Simulations of rank tests; exact enumeration for counts and shares."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from reportgen.analysis.comparisons.rate_comparison import compare_rates
from reportgen.model.estimate import Estimate
from reportgen.model.survey import Answers
from reportgen.statistics.answers.proportion import estimate_proportion
from reportgen.statistics.answers.share_difference import compare_paired_shares, compare_shares
from reportgen.statistics.mann_whitney import compare_ranks
from reportgen.statistics.permutation import permutation_p_value
from tests.analysis.samples import period
from tests.analysis.simulated_rates import (
    FEWER_DRAWS,
    MONTHS,
    Rates,
    covers,
    rng_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]


def simulate_ranks() -> Iterator[Rates]:
    rng = rng_of(40)
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
    """Return the exact probability of P < .05 over all outcomes of two counts."""
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
        setting="1 event per month, 12 + 12 (worked out)",
        coverage=covered,
        type_1_error=_expected_rejections(rate_p, (weights, weights)),
        promised="exact",
    )
    yield _two_groups()
    yield _paired_answers()


def _two_groups() -> Rates:
    """Return the probabilities for two groups of 12 people, of whom 40% say yes."""
    shares = stats.binom.pmf(np.arange(13), 12, 0.4)
    covered = rejected = 0.0
    for a, b in product(range(13), repeat=2):
        weight = float(shares[a] * shares[b])
        found = compare_shares(Answers(yes=a, asked=12), Answers(yes=b, asked=12))
        covered += weight * covers(found.difference, 0.0)
        rejected += weight * (found.p_value < 0.05)
    return Rates(
        method="Barnard exact test and its interval",
        setting="share .4, 12 + 12 people (worked out)",
        coverage=covered,
        type_1_error=rejected,
        promised="exact",
    )


def _paired_answers() -> Rates:
    """Return the probabilities for 12 people, of whom a quarter change in each direction."""
    covered = rejected = 0.0
    n, chances = 12, (0.25, 0.25, 0.5)
    for gained, lost in product(range(n + 1), repeat=2):
        if gained + lost > n:
            continue
        weight = float(stats.multinomial.pmf([gained, lost, n - gained - lost], n, chances))
        found = compare_paired_shares(gained, lost, n)
        covered += weight * covers(found.difference, 0.0)
        rejected += weight * (found.p_value < 0.05)
    return Rates(
        method="McNemar exact unconditional test and its interval",
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
