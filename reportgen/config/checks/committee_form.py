"""Check that a committee has one of its three forms: structures, a list of roles, or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.config.member_ids import member_ids, person_key

if TYPE_CHECKING:
    from reportgen.config.checks.checker import Checker
    from reportgen.config.schema.committee import CommitteeSchema
    from reportgen.model.configuration import KeyPath

_COMMITTEE: KeyPath = ("committee",)
_MEMBERS: KeyPath = ("committee", "members")


def known_ids(committee: CommitteeSchema) -> list[str]:
    """Return the id of each entry of the members, configured or derived from the name."""
    entries = committee.members
    made = member_ids(
        [item.name for item in entries if item.id is None and item.name],
        taken=[item.id for item in entries if item.id],
    )
    return [item.id or made.get(person_key(item.name or ""), "") for item in entries]


def check_committee_form(checker: Checker, committee: CommitteeSchema) -> None:
    """Check that members have one source, and that no key is without effect."""
    if (committee.holdings is None) == (not committee.members):
        checker.error(
            "CFG110",
            "the committee needs its people in one of two ways",
            _COMMITTEE,
            "give `members:`, a list such as `[{name: Ada Example, role: Chair}]`, or `holdings:` "
            "with the file that lists who held which role when",
        )
    if committee.structures:
        _check_with_structures(checker, committee)
    else:
        _check_without_structures(checker, committee)
    _check_same_names(checker, committee)


def _check_with_structures(checker: Checker, committee: CommitteeSchema) -> None:
    for key in ("holdings", "dates"):
        if getattr(committee, key):
            checker.error(
                "CFG111",
                f"`{key}` has no effect in addition to `structures`",
                (*_COMMITTEE, key),
                f"delete `structures`, which are then made from the roles, or delete `{key}`",
            )
    for index, member in enumerate(committee.members):
        path = (*_MEMBERS, index)
        if member.name is None:
            checker.error("CFG113", "a member without a name", path, "add `name: …`")
        for key in ("role", "reports_to"):
            if getattr(member, key) is not None:
                checker.error(
                    "CFG111",
                    f"`{key}` of a member has no effect in addition to `structures`",
                    (*path, key),
                    "name the member among the `holders` of a role of a structure, or delete "
                    "`structures`",
                )


def _check_without_structures(checker: Checker, committee: CommitteeSchema) -> None:
    if committee.ranks or committee.trainee_ranks:
        checker.warning(
            "CFG114",
            "ranks have no effect without `structures`",
            (*_COMMITTEE, "ranks" if committee.ranks else "trainee_ranks"),
            "delete them, or describe how the committee was organized under `structures`",
        )
    titles = [item.role for item in committee.members if item.role]
    for index, member in enumerate(committee.members):
        path = (*_MEMBERS, index)
        if member.name is None and member.role is None:
            fix = "add `name: …`, `role: …`, or both; a role without a name is vacant"
            checker.error("CFG113", "a member with neither a name nor a role", path, fix)
        if member.reports_to is not None:
            checker.known(
                member.reports_to,
                [title for title in titles if title != member.role],
                (*path, "reports_to"),
                code="CFG033",
                message=f"role `{member.role or ''}` reports to `{member.reports_to}`, which no "
                "member has as `role`",
            )


def _check_same_names(checker: Checker, committee: CommitteeSchema) -> None:
    """Warn if two ids have the same name: a member who came back would count as two people."""
    first: dict[str, str] = {}
    for index, (id_, member) in enumerate(
        zip(known_ids(committee), committee.members, strict=True)
    ):
        if not any(letter.isalnum() for letter in member.name or ""):
            # A vacant role, or a name that `privacy` removed.
            continue
        known = first.setdefault(person_key(member.name or ""), id_)
        if known != id_:
            checker.warning(
                "CFG115",
                f"members `{known}` and `{id_}` have the same name and count as two people",
                (*_MEMBERS, index, "name"),
                "for one person who came back, give one entry with `terms: [{joined: …, left: …}, "
                "{joined: …}]`; give two people different names",
            )
