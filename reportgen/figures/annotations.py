"""Events and milestones: marks on the time axis, with text in rows below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.drawing.text_layout import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import Point, TimeScale
    from reportgen.figures.drawing.canvas import Canvas

# Points: from a mark to its text, and from one row to the next.
_GAP = 5.0
_ROW = 10.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """An event or milestone: its position on the time axis, and its text."""

    position: float
    text: str
    is_milestone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    mark: float | None
    x: float
    row: int
    text: str
    align: str
    is_milestone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Annotations laid out in rows under the axis."""

    annotations: tuple[Annotation, ...]
    lines: tuple[_Line, ...]

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return 1 + max((line.row for line in self.lines), default=-1)

    @property
    def height(self) -> float:
        """Return the height of the rows, in points."""
        return self.rows * _ROW

    def draw(
        self, canvas: Canvas, *, axis_y: float, top: float, to_x: float, per_unit: float
    ) -> None:
        """Draw the marks on the axis and in the rows, and the text next to the latter."""
        style = canvas.style
        size = style.size("mark_happening")
        for is_milestone, shape in ((False, "^"), (True, "D")):
            on_axis = [
                (to_x + item.position * per_unit, axis_y)
                for item in self.annotations
                if item.is_milestone is is_milestone
            ]
            in_rows: list[Point] = [
                (line.mark, top - _ROW * line.row - 5.8)
                for line in self.lines
                if line.mark is not None and line.is_milestone is is_milestone
            ]
            canvas.marks(on_axis + in_rows, shape=shape, size=size, color=style.ink, zorder=4)
        for line in self.lines:
            canvas.label(
                line.x,
                top - _ROW * line.row - 8.4,
                line.text,
                size=style.text_note,
                color=style.soft,
                align=line.align,
            )


def annotations_between(
    context: FigureContext, scale: TimeScale, *, with_milestones: bool
) -> tuple[Annotation, ...]:
    """Return the annotations within the time axis, oldest first."""
    dated = [(event.on, event.what, False) for event in context.configuration.events]
    if with_milestones:
        dated += [(item.on, item.what, True) for item in context.configuration.milestones]
    report_date = context.outcomes.plan.report_date
    found = [
        Annotation(
            position=scale.position(on), text=what[:1].upper() + what[1:], is_milestone=is_milestone
        )
        for on, what, is_milestone in dated
        if on <= report_date
    ]
    # Half a month of tolerance: the mark of a month is at its middle, see `TimeScale.position`.
    inside = (item for item in found if scale.first - 0.5 <= item.position <= scale.last + 0.5)
    # Text breaks ties, so that the order does not depend on the configuration.
    return tuple(sorted(inside, key=lambda item: (item.position, item.text)))


def lay_out_strip(
    annotations: Iterable[Annotation], canvas: Canvas, *, to_x: float, per_unit: float
) -> Strip:
    """Lay out annotations in as few rows as possible, without overlap.

    Parameters
    ----------
    annotations : iterable of Annotation
        Oldest first.
    canvas : Canvas
        Its width limits the text.
    to_x, per_unit : float
        Convert a position to ``to_x + position * per_unit`` points.
    """
    items = tuple(annotations)
    strips = [
        _strip(items, canvas, to_x=to_x, per_unit=per_unit, prefers_left=prefers_left)
        for prefers_left in (False, True)
    ]
    # The first of equal ones: readers expect the text of a mark on its right.
    return min(strips, key=lambda strip: strip.height)


def _strip(
    items: tuple[Annotation, ...],
    canvas: Canvas,
    *,
    to_x: float,
    per_unit: float,
    prefers_left: bool,
) -> Strip:
    lines: list[_Line] = []
    taken: list[list[tuple[float, float]]] = []
    for item in items:
        mark = to_x + item.position * per_unit
        sides = [
            (texts, align, span, _free_row(taken, span, len(texts)))
            for texts, align, span in _sides(item.text, mark, canvas)
        ]
        if prefers_left:
            sides.reverse()
        # The side with fewer lines, and of equal ones the higher row.
        texts, align, span, row = min(sides, key=lambda side: (len(side[0]), side[3]))
        taken += [[] for _ in range(row + len(texts) - len(taken))]
        for offset, text in enumerate(texts):
            taken[row + offset].append(span)
            lines.append(
                _Line(
                    mark=mark if offset == 0 else None,
                    x=mark + _GAP if align == "left" else mark - _GAP,
                    row=row + offset,
                    text=text,
                    align=align,
                    is_milestone=item.is_milestone,
                )
            )
    return Strip(annotations=items, lines=tuple(lines))


Span = tuple[float, float]


def _sides(text: str, mark: float, canvas: Canvas) -> Iterator[tuple[tuple[str, ...], str, Span]]:
    """Yield the text wrapped right and left of its mark, its alignment and its extent."""
    size = canvas.style.text_note
    for room, align in ((canvas.width - mark - _GAP, "left"), (mark - _GAP, "right")):
        texts = _balanced(text, size, room)
        width = max(canvas.width_of(line, size=size) for line in texts)
        is_left = align == "left"
        yield (
            texts,
            align,
            (mark - 3, mark + _GAP + width) if is_left else (mark - _GAP - width, mark + 3),
        )


def _balanced(text: str, size: float, width: float) -> tuple[str, ...]:
    """Return the text in as few lines as possible, of similar length."""
    lines = wrapped(text, size, width, cuts_words=True)
    for share in (0.55, 0.7, 0.85):
        narrower = wrapped(text, size, width * share, cuts_words=True)
        # Narrower lines at no cost in height look better than one long and one short line.
        if len(narrower) == len(lines):
            return narrower
    return lines


def _free_row(taken: list[list[Span]], span: Span, rows: int) -> int:
    """Return the first of `rows` successive rows that are free over the span."""
    row = 0
    while any(
        # At least 4 points between the texts of a row.
        low < span[1] + 4 and span[0] < high + 4
        for line in taken[row : row + rows]
        for low, high in line
    ):
        row += 1
    return row
