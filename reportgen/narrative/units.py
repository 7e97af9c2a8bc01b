"""Units in the singular, for the number one beside them."""

from __future__ import annotations

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message

_ONE = "one of a unit"
_SINGULARS = {
    "campaigns": gettext_noop("campaign", context=_ONE),
    "levels": gettext_noop("level", context=_ONE),
    "members": gettext_noop("member", context=_ONE),
    "months": gettext_noop("month", context=_ONE),
    "pairs": gettext_noop("pair", context=_ONE),
    # English keeps its plural, as published briefs have it: "-1 percentage points".
    "percentage points": gettext_noop("percentage points", context=_ONE),
    "roles": gettext_noop("role", context=_ONE),
    "signals": gettext_noop("signal", context=_ONE),
}
"""The units of the analysis itself; those of metrics come from the configuration."""

_RULES = "endings of plural words, each with what it becomes in the singular; the first fits"
_ENDINGS = gettext_noop("people=person, ies=y, ss=ss, s=", context=_RULES)


def singular(unit: str) -> str:
    """Return one of a unit in the current language: ``follower a month`` of followers a month."""
    if isinstance(unit, Message):  # a rate, whose unit is what is counted
        return translated(unit.template).format(unit=singular(str(unit.parts["unit"])))
    if unit in _SINGULARS:
        return translated(_SINGULARS[unit], context=_ONE)
    return _by_ending(translated(unit))


def _by_ending(words: str) -> str:
    """Return a unit of the configuration, which has the plural alone, with its first word singular.

    English and Spanish form most singulars by rule; a unit that fits none stays as it is.
    """
    first, space, rest = words.partition(" ")
    for rule in translated(_ENDINGS, context=_RULES).split(", "):
        plural, _, ending = rule.partition("=")
        if first.endswith(plural):
            return f"{first.removesuffix(plural)}{ending}{space}{rest}"
    return words
