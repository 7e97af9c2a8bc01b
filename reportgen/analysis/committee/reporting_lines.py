"""Who stands above whom in a structure: levels, hierarchy, span of control."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.committee import Role


def count_levels(roles: Sequence[Role]) -> int:
    """Return the longest reporting chain, counted in roles; 0 without roles."""
    return max((1 + len(_titles_above(role, roles)) for role in roles), default=0)


def mean_people_above(roles: Sequence[Role]) -> float | None:
    """Return the mean number of distinct people above a person who holds a role.

    Above a person stand the holders of every role that one of their own roles reports to,
    directly or through others, themselves excepted. Members without a role have nobody above
    them and are not counted: counted with 0 they would make a committee look flatter the
    more of its members have nothing to do. None where no role has a holder.
    """
    by_title = {role.title: role for role in roles}
    above: dict[str, set[str]] = {}
    for role in roles:
        bosses = {boss for title in _titles_above(role, roles) for boss in by_title[title].holders}
        for holder in role.holders:
            above.setdefault(holder, set()).update(bosses - {holder})
    return sum(map(len, above.values())) / len(above) if above else None


def mean_direct_reports(roles: Sequence[Role]) -> float | None:
    """Return the mean number of people who report directly to one who has any.

    None where nobody reports to anybody.
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
    """Return the titles above a role, nearest first; a circle ends where it closes."""
    by_title = {item.title: item for item in roles}
    titles: list[str] = []
    superior = role.reports_to
    while superior is not None and superior in by_title and superior not in (role.title, *titles):
        titles.append(superior)
        superior = by_title[superior].reports_to
    return titles
