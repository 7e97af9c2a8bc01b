"""Retention of the members of a structure, their tenure, and changes between structures."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import months_between
from reportgen.analysis.committee.structure import (
    CommitteeOutcome,
    MembershipChange,
    Retention,
    measure_structure,
)
from reportgen.analysis.committee.turnover import compare_holders, mean_time_in_office
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.statistics.answers.proportion import estimate_proportion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.model.committee import Committee, Member, Structure
    from reportgen.statistics.answers.proportion import ProportionEstimate


def measure_committee(
    committee: Committee, report_date: date, *, confidence_level: float = 0.95
) -> CommitteeOutcome:
    """Return measures and retention of all structures, and the changes between them.

    Structures that start after the report date are excluded.
    """
    known = tuple(item for item in committee.structures if item.first <= report_date)
    return CommitteeOutcome(
        measures=tuple(
            measure_structure(committee, item, confidence_level=confidence_level) for item in known
        ),
        retention=tuple(
            estimate_retention(committee, item, report_date, confidence_level=confidence_level)
            for item in known
        ),
        changes=tuple(
            compare_membership(committee, base, later, confidence_level=confidence_level)
            for base, later in pairwise(known)
        ),
    )


def estimate_retention(
    committee: Committee,
    structure: Structure,
    report_date: date,
    *,
    confidence_level: float = 0.95,
) -> Retention:
    """Return the retention of the members on a structure's first day, with Wilson intervals.

    A person is retained to the end of the structure if still a member on its last day, and to the
    report date if a member on that day. Tenure is measured from joining to leaving or the report
    date, in months of 30.4375 days, for members whose day of joining is known.
    """
    present = [item for item in committee.members if item.is_present(structure.first)]
    # A structure that ends after the report date is still in force then.
    end = structure.last if structure.last and structure.last <= report_date else None
    return Retention(
        structure=structure.id,
        to_end=None if end is None else _share_present(present, end, confidence_level),
        to_report=_share_present(present, report_date, confidence_level),
        mean_tenure_months=_mean_tenure(present, report_date),
        mean_years_in_office=mean_time_in_office(committee, structure.first)
        if committee.is_of_holdings
        else None,
    )


def compare_membership(
    committee: Committee, base: Structure, later: Structure, *, confidence_level: float = 0.95
) -> MembershipChange:
    """Return the members who stayed, joined and left between the first days of two structures."""
    before = [item.id for item in committee.members if item.is_present(base.first)]
    after = [item.id for item in committee.members if item.is_present(later.first)]
    return MembershipChange(
        base=base.id,
        later=later.id,
        stayed=tuple(id_ for id_ in before if id_ in after),
        joined=tuple(id_ for id_ in after if id_ not in before),
        left=tuple(id_ for id_ in before if id_ not in after),
        turnover=compare_holders(committee, base, later, confidence_level=confidence_level),
    )


def _share_present(
    members: Sequence[Member], day: date, confidence_level: float
) -> ProportionEstimate | Refusal:
    if not members:
        return Refusal(
            reason=gettext_noop("no one belonged to the committee on the structure's first day")
        )
    stayed = sum(member.is_present(day) for member in members)
    return estimate_proportion(stayed, len(members), confidence_level=confidence_level)


def _mean_tenure(members: Sequence[Member], report_date: date) -> float | None:
    spans = [
        sum(
            months_between(term.first, min(term.end or report_date, report_date))
            for term in member.terms
            if term.first is not None and term.first <= report_date
        )
        for member in members
        if member.joined is not None
    ]
    return sum(spans) / len(spans) if spans else None
