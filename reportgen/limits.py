"""Limits for one input, one brief and one child process, set by the operator.

Configurations, data and templates may come from people who are not fully trusted, so none of
them can change a limit: `Limits` are read from a file given by the person who runs reportgen, and
apply to the whole process.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Every limit with its unit in its name; docs/how-to/trust.md says what each is for.

    Raises
    ------
    ValueError
        A limit is not greater than 0.
    """

    yaml_bytes: int = 1_000_000
    yaml_nodes: int = 10_000
    yaml_depth: int = 40
    word_characters: int = 2_000
    brief_metrics: int = 100

    table_bytes: int = 50_000_000
    table_rows: int = 200_000
    table_columns: int = 512
    table_cells: int = 5_000_000
    database_bytes: int = 500_000_000
    query_seconds: float = 10.0
    metric_rows: int = 500_000
    metric_files: int = 500

    archive_parts: int = 2_000
    archive_bytes: int = 200_000_000
    archive_ratio: int = 100

    image_bytes: int = 1_000_000
    image_pixels: int = 16_000_000
    svg_nodes: int = 20_000
    svg_depth: int = 40
    font_bytes: int = 5_000_000

    bibliography_bytes: int = 5_000_000
    bibliography_entries: int = 5_000
    edition_bytes: int = 200_000_000

    template_bytes: int = 256_000
    include_depth: int = 10
    text_characters: int = 1_000_000
    page_bytes: int = 10_000_000
    portfolio_bytes: int = 100_000_000
    resource_bytes: int = 5_000_000
    pdf_pages: int = 300

    wall_seconds: float = 60.0
    cpu_seconds: float = 45.0
    memory_bytes: int = 1_500_000_000
    output_bytes: int = 50_000_000

    def __post_init__(self) -> None:
        for field in fields(self):
            if not getattr(self, field.name) > 0:
                raise ValueError(f"{field.name} must be greater than 0")


class _Process:
    """The limits of this process; only `put_in_force` assigns them."""

    limits = Limits()


def limits() -> Limits:
    """Return the limits in force."""
    return _Process.limits


def put_in_force(chosen: Limits) -> None:
    """Set the limits of this process, for all threads."""
    _Process.limits = chosen


@contextmanager
def in_force(chosen: Limits) -> Iterator[None]:
    """Set limits within the block, then restore the earlier ones."""
    before = _Process.limits
    put_in_force(chosen)
    try:
        yield
    finally:
        put_in_force(before)
