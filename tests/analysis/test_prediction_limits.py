"""Prediction limits of counts: published intervals, SciPy's distributions, invariants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from reportgen.statistics.prediction_limits import CountedBefore

EVENTS = st.integers(min_value=0, max_value=60)
MONTHS = st.integers(min_value=12, max_value=24)
LATER = st.integers(min_value=1, max_value=12)
TAILS = st.sampled_from([0.005, 0.025, 0.05])


def test_the_tails_match_the_published_interval_of_a_rate_ratio() -> None:
    # R 4.3: poisson.test(c(11, 6 + 8 + 7), c(800, 1083 + 1050 + 878)), lung cancer in
    # Fredericia and three other cities; 95% CI of the rate ratio 0.8584264 to 4.2772659.
    # Each end is the ratio under which the count of Fredericia has a tail of 2.5%.
    others = CountedBefore(events=21, months=3011)
    assert others.chance_of_at_least(11, 800 * 0.8584264) == pytest.approx(0.025, abs=1e-8)
    assert others.chance_of_at_most(11, 800 * 4.2772659) == pytest.approx(0.025, abs=1e-8)


def test_the_upper_limit_matches_envstats() -> None:
    # EnvStats (Millard), predIntPois: 20 counts with a mean of 1.8, one more count, method
    # "conditional", 95%, upper: 5. It rounds the solution of the equation, which is 4.88.
    before = CountedBefore(events=36, months=20)
    solution = optimize.brentq(lambda y: before.chance_of_at_least(y, 1) - 0.05, 0.1, 50)
    assert round(solution) == 5
    assert before.most(1, 0.05) == int(solution)


@given(events=EVENTS, months=MONTHS, later=LATER, count=st.integers(min_value=0, max_value=40))
def test_the_tails_match_scipys_binomial_and_negative_binomial(
    events: int, months: int, later: int, count: int
) -> None:
    before = CountedBefore(events=events, months=months)
    share = later / (months + later)
    if count:
        above = before.chance_of_at_least(count, later)
        assert above == pytest.approx(stats.binom.sf(count - 1, events + count, share), rel=1e-9)
        assert above == pytest.approx(stats.nbinom.sf(count - 1, events + 1, 1 - share), rel=1e-9)
    if events:
        below = before.chance_of_at_most(count, later)
        assert below == pytest.approx(stats.binom.cdf(count, events + count, share), rel=1e-9)
        assert below == pytest.approx(stats.nbinom.cdf(count, events, 1 - share), rel=1e-9)


@given(events=EVENTS, months=MONTHS, later=LATER, tail=TAILS)
def test_the_limits_are_the_last_counts_that_are_not_rejected(
    events: int, months: int, later: int, tail: float
) -> None:
    before = CountedBefore(events=events, months=months)
    most, fewest = before.most(later, tail), before.fewest(later, tail)
    assert before.chance_of_at_least(most + 1, later) <= tail
    assert most == 0 or before.chance_of_at_least(most, later) > tail
    assert before.chance_of_at_most(fewest, later) > tail
    assert fewest == 0 or before.chance_of_at_most(fewest - 1, later) <= tail
    assert fewest <= events * later / months <= most


@given(rate=st.floats(min_value=0.05, max_value=5), later=LATER, tail=TAILS)
def test_with_a_known_mean_the_limits_are_poisson_quantiles(
    rate: float, later: int, tail: float
) -> None:
    months = 10**9
    before = CountedBefore(events=round(rate * months), months=months)
    mean = before.events / months * later
    for count in (before.most(later, tail), before.fewest(later, tail)):
        above = stats.poisson.sf(count - 1, mean)
        assert above > tail * (1 - 1e-5)
        assert stats.poisson.cdf(count, mean) > tail * (1 - 1e-5)
    assert stats.poisson.sf(before.most(later, tail), mean) <= tail * (1 + 1e-5)


@given(events=EVENTS, months=MONTHS, later=LATER, tail=TAILS)
def test_limits_increase_with_the_baseline(
    events: int, months: int, later: int, tail: float
) -> None:
    less = CountedBefore(events=events, months=months)
    more = CountedBefore(events=events + 1, months=months)
    assert less.most(later, tail) <= more.most(later, tail)
    assert less.fewest(later, tail) <= more.fewest(later, tail)
    assert less.most(later, tail) <= less.most(later + 1, tail)


@given(
    events=EVENTS,
    months=MONTHS,
    later=LATER,
    tail=TAILS,
    widening=st.floats(min_value=1, max_value=8),
)
def test_overdispersion_never_narrows_the_limits(
    events: int, months: int, later: int, tail: float, widening: float
) -> None:
    plain = CountedBefore(events=events, months=months)
    wide = CountedBefore(events=events, months=months, widening=widening)
    assert wide.most(later, tail) >= plain.most(later, tail)
    assert wide.fewest(later, tail) <= plain.fewest(later, tail)
    reach = [item.stretch(tail, longest=2000) or 2001 for item in (plain, wide)]
    assert reach[0] <= reach[1]


def test_after_months_of_zeros_the_probability_of_a_count_is_a_power() -> None:
    # Each event is equally likely in any of the 25 months, so all k are in the last one with:
    before = CountedBefore(events=0, months=24)
    for count in (1, 2, 3):
        assert before.chance_of_at_least(count, 1) == pytest.approx(25.0**-count)
    assert before.most(1, 0.005) == 1
    assert before.fewest(12, 0.025) == 0
    assert before.stretch(0.005, longest=10**4) is None


def test_a_run_of_zeros_has_the_probability_that_all_events_are_outside_it() -> None:
    before = CountedBefore(events=12, months=12)
    assert before.chance_of_at_most(0, 7) == pytest.approx((12 / 19) ** 12)
    # (12/18)^12 = .0077 and (12/19)^12 = .0040
    assert before.stretch(0.005, longest=24) == 7
    assert before.stretch(0.005, longest=6) is None
