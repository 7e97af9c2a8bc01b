"""Small numbers as words."""

from __future__ import annotations

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop

_COUNTED = "a number of goals, in words"
_NUMBER_WORDS = (
    gettext_noop("none", context=_COUNTED),
    gettext_noop("one", context=_COUNTED),
    gettext_noop("two", context=_COUNTED),
    gettext_noop("three", context=_COUNTED),
    gettext_noop("four", context=_COUNTED),
    gettext_noop("five", context=_COUNTED),
    gettext_noop("six", context=_COUNTED),
    gettext_noop("seven", context=_COUNTED),
    gettext_noop("eight", context=_COUNTED),
    gettext_noop("nine", context=_COUNTED),
)


def number_in_words(count: int) -> str:
    """Return a number below 10 as a word, so that a title does not start with a digit."""
    if count >= len(_NUMBER_WORDS):
        return str(count)
    return translated(_NUMBER_WORDS[count], context=_COUNTED)


def in_100(level: float) -> str:
    """Return a level, a whole percentage, as the number of cases in 100."""
    return f"{level * 100:.0f}"
