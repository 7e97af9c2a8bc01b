"""Decide by content hashes which organizations need a new brief, and why."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportgen.batch.content import (
    INPUTS,
    KEY,
    MADE_WITH,
    content_key,
    current_inputs,
    differences,
)
from reportgen.batch.edition_check import check_edition
from reportgen.config.identity import identify
from reportgen.edition.edition import MANIFEST, read_manifest
from reportgen.limits import limits
from reportgen.regular_file import read_regular

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportgen.batch.job import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionState:
    """The state of one job's edition: `causes` say why to build it, empty if up to date."""

    job: Job
    organization: str
    name: str
    configuration_sha256: str
    causes: tuple[str, ...]
    manifest: Mapping[str, Any] = field(default_factory=dict)


class Editions:
    """The editions in an output folder, by the hash of their configuration."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._by_configuration: dict[str, tuple[str, Mapping[str, Any]]] = {}
        if not output.is_dir():
            return
        for folder in sorted(output.iterdir()):
            manifest = read_manifest(folder) if (folder / MANIFEST).is_file() else None
            if manifest is not None:
                configuration = str(manifest.get("configuration_sha256"))
                self._by_configuration[configuration] = (folder.name, manifest)

    def examine(
        self, job: Job, common: Mapping[str, Any], roots: Sequence[Path], *, is_forced: bool
    ) -> EditionState:
        """Return the state of a job's edition and whether it is up to date.

        A configuration with a known hash is not parsed; all inputs and all files of the
        edition are hashed.
        """
        if job.problems:
            return _unknown(job, causes=(job.problems[0].message,))
        try:
            content = read_regular(job.configuration, limits().yaml_bytes)
        except OSError:
            cause = ("the configuration can't be read",)
            return _unknown(job, causes=cause)
        hashed = sha256(content).hexdigest()
        known = self._by_configuration.get(hashed)
        if known is None:
            return self._changed(job, content, hashed)
        organization, manifest = known
        causes = ["requested with --force"] if is_forced else []
        inputs = current_inputs(manifest.get(INPUTS, {}), job.configuration, content, roots)
        if manifest.get(KEY) != content_key(common, inputs):
            causes += _changes(manifest, common, inputs)
        problem = check_edition(self.output / organization, manifest)
        causes += [problem] if problem else []
        return EditionState(
            job=job,
            organization=organization,
            name=_name(manifest, organization),
            configuration_sha256=hashed,
            causes=tuple(causes),
            manifest=manifest,
        )

    def _changed(self, job: Job, content: bytes, hashed: str) -> EditionState:
        identity = identify(content)
        exists = bool(identity.id) and (self.output / identity.id / MANIFEST).is_file()
        return EditionState(
            job=job,
            organization=identity.id,
            name=identity.name or identity.id or job.configuration.stem,
            configuration_sha256=hashed,
            causes=("the configuration changed",) if exists else ("never built",),
        )


def _unknown(job: Job, *, causes: tuple[str, ...]) -> EditionState:
    return EditionState(
        job=job,
        organization="",
        name=job.name or job.configuration.stem,
        configuration_sha256="",
        causes=causes,
    )


def _name(manifest: Mapping[str, Any], organization: str) -> str:
    summary = manifest.get("summary")
    name = summary.get("name") if isinstance(summary, dict) else None
    return str(name or organization)


def _changes(
    manifest: Mapping[str, Any], common: Mapping[str, Any], inputs: Mapping[str, Any]
) -> list[str]:
    """Return descriptions of what changed since an edition was built."""
    if KEY not in manifest:
        return ["not built by a batch"]
    old_inputs = dict(manifest.get(INPUTS) or {})
    old_common = dict(manifest.get(MADE_WITH) or {})
    # Tuples become lists in JSON; convert both sides to the same types.
    now = json.loads(json.dumps(common))
    changed = differences(old_inputs, dict(inputs)) + differences(old_common, now)
    return [f"changed: {name}" for name in changed] or ["its content key is damaged"]
