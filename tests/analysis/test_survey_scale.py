"""Answers in the export of a form: divided by time, paired, and compared on their scale."""

from __future__ import annotations

from datetime import date

import pytest
from scipy import stats

from reportgen.analysis.privacy.suppression import suppressed
from reportgen.analysis.privacy.suppression_surveys import (
    has_small_groups,
    suppress_survey,
    without_extremes,
)
from reportgen.analysis.quantities.surveys import survey_quantities, withheld_quantities
from reportgen.analysis.survey_groups import DividedAnswers, divide_answers
from reportgen.analysis.survey_outcome import SurveyOutcome, estimate_survey
from reportgen.analysis.survey_scale import ScaleTest
from reportgen.model.estimate import Estimate, Refusal
from reportgen.model.period import Intervention, Period
from reportgen.model.series import DataFile
from reportgen.model.survey import FormAnswer, FormQuestion, Scale, Survey
from reportgen.statistics.answers.share_difference import compare_paired_shares

NUMBERS = Scale(labels=("1", "2", "3", "4", "5"), is_numeric=True)
WORDS = Scale(labels=("Disagree", "Neither", "Agree"))
CHANGE = Intervention(on=date(2024, 1, 1), label="A change")
FILES = {"form.csv": DataFile(name="form.csv", sha256="0" * 64, is_synthetic=True)}
BEFORE = [1, 2, 2, 3, 3, 3, 4, 4, 5, 2, 3]
AFTER = [2, 3, 3, 4, 4, 5, 4, 4, 5, 3, 2]


def answer(number: int, day: date | None, step: int, person: str = "") -> FormAnswer:
    return FormAnswer(
        file="form.csv", line=number + 2, step=step, is_yes=None, day=day, person=person
    )


def survey_of(
    before: list[int], after: list[int], scale: Scale = NUMBERS, *, is_paired: bool = False
) -> Survey:
    """Return a survey whose answers have the numbers of the scale."""
    days = [date(2023, 5, 2)] * len(before) + [date(2024, 5, 2)] * len(after)
    people = [*range(len(before)), *range(len(after))]
    found = tuple(
        answer(number, day, value - 1, f"p{who}" if is_paired else "")
        for number, (day, value, who) in enumerate(
            zip(days, [*before, *after], people, strict=True)
        )
    )
    form = FormQuestion(
        column="Q", file="form.csv", date="d", scale=scale, person="who" if is_paired else None
    )
    return Survey(id="q", question="Q?", form=form, form_answers=found)


def divide(
    survey: Survey, *, report_date: date = date(2024, 12, 31), **periods: Period
) -> DividedAnswers:
    assert survey.form is not None
    return divide_answers(
        survey, survey.form, intervention=CHANGE, periods=periods, report_date=report_date
    )


def outcome_of(survey: Survey) -> SurveyOutcome:
    return estimate_survey(survey, divided=divide(survey))


def test_means_of_different_people_are_compared_as_by_scipy() -> None:
    scale = outcome_of(survey_of(BEFORE, AFTER)).scale
    assert scale is not None
    expected = stats.ttest_ind(AFTER, BEFORE, equal_var=False)
    interval = expected.confidence_interval()
    assert scale.test is ScaleTest.WELCH
    assert scale.p_value == pytest.approx(expected.pvalue)
    assert isinstance(scale.difference, Estimate)
    assert scale.difference.ci_low == pytest.approx(interval.low)
    assert scale.difference.ci_high == pytest.approx(interval.high)


def test_means_of_the_same_people_are_compared_as_by_scipy() -> None:
    scale = outcome_of(survey_of(BEFORE, AFTER, is_paired=True)).scale
    assert scale is not None
    expected = stats.ttest_rel(AFTER, BEFORE)
    assert scale.test is ScaleTest.PAIRED_T
    assert scale.p_value == pytest.approx(expected.pvalue)
    assert isinstance(scale.difference, Estimate)
    assert scale.difference.ci_low == pytest.approx(expected.confidence_interval().low)


def test_a_mean_has_the_interval_of_scipy_within_its_scale() -> None:
    scale = outcome_of(survey_of(BEFORE, [5] * 11 + [4])).scale
    assert scale is not None
    first, second = scale.centres
    low, high = stats.t.interval(0.95, 10, 3 - 1 / 11, stats.sem(BEFORE))
    assert isinstance(first, Estimate)
    assert first.ci_low == pytest.approx(low)
    assert first.ci_high == pytest.approx(high)
    assert isinstance(second, Estimate)
    assert second.ci_high == 5


@pytest.mark.parametrize("before", [BEFORE[:9], [3] * 11])
def test_few_or_equal_numbers_have_medians(before: list[int]) -> None:
    scale = outcome_of(survey_of(before, AFTER)).scale
    assert scale is not None
    assert not scale.has_means
    assert scale.test is ScaleTest.RANK_SUM


def test_words_of_the_same_people_are_compared_by_the_sign_test() -> None:
    before, after = [1, 1, 2, 2, 3, 1, 2, 1, 3, 2, 1, 1], [2, 3, 2, 3, 2, 2, 3, 2, 3, 2, 3, 2]
    scale = outcome_of(survey_of(before, after, WORDS, is_paired=True)).scale
    assert scale is not None
    assert scale.test is ScaleTest.SIGN
    assert scale.higher is not None
    assert scale.lower is not None
    higher = sum(one < other for one, other in zip(before, after, strict=True))
    assert (scale.higher.successes, scale.lower.successes) == (higher, 1)
    expected = compare_paired_shares(higher, 1, len(before))
    assert scale.p_value == expected.p_value
    assert scale.balance == expected.difference


def test_no_difference_of_means_lies_beyond_the_scale() -> None:
    before, after = [1] * 11 + [5], [5] * 11 + [1]
    for is_paired in (False, True):
        scale = outcome_of(survey_of(before, after, is_paired=is_paired)).scale
        assert scale is not None
        assert isinstance(scale.difference, Estimate)
        assert scale.difference.ci_high == 4


def test_everyone_changing_alike_leaves_no_test() -> None:
    scale = outcome_of(survey_of([1, 2, 3] * 4, [2, 3, 4] * 4, is_paired=True)).scale
    assert scale is not None
    assert isinstance(scale.difference, Refusal)
    found = {
        item.id: item
        for item in survey_quantities(
            outcome_of(survey_of([1, 2, 3] * 4, [2, 3, 4] * 4, is_paired=True)), 0, FILES
        )
    }
    assert found["surveys.q.change.mean_difference"].value is None
    assert found["surveys.q.change.scale_p_value"].value is None


def test_answers_of_the_same_day_as_the_intervention_are_later_ones() -> None:
    form = FormQuestion(column="Q", file="form.csv", date="d", scale=NUMBERS)
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2025, 1, 1)]
    survey = Survey(
        id="q",
        question="Q?",
        form=form,
        form_answers=tuple(answer(n, day, 0) for n, day in enumerate(days)),
    )
    found = divide(survey)
    assert [len(group.answers) for group in found.groups] == [1, 1]
    assert found.late == 1


def test_named_periods_leave_out_what_is_in_neither() -> None:
    form = FormQuestion(
        column="Q", file="form.csv", date="d", scale=NUMBERS, contrast=("spring", "winter")
    )
    days = [date(2024, 1, 5), date(2024, 3, 1), date(2024, 4, 5)]
    survey = Survey(
        id="q",
        question="Q?",
        form=form,
        form_answers=tuple(answer(n, day, 0) for n, day in enumerate(days)),
    )
    winter = Period(id="winter", label="", first=date(2024, 1, 1), last=date(2024, 1, 31))
    spring = Period(id="spring", label="", first=date(2024, 4, 1), last=date(2024, 4, 30))
    found = divide(survey, winter=winter, spring=spring)
    assert [group.period for group in found.groups] == [winter, spring]
    assert [len(group.answers) for group in found.groups] == [1, 1]
    assert found.outside == 1
    missing = divide(survey, spring=spring)
    outcome = estimate_survey(survey, divided=missing)
    assert outcome.scale is not None
    assert isinstance(outcome.scale.centres[0], Refusal)
    assert isinstance(outcome.scale.superiority, Refusal)


def test_the_last_answer_of_a_person_counts_and_others_stay_alone() -> None:
    early, late = date(2023, 3, 1), date(2024, 3, 1)
    form = FormQuestion(column="Q", file="form.csv", date="d", scale=NUMBERS, person="who")
    rows = [
        (early, 0, "ann"),
        (date(2023, 2, 1), 4, "ann"),
        (early, 1, "bob"),
        (early, 2, ""),
        (late, 3, "ann"),
        (late, 3, "cy"),
    ]
    survey = Survey(
        id="q",
        question="Q?",
        form=form,
        form_answers=tuple(answer(n, *row) for n, row in enumerate(rows)),
    )
    found = divide(survey)
    assert [group.steps for group in found.groups] == [(0,), (3,)]
    assert found.is_paired
    assert (found.repeated, found.alone) == (1, 3)


def test_quantities_know_the_rows_of_their_answers() -> None:
    outcome = outcome_of(survey_of(BEFORE, AFTER))
    found = {item.id: item for item in survey_quantities(outcome, 2, FILES)}
    assert list(found) == [
        "surveys.q.before.answers",
        "surveys.q.after.answers",
        "surveys.q.before.mean",
        "surveys.q.after.mean",
        "surveys.q.change.mean_difference",
        "surveys.q.change.scale_p_value",
    ]
    assert found["surveys.q.before.answers"].value == 11
    assert found["surveys.q.before.mean"].n == 11
    assert [source.rows for source in found["surveys.q.after.mean"].sources] == ["13-23"]
    assert all(item.config_key == ("surveys", 2) for item in found.values())


def test_small_groups_are_withheld_with_everything_that_a_goal_may_name() -> None:
    few = outcome_of(survey_of(BEFORE[:4], AFTER))
    assert has_small_groups(few, 5)
    withheld = suppress_survey(few, suppressed(5))
    names = {"surveys.q.after.mean", "surveys.q.after.share"}
    assert all(item.value is None for item in survey_quantities(withheld, 0, FILES))
    assert [item.id for item in withheld_quantities(withheld, 0, names)] == ["surveys.q.after.mean"]
    assert not list(withheld_quantities(few, 0, names))


def test_what_tells_of_single_people_is_withheld() -> None:
    assert not has_small_groups(outcome_of(survey_of(BEFORE, AFTER)), 5)
    # All alike: the mean shows what each of them answered.
    assert has_small_groups(outcome_of(survey_of([5] * 20, AFTER)), 5)
    # One person answered lower than before.
    words = [1, 1, 2, 2, 3, 1, 2, 1, 3, 2, 1, 1], [2, 3, 2, 3, 2, 2, 3, 2, 3, 2, 3, 2]
    assert has_small_groups(outcome_of(survey_of(*words, WORDS, is_paired=True)), 3)
    medians = without_extremes(outcome_of(survey_of(*words, WORDS))).scale
    assert medians is not None
    assert all(
        isinstance(item, Estimate) and item.ci_low is item.ci_high is None
        for item in medians.centres
    )


def test_a_withheld_single_survey_stays_one_that_was_asked_once() -> None:
    form = FormQuestion(column="Q", file="form.csv", scale=NUMBERS)
    survey = Survey(id="q", question="Q?", form=form, form_answers=(answer(0, None, 1),))
    withheld = suppress_survey(outcome_of(survey), suppressed(5))
    assert withheld.survey.answers is not None
    assert [item.id for item in survey_quantities(withheld, 0)] == ["surveys.q.all.share"]
