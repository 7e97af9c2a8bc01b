"""What the organization itself says in a board report: asks, reasons, plans, front sheet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.frequency import DateSpan


class Length(StrEnum):
    """How much of a brief is printed."""

    SHORT = "short"
    """The pages that are read in a meeting; the rest is evidence for a screen."""
    FULL = "full"


class AskKind(StrEnum):
    """What a board is asked to do."""

    APPROVE = "approve"
    DECIDE = "decide"
    ASSURANCE = "assurance"
    NOTE = "note"

    @property
    def is_decision(self) -> bool:
        """Return whether something is voted on, which has a reason, a cost and alternatives."""
        return self in (AskKind.APPROVE, AskKind.DECIDE)


class ActionStatus(StrEnum):
    """What became of an action, by what the organization says."""

    DONE = "done"
    LATE = "late"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount as the organization states it.

    Attributes
    ----------
    value : float or None
        The number; None for a text that is no number alone: ``4,000 a year``.
    text : str
        As typed; empty for a number, which is printed in the style of the brief.
    """

    value: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing that a board is asked; an empty text or None is not given.

    Attributes
    ----------
    what, reason, alternatives, otherwise, how_known : str
        Markdown: what is asked, why, what else was considered, what happens without it, and how
        the board will know that it has worked.
    cost, reserve_before, reserve_after, reserve_minimum : Amount or None
        Money, in `currency` where the amount is a plain number.
    by : date or None
        The day by which the board must have decided.
    proposed_by : str
        A person, a role or a group, as printed.
    supported_by : tuple of str
    """

    kind: AskKind
    what: str
    reason: str = ""
    currency: str | None = None
    cost: Amount | None = None
    reserve_before: Amount | None = None
    reserve_after: Amount | None = None
    reserve_minimum: Amount | None = None
    alternatives: str = ""
    by: date | None = None
    otherwise: str = ""
    how_known: str = ""
    proposed_by: str = ""
    supported_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontSheet:
    """The front sheet of a board paper; what is empty is left out."""

    paper: str = ""
    item: str = ""
    meeting: date | None = None
    sponsor: str = ""
    considered_by: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What is being done, by whom, and by when; `status` is None while it is open."""

    what: str
    who: str = ""
    by: date | None = None
    status: ActionStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """When a metric or goal is expected back on track, or what else is expected of it."""

    span: DateSpan | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The organization's own view of a metric or a goal, which is no finding.

    Attributes
    ----------
    why : str
        Markdown: the reason that the organization sees.
    actions : tuple of Action
        What comes next, in the order of the file.
    expected : Expectation or None
    """

    why: str = ""
    actions: tuple[Action, ...] = ()
    expected: Expectation | None = None

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is said."""
        return not self.why.strip() and not self.actions and self.expected is None


NO_VIEW = View()
"""Nothing is said."""
