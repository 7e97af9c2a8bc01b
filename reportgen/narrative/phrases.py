"""Words, numbers and claims put together to sentences."""

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
"""A pattern: Spanish says "e" for "y" before words in "i"; English has no such beginning."""
_CHANGED_FORMS = (
    gettext_noop("{first} and {last}", context=_CHANGED),
    gettext_noop("{earlier}, and {last}", context=_CHANGED),
)


def compose(*parts: Part) -> Prose:
    """Return the parts as one run of words; plain strings become text."""
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
    """Return a message in the language now spoken, its names in braces filled with the parts.

    Parameters
    ----------
    message : str
        English words with names in braces, as the catalogues list it.
    known : mapping of name to Part, optional
        Parts that several messages share.
    context : str
        Tells apart what is one word in English and several in other languages.
    **parts : str, Inline or Prose
        What stands in the places of the names; a number keeps its id, a claim its verdict.
    """
    return _filled(translated(message, context=context), {**(known or {}), **parts})


def counted(one: str, many: str, count: int, /, *, context: str = "", **parts: Part) -> Prose:
    """Return the form of a message that a count takes, filled as by `phrase`."""
    return _filled(translated_count(one, many, count, context=context), parts)


def _filled(message: str, parts: Mapping[str, Part]) -> Prose:
    filled: list[Part] = []
    for words, name, _, _ in Formatter().parse(message):
        filled.append(words)
        if name is not None:
            filled.append(parts[name])
    return compose(*filled)


_ENDS = (".", "!", "?", ".”", "?”", "!”", ".»", "?»", "!»")


def sentence(*parts: Part) -> Prose:
    """Return the parts as a sentence: its first letter large, one full stop at its end."""
    words = compose(*parts)
    if not words:
        return ()
    ends = plain_text(words).rstrip().endswith(_ENDS)
    return compose(capitalized(words), "" if ends else ".")


def capitalized(words: Prose) -> Prose:
    """Return the words with a large first letter."""
    if not words:
        return ()
    first = words[0]
    if isinstance(first, Text):
        return (Text(_large(first.text)), *words[1:])
    if isinstance(first, Claim):
        return (Claim(_large(first.text), first.subject), *words[1:])
    return words


def paragraph(*sentences: Prose) -> Prose:
    """Return sentences one after the other, without those that are empty."""
    return listed(non_empty(*sentences), " ")


def non_empty(*sentences: Prose) -> Sentences:
    """Return the sentences without those that are empty."""
    return tuple(words for words in sentences if words)


def listed(items: Sequence[Part], mark: str = ", ") -> Prose:
    """Return the items with a mark between them."""
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
    if len(items) == 2:
        return phrase("{first} and {last}", context=context, first=earlier, last=last)
    return phrase("{earlier}, and {last}", context=context, earlier=earlier, last=last)


def bracketed(*groups: Part) -> Prose:
    """Return the groups in brackets with semicolons between them, after a space.

    Empty groups are left out; without any there are no brackets.
    """
    kept = [group for group in groups if group]
    return compose(" (", listed(kept, "; "), ")") if kept else ()


def _changes_and(last: Prose) -> bool:
    pattern = translated(_CHANGING, context=_CHANGED)
    return re.match(pattern, plain_text(last).lstrip("“«‘\"'").casefold()) is not None


def labelled(label: Part, words: Prose) -> Prose:
    """Return the words after a label; nothing where there are no words."""
    return compose(label, words) if words else ()


def italic(text: str) -> Emphasis:
    """Return a letter such as the P of a P value."""
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
