"""Check what only board reports print: people, asks and reserves."""

from __future__ import annotations

import re
from difflib import get_close_matches
from math import isclose
from typing import TYPE_CHECKING

from reportgen.config.checks.metrics import check_currency
from reportgen.config.member_ids import member_ids, person_key
from reportgen.config.schema.board import MOST_ASKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.config.checks.checker import Checker
    from reportgen.config.schema.board import AskSchema, NextSchema
    from reportgen.config.schema.committee import CommitteeSchema
    from reportgen.config.schema.root import ConfigurationSchema
    from reportgen.model.configuration import KeyPath

_MOST_NEAR = 3
# An id has no spaces and no capitals; a digit or a mark distinguishes it from a word.
_ID = re.compile(r"[a-z][a-z0-9_-]*")
_NO_WORD = re.compile(r"[0-9_-]")
_NEARLY_EQUAL = 0.75
_AS_IT_IS = "a role or any other name is printed as it is, such as `Night team`"
_NEEDED = ("reason", "cost", "alternatives", "by")


def check_board(checker: Checker) -> None:
    """Check what a board is asked, and who is named in it, in goals and in actions."""
    brief = checker.schema.brief
    _check_number_of_asks(checker)
    for index, ask in enumerate(brief.asks):
        path: KeyPath = ("brief", "asks", index)
        check_currency(checker, ask.currency, f"ask {index + 1}", path)
        _check_reserve(checker, ask, index, path)
        if brief.draft:
            _check_draft(checker, ask, index, path)
    if brief.draft and brief.decision.strip():
        checker.advice(
            "CFG193",
            "in this draft, `decision` lacks " + _listed(_NEEDED),
            ("brief", "decision"),
            "write it as an entry of `asks`, which has a key for each of them",
        )
    _check_people(checker)


def _check_number_of_asks(checker: Checker) -> None:
    brief = checker.schema.brief
    if brief.decision.strip() and len(brief.asks) == MOST_ASKS:
        checker.error(
            "CFG192",
            f"the board is asked {MOST_ASKS + 1} things: `decision`, and {MOST_ASKS} in `asks`",
            ("brief", "asks", MOST_ASKS - 1),
            "keep the three most important ones, and say the rest in a section",
        )


def _check_reserve(checker: Checker, ask: AskSchema, index: int, path: KeyPath) -> None:
    given = (ask.reserve_before, ask.cost, ask.reserve_after)
    before, cost, after = (item.value if item is not None else None for item in given)
    if before is None or cost is None or after is None:
        return
    if not isclose(before - cost, after, rel_tol=1e-9, abs_tol=0.005):
        checker.error(
            "CFG191",
            f"ask {index + 1}: `reserve_after` is {after:.10g}, but {before:.10g} less the cost of "
            f"{cost:.10g} is {before - cost:.10g}",
            (*path, "reserve_after"),
            f"write `reserve_after: {before - cost:.10g}`, or fix the cost or `reserve_before`",
        )


def _check_draft(checker: Checker, ask: AskSchema, index: int, path: KeyPath) -> None:
    absent = [key for key in _NEEDED if not getattr(ask, key)]
    if absent and ask.kind in ("approve", "decide"):
        checker.advice(
            "CFG193",
            f"in this draft, ask {index + 1} lacks {_listed(absent)}",
            path,
            f"add {_listed([f'{key}: …' for key in absent])}",
            note="a draft prints what is not given; the final version leaves it out",
        )


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _check_people(checker: Checker) -> None:
    committee = checker.schema.committee
    if committee is None or not committee.members:
        return
    ids = _ids(committee)
    names = {person_key(item.name) for item in committee.members if item.name}
    roles = {person_key(role) for role in _roles(committee)}
    for path, text in _people(checker.schema):
        if text in ids or person_key(text) in names | roles:
            continue
        if near := _near(text, ids):
            checker.error(
                "CFG190",
                f"the committee has no member `{text}`",
                path,
                f"did you mean {' or '.join(f'`{name}`' for name in near)}?",
                note=_AS_IT_IS,
            )
        elif near := _near_names(text, names, committee):
            checker.warning(
                "CFG190",
                f"the committee has no member `{text}`",
                path,
                f"did you mean {' or '.join(f'`{name}`' for name in near)}?",
                note=_AS_IT_IS,
            )


def _near(text: str, ids: list[str]) -> list[str]:
    """Return the ids that a text may have meant; none if it is no id but a role or a name."""
    if not _ID.fullmatch(text):
        return []
    near = get_close_matches(text[:100], ids, n=_MOST_NEAR)
    return near or (ids[:_MOST_NEAR] if _NO_WORD.search(text) else [])


def _near_names(text: str, keys: set[str], committee: CommitteeSchema) -> list[str]:
    """Return the names of members that a text is nearly equal to.

    Not roles: `Chairs` is a group, and no slip for `Chair`.
    """
    near = get_close_matches(
        person_key(text)[:100], sorted(keys), n=_MOST_NEAR, cutoff=_NEARLY_EQUAL
    )
    written = (item.name for item in committee.members if item.name)
    return list(dict.fromkeys(name for name in written if person_key(name) in near))


def _ids(committee: CommitteeSchema) -> list[str]:
    given = [item.id for item in committee.members if item.id]
    names = [item.name for item in committee.members if item.id is None and item.name]
    return [*given, *member_ids(names, taken=given).values()]


def _roles(committee: CommitteeSchema) -> Iterator[str]:
    yield from (item.role for item in committee.members if item.role)
    for structure in committee.structures:
        yield from (role.title for role in structure.roles)


def _people(schema: ConfigurationSchema) -> Iterator[tuple[KeyPath, str]]:
    """Yield the people that the configuration names outside its committee."""
    front = schema.brief.front
    if front is not None and front.sponsor:
        yield ("brief", "front", "sponsor"), front.sponsor
    for index, ask in enumerate(schema.brief.asks):
        path: KeyPath = ("brief", "asks", index)
        if ask.proposed_by:
            yield (*path, "proposed_by"), ask.proposed_by
        for position, name in enumerate(ask.supported_by):
            yield (*path, "supported_by", position), name
    for key, metric in schema.metrics.items():
        yield from _of_actions(("metrics", key), metric.owner, metric.next)
    for index, goal in enumerate(schema.goals):
        yield from _of_actions(("goals", index), goal.owner.strip(), goal.next)


def _of_actions(
    path: KeyPath, owner: str | None, actions: list[NextSchema]
) -> Iterator[tuple[KeyPath, str]]:
    if owner:
        yield (*path, "owner"), owner
    for position, action in enumerate(actions):
        if action.who:
            yield (*path, "next", position, "who"), action.who
