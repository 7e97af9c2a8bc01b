"""Short signs for people, so that one can be found in two pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.committee import Member

_LONGEST_ID = 3


def initials_of(members: Sequence[Member]) -> dict[str, str]:
    """Return a sign for each member, by id, no two alike.

    Initials of the first and the last name; where two people share theirs, the ids of the
    configuration if all are short, else the initials with a number.
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
    last = words[-1] if words[-1].isdigit() else words[-1][:1]
    return (words[0][:1] + (last if len(words) > 1 else "")).upper()
