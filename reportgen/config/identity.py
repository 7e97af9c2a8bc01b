"""Read the organization of a configuration without validating the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.config.to_model import slug
from reportgen.config.yaml.nodes import load_yaml
from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.limits import limits
from reportgen.regular_file import read_regular, real_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Identity:
    """The id and name of an organization; empty if the file does not give them."""

    id: str = ""
    name: str = ""


def shared_ids(paths: Sequence[Path]) -> dict[Path, Diagnostic]:
    """Return an error for each configuration whose organization is also another file's.

    They would share an output folder and overwrite each other's brief. Names are compared
    by the id made from them: É, é and e give the same id.
    """
    by_id: dict[str, list[Path]] = {}
    for path in {real_path(item): item for item in paths}.values():
        name = identify_file(path).id
        if name:
            by_id.setdefault(name, []).append(path)
    return {
        path: _shared(path, next(other for other in same if other != path), name)
        for name, same in by_id.items()
        if len(same) > 1
        for path in same
    }


def _shared(path: Path, other: Path, name: str) -> Diagnostic:
    return Diagnostic(
        code="BAT002",
        severity=Severity.ERROR,
        message=f"the id `{name}` is also that of {other.name}",
        place=Place(file=str(path)),
        help="give each organization an `id` of its own",
        note="two organizations with one id would share a folder, so neither is built",
    )


def identify_file(path: Path) -> Identity:
    """Return the organization of a configuration file; an empty one if it can't be read."""
    try:
        return identify(read_regular(path, limits().yaml_bytes))
    except OSError:
        return Identity()


def identify(data: bytes) -> Identity:
    """Return the organization of a configuration file.

    Parameters
    ----------
    data : bytes
        The content of the file. An invalid file gives as much as can be read.
    """
    value = load_yaml(data, "").value
    found = value.get("organization") if isinstance(value, dict) else None
    if not isinstance(found, dict):
        return Identity()
    name, given = found.get("name"), found.get("id")
    name = name if isinstance(name, str) else ""
    return Identity(id=given if isinstance(given, str) else slug(name), name=name)
