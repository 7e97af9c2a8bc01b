"""A quantity that is not available is missing with a reason, in every analysis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.comparisons.decision import DecisionSettings, decide, decide_means
from reportgen.analysis.comparisons.period_model import slopes_model
from reportgen.analysis.comparisons.sensitivity import on_ratio_scale
from reportgen.analysis.comparisons.slope_comparison import compare_slopes
from reportgen.analysis.quantities.surveys import survey_quantities
from reportgen.analysis.survey_outcome import estimate_survey
from reportgen.analysis.time_axis import time_axis
from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Comparison, Margin, Test
from reportgen.model.estimate import Estimate, Refusal
from reportgen.model.frequency import Frequency
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.quantity import Form
from reportgen.model.series import Observation, Series
from reportgen.model.survey import Answers, Survey
from reportgen.statistics.equivalence import EquivalenceTest
from reportgen.statistics.fieller import SIZES_APART, RatioPivot, estimate_ratio
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.shapiro_wilk import _weights, shapiro_wilk
from tests.analysis.cases import CHANGE, COMMITTEE, full_outcomes
from tests.analysis.factories import FILE, campaign, configuration, dataset, metric, monthly
from tests.analysis.samples import interrupted, normal_values, period

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import Outcomes

Y2019 = Period(id="y2019", label="2019", first=date(2019, 1, 1), last=date(2019, 12, 31))
Y2020 = Period(id="y2020", label="2020", first=date(2020, 1, 1), last=date(2020, 12, 31))
PERIODS = {"y2019": Y2019, "y2020": Y2020}


def reason(outcomes: Outcomes, key: str) -> str:
    found = outcomes.quantities[key]
    assert found.value is None
    return found.reason


@pytest.mark.parametrize(
    ("is_relative", "name", "form"),
    [(True, "equivalence_ratio", Form.RATIO), (False, "equivalence_difference", Form.MEASURE)],
)
def test_a_margin_without_its_period_has_its_ids(is_relative: bool, name: str, form: Form) -> None:
    chosen = Comparison(
        id="same",
        metric="followers",
        test=Test.MEAN,
        later="never",
        base="before",
        equivalence_margin=Margin(value=0.2, is_relative=is_relative),
    )
    found = full_outcomes(comparisons=(chosen,), goals=())
    stem = "followers.mean.never_vs_before"
    assert found.quantities[f"{stem}.{name}"].form is form
    for key in (name, "equivalence_p_value", "p_value"):
        assert reason(found, f"{stem}.{key}") == "the data do not reach a period `never`"


def test_a_ratio_of_extremely_different_values_is_refused() -> None:
    pivot = RatioPivot(
        later=1e13, base=1.0, later_variance=1e-4, base_variance=1e-4, df_at=lambda _multiple: 10.0
    )
    base = Estimate(estimate=1.0, ci_low=0.9, ci_high=1.1, confidence_level=0.95)
    assert estimate_ratio(pivot, base, confidence_level=0.95) == Refusal(reason=SIZES_APART)
    assert isinstance(
        estimate_ratio(replace(pivot, later=1e11), base, confidence_level=0.95), Estimate
    )


def test_a_margin_on_totals_without_gains_is_judged_by_the_slopes_alone() -> None:
    base, later = normal_values(1, 12, mean=100, sd=8), normal_values(2, 12, mean=120, sd=8)
    nothing = PeriodValues("p", [], [])
    found = compare_slopes(
        period(base),
        period(later, start=12),
        base_gains=nothing,
        later_gains=nothing,
        margin=Margin(value=50.0, is_relative=False),
    )
    assert isinstance(found.equivalence, EquivalenceTest)
    assert found.equivalence.decided_by == "slopes"


def test_an_exact_fit_can_not_be_decided() -> None:
    line, steps = period(range(12)), period(range(40, 52), start=12)
    for model in (slopes_model(line, steps), interrupted(line, steps, until=23)):
        with pytest.raises(InsufficientDataError, match="lie exactly on the model"):
            decide(model, DecisionSettings(), fewest=6, allows_trend=False)
    with pytest.raises(InsufficientDataError, match="do not vary in either period"):
        decide_means(period([5] * 8), period([7] * 8, start=8), DecisionSettings())


def test_a_ratio_that_overflows_is_refused() -> None:
    huge = Estimate(estimate=700.0, ci_low=1.0, ci_high=710.0, confidence_level=0.95)
    with pytest.raises(InsufficientDataError, match="differ too widely for a ratio"):
        on_ratio_scale(huge)


def test_normality_is_not_tested_beyond_5000_values() -> None:
    values = normal_values(1, 5001)
    assert 0 < shapiro_wilk(values[:-1])[1] <= 1
    with pytest.raises(ValueError, match="holds up to 5000 values, got 5001"):
        shapiro_wilk(values)


def test_the_weights_themselves_have_a_w_of_1() -> None:
    # Royston's weights are a unit vector, so W of the weights themselves is 1, and P is 1.
    found = [shapiro_wilk(_weights(n)) for n in range(4, 60)]
    assert [w for w, _ in found] == pytest.approx([1.0] * len(found))
    assert all(p_value > 0.999 for _, p_value in found)
    assert {p_value for w, p_value in found if w == 1} == {1.0}


def test_days_are_recovered_from_their_times() -> None:
    first = date(2024, 1, 1)
    days = tuple(
        Observation(first=day, last=day, value=1.0, file=FILE, rows=(number + 2,))
        for number in range(120)
        for day in (first + timedelta(days=number),)
    )
    series = Series(
        metric=metric("posts", MetricKind.RATE),
        frequency=Frequency.DAY,
        observations=days,
        column="posts",
    )
    axis = time_axis(series, {})
    assert [axis.day_at(axis.time_of(item)) for item in days] == [item.last for item in days]


def test_a_period_of_measures_has_no_total() -> None:
    data = dataset(monthly(metric("posts", MetricKind.COUNT), Y2019.first, [40.0, 44.0, 39.0]))
    chosen = Comparison(id="p", metric="posts", test=Test.MEAN, later="y2020", base="y2019")
    found = analyse(configuration(data, comparisons=(chosen,), periods=PERIODS), data)
    assert found.quantities["posts.mean.y2019.total"].value == 123
    assert reason(found, "posts.mean.y2020.total") == "the period has no observation"


def test_a_metric_that_begins_after_the_report_date_has_no_latest_value() -> None:
    early = monthly(metric("posts", MetricKind.COUNT), Y2019.first, [40.0, 44.0, 39.0])
    late = monthly(metric(), Y2020.first, [10.0, 11.0])
    data = dataset(early, late)
    periods = {"y2019": Y2019}
    found = analyse(configuration(data, periods=periods, report_date=Y2019.last), data)
    key = "followers.observed.latest.value"
    assert reason(found, key) == "the metric has no observation up to the report date"
    assert found.quantities["posts.observed.latest.value"].value == 39


def test_a_single_period_gives_no_comparison_and_no_assumption() -> None:
    data = dataset(monthly(metric(), Y2019.first, [10.0, 11.0, 13.0]))
    found = analyse(configuration(data, periods={"y2019": Y2019}), data)
    assert found.comparisons == ()
    assert not any(item.key.startswith("comparisons") for item in found.plan.assumptions)


def test_nothing_is_compared_of_a_series_in_doubt() -> None:
    series = monthly(metric(), Y2019.first, [10.0 * month + month % 3 for month in range(24)])
    data = dataset(replace(series, doubt="its running total starts again"))
    found = analyse(configuration(data, periods=PERIODS), data)
    [outcome] = found.comparisons
    assert outcome.result == Refusal(reason="its running total starts again")
    assert reason(found, "followers.growth.y2020_vs_y2019.slope_ratio") == outcome.verdict.reason


def test_a_reporting_period_without_a_value_has_no_chart() -> None:
    data = dataset(monthly(metric("posts", MetricKind.COUNT), Y2019.first, [40.0, 44.0] * 6))
    march = Period(id="r", label="March", first=date(2020, 3, 1), last=date(2020, 3, 31))
    found = analyse(
        configuration(data, reporting_period=march, report_date=date(2020, 3, 31)), data
    )
    assert reason(found, "posts.xmr.reporting.mean") == ("the reporting period has no observation")


@pytest.mark.parametrize(
    ("is_complete", "reason_given"),
    [
        (True, "there is no intervention to set the record against"),
        (False, "the list of campaigns is not declared complete"),
    ],
)
def test_a_record_has_no_chance_without_an_intervention_and_a_complete_list(
    is_complete: bool, reason_given: str
) -> None:
    campaigns = [campaign("A", date(2019, 2, 1), 9.0), campaign("B", date(2020, 2, 1), 12.0, 3)]
    data = dataset(campaigns=campaigns, is_complete=is_complete)
    change = None if is_complete else CHANGE
    found = analyse(configuration(data, report_date=Y2020.last, intervention=change), data)
    assert reason(found, "campaigns.record.chance") == reason_given
    assert found.quantities["campaigns.record.ratio_to_previous"].value == pytest.approx(12 / 9)


def test_without_joining_dates_there_is_no_tenure() -> None:
    undated = tuple(replace(item, joined=None) for item in COMMITTEE.members)
    found = full_outcomes(committee=replace(COMMITTEE, members=undated))
    assert reason(found, "committee.before.tenure") == "no one's day of joining is known"


def test_without_trainee_ranks_there_is_no_share_of_trainees() -> None:
    found = full_outcomes(committee=replace(COMMITTEE, trainee_ranks=()))
    words = "the configuration names no trainee ranks"
    assert reason(found, "committee.after.trainee_share") == words
    assert reason(found, "committee.after.trainee_lead_share") == words


@pytest.mark.parametrize("asked", [(0, 9), (9, 0)])
def test_a_question_without_respondents_has_no_change(asked: tuple[int, int]) -> None:
    before, after = (Answers(yes=min(number, 3), asked=number) for number in asked)
    outcome = estimate_survey(Survey(id="s", question="?", before=before, after=after))
    assert isinstance(outcome.difference, Refusal)
    assert outcome.p_value is None
    quantities = {item.id: item for item in survey_quantities(outcome, 0)}
    assert quantities["surveys.s.change.p_value"].reason == outcome.difference.reason
