"""What a batch consists of: one job an organization, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reportgen.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.pipeline import BuildOptions


__all__ = ["Job", "Limits", "Reason", "Report", "Task"]


class Reason(StrEnum):
    """Why an organization has no new brief; `NONE` where it has one."""

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

    `note` says where the configuration was made from, empty for a file of the user's own.
    """

    configuration: Path
    shown: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A job as a child process gets it.

    Attributes
    ----------
    organization : str
        The id that the brief must turn out to have; empty where it can't be told.
    staging : Path
        A folder of the task's own, on the file system of the output.
    common : mapping
        The parts of the content key that all jobs share.
    """

    job: Job
    organization: str
    options: BuildOptions
    staging: Path
    limits: Limits
    common: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of one job; `cpu_seconds` and `peak_mb` are 0 where the child died."""

    organization: str
    reason: Reason = Reason.NONE
    message: str = ""
    diagnostics: tuple[Mapping[str, object], ...] = ()
    trace: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    content_key: str = ""
    parcel: Mapping[str, bytes] = field(default_factory=dict)
    """The edition's files, where the child has no common file system with the batch."""

    @property
    def is_made(self) -> bool:
        """Return whether there is a new edition."""
        return self.reason is Reason.NONE
