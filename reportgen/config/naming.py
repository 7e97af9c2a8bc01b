"""Names for places of the configuration in messages, and suggestions for mistyped names."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.model.configuration import KeyPath

_ONE_OF = {
    "asks": "ask",
    "authors": "author",
    "comparisons": "comparison",
    "events": "event",
    "goals": "goal",
    "interventions": "intervention",
    "members": "member",
    "mentoring": "mentoring pair",
    "metrics": "metric",
    "milestones": "milestone",
    "next": "action",
    "periods": "period",
    "redefined": "change of definition",
    "roles": "role",
    "sections": "section",
    "structures": "structure",
    "surveys": "survey",
    "testimonials": "testimonial",
}
_LONGEST_SHOWN = 40
_WITHOUT_PARTS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE"}
)
"""Letters that Unicode does not divide into a letter of ASCII and an accent."""


def ascii_letters(name: str) -> str:
    """Return a name in letters of ASCII: ``Łódź`` becomes ``Lodz``; what has none is left out."""
    parts = unicodedata.normalize("NFKD", name.translate(_WITHOUT_PARTS))
    return parts.encode("ascii", "ignore").decode()


def name_spot(path: KeyPath, document: Any) -> str:
    """Return the name of a group of keys in messages: ``goal `grow-reach```."""
    for index in range(len(path) - 2, -1, -1):
        kind = _ONE_OF.get(str(path[index]))
        if kind is not None:
            entry = _entry_name(path[: index + 2], document)
            rest = ".".join(str(part) for part in path[index + 2 :])
            return f"`{rest}` of {kind} {entry}" if rest else f"{kind} {entry}"
    dotted = ".".join(str(part) for part in path)
    return f"`{dotted}`" if dotted else "the configuration"


def _entry_name(path: KeyPath, document: Any) -> str:
    last = path[-1]
    if isinstance(last, str):
        return f"`{last}`"
    item = value_at(path, document)
    if isinstance(item, dict):
        for key in ("id", "title", "heading", "name"):
            if isinstance(item.get(key), str):
                return f"`{shorten(item[key])}`"
    return str(last + 1)


def value_at(path: KeyPath, document: Any) -> Any:
    """Return the value at a key path of plain dicts and lists, None if there is none."""
    for part in path:
        if isinstance(document, dict):
            document = document.get(part)
        elif isinstance(document, list) and isinstance(part, int) and part < len(document):
            document = document[part]
        else:
            return None
    return document


def path_in_file(path: KeyPath, document: Any) -> KeyPath:
    """Return a key path as the file has it, where one entry needs no list."""
    found: KeyPath = ()
    for part in path:
        if part != 0 or not isinstance(value_at(found, document), dict):
            found = (*found, part)
    return found


def shorten(text: str) -> str:
    """Return a text as one line, truncated for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_SHOWN else f"{flat[:_LONGEST_SHOWN]}…"


def nearest(name: str, choices: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the choice most similar to a mistyped name, None if none is similar."""
    # Case is no difference to people who mistype a name.
    by_folded = {choice.casefold(): choice for choice in choices}
    # difflib takes quadratic time; no name is longer than 100 characters.
    found = get_close_matches(name.casefold()[:100], by_folded, n=1, cutoff=cutoff)
    return by_folded[found[0]] if found else None


def suggest(name: str, choices: Iterable[str], *, kind: str = "") -> str:
    """Return the help for an unknown name: the most similar one, or all known ones."""
    known = list(dict.fromkeys(choices))
    found = nearest(name, known)
    if found is not None:
        return f"did you mean `{found}`?"
    if not known:
        return f"there is no {kind} yet" if kind else ""
    # More names would bury the message.
    listed = ", ".join(f"`{choice}`" for choice in known[:12])
    return f"choose among {listed}" + (", …" if len(known) > 12 else "")
