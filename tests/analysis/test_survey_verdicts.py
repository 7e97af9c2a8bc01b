"""What may be said of survey answers: one family with the comparisons, decided by adjusted P."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.survey_outcome import SurveyOutcome, estimate_survey
from reportgen.analysis.survey_verdicts import judge_surveys, survey_p_values
from reportgen.model.survey import Answers, PairedAnswers, Survey
from reportgen.model.verdict import Strength, Verdict, VerdictKind
from reportgen.statistics.multiplicity import holm
from tests.analysis.cases import full_configuration, full_dataset
from tests.analysis.test_survey_scale import AFTER, BEFORE, WORDS, outcome_of, survey_of


def paired(name: str, gained: int, lost: int, *, same: int = 4) -> Survey:
    answers = PairedAnswers(both=same, gained=gained, lost=lost, neither=same)
    return Survey(id=name, question="?", paired=answers)


def judged(*surveys: Survey, beside: tuple[float, ...] = (), alpha: float = 0.05) -> list[Verdict]:
    found = judge_surveys([estimate_survey(item) for item in surveys], beside=beside, alpha=alpha)
    return [verdict for outcome in found for verdict in outcome.verdicts]


@pytest.mark.parametrize(
    ("gained", "lost", "kind"),
    [
        (9, 0, VerdictKind.INCREASE),
        (0, 9, VerdictKind.DECREASE),
        (5, 4, VerdictKind.INCONCLUSIVE),
        (0, 0, VerdictKind.INCONCLUSIVE),
    ],
)
def test_the_direction_of_the_difference_is_that_of_the_verdict(
    gained: int, lost: int, kind: VerdictKind
) -> None:
    (verdict,) = judged(paired("q", gained, lost))
    assert verdict.verdict is kind
    is_found = kind is not VerdictKind.INCONCLUSIVE
    # All who were asked lived through the change.
    assert verdict.strength is (Strength.MODERATE if is_found else Strength.NONE)
    assert (verdict.comparison, verdict.decided_by) == ("surveys.q", "surveys.q.change.p_value")


def test_all_tests_are_adjusted_together() -> None:
    surveys = [paired("a", 9, 0), paired("b", 8, 1), paired("c", 4, 4)]
    beside = (0.03, 0.2)
    found = judged(*surveys, beside=beside)
    raw = [item.p_value for item in found if item.p_value is not None]
    assert [item.p_adjusted for item in found] == pytest.approx(
        list(holm([*beside, *raw])[2:]), rel=1e-11
    )


def test_what_only_the_adjustment_prevents_is_not_a_finding() -> None:
    survey = paired("a", 8, 1)
    (alone,) = judged(survey)
    assert alone.verdict is VerdictKind.INCREASE
    (among,) = judged(survey, beside=(0.5,) * 9)
    assert among.verdict is VerdictKind.INCONCLUSIVE
    assert among.is_blocked_by_holm
    (never,) = judged(paired("b", 4, 4), beside=(0.5,) * 9)
    assert not never.is_blocked_by_holm


def test_shares_and_scale_of_one_question_are_two_tests() -> None:
    survey = survey_of(BEFORE, AFTER)
    scale = outcome_of(survey)
    both = replace(
        estimate_survey(
            Survey(
                id="q",
                question="?",
                before=Answers(yes=2, asked=11),
                after=Answers(yes=8, asked=11),
            )
        ),
        scale=scale.scale,
    )
    assert len(survey_p_values([both])) == 2
    (found,) = judge_surveys([both], beside=(), alpha=0.05)
    assert [item.comparison for item in found.verdicts] == ["surveys.q", "surveys.q.scale"]
    assert found.scale_verdict is not None
    assert found.scale_verdict.primary == "surveys.q.change.mean_difference"


LOW, HIGH = [1, 1, 2, 1, 2, 1, 1, 2, 1, 1, 1, 2], [3, 3, 3, 2, 3, 3, 2, 3, 3, 3, 2, 3]


@pytest.mark.parametrize(
    ("is_paired", "primary"), [(False, "superiority"), (True, "balance")], ids=["others", "same"]
)
def test_words_that_moved_up_are_higher(is_paired: bool, primary: str) -> None:
    for before, after, kind in (
        (LOW, HIGH, VerdictKind.INCREASE),
        (HIGH, LOW, VerdictKind.DECREASE),
        (LOW, LOW, VerdictKind.INCONCLUSIVE),
    ):
        outcome = outcome_of(survey_of(before, after, WORDS, is_paired=is_paired))
        (found,) = judge_surveys([outcome], beside=(), alpha=0.05)
        assert found.scale_verdict is not None
        assert found.scale_verdict.verdict is kind
        assert found.scale_verdict.primary == f"surveys.q.change.{primary}"


def test_what_was_not_tested_has_no_verdict() -> None:
    once = Survey(id="a", question="?", answers=Answers(yes=3, asked=8))
    half = Survey(id="b", question="?", before=Answers(yes=3, asked=8))
    alike = outcome_of(survey_of([1, 2, 3] * 4, [2, 3, 4] * 4, is_paired=True))
    outcomes: list[SurveyOutcome] = [estimate_survey(once), estimate_survey(half), alike]
    assert survey_p_values(outcomes) == []
    assert all(not item.verdicts for item in judge_surveys(outcomes, beside=(), alpha=0.05))


def test_surveys_and_comparisons_of_a_brief_are_one_family() -> None:
    data = full_dataset()
    outcomes = analyse(full_configuration(data, surveys=(paired("q", 8, 1),)), data)
    verdicts = [item for item in outcomes.verdicts if item.p_value is not None]
    assert verdicts[-1].comparison == "surveys.q"
    raw = [item.p_value for item in verdicts if item.p_value is not None]
    assert [item.p_adjusted for item in verdicts] == pytest.approx(list(holm(raw)), rel=1e-11)
    assert outcomes.quantities["verdicts.surveys.q.p_adjusted"].value == verdicts[-1].p_adjusted
    alone = analyse(full_configuration(data, surveys=()), data)
    assert alone.verdicts[0].p_adjusted != outcomes.verdicts[0].p_adjusted
