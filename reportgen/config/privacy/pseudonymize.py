"""Replace the names of people in a configuration by roles or initials.

This happens as soon as the configuration is loaded, so that later stages have no names to leak.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reportgen.config.people import PrintedPeople, with_printed_people
from reportgen.model.privacy import NamesShown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.model.committee import Committee, Structure
    from reportgen.model.configuration import Configuration
    from reportgen.model.organization import Author
    from reportgen.model.privacy import Privacy

NO_ROLE = "Member"


def without_names(configuration: Configuration) -> Configuration:
    """Return a configuration with names replaced as its `privacy` requires.

    Members get new ids, because ids are often names: ``p1``, ``p2`` in the order of the file.
    """
    privacy = configuration.privacy
    brief = configuration.brief
    authors = tuple(_author(author, privacy) for author in brief.authors)
    if privacy.authors is NamesShown.INITIALS:
        shown = _apart(initials(author.name) for author in brief.authors)
        authors = tuple(
            replace(author, name=name) for author, name in zip(authors, shown, strict=True)
        )
    brief = replace(brief, authors=authors)
    return members_without_names(replace(configuration, brief=brief))


def members_without_names(configuration: Configuration) -> Configuration:
    """Return a configuration with the names of members replaced, but not those of authors.

    Where owners, actions and asks name a member, they get the name that is printed.
    """
    privacy, committee = configuration.privacy, configuration.committee
    if committee is None or not committee.members:
        return configuration
    if not privacy.hides_members:
        return with_printed_people(configuration, PrintedPeople(committee, committee))
    ids = {member.id: f"p{number}" for number, member in enumerate(committee.members, start=1)}
    named = [item for item in committee.members if {item.id, item.name} & {*privacy.named}]
    privacy = replace(privacy, named=tuple(item.id for item in named))
    shown = _without_names(committee, privacy, ids)
    return replace(
        with_printed_people(configuration, PrintedPeople(committee, shown)),
        committee=shown,
        privacy=replace(privacy, named=tuple(ids[id_] for id_ in privacy.named)),
    )


def initials(name: str) -> str:
    """Return the initials of a name: ``J. D.`` for ``Jane Doe``; numbers are kept."""
    words = [word for word in name.split() if any(item.isalnum() for item in word)]
    return " ".join(word if word.isdigit() else _initial(word) for word in words)


def _initial(word: str) -> str:
    return f"{next(item for item in word if item.isalnum()).upper()}."


def offices(committee: Committee) -> dict[str, str]:
    """Return the role that names each member, numbered if several members share it.

    Later roles take precedence, because readers know people by them.
    """
    titles: dict[str, str] = {}
    for structure in sorted(committee.structures, key=lambda item: item.first, reverse=True):
        for role in structure.roles:
            for holder in role.holders:
                titles.setdefault(holder, role.title)
    held = [item for item in committee.holdings if item.role]
    for item in sorted(held, key=lambda item: item.term.end or date.max, reverse=True):
        titles.setdefault(item.member, item.role)
    ids = [member.id for member in committee.members]
    return dict(zip(ids, _apart(titles.get(id_, NO_ROLE) for id_ in ids), strict=True))


def _author(author: Author, privacy: Privacy) -> Author:
    return author if privacy.has_contacts else replace(author, orcid=None, email=None)


def _without_names(committee: Committee, privacy: Privacy, ids: Mapping[str, str]) -> Committee:
    if privacy.members is NamesShown.ROLES:
        shown = offices(committee)
    else:
        signs = _apart(initials(member.name) for member in committee.members)
        shown = {member.id: sign for member, sign in zip(committee.members, signs, strict=True)}
    members = tuple(
        replace(
            member,
            id=ids[member.id],
            name=member.name if member.id in privacy.named else shown[member.id],
        )
        for member in committee.members
    )
    return replace(
        committee,
        members=members,
        structures=tuple(_with_ids(item, ids) for item in committee.structures),
        holdings=tuple(
            replace(item, member=ids.get(item.member, "")) for item in committee.holdings
        ),
    )


def _with_ids(structure: Structure, ids: Mapping[str, str]) -> Structure:
    return replace(
        structure,
        roles=tuple(
            replace(role, holders=tuple(ids[holder] for holder in role.holders))
            for role in structure.roles
        ),
        mentoring=tuple(
            replace(item, mentor=ids[item.mentor], mentee=ids[item.mentee])
            for item in structure.mentoring
        ),
    )


def _apart(names: Iterable[str]) -> list[str]:
    """Return the names, with a number after each that several people share."""
    given = list(names)
    shared = {name for name, count in Counter(given).items() if count > 1}
    seen: Counter[str] = Counter()
    numbered = []
    for name in given:
        seen[name] += 1
        numbered.append(f"{name} {seen[name]}" if name in shared else name)
    return numbered
