"""Measures of the reporting lines of a structure: levels, hierarchy, span of control."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.committee import Role


def count_levels(roles: Sequence[Role]) -> int:
    """Return the longest reporting chain, counted in roles; 0 without roles."""
    return max((1 + len(_titles_above(role, roles)) for role in roles), default=0)


def mean_people_above(roles: Sequence[Role]) -> float | None:
    """Return the mean number of superiors of the people who hold a role.

    Superiors are the distinct holders of all roles that a person's roles report to, directly or
    indirectly, except that person. Members without a role are not counted: with 0 superiors each,
    they would make a committee look the flatter, the more of its members have nothing to do.
    None if no role has a holder.
    """
    by_title = {role.title: role for role in roles}
    above: dict[str, set[str]] = {}
    for role in roles:
        bosses = {boss for title in _titles_above(role, roles) for boss in by_title[title].holders}
        for holder in role.holders:
            above.setdefault(holder, set()).update(bosses - {holder})
    return sum(map(len, above.values())) / len(above) if above else None


def mean_direct_reports(roles: Sequence[Role]) -> float | None:
    """Return the mean number of direct reports of the people who have any.

    None if no one reports to anyone.
    """
    by_title = {role.title: role for role in roles}
    below: dict[str, set[str]] = {}
    for role in roles:
        superior = by_title.get(role.reports_to or "")
        for boss in superior.holders if superior else ():
            below.setdefault(boss, set()).update(set(role.holders) - {boss})
    spans = [len(people) for people in below.values() if people]
    return sum(spans) / len(spans) if spans else None


def _titles_above(role: Role, roles: Sequence[Role]) -> list[str]:
    """Return the titles of the superiors of a role, nearest first."""
    by_title = {item.title: item for item in roles}
    titles: list[str] = []
    superior = role.reports_to
    # Configurations with a cycle are rejected; the check keeps the loop finite for other callers.
    while superior is not None and superior in by_title and superior not in (role.title, *titles):
        titles.append(superior)
        superior = by_title[superior].reports_to
    return titles
