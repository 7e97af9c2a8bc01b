"""Who changed between two days of a committee known by its role holdings."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import months_between
from reportgen.analysis.committee.structure import Turnover
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.statistics.proportion import estimate_proportion

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.committee import Committee, Member, Structure

_BETWEEN_TERMS = timedelta(days=31)
"""Elections and handovers leave gaps of some weeks; a longer one is an absence."""
_MONTHS_A_YEAR = 12


def compare_holders(
    committee: Committee, base: Structure, later: Structure, *, confidence_level: float = 0.95
) -> Turnover:
    """Return who came back, changed role or came and went, and how many roles changed hands.

    A role has changed hands where its holders on the two days are not the same people; roles
    that nobody held on either day are left out. Shares have Wilson intervals.
    """
    before = [item for item in committee.members if item.is_present(base.first)]
    after = [item for item in committee.members if item.is_present(later.first)]
    roles = (_roles_of(base), _roles_of(later))
    held = (_holders_of(base), _holders_of(later))
    changed = [
        held[0].get(title, frozenset()) != held[1].get(title, frozenset())
        for title in dict.fromkeys((*held[0], *held[1]))
    ]
    left = sum(item not in after for item in before)
    return Turnover(
        returned=tuple(item.id for item in after if _came_back(item, base.first, later.first)),
        changed_role=tuple(
            item.id
            for item in before
            if item in after and roles[0].get(item.id) != roles[1].get(item.id)
        ),
        passed_through=tuple(
            item.id
            for item in committee.members
            if item not in before and item not in after and _came(item, base.first, later.first)
        ),
        left_share=estimate_proportion(left, len(before), confidence_level=confidence_level)
        if before
        else Refusal(reason=gettext_noop("nobody belonged to the committee on the first day")),
        roles_changed=estimate_proportion(
            sum(changed), len(changed), confidence_level=confidence_level
        )
        if changed
        else Refusal(reason=gettext_noop("nobody held a role on either day")),
    )


def mean_time_in_office(committee: Committee, day: date) -> float | None:
    """Return the mean years on the committee up to a day, of those who are there on that day.

    Absences do not count. People whose first day is unknown are left out; None without others.
    """
    spans = [
        sum(
            months_between(term.first, min(term.end or day, day))
            for term in member.terms
            if term.first is not None and term.first <= day
        )
        for member in committee.members
        if member.is_present(day) and all(term.first is not None for term in member.terms)
    ]
    return sum(spans) / len(spans) / _MONTHS_A_YEAR if spans else None


def _holders_of(structure: Structure) -> dict[str, frozenset[str]]:
    return {role.title: frozenset(role.holders) for role in structure.roles if role.holders}


def _roles_of(structure: Structure) -> dict[str, frozenset[str]]:
    """Return the roles of each person."""
    people = dict.fromkeys(holder for role in structure.roles for holder in role.holders)
    return {
        id_: frozenset(role.title for role in structure.roles if id_ in role.holders)
        for id_ in people
    }


def _came_back(member: Member, base: date, later: date) -> bool:
    """Return whether a term after an absence began after the first day and up to the second."""
    return any(
        former.end is not None
        and term.first is not None
        and base < term.first <= later
        and term.first - former.end > _BETWEEN_TERMS
        for former, term in pairwise(member.terms)
    )


def _came(member: Member, base: date, later: date) -> bool:
    return any(term.first is not None and base < term.first <= later for term in member.terms)
