"""Goals that need attention: what is missing to them, and who answers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.goal import GoalStatus, TargetDirection
from reportgen.model.quantity_ids import GoalIds
from reportgen.narrative.message_text import message_text
from reportgen.narrative.phrases import bracketed, compose, paragraph, phrase, sentence
from reportgen.narrative.topics.goals import goal_name, status_claim

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.prose import Claim, Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter

# Not measured is a risk as well: the board can't see whether the goal is met.
_RISKS = (GoalStatus.MISSED, GoalStatus.AT_RISK, GoalStatus.NOT_MEASURED)


def describe_risks(formatter: QuantityFormatter) -> tuple[Prose, ...]:
    """Return one paragraph for each goal that is missed, at risk or not measured."""
    risks = (item for item in formatter.outcomes.goals if item.status in _RISKS)
    return tuple(_risk(formatter, item) for item in risks)


def _risk(formatter: QuantityFormatter, progress: GoalProgress) -> Prose:
    ids, measure = GoalIds(progress.goal.id), progress.goal.measurable
    parts: dict[str, str | Prose | Claim] = {
        "goal": goal_name(progress),
        "status": status_claim(progress),
    }
    template = _BARE
    if progress.status is GoalStatus.NOT_MEASURED:
        template = _WITH_REASON
        parts["reason"] = message_text(formatter, progress.reason).rstrip(".")
    elif measure is not None and formatter.has(ids.gap):
        is_floor = measure.direction is TargetDirection.AT_LEAST
        template = _SHORT if is_floor else _OVER
        parts["gap"] = formatter.measured(ids.gap)
    chance = (
        phrase("chance: {chance}", chance=formatter.number(ids.chance))
        if progress.status is GoalStatus.AT_RISK and formatter.has(ids.chance)
        else ()
    )
    owner = progress.goal.owner.strip().rstrip(".")
    return paragraph(
        sentence(compose(phrase(template, parts), bracketed(chance))),
        sentence(phrase("{owner} answers for it", owner=owner)) if owner else (),
    )


_BARE = gettext_noop("{goal}: {status}")
_WITH_REASON = gettext_noop("{goal}: {status} ({reason})")
_SHORT = gettext_noop("{goal}: {status}, {gap} short of the target")
_OVER = gettext_noop("{goal}: {status}, {gap} over the target")
