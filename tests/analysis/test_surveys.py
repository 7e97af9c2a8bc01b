"""Survey questions before and after an intervention."""

from __future__ import annotations

import pytest

from reportgen.analysis.quantities.surveys import survey_quantities
from reportgen.analysis.survey_outcome import ShareTest, estimate_survey
from reportgen.model.estimate import Estimate, Refusal
from reportgen.model.survey import Answers, PairedAnswers, Survey
from reportgen.statistics.answers.inverted_tests import RISK
from reportgen.statistics.answers.proportion import ProportionEstimate
from reportgen.statistics.answers.share_difference import compare_paired_shares

SKILLS = Survey(
    id="skills",
    question="Do you post by yourself?",
    paired=PairedAnswers(both=2, gained=6, lost=0, neither=1),
)


def test_paired_answers_are_counted_from_the_fourfold_table() -> None:
    found = estimate_survey(SKILLS)
    assert isinstance(found.before, ProportionEstimate)
    assert isinstance(found.after, ProportionEstimate)
    assert (found.before.successes, found.before.trials) == (2, 9)
    assert (found.after.successes, found.after.trials) == (8, 9)
    assert isinstance(found.difference, Estimate)
    assert found.difference.estimate == pytest.approx(6 / 9)
    # 6 of 9 changed, all in one direction.
    assert found.p_value == compare_paired_shares(6, 0, 9).p_value


def test_swapping_gained_and_lost_mirrors_the_interval() -> None:
    mirrored = Survey(
        id="m", question="?", paired=PairedAnswers(both=2, gained=0, lost=6, neither=1)
    )
    one, other = estimate_survey(SKILLS), estimate_survey(mirrored)
    assert isinstance(one.difference, Estimate)
    assert isinstance(other.difference, Estimate)
    assert one.difference.estimate == pytest.approx(-other.difference.estimate)
    assert one.difference.ci_low == pytest.approx(-(other.difference.ci_high or 0))
    assert one.p_value == other.p_value


def test_two_groups_are_compared_by_barnards_test() -> None:
    survey = Survey(
        id="two", question="?", before=Answers(yes=1, asked=10), after=Answers(yes=8, asked=10)
    )
    found = estimate_survey(survey)
    assert found.test is ShareTest.GROUPS
    # By enumeration, and twice the risk of the levels. SciPy's barnard_exact gives .0018: rounding
    # makes it overlook 2 and 9 of 10, which tie with 1 and 8.
    assert found.p_value == pytest.approx(0.002576828 + 2 * RISK, rel=1e-4)


def test_one_group_alone_has_a_share_and_no_difference() -> None:
    found = estimate_survey(Survey(id="one", question="?", after=Answers(yes=3, asked=4)))
    assert isinstance(found.after, ProportionEstimate)
    assert isinstance(found.before, Refusal)
    assert isinstance(found.difference, Refusal)
    assert found.p_value is None


def test_a_survey_without_respondents_is_refused() -> None:
    empty = PairedAnswers(both=0, gained=0, lost=0, neither=0)
    found = estimate_survey(Survey(id="none", question="?", paired=empty))
    assert isinstance(found.before, Refusal)
    assert isinstance(found.difference, Refusal)
    assert all(item.value is None for item in survey_quantities(found, 0))
    unanswered = Answers(yes=0, asked=0)
    groups = estimate_survey(Survey(id="none", question="?", before=unanswered, after=unanswered))
    assert groups.before == groups.after == groups.difference == Refusal(reason="no one was asked")
    assert groups.p_value is None


def test_the_confidence_level_reaches_every_interval() -> None:
    wide, narrow = estimate_survey(SKILLS), estimate_survey(SKILLS, confidence_level=0.8)
    assert isinstance(wide.difference, Estimate)
    assert isinstance(narrow.difference, Estimate)
    assert narrow.difference.confidence_level == 0.8
    assert (wide.difference.ci_low or 0) < (narrow.difference.ci_low or 0)


def test_a_survey_has_four_quantities_with_its_configuration_key() -> None:
    found = {item.id: item for item in survey_quantities(estimate_survey(SKILLS), 3)}
    assert list(found) == [
        "surveys.skills.before.share",
        "surveys.skills.after.share",
        "surveys.skills.change.difference",
        "surveys.skills.change.p_value",
    ]
    assert all(item.config_key == ("surveys", 3) for item in found.values())
    assert found["surveys.skills.before.share"].numerator == 2
    assert found["surveys.skills.change.difference"].unit == "percentage points"
