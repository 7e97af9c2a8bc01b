"""What can still be checked of a configuration whose keys are not all right by themselves.

Whoever has mended one mistake should not find the next only then. So what is wrong is set
aside, entry by entry, until the rest is a configuration, and that is checked like any other.
Complaints that may only follow from what was set aside are left out.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from reportgen.config.checks.cross_checks import cross_check
from reportgen.config.naming import value_at
from reportgen.config.schema.root import ConfigurationSchema
from reportgen.diagnostics import Severity

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.model.configuration import KeyPath

_MOST_ROUNDS = 50
# Which sections a complaint looks names up in; the others look at what is there alone.
_LOOKED_UP = {
    "CFG030": {"periods", "intervention", "reporting_period"},
    "CFG031": {"metrics"},
    "CFG032": {"committee"},
    "CFG033": {"committee"},
    "CFG041": {"committee"},
    "CFG043": {"committee"},
    "CFG044": {"committee"},
    "CFG040": {"metrics", "periods"},
    "CFG049": {"intervention"},
    "CFG054": {"comparisons", "goals", "metrics", "surveys"},
    "CFG056": {"metrics", "committee", "campaigns", "surveys", "milestones"},
    "CFG057": {"surveys"},
    "CFG093": {"committee"},
    "CFG064": {"metrics"},
}


class Salvaged:
    """The part of a configuration that is right by itself.

    Attributes
    ----------
    schema : ConfigurationSchema or None
        None where too little is left, such as no organization.
    places : dict of key path to Place
        As the file has them, with the positions that are left.
    dropped : set of str
        Sections that something was set aside of.
    """

    def __init__(self, document: dict[str, Any], places: dict[KeyPath, Place]) -> None:
        self.document = copy.deepcopy(document)
        self.places = dict(places)
        self.dropped: set[str] = set()
        self.schema = self._reduce()

    def cross_errors(self) -> list[Diagnostic]:
        """Return what does not fit together in the part that is left."""
        if self.schema is None:
            return []
        return [
            item
            for item in cross_check(self.schema, self.places)
            if item.severity is Severity.ERROR
            and not self.dropped.intersection(_LOOKED_UP.get(item.code, ()))
        ]

    def _reduce(self) -> ConfigurationSchema | None:
        for _ in range(_MOST_ROUNDS):
            try:
                return ConfigurationSchema.model_validate(self.document)
            except ValidationError as problem:
                paths = {self._entry(item["type"], tuple(item["loc"])) for item in problem.errors()}
            # The last first, so that positions in lists stay those of the complaints.
            ordered = sorted(paths, key=lambda path: [str(part).zfill(6) for part in path])
            for path in reversed(ordered):
                if not path:
                    return None
                self._drop(path)
        return None

    def _entry(self, kind: str, path: KeyPath) -> KeyPath:
        """Return the path of what must go: the value, or the group that lacks a key."""
        if path[-1:] == ("[key]",) or kind == "missing":
            path = path[:-1]
        while path and not self._stands(path):
            path = path[:-1]
        return path

    def _stands(self, path: KeyPath) -> bool:
        group = value_at(path[:-1], self.document)
        if isinstance(group, dict):
            return path[-1] in group
        return isinstance(group, list) and isinstance(path[-1], int) and path[-1] < len(group)

    def _drop(self, path: KeyPath) -> None:
        """Take a value out; later entries of its list move up, and their places with them."""
        if not self._stands(path):
            return
        self.dropped.add(str(path[0]))
        del value_at(path[:-1], self.document)[path[-1]]
        depth = len(path)
        moved: dict[KeyPath, Place] = {}
        for known, place in self.places.items():
            if known[:depth] == path:
                continue
            moved[_moved_up(known, path)] = place
        self.places = moved


def _moved_up(known: KeyPath, dropped: KeyPath) -> KeyPath:
    """Return where a path leads once another entry, perhaps of the same list, is gone."""
    depth, last = len(dropped), dropped[-1]
    is_beside = len(known) >= depth and known[: depth - 1] == dropped[:-1]
    here = known[depth - 1] if is_beside else None
    if isinstance(last, int) and isinstance(here, int) and here > last:
        return (*known[: depth - 1], here - 1, *known[depth:])
    return known
