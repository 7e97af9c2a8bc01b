"""Line numbers of rows as text, with their sheets if sheets were joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.data.findings import listed, on_lines
from reportgen.model.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.data.files.grid import Row
    from reportgen.model.message import Part


def on_rows(rows: Iterable[Row]) -> Part:
    """Return the lines of rows as text: ``lines 4, 7``, ``line 14 of sheet 2023``."""
    lines: dict[str, set[int]] = {}
    for row in rows:
        lines.setdefault(row.sheet, set()).add(row.line)
    if lines.keys() <= {""}:
        return on_lines(sorted(lines.get("", ())))
    return listed(
        [
            Message("{lines} of sheet {sheet}", lines=on_lines(sorted(found)), sheet=sheet)
            for sheet, found in lines.items()
        ]
    )
