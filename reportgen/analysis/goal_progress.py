"""How each SMART goal stands at the report date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.goal import Goal, GoalStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalProgress:
    """One goal's status with what it rests on.

    Attributes
    ----------
    value, gap : float or None
        The quantity's value, and target minus value (at_least) or value minus target
        (at_most): what is still missing; 0 or less where the goal is met.
    reached_on : date or None
        The first day on which the target was reached, where it can be known.
    chance_of_meeting : float or None
        A fraction of 1; None with a `chance_reason`.
    evidence : tuple of str
        Quantity ids.
    """

    goal: Goal
    status: GoalStatus
    value: float | None
    gap: float | None
    reached_on: date | None
    chance_of_meeting: float | None
    chance_reason: str
    reason: str
    evidence: tuple[str, ...]
