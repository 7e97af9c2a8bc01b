"""Names added by installed packages, read from metadata without importing the packages."""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib.metadata import entry_points

METRICS = "reportgen.metrics"
OUTCOMES = "reportgen.outcomes"


def own_names(group: str) -> tuple[str, ...]:
    """Return the names of a group's entry points: a metric's id, the first word of an outcome."""
    return _own_names(group, tuple(sys.path))


@lru_cache(maxsize=8)
def _own_names(group: str, _: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names in the folders of installed packages.

    Reading all metadata takes 5 ms, and a check asks several times.
    """
    return tuple(sorted({point.name for point in entry_points(group=group)}))
