"""Where the files that a configuration names are, and whether they may be read.

A configuration reads only under its own folder and under the data folders that the person
who runs reportgen allows; links are followed before the question is asked.
"""

from __future__ import annotations

import os
import re
import stat
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportgen.config.naming import nearest, shorten
from reportgen.diagnostics import Diagnostic, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.config.schema import ConfigurationSchema
    from reportgen.model.configuration import KeyPath

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")
_MOST_NEIGHBOURS = 2000


class NamedFile(NamedTuple):
    """A file name and the key that gives it."""

    name: str
    path: KeyPath
    kind: str


def named_files(schema: ConfigurationSchema) -> list[NamedFile]:
    """Return every file that a configuration names."""
    found = [
        NamedFile(metric.file, ("metrics", key, "file"), "metric file")
        for key, metric in schema.metrics.items()
    ]
    if schema.campaigns is not None:
        found.append(NamedFile(schema.campaigns.file, ("campaigns", "file"), "campaign file"))
    found += [
        NamedFile(survey.file, ("surveys", index, "file"), "survey file")
        for index, survey in enumerate(schema.surveys)
        if survey.file is not None
    ]
    if schema.brief.references is not None:
        found.append(NamedFile(schema.brief.references, ("brief", "references"), "reference file"))
    if schema.organization.brand is not None:
        found.append(NamedFile(schema.organization.brand, ("organization", "brand"), "brand file"))
    return found


def find_files(
    files: Iterable[NamedFile],
    *,
    folder: Path,
    data_roots: Sequence[Path],
    places: Mapping[KeyPath, Place],
) -> tuple[dict[str, Path], list[Diagnostic]]:
    """Return where each named file is, and a message for each that can't be read."""
    roots = [Path(os.path.realpath(root)) for root in (folder, *data_roots)]
    found: dict[str, Path] = {}
    problems: list[Diagnostic] = []
    for item in files:
        result = found.get(item.name) or _find(item, roots, places.get(item.path))
        if isinstance(result, Diagnostic):
            problems.append(result)
        else:
            found[item.name] = result
    return found, problems


def _find(item: NamedFile, roots: Sequence[Path], place: Place | None) -> Path | Diagnostic:
    if _ADDRESS.match(item.name):
        return _error(
            "DAT002",
            f"expected a {item.kind}, found the address `{shorten(item.name)}`",
            place,
            "download the file, put it beside the configuration, and name it here",
            "reportgen reads nothing from the network",
        )
    candidates = [Path(os.path.realpath(root / item.name)) for root in roots]
    inside = [path for path in candidates if any(path.is_relative_to(root) for root in roots)]
    if not inside:
        return _error(
            "DAT003",
            f"the {item.kind} `{shorten(item.name)}` lies outside the configuration's folder",
            place,
            "move the file beside the configuration, or allow its folder with `--data-root`",
        )
    for path in inside:
        result = _examine(item, path, place)
        if result is not None:
            return result
    return _not_found(item, inside[0], place)


def _examine(item: NamedFile, path: Path, place: Place | None) -> Path | Diagnostic | None:
    """Return the path if it can be read, a message if it can't, None if nothing is there."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "a device or pipe"
        return _error(
            "DAT004",
            f"expected a {item.kind}, found {what}: {shorten(item.name)}",
            place,
            "name the file itself",
        )
    if not os.access(path, os.R_OK):
        return _error(
            "DAT005",
            f"the {item.kind} may not be read: {shorten(item.name)}",
            place,
            "allow reading it in the file's properties",
        )
    return path


def _not_found(item: NamedFile, path: Path, place: Place | None) -> Diagnostic:
    near = _nearest_file(item.name, path)
    fix = f"did you mean `{near}`?" if near else "put the file there, or mend the name"
    if "\\" in item.name and not near:
        fix = "separate folders with `/`"
    return _error(
        "DAT001",
        f"{item.kind} not found: {shorten(item.name)}",
        place,
        fix,
        "paths are relative to this YAML file",
    )


def _nearest_file(name: str, path: Path) -> str | None:
    try:
        with os.scandir(path.parent) as entries:
            names = sorted(entry.name for entry in islice(entries, _MOST_NEIGHBOURS))
    except OSError:
        return None
    # Two names that share only their suffix are not near.
    found = nearest(path.name, names, cutoff=0.75)
    return str(Path(name).with_name(found)) if found else None


def _error(code: str, message: str, place: Place | None, fix: str, note: str = "") -> Diagnostic:
    return Diagnostic(
        code=code, severity=Severity.ERROR, message=message, place=place, help=fix, note=note
    )
