"""Types of a batch: one job per organization, its task and its report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reportgen.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic
    from reportgen.pipeline import BuildOptions


__all__ = ["Job", "Limits", "Reason", "Report", "Task"]


class Reason(StrEnum):
    """Why an organization has no new brief; `NONE` if it has one."""

    NONE = ""
    CONFIGURATION = "configuration"
    DATA = "data"
    WARNINGS = "warnings"
    TEMPLATE = "template"
    RENDERING = "rendering"
    DUPLICATE = "duplicate"
    CRASH = "crash"
    WALL_CLOCK = "wall_clock"
    CPU = "cpu"
    MEMORY = "memory"
    OUTPUT_SIZE = "output_size"
    CHANGED = "changed"
    DAMAGED = "damaged"
    ENVIRONMENT = "environment"
    EXCEPTION = "exception"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One organization's configuration; `shown` is its name in messages and records.

    `name` is the organization's, where it is known before the configuration is read.
    `note` gives the origin of a generated configuration; empty for one written by the user.
    `problems` are errors that are known before the configuration is read, such as those of a
    roster's row; the job then fails without being tried.
    """

    configuration: Path
    shown: str
    name: str = ""
    note: str = ""
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A job as passed to a child process.

    Attributes
    ----------
    organization : str
        The id that the brief is expected to have; empty if unknown.
    staging : Path
        A folder for this task only, on the file system of the output.
    common : mapping
        The parts of the content key shared by all jobs.
    """

    job: Job
    organization: str
    options: BuildOptions
    staging: Path
    limits: Limits
    common: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of one job; `cpu_seconds` and `peak_mb` are 0 if the child died."""

    organization: str
    reason: Reason = Reason.NONE
    message: str = ""
    diagnostics: tuple[Mapping[str, object], ...] = ()
    trace: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    content_key: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The edition's files, if the child shares no file system with the batch."""

    @property
    def is_made(self) -> bool:
        """Return whether there is a new edition."""
        return self.reason is Reason.NONE
