"""Unique initials of members, to identify them in two structures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.committee import Member

_LONGEST_ID = 3


def initials_of(members: Sequence[Member]) -> dict[str, str]:
    """Return unique initials by member id.

    The initials of first and last name; if two members share theirs, the configured ids if all are
    short, else initials with a number.
    """
    signs = {member.id: _initials(member.name) or member.id[:2].upper() for member in members}
    if len(set(signs.values())) == len(signs):
        return signs
    if all(len(member.id) <= _LONGEST_ID for member in members):
        return {member.id: member.id.upper() for member in members}
    seen: dict[str, int] = {}
    for member in members:
        sign = signs[member.id]
        seen[sign] = seen.get(sign, 0) + 1
        if seen[sign] > 1:
            signs[member.id] = f"{sign}{seen[sign]}"
    return signs


def _initials(name: str) -> str:
    words = name.split()
    if not words:
        return ""
    # "Fellow 12" becomes F12: pseudonyms have numbers as last names.
    last = words[-1] if words[-1].isdigit() else words[-1][:1]
    return (words[0][:1] + (last if len(words) > 1 else "")).upper()
