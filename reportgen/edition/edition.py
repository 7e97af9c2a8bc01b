"""Write an edition: all files in the folder of an organization, built from the same outcomes.

The manifest lists every file with its SHA-256, and the hash of the outcomes, so that editions
are never mixed and a damaged folder is detected.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportgen.edition.atomic_write import write_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MANIFEST = "manifest.json"
OUTCOMES = "outcomes.json"
SCHEMA = "reportgen-manifest/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFile:
    """One file of an edition to be written."""

    name: str
    kind: str
    format: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentEdition:
    """The present edition of a folder: hash of the outcomes, formats per kind, file records."""

    outcomes_sha256: str
    formats: Mapping[str, tuple[str, ...]]
    records: Mapping[str, Mapping[str, str]]


def to_json(document: Mapping[str, Any]) -> bytes:
    """Return a document as JSON: UTF-8, indented, keys in their given order."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def digest(content: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def read_manifest(folder: Path) -> Mapping[str, Any] | None:
    """Return an edition's manifest, None where there is none that can be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def read_current_edition(folder: Path) -> CurrentEdition | None:
    """Return the present edition of a folder from its manifest, None if there is none.

    A damaged manifest counts as none; the edition is then rebuilt.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        records = {str(name): dict(record) for name, record in manifest["files"].items()}
        outcomes = str(manifest["outcomes_sha256"])
        formats: dict[str, tuple[str, ...]] = {}
        for record in records.values():
            known = formats.setdefault(record["kind"], ())
            if record["format"] not in known:
                formats[record["kind"]] = (*known, record["format"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return CurrentEdition(outcomes_sha256=outcomes, formats=formats, records=records)


def write_edition(
    folder: Path,
    files: tuple[EditionFile, ...],
    *,
    outcomes: bytes,
    about: Mapping[str, Any],
    kept: Mapping[str, Mapping[str, str]],
) -> tuple[Path, ...]:
    """Write an edition, the manifest last, and return the paths of the written files.

    The edition is replaced as a whole: if a step fails, the previous one remains. Files of an
    earlier edition that this one lacks, such as figures that are no longer drawn, are removed;
    files that others put into the folder are kept.

    Parameters
    ----------
    folder : Path
        The output folder of the organization; created if missing.
    files : tuple of EditionFile
        The briefs.
    outcomes : bytes
        The content of outcomes.json, from which all briefs of the folder were built.
    about : mapping
        Further entries of the manifest.
    kept : mapping
        Manifest records of present files, built from the same outcomes, to keep.

    Raises
    ------
    OSError
        A file could not be written; the error names it.
    """
    records = {name: dict(record) for name, record in kept.items()}
    for file in files:
        records[file.name] = {
            "kind": file.kind,
            "format": file.format,
            "sha256": digest(file.content),
        }
    manifest = {
        "schema": SCHEMA,
        **about,
        "outcomes_sha256": digest(outcomes),
        "files": dict(sorted(records.items())),
    }
    content = {folder / file.name: file.content for file in files}
    content |= {folder / OUTCOMES: outcomes, folder / MANIFEST: to_json(manifest)}
    write_together(content, removed=tuple(_obsolete(folder, records)))
    return tuple(content)


def _obsolete(folder: Path, records: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the files of the previous edition that the new one does not have.

    Only files that the previous manifest lists and that are unchanged since: a file that
    someone added or changed is theirs.
    """
    current = read_current_edition(folder)
    for name, record in current.records.items() if current is not None else ():
        path = folder / name
        if name in records or not is_inside(path, folder):
            continue
        try:
            is_own = path.is_file() and digest(path.read_bytes()) == record.get("sha256")
        except OSError:
            continue
        if is_own:
            yield path


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether a path is inside a folder; a manifest may have been tampered with."""
    return path.resolve().is_relative_to(folder.resolve()) and not path.is_symlink()
