from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from reportgen.analysis.comparisons.slope_comparison import extrapolate_trend
from reportgen.statistics.trend import estimate_trend

TIMES = tuple(float(time) for time in range(12))
VALUES = tuple(10.0 + 2.5 * time + (time * 7 % 5) - (time * 3 % 4) for time in TIMES)


def test_the_band_agrees_with_statsmodels() -> None:
    later = (11.5, 12.0, 20.0, 23.0)
    fit = sm.OLS(np.array(VALUES), sm.add_constant(np.array(TIMES))).fit()
    frame = fit.get_prediction(sm.add_constant(np.array(later))).summary_frame(alpha=0.05)
    carried = extrapolate_trend(estimate_trend("before", TIMES, VALUES), later)
    assert [time for time, _ in carried] == list(later)
    for (_, found), (_, expected) in zip(carried, frame.iterrows(), strict=True):
        assert found.estimate == pytest.approx(expected["mean"], rel=1e-12)
        assert found.ci_low == pytest.approx(expected["mean_ci_lower"], rel=1e-9)
        assert found.ci_high == pytest.approx(expected["mean_ci_upper"], rel=1e-9)


@given(st.floats(12, 100), st.floats(0.5, 50))
def test_the_band_widens_away_from_the_data(time: float, further: float) -> None:
    trend = estimate_trend("before", TIMES, VALUES)
    (_, near), (_, far) = extrapolate_trend(trend, (time, time + further))
    assert near.ci_high is not None
    assert far.ci_high is not None
    assert far.ci_high - far.estimate > near.ci_high - near.estimate


def test_shifting_the_values_shifts_the_line() -> None:
    plain = extrapolate_trend(estimate_trend("b", TIMES, VALUES), (15.0,))[0][1]
    shifted = extrapolate_trend(estimate_trend("b", TIMES, [v + 100 for v in VALUES]), (15.0,))[0][
        1
    ]
    assert shifted.estimate == pytest.approx(plain.estimate + 100)
    assert shifted.ci_low == pytest.approx((plain.ci_low or 0) + 100)
