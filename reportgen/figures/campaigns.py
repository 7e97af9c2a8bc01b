"""Ranked bars of campaigns, with the record and the previous record highlighted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.drawing.axes import short_month, value_text
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.text_layout import NO_BREAK_SPACE, text_width, wrapped
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.model.quantity_ids import PREVIOUS_RECORD, RECORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.record import RecordEstimate
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import Point
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.model.series import Campaign

# More bars than this fill a page and are hard to compare.
_MAX_NAMED = 10
# In a figure that is not wide, where names take two lines. Points.
_MAX_NARROW = 7
_WIDE = 300.0
# Points: height of a row, distance of further lines, height of a bar.
_ROW, _LINE, _BAR = 14.0, 9.8, 9.0
# Names get at most this share of the width; longer ones are wrapped.
_NAME_SHARE = 0.46
_GAP = 4.0
# Distance from the middle of a row down to the baseline of its text, in points.
_DROP = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    campaign: Campaign
    lines: tuple[str, ...]
    number: str
    note: str
    color: str
    is_record: bool

    @property
    def height(self) -> float:
        return _ROW + _LINE * (len(self.lines) - 1)


def plot_campaigns(context: FigureContext) -> Drawing | None:
    """Return the bars of the campaigns, from zero, best first; None without a record.

    The best campaigns are named; the others are summed in one line.
    """
    record, campaigns = context.outcomes.record, context.dataset.campaigns
    if record is None or campaigns is None:
        return None
    style = context.style
    canvas = Canvas(style, width_mm=style.width_mm, height_mm=0.1)
    shown = _shown(record, _MAX_NAMED if canvas.width > _WIDE else _MAX_NARROW)
    rest = [item for item in record.ranked if item not in shown]
    rows = [_row(campaign, record, context, canvas) for campaign in shown]
    foot = _ROW if rest else 1.0
    # The height is known only after the names have been wrapped.
    canvas.grow(sum(row.height for row in rows) + foot + 1)
    left = 6 + max(
        text_width(line, style.text, is_strong=row.is_record) for row in rows for line in row.lines
    )
    # The record has the longest bar, and its number follows the bar in bold.
    room = canvas.width - left - text_width(rows[0].number, style.text, is_strong=True) - _GAP
    scale = room / max(row.campaign.value for row in rows)
    _draw_rows(canvas, rows, left, scale)
    if rest:
        _draw_rest(canvas, rest, left, context)
    axis = ((left, canvas.height), (left, foot))
    canvas.lines([axis], color=style.muted, width=style.size("line_axis"))
    return canvas.finish(
        "campaigns",
        alt=context.alt("campaigns", record.record.name),
        data=_table(record, campaigns.unit, context),
    )


def _shown(record: RecordEstimate, most: int) -> tuple[Campaign, ...]:
    """Return the best campaigns, always including the previous record."""
    if len(record.ranked) <= most:
        return record.ranked
    # One row less, for the line that sums the others.
    best = record.ranked[: most - 1]
    if record.previous is None or record.previous in best:
        return best
    return (*best[:-1], record.previous)


def _row(
    campaign: Campaign, record: RecordEstimate, context: FigureContext, canvas: Canvas
) -> _Row:
    style = context.style
    # The month stays in one line.
    name = f"{campaign.name}, {short_month(campaign.on).replace(' ', NO_BREAK_SPACE)}"
    number = value_text(campaign.value, context.narrative.style)
    note, color = "", style.tokens.text("chart.before_tint").upper()
    is_record = campaign == record.record
    if is_record:
        number = context.number(RECORD.value) or number
        ratio = context.number(RECORD.ratio_to_previous)
        note = terms().times_previous.format(ratio) if ratio else terms().record
        color = style.accent
    elif campaign == record.previous:
        number = context.number(PREVIOUS_RECORD.value) or number
        note, color = terms().previous_record, style.muted
    return _Row(
        campaign=campaign,
        lines=wrapped(
            name,
            style.text,
            canvas.width * _NAME_SHARE,
            is_strong=is_record,
            cuts_words=True,
        ),
        number=number,
        note=note,
        color=color,
        is_record=is_record,
    )


def _draw_rows(canvas: Canvas, rows: Sequence[_Row], left: float, scale: float) -> None:
    bars: dict[str, list[Sequence[Point]]] = {}
    top = canvas.height - 1
    for row in rows:
        middle = top - row.height / 2
        # A negative value has no bar; its number is printed all the same.
        end = left + max(row.campaign.value, 0.0) * scale
        low, high = middle - _BAR / 2, middle + _BAR / 2
        # One path per color, for a smaller SVG.
        bars.setdefault(row.color, []).append([(left, low), (end, low), (end, high), (left, high)])
        _draw_words(canvas, row, (left, end), middle)
        top -= row.height
    for color, polygons in bars.items():
        canvas.areas(polygons, color=color)


def _draw_words(canvas: Canvas, row: _Row, bar: tuple[float, float], middle: float) -> None:
    """Draw the name before the bar, the number after it, and the note inside if it fits."""
    style = canvas.style
    left, end = bar
    first = middle - _DROP + _LINE * (len(row.lines) - 1) / 2
    color = style.ink if row.note else style.soft
    for index, line in enumerate(row.lines):
        y = first - index * _LINE
        canvas.label(left - 6, y, line, color=color, align="right", is_strong=row.is_record)
    y = middle - _DROP
    note_width = canvas.width_of(row.note, size=style.text_note)
    is_inside = bool(row.note) and note_width + 2 * _GAP <= end - left
    after = row.number if is_inside or not row.note else f"{row.number}, {row.note}"
    # A note that fits nowhere is in the alternative text only.
    if end + _GAP + canvas.width_of(after, is_strong=row.is_record) > canvas.width:
        after = row.number
    canvas.label(end + _GAP, y, after, color=color, is_strong=row.is_record)
    if is_inside:
        canvas.label(
            end - _GAP, y, row.note, size=style.text_note, color=style.white, align="right"
        )


def _draw_rest(
    canvas: Canvas, rest: Sequence[Campaign], left: float, context: FigureContext
) -> None:
    """Draw the number of unnamed campaigns and their sum."""
    words = terms().other if len(rest) == 1 else terms().others.format(len(rest))
    total = value_text(sum(item.value for item in rest), context.narrative.style)
    color = canvas.style.muted
    canvas.label(left - 6, 3.5, words, color=color, align="right")
    canvas.label(left + _GAP, 3.5, total, color=color)


def _table(record: RecordEstimate, unit: str, context: FigureContext) -> FigureTable:
    rows = tuple(
        (item.name, short_month(item.on), value_text(item.value, context.narrative.style))
        for item in record.ranked
    )
    return FigureTable(
        columns=(terms().campaign, terms().month, unit[:1].upper() + unit[1:]), rows=rows
    )
