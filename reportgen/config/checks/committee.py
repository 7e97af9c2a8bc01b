"""Check the consistency of members, roles and dates of the committee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.config.checks.committee_form import check_committee_form, known_ids
from reportgen.config.member_ids import person_key
from reportgen.model.quantity_ids import contrasted

if TYPE_CHECKING:
    from reportgen.config.checks.checker import Checker
    from reportgen.config.schema.committee import (
        CommitteeSchema,
        MemberSchema,
        RoleSchema,
        StructureSchema,
        TermSchema,
    )
    from reportgen.model.configuration import KeyPath

_MEMBERS: KeyPath = ("committee", "members")
_STRUCTURES: KeyPath = ("committee", "structures")
_RESERVED_STRUCTURES = ("change",)


def check_committee(checker: Checker) -> None:
    """Check members, ranks, roles, reporting lines and mentoring pairs."""
    committee = checker.schema.committee
    if committee is None:
        return
    check_committee_form(checker, committee)
    checker.distinct(
        [item.id for item in committee.structures], _STRUCTURES, key="id", kind="structure"
    )
    for index, rank in enumerate(committee.trainee_ranks):
        checker.known(
            rank,
            committee.ranks,
            ("committee", "trainee_ranks", index),
            code="CFG043",
            message=f"unknown rank `{rank}` in `trainee_ranks`",
        )
    for index, member in enumerate(committee.members):
        _check_member(checker, committee, member, (*_MEMBERS, index))
    if not committee.structures:
        _check_names_of_ids(checker, committee)
        return
    checker.distinct(known_ids(committee), _MEMBERS, key="id", kind="member")
    for index, structure in enumerate(committee.structures):
        _check_structure(checker, committee, structure, (*_STRUCTURES, index))
    _check_order(checker, committee.structures)
    _check_everyone_has_a_role(checker, committee)


def _check_names_of_ids(checker: Checker, committee: CommitteeSchema) -> None:
    """Check that entries with one id, which are one person in several roles, have one name."""
    first: dict[str, int] = {}
    for index, member in enumerate(committee.members):
        if member.id is None or member.name is None:
            continue
        earlier = first.setdefault(member.id, index)
        if person_key(committee.members[earlier].name or "") != person_key(member.name):
            line = checker.line((*_MEMBERS, earlier, "id"))
            checker.error(
                "CFG035",
                f"two members have the id `{member.id}`",
                (*_MEMBERS, index, "id"),
                "rename one of the two",
                note=f"first given at line {line}" if line else "",
            )


def _check_member(
    checker: Checker, committee: CommitteeSchema, member: MemberSchema, path: KeyPath
) -> None:
    for index, spell in enumerate(member.rank):
        checker.known(
            spell.rank,
            committee.ranks,
            (*path, "rank", index, "rank"),
            code="CFG043",
            message=f"unknown rank `{spell.rank}` of member `{_called(member)}`",
        )
    starts = [spell.start.first if spell.start else None for spell in member.rank]
    if len(set(starts)) < len(starts):
        checker.error(
            "CFG044",
            f"member `{_called(member)}` has two ranks from the same day on",
            (*path, "rank"),
            "give each rank but the first its `from:`",
        )
    given: list[tuple[MemberSchema | TermSchema, KeyPath]] = [(member, path)]
    given += [(item, (*path, "terms", at)) for at, item in enumerate(member.terms)]
    for term, place in given:
        if term.joined and term.left and term.left.last < term.joined.first:
            checker.error(
                "CFG036",
                f"member `{_called(member)}` left before joining",
                (*place, "left"),
                "swap the two dates, or fix one",
            )
    if member.terms and (member.joined or member.left):
        checker.error(
            "CFG112",
            f"member `{_called(member)}` has `terms` as well as `joined` or `left`",
            (*path, "terms"),
            "give all terms under `terms`: `[{joined: 2021-01, left: 2023-06}, {joined: 2024-03}]`",
        )


def _called(member: MemberSchema) -> str:
    """Return the text that identifies a member in messages."""
    return member.id or member.name or member.role or ""


def _check_structure(
    checker: Checker, committee: CommitteeSchema, structure: StructureSchema, path: KeyPath
) -> None:
    if structure.end is not None and structure.end.last < structure.start.first:
        checker.error(
            "CFG046",
            f"structure `{structure.id}` ends before it starts",
            (*path, "to"),
            "swap `from` and `to`, or fix one",
        )
    if structure.id in _RESERVED_STRUCTURES or len(contrasted(structure.id)) > 1:
        checker.error(
            "CFG047",
            f"`{structure.id}` can't be the id of a structure",
            (*path, "id"),
            "choose another id, such as `before`",
            note="`change` and `_vs_` have a meaning of their own in quantity ids",
        )
    titles = [role.title for role in structure.roles]
    checker.distinct(titles, (*path, "roles"), key="title", kind="role")
    for index, role in enumerate(structure.roles):
        _check_role(checker, committee, structure, role, (*path, "roles", index))
    _check_cycle(checker, structure, path)
    members = known_ids(committee)
    for index, pair in enumerate(structure.mentoring):
        spot = (*path, "mentoring", index)
        for key, name in (("mentor", pair.mentor), ("mentee", pair.mentee)):
            checker.known(
                name,
                members,
                (*spot, key),
                code="CFG032",
                message=f"{key} `{name}` is not a member",
            )
        if pair.mentor == pair.mentee:
            checker.error(
                "CFG045",
                f"member `{pair.mentor}` is their own mentor",
                spot,
                "name two people",
            )


def _check_role(
    checker: Checker,
    committee: CommitteeSchema,
    structure: StructureSchema,
    role: RoleSchema,
    path: KeyPath,
) -> None:
    people = dict(zip(known_ids(committee), committee.members, strict=True))
    for index, holder in enumerate(role.holders):
        is_known = checker.known(
            holder,
            people,
            (*path, "holders", index),
            code="CFG032",
            message=f"`{holder}`, who holds the role `{role.title}`, is not a member",
        )
        if is_known and _was_away(people[holder], structure):
            checker.warning(
                "CFG048",
                f"member `{holder}` holds the role `{role.title}` of structure "
                f"`{structure.id}`, but was not on the committee at that time",
                (*path, "holders", index),
                "fix `joined` or `left` of the member, or the holders of the role",
            )
    if role.reports_to == role.title:
        checker.error(
            "CFG034",
            f"role `{role.title}` reports to itself",
            (*path, "reports_to"),
            "name the role above, or delete `reports_to` of the role at the top",
        )
    elif role.reports_to is not None:
        checker.known(
            role.reports_to,
            [item.title for item in structure.roles if item.title != role.title],
            (*path, "reports_to"),
            code="CFG033",
            message=f"role `{role.title}` reports to `{role.reports_to}`, "
            f"which structure `{structure.id}` does not have",
        )


def _was_away(member: MemberSchema, structure: StructureSchema) -> bool:
    """Return whether no term of the membership overlaps the structure."""
    end = structure.end
    terms: list[MemberSchema | TermSchema] = [*member.terms] or [member]
    return all(
        (term.joined is not None and end is not None and end.last < term.joined.first)
        # `left` is the first day without the member.
        or (term.left is not None and term.left.last <= structure.start.first)
        for term in terms
    )


def _check_cycle(checker: Checker, structure: StructureSchema, path: KeyPath) -> None:
    above = {role.title: role.reports_to for role in structure.roles}
    reported: set[str] = set()
    for index, role in enumerate(structure.roles):
        line = [role.title]
        while (upper := above.get(line[-1])) in above and upper is not None and upper not in line:
            line.append(upper)
        # A line that only leads into a circle is not part of it.
        is_cycle = upper == role.title and len(line) > 1
        if is_cycle and not reported.intersection(line):
            reported.update(line)
            checker.error(
                "CFG034",
                "the reporting lines form a circle: "
                + " → ".join(f"`{title}`" for title in [*line, role.title]),
                (*path, "roles", index, "reports_to"),
                "delete `reports_to` of the role at the top",
            )


def _check_order(checker: Checker, structures: list[StructureSchema]) -> None:
    for index in range(1, len(structures)):
        earlier, later = structures[index - 1], structures[index]
        spot = (*_STRUCTURES, index, "from")
        if later.start.first < earlier.start.first:
            checker.error(
                "CFG041",
                f"structure `{later.id}` starts before `{earlier.id}`, which is listed above it",
                spot,
                "put the oldest structure first",
            )
        elif earlier.end is None or later.start.first <= earlier.end.last:
            checker.error(
                "CFG041",
                f"structure `{later.id}` starts before `{earlier.id}` has ended",
                spot,
                f"fix `to` of `{earlier.id}` or `from` of `{later.id}`",
            )


def _check_everyone_has_a_role(checker: Checker, committee: CommitteeSchema) -> None:
    holders = {
        holder
        for structure in committee.structures
        for role in structure.roles
        for holder in role.holders
    }
    for index, id_ in enumerate(known_ids(committee)):
        if id_ not in holders:
            checker.warning(
                "CFG042",
                f"member `{id_}` holds no role in any structure",
                (*_MEMBERS, index),
                "name the member among the `holders` of a role, or remove the entry",
                note="the member counts among the members and in who stayed, joined and left, "
                "but in no number about roles",
            )
