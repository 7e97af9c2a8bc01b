"""Unique initials that identify people in the committee figure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.committee import Committee, Member


def holders_of_roles(committee: Committee) -> tuple[Member, ...]:
    """Return the members who hold a role in any structure; only they are drawn."""
    holders = {id_ for item in committee.structures for role in item.roles for id_ in role.holders}
    return tuple(member for member in committee.members if member.id in holders)


def initials_of(members: Sequence[Member]) -> dict[str, str]:
    """Return unique initials by member id.

    The initials of first and last name. If several people share theirs, two letters of the
    first name are used, then lowercase letters are appended. Numbers are not, because every
    number in a brief needs evidence. Pseudonyms such as ``Fellow 12`` differ in their words: with
    ``Faculty 3`` among them, these are Fe12 and Fa3.
    """
    names = {member.id: member.name or member.id for member in members}
    longer = {id_: _initials(name, 2) for id_, name in names.items()}
    words = dict.fromkeys(word for name in names.values() if (word := pseudonym_word(name)))
    shared = {letter for letter, count in Counter(word[0] for word in words).items() if count > 1}
    signs = {
        id_: longer[id_] if pseudonym_word(name)[:1] in shared else _initials(name, 1)
        for id_, name in names.items()
    }
    for sign in sorted(sign for sign, count in Counter(signs.values()).items() if count > 1):
        alike = [id_ for id_ in signs if signs[id_] == sign]
        others = {signs[id_] for id_ in signs if id_ not in alike}
        if len({longer[id_] for id_ in alike} - others) == len(alike):
            signs |= {id_: longer[id_] for id_ in alike}
    seen: Counter[str] = Counter()
    for id_, sign in list(signs.items()):
        if seen[sign]:
            signs[id_] = f"{sign}{chr(ord('a') + seen[sign])}"
        seen[sign] += 1
    return signs


def pseudonym_word(name: str) -> str:
    """Return the word of a pseudonym, ``Fellow`` of ``Fellow 12``; empty for other names."""
    words = name.split()
    return words[0] if len(words) == 2 and words[1].isdigit() else ""


def names_of_initials(members: Sequence[Member]) -> dict[str, str]:
    """Return, by member id, names of initials alone that give the same initials again.

    ``Fa 12`` for ``Faculty 12`` whose initials are Fa12: only the letters that the figure prints.
    """
    signs = initials_of(members)
    found = {}
    for member in members:
        words = (member.name or member.id).split() or ["?"]
        letters = 2 if signs[member.id].startswith(_initials(" ".join(words), 2)) else 1
        last = [] if len(words) == 1 else [_initials(f"x {words[-1]}", 1)[1:]]
        found[member.id] = " ".join([_initials(words[0], letters), *last])
    return found


def _initials(name: str, letters: int) -> str:
    words = name.split() or ["?"]
    # "Fellow 12" becomes F12: pseudonyms have numbers as last names.
    last = words[-1] if words[-1].isdigit() else words[-1][:1].upper()
    first = words[0][:1].upper() + words[0][1:letters]
    return first + (last if len(words) > 1 else "")
