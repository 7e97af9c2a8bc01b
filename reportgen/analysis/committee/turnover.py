"""Turnover of a committee between two days, computed from dated role holdings."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import months_between
from reportgen.analysis.committee.structure import Turnover
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.statistics.answers.proportion import estimate_proportion

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.committee import Committee, Member, Structure

# Elections and handovers leave gaps of some weeks; only a longer gap is an absence.
_BETWEEN_TERMS = timedelta(days=31)
_MONTHS_A_YEAR = 12


def compare_holders(
    committee: Committee, base: Structure, later: Structure, *, confidence_level: float = 0.95
) -> Turnover:
    """Return the turnover of people and roles between the first days of two structures.

    A role changed hands if the sets of its holders on the two days differ; roles without a
    holder on both days are excluded. Shares have Wilson intervals.
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
        else Refusal(reason=gettext_noop("no one belonged to the committee on the first day")),
        roles_changed=estimate_proportion(
            sum(changed), len(changed), confidence_level=confidence_level
        )
        if changed
        else Refusal(reason=gettext_noop("no one held a role on either day")),
    )


def mean_time_in_office(committee: Committee, day: date) -> float | None:
    """Return the mean time on the committee, in years, of the members on a day up to that day.

    Absences are excluded, and so are members whose first day is unknown; None if no one is left.
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
    """Return the titles of each person's roles, by member id."""
    people = dict.fromkeys(holder for role in structure.roles for holder in role.holders)
    return {
        id_: frozenset(role.title for role in structure.roles if id_ in role.holders)
        for id_ in people
    }


def _came_back(member: Member, base: date, later: date) -> bool:
    """Return whether the member came back from an absence between the two days."""
    return any(
        former.end is not None
        and term.first is not None
        and base < term.first <= later
        and term.first - former.end > _BETWEEN_TERMS
        for former, term in pairwise(member.terms)
    )


def _came(member: Member, base: date, later: date) -> bool:
    return any(term.first is not None and base < term.first <= later for term in member.terms)
