"""Split a person's name into given names, surname and suffix."""

from __future__ import annotations

from markupsafe import Markup

from reportgen.render.xml_text import clean

# Lower-case words that begin a surname.
_PARTICLES = frozenset(
    (
        *("al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el"),
        *("ibn", "la", "le", "ten", "ter", "van", "von", "zu", "zum", "zur"),
    )
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


def name_parts(name: str) -> tuple[str, str, str]:
    """Return given names, surname and suffix of a printed name.

    The surname is the last word with any particles before it (``Ada van der Berg``), or the
    part before a comma (``Berg, Ada``). A single word is a surname.
    """
    before, comma, after = name.partition(",")
    if comma and after.strip().rstrip(".").lower() not in _SUFFIXES:
        return after.strip(), before.strip(), ""
    words = name.replace(",", " ").split()
    suffix = words.pop() if len(words) > 2 and _is_suffix(words[-1]) else ""
    first = max(len(words) - 1, 0)
    # The first word is a given name even if it is a particle (Al, Van, El).
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:]), suffix


def name_xml(given: str, surname: str, suffix: str = "") -> Markup:
    """Return a person's name as JATS."""
    parts = [Markup("<surname>{}</surname>").format(clean(surname))]
    parts += [Markup("<given-names>{}</given-names>").format(clean(given))] if given else []
    parts += [Markup("<suffix>{}</suffix>").format(clean(suffix))] if suffix else []
    return Markup("<name>{}</name>").format(Markup("").join(parts))


def _is_suffix(word: str) -> bool:
    return word.rstrip(".").lower() in _SUFFIXES
