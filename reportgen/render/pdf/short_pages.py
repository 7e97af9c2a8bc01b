"""Fit a short report to its two pages: what yields when it is tight, and what grows when it is not.

Charts get lower first, then the frames are set in two columns, then without the owners' reasons;
then the metrics without a goal and the front sheet are left to the page for screens. Type never
gets smaller. Whether a step fits is measured by laying it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock, OwnersView, TableBlock
from reportgen.model.prose import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Block, Brief, BriefSection

    Box = tuple[float, float, float, float]

PAGES = 2
_MEASURE, _WIDE, _PAIRED = _FRAMES = "measure", "measure-wide", "measure-paired"
_TABLE, _METHODS = "page", "columns"
_WHERE = "where"
_FIRST, _MORE, _FOOT = "first-page", "short-more", "page-foot"
"""Ids of the template."""

_PARTS = (("decision",), ("must-know", "grid"), ("glance",), ("agreed",))
"""The parts of the first page that a gap precedes."""

_MM_PER_PX = 25.4 / 96
_BOTTOM = 3
_SPARE = 1.0  # mm
_NEARLY_EMPTY = 120.0  # mm
_MOST_GAP, _MOST_ROW = 7.0, 1.2  # mm


class Views(StrEnum):
    """What a frame has of the organization's view of its metric."""

    ALL = "all"
    PLANS = "plans"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One way to set the pages.

    Attributes
    ----------
    place : int
        The place of the charts' size among those that were drawn, the largest first.
    more : tuple of str
        The designs of sections of the page for screens that are printed as well.
    is_paired : bool
        Whether the frames are set in two columns.
    views : Views
        What the frames have of the organization's views.
    is_brief : bool
        Whether a frame says nothing of its chart but the verdict.
    moved : int
        How many metrics are left to the page for screens, the last ones first.
    """

    place: int
    more: tuple[str, ...] = ()
    is_paired: bool = False
    views: Views = Views.ALL
    is_brief: bool = False
    moved: int = 0

    @property
    def css(self) -> str:
        """Return rules that set the frames and the foot closer, where there is very little room."""
        return _CLOSEST_FRAMES if self.is_brief else ""


_CLOSEST_FRAMES = """
.status-text > strong:first-child { font-size: var(--size-short-ask); line-height: 12pt; }
.measure-words, .foot { font-size: var(--size-short-note); line-height: 9.8pt; }
.measure-paired { margin-bottom: 1pt; }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """One way to set the first page: with rows and gaps a little closer, without front sheet."""

    css: str = ""
    has_front_sheet: bool = True


_CLOSER = """
:root { --gap-first: -1.2mm; --gap-row: -0.35mm; }
.grid tbody td { height: 9mm; }
"""
_CLOSEST = """
:root { --gap-first: -2.6mm; --gap-row: -0.55mm; }
.table-goals-history { font-size: var(--size-short-note); line-height: 9.4pt; }
.grid { line-height: 9.4pt; }
.grid tbody td { height: 8mm; padding-top: 0; padding-bottom: 0; }
.is-short .ask-fields { row-gap: 1pt; margin-top: 3pt; padding-top: 3pt; line-height: 10.4pt; }
.is-short .section-decision { padding-top: 4pt; padding-bottom: 4pt; }
.is-short .short-title { margin-top: 2pt; }
.know-must-know { line-height: 10.4pt; }
"""
_FIRST_PAGES = (
    FirstPage(),
    FirstPage(css=_CLOSER),
    FirstPage(css=_CLOSEST),
    FirstPage(css=_CLOSEST, has_front_sheet=False),
)
"""From the roomiest to the tightest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How far a laid-out report runs.

    Attributes
    ----------
    pages : int
        The number of its pages.
    begin, more : int
        The pages on which its measures begin and what is added to them, counted from 0; -1 for
        what there is none of.
    lines : tuple of int
        How many frames, or pairs of frames, begin on each page.
    first, last : float
        Height that is left at the end of the first page, and below the foot, in mm.
    """

    pages: int
    begin: int
    more: int
    lines: tuple[int, ...]
    first: float
    last: float

    @property
    def fits(self) -> bool:
        """Return whether it has no more pages than it may."""
        return self.pages <= PAGES

    @property
    def is_full(self) -> bool:
        """Return whether the first page runs on to the next before the measures begin."""
        return self.begin > 0 and self.first < _SPARE / 2

    @property
    def break_before(self) -> str:
        """Return what begins the second page; empty where it begins by itself.

        That is the measures, if none fits on the first page or if all of it is one page, or what
        is added to them, if the second page would be nearly empty.
        """
        if self.more == 0 and self.last > _NEARLY_EMPTY:
            return ".short-more"
        return ".measures" if self.begin > 0 or self.pages < PAGES else ""


def extent_of(brief: Brief, anchors: Sequence[Mapping[str, Box]], tokens: Tokens) -> Extent:
    """Return how far a report runs, by the anchors on each of its pages."""
    frames = [f"frame-{item.anchor}" for item in brief.sections if item.design in _FRAMES]
    is_paired = any(item.design == _PAIRED for item in brief.sections)
    # Of a pair, the first frame counts.
    lines = [sum(name in known for name in frames[:: 1 + is_paired]) for known in anchors]
    page = tokens.get(f"print.{brief.page_size}")
    bottom = page["height"] - tokens.number(f"print.short_{brief.page_size}.bottom")

    def left(known: Mapping[str, Box], *names: str) -> float:
        reached = max((known[name][_BOTTOM] for name in names if name in known), default=0.0)
        return float(bottom - reached * _MM_PER_PX)

    return Extent(
        pages=len(anchors),
        begin=next((place for place, count in enumerate(lines) if count), 0),
        more=next((place for place, known in enumerate(anchors) if _MORE in known), -1),
        lines=tuple(lines),
        first=left(anchors[0], _FIRST, *frames),
        last=left(anchors[-1], _FOOT),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A report set to fit its pages; `spread` is the CSS that fills what is left of them."""

    brief: Brief
    spread: str


# Places of sizes: the last with text in a narrow column, the last for the width of the page, and
# the first for half of it.
_LAST_WIDE, _LAST_ALONE, _FIRST_PAIRED = 2, 7, 3
# The first for half of the page: less of the organization's views makes room for a taller chart.
_FIRST_BY_VIEWS = {Views.ALL: _FIRST_PAIRED, Views.PLANS: 5, Views.NONE: _FIRST_PAIRED}


def steps_of(brief: Brief) -> tuple[tuple[Step, ...], ...]:
    """Return groups of ways to set a report, from the roomiest to the tightest.

    Within a group, each way takes less room than the one before. A group is better than the next,
    even if that has taller charts.
    """
    figures = [
        block
        for section in _measures(brief)
        for block in section.blocks
        if isinstance(block, FigureBlock)
    ]
    count = max((len(block.sizes) for block in figures), default=1)
    movable = sum(section.may_move for section in _measures(brief))
    bare = Step(place=count - 1, is_paired=True, views=Views.NONE, is_brief=True)
    alone = (
        Step(place=0, more=(_TABLE, _METHODS)),
        *(Step(place=place, more=(_TABLE,)) for place in range(min(count, _LAST_WIDE + 1))),
        *(Step(place=place) for place in range(_LAST_WIDE, min(count, _LAST_ALONE + 1))),
    )
    paired = (
        tuple(Step(place=place, is_paired=True, views=views) for place in range(first, count))
        for views, first in _FIRST_BY_VIEWS.items()
    )
    tightest = (
        *(replace(bare, place=place) for place in range(max(count - 2, 0), count)),
        *(replace(bare, moved=moved) for moved in range(1, movable + 1)),
    )
    return tuple(group for group in (alone, *paired, tightest) if group)


def fit(brief: Brief, measure: Callable[[Brief, str], Extent]) -> Fitted:
    """Return the roomiest way to set a report that fits.

    Parameters
    ----------
    brief : Brief
        A short report with all its metrics.
    measure : callable
        Lays a report out with further rules of CSS.
    """
    first, *closer = (item for item in _FIRST_PAGES if item.has_front_sheet or brief.front_sheet)
    groups = steps_of(brief)

    def measured(step: Step) -> Extent:
        nonlocal first
        found = measure(at_step(brief, step, first), first.css + step.css)
        while found.is_full and closer:
            first = closer.pop(0)
            found = measure(at_step(brief, step, first), first.css + step.css)
        return found

    for steps in groups:
        tightest = measured(steps[-1])
        if tightest.fits:
            break
    # Each step takes less room than the one before, so half of the rest is ruled out at a time.
    known = {len(steps) - 1: tightest}
    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high) // 2
        known[middle] = measured(steps[middle])
        low, high = (low, middle) if known[middle].fits else (middle + 1, high)
    step = steps[low]
    chosen = at_step(brief, step, first)
    css = first.css + step.css + _spread(chosen, known[low], first)
    return Fitted(brief=chosen, spread=css)


def _spread(brief: Brief, extent: Extent, first: FirstPage) -> str:
    """Return the CSS that gives the room left on a page to its gaps and to the rows of its table.

    None of it becomes so wide that parts of a page no longer look like one.
    """
    if not extent.fits:
        return ""
    start = extent.break_before
    rules = [f"{start} {{ break-before: page; margin-top: 0; }}"] if start else []
    if start == ".short-more" or extent.pages < PAGES:
        return "\n".join(rules)
    rows = sum(
        len(block.rows)
        for section in brief.sections
        if section.design == "glance"
        for block in section.blocks
        if isinstance(block, TableBlock)
    )
    parts = 1 + sum(any(item.design in designs for item in brief.sections) for designs in _PARTS)
    above, below = (max(room - _SPARE, 0) for room in (extent.first, extent.last))
    here, there = extent.lines
    last = min(below / there, _MOST_GAP) if there else _MOST_GAP
    last = min(last, above / (parts + here)) if here else last
    above -= here * last
    rules.append(f":root {{ --gap-last: {last:.2f}mm; }}")
    if not first.css:
        row = min(above / 2 / (2 * rows), _MOST_ROW) if rows else 0
        gap = min((above - 2 * rows * row) / parts, _MOST_GAP)
        rules.append(f":root {{ --gap-first: {gap:.2f}mm; --gap-row: {row:.2f}mm; }}")
    return "\n".join(rules)


def at_step(brief: Brief, step: Step, first: FirstPage) -> Brief:
    """Return a report set in one of the ways; its last section says what it leaves out."""
    movable = [section for section in _measures(brief) if section.may_move]
    moved = {section.anchor for section in movable[len(movable) - step.moved :]}
    left, notes = brief.left_out, []
    if step.views is not Views.ALL:
        notes.append(left.reasons if step.views is Views.PLANS else left.views)
    if step.moved:
        notes.append(left.metrics[step.moved - 1])
    if not first.has_front_sheet:
        notes.append(left.front_sheet)
    sections = [_section(item, step) for item in brief.sections if item.anchor not in moved]
    sections += [item for item in brief.back.appendices if item.design in step.more]
    return replace(
        brief,
        sections=tuple(
            replace(item, blocks=(*item.blocks, *(Paragraph(note) for note in notes if note)))
            if item.design == _WHERE
            else item
            for item in sections
        ),
        front_sheet=brief.front_sheet if first.has_front_sheet else (),
    )


def _measures(brief: Brief) -> Sequence[BriefSection]:
    return [section for section in brief.sections if section.design == _MEASURE]


def _section(section: BriefSection, step: Step) -> BriefSection:
    if section.design != _MEASURE:
        return section
    return replace(
        section,
        blocks=tuple(_block(block, step) for block in _kept(section.blocks, step)),
        design=_PAIRED if step.is_paired else _WIDE if step.place <= _LAST_WIDE else _MEASURE,
    )


def _kept(blocks: Iterable[Block], step: Step) -> Iterator[Block]:
    """Yield the blocks of a frame; of its paragraphs, only the first if it `is_brief`."""
    has_paragraph = False
    for block in blocks:
        if isinstance(block, OwnersView) and step.views is Views.NONE:
            continue
        if isinstance(block, Paragraph) and step.is_brief:
            if has_paragraph:
                continue
            has_paragraph = True
        yield block


def _block(block: Block, step: Step) -> Block:
    if isinstance(block, OwnersView) and step.views is Views.PLANS:
        return replace(block, why=())
    if not isinstance(block, FigureBlock) or not block.sizes:
        return block
    chosen = block.sizes[min(step.place, len(block.sizes) - 1)]
    return replace(
        block, svg=chosen.svg, width_mm=chosen.width_mm, height_mm=chosen.height_mm, sizes=()
    )
