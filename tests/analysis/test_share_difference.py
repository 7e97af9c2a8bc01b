"""Differences of two shares: second implementations, laws on grids of tables, and refusals."""

from __future__ import annotations

from functools import cache
from itertools import product
from math import comb, inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from reportgen.errors import InsufficientDataError
from reportgen.model.survey import Answers
from reportgen.statistics.answers.inverted_tests import RISK, ExactDifference
from reportgen.statistics.answers.share_difference import compare_paired_shares, compare_shares

LEVELS = (0.9, 0.95, 0.99)


@cache
def groups(
    first: int, n1: int, second: int, n2: int, level: float = 0.95, risk: float = RISK
) -> ExactDifference:
    return compare_shares(
        Answers(yes=first, asked=n1),
        Answers(yes=second, asked=n2),
        confidence_level=level,
        risk=risk,
    )


@cache
def pairs(
    gained: int, lost: int, trials: int, level: float = 0.95, risk: float = RISK
) -> ExactDifference:
    return compare_paired_shares(gained, lost, trials, confidence_level=level, risk=risk)


def bounds(found: ExactDifference) -> tuple[float, float]:
    low, high = found.difference.ci_low, found.difference.ci_high
    assert low is not None
    assert high is not None
    return low, high


def excludes_none(found: ExactDifference) -> bool:
    low, high = bounds(found)
    return low > 0 or high < 0


@pytest.mark.parametrize(
    ("n1", "n2", "level"), [(4, 13, 0.95), (11, 6, 0.95), (6, 6, 0.9), (6, 6, 0.99)]
)
def test_p_is_below_alpha_where_the_interval_of_two_groups_excludes_none(
    n1: int, n2: int, level: float
) -> None:
    for first, second in product(range(n1 + 1), range(n2 + 1)):
        found = groups(first, n1, second, n2, level)
        assert excludes_none(found) == (found.p_value < 1 - level), (first, second)


@pytest.mark.parametrize(("n", "level"), [(1, 0.95), (14, 0.95), (8, 0.9), (8, 0.99)])
def test_p_is_below_alpha_where_the_interval_of_pairs_excludes_none(n: int, level: float) -> None:
    for gained in range(n + 1):
        for lost in range(n + 1 - gained):
            found = pairs(gained, lost, n, level)
            assert excludes_none(found) == (found.p_value < 1 - level), (gained, lost)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(LEVELS))
def test_they_agree_for_larger_tables(data: st.DataObject, level: float) -> None:
    n1, n2 = (data.draw(st.integers(1, 120)) for _ in range(2))
    first, second = (data.draw(st.integers(0, n)) for n in (n1, n2))
    gained = data.draw(st.integers(0, n1))
    lost = data.draw(st.integers(0, n1 - gained))
    for found in (groups(first, n1, second, n2, level), pairs(gained, lost, n1, level)):
        assert excludes_none(found) == (found.p_value < 1 - level)
        low, high = bounds(found)
        assert -1 <= low <= found.difference.estimate <= high <= 1


@given(st.integers(1, 25), st.integers(1, 25), st.data())
@settings(max_examples=40, deadline=None)
def test_swapping_the_times_mirrors_the_interval(n1: int, n2: int, data: st.DataObject) -> None:
    first, second = (data.draw(st.integers(0, n)) for n in (n1, n2))
    one, other = groups(first, n1, second, n2), groups(second, n2, first, n1)
    assert one.p_value == pytest.approx(other.p_value, rel=1e-9)
    assert bounds(one) == pytest.approx(tuple(-bound for bound in reversed(bounds(other))))


@pytest.mark.parametrize(
    ("first", "n1", "second", "n2"), [(1, 9, 6, 8), (7, 15, 12, 15), (2, 5, 11, 20)]
)
def test_the_test_of_groups_is_that_of_scipy(first: int, n1: int, second: int, n2: int) -> None:
    table = [[first, second], [n1 - first, n2 - second]]
    theirs = min(
        stats.barnard_exact(table, alternative=side, n=128).pvalue for side in ("less", "greater")
    )
    # The largest probability that a search finds is at most the largest there is.
    ours = groups(first, n1, second, n2, risk=0.0).p_value
    assert 2 * theirs * (1 - 1e-4) <= ours <= 2 * theirs * 1.002


def _likeliest_pairs(gained: int, lost: int, n: int, difference: float) -> float:
    """Return the share of those who lose that makes the counts likeliest, numerically."""

    def unlikely(lose: float) -> float:
        terms = (
            (gained, lose + difference),
            (lost, lose),
            (n - gained - lost, 1 - 2 * lose - difference),
        )
        return -sum(
            count * np.log(chance) if chance > 0 else -inf for count, chance in terms if count
        )

    ends = max(0.0, -difference), (1 - difference) / 2
    return float(optimize.minimize_scalar(unlikely, bounds=ends, method="bounded").x)


def _pair_probability(observed: tuple[int, int], n: int, difference: float) -> float:
    """Return the largest probability of a score as high as observed, by enumeration."""

    def score(gained: int, lost: int) -> float:
        lose = _likeliest_pairs(gained, lost, n, difference)
        spread = max(n * (2 * lose + difference - difference**2), 1e-9) ** 0.5
        return float((gained - lost - n * difference) / spread)

    least = score(*observed) - 1e-4
    tables = [
        (gained, lost)
        for gained in range(n + 1)
        for lost in range(n + 1 - gained)
        if score(gained, lost) >= least
    ]
    best = 0.0
    for lose in np.linspace(max(0.0, -difference), (1 - difference) / 2, 400):
        gain, rest = lose + difference, max(0.0, 1 - 2 * lose - difference)
        best = max(
            best,
            sum(
                comb(n, gained)
                * comb(n - gained, lost)
                * gain**gained
                * lose**lost
                * rest ** (n - gained - lost)
                for gained, lost in tables
            ),
        )
    return best


@pytest.mark.parametrize(("gained", "lost", "n"), [(6, 1, 9), (3, 2, 7), (0, 4, 6)])
def test_the_test_of_pairs_is_that_of_an_enumeration(gained: int, lost: int, n: int) -> None:
    found = pairs(gained, lost, n, risk=0.0)
    sides = (_pair_probability(seen, n, 0.0) for seen in ((gained, lost), (lost, gained)))
    assert found.p_value == pytest.approx(min(1.0, 2 * min(sides)), rel=1e-3)


@pytest.mark.parametrize(("gained", "lost", "n"), [(6, 1, 9), (3, 2, 7)])
def test_the_bounds_of_pairs_are_where_the_test_begins_to_reject(
    gained: int, lost: int, n: int
) -> None:
    low, high = bounds(pairs(gained, lost, n, risk=0.0))
    assert _pair_probability((gained, lost), n, low - 0.004) < 0.025
    assert _pair_probability((gained, lost), n, low + 0.004) > 0.025
    assert _pair_probability((lost, gained), n, -high - 0.004) < 0.025
    assert _pair_probability((lost, gained), n, -high + 0.004) > 0.025


def test_no_share_is_found_to_differ_more_often_than_alpha() -> None:
    n1, n2 = 11, 6
    p_values = np.array(
        [[groups(a, n1, b, n2).p_value for b in range(n2 + 1)] for a in range(n1 + 1)]
    )
    for share in np.linspace(0.02, 0.98, 25):
        weights = np.outer(
            stats.binom.pmf(range(n1 + 1), n1, share), stats.binom.pmf(range(n2 + 1), n2, share)
        )
        for alpha in (0.1, 0.05, 0.01, 0.005):
            assert weights[p_values < alpha].sum() <= alpha


def test_no_change_is_found_more_often_than_alpha() -> None:
    n = 14
    for change in np.linspace(0.05, 1, 20):
        errors = dict.fromkeys((0.1, 0.05, 0.01, 0.005), 0.0)
        for gained in range(n + 1):
            for lost in range(n + 1 - gained):
                chances = (change / 2, change / 2, 1 - change)
                weight = stats.multinomial.pmf((gained, lost, n - gained - lost), n, chances)
                for alpha in errors:
                    errors[alpha] += weight * (pairs(gained, lost, n).p_value < alpha)
        assert all(found <= alpha for alpha, found in errors.items())


@pytest.mark.parametrize("shares", [(0.2, 0.5), (0.05, 0.1), (0.9, 0.6), (0.5, 0.5)])
def test_intervals_of_groups_have_their_coverage(shares: tuple[float, float]) -> None:
    n1, n2, covered = 11, 6, 0.0
    truth = shares[1] - shares[0]
    for a, b in product(range(n1 + 1), range(n2 + 1)):
        low, high = bounds(groups(a, n1, b, n2))
        weight = stats.binom.pmf(a, n1, shares[0]) * stats.binom.pmf(b, n2, shares[1])
        covered += weight * (low <= truth <= high)
    assert 0.95 <= covered <= 0.999


@pytest.mark.parametrize("chances", [(0.3, 0.1), (0.25, 0.25), (0.6, 0.05), (0.1, 0.02)])
def test_intervals_of_pairs_have_their_coverage(chances: tuple[float, float]) -> None:
    n, covered = 14, 0.0
    truth = chances[0] - chances[1]
    for gained in range(n + 1):
        for lost in range(n + 1 - gained):
            low, high = bounds(pairs(gained, lost, n))
            cell = (gained, lost, n - gained - lost)
            weight = stats.multinomial.pmf(cell, n, (*chances, 1 - sum(chances)))
            covered += weight * (low <= truth <= high)
    assert 0.95 <= covered <= 0.999


def test_many_answers_have_the_interval_of_the_normal_approximation() -> None:
    found = groups(1500, 5000, 1700, 5000)
    spread = (0.3 * 0.7 / 5000 + 0.34 * 0.66 / 5000) ** 0.5
    z = stats.norm.ppf(0.975)
    assert bounds(found) == pytest.approx((0.04 - z * spread, 0.04 + z * spread), abs=3e-4)
    changed = pairs(260, 180, 4000)
    spread = (440 - 80**2 / 4000) ** 0.5 / 4000
    assert bounds(changed) == pytest.approx((0.02 - z * spread, 0.02 + z * spread), abs=3e-4)


def test_equal_answers_leave_a_difference_open() -> None:
    for found in (groups(3, 3, 3, 3), pairs(0, 0, 9)):
        low, high = bounds(found)
        assert found.difference.estimate == 0
        assert found.p_value == 1
        assert low == pytest.approx(-high)
        assert low < -0.3


def test_a_complete_change_is_bounded_by_1() -> None:
    # Whatever the common share, 0 of 5 and 5 of 5 have at most the probability of 10 coins.
    assert groups(0, 5, 5, 5, risk=0.0).p_value == pytest.approx(2 * 0.5**10)
    assert bounds(groups(0, 5, 5, 5))[1] == 1
    assert pairs(5, 0, 5, risk=0.0).p_value == pytest.approx(2 * 0.5**5)
    assert bounds(pairs(5, 0, 5))[1] == 1


def test_no_answers_are_refused() -> None:
    some, none = Answers(yes=1, asked=2), Answers(yes=0, asked=0)
    for before, after in ((some, none), (none, some)):
        with pytest.raises(InsufficientDataError, match="at least 1 case"):
            compare_shares(before, after)
    with pytest.raises(InsufficientDataError, match="at least 1 case"):
        compare_paired_shares(0, 0, 0)
