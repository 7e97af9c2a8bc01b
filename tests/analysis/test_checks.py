"""The checks of a decision: ranks, without one value, on the log scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.analysis.comparisons.checks import checks_of_means, checks_of_model
from reportgen.analysis.comparisons.decision import Decided, DecisionSettings, decide, decide_means
from reportgen.analysis.comparisons.period_model import on_log_scale, slopes_model
from reportgen.analysis.comparisons.sensitivity import SensitivitySettings
from reportgen.analysis.reproducible_digits import reproducible_estimate
from reportgen.model.comparison import Alternative
from reportgen.statistics.mann_whitney import compare_ranks
from reportgen.statistics.regression import fit_least_squares
from tests.analysis.samples import normal_values, period

if TYPE_CHECKING:
    from reportgen.model.verdict import SensitivityAnalysis

TWO = Alternative.TWO_SIDED
BASE, LATER = normal_values(1, 12, mean=100, sd=8), normal_values(2, 12, mean=120, sd=8)


def settings(decided: Decided, alternative: Alternative = TWO) -> SensitivitySettings:
    return SensitivitySettings(
        direction=decided.decision.direction,
        alternative=alternative,
        alpha=0.05,
        confidence_level=0.95,
        unit="visits a month",
    )


def checked(
    decided: Decided, alternative: Alternative = TWO
) -> tuple[SensitivityAnalysis, SensitivityAnalysis, SensitivityAnalysis]:
    ranks, without, logs = checks_of_means(decided, settings(decided, alternative))
    assert [item.method for item in (ranks, without, logs)] == [
        "mann_whitney",
        "without_influential",
        "log_scale",
    ]
    assert all(item.counted for item in (ranks, without, logs))
    return ranks, without, logs


def test_the_rank_test_of_plain_means_is_of_the_values() -> None:
    made = decide_means(period(BASE), period(LATER, start=12), DecisionSettings())
    expected = compare_ranks(BASE, LATER)
    ranks = checked(made)[0]
    assert ranks.p_value == pytest.approx(expected.p_value, rel=1e-11)
    assert ranks.estimate == reproducible_estimate(expected.shift)
    assert ranks.agrees


def test_the_rank_test_is_of_values_without_their_season_and_trend() -> None:
    months = np.arange(48)
    values = 30 * np.sin(2 * np.pi * months / 12) + np.array(normal_values(3, 48, mean=100, sd=4))
    values[24:] += 8
    made = decide_means(
        period(values[:24]), period(values[24:], start=24), DecisionSettings(steps_per_year=12)
    )
    assert made.decision.has_season
    fit = fit_least_squares(made.model.columns, values)
    adjusted = values - made.model.columns[:, 2:] @ fit.coefficients[2:]
    ranks = checked(made)[0]
    expected = compare_ranks(adjusted[:24].tolist(), adjusted[24:].tolist())
    assert ranks.p_value == pytest.approx(expected.p_value, rel=1e-11)
    plain = compare_ranks(values[:24].tolist(), values[24:].tolist())
    assert expected.p_value < 1e-4 < plain.p_value


@pytest.mark.parametrize("alternative", [Alternative.GREATER, Alternative.LESS])
def test_the_rank_test_has_the_side_that_the_decision_has(alternative: Alternative) -> None:
    made = decide_means(
        period(BASE), period(LATER, start=12), DecisionSettings(alternative=alternative)
    )
    planned = compare_ranks(BASE, LATER, alternative=Alternative.GREATER)
    two = compare_ranks(BASE, LATER)
    ranks = checked(made, alternative)[0]
    expected = planned if alternative is Alternative.GREATER else two
    assert ranks.p_value == pytest.approx(expected.p_value, rel=1e-11)
    assert ranks.estimate == reproducible_estimate(two.shift)
    assert ranks.agrees


def test_the_most_influential_value_is_left_out() -> None:
    later = [*LATER[:4], 900.0, *LATER[4:]]
    made = decide_means(period(BASE), period(later, start=12), DecisionSettings())
    without = checked(made)[1]
    assert without.estimate is not None
    assert without.estimate.estimate == pytest.approx(np.mean(LATER) - np.mean(BASE))
    # The others keep their months: the one that is left out counts as missing.
    model = made.model.without(12 + 4)
    assert model.times == tuple(float(n) for n in range(25) if n != 16)
    expected = model.fit().contrast(model.difference())
    assert without.p_value == pytest.approx(expected.p_value, rel=1e-11)


def test_no_value_can_be_spared_of_three() -> None:
    made = decide_means(period([1.0, 2, 4]), period([9.0, 7, 8, 9.5], start=3), DecisionSettings())
    without = checked(made)[1]
    assert without.agrees is None
    assert "a period has too few values" in without.reason


def test_the_log_scale_is_the_decision_on_logarithms() -> None:
    made = decide_means(period(BASE), period(LATER, start=12), DecisionSettings())
    logs = checked(made)[2]
    plain = decide_means(
        period(np.log(BASE)), period(np.log(LATER), start=12), DecisionSettings()
    ).decision
    assert logs.estimate is not None
    assert logs.estimate.estimate == pytest.approx(np.exp(plain.difference.estimate))
    assert logs.estimate.ci_low == pytest.approx(np.exp(plain.difference.ci_low or 0))
    assert logs.p_value == pytest.approx(plain.p_value)
    assert logs.unit == "ratio of geometric means"


def test_values_of_0_have_no_logarithm() -> None:
    made = decide_means(period([0.0, *BASE]), period(LATER, start=13), DecisionSettings())
    logs = checked(made)[2]
    assert logs.agrees is None
    assert logs.reason == "a logarithm needs values above 0"
    assert on_log_scale(made.model.without(0)).values == pytest.approx(np.log([*BASE, *LATER]))


def test_lines_have_no_rank_test() -> None:
    base = [100 + 2 * n + value for n, value in enumerate(normal_values(4, 12))]
    later = [124 + 6 * n + value for n, value in enumerate(normal_values(5, 12))]
    model = slopes_model(period(base), period(later, start=12))
    made = decide(model, DecisionSettings(), fewest=6, allows_trend=False)
    found = checks_of_model(made, settings(made), ratio_unit="ratio of growth factors")
    assert [item.method for item in found] == ["without_influential", "log_scale"]
    assert [item.unit for item in found] == ["visits a month", "ratio of growth factors"]
    assert all(item.agrees for item in found)


def test_an_exact_fit_has_no_influential_value() -> None:
    made = decide_means(period(BASE), period(LATER, start=12), DecisionSettings())
    flat = Decided(
        decision=made.decision,
        model=decide_means(
            period([5.0] * 11 + [6.0]), period([7.0] * 12, start=12), DecisionSettings()
        ).model.without(11),
        settings=made.settings,
    )
    without = checked(flat)[1]
    assert without.agrees is None
    assert "exactly on the model" in without.reason
