"""The t test of a linear contrast of coefficients, against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from reportgen.model.comparison import Alternative
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.regression import fit_least_squares

RNG = np.random.default_rng(11)
DESIGN = np.column_stack([np.ones(20), RNG.normal(size=(20, 2))])
RESPONSE = DESIGN @ [1.0, 0.5, -0.4] + RNG.normal(size=20)
WEIGHTS = [0.0, 1.0, 2.0]


def test_a_contrast_matches_statsmodels() -> None:
    ours = estimate_contrast(fit_least_squares(DESIGN, RESPONSE), WEIGHTS, confidence_level=0.9)
    theirs = sm.OLS(RESPONSE, DESIGN).fit().t_test(np.array([WEIGHTS]))
    ((low, high),) = theirs.conf_int(alpha=0.1)
    assert ours.estimate.estimate == pytest.approx(theirs.effect[0], rel=1e-10)
    assert ours.estimate.ci_low == pytest.approx(low, rel=1e-10)
    assert ours.estimate.ci_high == pytest.approx(high, rel=1e-10)
    assert ours.statistic == pytest.approx(theirs.tvalue[0][0], rel=1e-10)
    assert ours.p_value == pytest.approx(float(theirs.pvalue), rel=1e-10)
    assert ours.df == theirs.df_denom


@pytest.mark.parametrize("sign", [1, -1])
def test_one_sided_p_values_are_the_two_tails(sign: int) -> None:
    fit, weights = fit_least_squares(DESIGN, RESPONSE), [sign * weight for weight in WEIGHTS]
    two, greater, less = (
        estimate_contrast(fit, weights, alternative=side)
        for side in (Alternative.TWO_SIDED, Alternative.GREATER, Alternative.LESS)
    )
    smaller, larger = sorted((greater, less), key=lambda item: item.p_value)
    assert smaller is (greater if two.statistic > 0 else less)
    assert smaller.p_value == pytest.approx(two.p_value / 2, rel=1e-10)
    assert larger.p_value == pytest.approx(1 - two.p_value / 2, rel=1e-10)
    assert greater.estimate.ci_high is None
    assert less.estimate.ci_low is None


def test_a_contrast_without_error_has_an_infinite_or_zero_statistic() -> None:
    fit = fit_least_squares(DESIGN, DESIGN @ [2.0, 0.0, 0.0])
    weights = [0.0, 0.0, 0.0]
    assert estimate_contrast(fit, weights).statistic == 0
