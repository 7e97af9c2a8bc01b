"""The outcome of one survey: the share of yes, its change, and answers on a scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.analysis.survey_scale import estimate_scale
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.survey import Answers
from reportgen.statistics.answers.proportion import estimate_proportion
from reportgen.statistics.answers.share_difference import compare_paired_shares, compare_shares

if TYPE_CHECKING:
    from reportgen.analysis.survey_groups import DividedAnswers
    from reportgen.analysis.survey_scale import ScaleOutcome
    from reportgen.model.estimate import Estimate
    from reportgen.model.survey import PairedAnswers, Survey
    from reportgen.model.verdict import Verdict
    from reportgen.statistics.answers.inverted_tests import ExactDifference
    from reportgen.statistics.answers.proportion import ProportionEstimate


class ShareTest(StrEnum):
    """How the shares of two times are compared."""

    PAIRED = "paired"
    GROUPS = "groups"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyOutcome:
    """Shares of yes before and after, their difference and its P value, and answers on a scale.

    The interval of the difference inverts the test, so they never contradict each other.

    Attributes
    ----------
    before, after, difference
        None for a question without a share, or one that was asked once.
    overall : ProportionEstimate, Refusal or None
        The share of a question that was asked once.
    p_value : float or None
        None if there is no difference.
    test : ShareTest
        ``NONE`` for a question without two shares.
    scale : ScaleOutcome or None
        Means or medians, for a question with a scale.
    divided : DividedAnswers or None
        The answers by time, for the export of a form.
    verdict, scale_verdict : Verdict or None
        What may be said of the difference of the shares, and of that of the answers on a scale,
        after adjustment for all tests of the brief; None without a test.
    """

    survey: Survey
    before: ProportionEstimate | Refusal | None = None
    after: ProportionEstimate | Refusal | None = None
    overall: ProportionEstimate | Refusal | None = None
    difference: Estimate | Refusal | None = None
    p_value: float | None = None
    test: ShareTest = ShareTest.NONE
    scale: ScaleOutcome | None = None
    divided: DividedAnswers | None = None
    verdict: Verdict | None = None
    scale_verdict: Verdict | None = None

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return the verdicts on shares and scale, of those that were tested."""
        return tuple(item for item in (self.verdict, self.scale_verdict) if item is not None)

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
    compared: ExactDifference | Refusal = _NOT_ASKED
    if asked:
        compared = compare_paired_shares(
            paired.gained, paired.lost, asked, confidence_level=confidence_level
        )
    outcome = SurveyOutcome(
        survey=survey,
        before=_share(Answers(yes=paired.both + paired.lost, asked=asked), confidence_level),
        after=_share(Answers(yes=paired.both + paired.gained, asked=asked), confidence_level),
        test=ShareTest.PAIRED,
    )
    return _with_difference(outcome, compared)


def _two_groups(survey: Survey, confidence_level: float) -> SurveyOutcome:
    before, after = survey.before, survey.after
    compared: ExactDifference | Refusal = Refusal(
        reason=gettext_noop("the question was not asked at both times")
    )
    if before is not None and after is not None:
        compared = _NOT_ASKED
        if before.asked and after.asked:
            compared = compare_shares(before, after, confidence_level=confidence_level)
    outcome = SurveyOutcome(
        survey=survey,
        before=_share(before, confidence_level),
        after=_share(after, confidence_level),
        test=ShareTest.GROUPS,
    )
    return _with_difference(outcome, compared)


def _with_difference(outcome: SurveyOutcome, compared: ExactDifference | Refusal) -> SurveyOutcome:
    if isinstance(compared, Refusal):
        return replace(outcome, difference=compared)
    return replace(outcome, difference=compared.difference, p_value=compared.p_value)


_NOT_ASKED = Refusal(reason=gettext_noop("no one was asked"))


def _share(answers: Answers | None, confidence_level: float) -> ProportionEstimate | Refusal:
    if answers is None:
        return Refusal(reason=gettext_noop("the question was not asked then"))
    if answers.asked == 0:
        return _NOT_ASKED
    return estimate_proportion(answers.yes, answers.asked, confidence_level=confidence_level)
