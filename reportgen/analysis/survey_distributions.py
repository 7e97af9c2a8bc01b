"""Which distributions of answers a figure shows: those of questions with the same scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.quantity_ids import SurveyIds

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.analysis.survey_groups import AnswerGroup
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.model.survey import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How many gave each answer of the scale, at one time."""

    group: AnswerGroup
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """Return the number of answers."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDistributions:
    """The distributions of one question, the earlier time first."""

    outcome: SurveyOutcome
    times: tuple[Distribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleDistributions:
    """All questions with one scale.

    Attributes
    ----------
    key : str
        The key of their figure, after that of their first question.
    """

    key: str
    scale: Scale
    questions: tuple[QuestionDistributions, ...]


def scale_distributions(
    outcomes: Outcomes, *, smallest_group: int | None
) -> tuple[ScaleDistributions, ...]:
    """Return the distributions to draw, by scale, in the order of the configuration.

    A question is left out if an answer was given by fewer than `smallest_group` people, because
    a bar shows each of its parts.
    """
    found: dict[Scale, list[QuestionDistributions]] = {}
    for outcome in outcomes.surveys:
        if outcome.scale is None or outcome.divided is None:
            continue
        scale = outcome.scale.scale
        times = tuple(
            Distribution(group=group, counts=group.counts(scale))
            for group in outcome.divided.groups
            if group.answers
        )
        least = min((count for time in times for count in time.counts), default=None)
        if least is not None and (smallest_group is None or least >= smallest_group):
            question = QuestionDistributions(outcome=outcome, times=times)
            found.setdefault(scale, []).append(question)
    return tuple(
        ScaleDistributions(
            key=SurveyIds(questions[0].outcome.survey.id).stem,
            scale=scale,
            questions=tuple(questions),
        )
        for scale, questions in found.items()
    )
