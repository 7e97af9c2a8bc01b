"""Find claim words in the author's own text that no verdict supports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop

# Patterns are messages, so that a translation supplies the words of its language.
_PATTERN = "a pattern of words to be warned of, without braces"
_STATISTICAL = gettext_noop(
    r"(?:(?:statistically\s+|non-?)?significan(?:t|tly|ce)|statistically\s+equivalent"
    r"|trend(?:ed|ing)?\s+towards?\s+significance)",
    context=_PATTERN,
)
_CAUSAL = gettext_noop(
    r"(?:led\s+to|leads\s+to|caus(?:ed|es|ing)|due\s+to|owing\s+to|thanks\s+to"
    r"|as\s+a\s+result\s+of|result(?:ed|s|ing)\s+in|because\s+of|attributable\s+to"
    r"|prove[sdn]?|demonstrat(?:es|ed)\s+that|responsible\s+for|effects?\s+of)",
    context=_PATTERN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedClaim:
    """A claim word and its offset in the text."""

    words: str
    offset: int
    is_causal: bool


def typed_claims(text: str, *, has_statement: bool, has_number: bool) -> tuple[TypedClaim, ...]:
    """Return the claim words of a paragraph that nothing in it supports.

    A word of significance requires a generated statement in the same paragraph. Causal words are
    reported only in paragraphs with computed numbers: a mission statement may name causes.
    """
    claims: list[TypedClaim] = []
    if not has_statement:
        pattern = _words(translated(_STATISTICAL, context=_PATTERN))
        claims += [_claim(found, is_causal=False) for found in pattern.finditer(text)]
    if has_statement or has_number:
        pattern = _words(translated(_CAUSAL, context=_PATTERN))
        claims += [_claim(found, is_causal=True) for found in pattern.finditer(text)]
    return tuple(sorted(claims, key=lambda claim: claim.offset))


@lru_cache(maxsize=8)
def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}\b", re.IGNORECASE)


def _claim(found: re.Match[str], *, is_causal: bool) -> TypedClaim:
    return TypedClaim(words=found.group(0), offset=found.start(), is_causal=is_causal)
