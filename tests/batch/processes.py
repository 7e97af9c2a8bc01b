"""Child processes, read from /proc (Linux)."""

from __future__ import annotations

from pathlib import Path


def children_of(process: int) -> list[int]:
    """Return the ids of all descendants of a process."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == process:
                found += [int(entry.name), *children_of(int(entry.name))]
    return found
