"""Month names of many languages, from the CLDR as Babel carries it."""

from __future__ import annotations

import calendar
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ENGLISH: Mapping[str, int] = {
    name: number
    for number in range(1, 13)
    for name in (
        calendar.month_name[number].casefold(),
        calendar.month_abbr[number].casefold(),
    )
} | {"sept": 9}

# Languages with Latin, Greek, Cyrillic, Arabic or Hebrew letters in which organizations keep
# tables; Chinese, Japanese and Korean dates are written with digits. The order has no effect on
# what is read: two languages that read a column differently are reported as ambiguous.
LANGUAGES = (
    *("de", "es", "fr", "it", "pt", "nl", "ca", "gl", "eu", "ro", "sv", "da", "nb", "fi", "is"),
    *("pl", "cs", "sk", "sl", "hr", "sr", "bs", "mk", "bg", "uk", "ru", "lt", "lv", "et", "hu"),
    *("sq", "el", "tr", "az", "cy", "ga", "mt", "af", "sw", "id", "ms", "vi", "ar", "he", "fa"),
    *("hi", "bn", "ta"),
)


@lru_cache(maxsize=64)
def names_in(language: str) -> Mapping[str, int]:
    """Return the months of a language by name: wide and abbreviated, in lower case.

    A language that Babel does not know has none.
    """
    if language.split("-", maxsplit=1)[0] == "en":
        return ENGLISH
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.casefold().rstrip("."): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in locale.months[context][width].items()
    }


def languages_of(words: Iterable[str], preferred: str) -> tuple[str, ...]:
    """Return the languages in which all words name months.

    The preferred one alone where it has them all; else those that differ in what a word means,
    one each.
    """
    wanted = {word.casefold().rstrip(".") for word in words}
    if wanted <= names_in(preferred).keys():
        return (preferred,)
    found: dict[tuple[int, ...], str] = {}
    for language in LANGUAGES:
        names = names_in(language)
        if wanted <= names.keys():
            found.setdefault(tuple(names[word] for word in sorted(wanted)), language)
    return tuple(found.values())
