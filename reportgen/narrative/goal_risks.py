"""Goals that need attention: what is missing to them, and who answers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.goal import GoalStatus, TargetDirection
from reportgen.model.quantity_ids import GoalIds
from reportgen.narrative.message_text import message_text
from reportgen.narrative.phrases import compose, paragraph, phrase, sentence
from reportgen.narrative.topics.goals import goal_name

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter

# Not measured is a risk as well: the board can't see whether the goal is met.
_RISKS = (GoalStatus.MISSED, GoalStatus.AT_RISK, GoalStatus.NOT_MEASURED)


def describe_risks(formatter: QuantityFormatter) -> tuple[Prose, ...]:
    """Return what the table of goals leaves out of each that is missed, at risk or not measured.

    Its status and chance are there; here are the gap or the reason, and who answers for it.
    """
    risks = (_risk(formatter, item) for item in formatter.outcomes.goals if item.status in _RISKS)
    return tuple(risk for risk in risks if risk)


def _risk(formatter: QuantityFormatter, progress: GoalProgress) -> Prose:
    ids, measure = GoalIds(progress.goal.id), progress.goal.measurable
    goal, owner = goal_name(progress), progress.goal.owner.strip().rstrip(".")
    answers = phrase("{owner} answers for it", owner=owner) if owner else ()
    known: Prose = ()
    if progress.status is GoalStatus.NOT_MEASURED:
        known = compose(message_text(formatter, progress.reason).rstrip("."))
    elif measure is not None and formatter.has(ids.gap):
        is_floor = measure.direction is TargetDirection.AT_LEAST
        known = phrase(_SHORT if is_floor else _OVER, gap=formatter.measured(ids.gap))
    if not known:
        return sentence(phrase(_OF_GOAL, goal=goal, known=answers)) if answers else ()
    return paragraph(sentence(phrase(_OF_GOAL, goal=goal, known=known)), sentence(answers))


_OF_GOAL = gettext_noop("{goal}: {known}")
_SHORT = gettext_noop("{gap} short of the target")
_OVER = gettext_noop("{gap} over the target")
