"""Measures of a committee's structure: hierarchy, leads, mentoring and skills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis.committee.reporting_lines import (
    count_levels,
    mean_direct_reports,
    mean_people_above,
)
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.statistics.answers.proportion import estimate_proportion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from reportgen.model.committee import Committee, Member, Role, Structure
    from reportgen.statistics.answers.proportion import ProportionEstimate

    Share = Callable[[Sequence[bool], str], ProportionEstimate | Refusal]


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureMeasures:
    """Measures of one structure of a committee on its first day.

    Attributes
    ----------
    members : tuple of str or Refusal
        Ids of the members on the structure's first day.
    levels : int
        The longest reporting chain, in roles; 1 if no one reports to anyone.
    hierarchy : float or None
        Mean number of superiors of a role holder; 0 if no one reports to anyone.
    span : float or None
        Mean number of direct reports of people who have any; None if no one has.
    trainee_lead_share, group_lead_shares
        Shares of the holders of lead roles; a refusal if there are none.
    mentoring_pairs : int
        Number of unordered pairs. `upward_share` is the share of directions from a lower to a
        higher rank, `two_way_share` the share of pairs with both directions.
    matched_role_share
        Share of the roles with needed skills whose holders report all of them.
    unused_skills : tuple of str
        Skills that members report and no role needs.
    """

    structure: Structure
    members: tuple[str, ...] | Refusal
    roles: int
    levels: int
    hierarchy: float | None
    span: float | None
    trainee_share: ProportionEstimate | Refusal
    trainee_lead_share: ProportionEstimate | Refusal
    group_lead_shares: Mapping[str, ProportionEstimate | Refusal]
    mentoring_pairs: int | Refusal
    upward_share: ProportionEstimate | Refusal
    two_way_share: ProportionEstimate | Refusal
    matched_role_share: ProportionEstimate | Refusal
    unused_skills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Shares of the members at a structure's start who stayed.

    `to_end` is measured on the last day of the structure (None while it is in force), `to_report`
    on the report date.
    """

    structure: str
    to_end: ProportionEstimate | Refusal | None
    to_report: ProportionEstimate | Refusal
    mean_tenure_months: float | Refusal | None
    mean_years_in_office: float | Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """Changes of people and of roles between two days; people are member ids.

    Attributes
    ----------
    returned : tuple of str or Refusal
        Members on the later day who came back between the two days after an absence.
    changed_role : tuple of str or Refusal
        Members on both days whose roles differ.
    passed_through : tuple of str or Refusal
        People who joined after the first day and left before the second.
    left_share : ProportionEstimate or Refusal
        Share of the members on the first day who left.
    roles_changed : ProportionEstimate or Refusal
        Share of roles whose holders differ, among roles held on either day.
    """

    returned: tuple[str, ...] | Refusal
    changed_role: tuple[str, ...] | Refusal
    passed_through: tuple[str, ...] | Refusal
    left_share: ProportionEstimate | Refusal
    roles_changed: ProportionEstimate | Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChange:
    """Ids of the members who stayed, joined and left between two structures, and the turnover."""

    base: str
    later: str
    stayed: tuple[str, ...] | Refusal
    joined: tuple[str, ...] | Refusal
    left: tuple[str, ...] | Refusal
    turnover: Turnover


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeOutcome:
    """All structures in order, with retention and changes."""

    measures: tuple[StructureMeasures, ...]
    retention: tuple[Retention, ...]
    changes: tuple[MembershipChange, ...]


def measure_structure(
    committee: Committee, structure: Structure, *, confidence_level: float = 0.95
) -> StructureMeasures:
    """Return the measures of one structure.

    Members are those on the structure's first day. Roles, reporting lines and mentoring are used
    as configured: a role holder who joined later counts from the start, with the rank held on
    joining. Shares have Wilson intervals; people of unknown rank are excluded from shares by rank.
    """

    def share(flags: Sequence[bool], reason: str) -> ProportionEstimate | Refusal:
        if not flags:
            return Refusal(reason=reason)
        return estimate_proportion(sum(flags), len(flags), confidence_level=confidence_level)

    people = {member.id: member for member in committee.members}
    ranks = {id_: rank_at(person, structure.first) for id_, person in people.items()}
    members = tuple(item.id for item in committee.members if item.is_present(structure.first))
    leads = lead_holders(structure)
    involved = [people[id_] for id_ in dict.fromkeys((*members, *_holders(structure)))]
    return StructureMeasures(
        structure=structure,
        members=members,
        roles=len(structure.roles),
        levels=count_levels(structure.roles),
        hierarchy=mean_people_above(structure.roles),
        span=mean_direct_reports(structure.roles),
        trainee_share=_trainee_share(committee, [ranks[id_] for id_ in members], share),
        trainee_lead_share=_trainee_share(committee, [ranks[id_] for id_ in leads], share),
        group_lead_shares=_group_shares([people[id_] for id_ in leads], involved, share),
        mentoring_pairs=len(_pairs(structure)),
        upward_share=_upward_share(structure, committee.ranks, ranks, share),
        two_way_share=_two_way_share(structure, share),
        matched_role_share=_matched_role_share(structure, people, share),
        unused_skills=_unused_skills(structure, involved),
    )


def rank_at(member: Member, day: date) -> str | None:
    """Return the rank on a day, or on joining if the member joined later."""
    return member.rank_on(day if member.joined is None else max(day, member.joined))


def lead_holders(structure: Structure) -> tuple[str, ...]:
    """Return the distinct holders of lead roles."""
    return _holders(structure, only_leads=True)


def _holders(structure: Structure, *, only_leads: bool = False) -> tuple[str, ...]:
    """Return the distinct role holders, in the order of the roles."""
    chosen = (role for role in structure.roles if role.lead or not only_leads)
    # Keys of a dict, not a set: the order must not depend on hashes.
    return tuple(dict.fromkeys(holder for role in chosen for holder in role.holders))


def _trainee_share(
    committee: Committee, ranks: Iterable[str | None], share: Share
) -> ProportionEstimate | Refusal:
    if not committee.trainee_ranks:
        return Refusal(reason=gettext_noop("the configuration names no trainee ranks"))
    known = [rank in committee.trainee_ranks for rank in ranks if rank is not None]
    return share(known, gettext_noop("no one's rank is known here"))


def _group_shares(
    leads: Sequence[Member], involved: Sequence[Member], share: Share
) -> dict[str, ProportionEstimate | Refusal]:
    """Return the share of each group among the leads, in order of first mention."""
    groups = dict.fromkeys(group for member in involved for group in member.groups)
    return {
        group: share(
            [group in lead.groups for lead in leads], gettext_noop("no one holds a lead role")
        )
        for group in groups
    }


def _directions(structure: Structure) -> tuple[tuple[str, str], ...]:
    """Return the distinct (mentor, mentee) directions between different people."""
    stated = ((item.mentor, item.mentee) for item in structure.mentoring)
    return tuple(dict.fromkeys(pair for pair in stated if pair[0] != pair[1]))


def _pairs(structure: Structure) -> set[frozenset[str]]:
    return {frozenset(direction) for direction in _directions(structure)}


def _upward_share(
    structure: Structure, order: Sequence[str], ranks: Mapping[str, str | None], share: Share
) -> ProportionEstimate | Refusal:
    """Return the share of directions in which the mentor has the lower rank."""
    levels = {id_: order.index(rank) for id_, rank in ranks.items() if rank in order}
    upward = [
        levels[mentor] < levels[mentee]
        for mentor, mentee in _directions(structure)
        if mentor in levels and mentee in levels
    ]
    return share(upward, gettext_noop("no mentoring between people of known rank is named"))


def _two_way_share(structure: Structure, share: Share) -> ProportionEstimate | Refusal:
    directions = set(_directions(structure))
    # Both directions of a two-way pair are in the set, so each such pair is found twice.
    both = sum(pair[::-1] in directions for pair in directions) // 2
    n = len(_pairs(structure))
    return share([True] * both + [False] * (n - both), gettext_noop("no mentoring is named"))


def _matched_role_share(
    structure: Structure, people: Mapping[str, Member], share: Share
) -> ProportionEstimate | Refusal:
    """Return the share of roles whose holders together report all needed skills."""

    def is_matched(role: Role) -> bool:
        reported = (skill for id_ in role.holders for skill in people[id_].skills)
        return _folded(role.needs) <= _folded(reported)

    matched = [is_matched(role) for role in structure.roles if role.needs]
    return share(matched, gettext_noop("no role names the skills that it needs"))


def _unused_skills(structure: Structure, involved: Sequence[Member]) -> tuple[str, ...]:
    needed = _folded(skill for role in structure.roles for skill in role.needs)
    # Of several spellings of a skill, the last is kept.
    skills = {skill.casefold(): skill for member in involved for skill in member.skills}
    return tuple(sorted(skill for key, skill in skills.items() if key not in needed))


def _folded(skills: Iterable[str]) -> set[str]:
    """Return the skills in a form that ignores case."""
    return {skill.casefold() for skill in skills}
