"""Shared state of the cross checks: schema, places and diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.config.naming import suggest
from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.model.configuration import exact_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.config.schema.root import ConfigurationSchema
    from reportgen.model.configuration import KeyPath


class Checker:
    """Collects diagnostics for keys that are valid alone but do not fit together."""

    def __init__(self, schema: ConfigurationSchema, places: Mapping[KeyPath, Place]) -> None:
        self.schema = schema
        self.places = places
        self.found: list[Diagnostic] = []

    def error(
        self, code: str, message: str, path: KeyPath, fix: str = "", *, note: str = ""
    ) -> None:
        """Add an error at a key path, or at the nearest one above it."""
        self._add(Severity.ERROR, code, message, path, help_and_note=(fix, note))

    def warning(
        self, code: str, message: str, path: KeyPath, fix: str = "", *, note: str = ""
    ) -> None:
        """Add a warning at a key path, or at the nearest one above it."""
        self._add(Severity.WARNING, code, message, path, help_and_note=(fix, note))

    def advice(
        self, code: str, message: str, path: KeyPath, fix: str = "", *, note: str = ""
    ) -> None:
        """Add advice at a key path, or at the nearest one above it."""
        self._add(Severity.ADVICE, code, message, path, help_and_note=(fix, note))

    def known(
        self, name: str, choices: Iterable[str], path: KeyPath, *, code: str, message: str
    ) -> bool:
        """Return whether a name is known; add an error with a suggestion if not."""
        known = list(choices)
        if name in known:
            return True
        self.error(code, message, path, suggest(name, known, kind="such name"))
        return False

    def distinct(self, names: Iterable[str], path: KeyPath, *, key: str, kind: str) -> None:
        """Add an error for each duplicate id in a list."""
        first: dict[str, int] = {}
        for index, name in enumerate(names):
            if name in first:
                earlier = self.line((*path, first[name], key))
                self.error(
                    "CFG035",
                    f"two {kind}s have the {key} `{name}`",
                    (*path, index, key),
                    "rename one of the two",
                    note=f"first given at line {earlier}" if earlier else "",
                )
            first.setdefault(name, index)

    def line(self, path: KeyPath) -> int | None:
        """Return the line of a key path, None if it has no place."""
        place = self.places.get(path)
        return place.line if place else None

    def _add(
        self,
        severity: Severity,
        code: str,
        message: str,
        path: KeyPath,
        *,
        help_and_note: tuple[str, str],
    ) -> None:
        # A missing key has no place of its own; the group that should have it does.
        place = None
        while path and place is None:
            place = exact_place(self.places, path)
            path = path[:-1]
        self.found.append(
            Diagnostic(
                code=code,
                severity=severity,
                message=message,
                place=place or self.places.get(()),
                help=help_and_note[0],
                note=help_and_note[1],
            )
        )
