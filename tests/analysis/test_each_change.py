"""An interrupted series of several interventions: one comparison for each, of one model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.comparisons.changes import left_out_around
from reportgen.analysis.comparisons.each_change import one_for_each_change
from reportgen.model.comparison import Comparison, Impact, Test, WashOut
from reportgen.model.frequency import Calendar, DateSpan, Frequency
from reportgen.model.metric import MetricKind, Redefinition
from reportgen.model.period import Intervention, Period
from reportgen.model.verdict import Restraint, VerdictKind
from reportgen.statistics.multiplicity import holm
from tests.analysis.factories import configuration, dataset, metric, monthly
from tests.analysis.samples import normal_values

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import Outcomes

START = date(2020, 1, 1)
HOURS = Intervention(on=date(2021, 7, 1), label="Longer hours")
ROOM = Intervention(on=date(2023, 1, 1), label="Second room")
LATE = Intervention(on=date(2024, 12, 1), label="New roof")
BEFORE = Period(id="before", label="before", first=START, last=date(2021, 6, 30))
AFTER = Period(id="after", label="after", first=date(2021, 7, 1), last=date(2024, 6, 30))
PERIODS = {item.id: item for item in (BEFORE, AFTER)}
MONTHS = np.arange(54)
VISITS = (
    200
    + MONTHS
    + 60 * (MONTHS >= 18)
    + 3.0 * np.maximum(MONTHS - 36, 0)
    + normal_values(5, 54, sd=5)
)
ASKED = Comparison(id="c", metric="visits", test=Test.ITS, later="after", base="before")


def analysed(
    *changes: Intervention,
    values: np.ndarray[Any, Any] = VISITS,
    kind: MetricKind = MetricKind.COUNT,
    asked: tuple[Comparison, ...] = (ASKED,),
    redefined: tuple[Redefinition, ...] = (),
    periods: dict[str, Period] = PERIODS,
) -> Outcomes:
    data = dataset(monthly(metric("visits", kind, redefined=redefined), START, values.tolist()))
    config = configuration(
        data,
        comparisons=asked,
        periods=periods,
        intervention=changes[0] if changes else None,
        further_interventions=changes[1:],
        report_date=date(2024, 6, 30),
    )
    return analyse(config, data)


# One comparison for each intervention


def test_each_intervention_within_the_periods_has_a_comparison_of_its_own() -> None:
    outside = Intervention(on=date(2019, 5, 1), label="Opening")
    (first, second) = one_for_each_change([ASKED], PERIODS, (outside, HOURS, ROOM))
    assert [item.id for item in (first, second)] == ["c", "c-change-2"]
    assert first.interventions == second.interventions == (HOURS, ROOM)
    assert (first.intervention, second.intervention) == (HOURS, ROOM)
    assert (first.planned_id, second.planned_id) == ("c", "c")


def test_an_id_that_the_plan_has_already_is_not_given_twice() -> None:
    other = replace(ASKED, id="c-change-2", test=Test.MEAN)
    made = one_for_each_change([ASKED, other], PERIODS, (HOURS, ROOM))
    assert [item.id for item in made] == ["c", "c-change-2-", "c-change-2"]


@pytest.mark.parametrize(
    "asked", [replace(ASKED, test=Test.MEAN), replace(ASKED, base="never"), ASKED]
)
def test_other_comparisons_and_series_without_interventions_stay_one(asked: Comparison) -> None:
    changes = () if asked is ASKED else (HOURS, ROOM)
    assert one_for_each_change([asked], PERIODS, changes) == (asked,)


def test_both_effects_rest_on_one_model_and_join_one_family() -> None:
    first, second = analysed(HOURS, ROOM).comparisons
    assert first.decision is not None
    assert second.decision is not None
    assert first.decision.rho == second.decision.rho
    assert first.decision.difference.estimate == pytest.approx(60, abs=8)
    # 11 months after the second one, by 3 visits each.
    assert second.decision.difference.estimate == pytest.approx(33, abs=12)
    p_values = [first.decision.p_value, second.decision.p_value]
    adjusted = [first.verdict.p_adjusted, second.verdict.p_adjusted]
    assert adjusted == pytest.approx(holm(p_values))
    assert {item.verdict.verdict for item in (first, second)} == {VerdictKind.INCREASE}


def test_the_second_effect_has_ids_of_its_own() -> None:
    found = analysed(HOURS, ROOM).quantities
    stem = "visits.its.after_vs_before"
    names = ("decided_difference", "decided_level_change", "decided_slope_change", "level_change")
    for name in names:
        assert found[f"{stem}.{name}"].value != found[f"{stem}.change_2.{name}"].value
    assert found[f"{stem}.change_2.decided_difference"].config_key == ("comparisons", 0)
    slopes = (
        "visits.its.before.slope",
        f"{stem}.slope_change",
        f"{stem}.change_2.slope_change",
    )
    values = [float(found[name].value or 0) for name in slopes]
    assert found["visits.its.after.slope"].value == pytest.approx(sum(values))
    slope = found[f"{stem}.decided_slope_change"]
    assert slope.unit == "visits a month every month"
    assert found[f"{stem}.decided_level_change"].unit == "visits a month"


@pytest.mark.parametrize("place", [0, 1])
def test_the_effect_is_the_first_difference_and_what_each_month_adds(place: int) -> None:
    outcome = analysed(HOURS, ROOM).comparisons[place]
    decision = outcome.decision
    assert decision is not None
    assert decision.level_change is not None
    assert decision.slope_change is not None
    assert outcome.effect_on is not None
    assert outcome.level_on is not None
    assert (outcome.level_on.first, outcome.effect_on.last) == (
        (date(2021, 7, 1), date(2022, 6, 30)),
        (date(2023, 1, 1), date(2023, 12, 31)),
    )[place]
    made = decision.level_change.estimate + 11 * decision.slope_change.estimate
    assert decision.difference.estimate == pytest.approx(made)
    assert decision.later - decision.base == pytest.approx(made)


@pytest.mark.parametrize("impact", [Impact.LEVEL, Impact.SLOPE])
def test_a_change_named_beforehand_lacks_the_other_one(impact: Impact) -> None:
    (outcome,) = analysed(HOURS, asked=(replace(ASKED, impact=impact),)).comparisons
    assert outcome.decision is not None
    assert (outcome.decision.level_change is None) is (impact is Impact.SLOPE)
    assert (outcome.decision.slope_change is None) is (impact is Impact.LEVEL)
    methods = [item.method for item in outcome.verdict.sensitivity]
    assert "level_only" not in methods
    found = analysed(HOURS, asked=(replace(ASKED, impact=impact),)).quantities
    name = "slope" if impact is Impact.LEVEL else "level"
    absent = found[f"visits.its.after_vs_before.{name}_change"]
    assert absent.value is None
    assert absent.reason.startswith("the plan looks for a change of ")
    p_value = found["visits.its.after_vs_before.p_value"]
    assert p_value.formula.startswith(f"of the {impact} change")


def test_an_intervention_without_values_is_refused_and_the_other_one_judged() -> None:
    until = {**PERIODS, "after": replace(AFTER, last=date(2025, 12, 31))}
    first, second = analysed(HOURS, LATE, periods=until).comparisons
    assert first.decision is not None
    assert second.verdict.verdict is VerdictKind.NOT_ASSESSABLE
    assert second.verdict.reason == "there is no value after the intervention"
    (alone,) = analysed(HOURS).comparisons
    assert alone.decision == first.decision


def test_a_shared_reason_is_told_once_and_another_one_with_its_day() -> None:
    near = replace(ROOM, on=date(2021, 8, 1))
    told = [item for item in analysed(HOURS, near).findings if item.code == "ANA004"]
    (message,) = [item.message for item in told]
    assert message == (
        "comparison `c` can't be assessed for the intervention on 2021-07-01: a trend before, "
        "between and after the interventions needs at least 3 values, and one has 1"
    )
    until = {**PERIODS, "after": replace(AFTER, last=date(2025, 12, 31))}
    told = [item for item in analysed(HOURS, LATE, periods=until).findings if item.code == "ANA004"]
    (message,) = [item.message for item in told]
    assert message == (
        "comparison `c` can't be assessed for the intervention on 2024-12-01: there is no value "
        "after the intervention"
    )


# What is left out


def test_what_is_left_out_counts_nowhere() -> None:
    asked = replace(ASKED, wash_out=WashOut(steps=3))
    outcomes = analysed(HOURS, ROOM, asked=(asked,))
    first, second = outcomes.comparisons
    assert first.left_out == DateSpan(date(2021, 7, 1), date(2021, 9, 30))
    assert second.left_out == DateSpan(date(2023, 1, 1), date(2023, 3, 31))
    effect = outcomes.quantities["visits.its.after_vs_before.decided_difference"]
    assert effect.n == 54 - 6
    lost = {20, 21, 22, 38, 39, 40}
    rows = {
        row
        for source in effect.sources
        for part in str(source.rows).split(",")
        for row in _rows(part)
    }
    assert rows == set(range(2, 56)) - lost
    # The months of a period are still those that it has.
    assert outcomes.quantities["visits.observed.after.n"].value == 36
    assert not [item for item in first.verdict.assumptions if item.code == "ANA108"]


def _rows(part: str) -> range:
    numbers = [int(word) for word in part.strip("() ").split("-") if word.strip("() ")]
    return range(numbers[0], numbers[-1] + 1) if numbers else range(0)


def test_a_month_that_is_missing_is_told_next_to_what_is_left_out() -> None:
    data = dataset(
        monthly(
            metric("visits", MetricKind.COUNT),
            START,
            [None if month == 30 else value for month, value in enumerate(VISITS)],
        )
    )
    config = configuration(
        data,
        comparisons=(replace(ASKED, wash_out=WashOut(steps=3)),),
        periods=PERIODS,
        intervention=HOURS,
        report_date=date(2024, 6, 30),
    )
    (outcome,) = analyse(config, data).comparisons
    (gap,) = [item for item in outcome.verdict.assumptions if item.code == "ANA108"]
    assert [value for _, value in gap.values] == [1, 32]


def test_what_leaves_nothing_is_refused() -> None:
    (outcome,) = analysed(HOURS, asked=(replace(ASKED, wash_out=WashOut(steps=40)),)).comparisons
    assert str(outcome.verdict.reason).startswith("what is left out leaves no value of ")


def test_days_are_left_out_next_to_the_intervention_that_they_adjoin() -> None:
    days = DateSpan(date(2022, 11, 1), date(2022, 12, 31))
    parts = one_for_each_change(
        [replace(ASKED, wash_out=WashOut(days=days))], PERIODS, (HOURS, ROOM)
    )
    months = Calendar(Frequency.MONTH)
    assert [left_out_around(part, AFTER, months) for part in parts] == [None, days]
    assert left_out_around(ASKED, AFTER, months) is None


def test_without_an_intervention_the_later_period_begins_with_what_is_left_out() -> None:
    (outcome,) = analysed(asked=(replace(ASKED, wash_out=WashOut(steps=2)),)).comparisons
    assert outcome.left_out == DateSpan(date(2021, 7, 1), date(2021, 8, 31))


def test_gains_that_end_in_what_is_left_out_are_left_out() -> None:
    total = 1000 + np.cumsum(VISITS / 10)
    asked = replace(ASKED, wash_out=WashOut(steps=3))
    (whole,), (shorter,) = (
        analysed(HOURS, values=total, kind=MetricKind.LEVEL, asked=(item,)).comparisons
        for item in (ASKED, asked)
    )
    assert whole.decision is not None
    assert shorter.decision is not None
    counts = [(item.decision.n_base, item.decision.n_later) for item in (whole, shorter)]  # type: ignore[union-attr]
    # The first month has no gain.
    assert counts == [(17, 36), (17, 33)]


# Other definitions

NEW = Redefinition(on=date(2022, 5, 1), note="Children count too.")


@pytest.mark.parametrize("test", [Test.MEAN, Test.SLOPE])
def test_nothing_is_claimed_across_another_definition(test: Test) -> None:
    asked = (replace(ASKED, test=test),)
    values = VISITS + 80 * (MONTHS >= 28)
    (outcome,) = analysed(HOURS, values=values, asked=asked, redefined=(NEW,)).comparisons
    assert outcome.verdict.restraint is Restraint.REDEFINED
    assert outcome.verdict.verdict is VerdictKind.INCONCLUSIVE
    assert outcome.redefined == (NEW,)
    (as_it_was,) = analysed(HOURS, values=values, asked=asked).comparisons
    assert as_it_was.verdict.restraint is not Restraint.REDEFINED


@pytest.mark.parametrize("on", [START, date(2024, 7, 1)])
def test_a_definition_that_all_values_share_changes_nothing(on: date) -> None:
    asked = (replace(ASKED, test=Test.MEAN),)
    (outcome,) = analysed(HOURS, asked=asked, redefined=(replace(NEW, on=on),)).comparisons
    (as_it_was,) = analysed(HOURS, asked=asked).comparisons
    assert outcome.redefined == ()
    assert outcome.decision == as_it_was.decision


def test_a_series_has_a_step_for_another_definition() -> None:
    (plain,) = analysed(HOURS, redefined=(NEW,)).comparisons
    (jumped,) = analysed(HOURS, values=VISITS + 500 * (MONTHS >= 28), redefined=(NEW,)).comparisons
    assert plain.decision is not None
    assert jumped.decision is not None
    assert jumped.decision.difference.estimate == pytest.approx(plain.decision.difference.estimate)
    assert jumped.decision.p_value == pytest.approx(plain.decision.p_value)
    assert jumped.redefined == (NEW,)


def test_the_gain_from_one_definition_to_the_next_is_of_neither() -> None:
    total = 1000 + np.cumsum(VISITS / 10)
    (plain,), (jumped,) = (
        analysed(
            HOURS,
            values=total + size * (MONTHS >= 28),
            kind=MetricKind.LEVEL,
            redefined=(NEW,),
        ).comparisons
        for size in (0, 900)
    )
    assert plain.decision is not None
    assert jumped.decision is not None
    assert jumped.decision.difference.estimate == pytest.approx(plain.decision.difference.estimate)
    assert jumped.decision.n_later == 35


def test_a_definition_that_changed_with_the_intervention_is_refused() -> None:
    near = replace(NEW, on=date(2021, 9, 1))
    (outcome,) = analysed(HOURS, redefined=(near,)).comparisons
    assert "too close to another change to keep the two apart" in str(outcome.verdict.reason)
