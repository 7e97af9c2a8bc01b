"""Fit a short report to its two pages: what yields when it is tight, and what grows when it is not.

Charts get lower first, down to two columns of frames without the owners' reasons; then the metrics
without a goal move to the supplement. Type never gets smaller. Whether a step fits is measured by
laying it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock
from reportgen.model.prose import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.document.brief import Block, Brief, BriefSection

PAGES = 2
_MEASURE, _PAIRED = "measure", "measure-paired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One way to set the pages.

    Attributes
    ----------
    place : int
        The place of the charts' height among those that were drawn, the tallest first.
    is_paired : bool
        Whether the frames are set in two columns.
    moved : int
        How many metrics are left to the supplement, the last ones first.
    """

    place: int
    is_paired: bool = False
    moved: int = 0


def steps_of(brief: Brief) -> tuple[Step, ...]:
    """Return the ways to set a report, from the roomiest to the tightest."""
    figures = [
        block
        for section in _measures(brief)
        for block in section.blocks
        if isinstance(block, FigureBlock)
    ]
    last = max((len(block.heights) for block in figures), default=1) - 1
    movable = sum(section.may_move for section in _measures(brief))
    return (
        *(Step(place=place) for place in range(last)),
        *(Step(place=last, is_paired=True, moved=moved) for moved in range(movable + 1)),
    )


def fit(brief: Brief, pages_of: Callable[[Brief], int]) -> Brief:
    """Return the report as it is printed: the roomiest way that fits.

    Parameters
    ----------
    brief : Brief
        A short report with all its metrics.
    pages_of : callable
        Lays a report out and returns the number of its pages.
    """
    steps = steps_of(brief)
    # Each step takes less room than the one before, so half of the rest is ruled out at a time.
    low, high = 0, len(steps) - 1
    pages = {}
    while low < high:
        middle = (low + high) // 2
        pages[middle] = pages_of(at_step(brief, steps[middle]))
        if pages[middle] <= PAGES:
            high = middle
        else:
            low = middle + 1
    return at_step(brief, steps[low])


def at_step(brief: Brief, step: Step) -> Brief:
    """Return a report set in one of the ways."""
    movable = [section for section in _measures(brief) if section.may_move]
    moved = {section.anchor for section in movable[len(movable) - step.moved :]}
    sections = tuple(
        _section(section, step) for section in brief.sections if section.anchor not in moved
    )
    note = brief.moved[step.moved - 1] if step.moved else ()
    if note:
        sections = tuple(
            replace(section, blocks=(*section.blocks, Paragraph(note)))
            if section.design == "where"
            else section
            for section in sections
        )
    return replace(brief, sections=sections)


def _measures(brief: Brief) -> Sequence[BriefSection]:
    return [section for section in brief.sections if section.design == _MEASURE]


def _section(section: BriefSection, step: Step) -> BriefSection:
    if section.design != _MEASURE:
        return section
    return replace(
        section,
        blocks=tuple(_block(block, step) for block in section.blocks),
        design=_PAIRED if step.is_paired else _MEASURE,
    )


def _block(block: Block, step: Step) -> Block:
    if not isinstance(block, FigureBlock) or not block.heights:
        return block
    chosen = block.heights[min(step.place, len(block.heights) - 1)]
    return replace(
        block, svg=chosen.svg, width_mm=chosen.width_mm, height_mm=chosen.height_mm, heights=()
    )
