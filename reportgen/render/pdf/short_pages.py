"""Fit a short report to its two pages: what yields when it is tight, and what grows when it is not.

Charts get lower first, then the frames are set in two columns, then without the owners' reasons;
then the metrics without a goal and the front sheet are left to the page for screens. Type never
gets smaller. Whether a step fits is measured by laying it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock, OwnersView, TableBlock
from reportgen.model.prose import Paragraph
from reportgen.render.pdf.short_extent import (
    MEASURE,
    PAGES,
    PAIRED,
    WIDE,
    Extent,
    cannot_fit,
    foreseen,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Block, Brief, BriefSection

_TABLE, _METHODS = "page", "columns"
_WHERE = "where"

_PARTS = (("decision",), ("must-know", "grid"), ("glance",), ("agreed",))
"""The parts of the first page that a gap precedes."""

_SPARE = 1.0  # mm
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
    is_single : bool
        Whether all of it is on one page.
    """

    place: int
    more: tuple[str, ...] = ()
    is_paired: bool = False
    views: Views = Views.ALL
    is_brief: bool = False
    moved: int = 0
    is_single: bool = False

    @property
    def most(self) -> int:
        """Return how many pages there may be."""
        return 1 if self.is_single else PAGES

    @property
    def design(self) -> str:
        """Return how frames are set: in two columns, with a wide chart, or with a usual one."""
        return PAIRED if self.is_paired else WIDE if self.place <= _LAST_WIDE else MEASURE

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
class Fitted:
    """A report set to fit its pages.

    Attributes
    ----------
    spread : str
        The CSS that fills what is left of them.
    is_foreseen : bool
        Whether it was not laid out in this way, but follows from another one.
    most : int
        How many pages it has at most.
    begins_with_measures : bool
        Whether its second page begins with its measures.
    """

    brief: Brief
    spread: str
    is_foreseen: bool
    most: int
    begins_with_measures: bool


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
    # Two pages that are half empty look worse than one; with more metrics neither is empty.
    is_small = len(figures) <= _FEW
    wide = range(min(count, _LAST_WIDE + 1)) if is_small else ()
    single = tuple(Step(place=place, is_single=True) for place in wide)
    return tuple(group for group in (single, alone, *paired, tightest) if group)


@dataclass(slots=True, kw_only=True)
class _Search:
    """What is known of the ways to set a report, and which of them is to be laid out next."""

    brief: Brief
    groups: tuple[tuple[Step, ...], ...]
    tokens: Tokens
    is_foreseen: bool
    known: dict[Step, Extent] = field(default_factory=dict)

    @property
    def chosen(self) -> tuple[Step, Extent]:
        """Return the roomiest way that fits, or the tightest of all, once nothing is unknown."""
        for step in self._steps:
            if self._fits(step) and (extent := self._extent(step)):
                return step, extent
        last = self._steps[-1]
        return last, self.known[last]

    @property
    def unknown(self) -> Step | None:
        """Return the way whose layout says most about which one is the roomiest that fits."""
        if not self.known:
            return self._start
        for group in self.groups:
            fits = [self._fits(step) for step in group]
            last = fits.index(True) if True in fits else len(fits)
            open_ones = [
                step for step, known in zip(group, fits[:last], strict=False) if known is None
            ]
            if not open_ones:
                if last < len(fits):
                    return None if self._extent(group[last]) else group[last]
                continue
            # The tightest says whether any fits, and how tall the charts of the others may be.
            return open_ones[len(open_ones) // 2] if last < len(fits) else open_ones[-1]
        return None if self._steps[-1] in self.known else self._steps[-1]

    @property
    def _start(self) -> Step:
        """Return the way to begin with: the tightest of a group that may well be taken."""
        count = len(_measures(self.brief))
        blocks = (block for section in _measures(self.brief) for block in section.blocks)
        has_views = any(isinstance(block, OwnersView) for block in blocks)
        is_alone = count + has_views < _OFTEN_PAIRED
        return self.groups[0 if is_alone or len(self.groups) == 1 else 1][-1]

    @property
    def _steps(self) -> list[Step]:
        return [step for group in self.groups for step in group]

    def _fits(self, step: Step) -> bool | None:
        """Return whether a way fits; None if that can't be said yet."""
        group = next(group for group in self.groups if step in group)
        place = group.index(step)
        laid = [
            (group.index(item), self.known[item].pages <= item.most)
            for item in group
            if item in self.known
        ]
        # Within a group, each way takes less room than the one before.
        if any(fits and other <= place for other, fits in laid):
            return True
        if any(not fits and other >= place for other, fits in laid):
            return False
        if extent := self._extent(step):
            return extent.pages <= step.most
        if (
            self.is_foreseen
            and not step.moved
            and any(
                cannot_fit(extent, self._set(other), self._set(step), self.tokens)
                for other, extent in self.known.items()
                if not other.is_brief and not other.more
            )
        ):
            return False
        return None

    def _extent(self, step: Step) -> Extent | None:
        if step in self.known or not self.is_foreseen:
            return self.known.get(step)
        alike = (
            foreseen(extent, self._set(other), self._set(step), self.tokens)
            for other, extent in self.known.items()
            if other.place > step.place and replace(other, place=step.place) == step
            if other.design == step.design
        )
        return next(filter(None, alike), None)

    def _set(self, step: Step) -> Brief:
        return at_step(self.brief, step, _FIRST_PAGES[0])


_FEW = 2
"""Metrics of which all may be on one page."""

_OFTEN_PAIRED = 5
"""From this number of metrics on, one fewer with owners' views, frames are often in pairs."""


def fit(
    brief: Brief,
    measure: Callable[[Brief, str], Extent],
    tokens: Tokens,
    *,
    is_foreseen: bool = True,
) -> Fitted:
    """Return the roomiest way to set a report that fits.

    Parameters
    ----------
    brief : Brief
        A short report with all its metrics.
    measure : callable
        Lays a report out with further rules of CSS.
    tokens : Tokens
        The lengths of a page.
    is_foreseen : bool
        Whether what one layout says of other ways is taken without laying these out.
    """
    first, *closer = (item for item in _FIRST_PAGES if item.has_front_sheet or brief.front_sheet)
    search = _Search(brief=brief, groups=steps_of(brief), tokens=tokens, is_foreseen=is_foreseen)
    while (step := search.unknown) is not None:
        found = measure(at_step(brief, step, first), first.css + step.css)
        while found.is_full and closer:
            first = closer.pop(0)
            found = measure(at_step(brief, step, first), first.css + step.css)
        search.known[step] = found
    step, extent = search.chosen
    chosen = at_step(brief, step, first)
    css = first.css + step.css + _spread(chosen, extent, first, is_single=step.is_single)
    return Fitted(
        brief=chosen,
        spread=css,
        is_foreseen=step not in search.known,
        most=step.most,
        begins_with_measures=not step.is_single and extent.break_before == ".measures",
    )


def _spread(brief: Brief, extent: Extent, first: FirstPage, *, is_single: bool) -> str:
    """Return the CSS that gives the space left on a page to its gaps and to the rows of its table.

    None of it becomes so wide that parts of a page no longer look like one.
    """
    if not extent.fits:
        return ""
    parts = 1 + sum(any(item.design in designs for item in brief.sections) for designs in _PARTS)
    if is_single:
        gap = min(max(extent.last - _SPARE, 0) / (parts + sum(extent.lines)), _MOST_GAP)
        return f":root {{ --gap-first: {gap:.2f}mm; --gap-last: {gap:.2f}mm; }}"
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
    where = [block for item in brief.sections if item.design == _WHERE for block in item.blocks]
    pointer = [Paragraph(left.one_page)] if step.is_single else where
    sections = [_section(item, step) for item in brief.sections if item.anchor not in moved]
    sections += [item for item in brief.back.appendices if item.design in step.more]
    return replace(
        brief,
        sections=tuple(
            replace(item, blocks=(*pointer, *(Paragraph(note) for note in notes if note)))
            if item.design == _WHERE
            else item
            for item in sections
        ),
        front_sheet=brief.front_sheet if first.has_front_sheet else (),
    )


def _measures(brief: Brief) -> Sequence[BriefSection]:
    return [section for section in brief.sections if section.design == MEASURE]


def _section(section: BriefSection, step: Step) -> BriefSection:
    if section.design != MEASURE:
        return section
    return replace(
        section,
        blocks=tuple(_block(block, step) for block in _kept(section.blocks, step)),
        design=step.design,
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
