"""Decide what may be said of the differences between survey answers.

Their tests belong to the family of the brief: a brief with three comparisons and four questions
has seven chances of an accidental finding.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.analysis.reproducible_digits import reproducible
from reportgen.model.estimate import Estimate
from reportgen.model.quantity_ids import SurveyIds
from reportgen.model.verdict import Strength, Verdict, VerdictKind
from reportgen.statistics.intervals import excludes
from reportgen.statistics.multiplicity import holm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.analysis.survey_outcome import SurveyOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTest:
    """One test of a survey.

    Attributes
    ----------
    subject : str
        The subject of its verdict.
    estimate : Estimate
        The difference, whose null value is `null`.
    decided_by, primary : str
        The ids of its P value and of its estimate.
    """

    subject: str
    estimate: Estimate
    p_value: float
    decided_by: str
    primary: str
    null: float = 0.0


def survey_p_values(outcomes: Iterable[SurveyOutcome]) -> list[float]:
    """Return the P values of all tests of surveys, in their order."""
    return [test.p_value for outcome in outcomes for test in _tests(outcome)]


def judge_surveys(
    outcomes: Sequence[SurveyOutcome], *, beside: Sequence[float], alpha: float
) -> tuple[SurveyOutcome, ...]:
    """Return the outcomes with their verdicts, adjusted by Holm's method.

    Parameters
    ----------
    outcomes : sequence of SurveyOutcome
        All surveys of the brief.
    beside : sequence of float
        The deciding P values of the brief's comparisons.
    alpha : float
        Significance level as a fraction of 1.
    """
    own = survey_p_values(outcomes)
    adjusted = iter(holm([*beside, *own])[len(beside) :])
    judged = []
    for outcome in outcomes:
        verdicts = {
            test.subject: survey_verdict(test, next(adjusted), alpha=alpha)
            for test in _tests(outcome)
        }
        ids = SurveyIds(outcome.survey.id)
        judged.append(
            replace(outcome, verdict=verdicts.get(ids.stem), scale_verdict=verdicts.get(ids.scale))
        )
    return tuple(judged)


def survey_verdict(test: SurveyTest, p_adjusted: float, *, alpha: float) -> Verdict:
    """Return the verdict of one test.

    A finding has at most moderate strength: no one was asked who did not live through the change.
    """
    is_significant = p_adjusted < alpha
    kind = VerdictKind.INCONCLUSIVE
    if is_significant and test.estimate.estimate != test.null:
        is_higher = test.estimate.estimate > test.null
        kind = VerdictKind.INCREASE if is_higher else VerdictKind.DECREASE
    is_found = kind is not VerdictKind.INCONCLUSIVE
    return Verdict(
        comparison=test.subject,
        verdict=kind,
        strength=Strength.MODERATE if is_found else Strength.NONE,
        alpha=alpha,
        p_value=reproducible(test.p_value),
        p_adjusted=reproducible(p_adjusted),
        decided_by=test.decided_by,
        primary=test.primary,
        is_significant=is_significant,
        is_within_margin=False,
        is_blocked_by_holm=test.p_value < alpha <= p_adjusted
        and excludes(test.estimate, test.null),
    )


def _tests(outcome: SurveyOutcome) -> Iterator[SurveyTest]:
    """Yield the tests of a survey, that of its shares first."""
    ids, scale = SurveyIds(outcome.survey.id), outcome.scale
    compared = [(ids.stem, ids.p_value, outcome.p_value, outcome.difference, ids.difference, 0.0)]
    if scale is not None:
        compared += [
            (ids.scale, ids.scale_p_value, scale.p_value, estimate, primary, null)
            for estimate, primary, null in (
                (scale.difference, ids.mean_difference, 0.0),
                (scale.superiority, ids.superiority, 0.5),
                (scale.balance, ids.balance, 0.0),
            )
        ]
    for subject, decided_by, p_value, estimate, primary, null in compared:
        if isinstance(estimate, Estimate) and p_value is not None:
            yield SurveyTest(
                subject=subject,
                estimate=estimate,
                p_value=p_value,
                decided_by=decided_by,
                primary=primary,
                null=null,
            )
