"""Extreme values: an analysis returns finite numbers or a reason, and never a warning."""

from __future__ import annotations

from contextlib import suppress
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.analysis.comparisons.comparison_registry import (
    analyse_sensitivity,
    find_assumptions,
)
from reportgen.analysis.comparisons.interrupted_series import estimate_interrupted_series
from reportgen.analysis.comparisons.mean_comparison import compare_means
from reportgen.analysis.comparisons.rate_comparison import compare_rates
from reportgen.analysis.comparisons.slope_comparison import compare_slopes
from reportgen.analysis.comparisons.verdicts import decide_verdict, evidence_of
from reportgen.analysis.monitoring.control_chart import chart_values
from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Alternative, Margin, Variant
from reportgen.model.quantity_ids import ContrastIds
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.trend import estimate_trend
from tests.analysis.samples import decided, period

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.model.estimate import ComparisonEstimate

# Values of a metric: counts, shares, money; negative ones; ties; runs of one value; zeros.
SMALL = st.integers(min_value=-3, max_value=3).map(float)
WIDE = st.floats(min_value=-1e12, max_value=1e12).map(lambda value: float(f"{value:.6g}"))
SHARE = st.integers(min_value=0, max_value=1000).map(lambda value: value / 1000)
VALUES = st.one_of(
    *(st.lists(kind, min_size=0, max_size=16) for kind in (SMALL, WIDE, SHARE)),
    st.tuples(SHARE, st.integers(min_value=0, max_value=14)).map(lambda pair: [pair[0]] * pair[1]),
)
SIDES = st.sampled_from(list(Alternative))
MARGINS = st.none() | st.builds(
    Margin, value=st.sampled_from([0.05, 0.2, 0.9]), is_relative=st.booleans()
)


def judge(
    make: Callable[[], ComparisonEstimate], side: Alternative, margin: Margin | None = None
) -> None:
    """Run the decision, its checks and the verdict of a comparison; a refusal is accepted."""
    try:
        result = make()
        found = decided(result, alternative=side, margin=margin, steps_per_year=12)
    except InsufficientDataError:
        return
    decision, evidence = found.decision, evidence_of(found.decision)
    assert 0 <= decision.p_value <= 1
    assert 0 <= evidence.family_p <= 1
    assert isfinite(decision.difference.estimate)
    assert 0 <= decision.rho <= 0.96
    assert decision.detectable >= 0
    checks = analyse_sensitivity(result, found, alternative=side, unit="visits a month")
    findings = find_assumptions(result)
    assert all(isfinite(number) for item in findings for _, number in item.values)
    for item in checks:
        assert item.p_value is None or 0 <= item.p_value <= 1
        assert item.estimate is None or isfinite(item.estimate.estimate)
    decide_verdict(
        "c",
        evidence,
        ids=ContrastIds("m.mean.b_vs_a"),
        p_adjusted=evidence.family_p,
        alpha=0.05,
        sensitivity=checks,
        assumptions=findings,
    )


@settings(max_examples=150)
@given(base=VALUES, later=VALUES, side=SIDES, margin=MARGINS, variant=st.sampled_from(Variant))
def test_means_of_any_values(
    base: list[float],
    later: list[float],
    side: Alternative,
    margin: Margin | None,
    variant: Variant,
) -> None:
    judge(
        lambda: compare_means(
            period(base),
            period(later, start=len(base)),
            variant=variant,
            alternative=side,
            margin=margin,
        ),
        side,
        margin,
    )


@settings(max_examples=150)
@given(base=VALUES, later=VALUES, side=SIDES, margin=MARGINS)
def test_slopes_of_any_values(
    base: list[float], later: list[float], side: Alternative, margin: Margin | None
) -> None:
    first, second = period(base), period(later, start=len(base))
    judge(
        lambda: compare_slopes(
            first,
            second,
            base_gains=PeriodValues("p", first.times[1:], np.diff(base).tolist()),
            later_gains=PeriodValues("p", second.times[1:], np.diff(later).tolist()),
            alternative=side,
            margin=margin,
        ),
        side,
        margin,
    )


@settings(max_examples=150)
@given(base=VALUES, later=VALUES, side=SIDES)
def test_interrupted_series_of_any_values(
    base: list[float], later: list[float], side: Alternative
) -> None:
    judge(
        lambda: estimate_interrupted_series(
            period(base), period(later, start=len(base)), alternative=side
        ),
        side,
    )


@settings(max_examples=100)
@given(
    base=st.lists(st.integers(0, 9), max_size=14),
    later=st.lists(st.integers(0, 9), max_size=14),
    side=SIDES,
)
def test_rates_of_any_counts(base: list[int], later: list[int], side: Alternative) -> None:
    judge(
        lambda: compare_rates(period(base), period(later, start=len(base)), alternative=side),
        side,
    )


@given(values=VALUES)
def test_trends_and_charts_of_any_values(values: list[float]) -> None:
    for make in (
        lambda: estimate_trend("p", range(len(values)), values),
        lambda: chart_values(range(len(values)), values, n_baseline=len(values) - 1),
    ):
        with suppress(InsufficientDataError):
            make()
