"""Check the valid part of an invalid configuration, to report all problems in one run.

Invalid entries are removed until the rest validates; the rest is then checked like any other
configuration. Complaints that may result from a removed entry are left out.
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

# A bound on the loop; each round removes at least one entry.
_MOST_ROUNDS = 50
# Sections in which a check looks names up; the other checks read single entries only.
_LOOKED_UP = {
    "CFG030": {"periods", "intervention", "interventions", "reporting_period"},
    "CFG031": {"metrics"},
    "CFG032": {"committee"},
    "CFG033": {"committee"},
    "CFG041": {"committee"},
    "CFG043": {"committee"},
    "CFG044": {"committee"},
    "CFG040": {"metrics", "periods"},
    "CFG049": {"intervention", "interventions"},
    "CFG054": {
        *("comparisons", "goals", "metrics", "surveys"),
        *("periods", "intervention", "interventions", "reporting_period"),
    },
    "CFG056": {"metrics", "committee", "campaigns", "surveys", "milestones"},
    "CFG057": {"surveys"},
    "CFG093": {"committee"},
    "CFG190": {"committee"},
    "CFG064": {"metrics"},
    "CFG183": {"metrics"},
    "CFG185": {"intervention", "interventions", "periods"},
    "CFG187": {"periods"},
    "CFG182": {"comparisons", "metrics"},
}


class Salvaged:
    """The part of a configuration that validates by itself.

    Attributes
    ----------
    schema : ConfigurationSchema or None
        None if too little is left, such as no organization.
    places : dict of key path to Place
        Positions of the remaining keys.
    dropped : set of str
        Sections from which something was removed.
    """

    def __init__(self, document: dict[str, Any], places: dict[KeyPath, Place]) -> None:
        self.document = copy.deepcopy(document)
        self.places = dict(places)
        self.dropped: set[str] = set()
        self.schema = self._reduce()

    def cross_errors(self) -> list[Diagnostic]:
        """Return the errors of the cross checks in the remaining part."""
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
            # In reverse order, so that the list positions of the other errors stay valid.
            ordered = sorted(paths, key=lambda path: [str(part).zfill(6) for part in path])
            for path in reversed(ordered):
                if not path:
                    return None
                self._drop(path)
        return None

    def _entry(self, kind: str, path: KeyPath) -> KeyPath:
        """Return the path to remove: the value, or the group that lacks a key."""
        if path[-1:] == ("[key]",) or kind == "missing":
            path = path[:-1]
        while path and not self._exists(path):
            path = path[:-1]
        return path

    def _exists(self, path: KeyPath) -> bool:
        group = value_at(path[:-1], self.document)
        if isinstance(group, dict):
            return path[-1] in group
        return isinstance(group, list) and isinstance(path[-1], int) and path[-1] < len(group)

    def _drop(self, path: KeyPath) -> None:
        """Remove a value; later entries of its list move up together with their places."""
        if not self._exists(path):
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
    """Return a path adjusted for the removal of an entry, perhaps of the same list."""
    depth, last = len(dropped), dropped[-1]
    is_sibling = len(known) >= depth and known[: depth - 1] == dropped[:-1]
    here = known[depth - 1] if is_sibling else None
    if isinstance(last, int) and isinstance(here, int) and here > last:
        return (*known[: depth - 1], here - 1, *known[depth:])
    return known
