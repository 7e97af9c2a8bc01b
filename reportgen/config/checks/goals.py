"""Check goals for missing SMART criteria (advice, never an error)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.config.checks.checker import Checker
    from reportgen.config.schema.plan import GoalSchema

_LETTERS = {
    "measurable": "a number that shows whether it is reached",
    "achievable": "why it can be reached",
    "relevant": "why it matters",
    "time_bound": "by when",
}


def check_goal_letters(checker: Checker) -> None:
    """Add advice for each goal that lacks SMART criteria."""
    for index, goal in enumerate(checker.schema.goals):
        absent = open_letters(goal)
        if absent:
            named = ", ".join(f"`{key}`" for key in absent)
            meant = "; ".join(f"{key}: {_LETTERS[key]}" for key in absent)
            checker.advice(
                "CFG060",
                f"goal `{goal.id}` is not SMART yet: it lacks {named}",
                ("goals", index),
                meant,
                note="a goal without a number is reported as not measured"
                if "measurable" in absent
                else "",
            )


def open_letters(goal: GoalSchema) -> tuple[str, ...]:
    """Return the empty SMART keys of a goal, in the order of the letters."""
    return tuple(key for key in _LETTERS if not getattr(goal, key))
