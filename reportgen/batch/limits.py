"""Apply resource limits to a child process, and measure what it used."""

from __future__ import annotations

import contextlib
import math
import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.limits import Limits

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


def apply_limits(limits: Limits) -> None:
    """Limit the CPU seconds, address space and file size of this process from now on.

    The kernel enforces them: it ends a process over its CPU limit by a signal; the other limits
    make the offending call fail. Only soft limits are set, so that the next report in the same
    process can have others.
    """
    _bound(resource.RLIMIT_CPU, math.ceil(cpu_seconds() + limits.cpu_seconds))
    _bound(resource.RLIMIT_AS, limits.memory_bytes)
    _bound(resource.RLIMIT_FSIZE, limits.output_bytes)


def cpu_seconds() -> float:
    """Return the CPU seconds that this process has used so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def reset_peak_memory() -> None:
    """Reset the peak memory counter, if the system supports it (Linux)."""
    with contextlib.suppress(OSError):
        _CLEAR.write_text("5")  # resets VmHWM only; see proc(5)


def peak_memory_mb() -> float:
    """Return the peak resident memory since the last reset, in MB (10^6 bytes)."""
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = _STATUS.read_text().splitlines()
        line = next(item for item in lines if item.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, others KiB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def die_with_parent() -> None:
    """Ask Linux to kill this process when its parent ends.

    On other systems the next batch waits for the lock on running work instead.
    """
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    parent = os.getppid()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # 1 is PR_SET_PDEATHSIG
    if os.getppid() != parent:  # the parent ended before prctl
        os._exit(1)


def _bound(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (bounded, hard))
