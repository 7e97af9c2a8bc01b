"""CPU time limits of tests."""

from __future__ import annotations

import sys

_TRACED = 4
"""Factor by which code may be slower while coverage is measured."""


def seconds(limit: float) -> float:
    """Return a limit in seconds of CPU time, extended while coverage is measured."""
    return limit * (_TRACED if sys.gettrace() else 1)
