"""How far the pages of a short report run, and what a layout says of other ways to set them.

Between two ways that differ only in the height of charts, nothing moves but what is below a chart,
so that one layout gives the heights of all of them. Of ways that differ in more it gives the least
that they can take.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock, OwnersView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Brief, BriefSection

    Box = tuple[float, float, float, float]

PAGES = 2
MEASURE, WIDE, PAIRED = FRAMES = "measure", "measure-wide", "measure-paired"
_FIRST, _MORE, _FOOT = "first-page", "short-more", "page-foot"
"""Ids of the template."""

_MM_PER_PX, _MM_PER_PT = 25.4 / 96, 25.4 / 72
_TOP, _BOTTOM = 1, 3
_BELOW_HEAD = 9.0  # mm: the running head of the second page, as in board-short.css
_ENOUGH = 0.5  # mm
_UNSURE = 1.5  # mm: as much as a margin that may or may not be cut off at the end of a page
_NEARLY_EMPTY = 120.0  # mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The height of one frame, in mm, of all it says, and of the owner's view within that."""

    height: float
    words: float
    view: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How far a laid-out report runs; lengths are in mm.

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
        Height that is left at the end of the first page, and below the foot.
    frames : tuple of Frame
        In reading order.
    above : float
        Height that is left on the first page where its measures begin or might.
    foot : float
        The height of the foot.
    """

    pages: int
    begin: int
    more: int
    lines: tuple[int, ...]
    first: float
    last: float
    frames: tuple[Frame, ...] = ()
    above: float = 0.0
    foot: float = 0.0

    @property
    def fits(self) -> bool:
        """Return whether it has no more pages than it may."""
        return self.pages <= PAGES

    @property
    def is_full(self) -> bool:
        """Return whether the first page runs on to the next before the measures begin."""
        return self.begin > 0 and self.first < _ENOUGH

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
    sections = [item for item in brief.sections if item.design in FRAMES]
    names = [f"frame-{item.anchor}" for item in sections]
    is_paired = any(item.design == PAIRED for item in brief.sections)
    # Of a pair, the first frame counts.
    lines = [sum(name in known for name in names[:: 1 + is_paired]) for known in anchors]
    bottom = _page_bottom(brief, tokens)

    def left(known: Mapping[str, Box], *wanted: str) -> float:
        reached = max((known[name][_BOTTOM] for name in wanted if name in known), default=0.0)
        return bottom - reached * _MM_PER_PX

    begun = [anchors[0][name][_TOP] * _MM_PER_PX for name in names[:1] if name in anchors[0]]
    return Extent(
        pages=len(anchors),
        begin=next((place for place, count in enumerate(lines) if count), 0),
        more=next((place for place, known in enumerate(anchors) if _MORE in known), -1),
        lines=tuple(lines),
        first=left(anchors[0], _FIRST, *names),
        last=left(anchors[-1], _FOOT),
        frames=tuple(_frame(section, anchors) for section in sections),
        above=bottom - begun[0] if begun else left(anchors[0], _FIRST) - _above_measures(tokens),
        foot=_height(_FOOT, anchors),
    )


def _page_bottom(brief: Brief, tokens: Tokens) -> float:
    page = tokens.get(f"print.{brief.page_size}")
    return float(page["height"] - tokens.number(f"print.short_{brief.page_size}.bottom"))


def _above_measures(tokens: Tokens) -> float:
    return tokens.number("space.4") * _MM_PER_PT


def _frame(section: BriefSection, anchors: Sequence[Mapping[str, Box]]) -> Frame:
    return Frame(
        height=_height(f"frame-{section.anchor}", anchors),
        words=_height(f"words-{section.anchor}", anchors),
        view=_height(f"view-{section.anchor}", anchors),
    )


def _height(name: str, anchors: Sequence[Mapping[str, Box]]) -> float:
    boxes = (known[name] for known in anchors if name in known)
    return sum(box[_BOTTOM] - box[_TOP] for box in boxes) * _MM_PER_PX


def foreseen(extent: Extent, laid: Brief, other: Brief, tokens: Tokens) -> Extent | None:
    """Return how far a report would run with charts of other heights; None if that is not sure.

    Parameters
    ----------
    extent : Extent
        Of `laid`, with the lowest charts.
    laid, other : Brief
        The report in two ways that differ in the height of charts only.
    """
    is_paired = any(item.design == PAIRED for item in other.sections)
    heights = []
    for place, frame in enumerate(extent.frames):
        before, after = (_chart_height(brief, place) for brief in (laid, other))
        # Words next to a chart may be taller than that.
        room = before if is_paired else max(before, frame.words)
        heights.append(frame.height + max(0.0, after - room))
    flow = _flow(_lines(heights, is_paired=is_paired), extent, other, tokens)
    if extent.is_full or extent.more >= 0 or flow.least < _UNSURE:
        return None
    begin = next((place for place, count in enumerate(flow.lines) if count), 0)
    return replace(
        extent,
        pages=flow.pages,
        begin=begin,
        lines=flow.lines,
        first=flow.first if begin == 0 else extent.first,
        last=flow.last,
    )


def cannot_fit(extent: Extent, laid: Brief, other: Brief, tokens: Tokens) -> bool:
    """Return whether a report can't have fewer than three pages if set in another way.

    Columns may get narrower, which makes no text shorter; the owners' views, and a line of text
    more, may be left out.
    """
    if extent.is_full:
        return False
    views = any(isinstance(block, OwnersView) for item in other.sections for block in item.blocks)
    is_paired, was_paired = (
        any(item.design == PAIRED for item in brief.sections) for brief in (other, laid)
    )
    line = 2 * tokens.get("type.short_text")["print"][1] * _MM_PER_PT
    heights = []
    for place, frame in enumerate(extent.frames):
        chart = _chart_height(other, place)
        # A view may be shortened to its plans; it also has a margin above it.
        says = max(frame.words - line - (0 if views == bool(frame.view) else frame.view + 2), 0)
        if not was_paired:
            # Words next to a lower chart are as tall as that, whatever they say.
            says = says if frame.words > _chart_height(laid, place) + line else 0
        heights.append(chart + says if is_paired else max(chart, says))
    lines = _lines(heights, is_paired=is_paired)
    least = replace(extent, foot=extent.foot - line, above=extent.above + line)
    return _flow(lines, least, other, tokens).pages > PAGES


def _chart_height(brief: Brief, place: int) -> float:
    frames = [item for item in brief.sections if item.design in FRAMES]
    blocks = frames[place].blocks if place < len(frames) else ()
    return sum(block.height_mm for block in blocks if isinstance(block, FigureBlock))


def _lines(heights: Sequence[float], *, is_paired: bool) -> list[float]:
    step = 1 + is_paired
    return [max(heights[place : place + step]) for place in range(0, len(heights), step)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flow:
    """Frames on pages; `least` is how close anything comes to the end of a page, in mm."""

    pages: int
    lines: tuple[int, ...]
    first: float
    last: float
    least: float


def _flow(lines: Sequence[float], extent: Extent, brief: Brief, tokens: Tokens) -> _Flow:
    """Set lines of frames and the foot one below the other; none breaks between two pages."""
    size = f"print.short_{brief.page_size}"
    page = _page_bottom(brief, tokens) - tokens.number(f"{size}.top") - _BELOW_HEAD
    gap = tokens.number("space.2") * _MM_PER_PT
    left, counts, first, least = extent.above, [0], extent.first, page
    for place, height in enumerate([*lines, extent.foot]):
        least = min(least, abs(left - height))
        if left < height:
            # The margin above all measures is kept if they begin on a new page.
            left = page - (_above_measures(tokens) if place == 0 else 0)
            counts.append(0)
        left -= height
        counts[-1] += place < len(lines)
        if len(counts) == 1:
            first = left
        left -= gap if place < len(lines) else 0
    return _Flow(pages=len(counts), lines=tuple(counts), first=first, last=left, least=least)
