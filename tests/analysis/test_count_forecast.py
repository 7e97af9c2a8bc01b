"""The forecast of counts: published limits, SciPy's distributions, laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from reportgen.statistics.count_forecast import DISPERSIONS, CountForecast, forecast_counts

POISSON = ((1.0, 1.0),)
EVENTS = st.integers(min_value=0, max_value=60)
MONTHS = st.integers(min_value=12, max_value=36)
LATER = st.integers(min_value=1, max_value=12)
TAILS = st.sampled_from([0.005, 0.0125, 0.02])
FALLS = [1, 0, 2, 1, 0, 1, 3, 0, 1, 0, 2, 1]


def seen(events: int, months: int) -> list[int]:
    """Return counts with a given total, as even as can be."""
    return [events * (month + 1) // months - events * month // months for month in range(months)]


def poisson(events: int, months: int) -> CountForecast:
    return forecast_counts(seen(events, months), dispersions=POISSON)


def test_the_chance_of_independent_events_is_that_of_a_published_rate_ratio() -> None:
    # R 4.3: poisson.test(c(11, 6 + 8 + 7), c(800, 1083 + 1050 + 878)), lung cancer in Fredericia:
    # the lower end of the 95% CI of the rate ratio, 0.8584264, is where its count has a tail of
    # 2.5%: with 3 units of person-time for the others and 0.684... for Fredericia.
    share = 800 * 0.8584264 / (3011 + 800 * 0.8584264)
    assert stats.binom.sf(10, 32, share) == pytest.approx(0.025, abs=1e-8)
    # The same conditional probability: 8 of 9 units are the baseline, so m = n / 8.
    found = poisson(21, 24)
    assert found.chance_of_at_least(11, 3) == pytest.approx(stats.binom.sf(10, 32, 1 / 9), abs=1e-9)


def test_the_upper_limit_matches_envstats() -> None:
    # EnvStats (Millard), predIntPois: 20 counts with a mean of 1.8, one more count, method
    # "conditional", 95%, upper: 5, which is 4.88 rounded.
    assert poisson(36, 20).most(1, 0.05) == 4
    assert (
        poisson(36, 20).chance_of_at_least(5, 1) < 0.05 < poisson(36, 20).chance_of_at_least(4, 1)
    )


@settings(max_examples=30)
@given(events=EVENTS, months=MONTHS, later=LATER, count=st.integers(min_value=1, max_value=40))
def test_independent_events_have_scipys_negative_binomial(
    events: int, months: int, later: int, count: int
) -> None:
    share = months / (months + later)
    found = poisson(events, months).chance_of_at_least(count, later)
    assert found == pytest.approx(stats.nbinom.sf(count - 1, events + 1, share), abs=1e-6)


@pytest.mark.parametrize("dispersion", [1.5, 4.0])
def test_clustered_events_have_the_sum_over_a_fine_grid_of_rates(dispersion: float) -> None:
    counts, later, least = [0, 4, 1, 0, 0, 2, 6, 0, 1, 0, 0, 3], 3, 9
    rates = np.linspace(1e-6, 12, 100_001)
    sizes, chance = rates / (dispersion - 1), 1 / dispersion
    logs = sum(stats.nbinom.logpmf(count, sizes, chance) for count in counts)
    weights = np.exp(logs - np.max(logs))
    tails = stats.nbinom.sf(least - 1, later * sizes, chance)
    found = forecast_counts(counts, dispersions=((dispersion, 1.0),))
    expected = float(weights @ tails / weights.sum())
    assert found.chance_of_at_least(least, later) == pytest.approx(expected, rel=1e-9)


@settings(max_examples=30)
@given(events=EVENTS, months=MONTHS, later=LATER, tail=TAILS)
def test_the_limits_are_the_last_counts_that_are_to_be_expected(
    events: int, months: int, later: int, tail: float
) -> None:
    found = forecast_counts(seen(events, months))
    most, fewest = found.most(later, tail), found.fewest(later, tail)
    assert found.chance_of_at_least(most + 1, later) <= tail
    assert most == 0 or found.chance_of_at_least(most, later) > tail
    assert found.chance_of_at_most(fewest, later) > tail
    assert fewest == 0 or found.chance_of_at_most(fewest - 1, later) <= tail
    assert fewest <= most


@settings(max_examples=30)
@given(events=EVENTS, months=MONTHS, later=LATER, tail=TAILS)
def test_possible_clusters_never_narrow_the_limits(
    events: int, months: int, later: int, tail: float
) -> None:
    plain, wide = poisson(events, months), forecast_counts(seen(events, months))
    assert wide.most(later, tail) >= plain.most(later, tail)
    assert wide.fewest(later, tail) <= plain.fewest(later, tail)


def test_clusters_that_the_baseline_shows_widen_the_limits() -> None:
    even, bursts = forecast_counts(FALLS), forecast_counts([0, 0, 5, 0, 0, 0, 5, 0, 0, 2, 0, 0])
    assert bursts.most(6, 0.02) > even.most(6, 0.02)
    chances = [float(found.weights.sum(axis=1) @ found.dispersions) for found in (even, bursts)]
    assert chances[0] < 1.5 < 2.5 < chances[1]


def test_the_order_of_the_counts_does_not_matter() -> None:
    one, other = forecast_counts(FALLS), forecast_counts(sorted(FALLS))
    assert one.weights == pytest.approx(other.weights)


def test_a_longer_stretch_of_none_is_less_likely() -> None:
    found = forecast_counts(FALLS * 2)
    stretch = found.stretch(0.005, longest=36)
    assert stretch is not None
    assert found.chance_of_at_most(0, stretch) <= 0.005 < found.chance_of_at_most(0, stretch - 1)
    assert found.stretch(0.005, longest=stretch - 1) is None
    assert found.chance_of_at_least(0, 3) == 1


def test_after_months_without_events_one_is_to_be_expected_and_many_are_not() -> None:
    found = forecast_counts([0] * 24)
    assert found.fewest(12, 0.02) == 0
    assert 1 <= found.most(1, 0.005) <= 4
    assert poisson(0, 24).chance_of_at_least(2, 1) == pytest.approx(25.0**-2, rel=1e-4)


def test_the_chances_of_dispersions_sum_to_one() -> None:
    assert sum(chance for _, chance in DISPERSIONS) == pytest.approx(1)
    assert forecast_counts(FALLS).weights.sum() == pytest.approx(1)
