"""The words that make a claim in one language, and the contexts in which a number is none.

The words are data: `en.toml` and `es.toml`. Of other languages only digits are known.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reportgen.data.values.month_names import names_in
from reportgen.languages.catalogue import base_language
from reportgen.languages.current import translated, use_language
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import LEVEL_WORDS, SLOPE_WORDS, TURNED_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGES = ("en", "es")
"""The languages whose claim words are known."""

_DIGITS = r"\d(?:[\d.,'’\u2009\u202f\u00a0]*\d)?"
_NUMERAL = rf"(?:[£$€¥]\s?)?(?:{_DIGITS}|[¼-¾⅐-⅞])(?:\s?(?:%|‰|[£€$]))?"
# Not within a word, though a number may be: "None of" is no "one of".
_BEGINS = r"(?:(?<![^\W\d_])|(?![^\W\d_]))"
_FRAGMENT = re.compile(r"\{([A-Za-z]+)\}")
_SMALL = 20
# Names an alternative that begins with a verb in its base form.
_BASE = "~"


class ClaimKind(StrEnum):
    """What a word claims."""

    RISE = "rise"
    FALL = "fall"
    STABLE = "stable"
    COMPARE = "compare"
    RANK = "rank"
    QUANTITY = "quantity"
    CAUSE = "cause"
    STATISTICS = "statistics"
    FEELING = "feeling"
    NUMBER = "number"
    """A number in digits or words, of which the organization's text is the only source."""


_KINDS = {VerdictKind.INCREASE: ClaimKind.RISE, VerdictKind.DECREASE: ClaimKind.FALL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one language, as patterns.

    Attributes
    ----------
    verdict_words : mapping of ClaimKind to re.Pattern
        The words that briefs print for verdicts; longer ones, such as "grew more slowly", mean
        something else than the first of them.
    claims : mapping of ClaimKind to re.Pattern
        Words that claim whatever is before them.
    base_forms : mapping of ClaimKind to re.Pattern
        Verbs that claim nothing after *to*, *will* and the like, or at the beginning of a
        sentence, where they are an aim or an order.
    people, ahead, earlier, negation : re.Pattern
        A text that begins with *members*; ends with *will*; with *had*; has a *not*.
    facts : tuple of re.Pattern
        Contexts in which a number is a plain fact, such as a date.
    words : re.Pattern
        A number in words.
    values : mapping of str to int
        The number that each word stands for.
    alone : frozenset of str
        Words that are a pronoun or article as often as a number.
    """

    verdict_words: Mapping[ClaimKind, re.Pattern[str]]
    claims: Mapping[ClaimKind, re.Pattern[str]]
    base_forms: Mapping[ClaimKind, re.Pattern[str]]
    people: re.Pattern[str]
    ahead: re.Pattern[str]
    earlier: re.Pattern[str]
    negation: re.Pattern[str]
    facts: tuple[re.Pattern[str], ...]
    words: re.Pattern[str]
    values: Mapping[str, int]
    alone: frozenset[str]


NUMERAL = re.compile(_NUMERAL)
"""A number in digits, with its sign of currency or percent."""


@lru_cache(maxsize=8)
def lexicon(language: str) -> Lexicon:
    """Return the words of a language; of one without a list, those that hold in every language."""
    base = base_language(language)
    text = files(__package__).joinpath(f"{base if base in LANGUAGES else 'any'}.toml")
    data = tomllib.loads(text.read_text(encoding="utf-8"))
    values: dict[str, int] = data["numbers"]
    rules = data["language"]
    fragments = _fragments(data, values, rules["joins"], base)
    claims, base_forms = {}, {}
    for name, alternatives in data["claims"].items():
        plain = [item for item in alternatives if not item.startswith(_BASE)]
        verbs = [item.removeprefix(_BASE) for item in alternatives if item.startswith(_BASE)]
        claims[ClaimKind(name)] = _whole(plain, fragments)
        if verbs:
            base_forms[ClaimKind(name)] = _whole(verbs, fragments)
    return Lexicon(
        verdict_words=_verdict_words(base),
        claims=claims,
        base_forms=base_forms,
        people=re.compile(rf"\s+(?:\w+\s+)?{rules['people']}(?!\w)", re.IGNORECASE),
        ahead=re.compile(rf"(?<!\w){rules['ahead']}(?:\s+\w+ly)?\s+$", re.IGNORECASE),
        earlier=re.compile(rf"(?<!\w){rules['earlier']}(?:\s+\w+){{0,2}}\s+$", re.IGNORECASE),
        negation=re.compile(rf"(?<!\w)\w*{rules['not_negated']}(?!\w)", re.IGNORECASE),
        facts=tuple(
            re.compile(f"{_BEGINS}(?:{_filled(item, fragments)})", re.IGNORECASE | re.MULTILINE)
            for item in data["facts"]["patterns"]
        ),
        words=re.compile(rf"(?<!\w){fragments['W']}(?!\w)", re.IGNORECASE),
        values=values,
        alone=frozenset(rules["alone"]),
    )


def _verdict_words(language: str) -> dict[ClaimKind, re.Pattern[str]]:
    """Return the words of `claim_words`, so that one dictionary says what a verdict permits."""
    if language not in LANGUAGES:
        return {}
    said: dict[ClaimKind, list[str]] = {ClaimKind.RISE: [], ClaimKind.FALL: []}
    with use_language(language):
        by_course = ((verdict, words) for (verdict, _), words in SLOPE_WORDS.items())
        for verdict, words in (*by_course, *TURNED_WORDS.items(), *LEVEL_WORDS.items()):
            said[_KINDS[verdict]].append(re.escape(translated(words)))
    return {
        kind: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
        for kind, words in said.items()
    }


def _fragments(
    data: Mapping[str, Any], values: Mapping[str, int], joins: str, language: str
) -> dict[str, str]:
    """Return the named parts of patterns, of which some hold others."""
    word = _one_of(values) if values else r"(?!)"
    words = rf"(?:{word})(?:{joins}(?:{word}))*"
    small = _one_of(name for name, value in values.items() if 1 < value <= _SMALL)
    fragments = {
        "D": _DIGITS,
        "W": rf"(?:{words})(?!\w)",
        "N": rf"(?<![\w.,])(?:{_DIGITS}|(?:{words})(?!\w))",
        "S": rf"(?<![\w.,])(?:(?:1?\d|20)(?!\w|[.,]?\d|\s?%)|(?:{small or '(?!)'})(?!\w))",
        "M": _one_of(_month_forms(language)),
    }
    for name, item in data.get("fragments", {}).items():
        fragments[name] = _filled(item, fragments)
    return fragments


def _month_forms(language: str) -> Iterator[str]:
    for name in names_in(language):
        yield from (name, name.capitalize(), name.upper())


def _one_of(words: Any) -> str:
    # Longest first: a regular expression takes the first alternative that matches.
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _filled(pattern: str, fragments: Mapping[str, str]) -> str:
    return _FRAGMENT.sub(lambda found: fragments[found[1]], pattern)


def _whole(alternatives: list[str], fragments: Mapping[str, str]) -> re.Pattern[str]:
    joined = "|".join(_filled(item, fragments) for item in alternatives)
    # An alternative that ends with a sign of its own, such as a full stop, ends a word as well.
    return re.compile(rf"(?<!\w)(?:{joined or '(?!)'})(?!\w)", re.IGNORECASE)
