"""Rare counts get no XmR chart, because their false alarm rates would be too high."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.analysis.monitoring.signals import SignalRule
from reportgen.analysis.monitoring.xmr import RUN, chart_xmr
from reportgen.errors import InsufficientDataError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

QUARTER = 3
MOST = {12: 0.11, 24: 0.075}
"""For comparison: 8.5% and 5.4% of quarters from a normal distribution hold a signal."""


def false_alarms(
    draw: Callable[[np.random.Generator, int], NDArray[np.float64]],
    *,
    n_baseline: int,
    count: int,
) -> float:
    """Return the share of quarters with a signal although nothing has changed."""
    random, alarms = np.random.default_rng(20190701), 0
    for _ in range(count):
        values = draw(random, n_baseline + QUARTER).astype(float).tolist()
        try:
            chart = chart_xmr(range(len(values)), values, n_baseline=n_baseline)
        except InsufficientDataError:
            continue
        alarms += any(signal.last >= n_baseline for signal in chart.signals)
    return alarms / count


def poisson(mean: float) -> Callable[[np.random.Generator, int], NDArray[np.float64]]:
    return lambda random, size: random.poisson(mean, size).astype(float)


def gains(joined: float, left: float) -> Callable[[np.random.Generator, int], NDArray[np.float64]]:
    def draw(random: np.random.Generator, size: int) -> NDArray[np.float64]:
        return (random.poisson(joined, size) - random.poisson(left, size)).astype(float)

    return draw


def test_one_event_in_a_year_and_none_since_is_no_signal() -> None:
    values = [0.0] * 4 + [1.0] + [0.0] * 10
    with pytest.raises(InsufficientDataError) as caught:
        chart_xmr(range(15), values, n_baseline=12)
    assert str(caught.value.args[0]) == (
        "with 1 in the 12 values of the baseline, too few happen at a time for limits and runs "
        "to mean anything"
    )


def test_rare_gains_of_either_sign_are_refused() -> None:
    with pytest.raises(InsufficientDataError):
        chart_xmr(range(12), [0.0, -1, 0, 0, 1, -1, 0, 0, 2, 0, 0, -1], n_baseline=12)


def test_small_fractional_values_are_charted() -> None:
    values = [0.10, 0.12, 0.09, 0.11, 0.13, 0.08, 0.10, 0.12, 0.11, 0.09, 0.10, 0.11]
    assert chart_xmr(range(12), values, n_baseline=12).signals == ()


def test_the_integer_next_to_the_mean_is_on_neither_side() -> None:
    baseline = [2.0, 3, 1, 4, 2, 3, 1, 2, 4, 2, 3, 2]
    twos = chart_xmr(range(21), [*baseline, *[2.0] * 9], n_baseline=12)
    assert twos.mean == pytest.approx(29 / 12)
    assert twos.signals == ()
    ones = chart_xmr(range(12 + RUN), [*baseline, *[1.0] * RUN], n_baseline=12)
    assert SignalRule.ONE_SIDE in {signal.rule for signal in ones.signals}


@pytest.mark.parametrize("mean", [0.083, 1.0, 2.2])
def test_rare_counts_raise_few_false_alarms(mean: float) -> None:
    assert false_alarms(poisson(mean), n_baseline=12, count=1500) <= MOST[12] + 0.01


@pytest.mark.slow
@pytest.mark.parametrize("n_baseline", [12, 24])
@pytest.mark.parametrize("mean", [0.083, 0.3, 0.5, 1, 1.5, 2, 2.5, 3, 5, 8, 20])
def test_counts_of_any_mean_raise_few_false_alarms(mean: float, n_baseline: int) -> None:
    assert false_alarms(poisson(mean), n_baseline=n_baseline, count=20_000) <= MOST[n_baseline]


@pytest.mark.slow
@pytest.mark.parametrize("n_baseline", [12, 24])
@pytest.mark.parametrize(("joined", "left"), [(0.5, 0.5), (1.1, 1), (2, 1), (3, 3)])
def test_gains_of_members_raise_few_false_alarms(
    joined: float, left: float, n_baseline: int
) -> None:
    found = false_alarms(gains(joined, left), n_baseline=n_baseline, count=20_000)
    assert found <= MOST[n_baseline]
