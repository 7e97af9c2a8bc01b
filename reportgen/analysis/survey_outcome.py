"""The outcome of one survey: the share of yes, its change, and answers on a scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.analysis.survey_scale import estimate_scale
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.survey import Answers
from reportgen.statistics.proportion import (
    difference_newcombe,
    difference_newcombe_paired,
    estimate_proportion,
    fisher_exact,
    mcnemar_exact,
)

if TYPE_CHECKING:
    from reportgen.analysis.survey_groups import DividedAnswers
    from reportgen.analysis.survey_scale import ScaleOutcome
    from reportgen.model.estimate import Estimate
    from reportgen.model.survey import PairedAnswers, Survey
    from reportgen.statistics.proportion import ProportionEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyOutcome:
    """Shares of yes before and after, their difference and its P value, and answers on a scale.

    The difference has a Newcombe interval: method 10 for independent groups, and for paired
    answers the method with the phi correction of his paper on paired data (both 1998).

    Attributes
    ----------
    before, after, difference
        None for a question without a share, or one that was asked once.
    overall : ProportionEstimate, Refusal or None
        The share of a question that was asked once.
    p_value : float or None
        That of McNemar's exact test for paired answers, of Fisher's exact test otherwise; None
        if there is no difference.
    method : str
        The test; empty for a question without two shares.
    scale : ScaleOutcome or None
        Means or medians, for a question with a scale.
    divided : DividedAnswers or None
        The answers by time, for the export of a form.
    """

    survey: Survey
    before: ProportionEstimate | Refusal | None = None
    after: ProportionEstimate | Refusal | None = None
    overall: ProportionEstimate | Refusal | None = None
    difference: Estimate | Refusal | None = None
    p_value: float | None = None
    method: str = ""
    scale: ScaleOutcome | None = None
    divided: DividedAnswers | None = None

    @property
    def is_paired(self) -> bool:
        """Return whether the same people answered both times."""
        return self.survey.paired is not None or (
            self.divided is not None and self.divided.is_paired
        )


def estimate_survey(
    survey: Survey, *, divided: DividedAnswers | None = None, confidence_level: float = 0.95
) -> SurveyOutcome:
    """Return the shares of yes with their difference, and the answers on a scale.

    Parameters
    ----------
    survey : Survey
        Paired answers are used if there are any, otherwise the two groups, otherwise the one. A
        single group of two gives a share and no difference.
    divided : DividedAnswers, optional
        The answers of a form by time, which are then counted.
    confidence_level : float
        Two-sided coverage, as a fraction of 1.
    """
    form = survey.form
    if divided is None or form is None:
        return _shares(survey, confidence_level)
    outcome = SurveyOutcome(survey=survey)
    if form.yes or form.scale is None:
        outcome = _shares(_counted(survey, divided), confidence_level)
    scale = None
    if form.scale is not None:
        scale = estimate_scale(divided, form.scale, confidence_level=confidence_level)
    return replace(outcome, scale=scale, divided=divided)


def _counted(survey: Survey, divided: DividedAnswers) -> Survey:
    """Return the survey with its answers counted."""
    groups = divided.groups
    if divided.is_paired:
        return replace(survey, paired=divided.pairs)
    if len(groups) == 1:
        return replace(survey, answers=groups[0].share)
    return replace(survey, before=groups[0].share, after=groups[1].share)


def _shares(survey: Survey, confidence_level: float) -> SurveyOutcome:
    if survey.paired is not None:
        return _paired(survey, survey.paired, confidence_level)
    if survey.answers is not None:
        return SurveyOutcome(survey=survey, overall=_share(survey.answers, confidence_level))
    return _two_groups(survey, confidence_level)


def _paired(survey: Survey, paired: PairedAnswers, confidence_level: float) -> SurveyOutcome:
    asked = paired.both + paired.gained + paired.lost + paired.neither
    difference: Estimate | Refusal = _NOT_ASKED
    if asked:
        difference = difference_newcombe_paired(paired, confidence_level=confidence_level)
    return SurveyOutcome(
        survey=survey,
        before=_share(Answers(yes=paired.both + paired.lost, asked=asked), confidence_level),
        after=_share(Answers(yes=paired.both + paired.gained, asked=asked), confidence_level),
        difference=difference,
        p_value=mcnemar_exact(paired.gained, paired.lost) if asked else None,
        method="mcnemar_exact",
    )


def _two_groups(survey: Survey, confidence_level: float) -> SurveyOutcome:
    before, after = survey.before, survey.after
    difference: Estimate | Refusal = Refusal(
        reason=gettext_noop("the question was not asked at both times")
    )
    p_value = None
    if before is not None and after is not None:
        difference = _NOT_ASKED
        if before.asked and after.asked:
            difference = difference_newcombe(before, after, confidence_level=confidence_level)
            p_value = fisher_exact(before, after)
    return SurveyOutcome(
        survey=survey,
        before=_share(before, confidence_level),
        after=_share(after, confidence_level),
        difference=difference,
        p_value=p_value,
        method="fisher_exact",
    )


_NOT_ASKED = Refusal(reason=gettext_noop("no one was asked"))


def _share(answers: Answers | None, confidence_level: float) -> ProportionEstimate | Refusal:
    if answers is None:
        return Refusal(reason=gettext_noop("the question was not asked then"))
    if answers.asked == 0:
        return _NOT_ASKED
    return estimate_proportion(answers.yes, answers.asked, confidence_level=confidence_level)
