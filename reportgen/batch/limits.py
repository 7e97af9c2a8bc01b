"""The limits of a child process, and what it took."""

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
    """Bound what the process may take from now on: CPU seconds, address space, file size.

    The kernel keeps them; a process over its CPU limit is ended by a signal, one over the
    others gets an error from the call that went too far. Hard limits stay as they are, so
    that the next report of the same process can have its own.
    """
    _bound(resource.RLIMIT_CPU, math.ceil(cpu_seconds() + limits.cpu_seconds))
    _bound(resource.RLIMIT_AS, limits.memory_bytes)
    _bound(resource.RLIMIT_FSIZE, limits.output_bytes)


def cpu_seconds() -> float:
    """Return the CPU seconds that this process has taken so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def reset_peak_memory() -> None:
    """Begin to measure the peak of memory anew, where the system can."""
    with contextlib.suppress(OSError):
        _CLEAR.write_text("5")


def peak_memory_mb() -> float:
    """Return the most memory that was resident since the last reset, in MB (10^6 bytes)."""
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = _STATUS.read_text().splitlines()
        line = next(item for item in lines if item.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def die_with_parent() -> None:
    """Ask Linux to end this process when the one that started it ends.

    Elsewhere the lock on running work keeps a next batch waiting instead.
    """
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    parent = os.getppid()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # 1 is PR_SET_PDEATHSIG
    if os.getppid() != parent:  # it ended before it could be asked
        os._exit(1)


def _bound(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (bounded, hard))
