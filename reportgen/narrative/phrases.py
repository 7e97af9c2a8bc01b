"""Compose sentences from text, numbers and claims."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

from reportgen.languages.current import translated, translated_count
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.prose import Claim, Emphasis, Text, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.model.prose import Inline, Prose, Sentences

    Part = str | Inline | Prose

_CHANGED = "before a beginning that changes the word for and"
_CHANGING = gettext_noop("(?!)", context=_CHANGED)
"""Pattern of words before which “and” changes: in Spanish, "y" becomes "e" before "i".

The English pattern ``(?!)`` never matches.
"""
_CHANGED_FORMS = (
    gettext_noop("{first} and {last}", context=_CHANGED),
    gettext_noop("{earlier}, and {last}", context=_CHANGED),
)


def compose(*parts: Part) -> Prose:
    """Return the parts as prose; strings become `Text`, and adjacent text is joined."""
    joined: list[Inline] = []
    for item in _flat(parts):
        if isinstance(item, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + item.text)
        elif not (isinstance(item, Text) and not item.text):
            joined.append(item)
    return tuple(joined)


def phrase(
    message: str, known: Mapping[str, Part] | None = None, /, *, context: str = "", **parts: Part
) -> Prose:
    """Return a message in the current language with its placeholders filled in.

    Parameters
    ----------
    message : str
        English message with placeholders in braces, the key of the catalogues.
    known : mapping of name to Part, optional
        Parts that several messages share.
    context : str
        Distinguishes messages that are equal in English but translated differently.
    **parts : str, Inline or Prose
        Values of the placeholders; numbers and claims stay bound to their quantity or verdict.
    """
    return _filled(translated(message, context=context), {**(known or {}), **parts})


def counted(one: str, many: str, count: int, /, *, context: str = "", **parts: Part) -> Prose:
    """Return the plural form of a message for a count, filled in like `phrase`."""
    return _filled(translated_count(one, many, count, context=context), parts)


def _filled(message: str, parts: Mapping[str, Part]) -> Prose:
    filled: list[Part] = []
    # Not `str.format`, because the parts are trees whose numbers and claims must keep their ids.
    for words, name, _, _ in Formatter().parse(message):
        filled.append(words)
        if name is not None:
            filled.append(parts[name])
    return compose(*filled)


# A quotation that ends a sentence has its full stop inside the quotation marks.
_ENDS = (".", "!", "?", ".”", "?”", "!”", ".»", "?»", "!»")


def sentence(*parts: Part) -> Prose:
    """Return the parts as a sentence: capitalized, with one full stop at the end."""
    words = compose(*parts)
    if not words:
        return ()
    ends = plain_text(words).rstrip().endswith(_ENDS)
    return compose(capitalized(words), "" if ends else ".")


def capitalized(words: Prose) -> Prose:
    """Return the words with the first letter capitalized; a leading number is unchanged."""
    if not words:
        return ()
    # Only text and claims are changed; a number or symbol at the start stays as it is.
    first = words[0]
    if isinstance(first, Text):
        return (Text(_large(first.text)), *words[1:])
    if isinstance(first, Claim):
        return (Claim(_large(first.text), first.subject), *words[1:])
    return words


def paragraph(*sentences: Prose) -> Prose:
    """Return the non-empty sentences joined by spaces."""
    return listed(non_empty(*sentences), " ")


def non_empty(*sentences: Prose) -> Sentences:
    """Return the sentences that are not empty."""
    return tuple(words for words in sentences if words)


def listed(items: Sequence[Part], mark: str = ", ") -> Prose:
    """Return the items joined by a separator."""
    parts: list[Part] = []
    for position, item in enumerate(items):
        parts += (mark, item) if position else (item,)
    return compose(*parts)


def enumerated(items: Sequence[Part]) -> Prose:
    """Return ``a``, ``a and b``, or ``a, b, and c``."""
    if len(items) < 2:
        return compose(*items)
    earlier, last = listed(items[:-1]), compose(items[-1])
    context = _CHANGED if _changes_and(last) else ""
    # From three items on there is a comma before "and" (AMA).
    if len(items) == 2:
        return phrase("{first} and {last}", context=context, first=earlier, last=last)
    return phrase("{earlier}, and {last}", context=context, earlier=earlier, last=last)


def bracketed(*groups: Part) -> Prose:
    """Return the non-empty groups in brackets, joined by semicolons, after a space.

    Without any group, nothing is returned.
    """
    filled = [group for group in groups if group]
    return compose(" (", listed(filled, "; "), ")") if filled else ()


def _changes_and(last: Prose) -> bool:
    pattern = translated(_CHANGING, context=_CHANGED)
    # The word decides, not the quotation mark before it.
    return re.match(pattern, plain_text(last).lstrip("“«‘\"'").casefold()) is not None


def labelled(label: Part, words: Prose) -> Prose:
    """Return the words after a label; nothing without words."""
    return compose(label, words) if words else ()


def italic(text: str) -> Emphasis:
    """Return a symbol in italics, such as the P of a P value."""
    return Emphasis((Text(text),))


def _flat(parts: Sequence[Part]) -> list[Inline]:
    flat: list[Inline] = []
    for part in parts:
        if isinstance(part, str):
            flat.append(Text(part))
        elif isinstance(part, tuple):
            flat.extend(_flat(part))
        else:
            flat.append(part)
    return flat


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]
