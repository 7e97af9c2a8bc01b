"""Why a number, claim or goal differs between two editions: which of its inputs changed.

Where neither its data nor its settings changed, another version of the program made the
difference, and the reason is the method.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportgen.config.yaml.nodes import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.records import Ledger

PROGRAM = "reportgen"
_PRINTED_BY = ("report_date", "number_style", "language")
"""The keys of `brief` that affect a number or its text."""


@dataclass(slots=True)
class _Trail:
    """Files, methods and libraries of numbers and of everything that they are derived from."""

    files: set[str] = field(default_factory=set)
    methods: dict[str, tuple[str, str]] = field(default_factory=dict)
    libraries: set[str] = field(default_factory=set)


class ChangeReasons:
    """The reasons of all changes from one edition to a later one."""

    def __init__(self, old: Ledger, new: Ledger) -> None:
        self.old, self.new = old, new
        self._has_other_settings = _settings_differ(old, new)

    def of(self, *names: str, has_other_method: bool = False) -> tuple[str, ...]:
        """Return any of ``data``, ``method``, ``version`` and ``configuration``.

        Parameters
        ----------
        *names : str
            The quantities that the change is about.
        has_other_method : bool
            Whether the editions name different methods, in addition to those of the quantities.
        """
        before, after = _trail(self.old, names), _trail(self.new, names)
        has_other_data = any(
            self.old.files.get(name) != self.new.files.get(name)
            for name in before.files | after.files
        )
        is_otherwise_the_same = not has_other_data and not self._has_other_settings
        has_other_method = (
            has_other_method
            or any(after.methods.get(key, item) != item for key, item in before.methods.items())
            or (is_otherwise_the_same and self._is_other_version(PROGRAM))
        )
        used = {PROGRAM, *before.libraries, *after.libraries}
        found = {
            "data": has_other_data,
            "method": has_other_method,
            # A newer version is where another method comes from, and no further reason then.
            "version": not has_other_method and any(map(self._is_other_version, used)),
            "configuration": self._has_other_settings,
        }
        return tuple(reason for reason, is_one in found.items() if is_one)

    def _is_other_version(self, name: str) -> bool:
        return self.old.versions.get(name) != self.new.versions.get(name)


def _trail(ledger: Ledger, names: tuple[str, ...]) -> _Trail:
    found = _Trail()
    waiting = list(names)
    while waiting:
        current = waiting.pop()
        record = ledger.quantities.get(current)
        if record is None or current in found.methods:
            continue
        found.methods[current] = (record.method, record.formula)
        found.files.update(source.file for source in record.source)
        # Ledgers from before libraries were recorded: any of them may have computed the number.
        found.libraries.update(ledger.versions if record.libraries is None else record.libraries)
        waiting += record.derived_from
    return found


def _settings_differ(old: Ledger, new: Ledger) -> bool:
    """Return whether settings differ that can affect a number.

    A title or the name of the previous edition can't, and each edition names another one.
    """
    before, after = old.configuration, new.configuration
    if before.sha256 == after.sha256:
        return False
    if before.text is None or after.text is None:
        return True
    return dict(_settings(before.text)) != dict(_settings(after.text))


def _settings(text: str) -> Iterator[tuple[str, Any]]:
    """Yield the settings of a configuration that can affect a number."""
    value = load_yaml(text.encode(), "").value
    for key, item in value.items() if isinstance(value, dict) else (("", text),):
        if key == "brief" and isinstance(item, dict):
            yield from ((name, item[name]) for name in _PRINTED_BY if name in item)
        elif key == "committee" and isinstance(item, dict):
            yield key, {name: _without_names(part) for name, part in item.items()}
        elif key not in ("brief", "organization"):
            yield key, item


def _without_names(part: Any) -> Any:
    """Return a part of the committee with its members by their ids; without ids they have names.

    The configuration in a ledger has something else in place of names, by version.
    """
    if not isinstance(part, list):
        return part
    return [
        {key: item for key, item in member.items() if key != "name"}
        if isinstance(member, dict) and "id" in member
        else member
        for member in part
    ]
