"""Labels of verdicts, strengths of evidence and goal statuses."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.languages.current import translated, translated_count
from reportgen.languages.gettext_noop import gettext_noop, ngettext_noop
from reportgen.model.goal import GoalStatus
from reportgen.model.verdict import Strength, VerdictKind

_VERDICT_WORDS = {
    VerdictKind.INCREASE: gettext_noop("Increase"),
    VerdictKind.DECREASE: gettext_noop("Decrease"),
    VerdictKind.EQUIVALENT: gettext_noop("Within the margin"),
    VerdictKind.INCONCLUSIVE: gettext_noop("Inconclusive"),
    VerdictKind.NOT_ASSESSABLE: gettext_noop("Not assessable"),
}

_STRENGTH_WORDS = {
    Strength.STRONG: gettext_noop("strong evidence"),
    Strength.MODERATE: gettext_noop("moderate evidence"),
    Strength.WEAK: gettext_noop("weak evidence"),
    Strength.FRAGILE: gettext_noop("fragile evidence"),
    Strength.NONE: "",  # printed as an empty cell; gettext reserves the empty message
}

# Keeps "met" in a sentence apart from the label, because translations may inflect it.
_IN_SENTENCE = "status of a goal"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWords:
    """The wordings of one goal status.

    Attributes
    ----------
    label : str
        In a table, and before the result of a goal.
    in_sentence : str
        After ``was``; a separate message, because some languages inflect it to agree with *goal*.
    counted : (str, str)
        After a count of one goal and of several.
    meaning : str
        In the legend below a table.
    """

    label: str
    in_sentence: str
    counted: tuple[str, str]
    meaning: str


STATUS_WORDS = {
    GoalStatus.MET: StatusWords(
        label=gettext_noop("Met"),
        in_sentence=gettext_noop("met", context=_IN_SENTENCE),
        counted=ngettext_noop("{count} met", "{count} met"),
        meaning=gettext_noop("reached in time"),
    ),
    GoalStatus.MET_LATE: StatusWords(
        label=gettext_noop("Met late"),
        in_sentence=gettext_noop("met late", context=_IN_SENTENCE),
        counted=ngettext_noop("{count} met late", "{count} met late"),
        meaning=gettext_noop("reached after its date"),
    ),
    GoalStatus.ON_TRACK: StatusWords(
        label=gettext_noop("On track"),
        in_sentence=gettext_noop("on track", context=_IN_SENTENCE),
        counted=ngettext_noop("{count} on track", "{count} on track"),
        meaning=gettext_noop("an even chance or better"),
    ),
    GoalStatus.AT_RISK: StatusWords(
        label=gettext_noop("At risk"),
        in_sentence=gettext_noop("at risk", context=_IN_SENTENCE),
        counted=ngettext_noop("{count} at risk", "{count} at risk"),
        meaning=gettext_noop("less than an even chance"),
    ),
    GoalStatus.NOT_DUE: StatusWords(
        label=gettext_noop("Not yet due"),
        in_sentence=gettext_noop("not yet due", context=_IN_SENTENCE),
        counted=ngettext_noop("{count} not yet due", "{count} not yet due"),
        meaning=gettext_noop("still has time; no forecast"),
    ),
    GoalStatus.MISSED: StatusWords(
        label=gettext_noop("Missed"),
        in_sentence=gettext_noop("missed", context=_IN_SENTENCE),
        counted=ngettext_noop("{count} missed", "{count} missed"),
        meaning=gettext_noop("not reached by its date"),
    ),
    GoalStatus.NOT_MEASURED: StatusWords(
        label=gettext_noop("Not measured"),
        in_sentence=gettext_noop("not measured", context=_IN_SENTENCE),
        counted=ngettext_noop("{count} not measured", "{count} not measured"),
        meaning=gettext_noop("no number to judge by"),
    ),
}
"""For tables, sentences, figures and the portfolio.

Each status also has a shape in ``tokens.toml``, so that it is never conveyed by color alone.
"""


def verdict_word(kind: VerdictKind) -> str:
    """Return the label of a verdict in tables."""
    return translated(_VERDICT_WORDS[kind])


def strength_word(strength: Strength) -> str:
    """Return the label of a strength of evidence in tables; empty for none."""
    word = _STRENGTH_WORDS[strength]
    return translated(word) if word else ""


def status_word(status: GoalStatus) -> str:
    """Return the label of a goal status."""
    return translated(STATUS_WORDS[status].label)


def status_in_sentence(status: GoalStatus) -> str:
    """Return a goal status as it follows ``was``."""
    return translated(STATUS_WORDS[status].in_sentence, context=_IN_SENTENCE)


def status_count(status: GoalStatus, count: int) -> str:
    """Return how many goals have a status: ``2 on track``."""
    return translated_count(*STATUS_WORDS[status].counted, count).format(count=count)


def status_meaning(status: GoalStatus) -> str:
    """Return the meaning of a status, for the legend below a table."""
    return translated(STATUS_WORDS[status].meaning)
