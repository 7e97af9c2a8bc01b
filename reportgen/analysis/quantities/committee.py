"""Quantities of a committee's structures, retention and changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.family import QuantityFamily
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.message import Message
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import MembershipChangeIds, StructureIds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reportgen.analysis.committee.structure import (
        CommitteeOutcome,
        MembershipChange,
        Retention,
        StructureMeasures,
    )
    from reportgen.model.committee import Committee
    from reportgen.model.configuration import KeyPath
    from reportgen.model.quantity import Quantity

_STRUCTURE = "committee-structure"
_RETENTION = "retention"


def committee_quantities(
    outcome: CommitteeOutcome, committee: Committee, report_date: date
) -> Iterator[Quantity]:
    """Yield the measures and retention of all structures, and the changes between them."""
    places: dict[str, KeyPath] = {
        structure.id: ("committee", "structures", position)
        for position, structure in enumerate(committee.structures)
    }
    for measures, retention in zip(outcome.measures, outcome.retention, strict=True):
        key = places[measures.structure.id]
        yield from _structure_quantities(measures, key)
        yield from _retention_quantities(retention, measures, report_date, key)
    for change in outcome.changes:
        yield from _change_quantities(change, places[change.later])


def _structure_quantities(measures: StructureMeasures, key: KeyPath) -> Iterator[Quantity]:
    family = QuantityFamily(
        ids=StructureIds(measures.structure.id), method=_STRUCTURE, config_key=key
    )
    yield from _counts(family, measures)
    yield from structure_means(family, measures)
    yield from _shares(family, measures)


_MONTHS = gettext_noop("months")


def _counts(family: QuantityFamily, measures: StructureMeasures) -> Iterator[Quantity]:
    members = measures.members
    counts: dict[str, tuple[int | Refusal, str, str]] = {
        "members": (
            members if isinstance(members, Refusal) else len(members),
            gettext_noop("members"),
            Message(
                "people who belonged to the committee on the structure's first day, {day}",
                day=measures.structure.first,
            ),
        ),
        "roles": (
            measures.roles,
            gettext_noop("roles"),
            gettext_noop("roles that the structure names"),
        ),
        "levels": (
            measures.levels,
            gettext_noop("levels"),
            gettext_noop("roles in the longest reporting chain"),
        ),
        "mentoring_pairs": (
            measures.mentoring_pairs,
            gettext_noop("pairs"),
            gettext_noop("pairs of people of whom at least one mentors the other"),
        ),
    }
    for name, (value, unit, formula) in counts.items():
        yield count(family, name, value, unit=unit, formula=formula)


def count(
    family: QuantityFamily, name: str, value: int | Refusal, *, unit: str, formula: str
) -> Quantity:
    """Return the quantity of a count, or of its refusal."""
    if isinstance(value, Refusal):
        return family.refused(name, value, form=Form.COUNT, unit=unit, formula=formula)
    return family.number(name, value, form=Form.COUNT, unit=unit, formula=formula)


def structure_means(family: QuantityFamily, measures: StructureMeasures) -> Iterator[Quantity]:
    """Yield hierarchy (mean number of people above a member) and span of control."""
    means = {
        "hierarchy": (
            measures.hierarchy,
            gettext_noop("people above a member"),
            gettext_noop(
                "over the people who hold a role, the mean number of distinct people above them in "
                "the reporting lines, directly or through others"
            ),
            gettext_noop("no one holds a role"),
        ),
        "span": (
            measures.span,
            gettext_noop("people reporting to a lead"),
            gettext_noop(
                "over the people to whom anybody reports, the mean number of people who report to "
                "them directly"
            ),
            gettext_noop("no one reports to anybody"),
        ),
    }
    for name, (value, unit, formula, reason) in means.items():
        if value is None:
            yield family.missing(name, reason, form=Form.MEAN_OF_PEOPLE, unit=unit, formula=formula)
        else:
            yield family.number(name, value, form=Form.MEAN_OF_PEOPLE, unit=unit, formula=formula)


def _shares(family: QuantityFamily, measures: StructureMeasures) -> Iterator[Quantity]:
    shares = {
        "trainee_share": (
            measures.trainee_share,
            gettext_noop(
                "members of a trainee rank among members whose rank is known, on the structure's "
                "first day"
            ),
        ),
        "trainee_lead_share": (
            measures.trainee_lead_share,
            gettext_noop("people of a trainee rank among the people who hold a lead role"),
        ),
        "mentoring_upward_share": (
            measures.upward_share,
            gettext_noop(
                "mentoring directions from a lower to a higher rank among those between known ranks"
            ),
        ),
        "mentoring_two_way_share": (
            measures.two_way_share,
            gettext_noop("mentoring pairs in which each mentors the other among all pairs"),
        ),
        "matched_role_share": (
            measures.matched_role_share,
            gettext_noop(
                "roles whose needed skills their holders report among roles that name any"
            ),
        ),
    }
    for name, (share, formula) in shares.items():
        yield family.share(
            name, share, formula=Message("{formula}; Wilson interval", formula=formula)
        )
    groups = replace(family, ids=StructureIds(measures.structure.id).group_lead_shares)
    for group, share in measures.group_lead_shares.items():
        formula = Message(
            "people of the group {group} among the people who hold a lead role", group=group
        )
        yield groups.share(
            group, share, formula=Message("{formula}; Wilson interval", formula=formula)
        )


def _retention_quantities(
    retention: Retention, measures: StructureMeasures, report_date: date, key: KeyPath
) -> Iterator[Quantity]:
    ids = StructureIds(retention.structure)
    family = QuantityFamily(
        ids=ids,
        method=_RETENTION,
        derived_from=(ids.members,),
        config_key=key,
    )
    yield family.share(
        "retention",
        retention.to_report,
        formula=Message(
            "of the people present on the structure's first day, the share still present on the "
            "report date, {day}; Wilson interval",
            day=report_date,
        ),
    )
    lasting = Refusal(reason=gettext_noop("the structure still lasts at the report date"))
    yield family.share(
        "retention_to_end",
        lasting if retention.to_end is None else retention.to_end,
        formula=_to_end(measures.structure.last),
    )
    formula = gettext_noop(
        "mean months (of 30.4375 days) from joining to leaving or to the report date, over the "
        "people present on the structure's first day whose day of joining is known"
    )
    tenure = retention.mean_tenure_months
    if tenure is None:
        tenure = Refusal(reason=gettext_noop("no one's day of joining is known"))
    if isinstance(tenure, Refusal):
        yield family.refused(
            "tenure", tenure, form=Form.MEAN_OF_PEOPLE, unit=_MONTHS, formula=formula
        )
    else:
        yield family.number(
            "tenure", tenure, form=Form.MEAN_OF_PEOPLE, unit=_MONTHS, formula=formula
        )


def _to_end(end: date | None) -> str:
    """Return the formula of retention to the last day of a structure."""
    if end is None:
        return gettext_noop(
            "of the people present on the structure's first day, the share still present on its "
            "last day; Wilson interval"
        )
    return Message(
        "of the people present on the structure's first day, the share still present on its last "
        "day, {day}; Wilson interval",
        day=end,
    )


def _change_quantities(change: MembershipChange, key: KeyPath) -> Iterator[Quantity]:
    family = QuantityFamily(
        ids=MembershipChangeIds(change.base, change.later),
        method=_RETENTION,
        derived_from=(StructureIds(change.base).members, StructureIds(change.later).members),
        config_key=key,
    )
    changes = {
        "stayed": (
            change.stayed,
            gettext_noop("people present on the first day of both structures"),
        ),
        "joined": (
            change.joined,
            gettext_noop("people present on the later structure's first day alone"),
        ),
        "left": (
            change.left,
            gettext_noop("people present on the earlier structure's first day alone"),
        ),
    }
    for name, (people, formula) in changes.items():
        number = people if isinstance(people, Refusal) else len(people)
        yield count(family, name, number, unit=gettext_noop("members"), formula=formula)
