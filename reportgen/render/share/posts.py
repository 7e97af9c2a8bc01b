"""Split findings into posts of at most 280 characters, without dropping qualifications.

A finding that does not fit one post continues in numbered ones: nothing is left out to make it
sound better than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.render.text.plain_text import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.brief import Brief, Finding

LONGEST = 280  # characters: the limit of X
# One digit each: only a finding of over 2,000 characters would need ten posts.
_COUNTER = len(" (1/9)")

# From the strongest stop to the weakest.
_CLAUSE_ENDS = (": ", "; ", ", ", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """The posts of one finding, in order; `subject` is an id such as ``goals.<id>``."""

    subject: str
    texts: tuple[str, ...]


def posts_of(brief: Brief) -> tuple[Posts, ...]:
    """Return the posts of each finding, in reporting order."""
    return tuple(_posts(brief, finding) for finding in brief.findings)


def _posts(brief: Brief, finding: Finding) -> Posts:
    lead = f"{brief.words.synthetic}. " if brief.is_synthetic else ""
    words = spoken(brief, finding.text)
    if len(lead + words) <= LONGEST:
        return Posts(subject=finding.subject, texts=(lead + words,))
    room = LONGEST - len(lead) - _COUNTER
    said = (spoken(brief, item) for item in finding.sentences)
    packed = _packed([part for item in said for part in _parts(item, room)], room)
    count = len(packed)
    return Posts(
        subject=finding.subject,
        texts=tuple(f"{lead}{text} ({place}/{count})" for place, text in enumerate(packed, 1)),
    )


def _parts(sentence: str, room: int) -> Iterator[str]:
    """Yield a sentence whole if it fits, otherwise in parts joined by ellipses."""
    rest = sentence
    while len(rest) > room:
        cut = _cut(rest, room - len(" …"))
        yield f"{rest[:cut].rstrip()} …"
        rest = f"… {rest[cut:].lstrip()}"
    yield rest


def _cut(words: str, room: int) -> int:
    """Return where to cut: after the strongest stop of the second half, or at the limit."""
    for stop in _CLAUSE_ENDS:
        found = words.rfind(stop, room // 2, room - len(stop))
        if found >= 0:
            return found + len(stop)
    return room


def _packed(parts: list[str], room: int) -> list[str]:
    """Join parts while they fit; the rest of a cut sentence starts a new post."""
    packed: list[str] = []
    for part in parts:
        fits = packed and len(packed[-1]) + 1 + len(part) <= room
        if fits and not packed[-1].endswith("…"):
            packed[-1] += f" {part}"
        else:
            packed.append(part)
    return packed
