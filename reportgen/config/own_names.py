"""Names added by installed packages, read from metadata without importing the packages."""

from __future__ import annotations

from importlib.metadata import entry_points

METRICS = "reportgen.metrics"
OUTCOMES = "reportgen.outcomes"


def own_names(group: str) -> tuple[str, ...]:
    """Return the names of a group's entry points: a metric's id, the first word of an outcome."""
    return tuple(sorted({point.name for point in entry_points(group=group)}))
