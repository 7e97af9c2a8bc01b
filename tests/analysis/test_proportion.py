"""Proportions: against SciPy, invariants and refusals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reportgen.errors import InsufficientDataError
from reportgen.statistics.answers.proportion import estimate_proportion


@pytest.mark.parametrize("trials", [1, 9, 15, 79])
def test_the_wilson_interval_matches_scipy_for_every_count(trials: int) -> None:
    for successes in range(trials + 1):
        ours = estimate_proportion(successes, trials)
        theirs = stats.binomtest(successes, trials).proportion_ci(0.95, method="wilson")
        assert ours.ci_low == pytest.approx(theirs.low, abs=1e-14)
        assert ours.ci_high == pytest.approx(theirs.high, abs=1e-14)


def test_the_interval_of_15_of_15_includes_less() -> None:
    ours = estimate_proportion(15, 15)
    assert ours.ci_high == ours.estimate == 1
    assert ours.ci_low == pytest.approx(0.796, abs=5e-4)


@given(trials=st.integers(min_value=1, max_value=60), data=st.data())
def test_swapping_successes_and_failures_mirrors_the_interval(
    trials: int, data: st.DataObject
) -> None:
    successes = data.draw(st.integers(min_value=0, max_value=trials))
    one, other = (estimate_proportion(count, trials) for count in (successes, trials - successes))
    assert one.ci_low == pytest.approx(1 - other.ci_high, abs=1e-14)


def test_no_cases_are_refused() -> None:
    with pytest.raises(InsufficientDataError, match="at least 1 case"):
        estimate_proportion(0, 0)


@pytest.mark.parametrize(("successes", "trials"), [(-1, 5), (6, 5)])
def test_impossible_counts_are_a_programming_error(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match=r"^successes must lie in 0\.\.5 \(trials\), got "):
        estimate_proportion(successes, trials)


def test_a_percentage_as_confidence_level_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="confidence_level"):
        estimate_proportion(1, 5, confidence_level=95)
