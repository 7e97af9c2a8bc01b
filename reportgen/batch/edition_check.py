"""Check that an edition on disk is complete: every file of its manifest, by hash."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportgen.edition.edition import MANIFEST, OUTCOMES, read_manifest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def check_edition(folder: Path, manifest: Mapping[str, Any] | None = None) -> str:
    """Return what is wrong with an edition; empty if it is complete.

    Parameters
    ----------
    folder : Path
        The organization's folder.
    manifest : mapping or None
        Its manifest; None to read it from the folder.
    """
    known = read_manifest(folder) if manifest is None else manifest
    if known is None:
        return f"{MANIFEST} is missing or damaged"
    try:
        wanted = {str(name): str(item["sha256"]) for name, item in known["files"].items()}
        wanted[OUTCOMES] = str(known["outcomes_sha256"])
    except (KeyError, TypeError, AttributeError):
        return f"{MANIFEST} is damaged"
    for name, expected in sorted(wanted.items()):
        try:
            found = sha256((folder / name).read_bytes()).hexdigest()
        except OSError:
            return f"{name} is missing"
        if found != expected:
            return f"{name} is not the file that was written"
    return ""


def edition_size(folder: Path) -> int:
    """Return the total size of the files of an edition in bytes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
