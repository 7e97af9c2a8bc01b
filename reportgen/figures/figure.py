"""Drawn figures and their data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """The data of a figure as formatted text, by row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as SVG text, with alternative text and data.

    Every id inside the SVG begins with the `id` of the figure, so that ids are unique in a document
    with several figures.

    Attributes
    ----------
    narrow_svg : str
        The same figure for narrow screens; empty if it can't be drawn narrower.
    sizes : tuple of Figure
        The same figure at the sizes of a short board report, the largest first; in reports whose
        figures take the width of the page, at half of it.
    """

    id: str
    svg: str
    alt: str
    width_mm: float
    height_mm: float
    data: FigureTable
    narrow_svg: str = ""
    sizes: tuple[Figure, ...] = ()


def metric_figure_keys(metric: str) -> tuple[str, ...]:
    """Return the possible keys of a metric's figures, the preferred one first.

    A total is drawn as a total, though its gains have a control chart.
    """
    return tuple(f"{name}.{metric}" for name in ("board", "xmr", "counts", "trend", "months"))
