"""Report makers that fail on purpose: the organization's id names the fault."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from reportgen.batch import child
from reportgen.batch.child import make_report
from reportgen.batch.limits import apply_limits

if TYPE_CHECKING:
    from reportgen.batch.job import Report, Task
    from reportgen.pipeline import BuildResult


def make_faulty_report(task: Task) -> Report:
    """Make a report, or fail in the way that the organization's id names."""
    name = task.organization
    if name.startswith("crash"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if name.startswith("killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("hang"):
        time.sleep(3600)
    if name.startswith("slow"):
        time.sleep(1.5)
    if name.startswith("memory"):
        vars(child)["build_brief"] = _hoard
    if name.startswith("exception"):
        raise RuntimeError("an unexpected error")
    if name.startswith("busy"):
        apply_limits(task.limits)
        while True:
            pass
    return make_report(task)


def _hoard(*_: object, **__: object) -> BuildResult:
    """Allocate memory without limit in the middle of a report."""
    hoard: list[bytearray] = []
    while True:
        hoard.append(bytearray(50_000_000))
