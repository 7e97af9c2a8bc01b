"""Suppress the answers of surveys with small groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.survey_outcome import ShareTest, SurveyOutcome
from reportgen.model.estimate import Refusal
from reportgen.model.survey import Answers, PairedAnswers

if TYPE_CHECKING:
    from reportgen.model.survey import Survey

_NOBODY = Answers(yes=0, asked=0)
_NO_ANSWERS = PairedAnswers(both=0, gained=0, lost=0, neither=0)


def is_small(survey: Survey, smallest: int) -> bool:
    """Return whether any answer of a survey was given by fewer than `smallest` people.

    All of its answers are then suppressed: given the number asked, yes and no reveal each other,
    and the P value of paired answers reveals how many changed theirs.
    """
    cells: list[int] = []
    if survey.paired is not None:
        paired = survey.paired
        cells += [paired.both, paired.gained, paired.lost, paired.neither]
    else:
        for answers in (survey.before, survey.after, survey.answers):
            cells += [] if answers is None else [answers.yes, answers.asked - answers.yes]
    return survey.is_suppressed or any(count < smallest for count in cells)


def has_small_groups(outcome: SurveyOutcome, smallest: int) -> bool:
    """Return whether a survey must be suppressed, also because of its answers on a scale.

    A mean of at least `smallest` answers reveals none of them, unless all are equal. Medians
    and tests by ranks of few answers are those of single people.
    """
    if is_small(outcome.survey, smallest):
        return True
    divided, scale = outcome.divided, outcome.scale
    groups = divided.groups if divided is not None else ()
    if any(len(group.answers) < smallest for group in groups):
        return True
    if scale is None:
        return False
    if any(len(set(group.steps)) < 2 for group in groups):
        return True
    if scale.higher is None or scale.lower is None:
        return False
    higher, lower = scale.higher.successes, scale.lower.successes
    return min(higher, lower, scale.higher.trials - higher - lower) < smallest


def without_answers(survey: Survey, *, is_paired: bool = False, is_single: bool = False) -> Survey:
    """Return a survey without its answers, paired or asked once as it was."""
    is_paired = is_paired or survey.paired is not None
    is_single = is_single or survey.answers is not None
    return replace(
        survey,
        paired=_NO_ANSWERS if is_paired else None,
        before=None,
        after=None,
        answers=_NOBODY if is_single else None,
        file=None,
        form=None,
        form_answers=(),
        is_suppressed=True,
    )


def suppress_survey(outcome: SurveyOutcome, refusal: Refusal) -> SurveyOutcome:
    """Return the outcome of a survey with all numbers replaced by a refusal."""
    is_single = outcome.divided is not None and len(outcome.divided.groups) == 1
    survey = without_answers(outcome.survey, is_paired=outcome.is_paired, is_single=is_single)
    if survey.answers is not None:
        return SurveyOutcome(survey=survey, overall=refusal)
    return SurveyOutcome(
        survey=survey,
        before=refusal,
        after=refusal,
        difference=refusal,
        test=ShareTest.PAIRED if survey.paired is not None else ShareTest.GROUPS,
    )


def without_extremes(outcome: SurveyOutcome) -> SurveyOutcome:
    """Return the outcome without intervals of medians, whose bounds are single answers."""
    scale = outcome.scale
    if scale is None or scale.has_means:
        return outcome
    centres = tuple(
        item if isinstance(item, Refusal) else replace(item, ci_low=None, ci_high=None)
        for item in scale.centres
    )
    return replace(outcome, scale=replace(scale, centres=centres))
