"""Fit a short report to its two pages: what yields when it is tight, and what grows when it is not.

Charts get lower first, then the frames are set in two columns, then without the owners' reasons;
then the metrics without a goal and the front sheet are left to the page for screens. Type never
gets smaller. Whether a step fits is measured by laying it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock, OwnersView, TableBlock
from reportgen.model.prose import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Block, Brief, BriefSection

    Box = tuple[float, float, float, float]

PAGES = 2
_MEASURE, _WIDE, _PAIRED = _FRAMES = "measure", "measure-wide", "measure-paired"
_TABLE = "page"
_WHERE = "where"
_FIRST, _FOOT = "first-page", "page-foot"
"""Ids of the template."""

_PARTS = (("decision",), ("must-know", "grid"), ("glance",), ("agreed",))
"""The parts of the first page that a gap precedes."""

_MM_PER_PX = 25.4 / 96
_BOTTOM = 3
_SPARE = 1.0  # mm
_MOST_GAP, _MOST_ROW = 7.0, 1.2  # mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One way to set the pages.

    Attributes
    ----------
    place : int
        The place of the charts' size among those that were drawn, the largest first.
    has_table : bool
        Whether the table of the period, which is on the page for screens, is printed as well.
    is_paired : bool
        Whether the frames are set in two columns.
    has_reasons : bool
        Whether the frames have the owners' reasons.
    moved : int
        How many metrics are left to the page for screens, the last ones first.
    """

    place: int
    has_table: bool = False
    is_paired: bool = False
    has_reasons: bool = True
    moved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """One way to set the first page: with rows and gaps a little closer, without front sheet."""

    css: str = ""
    has_front_sheet: bool = True


_CLOSER = ":root { --gap-first: -1.1mm; --gap-row: -0.35mm; }"
_FIRST_PAGES = (
    FirstPage(),
    FirstPage(css=_CLOSER),
    FirstPage(css=_CLOSER, has_front_sheet=False),
)
"""From the roomiest to the tightest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How far a laid-out report runs.

    Attributes
    ----------
    pages : int
        The number of its pages.
    begin : int
        The page on which its measures begin, counted from 0.
    first, last : float
        Height below the last line of the first page without measures, and below the foot, in mm.
    """

    pages: int
    begin: int
    first: float
    last: float

    @property
    def fits(self) -> bool:
        """Return whether it has no more pages than it may."""
        return self.pages <= PAGES

    @property
    def is_full(self) -> bool:
        """Return whether the first page runs on to the next."""
        return self.begin > 0 and self.first < _SPARE / 2

    @property
    def is_parted(self) -> bool:
        """Return whether the first page ends where the measures begin.

        They begin on the second page, or all of it is one page, which is to be two.
        """
        return self.begin > 0 or self.pages < PAGES


def extent_of(brief: Brief, anchors: Sequence[Mapping[str, Box]], tokens: Tokens) -> Extent:
    """Return how far a report runs, by the anchors on each of its pages."""
    frame = next((item.anchor for item in brief.sections if item.design in _FRAMES), "")
    begin = next((place for place, known in enumerate(anchors) if frame in known), 0)
    page = tokens.get(f"print.{brief.page_size}")
    bottom = page["height"] - tokens.number(f"print.short_{brief.page_size}.bottom")
    first, last = (
        bottom - max((known[name][_BOTTOM] for known in anchors if name in known), default=0)
        * _MM_PER_PX
        for name in (_FIRST, _FOOT)
    )
    return Extent(pages=len(anchors), begin=begin, first=first, last=last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A report set to fit its pages; `spread` is the CSS that fills what is left of them."""

    brief: Brief
    spread: str


# Places of sizes: the last with text in a narrow column, the last for the width of the page, the
# first for half of it, and the first for half of it without reasons.
_LAST_WIDE, _LAST_ALONE, _FIRST_PAIRED, _FIRST_BARE = 2, 7, 3, 5


def steps_of(brief: Brief) -> tuple[Step, ...]:
    """Return the ways to set a report, from the roomiest to the tightest."""
    figures = [
        block
        for section in _measures(brief)
        for block in section.blocks
        if isinstance(block, FigureBlock)
    ]
    count = max((len(block.sizes) for block in figures), default=1)
    movable = sum(section.may_move for section in _measures(brief))
    bare = Step(place=count - 1, is_paired=True, has_reasons=False)
    return (
        *(Step(place=place, has_table=True) for place in range(min(count, _LAST_WIDE + 1))),
        *(Step(place=place) for place in range(_LAST_WIDE, min(count, _LAST_ALONE + 1))),
        *(Step(place=place, is_paired=True) for place in range(_FIRST_PAIRED, count)),
        *(replace(bare, place=place) for place in range(_FIRST_BARE, count)),
        *(replace(bare, moved=moved) for moved in range(1, movable + 1)),
    )


def fit(brief: Brief, measure: Callable[[Brief, str], Extent]) -> Fitted:
    """Return the roomiest way to set a report that fits.

    Parameters
    ----------
    brief : Brief
        A short report with all its metrics.
    measure : callable
        Lays a report out with further rules of CSS.
    """
    steps = steps_of(brief)
    first, *closer = (item for item in _FIRST_PAGES if item.has_front_sheet or brief.front_sheet)
    known: dict[int, Extent] = {}
    # Each step takes less room than the one before, so half of the rest is ruled out at a time.
    low, high = 0, len(steps) - 1
    while low not in known:
        middle = (low + high) // 2
        found = measure(at_step(brief, steps[middle], first), first.css)
        while found.is_full and closer:
            first = closer.pop(0)
            found = measure(at_step(brief, steps[middle], first), first.css)
        known[middle] = found
        if found.fits or middle == high:
            high = middle
        else:
            low = middle + 1
    chosen = at_step(brief, steps[low], first)
    return Fitted(brief=chosen, spread=first.css + _spread(chosen, known[low], first))


def _spread(brief: Brief, extent: Extent, first: FirstPage) -> str:
    """Return the CSS that gives the room left on a page to its gaps and to the rows of its table.

    None of it becomes so wide that parts of a page no longer look like one.
    """
    if not extent.fits:
        return ""
    rules = []
    if extent.is_parted:
        rules.append(".measures { break-before: page; margin-top: 0; }")
        rows = sum(
            len(block.rows)
            for section in brief.sections
            if section.design == "glance"
            for block in section.blocks
            if isinstance(block, TableBlock)
        )
        parts = 1 + sum(
            any(item.design in designs for item in brief.sections) for designs in _PARTS
        )
        room = max(extent.first - _SPARE, 0)
        row = min(room / 2 / (2 * rows), _MOST_ROW) if rows else 0
        gap = min((room - 2 * rows * row) / parts, _MOST_GAP)
        if not first.css:
            rules.append(f":root {{ --gap-first: {gap:.2f}mm; --gap-row: {row:.2f}mm; }}")
    if extent.begin > 0:
        frames = [item for item in brief.sections if item.design in _FRAMES]
        lines = len(frames) if frames and frames[0].design != _PAIRED else (len(frames) + 1) // 2
        last = min(max(extent.last - _SPARE, 0) / max(lines, 1), _MOST_GAP)
        rules.append(f":root {{ --gap-last: {last:.2f}mm; }}")
    return "\n".join(rules)


def at_step(brief: Brief, step: Step, first: FirstPage) -> Brief:
    """Return a report set in one of the ways; its last section says what it leaves out."""
    movable = [section for section in _measures(brief) if section.may_move]
    moved = {section.anchor for section in movable[len(movable) - step.moved :]}
    left, notes = brief.left_out, []
    if not step.has_reasons and left.reasons:
        notes.append(left.reasons)
    if step.moved:
        notes.append(left.metrics[step.moved - 1])
    if not first.has_front_sheet:
        notes.append(left.front_sheet)
    sections = [_section(item, step) for item in brief.sections if item.anchor not in moved]
    if step.has_table:
        sections += [item for item in brief.back.appendices if item.design == _TABLE]
    return replace(
        brief,
        sections=tuple(
            replace(item, blocks=(*item.blocks, *map(Paragraph, notes)))
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
        blocks=tuple(_block(block, step) for block in section.blocks),
        design=_PAIRED if step.is_paired else _WIDE if step.place <= _LAST_WIDE else _MEASURE,
    )


def _block(block: Block, step: Step) -> Block:
    if isinstance(block, OwnersView) and not step.has_reasons:
        return replace(block, why=())
    if not isinstance(block, FigureBlock) or not block.sizes:
        return block
    chosen = block.sizes[min(step.place, len(block.sizes) - 1)]
    return replace(
        block, svg=chosen.svg, width_mm=chosen.width_mm, height_mm=chosen.height_mm, sizes=()
    )
