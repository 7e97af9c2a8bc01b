"""False alarm rates and power of the control chart of rare counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.analysis.monitoring.count_chart import chart_counts
from reportgen.analysis.monitoring.xmr import are_rare
from reportgen.errors import InsufficientDataError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Draw = Callable[[np.random.Generator, tuple[int, int]], NDArray[np.int64]]

QUARTER, YEAR = 3, 12
MOST = {QUARTER: 0.035, YEAR: 0.075}
MOST_OVERDISPERSED = {QUARTER: 0.09, YEAR: 0.22}


def poisson(mean: float) -> Draw:
    return lambda random, size: random.poisson(mean, size)


def overdispersed(mean: float) -> Draw:
    """Return negative binomial counts whose variance is twice their mean."""
    return lambda random, size: random.negative_binomial(mean, 0.5, size)


def alarms(draw: Draw, *, n_baseline: int, months: int, count: int, seed: int = 20260701) -> float:
    """Return the share of charted series with a signal in the months after the baseline."""
    random = np.random.default_rng(seed)
    series = draw(random, (count, n_baseline + months)).tolist()
    charted = found = 0
    for values in series:
        if not are_rare(values[:n_baseline]):
            continue
        try:
            chart = chart_counts(range(len(values)), values, n_baseline=n_baseline)
        except InsufficientDataError:
            continue
        charted += 1
        found += any(signal.last >= n_baseline for signal in chart.signals)
    return found / charted


def changed(before: float, after: float, n_baseline: int) -> Draw:
    def draw(random: np.random.Generator, size: tuple[int, int]) -> NDArray[np.int64]:
        counts = random.poisson(before, size)
        counts[:, n_baseline:] = random.poisson(after, (size[0], size[1] - n_baseline))
        return counts

    return draw


@pytest.mark.parametrize("mean", [0.1, 0.5, 1.5])
def test_rare_counts_raise_few_false_alarms(mean: float) -> None:
    found = alarms(poisson(mean), n_baseline=12, months=YEAR, count=1500)
    assert found <= MOST[YEAR] + 0.01


def test_most_tripled_counts_are_detected_within_a_year() -> None:
    draw = changed(1.0, 3.0, 24)
    assert alarms(draw, n_baseline=24, months=YEAR, count=400) >= 0.9


@pytest.mark.slow
@pytest.mark.parametrize("n_baseline", [12, 18, 24])
@pytest.mark.parametrize("months", [QUARTER, YEAR])
@pytest.mark.parametrize("mean", [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2])
def test_counts_of_any_rare_mean_raise_few_false_alarms(
    mean: float, months: int, n_baseline: int
) -> None:
    found = alarms(poisson(mean), n_baseline=n_baseline, months=months, count=10_000)
    assert found <= MOST[months]


@pytest.mark.slow
@pytest.mark.parametrize("n_baseline", [12, 24])
@pytest.mark.parametrize("months", [QUARTER, YEAR])
@pytest.mark.parametrize("mean", [0.1, 0.25, 0.5, 1, 1.5, 2])
def test_overdispersed_counts_raise_few_false_alarms(
    mean: float, months: int, n_baseline: int
) -> None:
    found = alarms(overdispersed(mean), n_baseline=n_baseline, months=months, count=10_000)
    assert found <= MOST_OVERDISPERSED[months]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after", "months", "least"),
    [(0.25, 1.0, 12, 0.7), (0.5, 1.5, 12, 0.72), (1.0, 2.0, 12, 0.5), (1.0, 3.0, 6, 0.8)],
)
def test_large_changes_are_detected(before: float, after: float, months: int, least: float) -> None:
    found = alarms(changed(before, after, 24), n_baseline=24, months=months, count=4000)
    assert found >= least
