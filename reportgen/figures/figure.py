"""A drawn figure and its data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """A figure's data as a reader may want them: texts, a column each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as SVG text, with its alternative text and the data that it shows.

    Every id inside the SVG begins with the figure's own `id`, so that figures can
    stand in one document.
    """

    id: str
    svg: str
    alt: str
    width_mm: float
    height_mm: float
    data: FigureTable
