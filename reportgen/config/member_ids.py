"""Derive member ids from names, and members from role holdings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reportgen.config.naming import ascii_letters
from reportgen.model.committee import Member, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.model.committee import Holding


def person_key(name: str) -> str:
    """Return the name normalized for comparison: case and spacing are ignored."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def member_ids(names: Iterable[str], *, taken: Iterable[str] = ()) -> dict[str, str]:
    """Return an id per person, keyed by `person_key`: ``José García`` becomes ``jose-garcia``.

    Ids depend only on the names and their order. A name without Latin letters becomes
    ``member``; duplicates are numbered from 2.
    """
    used, ids = set(taken), dict[str, str]()
    for name in names:
        key = person_key(name)
        if key in ids:
            continue
        stem = re.sub(r"[^a-z0-9]+", "-", ascii_letters(name).lower())
        stem = stem.strip("-") or "member"
        stem = stem if stem[0].isalpha() else f"member-{stem}"
        number, found = 1, stem
        while found in used:
            number += 1
            found = f"{stem}-{number}"
        used.add(found)
        ids[key] = found
    return ids


def people_of(
    holdings: Sequence[Holding], ids: Mapping[str, str]
) -> tuple[tuple[Member, ...], tuple[Holding, ...]]:
    """Return the members who hold roles, and the holdings with ids in place of names.

    Parameters
    ----------
    holdings : sequence of Holding
        Holdings whose `member` is a name, or empty for a vacant role.
    ids : mapping of str to str
        Ids by `person_key`.
    """
    names: dict[str, str] = {}
    terms: dict[str, list[Term]] = {}
    known = []
    for item in holdings:
        id_ = ids[person_key(item.member)] if item.member else ""
        known.append(replace(item, member=id_))
        if id_:
            names.setdefault(id_, " ".join(item.member.split()))
            terms.setdefault(id_, []).append(item.term)
    return tuple(member_of_terms(id_, name, terms[id_]) for id_, name in names.items()), tuple(
        known
    )


def member_of_terms(id_: str, name: str, terms: Iterable[Term]) -> Member:
    """Return a member with the given terms; overlapping and adjacent terms are merged."""
    joined: list[Term] = []
    for term in sorted(terms, key=lambda item: item.first or date.min):
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and term.first and last.end < term.first):
            joined.append(term)
        elif last.end is not None:
            end = None if term.end is None else max(last.end, term.end)
            joined[-1] = replace(last, end=end)
    first, *later = joined
    return Member(id=id_, name=name, joined=first.first, left=first.end, returns=tuple(later))
