"""The people that owners, actions and asks name: by a member's id or name, by role, or freely.

Members are found before names are replaced, so that `privacy` applies to them as well: where it
hides names, a member that is named here is printed by role or initials.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.config.member_ids import person_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.board import Ask, View
    from reportgen.model.committee import Committee
    from reportgen.model.configuration import Configuration, KeyPath


class PrintedPeople:
    """How each member is printed, by id and by name."""

    def __init__(self, given: Committee, printed: Committee) -> None:
        """Take the members as configured, and as `privacy` lets them be printed, in one order."""
        pairs = list(zip(given.members, printed.members, strict=True))
        self._by_id = {member.id: shown.name for member, shown in pairs}
        self._by_name = {person_key(member.name): shown.name for member, shown in pairs}

    def of(self, text: str) -> str:
        """Return a person as printed; a role or any other name stays as it is."""
        return self._by_id.get(text.strip()) or self._by_name.get(person_key(text)) or text


def with_printed_people(configuration: Configuration, people: PrintedPeople) -> Configuration:
    """Return a configuration whose owners, actions and asks name people as they are printed."""
    brief, front = configuration.brief, configuration.brief.front
    return replace(
        configuration,
        brief=replace(
            brief,
            asks=tuple(_ask(item, people) for item in brief.asks),
            front=None if front is None else replace(front, sponsor=people.of(front.sponsor)),
        ),
        metrics={
            key: replace(item, owner=people.of(item.owner), view=_view(item.view, people))
            for key, item in configuration.metrics.items()
        },
        goals=tuple(
            replace(item, owner=people.of(item.owner), view=_view(item.view, people))
            for item in configuration.goals
        ),
    )


def _ask(ask: Ask, people: PrintedPeople) -> Ask:
    return replace(
        ask,
        proposed_by=people.of(ask.proposed_by),
        supported_by=tuple(people.of(item) for item in ask.supported_by),
    )


def _view(view: View, people: PrintedPeople) -> View:
    actions = tuple(replace(item, who=people.of(item.who)) for item in view.actions)
    return replace(view, actions=actions)


def is_person_path(path: KeyPath) -> bool:
    """Return whether the text at a key path is a person, in a file."""
    if path == ("brief", "front", "sponsor"):
        return True
    if path[:2] == ("brief", "asks"):
        return path[3:4] in (("proposed_by",), ("supported_by",))
    if path[:1] not in (("metrics",), ("goals",)):
        return False
    return path[2:] == ("owner",) or (path[2:3] == ("next",) and path[-1] == "who")


def named_people(configuration: Configuration) -> Iterator[tuple[KeyPath, str]]:
    """Yield the people that a configuration names, with their key paths in the file.

    One entry without its list has two paths, one of which the file has.
    """
    brief = configuration.brief
    if brief.front is not None and brief.front.sponsor:
        yield ("brief", "front", "sponsor"), brief.front.sponsor
    for position, ask in enumerate(brief.asks):
        path: KeyPath = ("brief", "asks", position)
        if ask.proposed_by:
            yield (*path, "proposed_by"), ask.proposed_by
        yield from _each((*path, "supported_by"), (), ask.supported_by)
    for key, metric in configuration.metrics.items():
        yield from _of_view(("metrics", key), metric.owner, metric.view)
    for position, goal in enumerate(configuration.goals):
        yield from _of_view(("goals", position), goal.owner, goal.view)


def _of_view(path: KeyPath, owner: str, view: View) -> Iterator[tuple[KeyPath, str]]:
    if owner:
        yield (*path, "owner"), owner
    yield from _each((*path, "next"), ("who",), tuple(item.who for item in view.actions))


def _each(path: KeyPath, key: KeyPath, people: tuple[str, ...]) -> Iterator[tuple[KeyPath, str]]:
    for position, person in enumerate(people):
        if person:
            yield (*path, position, *key), person
    if len(people) == 1 and people[0]:
        yield (*path, *key), people[0]
