"""Suppress the answers of surveys with small groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.model.survey import PairedAnswers

if TYPE_CHECKING:
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.model.estimate import Refusal
    from reportgen.model.survey import Survey

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
        for answers in (survey.before, survey.after):
            cells += [] if answers is None else [answers.yes, answers.asked - answers.yes]
    return survey.is_suppressed or any(count < smallest for count in cells)


def without_answers(survey: Survey) -> Survey:
    """Return a survey without its answers."""
    is_paired = survey.paired is not None
    return replace(
        survey,
        paired=_NO_ANSWERS if is_paired else None,
        before=None,
        after=None,
        file=None,
        is_suppressed=True,
    )


def suppress_survey(outcome: SurveyOutcome, refusal: Refusal) -> SurveyOutcome:
    """Return the outcome of a survey with all numbers replaced by a refusal."""
    return replace(
        outcome,
        survey=without_answers(outcome.survey),
        before=refusal,
        after=refusal,
        difference=refusal,
        p_value=None,
    )
