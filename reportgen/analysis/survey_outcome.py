"""The change of the share of yes between two surveys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    from reportgen.model.estimate import Estimate
    from reportgen.model.survey import PairedAnswers, Survey
    from reportgen.statistics.proportion import ProportionEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyOutcome:
    """Shares of yes before and after, their difference, and its P value.

    The difference has a Newcombe interval: method 10 for independent groups, and for paired
    answers the method with the phi correction of his paper on paired data (both 1998). The
    P value is that of McNemar's exact test for paired answers, of Fisher's exact test otherwise,
    or None if there is no difference.
    """

    survey: Survey
    before: ProportionEstimate | Refusal
    after: ProportionEstimate | Refusal
    difference: Estimate | Refusal
    p_value: float | None
    method: str


def estimate_survey(survey: Survey, *, confidence_level: float = 0.95) -> SurveyOutcome:
    """Return the shares of yes before and after with their difference.

    Paired answers are used if there are any, otherwise the two groups. A single group gives a
    share and no difference.
    """
    if survey.paired is not None:
        return _paired(survey, survey.paired, confidence_level)
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


_NOT_ASKED = Refusal(reason=gettext_noop("nobody was asked"))


def _share(answers: Answers | None, confidence_level: float) -> ProportionEstimate | Refusal:
    if answers is None:
        return Refusal(reason=gettext_noop("the question was not asked then"))
    if answers.asked == 0:
        return _NOT_ASKED
    return estimate_proportion(answers.yes, answers.asked, confidence_level=confidence_level)
