"""Records of a batch: the manifest of all organizations, and the event log.

The same input gives the same manifest, byte for byte. Everything that varies from run to run,
such as times, memory and which briefs were up to date, is in the events only.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportgen.batch.job import Reason
from reportgen.edition.atomic_write import naming, write_atomically
from reportgen.edition.edition import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportgen.batch.job import Report
    from reportgen.batch.rebuild_check import EditionState

MANIFEST = "manifest.json"
EVENTS = "events.jsonl"
SCHEMA = "reportgen-batch/1"
_FILE_MODE = 0o644


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One organization in the manifest.

    `files` are the hashes of the edition in its folder; if `reason` says why there is no new
    one, that is the last good edition.
    """

    organization: str
    name: str
    configuration: str
    reason: Reason = Reason.NONE
    message: str = ""
    diagnostics: tuple[Mapping[str, object], ...] = ()
    content_key: str = ""
    outcomes_sha256: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_made(self) -> bool:
        """Return whether the edition is up to date with the configuration."""
        return self.reason is Reason.NONE

    def record(self) -> dict[str, Any]:
        """Return the entry as plain data."""
        return {
            "id": self.organization,
            "name": self.name,
            "configuration": self.configuration,
            "status": "made" if self.is_made else "failed",
            "reason": str(self.reason),
            "message": self.message,
            "diagnostics": [dict(item) for item in self.diagnostics],
            "content_key": self.content_key,
            "outcomes_sha256": self.outcomes_sha256,
            "files": dict(sorted(self.files.items())),
        }


def entry_of(record: Mapping[str, Any]) -> Entry:
    """Return the entry of a record.

    Raises
    ------
    KeyError, TypeError, ValueError
        The record has another format.
    """
    return Entry(
        organization=str(record["id"]),
        name=str(record["name"]),
        configuration=str(record["configuration"]),
        reason=Reason(record["reason"]),
        message=str(record["message"]),
        diagnostics=tuple(dict(item) for item in record["diagnostics"]),
        content_key=str(record["content_key"]),
        outcomes_sha256=str(record["outcomes_sha256"]),
        files=dict(record["files"]),
    )


def read_entries(output: Path) -> tuple[Entry, ...]:
    """Return the entries of the last batch's manifest; none if it can't be read."""
    try:
        manifest = json.loads((output / MANIFEST).read_bytes())
        return tuple(entry_of(record) for record in manifest["organizations"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()


def write_manifest(output: Path, entries: Sequence[Entry], portfolio: Mapping[str, Any]) -> None:
    """Write the manifest unless it is unchanged."""
    made = sum(entry.is_made for entry in entries)
    content = to_json(
        {
            "schema": SCHEMA,
            "counts": {"organizations": len(entries), "made": made, "failed": len(entries) - made},
            "portfolio": dict(portfolio),
            "organizations": [entry.record() for entry in entries],
        }
    )
    path = output / MANIFEST
    if not path.is_file() or path.read_bytes() != content:
        write_atomically(path, content)


class EventLog:
    """Event log as JSON Lines, written immediately."""

    def __init__(self, output: Path, *, goes_on: bool) -> None:
        self._path = output / EVENTS
        start = os.O_APPEND if goes_on else os.O_TRUNC
        with naming(self._path):
            self._handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | start, _FILE_MODE)
        if goes_on and self._path.stat().st_size:
            self._write(b"\n")  # ends a line that a kill may have truncated

    def add(self, event: str, **facts: Any) -> None:
        """Write one event.

        Raises
        ------
        OSError
            The disk is full or fails; the error names the file.
        """
        line = json.dumps({"event": event, **facts}, ensure_ascii=False)
        self._write(line.encode() + b"\n")

    def add_report(self, item: EditionState, report: Report) -> None:
        """Write the result of one job, with the resources it used."""
        self.add(
            "report",
            organization=item.organization,
            name=item.name,
            configuration=item.job.shown,
            configuration_sha256=item.configuration_sha256,
            reason=str(report.reason),
            message=report.message,
            seconds=round(report.seconds, 4),
            cpu_seconds=round(report.cpu_seconds, 4),
            peak_mb=round(report.peak_mb, 1),
            content_key=report.content_key,
            **({"trace": report.trace} if report.trace else {}),
        )

    def close(self) -> None:
        """Close the file."""
        with naming(self._path):
            os.close(self._handle)

    def _write(self, line: bytes) -> None:
        rest = memoryview(line)
        with naming(self._path):
            while rest:
                rest = rest[os.write(self._handle, rest) :]


def read_events(output: Path) -> list[dict[str, Any]]:
    """Return the events of the last batch, without truncated lines."""
    try:
        lines = (output / EVENTS).read_bytes().splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            found.append(event)
    return found
