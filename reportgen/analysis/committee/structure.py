"""What a committee's structure measures: levels, hierarchy, span, leads, mentoring, skills."""

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
from reportgen.statistics.proportion import estimate_proportion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from reportgen.model.committee import Committee, Member, Role, Structure
    from reportgen.statistics.proportion import ProportionEstimate

    Share = Callable[[Sequence[bool], str], ProportionEstimate | Refusal]


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureMeasures:
    """One structure of a committee, measured on its first day.

    Attributes
    ----------
    members : tuple of str or Refusal
        Ids of those who belonged on the structure's first day.
    levels : int
        The longest reporting chain, counted in roles; 1 where nobody reports to anybody.
    hierarchy : float or None
        Mean number of people above a member; 0 where nobody is above anybody.
    span : float or None
        Mean number of people reporting directly to one who has any; None without such.
    trainee_lead_share, group_lead_shares
        Of the people who hold lead roles; a refusal without lead roles.
    mentoring_pairs : int
        Unordered pairs; `upward_share` of the directions run from a lower to a higher
        rank, `two_way_share` of the pairs run both ways.
    matched_role_share
        Roles whose needed skills their holders report, of those that name any.
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
    """Of those present at a structure's start, how many stayed.

    `to_end` counts to the structure's last day (None while it lasts), `to_report`
    to the report date.
    """

    structure: str
    to_end: ProportionEstimate | Refusal | None
    to_report: ProportionEstimate | Refusal
    mean_tenure_months: float | Refusal | None
    mean_years_in_office: float | Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """What role holdings say of two days beside who stayed, joined and left, by member id.

    Attributes
    ----------
    returned : tuple of str or Refusal
        Those there on the later day who had been away and came back between the two.
    changed_role : tuple of str or Refusal
        Those there on both days with other roles.
    passed_through : tuple of str or Refusal
        Those who came after the first day and had left before the second.
    left_share : ProportionEstimate or Refusal
        Those who left, of those there on the first day.
    roles_changed : ProportionEstimate or Refusal
        Roles that other people held on the second day, of all that had holders on either.
    """

    returned: tuple[str, ...] | Refusal
    changed_role: tuple[str, ...] | Refusal
    passed_through: tuple[str, ...] | Refusal
    left_share: ProportionEstimate | Refusal
    roles_changed: ProportionEstimate | Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChange:
    """Who came, went and stayed between two structures, by member id.

    `turnover` is there where the structures are made of role holdings.
    """

    base: str
    later: str
    stayed: tuple[str, ...] | Refusal
    joined: tuple[str, ...] | Refusal
    left: tuple[str, ...] | Refusal
    turnover: Turnover | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeOutcome:
    """All structures in order, with who stayed and who changed."""

    measures: tuple[StructureMeasures, ...]
    retention: tuple[Retention, ...]
    changes: tuple[MembershipChange, ...]


def measure_structure(
    committee: Committee, structure: Structure, *, confidence_level: float = 0.95
) -> StructureMeasures:
    """Return what one structure measures.

    Members are those who belonged on the structure's first day. Roles, reporting lines and
    mentoring are taken as the configuration draws them: a holder who joined later counts in
    the role from the start, with the rank held on joining. Shares have Wilson intervals; a
    person whose rank is unknown is left out of the shares by rank.
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
    """Return the rank on a day, or on joining where the member joined later."""
    return member.rank_on(day if member.joined is None else max(day, member.joined))


def lead_holders(structure: Structure) -> tuple[str, ...]:
    """Return the distinct people who hold lead roles."""
    return _holders(structure, only_leads=True)


def _holders(structure: Structure, *, only_leads: bool = False) -> tuple[str, ...]:
    """Return the distinct people who hold roles, in the order of the roles."""
    chosen = (role for role in structure.roles if role.lead or not only_leads)
    return tuple(dict.fromkeys(holder for role in chosen for holder in role.holders))


def _trainee_share(
    committee: Committee, ranks: Iterable[str | None], share: Share
) -> ProportionEstimate | Refusal:
    if not committee.trainee_ranks:
        return Refusal(reason=gettext_noop("the configuration names no trainee ranks"))
    known = [rank in committee.trainee_ranks for rank in ranks if rank is not None]
    return share(known, gettext_noop("nobody's rank is known here"))


def _group_shares(
    leads: Sequence[Member], involved: Sequence[Member], share: Share
) -> dict[str, ProportionEstimate | Refusal]:
    """Return each group's share of the leads, in the order in which members name the groups."""
    groups = dict.fromkeys(group for member in involved for group in member.groups)
    return {
        group: share(
            [group in lead.groups for lead in leads], gettext_noop("nobody holds a lead role")
        )
        for group in groups
    }


def _directions(structure: Structure) -> tuple[tuple[str, str], ...]:
    """Return the distinct (mentor, mentee) directions between two different people."""
    stated = ((item.mentor, item.mentee) for item in structure.mentoring)
    return tuple(dict.fromkeys(pair for pair in stated if pair[0] != pair[1]))


def _pairs(structure: Structure) -> set[frozenset[str]]:
    return {frozenset(direction) for direction in _directions(structure)}


def _upward_share(
    structure: Structure, order: Sequence[str], ranks: Mapping[str, str | None], share: Share
) -> ProportionEstimate | Refusal:
    """Return the share of directions in which the mentor's rank is the lower one."""
    standing = {id_: order.index(rank) for id_, rank in ranks.items() if rank in order}
    upward = [
        standing[mentor] < standing[mentee]
        for mentor, mentee in _directions(structure)
        if mentor in standing and mentee in standing
    ]
    return share(upward, gettext_noop("no mentoring between people of known rank is named"))


def _two_way_share(structure: Structure, share: Share) -> ProportionEstimate | Refusal:
    directions = set(_directions(structure))
    # Both directions of a two-way pair are in the set, so it is met twice and counted once.
    both = sum(pair[::-1] in directions for pair in directions) // 2
    n = len(_pairs(structure))
    return share([True] * both + [False] * (n - both), gettext_noop("no mentoring is named"))


def _matched_role_share(
    structure: Structure, people: Mapping[str, Member], share: Share
) -> ProportionEstimate | Refusal:
    """Return the share of roles all of whose needed skills some holder reports."""

    def is_matched(role: Role) -> bool:
        reported = (skill for id_ in role.holders for skill in people[id_].skills)
        return _folded(role.needs) <= _folded(reported)

    matched = [is_matched(role) for role in structure.roles if role.needs]
    return share(matched, gettext_noop("no role names the skills that it needs"))


def _unused_skills(structure: Structure, involved: Sequence[Member]) -> tuple[str, ...]:
    needed = _folded(skill for role in structure.roles for skill in role.needs)
    skills = {skill.casefold(): skill for member in involved for skill in member.skills}
    return tuple(sorted(skill for key, skill in skills.items() if key not in needed))


def _folded(skills: Iterable[str]) -> set[str]:
    """Return the skills as they compare: without regard to capital letters."""
    return {skill.casefold() for skill in skills}
