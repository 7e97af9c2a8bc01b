"""A table of measurements, in Markdown."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table."""

    what: str
    measured: str
    ratio: str = ""
    goal: str = ""


def table_of(rows: Iterable[Row], subject: str) -> str:
    """Return the table under a heading with the subject and the machine."""
    lines = ["| What | Measured | Ratio | Goal |", "|---|---|---|---|"]
    lines += [f"| {row.what} | {row.measured} | {row.ratio} | {row.goal} |" for row in rows]
    load = os.getloadavg()[0]
    return f"{subject}; {os.cpu_count()} cores, load {load:.0f}.\n\n" + "\n".join(lines) + "\n"
