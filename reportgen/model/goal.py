"""SMART goals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.board import NO_VIEW, View

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.message import Step


SAME = 1e-12
"""Relative tolerance below which value and target are one number: three times 0.1 is 0.3."""


class TargetDirection(StrEnum):
    """The side of the target on which a goal is met."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class GoalStatus(StrEnum):
    """The status of a goal at the report date."""

    MET = "met"
    MET_LATE = "met_late"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    # docs/decisions/0002: without a forecast, neither `on_track` nor `at_risk` is justified.
    NOT_DUE = "not_due"
    """Not reached, not yet due, and no chance can be computed for its quantity."""
    MISSED = "missed"
    NOT_MEASURED = "not_measured"

    @property
    def is_reached(self) -> bool:
        """Return whether the target was reached, on time or late."""
        return self in (GoalStatus.MET, GoalStatus.MET_LATE)

    @property
    def is_final(self) -> bool:
        """Return whether no later value changes it, so that it is reported in the past tense."""
        return self.is_reached or self is GoalStatus.MISSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The M of SMART: a quantity id, its target and the direction.

    `target_for` is the period that the target is for, if the goal has one for each; `by_period`
    has all of these, oldest first.
    """

    quantity: str
    target: float
    direction: TargetDirection
    baseline: float | None = None
    target_for: Step | None = None
    by_period: tuple[tuple[float, Step], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A SMART goal with one field per letter; `measurable` is None if it names no number.

    `short` is its name in the text; empty if `specific` serves as one. `view` is what the
    organization says of it.
    """

    id: str
    specific: str
    measurable: Measure | None
    achievable: str
    relevant: str
    time_bound: date | None
    owner: str = ""
    short: str = ""
    view: View = NO_VIEW

    @property
    def due(self) -> date | None:
        """Return the day by which it is to be met: that of the goal, or of its target's period."""
        step = self.measurable.target_for if self.measurable else None
        return self.time_bound or (step.span.last if step else None)
