"""Sources of quantities: the rows that they were computed from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.model.quantity import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.model.series import Campaign, DataFile, Observation


def compress_rows(rows: Iterable[int]) -> str:
    """Return line numbers as ranges, such as ``2-13,15``; empty for none."""
    # Ranges keep the ledger small: a comparison has hundreds of rows, mostly successive ones.
    lines = sorted(set(rows))
    if not lines:
        return ""
    starts = [lines[0], *(later for earlier, later in pairwise(lines) if later != earlier + 1)]
    ends = [*(earlier for earlier, later in pairwise(lines) if later != earlier + 1), lines[-1]]
    spans = zip(starts, ends, strict=True)
    return ",".join(str(start) if start == end else f"{start}-{end}" for start, end in spans)


def observation_sources(
    observations: Iterable[Observation], column: str, files: Mapping[str, DataFile]
) -> tuple[Source, ...]:
    """Return the sources of observations, one per file, sorted by file name."""
    return _sources((source for item in observations for source in item.sources), column, files)


def campaign_sources(
    campaigns: Iterable[Campaign], column: str, files: Mapping[str, DataFile]
) -> tuple[Source, ...]:
    """Return the sources of campaigns, one per file, sorted by file name."""
    return _sources(((item.file, (item.row,)) for item in campaigns), column, files)


def _sources(
    found: Iterable[tuple[str, tuple[int, ...]]], column: str, files: Mapping[str, DataFile]
) -> tuple[Source, ...]:
    lines: dict[str, set[int]] = {}
    for file, rows in found:
        lines.setdefault(file, set()).update(rows)
    return tuple(
        Source(file=file, sha256=files[file].sha256, column=column, rows=compress_rows(rows))
        for file, rows in sorted(lines.items())
    )
