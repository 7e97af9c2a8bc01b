"""Proportions: against SciPy, statsmodels and published tables, invariants and refusals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import confint_proportions_2indep

from reportgen.errors import InsufficientDataError
from reportgen.model.survey import Answers, PairedAnswers
from reportgen.statistics.proportion import (
    difference_newcombe,
    difference_newcombe_paired,
    estimate_proportion,
    fisher_exact,
    mcnemar_exact,
)

COUNT = st.integers(min_value=0, max_value=30)


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


@pytest.mark.parametrize(
    "counts", [(2, 9, 8, 9), (0, 10, 10, 10), (56, 70, 48, 80), (5, 56, 0, 29)]
)
def test_the_difference_of_two_groups_matches_statsmodels(
    counts: tuple[int, int, int, int],
) -> None:
    yes_before, before, yes_after, after = counts
    ours = difference_newcombe(
        Answers(yes=yes_before, asked=before), Answers(yes=yes_after, asked=after)
    )
    low, high = confint_proportions_2indep(
        yes_after, after, yes_before, before, method="newcomb", compare="diff"
    )
    assert ours.ci_low == pytest.approx(low, abs=1e-12)
    assert ours.ci_high == pytest.approx(high, abs=1e-12)


def test_the_difference_of_two_groups_matches_newcombes_table() -> None:
    # Newcombe (1998), Stat. Med. 17, 873-890, example (a): 56/70 - 48/80, method 10.
    ours = difference_newcombe(Answers(yes=48, asked=80), Answers(yes=56, asked=70))
    assert ours.estimate == pytest.approx(0.2)
    assert ours.ci_low == pytest.approx(0.0524, abs=5e-5)
    assert ours.ci_high == pytest.approx(0.3339, abs=5e-5)


def _paired_by_definition(answers: PairedAnswers) -> tuple[float, float]:
    """Return the interval in the notation of the paper (cells a, b, c, d)."""
    a, b, c, d = answers.both, answers.gained, answers.lost, answers.neither
    n = a + b + c + d
    rates = []
    for count in (a + b, a + c):
        interval = stats.binomtest(count, n).proportion_ci(0.95, method="wilson")
        rates.append((count / n, interval.low, interval.high))
    (p2, l2, u2), (p3, l3, u3) = rates
    product = a * d - b * c
    corrected = max(product - n / 2, 0) if product > 0 else product
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    phi = corrected / margins**0.5 if margins else 0.0
    dl2, du2, dl3, du3 = p2 - l2, u2 - p2, p3 - l3, u3 - p3
    delta = (dl2**2 - 2 * phi * dl2 * du3 + du3**2) ** 0.5
    epsilon = (du2**2 - 2 * phi * du2 * dl3 + dl3**2) ** 0.5
    return p2 - p3 - delta, p2 - p3 + epsilon


@given(both=COUNT, gained=COUNT, lost=COUNT, neither=COUNT)
def test_the_paired_difference_is_newcombes(
    both: int, gained: int, lost: int, neither: int
) -> None:
    answers = PairedAnswers(both=both, gained=gained, lost=lost, neither=neither)
    if both + gained + lost + neither == 0:
        with pytest.raises(InsufficientDataError):
            difference_newcombe_paired(answers)
        return
    ours = difference_newcombe_paired(answers)
    low, high = _paired_by_definition(answers)
    assert ours.ci_low == pytest.approx(low, abs=1e-7)
    assert ours.ci_high == pytest.approx(high, abs=1e-7)
    assert ours.estimate == pytest.approx(
        (gained - lost) / (both + gained + lost + neither), abs=1e-12
    )


@given(gained=COUNT, lost=COUNT)
def test_the_exact_test_of_paired_answers_matches_statsmodels(gained: int, lost: int) -> None:
    theirs = mcnemar([[0, gained], [lost, 0]], exact=True).pvalue if gained + lost else 1.0
    assert mcnemar_exact(gained, lost) == pytest.approx(theirs, rel=1e-10)


def test_six_gained_and_none_lost_are_significant() -> None:
    assert mcnemar_exact(6, 0) == pytest.approx(0.03125)
    assert mcnemar_exact(0, 6) == pytest.approx(0.03125)
    assert mcnemar_exact(3, 3) == 1


@given(
    before=st.integers(min_value=1, max_value=25),
    after=st.integers(min_value=1, max_value=25),
    data=st.data(),
)
def test_fishers_test_matches_scipy(before: int, after: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(min_value=0, max_value=before))
    second = data.draw(st.integers(min_value=0, max_value=after))
    ours = fisher_exact(Answers(yes=first, asked=before), Answers(yes=second, asked=after))
    theirs = stats.fisher_exact([[first, before - first], [second, after - second]]).pvalue
    assert ours == pytest.approx(theirs, rel=1e-9)
