"""Convert the validated `committee` key to the frozen model."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reportgen.config.to_model import first_day, last_day, spoken
from reportgen.model.committee import (
    Committee,
    Member,
    Mentoring,
    RankSpell,
    Role,
    Structure,
)

if TYPE_CHECKING:
    from reportgen.config.schema.committee import (
        CommitteeSchema,
        MemberSchema,
        StructureSchema,
    )


def committee(schema: CommitteeSchema | None) -> Committee | None:
    """Return the committee, None if none is given."""
    if schema is None:
        return None
    return Committee(
        ranks=tuple(schema.ranks),
        trainee_ranks=tuple(schema.trainee_ranks),
        members=tuple(_member(item) for item in schema.members),
        structures=tuple(_structure(item) for item in schema.structures),
    )


def _member(schema: MemberSchema) -> Member:
    spells = [RankSpell(rank=item.rank, first=first_day(item.start)) for item in schema.rank]
    return Member(
        id=schema.id,
        name=schema.name,
        ranks=tuple(sorted(spells, key=lambda spell: spell.first or date.min)),
        groups=tuple(schema.groups),
        skills=tuple(schema.skills),
        joined=first_day(schema.joined),
        # `left` is the first day without the member: at the end of a month they are gone.
        left=last_day(schema.left),
    )


def _structure(schema: StructureSchema) -> Structure:
    return Structure(
        id=schema.id,
        label=schema.label or spoken(schema.id),
        first=schema.start.first,
        last=last_day(schema.end),
        roles=tuple(
            Role(
                title=role.title,
                holders=tuple(role.holders),
                lead=role.lead,
                reports_to=role.reports_to,
                needs=tuple(role.needs),
            )
            for role in schema.roles
        ),
        mentoring=tuple(
            Mentoring(mentor=pair.mentor, mentee=pair.mentee) for pair in schema.mentoring
        ),
    )
