"""Processor time that a test may take."""

from __future__ import annotations

import sys

_TRACED = 4
"""How much longer code may take while a tracer counts its branches."""


def seconds(limit: float) -> float:
    """Return a limit in seconds of processor time, and more of them under a tracer."""
    return limit * (_TRACED if sys.gettrace() else 1)
