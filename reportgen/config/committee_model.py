"""Convert the validated `committee` key to the frozen model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reportgen.config.member_ids import member_ids, member_of_terms, people_of, person_key
from reportgen.config.to_model import first_day, last_day, spoken
from reportgen.model.committee import (
    Committee,
    Holding,
    HoldingsFile,
    Mentoring,
    RankSpell,
    Role,
    Structure,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.config.schema.committee import (
        CommitteeSchema,
        HoldingsSchema,
        MemberSchema,
        StructureSchema,
        TermSchema,
    )
    from reportgen.model.committee import HoldingList, Member


def committee(schema: CommitteeSchema | None) -> Committee | None:
    """Return the committee, None if none is given."""
    if schema is None:
        return None
    ids = member_ids(
        [item.name for item in schema.members if item.id is None and item.name],
        taken=[item.id for item in schema.members if item.id],
    )
    common = Committee(
        ranks=tuple(schema.ranks),
        trainee_ranks=tuple(schema.trainee_ranks),
        structures=tuple(_structure(item) for item in schema.structures),
        source=None if schema.holdings is None else _source(schema.holdings),
        days=tuple(item.first for item in schema.dates),
        is_of_holdings=not schema.structures,
    )
    if schema.structures:
        return replace(common, members=tuple(_member(item, ids) for item in schema.members))
    return _of_list(common, schema.members, ids)


def with_holdings(committee: Committee, read: HoldingList) -> Committee:
    """Return the committee with the members and holdings read from its file."""
    ids = member_ids(item.member for item in read.holdings if item.member)
    members, holdings = people_of(read.holdings, ids)
    return replace(committee, members=members, holdings=holdings)


def _of_list(common: Committee, entries: list[MemberSchema], ids: Mapping[str, str]) -> Committee:
    """Return the committee of a list of names and roles; a name may occur several times."""
    own = {_id(item, ids): item for item in reversed(entries) if item.name}
    holdings = [
        Holding(
            member=_id(item, ids) if item.name else "",
            role=item.role or "",
            term=term,
            reports_to=item.reports_to,
            row=position,
        )
        for position, item in enumerate(entries)
        for term in _terms(item)
    ]
    members = []
    for id_ in dict.fromkeys(item.member for item in holdings if item.member):
        terms = [item.term for item in holdings if item.member == id_]
        given = _member(own[id_], ids)
        timed = member_of_terms(id_, given.name, terms)
        members.append(replace(given, joined=timed.joined, left=timed.left, returns=timed.returns))
    return replace(common, members=tuple(members), holdings=tuple(holdings))


def _source(schema: HoldingsSchema) -> HoldingsFile:
    return HoldingsFile(
        file=schema.file,
        person=schema.person,
        role=schema.role,
        start=schema.start,
        end=schema.end,
        reports_to=schema.reports_to,
        group=schema.group,
        where=tuple(schema.where.items()),
        is_first_day_out=None if schema.until_is is None else schema.until_is == "first_day_out",
    )


def _id(schema: MemberSchema, ids: Mapping[str, str]) -> str:
    return schema.id or ids[person_key(schema.name or "")]


def _member(schema: MemberSchema, ids: Mapping[str, str]) -> Member:
    spells = [RankSpell(rank=item.rank, first=first_day(item.start)) for item in schema.rank]
    id_ = _id(schema, ids)
    return replace(
        member_of_terms(id_, schema.name or id_, _terms(schema)),
        ranks=tuple(sorted(spells, key=lambda spell: spell.first or date.min)),
        groups=tuple(schema.groups),
        skills=tuple(schema.skills),
    )


def _terms(schema: MemberSchema) -> Iterator[Term]:
    """Yield the terms of a member; `left` is the first day after leaving."""
    given: list[MemberSchema | TermSchema] = [*schema.terms] or [schema]
    for item in given:
        # `left` may be a month: a person who left in it is no member at its end.
        yield Term(first=first_day(item.joined), end=last_day(item.left))


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
