"""What became of the actions that were open in the last edition, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.model.board import ActionStatus
from reportgen.model.prose import plain_text
from reportgen.narrative.board.days import day_words
from reportgen.narrative.numbers.number_text import month_text
from reportgen.narrative.phrases import compose, phrase

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.board import Action
    from reportgen.model.prose import Prose

OPEN, OVERDUE, UNKNOWN = "open", "overdue", "unknown"


def carried_heading(edition: date) -> str:
    """Return the heading of the actions of an earlier edition: ``Actions from January 2026``."""
    return plain_text(phrase("Actions from {month}", month=month_text(edition)))


def carried_status(action: Action | None, day: date) -> str:
    """Return what became of an action: its status, or ``open``, ``overdue`` or ``unknown``.

    Parameters
    ----------
    action : Action or None
        The same action in this edition, None if it is not there.
    day : date
        The date of this report.
    """
    if action is None:
        return UNKNOWN
    if action.status is not None:
        return action.status.value
    return OVERDUE if action.by is not None and action.by < day else OPEN


def carried_words(what: str, action: Action | None, day: date) -> Prose:
    """Return an action and what became of it: ``Guest survey: late, now September 2026``."""
    return phrase("{action}: {status}", action=what, status=_status(action, day))


def _status(action: Action | None, day: date) -> Prose:
    status = carried_status(action, day)
    if action is None:
        return phrase("nothing is reported of it")
    if status == ActionStatus.DONE:
        return compose(translated("done", context="action"))
    if status == ActionStatus.DROPPED:
        return compose(translated("dropped", context="action"))
    late = status == ActionStatus.LATE
    if action.by is None:
        return compose(translated("late", context="action")) if late else phrase("open")
    due = day_words(action.by)
    if late:
        return phrase("late, now by {date}", date=due)
    if status == OVERDUE:
        return phrase("overdue since {date}", date=due)
    return phrase("open, due by {date}", date=due)
