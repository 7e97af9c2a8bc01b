"""Resolve the files that a configuration names, within the folders it may read.

These are the folder of the configuration and the data roots that the operator allows. Links
are resolved before the check, so that none leads out of them.
"""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from reportgen.config.naming import nearest, shorten
from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.config.schema.root import ConfigurationSchema
    from reportgen.model.configuration import KeyPath

_WILD = re.compile(r"[*?]")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")
_DRIVE = re.compile(r"[A-Za-z]:|\\\\")
_LOCK_FILE = re.compile(r"~\$|\.~lock\.")
"""What Excel and LibreOffice write next to a workbook for as long as somebody has it open."""
# Looking for a similar name must not list a huge folder.
_MOST_NEIGHBOURS = 2000


class NamedFile(NamedTuple):
    """A file name or a pattern of file names, and the key that gives it."""

    name: str
    path: KeyPath
    kind: str
    is_pattern: bool = False


class FoundFiles(NamedTuple):
    """Paths of the files, names matching each pattern, and diagnostics for unreadable ones."""

    files: dict[str, Path]
    groups: dict[str, tuple[str, ...]]
    problems: list[Diagnostic]


def named_files(schema: ConfigurationSchema) -> list[NamedFile]:
    """Return every file that a configuration names."""
    found = [
        NamedFile(metric.file, ("metrics", key, "file"), "metric file", _is_pattern(metric.file))
        for key, metric in schema.metrics.items()
    ]
    if schema.campaigns is not None:
        found.append(NamedFile(schema.campaigns.file, ("campaigns", "file"), "campaign file"))
    for index, survey in enumerate(schema.surveys):
        path = ("surveys", index)
        if survey.file is not None:
            found.append(NamedFile(survey.file, (*path, "file"), "survey file"))
        for key in ("before", "after", "answers"):
            group = getattr(survey, key)
            if group is not None and group.file is not None:
                found.append(NamedFile(group.file, (*path, key, "file"), "survey file"))
    if schema.committee is not None and schema.committee.holdings is not None:
        holdings = schema.committee.holdings
        place = ("committee", "holdings", "file")
        found.append(NamedFile(holdings.file, place, "committee file"))
    if schema.brief.references is not None:
        found.append(NamedFile(schema.brief.references, ("brief", "references"), "reference file"))
    if schema.brief.previous is not None:
        found.append(NamedFile(schema.brief.previous, ("brief", "previous"), "earlier edition"))
    if schema.organization.brand is not None:
        found.append(NamedFile(schema.organization.brand, ("organization", "brand"), "brand file"))
    return found


def find_files(
    files: Iterable[NamedFile],
    *,
    folder: Path,
    data_roots: Sequence[Path],
    places: Mapping[KeyPath, Place],
) -> FoundFiles:
    """Return the path of each named file, and a diagnostic for each that can't be read."""
    roots = [Path(os.path.realpath(root)) for root in (folder, *data_roots)]
    found = FoundFiles({}, {}, [])
    for item in files:
        if "\0" in item.name:
            continue  # reported already, as an invisible character
        place = places.get(item.path)
        single = [item]
        if item.is_pattern:
            names = _fitting(item, roots, place)
            if isinstance(names, Diagnostic):
                found.problems.append(names)
                continue
            found.groups[item.name] = names
            single = [item._replace(name=name) for name in names]
        for one in single:
            result = found.files.get(one.name) or _find(one, roots, place)
            if isinstance(result, Diagnostic):
                found.problems.append(result)
            else:
                found.files[one.name] = result
    return found


def _is_pattern(name: str) -> bool:
    return _WILD.search(name) is not None and _ADDRESS.match(name) is None


def _fitting(
    item: NamedFile, roots: Sequence[Path], place: Place | None
) -> tuple[str, ...] | Diagnostic:
    """Return the sorted names matching a pattern; only its last part may have wildcards."""
    folder, _, pattern = item.name.rpartition("/")
    if _WILD.search(folder):
        return _error(
            "DAT009",
            f"found `*` or `?` in the folder of `{shorten(item.name)}`",
            place,
            "use them in the file's name only, as in `data/downloads/*.csv`",
        )
    folders = [Path(os.path.realpath(root / folder)) for root in roots]
    inside = [here for here in folders if any(here.is_relative_to(root) for root in roots)]
    if not inside:
        return _outside(item, place)
    for here in inside:
        names = _names_in(here, pattern)
        most = limits().metric_files
        if len(names) > most:
            return _error(
                "DAT008",
                f"{len(names)} files fit `{shorten(item.name)}`; at most {most} are read",
                place,
                "put the files of one metric into a folder of their own",
            )
        if names:
            return tuple(f"{folder}/{name}" if folder else name for name in names)
    return _error(
        "DAT007",
        f"no file fits `{shorten(item.name)}`",
        place,
        "check the folder and the ending; `*` stands for any letters, `?` for one",
        "paths are relative to this YAML file",
    )


def _names_in(folder: Path, pattern: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                entry.name
                for entry in entries
                if fnmatch.fnmatchcase(entry.name, pattern)
                and not entry.name.startswith(".")
                and not is_lock_file(entry.name)
            )
    except (OSError, ValueError):
        return []


def _find(item: NamedFile, roots: Sequence[Path], place: Place | None) -> Path | Diagnostic:
    if _ADDRESS.match(item.name):
        return _error(
            "DAT002",
            f"expected a {item.kind}, found the address `{shorten(item.name)}`",
            place,
            "download the file, put it next to the configuration, and name it here",
            "reportgen reads nothing from the network",
        )
    if _DRIVE.match(item.name):
        return _outside(item, place)
    if is_lock_file(PurePosixPath(item.name).name):
        return _lock_file(item, place)
    candidates = [Path(os.path.realpath(root / item.name)) for root in roots]
    inside = [path for path in candidates if any(path.is_relative_to(root) for root in roots)]
    if not inside:
        return _outside(item, place)
    for path in inside:
        result = _examine(item, path, place)
        if result is not None:
            return result
    return _not_found(item, inside[0], place)


def is_lock_file(name: str) -> bool:
    """Return whether a file's name, without folders, is that of an office program's lock file."""
    return _LOCK_FILE.match(name) is not None


def lock_file_message(name: str) -> tuple[str, str]:
    """Return what a lock file is, and the name of the workbook that it belongs to."""
    workbook = name[2:] if name.startswith("~$") else name[7:].rstrip("#")
    return (
        f"`{shorten(name)}` is a lock file: a program has the workbook open",
        f"name the workbook itself: `{shorten(workbook)}`",
    )


def _lock_file(item: NamedFile, place: Place | None) -> Diagnostic:
    folder, separator, name = item.name.rpartition("/")
    message, fix = lock_file_message(name)
    # As it is to be written: with its folder.
    return _error("DAT083", message, place, fix.replace(": `", f": `{folder}{separator}"))


def _outside(item: NamedFile, place: Place | None) -> Diagnostic:
    last = re.split(r"[\\/]", item.name)[-1]
    return _error(
        "DAT003",
        f"the {item.kind} `{shorten(item.name)}` lies outside the configuration's folder",
        place,
        f"move the file next to the configuration and write `{shorten(last)}`, or allow its folder "
        "with `--data-root`"
        if last
        else "move the file next to the configuration, or allow its folder with `--data-root`",
    )


def _examine(item: NamedFile, path: Path, place: Place | None) -> Path | Diagnostic | None:
    """Return the path if it can be read, a diagnostic if not, None if it does not exist."""
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
    near = _moved_file(item.name, path) or _nearest_file(item.name, path)
    fix = f"did you mean `{near}`?" if near else "put the file there, or correct the name"
    if "\\" in item.name:
        fix = "separate folders with `/`"
    elif item.name.startswith(("~", "$", "%")) and not near:
        fix = "write the name as it is seen from this file; `~` and variables are not filled in"
    return _error(
        "DAT001",
        f"{item.kind} not found: {shorten(item.name)}",
        place,
        fix,
        "paths are relative to this YAML file",
    )


def _moved_file(name: str, path: Path) -> str | None:
    """Return the same file in a folder below, or in the folder above, None if it is in neither."""
    folder, _, last = name.rpartition("/")
    try:
        if folder and not path.parent.is_dir() and (path.parents[1] / last).is_file():
            return last
        with os.scandir(path.parent) as entries:
            below = sorted(
                entry.name for entry in islice(entries, _MOST_NEIGHBOURS) if entry.is_dir()
            )
        found = [here for here in below if (path.parent / here / last).is_file()]
    except OSError:
        return None
    return f"{folder}/{found[0]}/{last}".lstrip("/") if len(found) == 1 else None


def _nearest_file(name: str, path: Path) -> str | None:
    try:
        with os.scandir(path.parent) as entries:
            names = sorted(entry.name for entry in islice(entries, _MOST_NEIGHBOURS))
    except OSError:
        return None
    # Above the default 0.6: names that share only their suffix are not similar.
    found = nearest(path.name, names, cutoff=0.75)
    return str(Path(name).with_name(found)) if found else None


def _error(code: str, message: str, place: Place | None, fix: str, note: str = "") -> Diagnostic:
    return Diagnostic(
        code=code, severity=Severity.ERROR, message=message, place=place, help=fix, note=note
    )
