"""Survey answers that too few people gave for them to be told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.model.survey import PairedAnswers

if TYPE_CHECKING:
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.model.estimate import Refusal
    from reportgen.model.survey import Survey

_NOBODY = PairedAnswers(both=0, gained=0, lost=0, neither=0)


def is_small(survey: Survey, smallest: int) -> bool:
    """Return whether an answer of a survey was given by fewer than `smallest` people.

    All its answers are then kept back: of yes and no among those asked, either gives the
    other, and the test of paired answers gives those who changed theirs.
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
    """Return a survey that does not say how anybody answered."""
    is_paired = survey.paired is not None
    return replace(
        survey,
        paired=_NOBODY if is_paired else None,
        before=None,
        after=None,
        file=None,
        is_suppressed=True,
    )


def keep_back_survey(outcome: SurveyOutcome, refusal: Refusal) -> SurveyOutcome:
    """Return a survey's outcome without a number in it."""
    return replace(
        outcome,
        survey=without_answers(outcome.survey),
        before=refusal,
        after=refusal,
        difference=refusal,
        p_value=None,
    )
