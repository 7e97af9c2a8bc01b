"""What a committee's structure measures: levels, hierarchy, span, leads, mentoring, skills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.analysis.proportion import ProportionEstimate
    from reportgen.model.committee import Structure
    from reportgen.model.estimate import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureMeasures:
    """One structure of a committee, measured on its first day.

    Attributes
    ----------
    members : tuple of str
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
    members: tuple[str, ...]
    roles: int
    levels: int
    hierarchy: float | None
    span: float | None
    trainee_share: ProportionEstimate | Refusal
    trainee_lead_share: ProportionEstimate | Refusal
    group_lead_shares: Mapping[str, ProportionEstimate | Refusal]
    mentoring_pairs: int
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
    mean_tenure_months: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChange:
    """Who came, went and stayed between two structures, by member id."""

    base: str
    later: str
    stayed: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeOutcome:
    """All structures in order, with who stayed and who changed."""

    measures: tuple[StructureMeasures, ...]
    retention: tuple[Retention, ...]
    changes: tuple[MembershipChange, ...]
