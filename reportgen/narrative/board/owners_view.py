"""What the organization says of a metric or goal, in words: why, what is next, what is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.board import ActionStatus
from reportgen.model.prose import plain_text
from reportgen.narrative.board.days import day_words
from reportgen.narrative.phrases import compose, listed, phrase
from reportgen.narrative.topics.goal_measures import due_text

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.board import Action, Expectation
    from reportgen.model.prose import Prose

STATUS_WORDS = {
    ActionStatus.DONE: gettext_noop("done", context="action"),
    ActionStatus.LATE: gettext_noop("late", context="action"),
    ActionStatus.DROPPED: gettext_noop("dropped", context="action"),
}


def why_label(owner: str) -> str:
    """Return whose view the reason is: ``Why: Night team’s view``."""
    if not owner:
        return translated("Why: our view")
    if owner.endswith("s"):
        return plain_text(phrase("Why: {owner}’ view", owner=owner))
    return plain_text(phrase("Why: {owner}’s view", owner=owner))


def next_label() -> str:
    """Return the label of what is being done."""
    return translated("Next")


def expected_label(expected: Expectation | None) -> str:
    """Return the label of what is expected: a date is when it is back on track."""
    is_date = expected is not None and expected.span is not None
    return translated("Back on track:") if is_date else translated("Expected:")


def expected_words(expected: Expectation | None) -> Prose:
    """Return what is expected; empty if nothing is."""
    if expected is None:
        return ()
    return compose(due_text(expected.span.last) if expected.span else expected.words)


def action_details(action: Action, day: date) -> Prose:
    """Return who does it and by when, and what became of it: ``Night team, by 1 October 2026``.

    Parameters
    ----------
    day : date
        The date of the report; an open action that was due before it is said to be overdue.
    """
    return listed([part for part in (action.who, _when(action, day)) if part], ", ")


def _when(action: Action, day: date) -> Prose:
    if action.status in (ActionStatus.DONE, ActionStatus.DROPPED):
        return compose(translated(STATUS_WORDS[action.status], context="action"))
    if action.by is None:
        return compose(translated("late", context="action")) if action.status else ()
    due = day_words(action.by)
    if action.status is ActionStatus.LATE:
        return phrase("late, now by {date}", date=due)
    if action.by < day:
        return phrase("overdue since {date}", date=due)
    return phrase("by {date}", date=due)
