"""Short signs for people, so that one can be found in two pictures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.committee import Member


def initials_of(members: Sequence[Member]) -> dict[str, str]:
    """Return a sign for each member, by id, no two alike.

    Initials of the first and the last name. Where several people share theirs, the first name
    has two letters, and where that does not tell them apart either, numbers do.
    """
    names = {member.id: member.name or member.id for member in members}
    signs = {id_: _initials(name, 1) for id_, name in names.items()}
    longer = {id_: _initials(name, 2) for id_, name in names.items()}
    shared = {sign for sign, count in Counter(signs.values()).items() if count > 1}
    for sign in sorted(shared):
        alike = [id_ for id_ in signs if signs[id_] == sign]
        others = {signs[id_] for id_ in signs if id_ not in alike}
        if len({longer[id_] for id_ in alike} - others) == len(alike):
            signs |= {id_: longer[id_] for id_ in alike}
    seen: Counter[str] = Counter()
    for id_, sign in list(signs.items()):
        seen[sign] += 1
        if seen[sign] > 1:
            signs[id_] = f"{sign}{seen[sign]}" if sign[-1:].isalpha() else f"{sign}.{seen[sign]}"
    return signs


def _initials(name: str, letters: int) -> str:
    words = name.split() or ["?"]
    last = words[-1] if words[-1].isdigit() else words[-1][:1].upper()
    first = words[0][:1].upper() + words[0][1:letters]
    return first + (last if len(words) > 1 else "")
