"""Title of a board brief; every count in it is also in the table of goals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop, ngettext_noop
from reportgen.model.goal import GoalStatus
from reportgen.narrative.numbers.number_words import number_in_words
from reportgen.narrative.phrases import (
    capitalized,
    compose,
    counted,
    enumerated,
    phrase,
)

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.configuration import Configuration
    from reportgen.model.prose import Prose
    from reportgen.narrative.statement import Narrative

_NEEDS_ATTENTION = (GoalStatus.AT_RISK, GoalStatus.MISSED)


def board_title(configuration: Configuration, outcomes: Outcomes, narrative: Narrative) -> Prose:
    """Return how many goals are met and what needs attention; without goals, the neutral title."""
    if not outcomes.goals:
        return narrative.title
    statuses = Counter(item.status for item in outcomes.goals)
    behind = sum(statuses[status] for status in _NEEDS_ATTENTION)
    needs = []
    if behind:
        words = number_in_words(behind)
        clause = (
            phrase("it needs attention")  # "one" would be one of several
            if len(outcomes.goals) == 1
            else counted(
                "{number} needs attention", "{number} need attention", behind, number=words
            )
        )
        needs.append(clause)
    if configuration.brief.decision.strip():
        needs.append(phrase("a decision is asked"))
    verdict = _verdict(statuses, len(outcomes.goals))
    return capitalized(compose(verdict, "; " if needs else "", enumerated(needs)))


def _verdict(statuses: Counter[GoalStatus], total: int) -> Prose:
    """Return ``three of six goals are met or on track``."""
    met = sum(statuses[status] for status in GoalStatus if status.is_reached)
    on_track = statuses[GoalStatus.ON_TRACK]
    good = met + on_track
    if total == 1:
        return phrase(_OF_ONE[next(iter(statuses))])
    words = number_in_words(total)
    if not good:
        return phrase("none of {total} goals is met or on track", total=words)
    if good == total:
        if total == 2:  # "both", not "all two"
            return phrase(_BOTH[bool(met), bool(on_track)])
        return phrase(_ALL[bool(met), bool(on_track)], total=words)
    one, many = _SOME[bool(met), bool(on_track)]
    return counted(one, many, good, good=number_in_words(good), total=words)


_OF_ONE = {
    GoalStatus.MET: gettext_noop("the goal is met"),
    GoalStatus.MET_LATE: gettext_noop("the goal is met"),
    GoalStatus.ON_TRACK: gettext_noop("the goal is on track"),
    GoalStatus.AT_RISK: gettext_noop("the goal is at risk"),
    GoalStatus.NOT_DUE: gettext_noop("the goal is not yet due"),
    GoalStatus.MISSED: gettext_noop("the goal is missed"),
    GoalStatus.NOT_MEASURED: gettext_noop("the goal is not measured"),
}
_BOTH = {
    (True, True): gettext_noop("both goals are met or on track"),
    (False, True): gettext_noop("both goals are on track"),
    (True, False): gettext_noop("both goals are met"),
}
_ALL = {
    (True, True): gettext_noop("all {total} goals are met or on track"),
    (False, True): gettext_noop("all {total} goals are on track"),
    (True, False): gettext_noop("all {total} goals are met"),
}
_SOME = {
    (True, True): ngettext_noop(
        "{good} of {total} goals is met or on track", "{good} of {total} goals are met or on track"
    ),
    (False, True): ngettext_noop(
        "{good} of {total} goals is on track", "{good} of {total} goals are on track"
    ),
    (True, False): ngettext_noop(
        "{good} of {total} goals is met", "{good} of {total} goals are met"
    ),
}
"""Keyed by whether any goal is met and whether any is on track."""
