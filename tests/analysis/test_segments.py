"""Series with several interventions, values left out and other definitions, against statsmodels."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import statsmodels.api as sm

from reportgen.analysis.comparisons.decision import DecisionSettings, decide
from reportgen.analysis.comparisons.interrupted_series import estimate_interrupted_series
from reportgen.analysis.comparisons.period_model import segments_model
from reportgen.analysis.comparisons.segments import course_of, divide_series
from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Impact
from reportgen.model.estimate import Estimate
from reportgen.model.verdict import Restraint
from reportgen.statistics.ar1 import fit_ar1_reml
from reportgen.statistics.marginal_ar1 import RHOS
from reportgen.statistics.period_values import PeriodValues
from tests.analysis.samples import interrupted, normal_values, period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reportgen.analysis.comparisons.segments import Segments

    Vector = NDArray[np.float64]

N, FIRST, SECOND, LOST, REDEFINED = 60, 20, 42, 3, 31
TIMES = np.array(
    [t for t in range(N) if not (FIRST <= t < FIRST + LOST or SECOND <= t < SECOND + LOST)],
    dtype=float,
)
VALUES = (
    80
    + 0.3 * TIMES
    + 12 * (TIMES >= FIRST)
    + 0.8 * np.maximum(TIMES - SECOND, 0)
    - 9 * (TIMES >= REDEFINED)
    + np.array(normal_values(7, N, sd=4))[TIMES.astype(int)]
)


CASES = list(product(Impact, (0, 1)))


def sides(values: Sequence[float] | Vector = VALUES) -> tuple[PeriodValues, PeriodValues]:
    """Return the series in the two periods around its first change."""
    pairs = list(zip(TIMES.tolist(), map(float, values), strict=True))
    return (
        PeriodValues("before", *zip(*[pair for pair in pairs if pair[0] < FIRST], strict=True)),
        PeriodValues("after", *zip(*[pair for pair in pairs if pair[0] >= FIRST], strict=True)),
    )


def divided(impact: Impact = Impact.BOTH, place: int = 0, **options: Any) -> Segments:
    chosen = {"changes": (FIRST, SECOND), "steps": (REDEFINED,), "year": 12, **options}
    return divide_series(*sides(), impact=impact, place=place, **chosen)


def written_out(impact: Impact) -> Vector:
    """Return the design, column by column, as a textbook has it."""
    columns = [np.ones_like(TIMES), TIMES]
    for at in (FIRST, SECOND):
        after = (at <= TIMES).astype(float)
        if impact.has_level:
            columns.append(after)
        if impact.has_slope:
            origin = at + LOST if impact.has_level else at
            columns.append(after * (TIMES - origin))
    return np.column_stack([*columns, TIMES >= REDEFINED]).astype(float)


@pytest.mark.parametrize(("impact", "place"), CASES)
def test_each_of_two_changes_is_estimated_as_statsmodels_does(impact: Impact, place: int) -> None:
    segments = divided(impact, place)
    ours = estimate_interrupted_series(*sides(), segments=segments)
    assert ours.rho is not None
    lags = np.abs(TIMES[:, None] - TIMES)
    theirs = sm.GLS(VALUES, written_out(impact), sigma=ours.rho**lags).fit()
    names = ["level"] * impact.has_level + ["slope"] * impact.has_slope
    row = np.zeros(len(theirs.params))
    for index, name in enumerate(names):
        column = 2 + place * len(names) + index
        found = getattr(ours, f"{name}_change")
        assert found.estimate == pytest.approx(theirs.params[column], rel=1e-6)
        assert found.ci_low == pytest.approx(theirs.conf_int()[column][0], rel=1e-5)
        # At the last value: the whole jump, and the bend times the months since it was given.
        at = (FIRST, SECOND)[place] + LOST * impact.has_level
        row[column] = 1 if name == "level" else TIMES[-1] - at
    effect = theirs.t_test(row)
    assert ours.effect_at_end.estimate == pytest.approx(float(effect.effect[0]), rel=1e-6)
    assert ours.effect_at_end.ci_high == pytest.approx(float(effect.conf_int()[0][1]), rel=1e-5)
    absent = {Impact.LEVEL: ours.slope_change, Impact.SLOPE: ours.level_change}
    assert absent.get(impact) is None


@pytest.mark.parametrize(("impact", "place"), CASES)
def test_the_deciding_effect_is_that_of_least_squares_at_the_named_time(
    impact: Impact, place: int
) -> None:
    segments = divided(impact, place)
    assert segments.until == (31, 53)[place]
    found = decide(
        segments_model(segments), DecisionSettings(), fewest=8, allows_trend=False
    ).decision
    theirs = sm.OLS(VALUES, written_out(impact)).fit().params
    per = impact.has_level + impact.has_slope
    own = theirs[2 + place * per : 2 + (place + 1) * per]
    steps = segments.until - (FIRST, SECOND)[place] - LOST * impact.has_level
    expected = (
        own[0] + own[1] * steps if per == 2 else own[0] * (steps if not segments.level else 1)
    )
    assert found.difference.estimate == pytest.approx(expected, rel=1e-8)
    assert found.later - found.base == pytest.approx(expected, rel=1e-8)
    assert (found.n_base, found.n_later) == ((20, 34), (39, 15))[place]


def test_the_error_of_the_decision_is_that_of_the_full_covariance() -> None:
    model = segments_model(divided(place=1))
    fit = model.fit()
    x, lags = model.columns, np.abs(TIMES[:, None] - TIMES)
    inverse = np.linalg.pinv(x)
    rest = VALUES - x @ (inverse @ VALUES)
    contrast = np.array(model.difference())
    errors = fit.contrast(model.difference()).errors
    for place in (0, 10, 25):
        v = RHOS[place] ** lags
        w = np.linalg.inv(v)
        mean = (w @ rest).sum() / w.sum()
        variance = (rest - mean) @ w @ (rest - mean) / (len(rest) - x.shape[1])
        full = variance * contrast @ inverse @ v @ inverse.T @ contrast
        assert errors[place] == pytest.approx(np.sqrt(full), rel=1e-9)


# Laws


def test_one_change_without_anything_left_out_is_the_plain_segmented_regression() -> None:
    base, later = period(normal_values(1, 14)), period(normal_values(2, 16), start=14)
    plain = divide_series(base, later, year=12)
    named = divide_series(base, later, changes=[14.0], year=12)
    assert plain == named
    late = np.arange(30) >= 14
    assert plain.columns == pytest.approx(
        np.column_stack([np.ones(30), np.arange(30) - 14, late, late * (np.arange(30) - 14)])
    )


def test_nothing_left_out_gives_what_leaving_out_nothing_gives() -> None:
    base, later = period(normal_values(1, 14)), period(normal_values(2, 16), start=14)
    whole = divide_series(base, later, changes=[14.0], year=12)
    # A change that the plan counts with the base period begins with the later one.
    assert divide_series(base, later, changes=[13.0], year=12) == whole


@pytest.mark.parametrize("impact", Impact)
def test_values_times_ten_have_ten_times_the_effects_at_the_same_p_value(impact: Impact) -> None:
    small, large = (
        decide(
            segments_model(replace(divided(impact), values=tuple(float(v) for v in values))),
            DecisionSettings(),
            fewest=8,
            allows_trend=False,
        ).decision
        for values in (VALUES, 10 * VALUES)
    )
    assert large.difference.estimate == pytest.approx(10 * small.difference.estimate)
    assert large.difference.ci_low == pytest.approx(10 * (small.difference.ci_low or 0))
    assert large.p_value == pytest.approx(small.p_value)


def test_a_slope_that_all_values_share_moves_no_effect() -> None:
    plain, steeper = (
        decide(
            segments_model(replace(divided(), values=tuple(float(v) for v in values))),
            DecisionSettings(),
            fewest=8,
            allows_trend=False,
        ).decision
        for values in (VALUES, VALUES + 5 * TIMES - 40)
    )
    assert steeper.difference.estimate == pytest.approx(plain.difference.estimate)
    assert steeper.p_value == pytest.approx(plain.p_value)


def test_an_annual_curve_of_the_series_leaves_the_effect_of_unlike_years_alone() -> None:
    months = np.arange(44)
    wave = 30 * np.sin(2 * np.pi * (months + 1) / 12)
    values = 100 + wave + np.array(normal_values(3, 44))
    # 24 months against 20, which hold other parts of the year.
    model = interrupted(period(values[:24]), period(values[24:], start=24), until=35)
    found = decide(
        model, DecisionSettings(steps_per_year=12), fewest=8, allows_trend=False
    ).decision
    assert found.has_season
    assert abs(found.difference.estimate) < 3


# The time of the effect


@pytest.mark.parametrize(
    ("place", "options", "until"),
    [
        (0, {}, 31),
        (0, {"until": 26.0}, 26),
        # Before the change, a year after it counts.
        (1, {"until": 26.0}, 53),
        (1, {"until": 90.0}, 59),
        # Not beyond the next change.
        (0, {"until": 50.0}, 41),
        # Nor in what is left out.
        (0, {"until": 21.0}, 23),
        (1, {"year": float("inf")}, 59),
    ],
)
def test_the_effect_is_given_where_the_values_of_its_change_are(
    place: int, options: dict[str, Any], until: int
) -> None:
    assert divided(place=place, **options).until == until


# What a figure draws


def test_the_course_has_a_line_between_changes_and_carries_the_earlier_one_on() -> None:
    segments = divided()
    coefficients = np.linalg.lstsq(segments.columns, VALUES, rcond=None)[0]

    def estimate(weights: Sequence[float]) -> Estimate:
        value = float(np.dot(weights, coefficients))
        return Estimate(estimate=value, ci_low=value, ci_high=value, confidence_level=0.95)

    course = course_of(segments, estimate)
    assert [(start[0], end[0]) for start, end in course.lines] == [
        (0, 19),
        (23, 30),
        (31, 41),
        (45, 59),
    ]
    assert [time for time, _ in course.carried] == [*range(23, 42)]
    time, without, with_it = course.effect_at
    effect = float(np.dot(segments.effect(time), coefficients))
    assert with_it - without == pytest.approx(effect)
    # The carried course has the step of the other definition.
    carried = {time: found.estimate for time, found in course.carried}
    slope = carried[25] - carried[24]
    assert carried[31] - carried[30] == pytest.approx(slope + coefficients[-1])


# Restraint


def test_a_series_that_wanders_allows_no_claim() -> None:
    walk = np.cumsum(normal_values(4, 48))
    wandering, steady = (
        decide(
            interrupted(period(values[:24]), period(values[24:], start=24), until=35),
            DecisionSettings(),
            fewest=8,
            allows_trend=False,
        ).decision
        for values in (walk, np.array(normal_values(4, 48)))
    )
    assert wandering.restraint is Restraint.WANDERING
    assert steady.restraint is None


def test_a_short_part_allows_no_claim() -> None:
    segments = divided(changes=(FIRST, 30), steps=())
    assert segments.parts == (20, 7, 27)
    found = decide(segments_model(segments), DecisionSettings(), fewest=8, allows_trend=False)
    assert found.decision.restraint is Restraint.TOO_FEW


# Refusals


@pytest.mark.parametrize(
    ("options", "place", "reason"),
    [
        ({"changes": (FIRST, 70)}, 1, "there is no value after the intervention"),
        ({"changes": (-5, FIRST)}, 0, "there is no value before the intervention"),
        ({"changes": (FIRST, 24)}, 0, "before, between and after the interventions needs at least"),
        ({"changes": (58,)}, 0, "a trend on each side needs at least 3 values, and one has 2"),
        ({"steps": (FIRST,)}, 0, "too close to another change to keep the two apart"),
        ({"steps": (FIRST + LOST + 2,)}, 0, "too close to another change"),
        ({"steps": (30, 32)}, 0, "too close to another change"),
    ],
)
def test_changes_that_can_not_be_told_apart_are_refused(
    options: dict[str, Any], place: int, reason: str
) -> None:
    with pytest.raises(InsufficientDataError, match=reason):
        divided(place=place, **options)


def test_a_period_without_values_is_refused() -> None:
    for base, later in (((), (1.0, 2.0, 3.0)), ((1.0, 2.0, 3.0), ())):
        with pytest.raises(InsufficientDataError, match="too few values"):
            divide_series(period(list(base)), period(list(later), start=4))


def test_a_change_beyond_the_data_leaves_the_others_as_they_are() -> None:
    alone, both = divided(changes=(FIRST,)), divided(changes=(FIRST, 70))
    assert both == alone
    assert divided(changes=(-5, FIRST), place=1) == alone


def test_other_definitions_beyond_the_data_have_no_step() -> None:
    assert divided(steps=(0, 70, REDEFINED)).steps == (REDEFINED,)


def test_generalized_least_squares_of_the_columns_is_the_published_fit() -> None:
    segments = divided(place=1)
    fit = fit_ar1_reml(segments.columns, segments.values, segments.times)
    ours = estimate_interrupted_series(*sides(), segments=segments)
    assert ours.later_slope.estimate == pytest.approx(float(fit.coefficients[[1, 3, 5]].sum()))
    assert ours.base_slope.estimate == pytest.approx(float(fit.coefficients[1]))
